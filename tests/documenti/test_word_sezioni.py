"""Sections told by their headings, whatever the look; what is unknown is kept."""

import pytest

from documenti.word import FileNonLeggibile, leggi_word
from documenti.word.labels import voce_di
from tests.documenti.file_word import cella, documento, paragrafo, tabella
from tests.documenti.programmi_word import (
    ATTORI,
    CANALI,
    DATI,
    azione,
    capitolo,
    progettualita,
    programma_2022,
    programma_2026,
)

TITOLO = paragrafo("PROGRAMMA DI LAVORO 2024", grassetto=True)


def voci(contenuto: bytes):
    return [s["voce"] for s in leggi_word(contenuto)["sezioni"]]


@pytest.mark.parametrize(
    ("testo", "voce"),
    [
        ("PREMESSA", "premessa"),
        ("1. Premessa", "premessa"),
        ("DATI DEL DISTRETTO:", "dati_distretto"),
        ("Attori del Distretto.", "attori"),
        ("Canali\u00a0social", "canali"),
        ("AZIONI V.A.M.T.", "azioni_vamt"),
        ("Azioni VAMT obbligatorie", "azioni_vamt"),
        ("PROGETTUALITA'", "progettualita"),
        ("Azioni da realizzare nel 2023", "azioni"),
        ("PROGETTO STRATEGICO DI DISTRETTO", "progetto_strategico"),
        ("Elenco organizzazioni aderenti al 1/1/2025", "aderenti"),
        ("Capitolo 1 - Premessa", "premessa"),
        ("Allegato A – Elenco delle organizzazioni aderenti", "aderenti"),
        ("Canali comunicativi", "canali"),
        ("Attori coinvolti", "attori"),
        ("Elenco delle azioni", "azioni"),
        ("AZIONI PER L'ANNO 2024", "azioni"),
        ("Progettualità per l'anno 2027", "progettualita"),
        ("Progettualità previste", "progettualita"),
        ("PROGETTUALITÀ 1", None),
        ("Azioni 3 e 4", None),
        ("Modello organizzativo", None),
    ],
)
def test_headings_in_their_many_spellings(testo, voce):
    assert voce_di(testo) == voce


def test_plain_lines_are_headings_when_nothing_looks_like_one():
    blocchi = [
        (paragrafo("Premessa"), paragrafo("Siamo in molti.")),
        (paragrafo("Dati del distretto"), tabella(*DATI)),
        (paragrafo("Attori del distretto"), tabella(*ATTORI)),
        (paragrafo("Canali social"), tabella(*CANALI)),
        (paragrafo("Azioni da realizzare"), azione()),
    ]
    contenuto = documento(TITOLO, *(b for coppia in blocchi for b in coppia))
    assert voci(contenuto) == ["premessa", "dati_distretto", "attori", "canali", "azioni"]


def test_headings_inside_tables():
    contenuto = documento(
        TITOLO,
        tabella(["PREMESSA"]),
        paragrafo("Siamo in molti."),
        tabella([cella("DATI DEL DISTRETTO", colonne=2)], *DATI),
        tabella([cella("ATTORI DEL DISTRETTO", colonne=2)], *ATTORI),
        capitolo("AZIONI DA REALIZZARE"),
        azione(),
    )
    assert voci(contenuto) == ["premessa", "dati_distretto", "attori", "azioni"]


def test_a_heading_of_the_form_inside_the_premessa_is_only_text():
    lettura = leggi_word(
        programma_2022(
            premessa=(
                paragrafo("Attori del distretto", stile="Heading2"),
                paragrafo("Siamo in molti."),
                paragrafo("Progetto strategico 2023", stile="Heading2"),
                paragrafo("Era una festa."),
            )
        )
    )
    assert len(lettura["sezioni"]) == 6
    assert "<h2>Progetto strategico 2023</h2>" in lettura["sezioni"][0]["html"]


def test_a_repeated_heading_continues_its_section():
    lettura = leggi_word(programma_2022(coda=(capitolo("AZIONI DA REALIZZARE"), azione(2))))
    assert [a["numero"] for a in lettura["azioni"]] == [1, 2]
    assert len(lettura["sezioni"]) == 6


def test_an_unknown_section_is_kept_and_reported():
    coda = (capitolo("CRONOPROGRAMMA"), paragrafo("Gennaio."))
    lettura = leggi_word(programma_2022(coda=coda))
    assert lettura["sezioni"][-1] == {
        "voce": None,
        "titolo": "CRONOPROGRAMMA",
        "html": "<p>Gennaio.</p>",
    }
    assert lettura["non_riconosciuti"] == ["CRONOPROGRAMMA"]


def test_a_missing_section_is_a_doubt():
    contenuto = documento(TITOLO, capitolo("PREMESSA"), capitolo("AZIONI DA REALIZZARE"), azione())
    assert "Manca la sezione «CANALI SOCIAL»." in leggi_word(contenuto)["dubbi"]


