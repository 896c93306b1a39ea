"""Checks on the accordo and on the member list."""

from typing import Any

import pytest

from tests.istruttoria.esempi import PULITO, aderente, con_premessa, snapshot, trovati

COMUNE = aderente(1, "COMUNE DI FIORE", proponente=True)
PRATO = aderente(2, "PRATO S.R.L.", proponente=True)
ROSE = aderente(3, "LE ROSE SOCIETÀ COOPERATIVA SOCIALE")
FONDATORI = "<p>Le realtà fondanti — Comune di Fiore, Prato srl e Bosco srl — crescono.</p>"
IN_TRE = [COMUNE, PRATO, aderente(3, "BOSCO S.R.L.")]


def _accordo(**cambi: Any) -> dict[str, Any]:
    return snapshot(accordo=PULITO["accordo"] | cambi)


def _dato_accordo(valore: str, **cambi: Any) -> dict[str, Any]:
    return snapshot(dati_distretto=[{"chiave": "accordo", "valore": valore}], **cambi)


def _aderenti(*aderenti: dict[str, Any], **cambi: Any) -> dict[str, Any]:
    return snapshot(aderenti=list(aderenti), **cambi)


SCATTA = [
    ("firma_non_datata", _dato_accordo("Deliberazione n. 9 dd. 1.7.2022")),
    ("firma_prima_dell_atto", _accordo(sottoscritto_il="2022-06-30")),
    ("adesione_prima_della_firma", _aderenti(COMUNE, PRATO | {"dal": "2022-10-09"})),
    ("fondatore_non_aderente", con_premessa(FONDATORI)),
    ("aderente_indicato_uscito", con_premessa("<p>Si segnala la chiusura di Prato srl.</p>")),
    ("elenco_aderenti_vuoto", _aderenti()),
    ("elenco_aderenti_senza_data", snapshot(aderenti_al=None)),
    ("adesione_non_datata", _aderenti(COMUNE, PRATO | {"dal": None})),
    ("aderente_ripetuto", _aderenti(COMUNE, PRATO, aderente(3, "Prato srl"))),
    ("certificazione_mancante", _aderenti(COMUNE, PRATO | {"family_audit": " - "})),
]
NON_SCATTA = [
    ("firma_non_datata", _dato_accordo("10 ottobre 2022 (deliberazione n. 9 dd. 1.7.2022)")),
    ("firma_prima_dell_atto", _accordo(sottoscritto_il="2022-07-01")),
    ("adesione_prima_della_firma", _aderenti(COMUNE, PRATO | {"dal": "2022-10-10"})),
    ("fondatore_non_aderente", con_premessa(FONDATORI, aderenti=IN_TRE)),
    (
        "aderente_indicato_uscito",
        con_premessa("<p>Si segnala la chiusura di Prato srl.</p>",
                     aderenti=[COMUNE, PRATO | {"al": "2025-05-01"}]),
    ),
    ("elenco_aderenti_vuoto", _aderenti(voci=PULITO["voci"][:-1])),
    ("elenco_aderenti_senza_data", _aderenti(aderenti_al=None)),
    ("adesione_non_datata", _aderenti(COMUNE | {"dal": "2026-04-30"})),
    ("aderente_ripetuto", _aderenti(COMUNE, PRATO, aderente(3, "Prato Verde srl"))),
    (
        "certificazione_mancante",
        _aderenti(PRATO | {"family_audit": ""}, distretto={"tipo": "territoriale"}),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("codice", "dati"), SCATTA)
def test_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert len(trovati(dati, codice)) == 1


@pytest.mark.parametrize(("codice", "dati"), NON_SCATTA)
def test_non_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert trovati(dati, codice) == []


def test_la_firma_si_legge_anche_dai_dati_stampati() -> None:
    dati = _dato_accordo("9 aprile 2022", accordo=None)
    dati["dati_distretto"].append({"chiave": "delibera", "valore": "n. 7 dd. 3.5.2022"})
    assert len(trovati(dati, "firma_prima_dell_atto")) == 1


def test_si_nominano_solo_gli_aderenti_anteriori() -> None:
    dati = _aderenti(COMUNE | {"dal": "2022-10-09"}, PRATO, ROSE | {"dal": "2022-01-01"})
    (esito,) = trovati(dati, "adesione_prima_della_firma")
    assert "COMUNE DI FIORE e LE ROSE" in esito.messaggio
    assert "PRATO" not in esito.messaggio


@pytest.mark.parametrize(
    "testo",
    [
        "<p>Le organizzazioni proponenti: enti pubblici, imprese, associazioni.</p>",
        "<p>Le realtà fondanti — Comune di Fiore e Bosco srl — crescono.</p>",
        "<p>Le realtà fondanti — Comune di Fiore, Prato, Rose — crescono.</p>",
        "<p>L'accordo è stato sottoscritto da tutti gli enti della valle.</p>",
    ],
)
def test_solo_gli_elenchi_di_nomi_contano(testo: str) -> None:
    assert (
        trovati(con_premessa(testo, aderenti=[COMUNE, PRATO, ROSE]), "fondatore_non_aderente") == []
    )


def test_un_fondatore_uscito_con_la_data_e_a_posto() -> None:
    uscita = aderente(3, "BOSCO S.R.L.", al="2024-12-31")
    dati = con_premessa(FONDATORI, aderenti=[COMUNE, PRATO, uscita])
    assert trovati(dati, "fondatore_non_aderente") == []


def test_meno_proponenti_di_quanti_hanno_firmato() -> None:
    (esito,) = trovati(_accordo(proponenti=3), "fondatore_non_aderente")
    assert "3 proponenti" in esito.messaggio


def test_nessuno_degli_aderenti_e_certificato() -> None:
    senza = _aderenti(COMUNE | {"family_audit": ""}, PRATO | {"family_audit": "no"})
    (esito,) = trovati(senza, "certificazione_mancante")
    assert esito.messaggio.startswith("Per nessuno dei 2 aderenti è indicato")
