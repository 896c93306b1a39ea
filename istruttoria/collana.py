"""The numbers of an Ente's series ("7.65"): compared as numbers, the next one proposed.

Pure: texts in, texts out.
"""

import re
from collections.abc import Iterable

CIFRE = 9
"""A part of a number is compared padded to this many digits: SQL orders the keys as numbers."""
NUMERO_AMMESSO = re.compile(r"[0-9]{1,9}(?:[./-][0-9]{1,9})*[a-z]?", re.IGNORECASE)


def numero_valido(numero: str) -> bool:
    """Parts of digits between full stops, bars or dashes, with at most one letter at the end."""
    return NUMERO_AMMESSO.fullmatch(numero.strip()) is not None


def chiave(numero: str) -> str:
    """What two writings of the same number share, and what puts numbers in their order.

    "7.9" comes before "7.65"; "7.065" and "7/65" are "7.65".
    """
    parti = re.findall(r"[0-9]+|[a-z]", numero.casefold())
    return ".".join(parte.lstrip("0").zfill(CIFRE) if parte.isdigit() else parte for parte in parti)


def prossimo(numeri: Iterable[str], *, come: str) -> str:
    """The number after the highest of the same branch as ``come``, "" when there is no branch.

    The branch of "7.65" is "7."; a number without a branch ("120") is followed by 121.
    """
    trovato = re.fullmatch(r"(.*?)([0-9]+)[a-z]?", come.strip(), re.IGNORECASE)
    if trovato is None:
        return ""
    ramo = trovato[1]
    chiave_del_ramo = chiave(ramo)
    ultimi = [
        int(letto[2])
        for letto in (re.fullmatch(r"(.*?)([0-9]+)[a-z]?", n, re.IGNORECASE) for n in numeri)
        if letto is not None and chiave(letto[1]) == chiave_del_ramo
    ]
    return f"{ramo}{max([*ultimi, int(trovato[2])]) + 1}"
