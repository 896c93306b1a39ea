"""Quantities in a text: how many of what. Used to lay an indicator beside its percentage."""

import re
import unicodedata
from typing import NamedTuple

from azioni.percentuali.lessico import CONTABILI, CONTABILI_PLURALI
from distretti.tempo import trova_date

PAROLE = {
    "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9,
    "dieci": 10, "undici": 11, "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15,
    "sedici": 16, "diciassette": 17, "diciotto": 18, "diciannove": 19, "venti": 20,
}  # fmt: skip
NUMERO = rf"(?:\d{{1,4}}|{'|'.join(PAROLE)})"

# Words of one family: an indicator in one and a percentage in another still agree.
_FAMIGLIE: tuple[set[str], ...] = (
    {"comunicazion", "mail", "messaggi", "post", "newsletter", "informativ", "invi", "avvis",
     "articol", "uscit", "pubblicazion", "contenut"},
    {"incontr", "riunion", "tavol", "moment", "appuntament", "sedut", "assemble"},
    {"event", "iniziativ", "manifestazion", "appuntament", "attivit", "serat", "conferenz",
     "laborator", "spettacol", "fest", "proiezion", "giornat"},
    {"aziend", "impres", "organizzazion", "ent", "aderent", "realt", "partner", "soggett"},
    {"convenzion", "accord", "protocoll"},
    {"or", "formazion", "formativ", "cors"},
)  # fmt: skip
_VAGHE = {
    "nuov", "divers", "numer", "almen", "tutt", "sol", "ogn", "alcun", "second", "complessiv",
    "total", "minim", "massim", "ciascun", "altr", "prodott", "final", "principal", "il", "la",
    "gli", "le", "di", "de", "del", "dell", "della", "dei", "degli", "delle", "per", "con", "nel",
    "nella", "su", "un", "una", "uno", "che", "al", "dal", "in",
}  # fmt: skip
# «bambini di 6 anni»: an age or a length of time, not how many.
_DI_TEMPO = {"ann", "mes", "giorn", "settiman", "minut", "eur"}
_DECIMALE = re.compile(r"(?<!\d)\d{1,12}(?:[.,:]|\s?[-/–]\s?)\d{1,12}")
_CONTATO = re.compile(
    rf"(?<![\w.,/\-])(?P<n>{NUMERO}|un['’]?|uno|una)(?:\s|(?<=['’]))\s*"
    r"(?P<nomi>[^\W\d]+(?:[\s/\-]+[^\W\d]+){0,2})",
    re.I,
)
_PERCENTO = re.compile(r"(?P<n>\d{1,3}(?:[.,]\d{1,4})?)\s?(?:%|per\s?cento)", re.I)


class Quantita(NamedTuple):
    """So many (`numero`) of something, whose words are reduced to their stems."""

    numero: int
    nome: str
    radici: frozenset[str]
    scritta: bool  # False for the «un» of «un incontro»


def radice(parola: str) -> str:
    """A word without accents and final vowels: `incontri` and `incontro` are `incontr`."""
    piana = "".join(
        c for c in unicodedata.normalize("NFKD", parola.lower()) if not unicodedata.combining(c)
    )
    return piana.rstrip("aeiou") or piana


def radici(testo: str) -> frozenset[str]:
    """The stems of the telling words of a text."""
    testo = re.sub(r"e-mail", "mail", testo, flags=re.I)
    return frozenset(r for p in re.findall(r"[^\W\d_]+", testo) if (r := radice(p)) not in _VAGHE)


def concordano(una: frozenset[str], altra: frozenset[str]) -> bool:
    """Whether two sets of stems may speak of the same thing."""
    if una & altra:
        return True
    return any(una & famiglia and altra & famiglia for famiglia in _FAMIGLIE)


def in_numero(testo: str) -> int | None:
    pulito = testo.lower()
    return int(pulito) if pulito.isdecimal() else PAROLE.get(pulito)


def conta(testo: str) -> Quantita | None:
    """The one quantity a text states, or None when it states none, or more than one."""
    trovate = _tutte(testo)
    scritte = [q for q in trovate if q.scritta]
    if len(scritte) == 1:
        return scritte[0]
    return trovate[0] if not scritte and len(trovate) == 1 else None


def _per_ciascuno(nomi: str) -> bool:
    """«10 partecipanti per incontro»: how each is made, not how many in all."""
    parole = nomi.lower().split()
    if len(parole) < 3 or parole[1] not in {"per", "a", "ad", "ogni"}:
        return False
    return parole[2] in {"ogni", "ciascun"} or (
        parole[2] in CONTABILI and parole[2] not in CONTABILI_PLURALI
    )


def _tutte(testo: str) -> list[Quantita]:
    spanne = [(d.inizio, d.fine) for d in trova_date(testo)]
    spanne += [m.span() for m in _DECIMALE.finditer(testo)]
    occupate = {posto for inizio, fine in spanne for posto in range(inizio, fine)}
    trovate: list[Quantita] = []
    for trovata in _CONTATO.finditer(testo):
        if trovata.start() in occupate:
            continue
        numero = in_numero(trovata["n"])
        if numero is not None and 1900 <= numero <= 2100:
            continue
        if _per_ciascuno(trovata["nomi"]):
            continue
        stele = radici(trovata["nomi"])
        if stele and radice(trovata["nomi"].split()[0]) not in _DI_TEMPO:
            scritta = numero is not None
            trovate.append(Quantita(numero or 1, trovata["nomi"].split()[0], stele, scritta))
    return trovate


def percento(testo: str) -> float | None:
    """The one percentage a text states."""
    trovate = _PERCENTO.findall(testo)
    return float(trovate[0].replace(",", ".")) if len(trovate) == 1 else None
