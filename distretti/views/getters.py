"""Getters: fetch what the user may see, or answer 404; refuse the wrong role with 403."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from distretti.enums import Persona
from distretti.models import Adesione, Distretto, Proposta
from distretti.rules import personae_verso


def distretto_visibile(request: HttpRequest, pk: int) -> Distretto:
    distretti = Distretto.objects.visibili_a(request.user)
    return get_object_or_404(distretti.select_related("ente", "capofila", "predecessore"), pk=pk)


def proposta_visibile(request: HttpRequest, pk: int) -> Proposta:
    proposte = Proposta.objects.visibili_a(request.user)
    return get_object_or_404(
        proposte.select_related("distretto__ente", "organizzazione", "autore", "decisa_da"), pk=pk
    )


def pretendi(
    request: HttpRequest, distretto: Distretto, ammesse: Sequence[Persona]
) -> list[Persona]:
    """The personae of the user; 403 when none is among those admitted."""
    personae = personae_verso(request.user, distretto)
    if not set(personae) & set(ammesse):
        raise PermissionDenied
    return personae


def adesione_in_corso(distretto: Distretto, organizzazione: str) -> Adesione:
    """The open membership of an organisation named by its id in the address."""
    if not (organizzazione.isascii() and organizzazione.isdigit()) or len(organizzazione) > 18:
        raise Http404
    return get_object_or_404(
        Adesione.objects.select_related("organizzazione"),
        distretto=distretto,
        organizzazione=int(organizzazione),
        al__isnull=True,
    )
