"""Getters: fetch what the user may see, or answer 404; refuse the wrong role with 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from distretti.enums import Persona
from distretti.models import Ente
from distretti.rules import personae_verso
from istruttoria.compilazione import GUIDATI
from istruttoria.fatti import Fatti
from istruttoria.models import Allegato, CopiaFirmata, Documento, Importazione, Osservazione
from istruttoria.rules import persona_per, scrittori
from istruttoria.snapshot import carica
from istruttoria.transizioni import DISTRETTO, UFFICIO
from istruttoria.workflow import TRANSIZIONI, Transizione
from programmi.models import Programma


def programma_visibile(request: HttpRequest, pk: int) -> Programma:
    programmi = Programma.objects.visibili_a(request.user)
    return get_object_or_404(
        programmi.select_related("distretto__ente", "distretto__capofila", "schema", "in_carico_a"),
        pk=pk,
    )


def programma_da_scrivere(request: HttpRequest, pk: int) -> Fatti:
    """The programme loaded whole, for those who write it."""
    try:
        pieno = carica(Programma.objects.visibili_a(request.user), pk)
    except Programma.DoesNotExist as errore:
        raise Http404 from errore
    fatti = Fatti(pieno)
    fatti.pieno = pieno
    if persona_per(fatti, request.user, scrittori(fatti)) is None:
        raise PermissionDenied
    return fatti


def pretendi_scrittore(utente: Any, programma: Programma) -> None:
    pretendi_persona(utente, programma, scrittori(Fatti(programma)))


def transizione_di(nome: str, fatti: Fatti, utente: Any) -> Transizione:
    """A row of the table of transitions, as it is made here; 403 for whom it is not.

    A guided step explains itself to the whole district, also to those who do not make it.
    """
    if nome not in TRANSIZIONI:
        raise Http404
    leggono = DISTRETTO if nome in GUIDATI else ()
    pretendi_persona(utente, fatti.programma, (*TRANSIZIONI[nome].personae, *leggono))
    return fatti.transizione(nome)


def pretendi_persona(utente: Any, programma: Programma, ammesse: tuple[Persona, ...]) -> None:
    if not set(personae_verso(utente, programma.distretto)) & set(ammesse):
        raise PermissionDenied


def osservazione_visibile(request: HttpRequest, pk: int) -> Osservazione:
    return get_object_or_404(
        Osservazione.objects.visibili_a(request.user).select_related(
            "programma__distretto__ente", "programma__schema"
        ),
        pk=pk,
    )


def documento_visibile(request: HttpRequest, pk: int) -> Documento:
    return get_object_or_404(
        Documento.objects.select_related("versione__programma__distretto"),
        pk=pk,
        versione__programma__in=Programma.objects.visibili_a(request.user),
    )


def allegato_visibile(request: HttpRequest, pk: int) -> Allegato:
    return get_object_or_404(
        Allegato.objects.select_related("passaggio__programma"),
        pk=pk,
        passaggio__programma__in=Programma.objects.visibili_a(request.user),
    )


def ente_proprio(request: HttpRequest) -> Ente:
    """The Ente of the officer; what an Ente keeps for itself is nobody else's."""
    ente = getattr(request.user, "ente", None)
    if ente is None:
        raise PermissionDenied
    return ente


def copia_visibile(request: HttpRequest, pk: int) -> CopiaFirmata:
    """A signed copy of a document that the user may see; one not accepted is for the office."""
    copia = get_object_or_404(
        CopiaFirmata.objects.select_related(
            "documento__versione__programma__distretto__ente",
            "documento__versione__programma__schema",
            "autore",
            "decisione__autore",
        ).defer("documento__versione__contenuto"),
        pk=pk,
        documento__versione__programma__in=Programma.objects.visibili_a(request.user),
    )
    if not copia.valida:
        pretendi_persona(request.user, copia.documento.versione.programma, UFFICIO)
    return copia


def pretendi_ufficio(utente: Any) -> None:
    """Officers of an Ente and administrators."""
    if not utente.is_staff:
        raise PermissionDenied


def importazione_visibile(request: HttpRequest, pk: int) -> Importazione:
    """Any officer of the Ente may take on a colleague's upload."""
    pretendi_ufficio(request.user)
    importazioni = Importazione.objects.select_related(
        "distretto", "schema__ente", "autore", "programma"
    )
    if not request.user.is_superuser:
        importazioni = importazioni.filter(schema__ente=request.user.ente_id)
    return get_object_or_404(importazioni, pk=pk)
