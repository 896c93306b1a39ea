"""Stored rich text made fit for a tagged PDF.

What the allow-list lets through can still break accessibility (a heading that skips a level,
a ragged table, an empty item, markup inside a link) or the page (a table of 500 columns).
Everything is repaired here, and never at the price of a word.
"""

import html
import re
from collections.abc import Iterator

from lxml.html import Element, HtmlElement, HTMLParser, fragment_fromstring, tostring

from documenti.pdf.caratteri import stampabile
from documenti.pdf.parole import unite
from documenti.pdf.tabelle import IN_LINEA, rifai_tabella, togli
from programmi.testo_ricco import TestoNonAmmesso, pulisci

LIVELLI = {"h2": 0, "h3": 1, "h4": 2}
LIVELLO_MASSIMO = 6
RIGHE_PER_TABELLA = 120
VOCI_PER_ELENCO = 150


def blocchi(ricco: str, *, livello: int) -> list[str]:
    """The top-level blocks of a rich text, ready to print; its first headings are h`livello`."""
    if not ricco.strip():
        return []
    radice = _leggi(ricco)
    _caratteri(radice)
    _collegamenti(radice)
    for tabella in _tabelle_dal_fondo(radice):
        rifai_tabella(tabella)
    _titoli(radice, livello)
    _vuoti(radice)
    _voci(radice)
    _parole_unite(radice)
    return [
        tostring(pezzo, encoding="unicode", with_tail=False)
        for figlio in radice
        for pezzo in _a_pezzi(figlio)
    ]


def _leggi(ricco: str) -> HtmlElement:
    try:
        pulito = pulisci(ricco)
    except TestoNonAmmesso:
        # Refused by the allow-list as a whole: its words still are the programme's.
        semplice = html.unescape(re.sub(r"<[^<>]*>", "\n", ricco))
        pulito = "".join(
            f"<p>{html.escape(riga)}</p>"
            for riga in stampabile(semplice).split("\n")
            if riga.strip()
        )
    lettore = HTMLParser(encoding="utf-8", huge_tree=True)
    return fragment_fromstring(pulito, create_parent="div", parser=lettore)


def _caratteri(radice: HtmlElement) -> None:
    for elemento in radice.iter():
        if elemento.text:
            elemento.text = _riga(elemento.text)
        if elemento.tail:
            elemento.tail = _riga(elemento.tail)


def _riga(testo: str) -> str:
    return stampabile(testo).replace("\n", " ")


def _collegamenti(radice: HtmlElement) -> None:
    """A link holds text only, and a link without text is no link."""
    for collegamento in list(radice.iter("a")):
        for a_capo in collegamento.iter("br"):
            a_capo.tail = f" {a_capo.tail or ''}"
        testo = collegamento.text_content()
        for figlio in list(collegamento):
            collegamento.remove(figlio)
        collegamento.text = testo
        if not testo.strip():
            collegamento.drop_tag()


def _tabelle_dal_fondo(radice: HtmlElement) -> list[HtmlElement]:
    return list(reversed(list(radice.iter("table"))))


def _titoli(radice: HtmlElement, livello: int) -> None:
    """Headings go down one level at a time, starting at h`livello`."""
    precedente = livello - 1
    for titolo in list(radice.iter(*LIVELLI)):
        if titolo.getparent() is not radice:
            titolo.tag = "p"
            _in_grassetto(titolo)
            continue
        if not titolo.text_content().strip():
            continue
        voluto = min(livello + LIVELLI[titolo.tag], precedente + 1, LIVELLO_MASSIMO)
        titolo.tag = f"h{voluto}"
        precedente = voluto


def _in_grassetto(elemento: HtmlElement) -> None:
    forte = Element("strong")
    forte.text, elemento.text = elemento.text, None
    forte.extend(list(elemento))
    elemento.append(forte)


_TITOLI = tuple(f"h{n}" for n in range(1, 7))


