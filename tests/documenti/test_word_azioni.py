"""Actions of both forms: heads, marks, fields, rows the form does not have."""

import pytest

from documenti.word import leggi_word
from documenti.word.labels import campo_di, campo_simile, intestazione
from tests.documenti.file_word import cella, crea, paragrafo, tabella
from tests.documenti.lettura_word import azione as trova
from tests.documenti.mosaico_word import PARTI, voce
from tests.documenti.programmi_word import (
    CAMPI_2022,
    azione,
    progettualita,
    programma_2022,
    programma_2026,
)

INDICATORI = "Indicatore/i di valutazione."
PERCENTUALI = "Percentuale/i di valutazione."


def letta(*blocchi, **parti):
    """The first action of a programme made of these blocks, and the whole lettura."""
    lettura = leggi_word(programma_2022(*blocchi, **parti))
    return trova(lettura, 1), lettura


@pytest.mark.parametrize(
    ("testo", "numero", "vamt", "righe"),
    [
        ("AZIONE n.1", 1, False, ()),
        ("AZIONE N° 3", 3, False, ()),
        ("AZIONE 4", 4, False, ()),
        ("Azione nr. 5 –  Titolo", 5, False, ("Titolo",)),
        ("AZIONE\u00a0n.º\u00a06", 6, False, ()),
        ("azione numero 7: Titolo", 7, False, ("Titolo",)),
        ("AZIONE n. 2 V.A.M.T. – TITOLO", 2, True, ("TITOLO",)),
        ("VAMT AZIONE N 12", 12, True, ()),
        ("AZIONE V.A.M.T n. 8\nTITOLO", 8, True, ("TITOLO",)),
        ("V.A.M.T.\nAZIONE n. 9\nTITOLO", 9, True, ("TITOLO",)),
        ("AZIONE n. 1\nTITOLO (VAMT)", 1, True, ("TITOLO",)),
        ("PROGETTUALITA' N. 3", 3, False, ()),
        ("AZIONE n. 10 100% SICURI", 10, False, ("100% SICURI",)),
        ("AZIONE N. XIV – TITOLO", 14, False, ("TITOLO",)),
        ("AZIONE n. 3 * V.A.M.T. * TITOLO", 3, True, ("TITOLO",)),
        ("AZIONE N.RO 5 – TITOLO", 5, False, ("TITOLO",)),
        ("1) AZIONE n. 1", 1, False, ()),
        ("Scheda azione n. 6", 6, False, ()),
        ("AZIONE n. 4\nCORSO V.A.M.T. DI RETE", 4, True, ("CORSO V.A.M.T. DI RETE",)),
    ],
)
def test_the_head_of_an_action_in_its_many_spellings(testo, numero, vamt, righe):
    testa = intestazione(testo)
    assert (testa.numero, testa.vamt, testa.righe) == (numero, vamt, righe)


@pytest.mark.parametrize(
    "testo",
    [
        "Azione n. vicina",
        "Azioni.",
        "AZIONE V.A.M.T. Percentuale/i di valutazione.",
        "Azione 2030",
        "Azione 1.2 x",
        "",
    ],
)
def test_what_is_not_the_head_of_an_action(testo):
    assert intestazione(testo) is None


@pytest.mark.parametrize(
    ("etichetta", "campo"),
    [
        ("OBIETTIVI:", "obiettivo"),
        ("Obiettivo generale", "obiettivo_generale"),
        ("Indicatore di valutazione", "indicatori"),
        ("INDICATORI", "indicatori"),
        ("Percentuali", "percentuali"),
        ("% di realizzazione", "percentuali"),
        ("Azione V.A.M.T. – Percentuali di valutazione", "percentuali"),
        ("Organizzazioni referenti", "referenti"),
        ("Soggetto referente.", "referenti"),
        ("Altre\u00a0organizzazioni coinvolte", "altre_organizzazioni"),
        ("Altri soggetti coinvolti", "altre_organizzazioni"),
        ("Tempi di realizzazione:", "tempi"),
        ("Descrizione dell'azione", "descrizione"),
        ("Azione.", "descrizione"),
        ("Titolo del progetto", "titolo"),
        ("AZIONE V.A.M.T. % di valutazione", "percentuali"),
        ("Altri partner coinvolti", "altre_organizzazioni"),
        ("Titolo di studio", None),
        ("Note", None),
        ("Comune di Prato", None),
    ],
)
def test_the_labels_of_an_action_in_their_many_spellings(etichetta, campo):
    assert campo_di(etichetta) == campo


