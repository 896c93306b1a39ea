"""Checks on the percentages and on how they fit their indicators."""

from typing import Any

import pytest

from tests.istruttoria.esempi import azione, con_azioni, ogni, regola, trovati

PESO = {"tipo": "peso", "percentuale": 34}
MAIL = ogni(25, "25% ogni mail")
ORE = regola("100% per ≥12 ore frequentate (≥75% del monte ore)", tipo="soglia", soglia=12)


def _misura(indicatore: str, *regole: dict[str, Any], **cambi: Any) -> dict[str, Any]:
    return con_azioni(azione(indicatori=[indicatore], regole=list(regole), **cambi))


def _quota(quota: int) -> dict[str, Any]:
    return regola(f"100% se il {quota}% degli aderenti lo usa", tipo="quota", quota=quota)


SCATTA = [
    ("vamt_senza_percentuale", _misura("Relazione")),
    ("azione_senza_percentuale", _misura("Relazione", vamt=False)),
    ("percentuale_da_confermare", _misura("Gruppi", regola("34% avvio", da_confermare=True))),
    ("indicatori_percentuali_numero", _misura("Relazione", regola(), regola("100% mail"))),
    ("unita_diverse", _misura("n. 4 comunicati stampa", ogni(25, "25% ogni riunione"))),
    ("quantita_diverse", _misura("Invio di 8 mail", MAIL)),
    (
        "cento_non_raggiungibile",
        _misura("n. 1 nuova convenzione", ogni(20, "20% ogni convenzione")),
    ),
]
NON_SCATTA = [
    ("vamt_senza_percentuale", _misura("Relazione", vamt=False)),
    ("azione_senza_percentuale", _misura("Relazione", regola(), vamt=False)),
    ("percentuale_da_confermare", _misura("Gruppi", regola("34% avvio"))),
    (
        "indicatori_percentuali_numero",
        _misura(
            "Incontri", regola("50% per un incontro", scala=1), regola("100% per due", scala=1)
        ),
    ),
    ("unita_diverse", _misura("n. 4 comunicazioni agli aderenti", MAIL)),
    ("quantita_diverse", _misura("4 mail informative", MAIL)),
    ("cento_non_raggiungibile", _misura("n. 3 incontri", ogni(33.3, "33,3% per ogni incontro"))),
]


@pytest.mark.parametrize(("codice", "dati"), SCATTA)
def test_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert len(trovati(dati, codice)) == 1


@pytest.mark.parametrize(("codice", "dati"), NON_SCATTA)
def test_non_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert trovati(dati, codice) == []


@pytest.mark.parametrize(
    ("indicatore", "frase"),
    [
        ("n. 1 nuova convenzione", ogni(100, "100% per ogni convenzione attivata")),
        ("Realizzazione di un incontro sul tema", ogni(100, "100% ogni incontro")),
        ("inserimento almeno 4 iniziative nel sito", ogni(25, "25% ogni iniziativa inserita")),
        ("Invio di 4 Proposte acquisti locali", ogni(25, "25% ogni mail di proposta prodotti")),
        ("n. 4 incontri nel 2026", ogni(50, "50% ogni due incontri", passo=2)),
        ("Adesione all'Agenda 2030", ogni(25, "25% ogni iniziativa")),
        ("attività per bambini di 6 anni", ogni(25, "25% ogni incontro")),
        ("n. 4 serate informative", ogni(25, "25% ogni evento")),
        ("servizi per la fascia 0-3 anni", ogni(25, "25% ogni servizio")),
        ("Partecipazione alle ore di formazione (16 ore)", ORE),
        ("logo usato da almeno il 20% degli aderenti", _quota(20)),
    ],
)
def test_indicatore_e_percentuale_che_concordano(indicatore: str, frase: dict[str, Any]) -> None:
    dati = _misura(indicatore, frase)
    codici = ("unita_diverse", "quantita_diverse", "cento_non_raggiungibile")
    assert [e for c in codici for e in trovati(dati, c)] == []