def _vuoti(radice: HtmlElement) -> None:
    """Nothing empty stays: an empty paragraph is not a way to leave space in a tagged page."""
    for elemento in reversed(list(radice.iter("p", "li", "ul", "ol", "blockquote", *_TITOLI))):
        if not elemento.text_content().strip():
            togli(elemento)
    for elemento in radice.iter("blockquote"):
        elemento.set("class", elemento.get("class", "citazione"))


def _voci(radice: HtmlElement) -> None:
    """An item's first paragraph stands beside its marker: it becomes the item's own line."""
    for voce in list(radice.iter("li")):
        primo = voce[0] if len(voce) and not (voce.text or "").strip() else None
        if primo is None or primo.tag != "p":
            continue
        seguente = primo.getnext()
        if (primo.tail or "").strip() or (seguente is not None and seguente.tag in IN_LINEA):
            primo.append(Element("br"))
        voce.text = None
        primo.drop_tag()


def _parole_unite(radice: HtmlElement) -> None:
    """Keep compound words on one line, outside links (whose text must stay bare)."""
    for elemento in list(radice.iter()):
        if elemento.text and elemento.tag != "a":
            _inserisci(elemento, 0, unite(elemento.text), come_testo=True)
        genitore = elemento.getparent()
        if elemento.tail and genitore is not None and genitore.tag != "a":
            posto = genitore.index(elemento) + 1
            _inserisci(genitore, posto, unite(elemento.tail), dopo=elemento)


def _inserisci(
    genitore: HtmlElement,
    posto: int,
    pezzi: list[tuple[str, bool]],
    *,
    come_testo: bool = False,
    dopo: HtmlElement | None = None,
) -> None:
    """Replace a text by its pieces; those marked True become unbreakable spans."""
    if not any(unito for _, unito in pezzi):
        return
    ultimo = dopo
    if come_testo:
        genitore.text = ""
    elif dopo is not None:
        dopo.tail = ""
    for testo, unito in pezzi:
        if unito:
            span = Element("span", {"class": "unita"})
            span.text = testo
            genitore.insert(posto, span)
            posto += 1
            ultimo = span
        elif ultimo is None:
            genitore.text = (genitore.text or "") + testo
        else:
            ultimo.tail = (ultimo.tail or "") + testo


def _a_pezzi(elemento: HtmlElement) -> Iterator[HtmlElement]:
    """A very long table or list as several, so that a part of the document can end inside it."""
    if elemento.tag == "table":
        yield from _tabella_a_pezzi(elemento)
    elif elemento.tag in {"ul", "ol"} and len(elemento) > VOCI_PER_ELENCO:
        voci = list(elemento)
        for inizio in range(0, len(voci), VOCI_PER_ELENCO):
            pezzo = Element(elemento.tag)
            if elemento.tag == "ol":
                pezzo.set("style", f"counter-reset: list-item {inizio}")
            pezzo.extend(voci[inizio : inizio + VOCI_PER_ELENCO])
            yield pezzo
    else:
        yield elemento


def _tabella_a_pezzi(tabella: HtmlElement) -> Iterator[HtmlElement]:
    corpo = tabella.find("tbody")
    righe = list(corpo) if corpo is not None else []
    if len(righe) <= RIGHE_PER_TABELLA:
        yield tabella
        return
    testata = tabella.find("thead")
    modello = "" if testata is None else tostring(testata, encoding="unicode", with_tail=False)
    inizio = 0
    while inizio < len(righe):
        fine = inizio + RIGHE_PER_TABELLA
        while fine < len(righe) and _continua(righe[inizio:fine]):
            fine += 1
        pezzo = fragment_fromstring(f"<table>{modello}<tbody></tbody></table>")
        pezzo.attrib.update(tabella.attrib)
        pezzo.find("tbody").extend(righe[inizio:fine])
        inizio = fine
        yield pezzo


def _continua(righe: list[HtmlElement]) -> bool:
    """Whether a cell of these rows reaches into the next one."""
    return any(
        int(cella.get("rowspan", "1")) > posto + 1
        for posto, riga in enumerate(reversed(righe))
        for cella in riga
    )