@pytest.mark.parametrize(
    ("etichetta", "campo"),
    [
        ("Obbiettivo", "obiettivo"),
        ("OBBIETTIVI SPECIFICI:", "obiettivo_specifico"),
        ("Obiettivo gen.", "obiettivo_generale"),
        ("Ob. specifico", "obiettivo_specifico"),
        ("Org. referente", "referenti"),
        ("Altre org. coinvolte", "altre_organizzazioni"),
        ("Ind. di valutazione", "indicatori"),
        ("Perc. di valutazione", "percentuali"),
        ("Cronoprogramma", "tempi"),
        ("Budget", None),
        ("Risorse", None),
        ("Azienda", None),
    ],
)
def test_labels_mistyped_or_abbreviated(etichetta, campo):
    assert campo_simile(etichetta) == campo


def test_every_field_of_an_action_is_read():
    prima, lettura = letta(azione(segno="V.A.M.T."))
    assert prima["vamt"]
    assert (prima["titolo"], prima["ambito"]) == ("LA FESTA", "Incontri")
    assert prima["obiettivo"] == "Far incontrare le famiglie"
    assert prima["referenti"] == ["Comune di Prato"]
    assert prima["altre_organizzazioni"] == ["Pro loco", "Banda"]
    assert prima["tempi"] == "Entro giugno 2024"
    assert prima["indicatori"] == [{"marcatore": "", "testo": "Numero di feste"}]
    assert prima["regole"][0]["testo"] == "50% ogni festa"
    assert (lettura["dubbi"], lettura["non_riconosciuti"]) == ([], [])


def test_a_row_the_form_lacks_goes_to_the_description_and_is_reported():
    prima, lettura = letta(azione(campi={**CAMPI_2022, "Budget": "1.000 euro"}))
    assert prima["descrizione"] == "Una festa di paese\nBudget: 1.000 euro"
    assert lettura["non_riconosciuti"] == ["Budget: 1.000 euro"]
    assert "Azione 1: la riga «Budget»" in lettura["dubbi"][0]


def test_a_mistyped_label_is_read_with_a_doubt():
    prima, lettura = letta(azione(campi={"Obiettivo.": "a", "Organizazzione referente": "Banda"}))
    assert prima["referenti_testo"] == "Banda"
    assert "«Organizzazione referente»" in lettura["dubbi"][0]


def test_a_label_met_twice_joins_its_texts_with_a_doubt():
    prima, lettura = letta(
        tabella(
            ["", "AZIONE n. 1\nFESTA"],
            ["Obiettivo.", "o"],
            ["Azioni.", "a"],
            ["Tempi.", "2024"],
            ["Azioni.", "c"],
        )
    )
    assert prima["descrizione"] == "a\nc"
    assert "compare due volte" in lettura["dubbi"][0]


@pytest.mark.parametrize(
    ("righe", "vamt"),
    [
        ([["V.A.M.T.", "SI"]], True),
        ([["Azione V.A.M.T.", "NO"]], False),
        ([["V.A.M.T.", ""]], True),
    ],
)
def test_a_row_may_say_whether_the_action_is_vamt(righe, vamt):
    prima, lettura = letta(tabella(["", "AZIONE n. 1\nFESTA"], *righe, ["Obiettivo.", "a"]))
    assert prima["vamt"] is vamt
    assert lettura["non_riconosciuti"] == []


