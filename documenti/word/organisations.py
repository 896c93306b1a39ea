"""A cell that names organisations → one item for each, as written."""

import re
from collections.abc import Iterable

from documenti.word.labels import piatto

_CONGIUNZIONE = re.compile(r"\s+(?:e|ed)\s+")
_PUNTATO = re.compile(r"^\s*(?:[-–—•▪◦·*]|\d{1,2}\s*[.)])\s+")
_SIGLA_FINALE = re.compile(r"(?:\b\w\.){2,}$|\b(?:coop|soc|ass|assoc|ecc|etc|on|spa|srl)\.$", re.I)


def elenco_organizzazioni(testo: str, note: Iterable[str] = ()) -> list[str]:
    """Split on lines, ";" and "," outside brackets; on "e" only between names known from ``note``.

    >>> elenco_organizzazioni("ASIF e Comunità di Valle e Monte.", ["Comunità di Valle e Monte", "ASIF"])
    ['ASIF', 'Comunità di Valle e Monte']
    """
    conosciuti = {piatto(nome).strip(". ") for nome in note if nome.strip()}
    voci: list[str] = []
    for pezzo in _separa(testo):
        pulito = _PUNTATO.sub("", pezzo).strip()
        if pulito.endswith(".") and not _SIGLA_FINALE.search(pulito):
            pulito = pulito[:-1].rstrip()
        if pulito and any(c.isalnum() for c in pulito):
            voci.extend(_separa_congiunti(pulito, conosciuti))
    return voci


def _separa(testo: str) -> list[str]:
    pezzi, corrente, aperte = [], [], 0
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


def _separa_congiunti(testo: str, conosciuti: set[str]) -> list[str]:
    if piatto(testo) in conosciuti:
        return [testo]
    for congiunzione in _CONGIUNZIONE.finditer(testo):
        prima, dopo = testo[: congiunzione.start()], testo[congiunzione.end() :]
        if piatto(prima) in conosciuti:
            resto = _separa_congiunti(dopo, conosciuti)
            if len(resto) > 1 or piatto(dopo) in conosciuti:
                return [prima, *resto]
    return [testo]
