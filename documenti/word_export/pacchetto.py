"""The .docx file: its parts, written in a fixed order and without any date."""

import io
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from documenti.word_export.elementi import (
    Elemento,
    R,
    campo,
    corsa,
    in_byte,
    paragrafo,
    scrivibile,
    w,
)
from documenti.word_export.vista import Documento

FISSE = Path(__file__).parent / "parti"
PRIMO_GIORNO = (1980, 1, 1, 0, 0, 0)  # the only date that every zip can hold
TIPO_PARTE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
RELAZIONI_UFFICIO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
INTESTAZIONE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Part, its content type, and the name of the relationship that leads to it.
PARTI = (
    ("styles", "styles"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("numbering", "numbering"),
    ("header1", "header"),
    ("header2", "header"),
    ("footer1", "footer"),
)


def impacchetta(documento: Documento) -> bytes:
    """The bytes of the file."""
    parti: dict[str, bytes] = {
        "[Content_Types].xml": _tipi(),
        "_rels/.rels": _relazioni(
            [
                ("rId1", f"{RELAZIONI_UFFICIO}/officeDocument", "word/document.xml", False),
                (
                    "rId2",
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                    "core-properties",
                    "docProps/core.xml",
                    False,
                ),
            ]
        ),
        "docProps/core.xml": _proprieta(documento),
        "word/document.xml": in_byte(w("document", _corpo(documento))),
        "word/styles.xml": _fissa("styles.xml"),
        "word/settings.xml": _fissa("settings.xml"),
        "word/fontTable.xml": _fissa("fontTable.xml"),
        "word/numbering.xml": in_byte(documento.risorse.numerazione()),
        "word/header1.xml": in_byte(_testata(documento, documento.ente)),
        "word/header2.xml": in_byte(_testata(documento, [documento.corrente])),
        "word/footer1.xml": in_byte(_piede()),
    }
    legami = [
        (f"rId{n}", f"{RELAZIONI_UFFICIO}/{tipo}", f"{nome}.xml", False)
        for n, (nome, tipo) in enumerate(PARTI, 1)
    ]
    legami += [
        (identita, f"{RELAZIONI_UFFICIO}/hyperlink", indirizzo, True)
        for indirizzo, identita in documento.risorse.collegamenti.items()
    ]
    parti["word/_rels/document.xml.rels"] = _relazioni(legami)
    return _zip(parti)


def _corpo(documento: Documento) -> Elemento:
    # The title page is a section of its own, without page number. Its lines stand a third of the
    # page down by the space above the first: LibreOffice does not centre a page.
    in_alto = (w("spacing", before=4500),)
    righe = [
        paragrafo("Titolo", corsa(riga), proprieta=() if posto else in_alto)
        for posto, riga in enumerate(documento.frontespizio)
    ]
    fine = _sezione(_posto("header", "header1"))
    chiusura = w("p", w("pPr", w("pStyle", val="Distanza"), fine))
    resto = _sezione(_posto("header", "header2"), _posto("footer", "footer1"))
    return w("body", *righe, chiusura, *documento.corpo, resto)


def _sezione(testata: Elemento, piede: Elemento | None = None) -> Elemento:
    return w(
        "sectPr",
        testata,
        piede,
        w("type", val="nextPage"),
        w("pgSz", w=11906, h=16838),
        w("pgMar", top=1418, right=1134, bottom=1304, left=1134, header=680, footer=624, gutter=0),
    )


def _posto(tipo: str, nome: str) -> Elemento:
    elemento = w(f"{tipo}Reference", type="default")
    numero = [n for n, _ in PARTI].index(nome) + 1
    elemento.set(f"{{{R}}}id", f"rId{numero}")
    return elemento


def _testata(documento: Documento, righe: list[str]) -> Elemento:
    """The head of the pages; a draft says so."""
    scritte = [paragrafo("Intestazione", corsa(riga)) for riga in righe]
    if documento.bozza:
        scritte.append(paragrafo("Intestazione", corsa("BOZZA", w("b"), w("color", val="C00000"))))
    return w("hdr", *(scritte or [paragrafo("Intestazione")]))


def _piede() -> Elemento:
    """ "pag. n di m", worked out by Word."""
    numero = [corsa("pag. "), campo("PAGE", "1"), corsa(" di "), campo("NUMPAGES", "1")]
    return w("ftr", paragrafo("Pidipagina", *numero))


def _proprieta(documento: Documento) -> bytes:
    titolo, autore = (
        escape(" ".join(scrivibile(t).split())) for t in (documento.titolo, documento.autore)
    )
    return (
        f"{INTESTAZIONE}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{titolo}</dc:title><dc:creator>{autore}</dc:creator>"
        "<dc:language>it-IT</dc:language></cp:coreProperties>"
    ).encode()


def _tipi() -> bytes:
    scritte = [("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")]
    scritte.append(("/word/document.xml", TIPO_PARTE.format("document.main")))
    scritte += [(f"/word/{nome}.xml", TIPO_PARTE.format(tipo)) for nome, tipo in PARTI]
    righe = "".join(f'<Override PartName="{p}" ContentType="{t}"/>' for p, t in scritte)
    return (
        f"{INTESTAZIONE}"
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{righe}</Types>'
    ).encode()


def _relazioni(legami: list[tuple[str, str, str, bool]]) -> bytes:
    """(id, type, target, whether it lies outside the file) as a .rels part."""
    modo = {True: ' TargetMode="External"', False: ""}
    righe = "".join(
        f'<Relationship Id="{identita}" Type="{tipo}" Target={quoteattr(scrivibile(meta))}'
        f"{modo[fuori]}/>"
        for identita, tipo, meta, fuori in legami
    )
    spazio = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{INTESTAZIONE}<Relationships xmlns="{spazio}">{righe}</Relationships>'.encode()


@cache
def _fissa(nome: str) -> bytes:
    return (FISSE / nome).read_bytes()


def _zip(parti: dict[str, bytes]) -> bytes:
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w") as archivio:
        for nome, contenuto in parti.items():
            voce = zipfile.ZipInfo(nome, PRIMO_GIORNO)
            voce.create_system = 0
            archivio.writestr(voce, contenuto, zipfile.ZIP_DEFLATED, 6)
    return uscita.getvalue()
