"""The HTML of narrative sections."""

import pytest

from documenti.word import leggi_word
from programmi.testo_ricco import pulisci
from tests.documenti.file_word import cella, crea, paragrafo, run, tabella
from tests.documenti.lettura_word import originale
from tests.documenti.mosaico_word import PARTI, collegamento, con_stile, mosaico, nota, voce
from tests.documenti.programmi_word import programma_2022


def html(*blocchi, **parti) -> str:
    """The premessa made of these blocks."""
    lettura = leggi_word(programma_2022(premessa=blocchi, **{**PARTI, **parti}))
    return lettura["sezioni"][0]["html"]


@pytest.mark.parametrize("contenuto", [mosaico(), originale("2022"), originale("2026")])
def test_what_is_written_is_within_the_allow_list(contenuto):
    for sezione in leggi_word(contenuto)["sezioni"]:
        assert pulisci(sezione["html"]) == sezione["html"]


def test_headings_keep_their_levels():
    livelli = [paragrafo(f"Titolo {n}", stile=f"Heading{n}") for n in (2, 3, 4, 5)]
    assert html(*livelli) == (
        "<h2>Titolo 2</h2><h3>Titolo 3</h3><h4>Titolo 4</h4><h4>Titolo 5</h4>"
    )


def test_bold_lines_are_headings_when_no_heading_has_a_style():
    assert html(paragrafo("Chi siamo", grassetto=True), paragrafo("Noi.")) == (
        "<h2>Chi siamo</h2><p>Noi.</p>"
    )
    assert html(paragrafo("Molto importante.", grassetto=True), paragrafo("Noi.")) == (
        "<p><strong>Molto importante.</strong></p><p>Noi.</p>"
    )


def test_looks_nest_and_neighbours_join():
    p = crea("p", con_stile("a", "b"), con_stile("b", "b"), con_stile(" c", "b", "i"), run(" d"))
    assert html(p) == "<p><strong>ab</strong><strong><em> c</em></strong> d</p>"


def test_nested_and_following_lists():
    assert (
        html(
            voce("uno"),
            voce("sotto", livello="1"),
            voce("due"),
            voce("A", lista="2"),
            paragrafo("x"),
        )
        == "<ul><li>uno<ul><li>sotto</li></ul></li><li>due</li></ul><ol><li>A</li></ol><p>x</p>"
    )


def test_an_interrupted_numbered_list_keeps_its_numbers():
    assert html(voce("uno", lista="3"), paragrafo("Poi:"), voce("due", lista="3")) == (
        "<ol><li>uno</li></ol><p>Poi:</p><p>2. due</p>"
    )


def test_manual_bullets_stay_paragraphs():
    assert html(paragrafo("- uno"), paragrafo("- due")) == "<p>- uno</p><p>- due</p>"


def test_a_bold_first_row_heads_its_table():
    tbl = tabella(
        [cella(paragrafo("Anno", grassetto=True)), cella(paragrafo("Voci", grassetto=True))],
        ["2024", "uno\ndue"],
    )
    assert html(tbl) == (
        "<table><thead><tr><th>Anno</th><th>Voci</th></tr></thead>"
        "<tbody><tr><td>2024</td><td><p>uno</p><p>due</p></td></tr></tbody></table>"
    )


def test_merged_cells_and_ragged_rows():
    tbl = tabella(
        [cella("a", unione="restart"), "b", "c"],
        [cella(unione="continue"), cella("d", colonne=2)],
        ["e"],
    )
    assert html(tbl) == (
        '<table><tbody><tr><td rowspan="2">a</td><td>b</td><td>c</td></tr>'
        '<tr><td colspan="2">d</td></tr><tr><td>e</td><td></td><td></td></tr></tbody></table>'
    )


def test_links_only_to_web_and_mail():
    assert html(crea("p", collegamento("qui"))) == (
        '<p><a href="https://prato.example/festa">qui</a></p>'
    )
    cattivo = {"word/_rels/document.xml.rels": PARTI["word/_rels/document.xml.rels"]}
    for chiave, valore in cattivo.items():
        cattivo[chiave] = valore.replace("https://prato.example/festa", "javascript:alert(1)")
    assert html(crea("p", collegamento("qui")), **cattivo) == "<p>qui</p>"


def test_footnotes_are_numbered_and_follow_the_section():
    assert html(crea("p", run("Siamo in molti"), nota())) == (
        "<p>Siamo in molti<sup>1</sup></p><p><sup>1</sup> Dati del comune.</p>"
    )


def test_markup_in_the_text_is_text():
    assert html(paragrafo("<script>alert('x')</script> & co.")) == (
        "<p>&lt;script&gt;alert('x')&lt;/script&gt; &amp; co.</p>"
    )


def test_line_breaks_tabs_and_hyphens():
    p = crea("p", run("a"), crea("r", crea("br")), run("b\u00adc"), crea("r", crea("tab")))
    p.append(crea("r", crea("t", "d"), crea("noBreakHyphen"), crea("t", "e")))
    assert html(p) == "<p>a<br>bc d-e</p>"