def test_the_title_may_stand_in_a_row_or_a_cell_of_its_own():
    riga = tabella([cella("AZIONE n. 1", colonne=2)], [cella("FESTA", colonne=2)], ["Tempi", "x"])
    accanto = tabella(["AZIONE n. 1", "FESTA"], ["Tempi", "x"])
    assert letta(riga)[0]["titolo"] == letta(accanto)[0]["titolo"] == "FESTA"


def test_two_pairs_of_label_and_text_in_one_row():
    prima, _ = letta(
        tabella(
            [cella("AZIONE n. 1\nFESTA", colonne=4)],
            ["Organizzazione referente", "Banda", "Tempi", "giugno 2024"],
        )
    )
    assert (prima["referenti_testo"], prima["tempi"]) == ("Banda", "giugno 2024")


def test_a_list_of_actions_inside_a_description_begins_no_action():
    prima, lettura = letta(
        tabella(
            ["", "AZIONE n. 1\nFESTA"],
            ["Obiettivo.", "a"],
            ["Azioni.", "Azione 1: preparare"],
            ["", "Azione 2: servire"],
            ["Tempi.", "2024"],
        )
    )
    assert prima["descrizione"] == "Azione 1: preparare\nAzione 2: servire"
    assert len(lettura["azioni"]) == 1


def test_a_missing_number_is_given_with_a_doubt():
    _, lettura = letta(tabella(["", "AZIONE n.\nFESTA"], ["Obiettivo.", "a"]), azione(2))
    assert [a["numero"] for a in lettura["azioni"]] == [1, 2]
    assert "manca il numero" in lettura["dubbi"][0]


def test_a_number_used_twice_is_changed_with_a_doubt():
    _, lettura = letta(azione(1), azione(1, "LA CENA"))
    assert [(a["numero"], a["titolo"]) for a in lettura["azioni"]] == [
        (1, "LA FESTA"),
        (2, "LA CENA"),
    ]
    assert "compare due volte" in lettura["dubbi"][0]


def test_a_hole_in_the_numbers_is_kept_with_a_doubt():
    _, lettura = letta(azione(1), azione(4, "LA CENA"))
    assert [a["numero"] for a in lettura["azioni"]] == [1, 4]
    assert "non è continua" in lettura["dubbi"][0]


def test_tables_without_a_head_are_still_actions():
    senza = tabella(["Obiettivo.", "a"], ["Tempi.", "2024"])
    altra = tabella(["Obiettivo.", "b"], ["Tempi.", "2024"])
    _, lettura = letta(senza, crea("p"), altra)
    assert [a["obiettivo"] for a in lettura["azioni"]] == ["a", "b"]


def test_a_title_alone_above_the_labels_begins_an_action_without_head():
    righe = [[etichetta, "b"] for etichetta in CAMPI_2022]
    _, lettura = letta(azione(1), crea("p"), tabella([cella("GITA", colonne=2)], *righe))
    assert [(a["titolo"], a["obiettivo"]) for a in lettura["azioni"]][1] == ("GITA", "b")
    assert lettura["non_riconosciuti"] == []


def test_text_between_two_actions_stays_marked_in_the_section():
    _, lettura = letta(azione(1), paragrafo("Una nota."), azione(2))
    sezione = next(s for s in lettura["sezioni"] if s["voce"] == "azioni")
    assert sezione["html"] == '<blockquote class="non-riconosciuto"><p>Una nota.</p></blockquote>'
    assert lettura["non_riconosciuti"] == ["Una nota."]


def test_an_unknown_table_among_actions_stays_marked_in_the_section():
    _, lettura = letta(azione(1), tabella(["x", "y"]))
    assert lettura["non_riconosciuti"] == ["x | y"]
    assert "<td>x</td>" in next(s for s in lettura["sezioni"] if s["voce"] == "azioni")["html"]


