"""Editing without loss: one conditional UPDATE on the value that the writer had seen.

A page carries, beside each field, the *gettone* of the value it loaded. A save is accepted only if
the row still holds that value; otherwise it is a conflict that shows both texts, and nothing is
lost. The history row is written with the change.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import models

from distretti.models import Utente
from programmi.models import Modifica, Programma
from programmi.services.modifiche import ModificaRifiutata


class Punto(NamedTuple):
    """A field of a row, as history names it."""

    modello: str
    oggetto: int
    campo: str


@dataclass(frozen=True, slots=True)
class Scritto:
    """What a field holds after a save, as text, and its new gettone."""

    valore: str
    gettone: str
    cambiato: bool


class Conflitto(ModificaRifiutata):
    """The field no longer holds what the writer had seen; both texts, and whose the present is."""

    def __init__(
        self, *, attuale: str, proposto: str, autore: Utente | None, quando: datetime | None
    ) -> None:
        super().__init__("Nel frattempo il testo è stato cambiato: scegliere quale tenere.")
        self.attuale, self.proposto = attuale, proposto
        self.autore, self.quando = autore, quando

    @property
    def gettone(self) -> str:
        return gettone(self.attuale)


def gettone(testo: str) -> str:
    """Sixteen hexadecimal digits that stand for a value seen."""
    return hashlib.sha256(testo.encode()).hexdigest()[:16]


def testo_di(valore: Any) -> str:
    """A value as history keeps it and pages send it: ISO days, "1" or "" for yes and no."""
    if valore is None or valore is False:
        return ""
    if valore is True:
        return "1"
    return valore.isoformat() if isinstance(valore, date) else str(valore)


def registra(
    programma: Programma, punto: Punto, *, prima: str, dopo: str, autore: Utente | None
) -> Modifica:
    """The history row of one change."""
    return Modifica.objects.create(
        programma=programma, **punto._asdict(), prima=prima, dopo=dopo, autore=autore
    )


def confronta(punto: Punto, attuale: str, proposto: str, *, visto: str) -> bool:
    """Whether the proposed text is to be written; False when it is already there.

    A save repeated because its answer was lost finds its own text: it is not a conflict. Raises
    ``Conflitto`` when the present text is neither what was seen nor what is proposed.
    """
    if attuale == proposto:
        return False
    if gettone(attuale) == visto:
        return True
    ultima = Modifica.objects.filter(**punto._asdict()).select_related("autore").first()
    raise Conflitto(
        attuale=attuale,
        proposto=proposto,
        autore=ultima.autore if ultima else None,
        quando=ultima.quando if ultima else None,
    )


def scrivi_colonna(
    programma: Programma,
    riga: models.Model,
    colonna: str,
    valore: Any,
    *,
    visto: str,
    modello: str,
    attore: Utente,
) -> Scritto:
    """Write one column of a row as the caller has just read it, if it holds what ``visto`` says.

    To be called inside a transaction that holds the programme's row.
    """
    prima = getattr(riga, colonna)
    attuale, proposto = testo_di(prima), testo_di(valore)
    punto = Punto(modello, riga.pk, colonna.removesuffix("_id"))
    if not confronta(punto, attuale, proposto, visto=visto):
        return Scritto(attuale, gettone(attuale), cambiato=False)
    condizione = {f"{colonna}__isnull": True} if prima is None else {colonna: prima}
    righe = type(riga)._default_manager.filter(pk=riga.pk, **condizione)
    if not righe.update(**{colonna: valore}):
        fresca = type(riga)._default_manager.filter(pk=riga.pk).first()
        if fresca is None:
            raise ModificaRifiutata(
                "Nel frattempo è stato eliminato: il testo non ha più un posto."
            )
        attuale = testo_di(getattr(fresca, colonna))
        confronta(punto, attuale, proposto, visto=visto)
        return Scritto(attuale, gettone(attuale), cambiato=False)
    setattr(riga, colonna, valore)
    registra(programma, punto, prima=attuale, dopo=proposto, autore=attore)
    return Scritto(proposto, gettone(proposto), cambiato=True)
