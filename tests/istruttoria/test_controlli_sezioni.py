"""Checks on the sections: each fires on its case and keeps silent on the nearest good one."""

from typing import Any

import pytest

from tests.istruttoria.esempi import azione, con_azioni, con_premessa, snapshot, trovati

NON_LETTO = "<blockquote class='non-riconosciuto'>Tabella dei turni</blockquote>"
VOCI = snapshot()["voci"]


def _con_limite(limite: int) -> dict[str, Any]:
    dati = con_premessa("<h2>Chi</h2><p>Dieci segni</p>")
    dati["voci"][0]["limite_caratteri"] = limite
    return dati


SCATTA = [
    ("programma_senza_azioni", snapshot(azioni=[])),
    ("sezione_vuota", con_premessa("<p> </p>")),
    ("sezione_oltre_limite", _con_limite(13)),
    ("blocco_non_riconosciuto", con_premessa(f"<p>Chi siamo.</p>{NON_LETTO}")),
    ("progetto_strategico_mancante", con_azioni(azione(strategico=False))),
]
NON_SCATTA = [
    ("programma_senza_azioni", snapshot(azioni=[azione()])),
    ("sezione_vuota", con_premessa("<ul><li>Uno</li></ul>")),
    ("sezione_oltre_limite", _con_limite(14)),
    ("blocco_non_riconosciuto", con_premessa("<blockquote>Una citazione</blockquote>")),
    (
        "progetto_strategico_mancante",
        con_azioni(azione(1, strategico=False), azione(2, strategico=True)),
    ),
]


@pytest.mark.parametrize(("codice", "dati"), SCATTA)
def test_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert len(trovati(dati, codice)) == 1


@pytest.mark.parametrize(("codice", "dati"), NON_SCATTA)
def test_non_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert trovati(dati, codice) == []


def test_una_sezione_facoltativa_puo_restare_vuota() -> None:
    dati = con_premessa("")
    dati["voci"][0]["obbligatoria"] = False
    assert trovati(dati, "sezione_vuota") == []


def test_il_messaggio_mostra_la_parte_non_riconosciuta() -> None:
    (esito,) = trovati(con_premessa(NON_LETTO), "blocco_non_riconosciuto")
    assert "«Tabella dei turni»" in esito.messaggio
    assert esito.dove == "Premessa"


def test_il_progetto_strategico_del_2022_e_una_sezione() -> None:
    voce = {"codice": "progetto_strategico", "tipo": "progetto_strategico", "titolo": "PROGETTO"}
    senza = snapshot(voci=[*VOCI, voce], azioni=[azione(strategico=False)])
    con = snapshot(voci=[*VOCI, voce | {"html": "<p>Tre gruppi.</p>"}], azioni=senza["azioni"])
    assert trovati(senza, "progetto_strategico_mancante")[0].posto.voce == "progetto_strategico"
    assert trovati(con, "progetto_strategico_mancante") == []
