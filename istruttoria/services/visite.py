"""When a person looked at the desk, or reviewed a programme.

Conditional UPDATEs, so that two tabs never undo each other.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from distretti.models import Utente
from istruttoria import rules
from istruttoria.fatti import Fatti
from istruttoria.models import Visita, VisitaRevisione
from istruttoria.queries.novita import PAUSA, PRIMA_VISITA
from istruttoria.snapshot import canonico
from istruttoria.workflow import Rifiuto
from programmi.models import Programma


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


@transaction.atomic
def registra_revisione(*, utente: Utente, programma: Programma, impronta: str) -> None:
    """The officer read the text that has this hash. Another text, changed meanwhile, is not
    recorded as read. After a pause a new visit begins."""
    if not (risposta := rules.puo_annotare(utente, programma)):
        raise Rifiuto(risposta.motivo)
    fatti, adesso = Fatti(programma), timezone.now()
    if fatti.impronta != impronta:
        return
    testo = canonico(fatti.snapshot)
    VisitaRevisione.objects.bulk_create(
        [
            VisitaRevisione(
                utente=utente, programma=programma, quando=adesso, novita_dal=adesso, testo=testo
            )
        ],
        ignore_conflicts=True,
    )
    visite = VisitaRevisione.objects.filter(utente=utente, programma=programma)
    nuova = visite.filter(quando__lt=adesso - PAUSA)
    if not nuova.update(prima=F("testo"), novita_dal=F("quando"), testo=testo, quando=adesso):
        visite.update(testo=testo, quando=adesso)


def _inizia(utente: Utente, fino_a: datetime) -> None:
    """The row of who comes for the first time; two tabs at once make one."""
    Visita.objects.bulk_create(
        [Visita(utente=utente, quando=fino_a, novita_dal=fino_a - PRIMA_VISITA)],
        ignore_conflicts=True,
    )
