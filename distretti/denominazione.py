"""The short name of a district and the lines of a title page, from its full name. Pure."""

import re

_PREFISSO = re.compile(
    r"^distretto\s+(?:(?:per\s+la\s+)?famiglia\s+|family\s+(?:audit\s+)?|tematico\s+)*"
    r"(?:territoriale\s+|tematico\s+)?"
    r"(?:[-–—:]\s*)?(?:(?:della|delle|dello|del|di|dei|degli)\s+|(?:dell|d)['’]\s*)?(?=\S)",
    re.I,
)
_GENERE = re.compile(r"^distretto\s+(?:(?:per\s+la\s+)?famiglia|family\s+audit|tematico)", re.I)


def nome_breve(denominazione: str) -> str:
    """What tells a district from the others of its kind.

    >>> nome_breve("Distretto family audit di Trento")
    'Trento'
    """
    if _GENERE.fullmatch(denominazione):
        return denominazione
    breve = _PREFISSO.sub("", denominazione, count=1).strip(" -–—:\"“”«»'")
    return breve or denominazione


def frontespizio(denominazione: str, anno: int, durata: int = 1) -> list[str]:
    """The lines of the title page, in capitals as the documents print them."""
    genere = _GENERE.match(denominazione)
    nome = nome_breve(denominazione)
    righe = ["PROGRAMMA DI LAVORO"]
    if genere and nome != denominazione:
        righe.append(" ".join(genere[0].split()).upper())
    righe.append(nome.upper())
    righe.append(str(anno) if durata == 1 else f"{anno}-{anno + durata - 1}")
    return righe
