"""Invitations: sent, sent again, withdrawn; and accepted by who receives them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from distretti.forms.inviti import AccettaForm
from distretti.models import Distretto, Invito
from distretti.rules import invito_valido, puo_affidare
from distretti.services import (
    RegistroRifiutato,
    accetta_con_password,
    accetta_da,
    impronta,
    invita,
    rimanda,
    ritira_invito,
)
from distretti.services.inviti import utente_invitato
from distretti.views.collegamenti import collegamento
from distretti.views.incarichi import incarico_visibile, pretendi


def _invito_visibile(request: HttpRequest, pk: int) -> Invito:
    distretti = Distretto.objects.visibili_a(request.user)
    inviti = Invito.objects.filter(incarico__distretto__in=distretti)
    return get_object_or_404(inviti.select_related("incarico__distretto__ente"), pk=pk)


@require_POST
def incarico_invita(request: HttpRequest, pk: int) -> HttpResponse:
    incarico = incarico_visibile(request, pk)
    pretendi(puo_affidare(request.user, incarico.distretto, incarico.ruolo))
    try:
        invita(incarico=incarico, attore=request.user, collegamento=collegamento(request))
    except RegistroRifiutato as rifiuto:
        messages.error(request, str(rifiuto))
    else:
        messages.success(request, f"L’invito è partito per {incarico.email}.")
    return redirect("persone", incarico.distretto_id)


@require_POST
def invito_rimanda(request: HttpRequest, pk: int) -> HttpResponse:
    invito = _invito_visibile(request, pk)
    incarico = invito.incarico
    pretendi(puo_affidare(request.user, incarico.distretto, incarico.ruolo))
    try:
        rimanda(invito=invito, attore=request.user, collegamento=collegamento(request))
    except RegistroRifiutato as rifiuto:
        messages.error(request, str(rifiuto))
    else:
        messages.success(
            request,
            f"L’invito è ripartito per {invito.email}. Il collegamento di prima non vale più.",
        )
    return redirect("persone", incarico.distretto_id)


@require_POST
def invito_ritira(request: HttpRequest, pk: int) -> HttpResponse:
    invito = _invito_visibile(request, pk)
    incarico = invito.incarico
    pretendi(puo_affidare(request.user, incarico.distretto, incarico.ruolo))
    try:
        ritira_invito(invito=invito, attore=request.user)
    except RegistroRifiutato as rifiuto:
        messages.error(request, str(rifiuto))
    else:
        messages.success(request, f"L’invito a {incarico.nominativo} è ritirato.")
    return redirect("persone", incarico.distretto_id)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "ripetuta")
@require_http_methods(["GET", "HEAD", "POST"])
def invito_accetta(request: HttpRequest, gettone: str) -> HttpResponse:
    """The page of the link: a password for who is new, a confirmation for who is not."""
    inviti = Invito.objects.select_related("incarico__distretto__ente", "inviato_da")
    invito = get_object_or_404(inviti, impronta=impronta(gettone))
    valido = invito_valido(invito)
    if not valido:
        contesto = {"motivo": valido.motivo}
        return render(request, "distretti/invito_chiuso.html", contesto, status=410)
    esistente = utente_invitato(invito)
    if esistente is not None and not esistente.is_active:
        contesto = {"motivo": "L’utente con questo indirizzo non è attivo."}
        return render(request, "distretti/invito_chiuso.html", contesto, status=410)
    if request.user.is_authenticated or (esistente and esistente.has_usable_password()):
        return _con_il_proprio_utente(request, invito)
    return _con_una_password(request, invito)


def _con_il_proprio_utente(request: HttpRequest, invito: Invito) -> HttpResponse:
    """Who already has a user takes the incarico after signing in as that user."""
    proprio = request.user.is_authenticated and utente_invitato(invito) == request.user
    contesto = {"invito": invito, "incarico": invito.incarico, "proprio": proprio, "motivo": ""}
    if request.method == "POST" and proprio:
        try:
            accetta_da(invito=invito, utente=request.user)
        except RegistroRifiutato as rifiuto:
            contesto["motivo"] = str(rifiuto)
        else:
            messages.success(request, f"Incarico accettato: {invito.incarico.distretto}.")
            return redirect("scrivania")
    stato = 200 if request.method != "POST" else 422
    return render(request, "distretti/invito_conferma.html", contesto, status=stato)


def _con_una_password(request: HttpRequest, invito: Invito) -> HttpResponse:
    form = AccettaForm(
        request.POST or None, email=invito.email, nominativo=invito.incarico.nominativo
    )
    if request.method == "POST" and form.is_valid():
        dati = form.cleaned_data
        try:
            accetta_con_password(
                invito=invito,
                nome=dati["nome"],
                cognome=dati["cognome"],
                password=dati["password"],
            )
        except RegistroRifiutato as rifiuto:
            form.add_error(None, str(rifiuto))
        else:
            messages.success(request, "La password è impostata: ora si può entrare.")
            return redirect("accedi")
    contesto = {"invito": invito, "incarico": invito.incarico, "form": form}
    stato = 422 if form.errors else 200
    return render(request, "distretti/invito_accetta.html", contesto, status=stato)
