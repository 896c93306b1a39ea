"""A phrase made ready for the finders: blanks collapsed, lower case, dates masked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from azioni.percentuali import lessico
from azioni.percentuali.parole import in_token, intervallo, percentuali_di_punteggio
from azioni.percentuali.schemi import CIFRE, MESI, PAROLE_NUMERO

BUCO: Final = "\x02"  # stands for what was masked
PUNTEGGIO: Final = "\x01"  # stands for the percentage that gives the score
# "0-6" and "6-14" are ages; "6-10 partecipanti" is a band of a scale.
CONTATE: Final = "|".join(
    sorted(lessico.CONTABILI_PLURALI - lessico.insieme("bambini ragazzi giovani anni mesi ore"))
)
FASCIA: Final = re.compile(
    rf"\b[0-9]{{1,4}}\s?[-–/]\s?[0-9]{{1,4}}\s(?:{CONTATE})\b|"
    r"\b(?:da|dai|dalle|tra|fra)\s(?:i\s|le\s)?[0-9]{1,4}\s(?:a|ai|alle|e)\s(?:i\s|le\s)?[0-9]{1,4}\b|"
    r"\bda\s[0-9]{1,4}\sin\s(?:su|poi|avanti)\b"
)
_MASCHERE: Final = tuple(
    re.compile(schema)
    for schema in (
        r"\b(?:entro|dal|al|il|del|di|fino al|lo|l')?\s?\b[0-9]{1,2}[°º]?\s"
        rf"(?:{MESI})\b(?:\s(?:19|20)[0-9]{{2}})?",
        r"\b[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-](?:19|20)?[0-9]{2}\b",
        r"\b(?:il|entro|del|dal|al)\s[0-3]?[0-9]/[01]?[0-9]\b(?!\s(?:de|di))",
        rf"\b(?:{MESI})\s(?:del\s)?(?:19|20)[0-9]{{2}}\b",
        rf"\bentro\s(?:(?:il|la|lo|l'|i|le|gli|e non oltre(?: il)?|massimo)\s?)?"
        rf"(?:n\.?\s?)?(?:{CIFRE}(?!\s?%)|(?:{PAROLE_NUMERO})\b)"
        r"(?:\s(?:giorni|mesi|settimane|ore|anni))?",
        r"\b(?:nei|dopo|prima di|per)\s[0-9]{1,3}\s(?:giorni|mesi|settimane|anni)\b",
        r"\b(?:ore|alle|dalle)\s[0-9]{1,2}[:.][0-9]{2}\b",
        r"\b(?:alle|dalle|per le|fino alle)\sore\s[0-9]{1,2}\b(?!\s?%)",
        r"\b(?:via|viale|piazza|corso|largo|vicolo)\s(?:[^\W\d_]{2,}\.?\s){1,3}[0-9]{1,3}\b"
        r"(?!\s?%)(?!\s[^\W\d_])",
        r"\b[0-9]{1,2}:[0-9]{2}\b",
        r"\bdalle\s[0-9]{1,2}\salle\s[0-9]{1,2}\b",
        r"\b(?:dai|da|tra i|fra i)?\s?[0-9]{1,2}\s?(?:-|–|/|ai|a|e i)\s?[0-9]{1,2}\s"
        r"(?:anni|mesi)\b",
        r"\b(?:anno|anni|nel|del|dal|annualità|per il|a\.s\.|stagione|estate|edizione)\s"
        r"(?:19|20)[0-9]{2}(?:\s?[/-]\s?(?:20)?[0-9]{2})?\b",
        r"(?<![0-9.,≥>])\b20[1-6][0-9](?:\s?[/-]\s?(?:20)?[0-9]{2})?\b(?!\s?%)",
        r"\b[0-9]{1,2}\s?[°ºª^](?![0-9])",
        r"\b[0-9]{1,2}[ao]\b",
        r"\b(?:l|l\.p|lp|d\.?lgs|dpr|d\.p\.r|dm|d\.m)\.?\s?(?:n\.?\s?)?[0-9]{1,4}(?:/[0-9]{2,4})?\b",
        rf"(?P<tieni>\b(?:{'|'.join(sorted(lessico.NUMERATI))})\.?\s?)(?:\bn[.°]?\s?|\bnr\.?\s?|numero\s)?"
        r"[0-9]{1,4}(?:[./\-–][0-9]{1,4})?\b(?!,?[0-9]{0,4}\s?%)",
        r"(?<=[^\W\d_])-[0-9]{1,4}\b(?!\s?%)",
        rf"\b[0-9]{{1,2}}\s?-\s?[0-9]{{1,2}}\b(?!\s?%)(?!\s(?:{CONTATE})\b)",
        r"\bh\s?24\b|\b24\s?/\s?7\b|\b[0-9]\.0\b",
    )
)


@dataclass(frozen=True, slots=True)
class Frase:
    originale: str  # blanks collapsed
    testo: str  # same length, lower case, masked
    percentuale: Decimal | None
    scritta: bool  # whether the phrase states a score at all
    dopo: int  # where the text after the score starts
    multipla: bool  # more than one score was left in it
    estremi: bool  # a range such as "50-100%"


def _buco(m: re.Match[str]) -> str:
    """A masked stretch; "fase 1" keeps its word, which says what the score is for."""
    tenuto: str = m.groupdict().get("tieni") or ""
    return tenuto + BUCO * (len(m.group()) - len(tenuto))


def minuscolo(testo: str) -> str:
    return "".join(c if len(b := c.lower()) != 1 else b for c in testo)


def prepara(testo: str) -> Frase:
    """Prepare a phrase for the finders."""
    originale = " ".join(unicodedata.normalize("NFC", testo).replace("’", "'").split())
    originale = originale.replace(PUNTEGGIO, " ").replace(BUCO, " ").replace("‘", "'")
    token = in_token(originale)
    libere = percentuali_di_punteggio(token)
    basso = minuscolo(originale)
    percentuale, dopo = None, 0
    if libere:
        t = token[libere[0]]
        percentuale, dopo = t.valore, t.fine
        basso = basso[: t.inizio] + PUNTEGGIO * (t.fine - t.inizio) + basso[t.fine :]
        doppia = token[libere[0] + 2 : libere[0] + 3]
        if doppia and doppia[0].percento and doppia[0].valore == t.valore and doppia[0].dentro >= 0:
            basso = basso[: t.fine] + BUCO * (doppia[0].fine - t.fine) + basso[doppia[0].fine :]
    estremi = any(t.percento and intervallo(token, i) for i, t in enumerate(token))
    for maschera in _MASCHERE:
        basso = maschera.sub(_buco, basso)
    return Frase(
        originale, basso, percentuale, bool(libere), dopo, len(libere) > 1, estremi
    )  # fmt: skip


def senza(f: Frase, tratti: list[tuple[int, int]]) -> Frase:
    """The phrase with some stretches masked."""
    testo = f.testo
    for inizio, fine in tratti:
        testo = testo[:inizio] + BUCO * (fine - inizio) + testo[fine:]
    return replace(f, testo=testo)


def tra_parentesi(testo: str, posto: int) -> bool:
    aperta = max(testo.rfind("(", 0, posto), testo.rfind("[", 0, posto))
    chiusa = max(testo.rfind(")", 0, posto), testo.rfind("]", 0, posto))
    return aperta > chiusa


# Not "tra i 2 Distretti", which names them.
_NUMERI_RIMASTI: Final = re.compile(
    r"(?<![^\W_])(?<!\bi )(?<!\ble )(?<!\bgli )(?<!\b[dns]ei )(?<!elle )(?<!\bai )(?<!\balle )"
    r"[0-9]++(?![^\W_])"
)


def numeri_rimasti(testo: str, usati: list[tuple[int, int]]) -> bool:
    """Whether a number of the phrase was not understood by anybody."""
    return any(
        not any(a <= m.start() < b for a, b in usati[:50]) for m in _NUMERI_RIMASTI.finditer(testo)
    )
