"""What stands between a programme and the step that sends it on: the guide beside the step.

The steps that leave the district (to the giunta, to the Agency, back to the Agency) are guided: the
page says what is missing and where it is written, what changed since the text that was fixed
before, and who can make the step.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from distretti.models import Incarico
from istruttoria.compilazione.quadro import Quadro
from istruttoria.compilazione.valori import PartePagina, Segnale
from istruttoria.differenze import differenze
from istruttoria.fatti import Fatti
from istruttoria.models import Versione
from istruttoria.rules import RUOLI_MITTENTI, motivo_persona, motivo_stato, puo_scrivere
from istruttoria.transizioni import TRANSIZIONI

GUIDATI: dict[str, tuple[str, ...]] = {
    "prepara_per_la_giunta": ("prepara_per_la_giunta",),
    "trasmetti": ("prepara_per_la_giunta",),
    "ritrasmetti": ("trasmetti", "ritrasmetti"),
}
"""The guided steps, each with those that fixed the text which it is compared with."""
COMPLETI = ("completa", "facoltativa", "da_guardare")


@dataclass(frozen=True, slots=True)
class Prontezza:
    """How far the programme is.

    ``cambiate`` is told against ``fissata``, None when no text was fixed. ``solo_i_controlli``:
    the person could make the step, were it not for what ``bloccano`` lists.
    """

    parti: Sequence[PartePagina]
    bloccano: Sequence[Segnale]
    avvisano: Sequence[Segnale]
    fissata: Versione | None
    cambiate: Sequence[str]
    senza_risposta: int
    mittenti: Sequence[Incarico]
    solo_i_controlli: bool

    @property
    def complete(self) -> int:
        return sum(parte.stato in COMPLETI for parte in self.parti)


def prontezza(nome: str, fatti: Fatti, utente: Any) -> Prontezza:
    """The guide of a step of ``GUIDATI``, for a person: who does not write is sent to the page."""
    quadro = Quadro(fatti)
    scrive = bool(puo_scrivere(utente, fatti.programma, fatti=fatti))
    pagina = reverse("programma", args=[fatti.programma.pk])
    parti, segnali = quadro.parti(), quadro.segnali()
    if not scrive:
        parti = [replace(p, indirizzo=f"{pagina}#parte-{p.codice}") for p in parti]
        segnali = [replace(s, indirizzo=f"{pagina}#controlli") for s in segnali]
    fissata = fatti.fissata_da(*GUIDATI[nome])
    return Prontezza(
        parti=parti,
        bloccano=[s for s in segnali if s.blocca],
        avvisano=[s for s in segnali if not s.blocca],
        fissata=fissata,
        cambiate=differenze(json.loads(fissata.contenuto), fatti.snapshot) if fissata else [],
        senza_risposta=fatti.senza_risposta,
        mittenti=_mittenti(fatti),
        solo_i_controlli=bool(fatti.blocchi) and _potrebbe(nome, fatti, utente),
    )


def _potrebbe(nome: str, fatti: Fatti, utente: Any) -> bool:
    """Whether the step is the person's to make, in the state in which the programme is."""
    transizione = TRANSIZIONI[nome]
    return not (
        motivo_persona(fatti, utente, transizione.personae)
        or motivo_stato(fatti.programma, transizione.da)
    )


def _mittenti(fatti: Fatti) -> list[Incarico]:
    """Those who transmit for the district, today."""
    incarichi = fatti.programma.distretto.incarichi.in_corso()
    return sorted(
        incarichi.filter(ruolo__in=RUOLI_MITTENTI),
        key=lambda incarico: [str(ruolo) for ruolo in RUOLI_MITTENTI].index(incarico.ruolo),
    )
