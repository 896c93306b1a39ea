"""Checks on actors, channels and the dates of the programme."""

from typing import Any

import pytest

from tests.istruttoria.esempi import con_attore, con_premessa, snapshot, trovati


def _senza_capofila(**cambi: Any) -> dict[str, Any]:
    dati = con_attore("capofila", nominativo="")
    dati["distretto"] = dati["distretto"] | {"capofila": ""} | cambi
    return dati


def _canale(testo: str) -> dict[str, Any]:
    return snapshot(canali=[{"tipo": "sito", "etichetta": "SITO WEB", "testo": testo}])


SCATTA = [
    ("capofila_mancante", _senza_capofila()),
    ("manager_mancante", con_attore("manager", nominativo=" - ")),
    ("attore_mancante", con_attore("coordinatore", nominativo="")),
    ("email_mancante", con_attore("manager", email="")),
    ("canale_vuoto", _canale("  ")),
    ("gruppo_di_lavoro_senza_data", snapshot(gruppo_di_lavoro_il=None)),
]
NON_SCATTA = [
    ("capofila_mancante", _senza_capofila(capofila="Comune di Fiore")),
    ("manager_mancante", con_attore("manager", qualifica="")),
    ("attore_mancante", con_attore("manager", nominativo="")),
    ("email_mancante", con_attore("capofila", email="")),
    ("canale_vuoto", _canale("-")),
    ("gruppo_di_lavoro_senza_data", snapshot(gruppo_di_lavoro_il="2026-03-02")),
]


@pytest.mark.parametrize(("codice", "dati"), SCATTA)
def test_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert len(trovati(dati, codice)) == 1


@pytest.mark.parametrize(("codice", "dati"), NON_SCATTA)
def test_non_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert trovati(dati, codice) == []


def test_un_indirizzo_scritto_male() -> None:
    (esito,) = trovati(con_attore("manager", email="ugo(at)fiore"), "email_mancante")
    assert "non è un indirizzo e-mail" in esito.messaggio


def test_la_data_che_si_legge_nella_premessa_e_suggerita() -> None:
    testo = "<p>Il gruppo di lavoro si è incontrato il 3 marzo 2026 per condividere.</p>"
    (esito,) = trovati(con_premessa(testo, gruppo_di_lavoro_il=None), "gruppo_di_lavoro_senza_data")
    assert "3 marzo 2026" in esito.messaggio
