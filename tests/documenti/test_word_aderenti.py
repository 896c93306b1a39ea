"""The member list, in the forms that offices give it."""

import pytest

from documenti.word import leggi_word
from documenti.word.dates import leggi_data
from tests.documenti.file_word import cella, crea, paragrafo, tabella
from tests.documenti.programmi_word import ADERENTI, programma_2026


def letti(*blocchi, **opzioni):
    lettura = leggi_word(programma_2026(aderenti=blocchi, **opzioni))
    return [(a["numero"], a["organizzazione"], a["dal"]) for a in lettura["aderenti"]], lettura


@pytest.mark.parametrize(
    ("testo", "data"),
    [
        ("15-lug-22", "2022-07-15"),
        ("15/07/2022", "2022-07-15"),
        ("15.7.22", "2022-07-15"),
        ("15 luglio 2022", "2022-07-15"),
        ("1° Marzo 2023", "2023-03-01"),
        ("2022-07-15", "2022-07-15"),
        ("dal 15 lug. 2022", "2022-07-15"),
        ("16-DIC-22", "2022-12-16"),
        ("31/02/2022", None),
        ("luglio 2022", None),
        ("", None),
    ],
)
def test_dates(testo, data):
    letta = leggi_data(testo)
    assert (letta.isoformat() if letta else None) == data


def test_columns_are_told_by_their_headings_in_any_order():
    _, lettura = letti(
        tabella(
            ["Denominazione", "Family Audit", "Data di adesione", "Data di uscita", "N."],
            ["COMUNE", "X", "15 luglio 2022", "2024-01-31", "7"],
        )
    )
    (membro,) = lettura["aderenti"]
    assert (membro["numero"], membro["organizzazione"]) == (7, "COMUNE")
    assert (membro["dal"], membro["al"], membro["dal_testo"]) == (
        "2022-07-15",
        "2024-01-31",
        "15 luglio 2022",
    )
    assert (membro["family_audit"], membro["family_in_trentino"]) == ("X", "")


def test_columns_without_headings_are_told_by_what_they_hold():
    membri, _ = letti(tabella(["1", "COMUNE", "15-lug-22"], ["2", "BANDA", "16-dic-22"]))
    assert membri == [(1, "COMUNE", "2022-07-15"), (2, "BANDA", "2022-12-16")]


def test_headings_on_two_rows_and_a_title_row():
    membri, lettura = letti(
        tabella(
            [cella("ELENCO ADERENTI", colonne=4)],
            ["", "", "Data", "Marchi"],
            ["N", "Organizzazione", "adesione", "Family in Trentino"],
            ["1", "COMUNE", "15.07.2022", "X"],
        )
    )
    assert membri == [(1, "COMUNE", "2022-07-15")]
    assert lettura["aderenti"][0]["family_in_trentino"] == "X"
    assert lettura["non_riconosciuti"] == []


def test_a_second_table_goes_on_with_or_without_headings():
    membri, _ = letti(
        tabella(*ADERENTI),
        crea("p"),
        tabella(["3", "CORO", "1/2/2023", "", ""]),
        crea("p"),
        tabella(ADERENTI[0], ["4", "SCUOLA", "1/3/2023", "", ""]),
    )
    assert [nome for _, nome, _ in membri] == [
        "COMUNE DI PRATO",
        "BANDA DI PRATO",
        "CORO",
        "SCUOLA",
    ]


def test_a_founder_is_marked_where_the_list_says_so():
    _, lettura = letti(
        tabella(["Organizzazione", "Proponente"], ["COMUNE", "Sì"], ["BANDA", ""], ["CORO", "no"])
    )
    assert [a["proponente"] for a in lettura["aderenti"]] == [True, False, False]


def test_a_date_that_cannot_be_read_is_kept_as_text_with_a_doubt():
    _, lettura = letti(tabella(["Organizzazione", "Data adesione"], ["BANDA", "luglio 22"]))
    assert lettura["aderenti"][0]["dal"] is None
    assert lettura["aderenti"][0]["dal_testo"] == "luglio 22"
    assert "«luglio 22» di BANDA" in lettura["dubbi"][0]


