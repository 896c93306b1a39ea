"""Tables of the rich text as a regular grid: a header row, every row as wide as the first."""

from lxml.html import Element, HtmlElement

COLONNE_MASSIME = 14
COLONNE_FITTE = 6
# Short tables and rows stay whole on one page.
RIGHE_INTERE, TESTO_INTERO, RIGA_INTERA = 12, 1500, 600
IN_LINEA = {"strong", "em", "u", "s", "sub", "sup", "a", "br", "span"}


def togli(blocco: HtmlElement) -> None:
    """Take an empty block away; words that it kept apart stay on two lines."""
    prima, dopo = blocco.getprevious(), blocco.getnext()
    padre = blocco.getparent()
    testo = padre.text if prima is None else prima.tail
    parole_prima = (testo or "").strip() or (prima is not None and prima.tag in IN_LINEA)
    parole_dopo = (blocco.tail or "").strip() or (dopo is not None and dopo.tag in IN_LINEA)
    if not (parole_prima and parole_dopo):
        blocco.drop_tree()
        return
    a_capo = Element("br")
    a_capo.tail = blocco.tail
    padre.replace(blocco, a_capo)


def rifai_tabella(tabella: HtmlElement) -> None:
    """Rebuild `tabella` in place; inside a cell, or too wide for a page, it becomes lines."""
    righe = [[_Cella(cella) for cella in riga] for riga in tabella.iter("tr")]
    righe = [riga for riga in righe if riga]
    larghezza = _metti_in_griglia(righe)
    if larghezza == 0 or all(cella.vuota for riga in righe for cella in riga):
        togli(tabella)
    elif larghezza > COLONNE_MASSIME or any(True for _ in tabella.iterancestors("td", "th", "li")):
        _in_righe(tabella, righe)
    else:
        _in_tabella(tabella, righe, larghezza)


class _Cella:
    def __init__(self, elemento: HtmlElement) -> None:
        self.elemento = elemento
        self.testata = elemento.tag == "th"
        self.larga = int(elemento.get("colspan", "1"))
        self.alta = int(elemento.get("rowspan", "1"))
        self.lunga = len(elemento.text_content().strip())

    @property
    def vuota(self) -> bool:
        return self.lunga == 0

    @property
    def in_grassetto(self) -> bool:
        """Whether all its words are bold: how Word shows a header without saying so."""
        neri = sum(
            len("".join(nero.text_content().split()))
            for nero in self.elemento.iter("strong")
            if not any(True for _ in nero.iterancestors("strong"))
        )
        return not self.vuota and neri == len("".join(self.elemento.text_content().split()))


def _metti_in_griglia(righe: list[list[_Cella]]) -> int:
    """Cut spans to the table, fill short rows; return the number of columns."""
    occupate: dict[tuple[int, int], bool] = {}
    larghezza = 0
    for y, riga in enumerate(righe):
        x = 0
        for cella in riga:
            while (y, x) in occupate:
                x += 1
            cella.alta = min(cella.alta, len(righe) - y)
            libere = 1
            while libere < cella.larga and (y, x + libere) not in occupate:
                libere += 1
            cella.larga = libere
            for dy in range(cella.alta):
                for dx in range(cella.larga):
                    occupate[y + dy, x + dx] = True
            x += cella.larga
            larghezza = max(larghezza, x)
    for y, riga in enumerate(righe):
        for x in range(larghezza):
            if (y, x) not in occupate:
                riga.append(_Cella(Element("td")))
    return larghezza


def _in_tabella(tabella: HtmlElement, righe: list[list[_Cella]], larghezza: int) -> None:
    coda, tabella.text = tabella.tail, None
    for figlio in list(tabella):
        tabella.remove(figlio)
    tabella.attrib.clear()
    tabella.tail = coda
    testo = sum(cella.lunga for riga in righe for cella in riga)
    intera = " intera" if len(righe) <= RIGHE_INTERE and testo <= TESTO_INTERO else ""
    tabella.set("class", f"libera{' fitta' if larghezza > COLONNE_FITTE else ''}{intera}")
    corpo = Element("tbody")
    for numero, riga in enumerate(righe):
        in_testa = numero == 0 and len(righe) > 1 and _di_testata(riga)
        nuova = Element("tr")
        if max(cella.lunga for cella in riga) <= RIGA_INTERA and all(c.alta == 1 for c in riga):
            nuova.set("class", "intera")
        for posto, cella in enumerate(riga):
            nuova.append(_cella_pronta(cella, in_testa=in_testa, prima=posto == 0))
        if in_testa:
            testata = Element("thead")
            testata.append(nuova)
            tabella.append(testata)
        else:
            corpo.append(nuova)
    tabella.append(corpo)


def _di_testata(riga: list[_Cella]) -> bool:
    """A header row: every cell of one column and one row, all headers or all bold."""
    if any(cella.larga > 1 or cella.alta > 1 for cella in riga):
        return False
    return all(cella.testata or cella.vuota for cella in riga) or all(
        cella.in_grassetto for cella in riga
    )


def _cella_pronta(cella: _Cella, *, in_testa: bool, prima: bool) -> HtmlElement:
    elemento = cella.elemento
    semplice = cella.larga == 1 and cella.alta == 1
    di_riga = cella.testata and prima and semplice and not cella.vuota
    elemento.attrib.clear()
    elemento.tail = None
    if in_testa and not cella.vuota:
        elemento.tag = "th"
        elemento.set("scope", "col")
    elif di_riga and not in_testa:
        elemento.tag = "th"
        elemento.set("scope", "row")
    else:
        elemento.tag = "td"
        if cella.testata:
            elemento.set("class", "forte")
    if cella.larga > 1:
        elemento.set("colspan", str(cella.larga))
    if cella.alta > 1:
        elemento.set("rowspan", str(cella.alta))
    return elemento


def _in_righe(tabella: HtmlElement, righe: list[list[_Cella]]) -> None:
    """The table as paragraphs, a cell each; blocks inside a cell come out as they are."""
    genitore = tabella.getparent()
    posto = genitore.index(tabella)
    coda = tabella.tail
    genitore.remove(tabella)
    nuovi: list[HtmlElement] = []
    for riga in righe:
        for cella in riga:
            if not cella.vuota:
                nuovi.extend(_contenuto_a_blocchi(cella.elemento))
    for nuovo in nuovi:
        genitore.insert(posto, nuovo)
        posto += 1
    if coda and coda.strip():
        paragrafo = Element("p")
        paragrafo.text = coda
        genitore.insert(posto, paragrafo)


def _contenuto_a_blocchi(cella: HtmlElement) -> list[HtmlElement]:
    blocchi: list[HtmlElement] = []
    paragrafo: HtmlElement | None = None

    def aperto() -> HtmlElement:
        nonlocal paragrafo
        if paragrafo is None:
            paragrafo = Element("p")
            blocchi.append(paragrafo)
        return paragrafo

    if cella.text and cella.text.strip():
        aperto().text = cella.text
    for figlio in list(cella):
        coda, figlio.tail = figlio.tail, None
        if figlio.tag in IN_LINEA:
            aperto().append(figlio)
            figlio.tail = coda
            continue
        paragrafo = None
        blocchi.append(figlio)
        if coda and coda.strip():
            aperto().text = coda
    return blocchi