@pytest.mark.parametrize(
    ("testo", "voci"),
    [
        ("1) feste\n2) cene", [("1)", "feste"), ("2)", "cene")]),
        ("1) feste 2) incontri 3) cene", [("1)", "feste"), ("2)", "incontri"), ("3)", "cene")]),
        ("- feste\n- cene", [("-", "feste"), ("-", "cene")]),
        ("• feste\n• cene", [("•", "feste"), ("•", "cene")]),
        ("a) feste\nb) cene", [("a)", "feste"), ("b)", "cene")]),
        ("1 Feste\n2 Cene", [("1", "Feste"), ("2", "Cene")]),
        ("4 mail\n2 incontri", [("", "4 mail"), ("", "2 incontri")]),
        ("1.000 contatti", [("", "1.000 contatti")]),
        ("1° incontro\n2° incontro", [("", "1° incontro"), ("", "2° incontro")]),
        ("Feste - cene e pranzi", [("", "Feste - cene e pranzi")]),
        ("", []),
    ],
)
def test_indicators_and_their_markers(testo, voci):
    prima, _ = letta(azione(campi={**CAMPI_2022, INDICATORI: testo}))
    assert [(i["marcatore"], i["testo"]) for i in prima["indicatori"]] == voci


def test_real_lists_in_cells_keep_their_labels():
    campi = {
        **CAMPI_2022,
        "Azioni.": cella("Servono:", voce("tavoli"), voce("sedie")),
        INDICATORI: cella(voce("feste", lista="2"), voce("cene", lista="2")),
    }
    prima, _ = letta(azione(campi=campi), **PARTI)
    assert prima["descrizione"] == "Servono:\n• tavoli\n• sedie"
    assert [i["marcatore"] for i in prima["indicatori"]] == ["1)", "2)"]


def test_percentages_run_together_in_one_cell():
    testo = "100% raccolta dei temi 100% invio del modulo 50% ogni incontro"
    prima, _ = letta(azione(campi={**CAMPI_2022, PERCENTUALI: testo}))
    assert [r["percentuale"] for r in prima["regole"]] == [100, 100, 50]


def test_a_percentage_to_confirm_is_a_doubt():
    _, lettura = letta(azione(campi={**CAMPI_2022, PERCENTUALI: "34% primo incontro dei gruppi"}))
    assert "da confermare" in lettura["dubbi"][0]


def test_times_outside_the_year_are_a_doubt():
    _, lettura = letta(azione(campi={**CAMPI_2022, "Tempi.": "Entro giugno 2031"}))
    assert lettura["dubbi"] == ["I tempi di alcune azioni non nominano il 2024: 1."]


@pytest.mark.parametrize(
    ("riga", "tema", "macro", "strategico"),
    [
        ("AZIENDE - GOVERNANCE", "AZIENDE", "GOVERNANCE", False),
        ("AZIENDE – GOVERNANCE", "AZIENDE", "GOVERNANCE", False),
        ("AZIENDE-GOVERNANCE", "AZIENDE", "GOVERNANCE", False),
        ("WELFARE AZIENDALE", "WELFARE AZIENDALE", None, False),
        ("PROGETTO STRATEGICO", None, None, True),
        ("AZIENDE - GOVERNANCE - PROGETTO STRATEGICO", "AZIENDE", "GOVERNANCE", True),
        ("E-COMMERCE", "E-COMMERCE", None, False),
        ("", None, None, False),
    ],
)
def test_theme_and_macro_area_of_a_progettualita(riga, tema, macro, strategico):
    lettura = leggi_word(programma_2026(progettualita(1, riga)))
    prima = trova(lettura, 1)
    assert (prima["tema"], prima["macro_ambito"], prima["strategico"]) == (tema, macro, strategico)
    assert (prima["titolo"], prima["vamt"]) == ("SPORTELLO", True)


