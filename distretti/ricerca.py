"""What is typed in a search box as regular expressions, one for each word. Pure.

Accents, capitals and the dots of an acronym do not count: «comunita», «CS4» and «asa» find
«Comunità», «C.S.4.» and «ASA». The expressions are plain enough for every database.
"""

from distretti.nomi import parole

MASSIMO = 100  # characters of a search that are looked at
PAROLE = 6  # words of a search that are looked at
SIGLA = 6  # letters up to which a word may be an acronym with dots

_VARIANTI = {
    "a": "aàáâãäå",
    "c": "cç",
    "e": "eèéêë",
    "i": "iìíîï",
    "n": "nñ",
    "o": "oòóôõö",
    "u": "uùúûü",
    "y": "yýÿ",
}


def espressioni(testo: str) -> list[str]:
    """The expressions that a name must match, all of them; none for a search without words.

    >>> espressioni("Comunità!")
    ['[cç][oòóôõö]m[uùúûü][nñ][iìíîï]t[aàáâãäå]']
    """
    return [_espressione(parola) for parola in parole(testo[:MASSIMO])[:PAROLE]]


def _espressione(parola: str) -> str:
    lettere = [f"[{_VARIANTI[c]}]" if c in _VARIANTI else c for c in parola]
    return ("[.]?" if len(parola) <= SIGLA else "").join(lettere)
