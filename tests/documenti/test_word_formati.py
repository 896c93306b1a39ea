"""One neutral model from three formats, and the odd corners of each."""

import doctest
import importlib
import re
import zipfile

import pytest

from documenti.word import leggi_word
from tests.documenti.file_word import (
    W,
    cella,
    crea,
    documento,
    impacchetta,
    paragrafo,
    run,
    smonta,
    tabella,
)
from tests.documenti.lettura_word import DATI, originale
from tests.documenti.mosaico_word import PARTI, mosaico
from tests.documenti.programmi_word import CAMPI_2022, azione, programma_2022

MODULI = (
    "blocks",
    "cells",
    "dates",
    "doc",
    "labels",
    "margins",
    "numbers",
    "organisations",
    "registry",
    "title",
)
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/": b"http://purl.oclc.org/ooxml/"
    b"wordprocessingml/",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/"
    b"officeDocument/",
}


def premessa(*blocchi, **parti) -> str:
    return leggi_word(programma_2022(premessa=blocchi, **parti))["sezioni"][0]["html"]


@pytest.mark.parametrize("estensione", ["odt", "doc"])
def test_the_mosaic_is_the_same_in_every_format(estensione):
    altro = (DATI / "word" / f"mosaico.{estensione}").read_bytes()
    assert leggi_word(altro) == leggi_word(mosaico())


def test_the_mosaic_holds_what_was_put_in_it():
    lettura = leggi_word(mosaico())
    (azione_letta,) = lettura["azioni"]
    assert lettura["titolo"] == [
        "PROGRAMMA DI LAVORO",
        "DISTRETTO FAMIGLIA",
        "VALLE DI PRATO",
        "2024",
    ]
    assert azione_letta["obiettivo"] == "Una grande festa"
    assert azione_letta["descrizione"] == "Servono:\n• tavoli\n• sedie\n• cuscini"
    assert azione_letta["tempi"] == "Entro giugno 2024 (nota: Salvo pioggia.)"
    assert [r["marcatore"] for r in azione_letta["regole"]] == ["1)", "2)"]
    assert [d.split(":")[0][:28] for d in lettura["dubbi"][:2]] == [
        "Il file contiene revisioni n",
        "Il file contiene 2 note a pi",
    ]


def test_strict_office_files():
    parti = smonta(originale("2022"))
    for nome, dati in parti.items():
        for da, a in STRICT.items():
            dati = dati.replace(da, a)
        parti[nome] = dati
    assert leggi_word(impacchetta(parti)) == leggi_word(originale("2022"))


def test_the_main_part_may_have_another_name():
    parti = smonta(originale("2022"))
    parti["word/document2.xml"] = parti.pop("word/document.xml")
    parti["word/_rels/document2.xml.rels"] = parti.pop("word/_rels/document.xml.rels")
    for nome in ("_rels/.rels", "[Content_Types].xml"):
        parti[nome] = parti[nome].replace(b"word/document.xml", b"word/document2.xml")
    assert leggi_word(impacchetta(parti)) == leggi_word(originale("2022"))


def test_utf16_parts():
    parti = smonta(originale("2022"))
    testo = parti["word/document.xml"].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"', 1)
    parti["word/document.xml"] = testo.encode("utf-16")
    assert leggi_word(impacchetta(parti)) == leggi_word(originale("2022"))


@pytest.mark.parametrize(("identita", "nome"), [("Titolo2", "heading 2"), ("berschrift2", "x")])
def test_heading_styles_of_other_languages(identita, nome):
    stili = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="{identita}">'
        f'<w:name w:val="{nome}"/></w:style></w:styles>'
    )
    letto = premessa(paragrafo("Chi", stile=identita), **{**PARTI, "word/styles.xml": stili})
    assert letto == "<h2>Chi</h2>"


def test_a_style_inherits_level_and_weight():
    stili = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Base"><w:name w:val="b"/>'
        '<w:basedOn w:val="Mio"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mio"><w:name w:val="m"/><w:basedOn w:val="Base"/>'
        "</w:style></w:styles>"
    )
    letto = premessa(paragrafo("Chi", stile="Mio"), **{**PARTI, "word/styles.xml": stili})
    assert letto == "<h2>Chi</h2>"


