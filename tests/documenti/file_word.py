"""Word files made for the tests: the real ones changed in one way, small ones, hostile ones."""

import copy
import io
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from tests.documenti.lettura_word import originale

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
Elemento = etree._Element
TIPI = (
    '<?xml version="1.0" encoding="UTF-8"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELAZIONI = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def w(nome: str) -> str:
    return f"{{{W}}}{nome}"


def crea(nome: str, *figli: Elemento | str, **attributi: str) -> Elemento:
    """A w: element; attributes too are in w:, a string child becomes its text."""
    elemento = etree.Element(w(nome), nsmap={"w": W})
    for chiave, valore in attributi.items():
        elemento.set(w(chiave), valore)
    for figlio in figli:
        if isinstance(figlio, str):
            elemento.text = figlio
            elemento.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            elemento.append(figlio)
    return elemento


def run(testo: str, *, grassetto: bool = False) -> Elemento:
    pezzi = [crea("rPr", crea("b"))] if grassetto else []
    return crea("r", *pezzi, crea("t", testo))


def paragrafo(testo: str, *, stile: str = "", grassetto: bool = False) -> Elemento:
    proprieta = [crea("pPr", crea("pStyle", val=stile))] if stile else []
    return crea("p", *proprieta, run(testo, grassetto=grassetto))


def cella(*contenuto: Elemento | str, colonne: int = 1, unione: str = "") -> Elemento:
    """A cell of paragraphs; ``unione`` is "restart" or "continue"."""
    proprieta = crea("tcPr", crea("tcW", w=str(2000 * colonne), type="dxa"))
    if colonne > 1:
        proprieta.append(crea("gridSpan", val=str(colonne)))
    if unione:
        proprieta.append(crea("vMerge", val=unione))
    dentro = [paragrafo(c) if isinstance(c, str) else c for c in contenuto] or [crea("p")]
    return crea("tc", proprieta, *dentro)


def _colonne(riga: list[Elemento | str]) -> int:
    """How many columns of the grid a row takes."""
    somma = 0
    for c in riga:
        unione = None if isinstance(c, str) else c.find(f"{w('tcPr')}/{w('gridSpan')}")
        somma += 1 if unione is None else int(unione.get(w("val"), "1"))
    return somma


def tabella(*righe: list[Elemento | str]) -> Elemento:
    """A table; a string in a row is a cell of one paragraph for each of its lines."""
    return crea(
        "tbl",
        crea("tblPr", crea("tblW", w="0", type="auto")),
        crea("tblGrid", *(crea("gridCol", w="2000") for _ in range(max(map(_colonne, righe))))),
        *(
            crea("tr", *(cella(*c.split("\n")) if isinstance(c, str) else c for c in riga))
            for riga in righe
        ),
    )


def impacchetta(parti: dict[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, dati in parti.items():
            archivio.writestr(nome, dati)
    return uscita.getvalue()


def documento(*blocchi: Elemento, **parti: bytes | str) -> bytes:
    """A minimal .docx of these blocks; ``parti`` adds or replaces parts by path."""
    radice = crea("document", crea("body", *blocchi))
    return impacchetta(
        {
            "[Content_Types].xml": TIPI,
            "_rels/.rels": RELAZIONI,
            "word/document.xml": etree.tostring(radice, xml_declaration=True, encoding="UTF-8"),
            **parti,
        }
    )


def smonta(contenuto: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
        return {nome: archivio.read(nome) for nome in archivio.namelist()}


def modificato(schema: str, modifica: Callable[[Elemento], None]) -> bytes:
    """The real file of one form with its document changed in place by ``modifica``."""
    parti = smonta(originale(schema))
    radice = etree.fromstring(parti["word/document.xml"])
    modifica(radice)
    parti["word/document.xml"] = etree.tostring(radice, xml_declaration=True, encoding="UTF-8")
    return impacchetta(parti)


# --- finding things in the real documents ---------------------------------------------------


def testo_di(elemento: Elemento) -> str:
    return "".join(t.text or "" for t in elemento.iter(w("t")))


def corpo(radice: Elemento) -> Elemento:
    return radice[0]


def tabelle(radice: Elemento) -> list[Elemento]:
    return list(corpo(radice).iterchildren(w("tbl")))


def tabelle_azioni(radice: Elemento) -> list[Elemento]:
    """The tables whose first row is the head of an action."""
    return [
        t
        for t in tabelle(radice)
        if "AZIONE n" in testo_di(t[2]) or testo_di(t[2]).startswith("PROGETTUALITÀ ")
    ]


def righe(tbl: Elemento) -> list[Elemento]:
    return list(tbl.iterchildren(w("tr")))


def celle(tr: Elemento) -> list[Elemento]:
    return list(tr.iterchildren(w("tc")))


def paragrafi(elemento: Elemento) -> list[Elemento]:
    return list(elemento.iterchildren(w("p")))


def etichette(radice: Elemento) -> Iterator[Elemento]:
    """The w:t of every label in the action tables."""
    for tbl in tabelle_azioni(radice):
        for tr in righe(tbl)[1:]:
            yield from celle(tr)[0].iter(w("t"))


def titoli(radice: Elemento) -> Iterator[Elemento]:
    """The paragraphs of the document that have a heading style."""
    for p in paragrafi(corpo(radice)):
        stile = p.find(f"{w('pPr')}/{w('pStyle')}")
        if stile is not None and stile.get(w("val"), "").startswith("Heading"):
            yield p


def copia(elemento: Elemento) -> Elemento:
    return copy.deepcopy(elemento)
