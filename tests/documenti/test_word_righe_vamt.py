"""The V.A.M.T. rows of the 2026 form."""

from documenti.word import leggi_word
from tests.documenti.file_word import cella, crea, paragrafo, tabella
from tests.documenti.programmi_word import programma_2026

RETE = paragrafo("1. RETE", stile="Heading2")


def righe(*blocchi):
    """(area, text, rules) of every row, and the whole lettura."""
    lettura = leggi_word(programma_2026(righe=blocchi))
    return [
        (a["ambito_numero"], a["titolo"], [r["testo"] for r in a["regole"]])
        for a in lettura["azioni"]
        if a["tipo"] == "riga_vamt"
    ], lettura


def test_rows_with_and_without_the_heading_row():
    lette, _ = righe(
        RETE,
        tabella(["AZIONE", "% DI REALIZZAZIONE"], ["Uno", "100% relazione"]),
        paragrafo("2. ALTRO", stile="Heading2"),
        tabella(["Due", "50% ogni mail"]),
    )
    assert lette == [(1, "Uno", ["100% relazione"]), (2, "Due", ["50% ogni mail"])]


def test_a_row_cut_by_a_page_goes_on_in_the_next_table():
    lette, lettura = righe(
        RETE, tabella(["Uno", "100% relazione"]), crea("p"), tabella(["", "50% ogni mail"])
    )
    assert lette == [(1, "Uno", ["100% relazione", "50% ogni mail"])]
    assert lettura["non_riconosciuti"] == []


def test_areas_may_be_rows_of_one_table():
    lette, lettura = righe(
        tabella(
            [cella("1. RETE", colonne=2)],
            ["Uno", "100% relazione"],
            [cella("2. ALTRO", colonne=2)],
            ["Due", "50% ogni mail"],
        )
    )
    assert [(n, t) for n, t, _ in lette] == [(1, "Uno"), (2, "Due")]
    assert [a["titolo"] for a in lettura["ambiti"]] == ["RETE", "ALTRO"]


def test_a_number_column_and_swapped_columns_are_understood():
    numerate, _ = righe(RETE, tabella(["1", "Uno", "100% relazione"]))
    scambiate, _ = righe(RETE, tabella(["100% relazione", "Uno"]))
    assert numerate == scambiate == [(1, "Uno", ["100% relazione"])]


def test_numbers_of_two_levels_and_a_column_of_evidence():
    _, lettura = righe(
        RETE,
        tabella(
            ["N.", "AZIONE", "% DI REALIZZAZIONE", "EVIDENZE"],
            ["1.1", "Uno", "100% relazione", "la relazione"],
        ),
    )
    (riga,) = [a for a in lettura["azioni"] if a["tipo"] == "riga_vamt"]
    (regola,) = riga["regole"]
    assert (riga["titolo"], regola["testo"], regola["evidenze"]) == (
        "Uno",
        "100% relazione",
        "la relazione",
    )


def test_an_action_cell_merged_over_two_rows_has_two_rules():
    lette, _ = righe(
        RETE,
        tabella(
            [cella("Uno", unione="restart"), "100% relazione"],
            [cella(unione="continue"), "50% ogni mail"],
        ),
    )
    assert lette == [(1, "Uno", ["100% relazione", "50% ogni mail"])]


def test_a_row_without_percentage_and_an_unlike_count_are_doubts():
    _, lettura = righe(RETE, tabella(["Uno", "100% relazione"], ["Due", ""]))
    assert any("«Due» non ha una percentuale" in d for d in lettura["dubbi"])
    assert any("lette sono 2, il modulo 2026 ne prevede 9" in d for d in lettura["dubbi"])


def test_text_before_the_first_area_is_the_section_s_and_after_it_the_area_s():
    _, lettura = righe(
        paragrafo("Obbligatorie."), RETE, paragrafo("Per la rete."), tabella(["Uno", "100% cosa"])
    )
    sezione = next(s for s in lettura["sezioni"] if s["voce"] == "azioni_vamt")
    assert sezione["html"] == "<p>Obbligatorie.</p>"
    assert lettura["ambiti"][0]["introduzione"] == "<p>Per la rete.</p>"


def test_a_row_of_one_cell_that_is_no_area_stays_marked():
    _, lettura = righe(RETE, tabella(["Uno", "100% cosa"], [cella("Altro testo", colonne=2)]))
    assert lettura["non_riconosciuti"] == ["Altro testo"]
