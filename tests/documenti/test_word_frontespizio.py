"""The title page: lines, year, district."""

import pytest

from documenti.word import leggi_word
from documenti.word.title import distretto
from tests.documenti.file_word import paragrafo
from tests.documenti.programmi_word import CAMPI_2022, azione, programma_2022


@pytest.mark.parametrize(
    ("righe", "denominazione", "nome", "tipo"),
    [
        (
            ["PROGRAMMA DI LAVORO", "DISTRETTO FAMILY AUDIT", "ALTO PRATO", "2024"],
            "Distretto family audit Alto Prato",
            "Alto Prato",
            "family_audit",
        ),
        (
            ["Distretto Famiglia Prato e Bosco", "Programma di lavoro 2024"],
            "Distretto famiglia Prato e Bosco",
            "Prato e Bosco",
            "territoriale",
        ),
        (
            ["DISTRETTO FAMIGLIA DELLA VAL DI PRATO 2024-2025"],
            "Distretto famiglia della Val di Prato",
            "Val di Prato",
            "territoriale",
        ),
        (
            ["DISTRETTO TEMATICO DELLO SPORT", "2024"],
            "Distretto tematico dello Sport",
            "Sport",
            "tematico",
        ),
        (
            ["PROGRAMMA DI LAVORO DEL DISTRETTO FAMIGLIA PRATO ANNO 2024"],
            "Distretto famiglia Prato",
            "Prato",
            "territoriale",
        ),
        (
            ["Programma di lavoro 2024 – Distretto Famiglia «Val di Prato»"],
            "Distretto famiglia Val di Prato",
            "Val di Prato",
            "territoriale",
        ),
        (["PROGRAMMA DI LAVORO"], "", "", "territoriale"),
    ],
)
def test_the_district_of_the_title_page(righe, denominazione, nome, tipo):
    assert distretto(righe, "") == {
        "denominazione": denominazione,
        "nome_breve": nome,
        "tipo": tipo,
    }


def test_a_name_in_capitals_is_written_as_the_text_writes_it():
    righe = ["DISTRETTO FAMIGLIA", "PRATO DEI MOCHENI"]
    assert distretto(righe, "Il Prato dei Mòcheni, già Prato dei Mocheni")["nome_breve"] == (
        "Prato dei Mocheni"
    )


def anno(*frontespizio: str, nome: str = "", tempi: str = "Entro giugno"):
    tbl = azione(campi={**CAMPI_2022, "Tempi.": tempi})
    lettura = leggi_word(programma_2022(tbl, frontespizio=frontespizio), nome=nome)
    return lettura["anno"], [d for d in lettura["dubbi"] if "ann" in d]


def test_the_year_comes_from_the_title_page():
    assert anno("PROGRAMMA DI LAVORO 2025", "DISTRETTO FAMIGLIA PRATO") == (2025, [])


def test_of_two_years_the_first_with_a_doubt():
    valore, dubbi = anno("PROGRAMMA DI LAVORO 2025-2026", "DISTRETTO FAMIGLIA PRATO")
    assert valore == 2025
    assert "2025, 2026" in dubbi[0]


def test_without_a_year_the_file_s_name_and_then_the_times():
    assert anno("DISTRETTO FAMIGLIA PRATO", nome="programma 2021.docx")[0] == 2021
    assert anno("DISTRETTO FAMIGLIA PRATO", tempi="Entro giugno 2020")[0] == 2020
    valore, dubbi = anno("DISTRETTO FAMIGLIA PRATO")
    assert (valore, dubbi) == (None, ["L'anno non si legge nel frontespizio."])


def test_the_lines_are_kept_as_written():
    righe = ("SCHEMA", "PROGRAMMA DI LAVORO", "DISTRETTO FAMIGLIA", "PRATO", "2024")
    assert leggi_word(programma_2022(frontespizio=righe))["titolo"] == list(righe)


def test_a_long_text_is_no_title_line():
    lungo = paragrafo("Siamo in molti e facciamo molte cose insieme. " * 5)
    lettura = leggi_word(programma_2022(frontespizio=("PROGRAMMA DI LAVORO 2024", lungo)))
    assert lettura["titolo"] == ["PROGRAMMA DI LAVORO 2024"]
    assert lettura["sezioni"][0]["voce"] is None
