"""The count of each programme's checks, made when something happens and on demand."""

from django.db.models import QuerySet
from django.utils import timezone

from istruttoria.controlli import AVVISA
from istruttoria.fatti import Fatti
from istruttoria.models import ConteggioControlli
from istruttoria.queries.coda import da_contare
from programmi.models import Programma


def conta_controlli(programma_id: int) -> ConteggioControlli:
    """Run the checks of a programme and keep how many block and how many warn."""
    adesso = timezone.now()  # before reading: a change that comes meanwhile is later than this
    fatti = Fatti(Programma.objects.get(pk=programma_id))
    avvisano = sum(e.gravita == AVVISA and not e.superato for e in fatti.esiti)
    conteggio, _ = ConteggioControlli.objects.update_or_create(
        programma_id=programma_id,
        defaults={
            "bloccano": len(fatti.blocchi),
            "avvisano": avvisano,
            "contati_il": adesso,
        },
    )
    return conteggio


def conta_i_vecchi(programmi: QuerySet[Programma], *, quanti: int | None = None) -> int:
    """Count again where the text changed after the last count; how many were counted."""
    chiavi = da_contare(programmi).order_by("-stato_dal", "pk").values_list("pk", flat=True)
    trovate = list(chiavi[:quanti] if quanti else chiavi)
    for chiave in trovate:
        conta_controlli(chiave)
    return len(trovate)
