"""The language of a template: paragraphs, conditions at their head, placeholders. Pure.

Paragraphs are separated by a blank line. Placeholders are written ``{{nome}}`` and come from a
closed list; the text is never executed. At the head of a paragraph may stand conditions:
``{{se presente}}`` leaves it out when one of its data is missing; ``{{se distretto tematico}}`` and
its like keep it only for districts of that kind (of one of those kinds, when there are several).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from istruttoria.determinazione.segnaposti import SEGNAPOSTI

ETICHETTE = {
    "oggetto": "Oggetto",
    "premesse": "Premesse",
    "visti": "Visti",
    "dispositivo": "Dispositivo",
    "allegati": "Elenco degli allegati",
    "nota_firma": "Nota sotto la firma",
}
PARTI = tuple(ETICHETTE)
"""The texts of a template, in the order of the act."""

SE_PRESENTE = "se presente"
SE_DISTRETTO = {
    "se distretto territoriale": "territoriale",
    "se distretto tematico": "tematico",
    "se distretto family audit": "family_audit",
}
CONDIZIONI = {
    SE_PRESENTE: "il paragrafo si stampa solo se nessuno dei suoi dati manca",
    "se distretto territoriale": "il paragrafo si stampa solo per i distretti territoriali",
    "se distretto tematico": "il paragrafo si stampa solo per i distretti tematici",
    "se distretto family audit": "il paragrafo si stampa solo per i distretti Family Audit",
}
"""What may stand at the head of a paragraph, with what each one means."""

_SEGNAPOSTO = re.compile(r"\{\{\s*(?P<nome>[^{}]*?)\s*\}\}")
_GRAFFE = re.compile(r"\{\{|\}\}")
_RIGA_VUOTA = re.compile(r"\n[ \t]*\n")


class ModelloNonValido(ValueError):
    """The template uses something outside its language; the message is for its author."""


@dataclass(frozen=True, slots=True)
class Errore:
    """What is wrong in a part of a template; ``paragrafo`` counts from 1, 0 for the whole part."""

    parte: str
    paragrafo: int
    motivo: str

    def __str__(self) -> str:
        dove = f", paragrafo {self.paragrafo}" if self.paragrafo else ""
        return f"{ETICHETTE[self.parte]}{dove}: {self.motivo}"


@dataclass(frozen=True, slots=True)
class Paragrafo:
    """A paragraph: its kinds of district (none: all), whether it may be missing, its text."""

    tipi: frozenset[str]
    facoltativo: bool
    testo: str

    @property
    def nomi(self) -> list[str]:
        return [trovato["nome"] for trovato in _SEGNAPOSTO.finditer(self.testo)]

    def riempi(self, valori: Mapping[str, str]) -> str:
        riempito = _SEGNAPOSTO.sub(lambda trovato: valori[trovato["nome"]], self.testo)
        return " ".join(riempito.split(" ")).strip()


def pezzi(testo: str) -> list[str]:
    """The paragraphs of a text, as written."""
    normale = testo.replace("\r\n", "\n").strip()
    return [pezzo.strip() for pezzo in _RIGA_VUOTA.split(normale) if pezzo.strip()]


def paragrafi(testo: str) -> list[Paragrafo]:
    """The paragraphs of a text that has no errors."""
    return [_paragrafo(pezzo) for pezzo in pezzi(testo)]


def _paragrafo(testo: str) -> Paragrafo:
    tipi, facoltativo = set(), False
    while (testa := _SEGNAPOSTO.match(testo)) and testa["nome"] in CONDIZIONI:
        if testa["nome"] == SE_PRESENTE:
            facoltativo = True
        else:
            tipi.add(SE_DISTRETTO[testa["nome"]])
        testo = testo[testa.end() :].lstrip()
    return Paragrafo(frozenset(tipi), facoltativo, testo)


def errori_del_modello(modello: Mapping[str, Any]) -> list[Errore]:
    """What is wrong with a template, by name and place; empty when it can be used."""
    errori = []
    for parte in PARTI:
        testo = str(modello.get(parte) or "")
        if not testo.strip() and parte in ("oggetto", "dispositivo"):
            errori.append(Errore(parte, 0, "il testo manca."))
        for numero, pezzo in enumerate(pezzi(testo), 1):
            errori += [Errore(parte, numero, motivo) for motivo in _motivi(pezzo)]
    return errori


def _motivi(pezzo: str) -> list[str]:
    motivi = []
    paragrafo = _paragrafo(pezzo)
    for nome in paragrafo.nomi:
        if nome in CONDIZIONI:
            motivi.append(f"«{{{{{nome}}}}}» va all’inizio del paragrafo.")
        elif nome not in SEGNAPOSTI:
            motivi.append(f"il segnaposto «{{{{{nome}}}}}» non esiste.{_forse(nome)}")
    if _GRAFFE.search(_SEGNAPOSTO.sub("", pezzo)):
        motivi.append("c’è una doppia graffa senza la sua compagna.")
    if not paragrafo.testo:
        motivi.append("dopo la condizione manca il testo.")
    return motivi


def _forse(nome: str) -> str:
    simili = get_close_matches(nome.lower(), [*SEGNAPOSTI, *CONDIZIONI], n=1, cutoff=0.6)
    return f" Forse «{{{{{simili[0]}}}}}»?" if simili else ""
