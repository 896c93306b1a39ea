"""Programmes of which something is due, or late; notices that wait."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from distretti.enums import StatoDistretto
from istruttoria.enums import ModoAvvisi, StatoAvviso
from istruttoria.models import Avviso, SceltaAvvisi
from istruttoria.queries.attesa import GIORNO, IN_ATTESA, attesa
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


def da_rispondere(programmi: QuerySet[Programma]) -> QuerySet[Programma]:
    """Those whose district must answer the remarks by a day."""
    return programmi.filter(
        stato=Stato.DA_INTEGRARE,
        integrazioni_entro__isnull=False,
        distretto__stato=StatoDistretto.ATTIVO,
    ).select_related("distretto__ente", "in_carico_a")


def risposte_in_scadenza(oggi: date, *, entro: int) -> QuerySet[Programma]:
    """Those whose answers are due within so many days."""
    ultimo = oggi + timedelta(days=entro)
    vicini = da_rispondere(Programma.objects.all()).filter(integrazioni_entro__range=(oggi, ultimo))
    return vicini.order_by("integrazioni_entro", "pk")


def risposte_in_ritardo(programmi: QuerySet[Programma], oggi: date) -> QuerySet[Programma]:
    """Those whose day for answering has passed, the latest first."""
    passati = da_rispondere(programmi).filter(integrazioni_entro__lt=oggi)
    return passati.order_by("integrazioni_entro", "pk")


def senza_incaricato(
    programmi: QuerySet[Programma], adesso: datetime, giorni: int
) -> QuerySet[Any]:
    """Those that have waited for the office at least so many days, in the charge of nobody."""
    soli = programmi.filter(stato__in=IN_ATTESA, in_carico_a=None, storico=False)
    aspettano = soli.annotate(attesa=attesa(adesso)).filter(attesa__gte=giorni * GIORNO)
    return aspettano.select_related("distretto__ente").order_by("-attesa", "pk")


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