def test_prompts_of_content_controls_are_no_text():
    vuoto = crea("sdt", crea("sdtPr", crea("showingPlcHdr")), crea("sdtContent", run("Scrivi qui")))
    assert premessa(crea("p", run("Noi "), vuoto)) == "<p>Noi</p>"


def test_symbols_and_check_boxes():
    simbolo = crea("r", crea("sym", font="Symbol", char="F0B3"), crea("t", "12 ore"))
    casella = crea(
        "fldChar", crea("ffData", crea("checkBox", crea("checked"))), fldCharType="begin"
    )
    assert premessa(crea("p", simbolo)) == "<p>≥12 ore</p>"
    fine = crea("r", crea("fldChar", fldCharType="end"))
    assert premessa(crea("p", crea("r", casella), fine, run(" sì"))) == "<p>☒ sì</p>"


def test_a_field_without_an_end_loses_no_text():
    aperto = crea("r", crea("fldChar", fldCharType="begin"))
    assert premessa(crea("p", aperto, run("Siamo in molti")), paragrafo("Ancora")) == (
        "<p>Siamo in molti</p><p>Ancora</p>"
    )


def test_images_comments_and_hidden_text_are_reported():
    p = crea("p", run("Noi"), crea("r", crea("drawing")), crea("r", crea("commentReference")))
    p.append(crea("r", crea("rPr", crea("vanish")), crea("t", "di nascosto")))
    dubbi = leggi_word(programma_2022(premessa=(p,)))["dubbi"]
    assert [d.split("contiene ")[1].split(",")[0] for d in dubbi] == [
        "testo nascosto",
        "1 commenti",
        "1 immagini o oggetti incorporati",
    ]


def test_a_nested_table_in_a_cell_keeps_its_text():
    campi = {**CAMPI_2022, "Azioni.": cella("prima", tabella(["x", "y"]), "dopo")}
    lettura = leggi_word(programma_2022(azione(campi=campi)))
    assert lettura["azioni"][0]["descrizione"] == "prima\nx | y\ndopo"


def test_an_archive_of_stored_parts_is_read():
    import io

    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_STORED) as archivio:
        for nome, dati in smonta(originale("2022")).items():
            archivio.writestr(nome, dati)
    assert len(leggi_word(uscita.getvalue())["azioni"]) == 12


def test_an_empty_body_with_a_section_break_is_refused():
    from documenti.word import FileNonLeggibile

    with pytest.raises(FileNonLeggibile, match="non contiene testo"):
        leggi_word(documento(crea("p"), crea("sectPr")))


@pytest.mark.parametrize("modulo", MODULI)
def test_the_examples_in_the_docstrings_hold(modulo):
    esito = doctest.testmod(importlib.import_module(f"documenti.word.{modulo}"))
    assert esito.attempted > 0
    assert esito.failed == 0


def test_the_heads_and_feet_of_pages_are_quoted_and_not_imported():
    relazioni = "".join(
        f'<Relationship Id="r{n}" Target="{n}.xml" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{tipo}"/>'
        for n, tipo in enumerate(("header", "footer", "footer"))
    )
    parti = {
        f"word/{n}.xml": f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>{testo}</w:t></w:r></w:p></w:hdr>'
        for n, testo in enumerate(("Bozza riservata", "Pag. 2 di 9", "Comune di Prato"))
    }
    rels = f'<Relationships xmlns="{RELS}">{relazioni}</Relationships>'
    lettura = leggi_word(programma_2022(**{"word/_rels/document.xml.rels": rels}, **parti))
    assert lettura["dubbi"] == [
        "Il testo in testa o in fondo alle pagine non è stato importato: «Bozza riservata», "
        "«Comune di Prato»."
    ]


def test_the_heads_of_pages_of_an_odt_are_quoted():
    parti = smonta((DATI / "word" / "trento-2022.odt").read_bytes())
    testa = b"<style:header><text:p>Bozza<text:tab/>riservata</text:p></style:header>"
    stili, quanti = re.subn(
        rb"<style:master-page ([^>]*?)/?>(</style:master-page>)?",
        rb"<style:master-page \1>" + testa + b"</style:master-page>",
        parti["styles.xml"],
        count=1,
    )
    assert quanti == 1
    lettura = leggi_word(impacchetta({**parti, "styles.xml": stili}))
    assert any("«Bozza riservata»" in d for d in lettura["dubbi"])
