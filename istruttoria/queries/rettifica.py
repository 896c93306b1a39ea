"""What a rettifica is correcting is for the office alone, until it is adopted."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from distretti.rules import persona_verso_ente
from istruttoria.controlli import EsitoControllo
from istruttoria.fatti import PASSAGGI_DI_APPROVAZIONE, Fatti
from istruttoria.models import Passaggio, Versione
from istruttoria.transizioni import UFFICIO
from programmi.enums import Stato
from programmi.models import Programma


def versioni_leggibili(programma: Programma, *, ufficio: bool) -> QuerySet[Versione]:
    """The frozen texts of a programme: all for the office, for others without the rettifiche that
    were proposed and not adopted as they were."""
    if ufficio:
        return programma.versioni.all()
    passaggi = Passaggio.objects.filter(versione=OuterRef("pk"))
    proposta = Exists(passaggi.filter(transizione="propone_rettifica"))
    adottata = Exists(passaggi.filter(transizione__in=PASSAGGI_DI_APPROVAZIONE))
    return programma.versioni.filter(~proposta | adottata)


def esiti_leggibili(fatti: Fatti, *, ufficio: bool) -> list[EsitoControllo]:
    """What the checks find: for others than the office, in the text in force."""
    if ufficio or not fatti.in_rettifica:
        return fatti.esiti
    in_vigore = Fatti(fatti.programma)
    in_vigore.snapshot = fatti.da_leggere
    return in_vigore.esiti


def righe_leggibili(programmi: QuerySet[Programma], utente: Any) -> QuerySet[Programma]:
    """The programmes whose rows, and not only what was frozen of them, the user may read: those
    of a programme being corrected, or revoked meanwhile, are for the office alone."""
    passaggi = Passaggio.objects.filter(programma=OuterRef("pk"))
    chiuse = ("rettifica", "abbandona_rettifica")
    lasciata = passaggi.filter(transizione="apre_rettifica").exclude(
        Exists(
            Passaggio.objects.filter(
                programma=OuterRef("programma"),
                transizione__in=chiuse,
                quando__gte=OuterRef("quando"),
            )
        )
    )
    revocato = Q(Exists(lasciata), stato=Stato.REVOCATO)
    leggibili = Q(rettifica_dal__isnull=True) & ~revocato
    ente = getattr(utente, "ente", None)
    if ente is not None and persona_verso_ente(utente, ente) in UFFICIO:
        leggibili |= Q(distretto__ente=ente)
    return programmi.filter(leggibili)
