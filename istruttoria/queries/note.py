"""The office's own notes on a programme, for its officers alone."""

from dataclasses import dataclass
from typing import Any

from distretti.rules import personae_verso
from istruttoria.models import NotaInterna
from istruttoria.queries.programmi import ancora_di, luoghi, luogo_di, nome_del_luogo
from istruttoria.transizioni import UFFICIO
from programmi.models import Programma


@dataclass(frozen=True, slots=True)
class NotaLetta:
    """A note with its place named, and the place's key and anchor."""

    nota: NotaInterna
    luogo: str
    chiave: str
    ancora: str


def note_interne(programma: Programma, utente: Any) -> list[NotaLetta]:
    """The notes, the latest first; nothing for who is not an officer of the programme's Ente."""
    if not set(personae_verso(utente, programma.distretto)) & set(UFFICIO):
        return []
    righe = list(
        NotaInterna.objects.filter(programma=programma)
        .select_related("autore")
        .order_by("-scritta_il", "-pk")
    )
    nomi = dict(luoghi(programma, con_i_campi=True)) if righe else {}
    lette = []
    for riga in righe:
        luogo = luogo_di(riga)
        nome = nome_del_luogo(luogo, nomi)
        lette.append(NotaLetta(riga, nome, luogo.chiave, ancora_di(luogo)))
    return lette