@pytest.mark.parametrize(
    ("indicatore", "frase"),
    [
        ("Partecipazione alle ore di formazione (20 ore)", ORE),
        ("logo usato da almeno il 30% degli aderenti", _quota(20)),
        ("n. 4 incontri", ogni(50, "50% per ogni incontro")),
    ],
)
def test_quantita_diverse(indicatore: str, frase: dict[str, Any]) -> None:
    assert len(trovati(_misura(indicatore, frase), "quantita_diverse")) == 1


@pytest.mark.parametrize(
    ("indicatore", "frasi", "arrivo"),
    [
        ("n. 3 incontri", [ogni(33, "33% per ogni incontro")], "99%"),
        ("un incontro pubblico", [ogni(50, "50% per ogni incontro")], "50%"),
        ("n. 2 incontri", [ogni(50, "50% ogni due incontri", passo=2)], "50%"),
        ("Mail", [ogni(25, "25% ogni mail, massimo di 3 mail")], "75%"),
        ("Mail", [ogni(25, "25% ogni mail", massimo=50)], "50%"),
        ("Corso", [regola("60% per almeno 3 ore", tipo="soglia", percentuale=60, soglia=3)], "60%"),
    ],
)
def test_il_cento_non_si_raggiunge(indicatore: str, frasi: list[Any], arrivo: str) -> None:
    (esito,) = trovati(_misura(indicatore, *frasi), "cento_non_raggiungibile")
    assert arrivo in esito.messaggio


@pytest.mark.parametrize(("ultimo", "esiti"), [(20, 1), (30, 0)])
def test_le_parti_devono_sommare_cento(ultimo: int, esiti: int) -> None:
    parti = [regola("70% avvio", tipo="peso", percentuale=70)]
    parti.append(regola("chiusura", tipo="peso", percentuale=ultimo))
    assert len(trovati(_misura("Progetto", *parti), "cento_non_raggiungibile")) == esiti


def test_un_peso_dubbio_accanto_a_regole_intere_ha_il_suo_controllo() -> None:
    dati = _misura("Gruppi", regola(), regola("34% avvio", **PESO, da_confermare=True))
    assert trovati(dati, "cento_non_raggiungibile") == []


def test_un_peso_confermato_che_da_solo_non_basta() -> None:
    (esito,) = trovati(_misura("Gruppi", regola("34% avvio", **PESO)), "cento_non_raggiungibile")
    assert "al più al 34%" in esito.messaggio


def test_un_indicatore_che_conta_accanto_a_una_percentuale_che_non_conta() -> None:
    (esito,) = trovati(_misura("Numero di aziende coinvolte", regola()), "unita_diverse")
    assert "«aziende coinvolte»" in esito.messaggio


def test_il_dubbio_della_lettura_sta_nel_messaggio() -> None:
    frase = regola("34% avvio", da_confermare=True, dubbio="Può essere un peso.")
    (esito,) = trovati(_misura("Gruppi", frase), "percentuale_da_confermare")
    assert "Può essere un peso: scegliere" in esito.messaggio


def test_una_frase_che_non_si_misura() -> None:
    (esito,) = trovati(
        _misura("Clima", regola("valutazione del clima", tipo="manuale", percentuale=None)),
        "percentuale_da_confermare",
    )
    assert "a mano" in esito.messaggio


def test_senza_percentuali_non_si_confrontano_i_numeri() -> None:
    dati = con_azioni(azione(indicatori=["Uno", "Due"], regole=[], vamt=False))
    assert trovati(dati, "indicatori_percentuali_numero") == []


def test_senza_richiesta_di_contributo_la_mancanza_avvisa() -> None:
    dati = _misura("Relazione") | {"richiede_contributo": False}
    assert trovati(dati, "vamt_senza_percentuale") == []
    assert len(trovati(dati, "azione_senza_percentuale")) == 1
