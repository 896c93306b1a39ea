"""The people of a district: who is in charge, since when, who comes next."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from distretti.enums import RuoloIncarico
from distretti.forms.inviti import ChiusuraForm, ConsegneForm, NuovoIncaricoForm
from distretti.models import Distretto, Incarico, Invito
from distretti.rules import (
    Risposta,
    personae_verso,
    puo_affidare,
    puo_chiudere,
    puo_invitare,
    puo_passare,
)
from distretti.services import RegistroRifiutato, affida_incarico, chiudi_incarico, invita
from distretti.tempo import stampa_data
from distretti.views.collegamenti import collegamento

leggi_e_scrivi = require_http_methods(["GET", "HEAD", "POST"])


def pretendi(risposta: Risposta) -> None:
    if not risposta:
        raise PermissionDenied(risposta.motivo)


def distretto_visibile(request: HttpRequest, pk: int) -> Distretto:
    distretti = Distretto.objects.visibili_a(request.user).select_related("ente")
    return get_object_or_404(distretti, pk=pk)


def incarico_visibile(request: HttpRequest, pk: int) -> Incarico:
    return get_object_or_404(
        Incarico.objects.filter(
            distretto__in=Distretto.objects.visibili_a(request.user)
        ).select_related("distretto__ente", "utente"),
        pk=pk,
    )


@require_safe
def persone(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is or will be in charge, and who was, with what the user may do about each."""
    distretto = distretto_visibile(request, pk)
    personae = personae_verso(request.user, distretto)
    incarichi = (
        distretto.incarichi.select_related("utente", "organizzazione")
        .prefetch_related(Prefetch("inviti", Invito.objects.aperti(), to_attr="in_attesa"))
        .order_by("-dal", "nominativo")
    )
    oggi = timezone.localdate()
    correnti, passati = [], []
    for incarico in incarichi:
        incarico.distretto = distretto
        incarico.futuro = incarico.dal > oggi
        incarico.passa = puo_passare(request.user, incarico, personae)
        incarico.chiude = puo_chiudere(request.user, incarico, personae)
        incarico.invita = puo_invitare(request.user, incarico, personae)
        passato = incarico.al is not None and incarico.al < oggi
        (passati if passato else correnti).append(incarico)
    ordine = list(RuoloIncarico)
    correnti.sort(key=lambda i: (ordine.index(RuoloIncarico(i.ruolo)), i.dal))
    contesto = {
        "distretto": distretto,
        "correnti": correnti,
        "passati": passati,
        "affida": puo_affidare(request.user, distretto, RuoloIncarico.MANAGER, personae),
    }
    return render(request, "distretti/persone.html", contesto)


@leggi_e_scrivi
def incarico_nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody in charge in a free role, and send the invitation."""
    distretto = distretto_visibile(request, pk)
    personae = personae_verso(request.user, distretto)
    pretendi(puo_affidare(request.user, distretto, RuoloIncarico.MANAGER, personae))
    ruoli = [r for r in RuoloIncarico if puo_affidare(request.user, distretto, r, personae)]
    form = NuovoIncaricoForm(request.POST or None, distretto=distretto, ruoli=ruoli)
    if request.method == "POST" and form.is_valid() and _affida(request, form, distretto):
        return redirect("persone", distretto.pk)
    return _modulo(request, "distretti/incarico_nuovo.html", form, distretto=distretto)


@leggi_e_scrivi
def incarico_consegne(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over: first what is about to happen, then, once confirmed, it happens."""
    attuale = incarico_visibile(request, pk)
    pretendi(puo_passare(request.user, attuale))
    form = ConsegneForm(request.POST or None, attuale=attuale)
    form.fields["dal"].initial = timezone.localdate()
    distretto = attuale.distretto
    if request.method == "POST" and form.is_valid():
        if "conferma" not in request.POST and "correggi" not in request.POST:
            contesto = {"attuale": attuale, "distretto": distretto, "form": form}
            contesto["finisce"] = form.cleaned_data["dal"] - timedelta(days=1)
            return render(request, "distretti/consegne_conferma.html", contesto)
        if "conferma" in request.POST and _affida(request, form, distretto, ruolo=attuale.ruolo):
            return redirect("persone", distretto.pk)
    stato = 422 if form.errors else 200
    contesto = {"attuale": attuale, "distretto": distretto, "form": form}
    return render(request, "distretti/consegne.html", contesto, status=stato)


@leggi_e_scrivi
def incarico_chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    """End an incarico; the role stays without a holder."""
    incarico = incarico_visibile(request, pk)
    pretendi(puo_chiudere(request.user, incarico))
    form = ChiusuraForm(request.POST or None, initial={"al": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            chiudi_incarico(incarico, al=form.cleaned_data["al"])
        except RegistroRifiutato as rifiuto:
            form.add_error("al", str(rifiuto))
        else:
            ultimo = stampa_data(form.cleaned_data["al"])
            messages.success(request, f"{incarico.nominativo}: in carica fino al {ultimo}.")
            return redirect("persone", incarico.distretto_id)
    contesto = {"incarico": incarico, "distretto": incarico.distretto}
    return _modulo(request, "distretti/incarico_chiudi.html", form, **contesto)


def _affida(request: HttpRequest, form: Form, distretto: Distretto, **altro: Any) -> bool:
    """The incarico and its invitation, both or none; a refusal goes into the form."""
    try:
        with transaction.atomic():
            incarico = affida_incarico(distretto=distretto, **{**form.cleaned_data, **altro})
            invita(incarico=incarico, attore=request.user, collegamento=collegamento(request))
    except RegistroRifiutato as rifiuto:
        form.add_error(None, str(rifiuto))
        return False
    messages.success(
        request,
        f"{incarico.nominativo}: {incarico.get_ruolo_display().lower()} dal "
        f"{stampa_data(incarico.dal)}. L’invito è partito per {incarico.email}.",
    )
    return True


def _modulo(request: HttpRequest, template: str, form: Form, **contesto: Any) -> HttpResponse:
    stato = 422 if form.errors else 200
    return render(request, template, {**contesto, "form": form}, status=stato)