def test_a_link_in_a_cell_leaves_its_text_and_a_doubt_with_the_address():
    from tests.documenti.mosaico_word import collegamento

    campi = {**CAMPI_2022, "Azioni.": cella(crea("p", collegamento("la pagina")))}
    prima, lettura = letta(azione(campi=campi), **PARTI)
    assert prima["descrizione"] == "la pagina"
    assert "https://prato.example/festa" in lettura["dubbi"][0]


def test_a_row_azione_vamt_above_the_head_marks_the_action_and_is_no_heading():
    tabella_azione = azione()
    tabella_azione.insert(2, crea("tr", cella("AZIONE V.A.M.T.", colonne=2)))
    prima, lettura = letta(tabella_azione)
    assert (prima["vamt"], prima["ambito"]) == (True, "Incontri")
    assert "azioni_vamt" not in [s["voce"] for s in lettura["sezioni"]]


def test_a_line_azione_vamt_above_a_table_marks_its_action():
    prima, lettura = letta(paragrafo("AZIONE V.A.M.T.", grassetto=True), azione())
    assert prima["vamt"]
    assert "azioni_vamt" not in [s["voce"] for s in lettura["sezioni"]]


def test_labels_side_by_side_above_their_texts():
    campi = {k: v for k, v in CAMPI_2022.items() if k not in (INDICATORI, PERCENTUALI)}
    tbl = azione(campi=campi)
    tbl.append(crea("tr", cella(INDICATORI), cella(PERCENTUALI)))
    tbl.append(crea("tr", cella("Mail", "Feste"), cella("25% ogni mail", "100% festa")))
    prima, lettura = letta(tbl)
    assert [i["testo"] for i in prima["indicatori"]] == ["Mail", "Feste"]
    assert [r["testo"] for r in prima["regole"]] == ["25% ogni mail", "100% festa"]
    assert lettura["non_riconosciuti"] == []


def test_a_label_that_opens_its_text_takes_no_word_of_it():
    righe = [[cella(f"{k} {v.split(', ')[0]}", *v.split(", ")[1:])] for k, v in CAMPI_2022.items()]
    prima, _ = letta(tabella(["AZIONE n. 1\nLA FESTA"], *righe))
    assert prima["altre_organizzazioni"] == ["Pro loco", "Banda"]
    assert prima["indicatori"] == [{"marcatore": "", "testo": "Numero di feste"}]


@pytest.mark.parametrize("testa", ["AZIONE: LA FESTA", "1. LA FESTA", "LA FESTA"])
def test_a_head_without_the_word_or_without_the_number(testa):
    tbl = azione()
    tbl.replace(tbl[2], crea("tr", cella(), cella(testa, colonne=2)))
    prima, lettura = letta(tbl)
    assert (prima["titolo"], prima["descrizione"]) == ("LA FESTA", "Una festa di paese")
    assert len(lettura["azioni"]) == 1


def test_a_row_that_names_the_area_above_the_head_is_no_action():
    tbl = azione(1)
    tbl.insert(2, crea("tr", cella("2. Comunicazione", colonne=2)))
    prima, lettura = letta(tbl)
    assert prima["ambito"] == "Comunicazione"
    assert [a["titolo"] for a in lettura["ambiti"]] == ["Incontri", "Comunicazione"]
    assert lettura["non_riconosciuti"] == []


def test_a_mistyped_label_is_a_doubt_once():
    campi = {"Obbiettivo": "Incontrarsi", "Tempi": "Entro maggio 2024"}
    _, lettura = letta(azione(1, campi=campi), azione(2, campi=campi))
    assert [a["obiettivo"] for a in lettura["azioni"]] == ["Incontrarsi", "Incontrarsi"]
    assert [d for d in lettura["dubbi"] if "Obbiettivo" in d] == [
        "Azione 1: l'etichetta «Obbiettivo» è stata letta come «Obiettivo», qui e dove si ripete."
    ]
