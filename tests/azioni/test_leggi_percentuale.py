"""The command that reads percentage phrases from standard input."""

import io
import json
import sys

import pytest
from django.core.management import call_command

CHIAVI = {
    "testo",
    "tipo",
    "percentuale",
    "unita",
    "obiettivo",
    "soglia",
    "quota",
    "base",
    "da_confermare",
    "alternative",
}


@pytest.fixture
def esegui(monkeypatch):
    def _esegui(ingresso: bytes, *argomenti: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ingresso), "utf-8"))
        uscita = io.StringIO()
        call_command("leggi_percentuale", *argomenti, stdout=uscita)
        return uscita.getvalue()

    return _esegui


def righe_json(uscita):
    return [json.loads(riga) for riga in uscita.splitlines()]


def test_one_json_list_a_line(esegui):
    uscita = esegui(b"25% ogni mail\n100% relazione\n", "--json")
    assert [[r["tipo"] for r in lista] for lista in righe_json(uscita)] == [
        ["per_unita"],
        ["si_no"],
    ]


def test_a_rule_has_every_key_and_absent_is_null(esegui):
    regola = righe_json(esegui(b"100% relazione\n", "--json"))[0][0]
    assert set(regola) >= CHIAVI
    assert (regola["unita"], regola["soglia"], regola["alternative"]) == (None, None, [])


def test_numbers_are_numbers(esegui):
    regola = righe_json(esegui(b"12,5% ogni mail", "--json"))[0][0]
    assert (regola["percentuale"], regola["obiettivo"]) == (12.5, 8)


def test_a_written_line_break_divides_the_cell(esegui):
    lista = righe_json(esegui(b"25% ogni mail\\n100% relazione\n", "--json"))[0]
    assert [r["testo"] for r in lista] == ["25% ogni mail", "100% relazione"]


def test_an_empty_line_is_an_empty_list(esegui):
    assert righe_json(esegui(b"\n100% relazione\n\n", "--json"))[0::2] == [[], []]


def test_broken_utf8_is_read_all_the_same(esegui):
    lista = righe_json(esegui(b"25% ogni attivit\xe0\n", "--json"))[0]
    assert lista[0]["percentuale"] == 25


def test_other_line_separators_stay_inside_a_cell(esegui):
    uscita = esegui("25% ogni mail\u2028100% relazione\n".encode(), "--json")
    assert [len(lista) for lista in righe_json(uscita)] == [2]


def test_no_input_gives_no_output(esegui):
    assert esegui(b"", "--json") == ""


def test_the_table_explains_in_italian(esegui):
    uscita = esegui(b"50% della formazione obbligatoria\n\n")
    assert "Da confermare" in uscita
    assert "(nessuna regola)" in uscita
