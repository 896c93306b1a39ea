"""Plain texts of the snapshot as paragraphs: a line each, lists typed by hand as lists."""

import re
from collections.abc import Sequence
from datetime import date

from documenti.word_export.elementi import Elemento, corsa, paragrafo, w
from documenti.word_export.risorse import RIENTRO, Risorse, in_elenco

TESTO_TABELLA = "Testotabella"
MESI = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto"),
    *("settembre", "ottobre", "novembre", "dicembre"),
)
_PUNTO = re.compile(r"• (\S.*)")
_NUMERO = re.compile(r"(\d{1,2}|[a-z])([.)]) (\S.*)")
_A_MANO = re.compile(r"([-–—•▪◦·*✓➢]|\d{1,2}[.)]|[a-z]\)) (\S.*)")


def righe_di(testo: str) -> list[str]:
    """The lines of a text that hold something."""
    return [riga.strip() for riga in testo.split("\n") if riga.strip()]


def paragrafi(righe: Sequence[str], risorse: Risorse) -> list[Elemento]:
    """The lines of a cell. "•" and numbers that count from one become real lists, with the same
    labels; any other mark stays as typed, its text aligned. A cell is never without paragraph."""
    scritti: list[Elemento] = []
    punti = 0
    posto = 0
    while posto < len(righe):
        if lungo := _quante_contano(righe[posto:]):
            scritti += _contate(righe[posto : posto + lungo], risorse)
            posto += lungo
            punti = 0
            continue
        punto = _PUNTO.fullmatch(righe[posto])
        if punto:
            punti = punti or risorse.elenco("punti")
            scritti.append(_voce(punto[1], punti))
        else:
            punti = 0
            scritti.append(_riga(righe[posto]))
        posto += 1
    return scritti or [paragrafo(TESTO_TABELLA)]


def _quante_contano(righe: Sequence[str]) -> int:
    """How many lines count 1, 2, 3 or a, b, c in one form; fewer than two are no list."""
    prima = _NUMERO.fullmatch(righe[0])
    if prima is None or prima[1] not in ("1", "a") or prima[1] + prima[2] == "a.":
        return 0
    attesi = (
        [str(n) for n in range(1, 100)] if prima[1] == "1" else [chr(c) for c in range(97, 123)]
    )
    quante = 0
    for riga, atteso in zip(righe, attesi, strict=False):
        trovata = _NUMERO.fullmatch(riga)
        if trovata is None or (trovata[1], trovata[2]) != (atteso, prima[2]):
            break
        quante += 1
    return quante if quante > 1 else 0


def _contate(righe: Sequence[str], risorse: Risorse) -> list[Elemento]:
    trovate = [_NUMERO.fullmatch(riga) for riga in righe]
    segni = [(t[1], t[2], t[3]) for t in trovate if t is not None]
    forma = segni[0][0] + segni[0][1]
    numero = risorse.elenco("numeri" if forma == "1." else forma)
    return [_voce(testo, numero) for _, _, testo in segni]


def _voce(testo: str, numero: int) -> Elemento:
    return paragrafo(TESTO_TABELLA, corsa(testo), proprieta=(in_elenco(numero, 0),))


def _riga(riga: str) -> Elemento:
    a_mano = _A_MANO.fullmatch(riga)
    if a_mano is None:
        return paragrafo(TESTO_TABELLA, corsa(riga))
    rientro = w("ind", left=RIENTRO, hanging=RIENTRO)
    return paragrafo(TESTO_TABELLA, corsa(f"{a_mano[1]}\t{a_mano[2]}"), proprieta=(rientro,))


def data_estesa(valore: str) -> str:
    """ "2026-04-30" as "30 aprile 2026"; anything else as it is.

    >>> data_estesa("2026-04-30")
    '30 aprile 2026'
    """
    try:
        giorno = date.fromisoformat(valore)
    except ValueError:
        return valore
    return f"{giorno.day} {MESI[giorno.month - 1]} {giorno.year}"


def data_breve(valore: str) -> str:
    try:
        return f"{date.fromisoformat(valore):%d/%m/%Y}"
    except ValueError:
        return valore
