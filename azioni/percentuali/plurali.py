"""Units in the singular or the plural, as far as Italian endings tell."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from azioni.percentuali.lessico import INVARIABILI, PLURALE, SINGOLARE

# The first ending that fits; words already plural end otherwise.
_DESINENZE: Final = tuple(
    (re.compile(schema), plurale)
    for schema, plurale in (
        (r"(?<=ramm|blem|stem)a$|(?<=ist)a$", "i"),
        (r"(?<=[aeiou])(?<=[cg])ia$", "ie"),
        (r"(?<=[cg])ia$", "e"),
        (r"(?<=[cg])a$", "he"),
        (r"a$", "e"),
        (r"(?<=ic)o$|(?<=olog)o$", "i"),
        (r"(?<=[cg])o$", "hi"),
        (r"io$|o$", "i"),
        (r"(?<=al|il|nt|or|ar|iv|on)e$", "i"),
    )
)


def accorda(unita: str, n: Fraction) -> str:
    """ "3 comunicati stampa", "1 incontro": each word of the unit in its number."""
    return " ".join(_parola(p, singolare=n == 1) for p in unita.split(" "))


def _parola(parola: str, *, singolare: bool) -> str:
    if "/" in parola:
        return "/".join(_parola(p, singolare=singolare) for p in parola.split("/"))
    verso = SINGOLARE if singolare else PLURALE
    if parola in INVARIABILI or parola in verso:
        return verso.get(parola, parola)
    if singolare or parola in SINGOLARE:
        return parola
    for forma, plurale in _DESINENZE:
        if forma.search(parola):
            return forma.sub(plurale, parola)
    return parola
