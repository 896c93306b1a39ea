"""Tables: rows of cells on a grid of columns, the header row repeated on every page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documenti.word_export.elementi import Elemento, paragrafo, scrivibile, w

LARGHEZZA = 9638  # twentieths of a point between the margins of an A4 page
COLONNE_MASSIME = 60  # Word stops at 63
# Characters: a shorter row, and a shorter table, stays on one page.
RIGA_INTERA = 700
TABELLA_INTERA = 700
OMBRA = "E8EEF4"
PPR = w("pPr").tag
PARAGRAFO = w("p").tag


@dataclass(slots=True)
class Casella:
    """A cell where it begins; ``seguito`` marks the ones below it that it covers."""

    blocchi: list[Elemento]
    colonne: int = 1
    unione: str = ""  # "", "restart" or "continue"
    ombra: bool = False


@dataclass(slots=True)
class Riga:
    caselle: list[Casella]
    testata: bool = False


def tabella(
    righe: Iterable[Riga], larghezze: Sequence[int], *, nome: str = "", prima_colonna: bool = False
) -> Elemento:
    """A bordered table. ``nome`` is what a screen reader says of it."""
    tutte = list(righe)
    con_testata = any(riga.testata for riga in tutte)
    elemento = w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="Tabellaprogramma"),
            w("tblW", w=sum(larghezze), type="dxa"),
            w("tblLayout", type="fixed"),
            w(
                "tblLook",
                val=f"{0x0600 | 0x20 * con_testata | 0x80 * prima_colonna:04X}",
                firstRow=int(con_testata),
                lastRow=0,
                firstColumn=int(prima_colonna),
                lastColumn=0,
                noHBand=1,
                noVBand=1,
            ),
            w("tblCaption", val=" ".join(scrivibile(nome).split())[:250]) if nome else None,
        ),
        w("tblGrid", *(w("gridCol", w=larga) for larga in larghezze)),
    )
    elemento.extend([_riga(riga, larghezze) for riga in tutte])
    if sum(_caratteri(c) for riga in tutte for c in riga.caselle) <= TABELLA_INTERA:
        _tieni_insieme(tutte[:-1])
    return elemento


def pari(quante: int, larghezza: int = LARGHEZZA) -> list[int]:
    """Columns of equal width."""
    return [larghezza // quante] * quante


def distanza() -> Elemento:
    """The thin paragraph that keeps a table apart from what follows it."""
    return paragrafo("Distanza")


def _tieni_insieme(righe: Sequence[Riga]) -> None:
    """Every paragraph of these rows stays on the page of what follows it."""
    for proprieta in (p for r in righe for c in r.caselle for b in c.blocchi for p in b.iter(PPR)):
        if len(proprieta) < 2 or proprieta[1].tag != w("keepNext").tag:
            proprieta.insert(1, w("keepNext"))


def _riga(riga: Riga, larghezze: Sequence[int]) -> Elemento:
    corta = max((_caratteri(c) for c in riga.caselle), default=0) <= RIGA_INTERA
    elemento = w(
        "tr",
        w("trPr", w("cantSplit") if corta else None, w("tblHeader") if riga.testata else None),
    )
    posto = 0
    for casella in riga.caselle:
        larga = sum(larghezze[posto : posto + casella.colonne])
        posto += casella.colonne
        elemento.append(_casella(casella, larga, ombra=riga.testata or casella.ombra))
    return elemento


def _casella(casella: Casella, larga: int, *, ombra: bool) -> Elemento:
    elemento = w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=larga, type="dxa"),
            w("gridSpan", val=casella.colonne) if casella.colonne > 1 else None,
            w("vMerge", val=casella.unione) if casella.unione else None,
            w("shd", val="clear", color="auto", fill=OMBRA) if ombra else None,
        ),
    )
    elemento.extend(casella.blocchi)
    if not casella.blocchi or casella.blocchi[-1].tag != PARAGRAFO:
        elemento.append(paragrafo("Testotabella"))  # a cell ends with a paragraph
    return elemento


def _caratteri(casella: Casella) -> int:
    return sum(len(testo) for blocco in casella.blocchi for testo in blocco.itertext())
