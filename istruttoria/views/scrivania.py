"""The desk: what each person finds after signing in."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from istruttoria import queries, services
from istruttoria.forms import VistoForm


@require_safe
def scrivania(request: HttpRequest) -> HttpResponse:
    """What is asked of the user, what changed since the last visit, districts or programmes."""
    adesso = timezone.now()
    if request.user.is_staff:
        template, contesto = "istruttoria/scrivania_ufficio.html", _ufficio(request.user, adesso)
    else:
        oggi = timezone.localdate()
        template = "istruttoria/scrivania.html"
        contesto = {"scrivania": queries.scrivania_distretto(request.user, oggi=oggi)}
    novita = queries.novita_per(request.user, adesso=adesso)
    return render(request, template, {**contesto, "novita": novita, "adesso": adesso.isoformat()})


def _ufficio(utente: Any, adesso: datetime) -> dict[str, Any]:
    return {
        "lavoro": queries.lavoro_ufficio(utente, oggi=timezone.localdate()),
        "gruppi": queries.programmi_per_stato(utente, ordine=queries.ORDINE_UFFICIO, per_stato=8),
        "importazioni": queries.importazioni_in_attesa(utente),
        "fermi": queries.fermi_da_dire(adesso),
        "non_consegnati": queries.conta_non_consegnati(utente),
    }


@require_POST
def visto(request: HttpRequest) -> HttpResponse:
    """The visit is recorded by the page's script; the button says that the news were read."""
    form = VistoForm(request.POST)
    if not form.is_valid():
        return HttpResponse("L’istante della visita non si legge.", status=422)
    fino_a = form.cleaned_data["fino_a"]
    if not form.cleaned_data["tutto"]:
        services.registra_visita(utente=request.user, fino_a=fino_a)
        return HttpResponse(status=204)
    services.segna_visto(utente=request.user, fino_a=fino_a)
    messages.success(request, "Le novità sono segnate come viste.")
    return redirect("scrivania")
