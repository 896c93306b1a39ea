"""What an Ente is told to be late, as one list; and its fingerprint, that tells when it changes."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from istruttoria.enums import GenereAvviso, StatoAvviso
from istruttoria.models import Avviso
from istruttoria.queries.avvisi import in_ritardo, risposte_in_ritardo, senza_incaricato
from programmi.models import Programma

PASSATI, RISPOSTE, SOLI = "passati", "risposte", "soli"
"""The kinds of lateness, in the order in which they are told: the draft not transmitted, the
remarks not answered, the programme that the office leaves in the charge of nobody."""
GIORNI_SENZA_INCARICO = 10
"""Days with the office after which a programme in the charge of nobody is told."""


@dataclass(frozen=True, slots=True)
class Ritardo:
    """A programme that is late; ``giorno`` is the day that has passed, or since when it waits."""

    genere: str
    programma: Any
    giorno: date


def ritardi(programmi: QuerySet[Programma], oggi: date) -> list[Ritardo]:
    """Those of the programmes that are late on a day, the latest of each kind first."""
    sera = timezone.make_aware(datetime.combine(oggi, time.max))
    risposte: QuerySet[Any] = risposte_in_ritardo(programmi, oggi)
    return [
        *(Ritardo(PASSATI, p, p.termine) for p in in_ritardo(programmi, oggi)),
        *(Ritardo(RISPOSTE, p, p.integrazioni_entro) for p in risposte),
        *(
            Ritardo(SOLI, p, timezone.localdate(p.stato_dal))
            for p in senza_incaricato(programmi, sera, GIORNI_SENZA_INCARICO)
        ),
    ]


def impronta_dei_ritardi(elenco: list[Ritardo]) -> str:
    """The same for the same programmes and days, whatever today is."""
    righe = sorted(f"{r.genere}:{r.programma.pk}:{r.giorno}" for r in elenco)
    return hashlib.sha256("\n".join(righe).encode()).hexdigest()


def elenchi_recenti(dal: date) -> list[Avviso]:
    """The lists of each reader since a day, and those that have not left yet."""
    in_attesa = Q(stato__in=[StatoAvviso.DA_INVIARE, StatoAvviso.IN_INVIO])
    righe = Avviso.objects.filter(in_attesa | Q(giorno__gt=dal), genere=GenereAvviso.SCADUTI)
    return list(righe.exclude(stato=StatoAvviso.RITIRATO).order_by("giorno", "pk"))