def test_text_before_the_first_heading_is_the_premessa_when_that_is_missing():
    lungo = paragrafo("Siamo in molti e facciamo molte cose insieme. " * 5)
    lettura = leggi_word(
        documento(TITOLO, lungo, capitolo("DATI DEL DISTRETTO"), tabella(*DATI), azione())
    )
    assert lettura["titolo"] == ["PROGRAMMA DI LAVORO 2024"]
    assert lettura["sezioni"][0]["html"].startswith("<p>Siamo in molti")
    assert "«PREMESSA»" in lettura["dubbi"][0]


def test_a_cover_and_an_act_before_the_programme_are_kept_apart():
    atto = paragrafo("Visto l'atto precedente, si determina di approvare quanto segue. " * 4)
    lettura = leggi_word(
        documento(
            paragrafo("UNA SERIE DI LIBRI", grassetto=True),
            atto,
            paragrafo("PROGRAMMA DI LAVORO", grassetto=True),
            paragrafo("DISTRETTO FAMIGLIA VALLE DI PRATO", grassetto=True),
            paragrafo("2024", grassetto=True),
            capitolo("PREMESSA"),
            paragrafo("Siamo in molti."),
            capitolo("AZIONI DA REALIZZARE"),
            azione(),
        )
    )
    assert (lettura["anno"], lettura["distretto"]["nome_breve"]) == (2024, "Valle di Prato")
    assert lettura["sezioni"][0]["voce"] is None
    assert "Visto l'atto" in lettura["sezioni"][0]["html"]


def test_areas_without_style_open_by_number_or_before_a_table():
    lettura = leggi_word(
        programma_2022(
            azione(1),
            paragrafo("2. Cene", grassetto=True),
            azione(2),
            paragrafo("GITE"),
            azione(3),
            paragrafo("4. Letture"),
            paragrafo("Si legge insieme."),
            azione(4),
        )
    )
    assert [(a["numero"], a["titolo"]) for a in lettura["ambiti"]] == [
        (1, "Incontri"),
        (2, "Cene"),
        (3, "GITE"),
        (4, "Letture"),
    ]
    assert [a["ambito_numero"] for a in lettura["azioni"]] == [1, 2, 3, 4]


def test_an_area_numbered_within_its_section():
    lettura = leggi_word(
        programma_2022(
            paragrafo("4.1 Incontri", stile="Heading2"),
            azione(1),
            paragrafo("4.2 Voci", stile="Heading2"),
            azione(2),
        )
    )
    assert [(a["numero"], a["titolo"]) for a in lettura["ambiti"]][-2:] == [
        (1, "Incontri"),
        (2, "Voci"),
    ]


def test_an_index_typed_by_hand_is_left_out_with_a_doubt():
    indice = [paragrafo(f"{testo} ..... {n}") for n, testo in enumerate(["PREMESSA", "DATI"], 3)]
    contenuto = documento(
        TITOLO,
        paragrafo("INDICE", stile="Heading1"),
        *indice,
        capitolo("PREMESSA"),
        paragrafo("Siamo in molti."),
        capitolo("AZIONI DA REALIZZARE"),
        azione(),
    )
    lettura = leggi_word(contenuto)
    assert "INDICE" not in lettura["titolo"]
    assert lettura["sezioni"][0]["html"] == "<p>Siamo in molti.</p>"
    assert any("indice" in d for d in lettura["dubbi"])


def test_an_action_table_in_the_strategic_section_is_strategic():
    tbl = azione(2)
    lettura = leggi_word(programma_2022(coda=(tbl,)))
    assert [a["strategico"] for a in lettura["azioni"]] == [False, True]


def test_labels_without_a_head_in_the_strategic_section_stay_in_its_text():
    righe = ["Obiettivo", "Meno auto"], ["Azioni", "Pedibus"], ["Tempi", "Entro maggio"]
    lettura = leggi_word(programma_2022(coda=(tabella(*righe),)))
    assert len(lettura["azioni"]) == 1
    assert "Pedibus" in lettura["sezioni"][-1]["html"]
    assert any("progetto strategico è in una tabella" in d for d in lettura["dubbi"])


def test_the_form_is_told_by_its_content_and_not_by_the_year():
    assert leggi_word(programma_2022())["schema"] == "2022"
    assert leggi_word(programma_2026())["schema"] == "2026"


def test_a_mix_of_the_two_forms_is_a_doubt():
    lettura = leggi_word(programma_2022(azione(1), azione(2), coda=(progettualita(3),)))
    assert any("mescola i moduli" in d for d in lettura["dubbi"])


def test_only_a_programme_is_accepted():
    with pytest.raises(FileNonLeggibile, match="modulo conosciuto"):
        leggi_word(documento(capitolo("PREMESSA"), paragrafo("Una relazione qualunque.")))
