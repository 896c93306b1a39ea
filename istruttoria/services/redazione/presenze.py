"""Who else is writing in the same place. A heartbeat keeps a presence; silence ends it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from distretti.models import Utente
from istruttoria.models import Presenza
from programmi.models import Programma

VALE_SECONDI = 60
"""A page says that it is there every twenty seconds: three silences, and it has gone."""


@dataclass(frozen=True, slots=True)
class Altro:
    """Another person who is writing."""

    nome: str
    qui: str


def segnala(programma: Programma, *, utente: Utente, qui: str) -> list[Altro]:
    """Record where the user is writing, and say who else is in the programme now.

    Without a place the user only reads, and is not recorded.
    """
    ora = timezone.now()
    if qui:
        Presenza.objects.bulk_create(
            [Presenza(programma=programma, utente=utente, qui=qui[:60], visto_il=ora)],
            update_conflicts=True,
            update_fields=["qui", "visto_il"],
            unique_fields=["programma", "utente"],
        )
    da = ora - timedelta(seconds=VALE_SECONDI)
    altri = (
        Presenza.objects.filter(programma=programma, visto_il__gte=da)
        .exclude(utente=utente)
        .select_related("utente")
        .order_by("utente")
    )
    return [Altro(str(presenza.utente), presenza.qui) for presenza in altri]


def lascia(programma: Programma, *, utente: Utente) -> None:
    """The user has left the page."""
    Presenza.objects.filter(programma=programma, utente=utente).delete()
