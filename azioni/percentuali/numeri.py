"""Italian numbers as managers write them: 33,3  33.3  1.000  venti  cento  un terzo."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Final

from azioni.percentuali.lessico import elenco

_FINO_A_VENTI: Final = elenco(
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
    "quindici sedici diciassette diciotto diciannove venti"
)
_DECINE: Final = elenco("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")


def _parole() -> dict[str, int]:
    parole = {parola: valore for valore, parola in enumerate(_FINO_A_VENTI)}
    for posto, decina in enumerate(_DECINE):
        base = 20 + 10 * posto
        parole[decina] = base
        for cifra in range(1, 10):
            unita = _FINO_A_VENTI[cifra]
            radice = decina[:-1] if cifra in (1, 8) else decina
            parole[radice + unita] = base + cifra
            if cifra == 3:
                parole[radice + "tré"] = base + 3
    for parola, valore in list(parole.items())[2:]:
        parole[f"{parola}mila"] = 1000 * valore
    parole |= {"centomila": 100_000}
    parole |= {"cento": 100, "duecento": 200, "trecento": 300, "cinquecento": 500, "mille": 1000}
    return parole


PAROLE: Final[dict[str, int]] = _parole()
# "una decina di", "un paio di": numbers by approximation.
COLLETTIVI: Final[dict[str, int]] = {
    "paio": 2, "decina": 10, "dozzina": 12, "quindicina": 15, "ventina": 20, "trentina": 30,
    "quarantina": 40, "cinquantina": 50, "sessantina": 60, "ottantina": 80, "centinaio": 100,
    "migliaio": 1000,
}  # fmt: skip
ARTICOLI_UNO: Final = ("un", "uno", "una", "un'")
MAX_CIFRE: Final = 8
MAX_DECIMALI: Final = 4

_PARTI: Final = {"terz": "3", "quart": "4", "quint": "5"}
_FRAZIONI: Final = {
    "metà": (1, 2),
    "meta'": (1, 2),
    "un mezzo": (1, 2),
    "un terzo": (1, 3),
    "due terzi": (2, 3),
    "un quarto": (1, 4),
    "tre quarti": (3, 4),
    "un quinto": (1, 5),
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
}
FRAZIONI: Final[tuple[str, ...]] = tuple(sorted(_FRAZIONI, key=len, reverse=True))


def quantita(testo: str) -> Decimal | None:
    """A counted number: a dot before three digits groups thousands."""
    testo = testo.replace("’", "'")
    if testo in ARTICOLI_UNO:
        return Decimal(1)
    if testo in PAROLE:
        return Decimal(PAROLE[testo])
    if testo.removesuffix(" di").rpartition(" ")[2] in COLLETTIVI:
        return Decimal(COLLETTIVI[testo.removesuffix(" di").rpartition(" ")[2]])
    if testo.endswith("mila"):
        migliaia_di = _decimale(testo.removesuffix("mila").strip(), "")
        return None if migliaia_di is None else 1000 * migliaia_di
    intero, virgola, decimali = testo.partition(",")
    gruppi = intero.split(".")
    if len(gruppi) > 1:
        migliaia = all(len(g) == 3 for g in gruppi[1:]) and 0 < len(gruppi[0]) <= 3
        if migliaia:
            intero = "".join(gruppi)
        elif len(gruppi) == 2 and not virgola:
            intero, decimali = gruppi
        else:
            return None
    return _decimale(intero, decimali)


def percento(testo: str) -> Decimal | None:
    """The number of a percentage: comma and dot are both decimal separators."""
    if testo in PAROLE:
        return Decimal(PAROLE[testo])
    parti = testo.replace(",", ".").split(".")
    if len(parti) > 2:
        return None
    return _decimale(parti[0], parti[1][:MAX_DECIMALI] if len(parti) == 2 else "")


def frazione(testo: str) -> Decimal | None:
    """ "1/3" or "due terzi" as a percentage.

    Rounded down, so that the count it asks for (rounded up) is the exact one.
    """
    if testo in _FRAZIONI:
        sopra, sotto = _FRAZIONI[testo]
    else:
        su, _, giu = testo.partition("/" if "/" in testo else " ")
        giu = _PARTI.get(giu[:-1], giu)
        if not (_cifre(su.strip()) and _cifre(giu.strip())):
            return None
        sopra, sotto = int(su), int(giu)
    if not 0 < sopra <= sotto:
        return None
    return (Decimal(100 * sopra) / Decimal(sotto)).quantize(
        Decimal("0.0001"), rounding=ROUND_DOWN
    ).normalize() + Decimal(0)


def _cifre(testo: str) -> bool:
    return 0 < len(testo) <= MAX_CIFRE and testo.isascii() and testo.isdigit()


def _decimale(intero: str, decimali: str) -> Decimal | None:
    if not _cifre(intero) or (decimali and not _cifre(decimali)):
        return None
    return Decimal(f"{intero}.{decimali}" if decimali else intero)
