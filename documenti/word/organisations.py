"""A cell that names organisations → one item for each, as written."""

import re
from collections.abc import Iterable

from documenti.word.labels import piatto

MAX_CONGIUNTI = 300  # characters: a longer text is not a pair of names
_CONGIUNZIONE = re.compile(r"\s+(?:e|ed)\s+")
_PUNTATO = re.compile(r"^\s*(?:[-–—•▪◦·*]|\d{1,2}\s*[.)])\s+")
_SIGLA_FINALE = re.compile(r"(?:\b\w\.){2,}$|\b(?:coop|soc|ass|assoc|ecc|etc|on|spa|srl)\.$", re.I)


def noti(nomi: Iterable[str]) -> frozenset[str]:
    """Names in the form that comparison uses."""
    return frozenset(piatto(nome).strip(". ") for nome in nomi if nome.strip())


def elenco_organizzazioni(testo: str, conosciuti: frozenset[str] = frozenset()) -> list[str]:
    """Split on lines, ";" and "," outside brackets; on "e" only between ``conosciuti`` names.

    >>> elenco_organizzazioni("Coro e Valle e Monte.", noti(["Coro", "Valle e Monte"]))
    ['Coro', 'Valle e Monte']
    """
    voci: list[str] = []
    for pezzo in _separa(testo):
        pulito = _PUNTATO.sub("", pezzo).strip()
        if pulito.endswith(".") and not _SIGLA_FINALE.search(pulito):
            pulito = pulito[:-1].rstrip()
        if pulito and any(c.isalnum() for c in pulito):
            voci.extend(_separa_congiunti(pulito, conosciuti))
    return voci


def _separa(testo: str) -> list[str]:
    pezzi: list[str] = []
    corrente: list[str] = []
    aperte = 0
    for carattere in testo:
        if carattere in "([":
            aperte += 1
        elif carattere in ")]":
            aperte = max(0, aperte - 1)
        if carattere == "\n" or (carattere in ";," and not aperte):
            aperte = 0
            pezzi.append("".join(corrente))
            corrente = []
        else:
            corrente.append(carattere)
    pezzi.append("".join(corrente))
    return pezzi


def _separa_congiunti(testo: str, conosciuti: frozenset[str]) -> list[str]:
    if len(testo) > MAX_CONGIUNTI or piatto(testo) in conosciuti:
        return [testo]
    for congiunzione in _CONGIUNZIONE.finditer(testo):
        prima, dopo = testo[: congiunzione.start()], testo[congiunzione.end() :]
        if piatto(prima) in conosciuti:
            resto = _separa_congiunti(dopo, conosciuti)
            if len(resto) > 1 or piatto(dopo) in conosciuti:
                return [prima, *resto]
    return [testo]
