"""What a page of the editor holds: plain values, each with what its template asks of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from azioni.models import Regola
from azioni.percentuali import RegolaLetta, descrivi
from istruttoria.enums import StatoOsservazione
from istruttoria.models import Osservazione, SeguitoOsservazione
from istruttoria.sblocchi import Luogo
from istruttoria.services.redazione import (
    letta_di,
    letture_possibili,
)
from programmi.enums import CodiceCampo
from programmi.services import gettone

TESTO, RIGA, RICCO, DATA, SI_NO, SCELTA = "testo", "riga", "ricco", "data", "si_no", "scelta"


@dataclass(frozen=True, slots=True)
class Segnale:
    """A check's finding as the editor shows it: where to go to mend it."""

    messaggio: str
    dove: str
    blocca: bool
    indirizzo: str


@dataclass(frozen=True, slots=True)
class OsservazionePagina:
    """A remark of the office as the editor shows it: its place named, where it is answered."""

    osservazione: Osservazione
    luogo: Luogo
    nome: str
    indirizzo: str

    @property
    def senza_risposta(self) -> bool:
        return self.osservazione.stato == StatoOsservazione.APERTA

    @property
    def di_prima(self) -> list[SeguitoOsservazione]:
        """The exchange so far, without the answer that can still be written again."""
        return [s for s in self.osservazione.seguiti.all() if s.fissato_il]


@dataclass(slots=True)
class CampoPagina:
    """A field of a page: what it holds, its gettone, and whether it may be written now."""

    nome: str
    etichetta: str
    genere: str
    valore: str
    aiuto: str = ""
    limite: int | None = None
    massimo: int | None = None
    righe: int = 3
    scelte: Sequence[tuple[str, str]] = ()
    motivo: str = ""
    segnali: list[Segnale] = field(default_factory=list)
    osservazioni: list[OsservazionePagina] = field(default_factory=list)
    regole: Sequence["RegolaPagina"] = ()
    obbligatorio: bool = False
    organizzazioni: bool = False
    conflitto: Any = None
    rifiuto: str = ""
    proposto: str = ""  # what was typed and refused: the page shows it again

    @property
    def visto(self) -> str:
        return gettone(self.valore)

    @property
    def scrivibile(self) -> bool:
        return not self.motivo

    @property
    def da_mostrare(self) -> str:
        return self.proposto if self.rifiuto else self.valore

    @property
    def codice(self) -> str:
        return self.nome.split("-", 2)[2]

    @property
    def di_percentuali(self) -> bool:
        return self.codice == CodiceCampo.PERCENTUALI

    @property
    def valore_leggibile(self) -> str:
        if self.genere == SI_NO:
            return "sì" if self.valore else "no"
        if self.genere == SCELTA:
            return dict(self.scelte).get(self.valore, "")
        if self.genere == DATA and self.valore:
            return f"{date.fromisoformat(self.valore):%d/%m/%Y}"
        return self.valore


@dataclass(frozen=True, slots=True)
class RegolaPagina:
    """A percentage as it is read, and every way to read it (its words, whether it is this one)."""

    pk: int
    testo: str
    spiegazione: str
    da_confermare: bool
    dubbio: str
    alternative: tuple[tuple[str, bool], ...]


@dataclass(slots=True)
class Gruppo:
    titolo: str
    campi: list[CampoPagina]


@dataclass(slots=True)
class PartePagina:
    """A part of the form in the list at the side."""

    codice: str
    titolo: str
    tipo: str
    indirizzo: str
    stato: str
    bloccano: int
    avvisano: int
    qui: bool = False

    @property
    def stato_detto(self) -> str:
        return STATI_DETTI[self.stato]


STATI_DETTI = {
    "completa": "completa",
    "vuota": "ancora vuota",
    "da_completare": "da completare",
    "da_guardare": "da guardare",
    "facoltativa": "facoltativa, vuota",
}


def regola_pagina(regola: Regola) -> RegolaPagina:
    """A stored rule as the page explains it."""
    return spiegata(letta_di(regola), pk=regola.pk)


def spiegata(letta: RegolaLetta, *, pk: int = 0) -> RegolaPagina:
    """A reading in words, with the words of its alternatives."""
    return RegolaPagina(
        pk=pk,
        testo=letta.testo,
        spiegazione=descrivi(letta),
        da_confermare=letta.da_confermare,
        dubbio=letta.dubbio if letta.da_confermare else "",
        alternative=tuple(_letture(letta)),
    )


def _letture(letta: RegolaLetta) -> Iterator[tuple[str, bool]]:
    for altra in letture_possibili(letta):
        come = RegolaLetta.da_dict({"testo": letta.testo, **altra})
        yield descrivi(come), come.lettura() == letta.lettura()
