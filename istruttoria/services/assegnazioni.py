"""Who has a programme in charge: one or several together, each with its history."""

from collections.abc import Collection
from dataclasses import dataclass

from distretti.models import Utente
from istruttoria import rules
from istruttoria.fatti import Fatti
from istruttoria.transizioni import UFFICIO
from istruttoria.workflow import Rifiuto
from programmi.models import Programma
from programmi.services import ModificaRifiutata, aggiorna_programma


@dataclass(frozen=True, slots=True)
class Assegnazione:
    """What became of one programme: whether it changed hands, or why it did not."""

    programma: Programma
    cambiata: bool = False
    motivo: str = ""


def assegna(programmi: Collection[int], *, a: Utente | None, attore: Utente) -> list[Assegnazione]:
    """Put programmes (their keys) in charge of an officer, or of nobody.

    Each is written by itself, on the value that was read; one that cannot be says why. Those that
    the actor does not see are not there. Raises ``Rifiuto`` when ``a`` is no officer of the Ente.
    """
    if a is not None and not (a.is_active and a.ruolo and a.ente_id == attore.ente_id):
        raise Rifiuto("Un programma si assegna a un funzionario o dirigente dell'ente.")
    righe = (
        Programma.objects.visibili_a(attore)
        .filter(pk__in=programmi)
        .select_related("distretto__ente", "in_carico_a")
    )
    return [_assegna(riga, a, attore) for riga in righe.order_by("distretto__denominazione", "pk")]


def _assegna(programma: Programma, a: Utente | None, attore: Utente) -> Assegnazione:
    if motivo := rules.motivo_persona(Fatti(programma), attore, UFFICIO):
        return Assegnazione(programma, motivo=motivo)
    try:
        cambiati = aggiorna_programma(programma, attore=attore, in_carico_a=a)
    except ModificaRifiutata as rifiuto:
        return Assegnazione(programma, motivo=str(rifiuto))
    return Assegnazione(programma, cambiata=bool(cambiati))
