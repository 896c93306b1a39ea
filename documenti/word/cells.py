"""Cell text → the items it lists, each with its marker apart."""

import re
from collections.abc import Sequence
from itertools import pairwise

_MARCATORE = re.compile(
    r"^(?P<segno>\(?\d{1,2}\s*[.)]\)?|[a-z]\)|[-–—•▪◦·●○■□➢➤✓✔*]|\u00b7)\s*(?=\S)"
)
_NUMERATO = re.compile(r"^(\d{1,2})\s+(?=[A-ZÀ-Ý«\"“'])")
_IN_RIGA = re.compile(r"(?:(?<=\s)|(?<=;)|(?<=^))(\d{1,2})\)\s*(?=\S)")


def unisci_seguito(righe: list[str], seguito: Sequence[str]) -> list[str]:
    """Lines of a cell and of its continuation on the next page: a sentence cut in two is joined.

    >>> unisci_seguito(["Incontri con le"], ["famiglie", "Relazione"])
    ['Incontri con le famiglie', 'Relazione']
    """
    if not righe or not seguito:
        return [*righe, *seguito]
    fine, inizio = righe[-1].rstrip(), seguito[0].lstrip()
    spezzata = bool(fine) and fine[-1] not in ".;:!?" and inizio[:1].islower()
    if spezzata and not _MARCATORE.match(inizio):
        return [*righe[:-1], f"{fine} {inizio}", *seguito[1:]]
    return [*righe, *seguito]


def voci_con_marcatore(righe: Sequence[str]) -> list[tuple[str, str]]:
    """(marker, text) for each item of an indicators cell.

    A leading number without a stop is a marker only when the items count 1, 2, 3 and each text
    starts with a capital: "4 mail informative" is a quantity.

    >>> voci_con_marcatore(["1 Invio proposte", "2 Invio mail"])
    [('1', 'Invio proposte'), ('2', 'Invio mail')]
    >>> voci_con_marcatore(["4 mail informative", "1) focus 2) form"])
    [('', '4 mail informative'), ('1)', 'focus'), ('2)', 'form')]
    """
    pezzi = [pezzo for riga in righe for pezzo in _spezza_sequenza(riga)]
    numeri = [m.group(1) if (m := _NUMERATO.match(p)) else "" for p in pezzi]
    if len(pezzi) > 1 and numeri == [str(n) for n in range(1, len(pezzi) + 1)]:
        return [(n, p[len(n) :].strip()) for n, p in zip(numeri, pezzi, strict=True)]
    voci = []
    for pezzo in pezzi:
        trovato = _MARCATORE.match(pezzo)
        if trovato and trovato.end() < len(pezzo) and not _decimale(pezzo):
            voci.append((trovato.group("segno").replace(" ", ""), pezzo[trovato.end() :].strip()))
        elif any(c.isalnum() for c in pezzo):
            voci.append(("", pezzo))
    return voci


def _decimale(testo: str) -> bool:
    """ "1.5 ore" and "2.000 contatti" open with a quantity, not with a marker."""
    return bool(re.match(r"^\d+[.]\d", testo))


def _spezza_sequenza(riga: str) -> list[str]:
    """Split "1) … 2) … 3) …" written on one line; other lines come back whole."""
    attesi = 1
    tagli: list[int] = []
    for trovato in _IN_RIGA.finditer(riga):
        if int(trovato.group(1)) == attesi:
            tagli.append(trovato.start())
            attesi += 1
    if len(tagli) < 2 or riga[: tagli[0]].strip():
        return [riga.strip()]
    limiti = [*tagli, len(riga)]
    return [
        riga[a:b].strip(" ;") if b < len(riga) else riga[a:b].strip() for a, b in pairwise(limiti)
    ]
