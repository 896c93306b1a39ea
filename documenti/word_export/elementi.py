"""WordprocessingML elements, written as nested calls."""

import re
from typing import Any, TypeAlias

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
SPAZI_DI_NOMI = {"w": W, "r": R}

Elemento: TypeAlias = etree._Element

_NON_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def w(nome: str, *figli: Elemento | None, **attributi: Any) -> Elemento:
    """``<w:nome>`` with its children (None is skipped) and its ``w:`` attributes.

    >>> w("jc", val="center").get(f"{{{W}}}val")
    'center'
    """
    elemento = etree.Element(f"{{{W}}}{nome}", nsmap=SPAZI_DI_NOMI)
    for chiave, valore in attributi.items():
        elemento.set(f"{{{W}}}{chiave}", str(valore))
    elemento.extend([figlio for figlio in figli if figlio is not None])
    return elemento


def scrivibile(testo: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NON_XML.sub("", testo)


def corsa(testo: str, *proprieta: Elemento | None) -> Elemento:
    """A run: its tabs and line breaks become the elements Word has for them."""
    run = w("r", w("rPr", *proprieta) if any(p is not None for p in proprieta) else None)
    for pezzo in re.split("([\t\n])", scrivibile(testo).replace("\r", "\n")):
        if pezzo == "\t":
            run.append(w("tab"))
        elif pezzo == "\n":
            run.append(w("br"))
        elif pezzo:
            scritto = w("t")
            scritto.text = pezzo
            scritto.set(f"{{{XML}}}space", "preserve")
            run.append(scritto)
    return run


def paragrafo(
    stile: str, *corse: Elemento, proprieta: tuple[Elemento | None, ...] = ()
) -> Elemento:
    """A paragraph in one of the styles of ``styles.xml``; ``proprieta`` in the schema's order."""
    return w("p", w("pPr", w("pStyle", val=stile), *proprieta), *corse)


def campo(istruzione: str, provvisorio: str) -> Elemento:
    """A field that Word works out by itself, such as the number of the page."""
    return w("fldSimple", corsa(provvisorio), instr=f" {istruzione} ")


def in_byte(radice: Elemento) -> bytes:
    """One XML part of the file."""
    etree.cleanup_namespaces(radice, keep_ns_prefixes=["w", "r"])
    return etree.tostring(radice, encoding="UTF-8", xml_declaration=True, standalone=True)
