"""The cells of an HTML table on the grid that Word wants: every place of every row is taken."""

from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(slots=True)
class Cella:
    """A cell of one row; ``elemento`` is None where one from above reaches or none was given."""

    elemento: HtmlElement | None
    colonna: int
    colonne: int = 1
    unione: str = ""  # "restart" where a merged cell begins, "continue" below it


def griglia(tabella: HtmlElement) -> list[list[Cella]]:
    """The rows of a table. Spans are cut to the table, short rows are filled."""
    righe = [_celle(riga) for riga in _righe(tabella)]
    occupate: dict[tuple[int, int], Cella] = {}  # the places that a cell above reaches
    pronte: list[list[Cella]] = []
    for y, celle in enumerate(righe):
        riga: list[Cella] = []
        x = 0
        for elemento in celle:
            while (y, x) in occupate:
                x += 1
            colonne, alta = _intero(elemento, "colspan"), _intero(elemento, "rowspan")
            larga = 1
            while larga < colonne and (y, x + larga) not in occupate:
                larga += 1
            alta = min(alta, len(righe) - y)
            riga.append(Cella(elemento, x, larga, "restart" if alta > 1 else ""))
            for dy in range(1, alta):
                seguito = Cella(None, x, larga, "continue")
                for dx in range(larga):
                    occupate[y + dy, x + dx] = seguito
            x += larga
        sopra = {id(c): c for (yy, _), c in occupate.items() if yy == y}
        pronte.append(sorted([*riga, *sopra.values()], key=lambda c: c.colonna))
        for posto in [p for p in occupate if p[0] == y]:
            del occupate[posto]
    larghezza = max((c.colonna + c.colonne for riga in pronte for c in riga), default=0)
    return [_riempi(riga, larghezza) for riga in pronte]


def in_testa(tabella: HtmlElement, righe: list[list[Cella]]) -> int:
    """How many rows head the table: those of <thead>, else a first row all of headers or bold."""
    testa = tabella.find("thead")
    quante = len(testa) if testa is not None else 0
    prime = [c.elemento for c in righe[0] if c.elemento is not None] if righe else []
    piene = [e for e in prime if e.text_content().strip()]
    if not quante and piene and (all(e.tag == "th" for e in prime) or all(map(_forte, piene))):
        quante = 1
    return quante if quante < len(righe) else 0


def _forte(cella: HtmlElement) -> bool:
    """Whether every word of a cell is bold: how a header is shown without saying so."""
    neri = [n for n in cella.iter("strong") if next(n.iterancestors("strong"), None) is None]
    scritti = "".join("".join(nero.text_content().split()) for nero in neri)
    return scritti == "".join(cella.text_content().split())


def _righe(tabella: HtmlElement) -> list[HtmlElement]:
    return [r for parte in tabella for r in ([parte] if parte.tag == "tr" else parte)]


def _celle(riga: HtmlElement) -> list[HtmlElement]:
    return [cella for cella in riga if cella.tag in ("td", "th")]


def _intero(elemento: HtmlElement, attributo: str) -> int:
    valore = elemento.get(attributo, "1")
    return max(1, int(valore)) if valore.isdecimal() else 1


def _riempi(riga: list[Cella], larghezza: int) -> list[Cella]:
    piena: list[Cella] = []
    posto = 0
    for cella in riga:
        piena.extend(Cella(None, x) for x in range(posto, cella.colonna))
        piena.append(cella)
        posto = cella.colonna + cella.colonne
    piena.extend(Cella(None, x) for x in range(posto, larghezza))
    return piena
