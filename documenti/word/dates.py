"""Dates as Italian documents write them."""

import re
from datetime import date, timedelta

_MESI = ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic")
_INGLESI = {"jan": 1, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "dec": 12}
_NUMERICA = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_PAROLE = re.compile(
    r"(?<!\d)(\d{1,2})\s*[°º]?[\s\-/.]*([a-z]{3,9})\.?[\s\-/.']*(\d{4}|\d{2})(?!\d)", re.I
)

_SERIALE = re.compile(r"(?:3[3-9]|4\d|5[0-4])\d{3}(?:[.,]0+)?")  # 1990 to 2050


def leggi_data(testo: str) -> date | None:
    """The first date in a text, None when there is none or it does not exist.

    >>> leggi_data("15-lug-22"), leggi_data("al 30 aprile 2026"), leggi_data("31/02/2022")
    (datetime.date(2022, 7, 15), datetime.date(2026, 4, 30), None)
    """
    testo = testo.replace("\u00a0", " ")
    if iso := _ISO.search(testo):
        return _componi(int(iso[1]), int(iso[2]), int(iso[3]))
    if numerica := _NUMERICA.search(testo):
        return _componi(_anno(numerica[3]), int(numerica[2]), int(numerica[1]))
    for parole in _PAROLE.finditer(testo):
        sigla = parole[2][:3].lower()
        mese = _MESI.index(sigla) + 1 if sigla in _MESI else _INGLESI.get(sigla)
        if mese:
            return _componi(_anno(parole[3]), mese, int(parole[1]))
    return None


def leggi_seriale(testo: str) -> date | None:
    """A day as spreadsheets count it, when a date column was pasted without its format.

    >>> leggi_seriale("44757"), leggi_seriale("2022")
    (datetime.date(2022, 7, 15), None)
    """
    if not _SERIALE.fullmatch(testo.strip()):
        return None
    return date(1899, 12, 30) + timedelta(days=int(testo.strip()[:5]))


def _anno(testo: str) -> int:
    """Two digits are a year of this century, up to 69."""
    anno = int(testo)
    if anno >= 100:
        return anno
    return 2000 + anno if anno < 70 else 1900 + anno


def _componi(anno: int, mese: int, giorno: int) -> date | None:
    try:
        return date(anno, mese, giorno)
    except ValueError:
        return None
