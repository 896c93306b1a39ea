"""Checks on the actions: fields, deadlines, repetitions, the V.A.M.T. rows."""

from typing import Any

import pytest

from tests.istruttoria.esempi import (
    PULITO,
    azione,
    campi,
    con_azioni,
    riga,
    snapshot,
    trovati,
)

LUNGO = "Rafforzare la rete dei servizi di conciliazione per le famiglie della valle"
ATTESE = [
    {"ambito_numero": 1, "titolo": "Riga 1"},
    {"ambito_numero": 2, "titolo": "Comunicati stampa"},
]
TUTTI = [c["codice"] for c in PULITO["campi"]["progettualita"]]


def _facoltativo(campo: str, **cambi: Any) -> dict[str, Any]:
    """The schema leaves that field free, and the action has it empty."""
    dati = con_azioni(azione(**cambi))
    dati["campi"]["progettualita"] = [
        *campi([n for n in TUTTI if n != campo]),
        {"codice": campo, "etichetta": campo, "obbligatorio": False},
    ]
    return dati


SCATTA = [
    ("campo_obbligatorio_vuoto", con_azioni(azione(descrizione=" "))),
    ("azione_senza_referente", _facoltativo("referenti", referenti_testo="")),
    ("azione_senza_indicatore", _facoltativo("indicatori", indicatori=[])),
    ("scadenza_mancante", _facoltativo("tempi", tempi="")),
    ("scadenza_non_letta", con_azioni(azione(tempi="entro l'autunno"))),
    ("scadenza_fuori_periodo", con_azioni(azione(tempi="Entro 31 dicembre 2025"))),
    ("scadenza_discordante", con_azioni(azione(scadenza="2026-11-30"))),
    ("titolo_ripetuto", con_azioni(azione(1, titolo="Nido"), azione(2, titolo="NIDO"))),
    (
        "obiettivo_ripetuto",
        con_azioni(
            azione(1, obiettivo_generale=LUNGO),
            azione(2, obiettivo_generale=f"{LUNGO}. Aprire nuovi spazi."),
        ),
    ),
    ("righe_vamt_mancanti", snapshot(righe_predefinite=ATTESE)),
]
NON_SCATTA = [
    ("campo_obbligatorio_vuoto", con_azioni(azione(altre_organizzazioni_testo="", regole=[]))),
    ("azione_senza_referente", _facoltativo("referenti", referenti=["Prato srl"])),
    ("azione_senza_indicatore", con_azioni()),
    ("scadenza_mancante", _facoltativo("tempi", tempi="", scadenza="2026-12-31")),
    ("scadenza_non_letta", con_azioni(azione(tempi="entro l'autunno", scadenza="2026-11-30"))),
    ("scadenza_fuori_periodo", con_azioni(azione(tempi="Entro dicembre 2026"))),
    ("scadenza_discordante", con_azioni(azione(scadenza="2026-12-31"))),
    ("titolo_ripetuto", con_azioni(azione(1, titolo="Nido"), azione(2, titolo="Nido estivo"))),
    (
        "obiettivo_ripetuto",
        con_azioni(azione(1, obiettivo_generale="Aumentare le competenze delle organizzazioni"),
                   azione(2, obiettivo_generale="Aumentare le competenze del Manager di zona")),
    ),
    (
        "righe_vamt_mancanti",
        snapshot(righe_predefinite=ATTESE, azioni=[riga(1, 1), riga(2, 2), azione()]),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("codice", "dati"), SCATTA)
def test_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert len(trovati(dati, codice)) == 1


@pytest.mark.parametrize(("codice", "dati"), NON_SCATTA)
def test_non_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert trovati(dati, codice) == []


def test_un_campo_obbligatorio_vuoto_si_dice_una_volta_sola() -> None:
    dati = con_azioni(azione(referenti_testo="", tempi="", indicatori=[], regole=[]))
    codici = ("azione_senza_referente", "scadenza_mancante", "azione_senza_indicatore")
    assert len(trovati(dati, "campo_obbligatorio_vuoto")) == 3
    assert not any(trovati(dati, c) for c in codici)


def test_una_scadenza_senza_anno_e_del_programma() -> None:
    assert trovati(con_azioni(azione(tempi="Entro il 30/11")), "scadenza_fuori_periodo") == []


def test_un_programma_di_due_anni() -> None:
    dati = con_azioni(
        azione(tempi="Entro il 31 dicembre 2027"),
        periodo={"dal": "2026-01-01", "al": "2027-12-31"},
    )
    assert trovati(dati, "scadenza_fuori_periodo") == []


def test_l_obiettivo_specifico_che_ripete_il_generale() -> None:
    (esito,) = trovati(
        con_azioni(azione(obiettivo_generale=LUNGO, obiettivo_specifico=LUNGO)),
        "obiettivo_ripetuto",
    )
    assert "obiettivo generale" in esito.messaggio


def test_le_righe_attese_dallo_schema() -> None:
    (esito,) = trovati(snapshot(righe_predefinite=ATTESE), "righe_vamt_mancanti")
    assert "«Comunicati stampa»" in esito.messaggio and "Riga 1" not in esito.messaggio


def test_senza_richiesta_di_contributo_le_righe_non_sono_obbligatorie() -> None:
    dati = snapshot(righe_predefinite=ATTESE, richiede_contributo=False)
    assert trovati(dati, "righe_vamt_mancanti") == []


@pytest.mark.parametrize(("segnata", "esiti"), [(False, 1), (True, 0)])
def test_nel_2022_basta_un_azione_segnata(segnata: bool, esiti: int) -> None:
    voci = [v for v in PULITO["voci"] if v["tipo"] != "righe_vamt"]
    dati = snapshot(voci=voci, azioni=[azione(vamt=segnata)])
    assert len(trovati(dati, "righe_vamt_mancanti")) == esiti