def test_totals_notes_and_unknown_columns_stay_marked_in_the_section():
    membri, lettura = letti(
        tabella(
            ["Organizzazione", "Data adesione", "Telefono"],
            ["COMUNE", "15.07.2022", "0461 1"],
            ["TOTALE", "1", ""],
        ),
        paragrafo("* in attesa"),
    )
    assert [nome for _, nome, _ in membri] == ["COMUNE"]
    assert lettura["non_riconosciuti"] == ["COMUNE | 0461 1\nTOTALE | 1", "* in attesa"]
    assert "0461 1" in lettura["sezioni"][-1]["html"]


def test_a_plain_list_of_members_is_read_with_a_doubt():
    membri, lettura = letti(paragrafo("1. Comune di Prato"), paragrafo("2. Banda"))
    assert membri == [(1, "Comune di Prato", None), (2, "Banda", None)]
    assert any("come elenco" in d for d in lettura["dubbi"])


@pytest.mark.parametrize(
    ("riga", "membro"),
    [
        ("Comune di Prato (dal 12.03.2019)", ("Comune di Prato", "2019-03-12", "dal 12.03.2019")),
        ("C.S.4. Coop – 4 maggio 2020;", ("C.S.4. Coop", "2020-05-04", "4 maggio 2020")),
        ("Banda, dal 2021", ("Banda", None, "dal 2021")),
        ("Farmacia 24 ore", ("Farmacia 24 ore", None, "")),
    ],
)
def test_a_listed_member_may_end_with_its_date(riga, membro):
    _, lettura = letti(paragrafo(f"- {riga}"))
    (letto,) = lettura["aderenti"]
    assert (letto["organizzazione"], letto["dal"], letto["dal_testo"]) == membro


def test_plain_lines_after_a_list_are_members_and_written_numbers_count():
    membri, lettura = letti(
        paragrafo("Hanno aderito:"), paragrafo("4) Comune"), paragrafo("Banda"), paragrafo("* poi")
    )
    assert membri == [(4, "Comune", None), (2, "Banda", None)]
    assert lettura["non_riconosciuti"] == ["* poi"]


def test_lists_side_by_side_are_one_list():
    numerate, _ = letti(tabella(["1", "COMUNE", "3", "CORO"], ["2", "BANDA", "", ""]))
    assert numerate == [(1, "COMUNE", None), (2, "BANDA", None), (3, "CORO", None)]
    testata = ["Organizzazione", "Data adesione"]
    intestate, _ = letti(tabella([*testata, *testata], ["COMUNE", "1/2/2020", "CORO", "3/4/2021"]))
    assert intestate == [(1, "COMUNE", "2020-02-01"), (2, "CORO", "2021-04-03")]


@pytest.mark.parametrize(
    ("titolo", "data"),
    [
        ("ELENCO DELLE ORGANIZZAZIONI ADERENTI AL 30 APRILE 2026", "2026-04-30"),
        ("Organizzazioni aderenti al 31/12/2025", "2025-12-31"),
        ("Elenco aderenti", None),
    ],
)
def test_the_date_of_the_list_comes_from_its_heading(titolo, data):
    assert letti(tabella(*ADERENTI), titolo_aderenti=titolo)[1]["aderenti_al"] == data


def test_a_date_merged_down_holds_for_the_members_beside_it():
    membri, _ = letti(
        tabella(
            ["Organizzazione", "Data adesione"],
            ["COMUNE", cella("15/07/2022", unione="restart")],
            ["BANDA", cella(unione="continue")],
        )
    )
    assert [m[2] for m in membri] == ["2022-07-15", "2022-07-15"]


def test_a_date_pasted_from_a_spreadsheet_is_read_with_a_doubt():
    membri, lettura = letti(tabella(["Organizzazione", "Data adesione"], ["COMUNE", "44757"]))
    assert membri == [(1, "COMUNE", "2022-07-15")]
    assert any("foglio di calcolo: 15/07/2022" in d for d in lettura["dubbi"])


def test_headings_of_which_the_form_lacks_some():
    membri, lettura = letti(
        tabella(
            ["#", "Aderente", "Settore", "Marchio “Family in Trentino”", "Dal", "Note"],
            ["1", "COMUNE", "", "det. 12 del 3/4/2019, categoria Comuni", "15/07/2022", ""],
        )
    )
    assert membri == [(1, "COMUNE", "2022-07-15")]
    assert lettura["aderenti"][0]["family_in_trentino"].startswith("det. 12")
    assert "Aderenti: il modulo non prevede la colonna «Settore»." in lettura["dubbi"]
