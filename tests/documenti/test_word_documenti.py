"""The two real programmes, cell by cell."""

import pytest

from documenti.word import leggi_word
from tests.documenti.lettura_word import attesa, confronta, originale, struttura


@pytest.fixture(scope="module")
def alta_valsugana():
    return leggi_word(originale("2026"), nome="programma.docx")


@pytest.fixture(scope="module")
def trento():
    return leggi_word(originale("2022"), nome="programma.docx")


@pytest.mark.parametrize("schema", ["2022", "2026"])
def test_every_cell_is_in_its_own_field(schema):
    assert confronta(attesa(schema), leggi_word(originale(schema))) == []


def test_2026_has_nine_vamt_rows_in_five_areas(alta_valsugana):
    righe = [a for a in alta_valsugana["azioni"] if a["tipo"] == "riga_vamt"]
    assert [a["ambito_numero"] for a in righe] == [1, 2, 3, 3, 3, 4, 4, 4, 5]
    assert len(alta_valsugana["ambiti"]) == 5


def test_2026_has_eight_progettualita_and_the_fourth_is_strategic(alta_valsugana):
    progettualita = [a for a in alta_valsugana["azioni"] if a["tipo"] == "progettualita"]
    assert [a["numero"] for a in progettualita] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [a["numero"] for a in progettualita if a["strategico"]] == [4]
    assert [a["numero"] for a in progettualita if a["vamt"]] == [1, 2, 3, 4, 5, 6]


def test_2026_has_16_indicators_20_rules_5_members_and_3_actors(alta_valsugana):
    azioni = alta_valsugana["azioni"]
    assert sum(len(a["indicatori"]) for a in azioni) == 16
    assert sum(len(a["regole"]) for a in azioni) == 20
    assert [a["dal"] for a in alta_valsugana["aderenti"]] == ["2022-07-15"] * 4 + ["2022-12-16"]
    assert sum(a["ruolo"] != "capofila" for a in alta_valsugana["attori"]) == 3


def test_2026_premessa_keeps_its_structure(alta_valsugana):
    segni = struttura(alta_valsugana["sezioni"][0]["html"])
    titoli = [s for s in segni if s in ("h2", "h3", "h4")]
    assert titoli == ["h2", "h3", "h3", "h2", "h2", "h3", "h3", "h3", "h2"]
    assert segni.count("table") == 2
    elenchi = [s for s in segni if s in ("ol", "ul", "li")]
    assert elenchi == ["ol", *["li"] * 4, "ul", *["li"] * 3, "ul", *["li"] * 5]


def test_2022_has_twelve_actions_in_three_areas_five_of_them_vamt(trento):
    assert [a["numero"] for a in trento["azioni"]] == list(range(1, 13))
    assert [a["numero"] for a in trento["azioni"] if a["vamt"]] == [1, 2, 6, 8, 9]
    assert [a["ambito_numero"] for a in trento["azioni"]] == [1] * 4 + [2] * 4 + [3] * 4


def test_2022_has_17_indicators_and_17_rules(trento):
    assert sum(len(a["indicatori"]) for a in trento["azioni"]) == 17
    assert sum(len(a["regole"]) for a in trento["azioni"]) == 17


def test_2022_dash_channels_are_empty(trento):
    assert [c["valore"] for c in trento["canali"]] == [
        "https://distrettofamiliytrento.fbk.eu/",
        None,
        None,
    ]


@pytest.mark.parametrize("schema", ["2022", "2026"])
def test_nothing_is_left_unrecognised(schema):
    lettura = leggi_word(originale(schema))
    assert lettura["non_riconosciuti"] == []
    assert "non-riconosciuto" not in str(lettura)


def test_the_only_doubts_are_the_two_ambiguous_percentages(alta_valsugana, trento):
    assert ["50% della formazione" in d for d in alta_valsugana["dubbi"]] == [True]
    assert ["34% convocazione" in d for d in trento["dubbi"]] == [True]
