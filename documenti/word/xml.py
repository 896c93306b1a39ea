"""Hardened XML: no document type, no entities, no network, bounded size and depth."""

import re
from typing import TypeAlias

from lxml import etree

from documenti.word.errors import FileNonLeggibile

MAX_BYTE = 15 * 1024 * 1024
MAX_MARCATORI = 600_000  # "<": bounds the memory that elements take
MAX_ATTRIBUTI = 1_500_000  # "=": bounds the memory that attributes take

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument)/")
_DTD = tuple("<!DOCTYPE".encode(c) for c in ("utf-8", "utf-16-le", "utf-16-be"))
_CODIFICA = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CODIFICHE = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}

Elemento: TypeAlias = etree._Element


def analizza(dati: bytes, parte: str) -> Elemento:
    """The root element of one XML part, or FileNonLeggibile naming the part."""
    if len(dati) > MAX_BYTE:
        raise FileNonLeggibile(
            f"Il file è troppo grande: la parte «{parte}» supera i 15 MB di testo."
        )
    if any(segno in dati for segno in _DTD):
        raise FileNonLeggibile(
            f"Il file contiene dichiarazioni non ammesse (DTD) nella parte «{parte}»: "
            "non è stato scritto da Word e per sicurezza non viene letto."
        )
    if dati.count(b"<") > MAX_MARCATORI or dati.count(b"=") > MAX_ATTRIBUTI:
        raise FileNonLeggibile(f"Il file è troppo complesso: troppi elementi in «{parte}».")
    codifica = _CODIFICA.match(dati)
    if codifica and codifica.group(1).lower() not in _CODIFICHE:
        raise FileNonLeggibile(f"La parte «{parte}» usa una codifica dei caratteri non ammessa.")
    dati = _STRICT.sub(_transitional, dati)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        radice = etree.fromstring(dati, parser)
    except etree.XMLSyntaxError as errore:
        if "depth" in str(errore).lower():
            raise FileNonLeggibile(
                "Il file ha troppi elementi uno dentro l'altro (per esempio tabelle annidate): "
                "non può essere letto."
            ) from errore
        if "limit" in str(errore).lower():
            raise FileNonLeggibile(
                f"Il file è troppo complesso: la parte «{parte}» ha pezzi smisurati."
            ) from errore
        raise FileNonLeggibile(
            f"Il file è danneggiato: la parte «{parte}» non è scritta correttamente."
        ) from errore
    if radice.getroottree().docinfo.internalDTD is not None:
        raise FileNonLeggibile(f"Il file contiene dichiarazioni non ammesse (DTD) in «{parte}».")
    return radice


def _transitional(trovato: re.Match[bytes]) -> bytes:
    """Word's "strict" files differ in their namespaces only."""
    if trovato.group(1) == b"wordprocessingml":
        return b"http://schemas.openxmlformats.org/wordprocessingml/2006/"
    return b"http://schemas.openxmlformats.org/officeDocument/2006/"


def nome(elemento: Elemento) -> str:
    """The local name, "" for what is not an element."""
    tag = elemento.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attributo(elemento: Elemento | None, locale: str) -> str | None:
    """An attribute by local name, whatever its namespace."""
    if elemento is None:
        return None
    for chiave, valore in elemento.attrib.items():
        if str(chiave).rpartition("}")[2] == locale:
            return str(valore)
    return None


def figlio(elemento: Elemento | None, *locali: str) -> Elemento | None:
    """The first child with that local name, going down one name after the other."""
    for locale in locali:
        if elemento is None:
            return None
        elemento = next((e for e in elemento if nome(e) == locale), None)
    return elemento


def intero(valore: str | None, se_manca: int = 0) -> int:
    try:
        return int(valore) if valore else se_manca
    except ValueError:
        return se_manca
