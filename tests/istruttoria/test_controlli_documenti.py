"""The checks on the two real programmes find what was written down beforehand, and no more."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from documenti.word import leggi_word
from istruttoria.controlli import BLOCCA, esegui
from tests.istruttoria.esempi import da_lettura

DATI = Path(__file__).parents[1] / "dati"
ATTESI = json.loads((DATI / "attesi" / "controlli.json").read_text())
PROGRAMMI = [nome for nome in ATTESI if nome != "nota"]


@cache
def _lettura(nome: str) -> dict[str, Any]:
    return leggi_word((DATI / f"{nome}.docx").read_bytes(), nome=f"{nome}.docx")


def _chiave(codice: str, posto: dict[str, Any]) -> tuple[str, str]:
    return codice, json.dumps(posto, sort_keys=True)


def _chiavi(dati: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted(_chiave(e.codice, e.posto.as_dict()) for e in esegui(dati))


def _attese(nome: str, *parti: str) -> list[tuple[str, str]]:
    return sorted(_chiave(a["codice"], a["posto"]) for p in parti for a in ATTESI[nome][p])


@pytest.mark.parametrize("nome", PROGRAMMI)
def test_codici_e_posti_attesi(nome: str) -> None:
    assert _chiavi(da_lettura(_lettura(nome))) == _attese(nome, "attesi")


@pytest.mark.parametrize("nome", PROGRAMMI)
def test_nessuno_blocca(nome: str) -> None:
    assert [e for e in esegui(da_lettura(_lettura(nome))) if e.gravita == BLOCCA] == []


def test_con_la_firma_del_registro_le_adesioni_la_precedono() -> None:
    nome = "programma-alta-valsugana-2026"
    dati = da_lettura(_lettura(nome))
    dati["accordo"] = {
        "atto_comune": {"organo": "Giunta comunale", "numero": "70", "data": "2022-05-24"},
        "atto_provincia": {"organo": "Giunta provinciale", "numero": "1273", "data": "2022-07-15"},
        "sottoscritto_il": "2022-10-28",
        "proponenti": 5,
    }
    assert _chiavi(dati) == _attese(nome, "attesi", "con_il_registro")


def test_con_gli_aderenti_del_registro_il_numero_scritto_e_contraddetto() -> None:
    nome = "programma-trento-2022"
    firmatari = [
        *("Fondazione Bruno Kessler", "APSP Margherita Grazioli", "Famiglia Cooperativa di Povo"),
        *("Kaleidoscopio scs", "Università degli Studi di Trento", "FIDIA srl", "Progetto '92"),
        *("Fondazione Demarchi", "UPIPA"),
    ]
    dati = da_lettura(_lettura(nome))
    dati["aderenti_al"] = "2022-04-15"
    dati["aderenti"] = [
        {"organizzazione": f, "dal": "2018-10-10", "family_audit": "sì"} for f in firmatari
    ]
    assert _chiavi(dati) == _attese(nome, "attesi", "con_il_registro")
