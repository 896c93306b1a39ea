"""Programmes whose transmission is due, or late; notices that wait."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from distretti.enums import StatoDistretto
from istruttoria.enums import ModoAvvisi, StatoAvviso
from istruttoria.models import Avviso, SceltaAvvisi
from programmi.enums import Stato, TipoScadenza
from programmi.models import Programma
from programmi.queries import scadenza_in_vigore

RICEVUTI = 20
"""How many notices the page shows."""


def da_trasmettere(programmi: QuerySet[Programma]) -> QuerySet[Any]:
    """The drafts that have a day of transmission, with it as ``termine``, proroghe counted."""
    return (
        programmi.filter(stato=Stato.BOZZA, storico=False, distretto__stato=StatoDistretto.ATTIVO)
        .annotate(termine=scadenza_in_vigore(TipoScadenza.TRASMISSIONE))
        .filter(termine__isnull=False)
        .select_related("distretto__ente", "in_carico_a")
        .order_by("distretto__denominazione", "anno", "pk")
    )


def in_scadenza(oggi: date, *, entro: int) -> QuerySet[Any]:
    """Those due within so many days."""
    return da_trasmettere(Programma.objects.all()).filter(
        termine__gte=oggi, termine__lte=oggi + timedelta(days=entro)
    )


def in_ritardo(programmi: QuerySet[Programma], oggi: date) -> QuerySet[Any]:
    """Those whose day has passed, the latest first."""
    return da_trasmettere(programmi).filter(termine__lt=oggi).order_by("termine", "pk")


def termine_di_trasmissione(programma: Programma) -> date | None:
    """The day by which a draft must be transmitted, read now."""
    riga = da_trasmettere(Programma.objects.filter(pk=programma.pk)).values("termine").first()
    return riga["termine"] if riga else None


def avvisi_in_attesa(utente: Any) -> int:
    """How many notices wait for the person's next digest."""
    return Avviso.objects.filter(utente=utente, stato=StatoAvviso.DA_INVIARE).count()


def modo_avvisi(utente: Any) -> str:
    """How the person wants the notices; at once until another choice."""
    scelte = SceltaAvvisi.objects.filter(utente=utente).values_list("modo", flat=True)
    return scelte.first() or ModoAvvisi.SUBITO


def avvisi_ricevuti(utente: Any) -> list[Avviso]:
    """The last ones sent to a person, about what the person may still read."""
    leggibili = Q(programma__isnull=True) | Q(programma__in=Programma.objects.visibili_a(utente))
    inviati = Avviso.objects.filter(leggibili, utente=utente, stato=StatoAvviso.INVIATO)
    return list(inviati.order_by("-inviato_il", "-pk")[:RICEVUTI])


def avvisi_inviati(programma: Programma) -> Iterable[Mapping[str, Any]]:
    """The notices sent about a programme, one row for each thing told and person."""
    return (
        Avviso.objects.filter(programma=programma, stato=StatoAvviso.INVIATO)
        .order_by("inviato_il", "pk")
        .values("inviato_il", "genere", "oggetto", "destinatario", "modo")
    )
