"""When a person looked at the desk: conditional UPDATEs, so that two tabs never undo each other."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from distretti.models import Utente
from istruttoria.models import Visita
from istruttoria.queries.novita import PAUSA, PRIMA_VISITA


@transaction.atomic
def registra_visita(*, utente: Utente, fino_a: datetime) -> None:
    """The desk was shown at ``fino_a``. After a pause a new visit begins: news are counted from
    the last time, and stay while the visit lasts."""
    fino_a = min(fino_a, timezone.now())
    _inizia(utente, fino_a)
    visite = Visita.objects.filter(utente=utente)
    if not visite.filter(quando__lt=fino_a - PAUSA).update(novita_dal=F("quando"), quando=fino_a):
        visite.filter(quando__lt=fino_a).update(quando=fino_a)


@transaction.atomic
def segna_visto(*, utente: Utente, fino_a: datetime) -> None:
    """What the desk showed at ``fino_a`` was read and is no longer new; what came later is."""
    fino_a = min(fino_a, timezone.now())
    _inizia(utente, fino_a)
    Visita.objects.filter(utente=utente, novita_dal__lt=fino_a).update(
        novita_dal=fino_a, quando=Greatest(F("quando"), fino_a)
    )


def _inizia(utente: Utente, fino_a: datetime) -> None:
    """The row of who comes for the first time; two tabs at once make one."""
    Visita.objects.bulk_create(
        [Visita(utente=utente, quando=fino_a, novita_dal=fino_a - PRIMA_VISITA)],
        ignore_conflicts=True,
    )
