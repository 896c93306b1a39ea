"""The register of the series, for the officers of the Ente."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from istruttoria import services
from istruttoria.forms import VolumeForm, prova
from istruttoria.models import Volume
from istruttoria.queries import numero_da_proporre, volumi
from istruttoria.views.getters import ente_proprio
from istruttoria.workflow import Rifiuto

PER_PAGINA = 100


@require_http_methods(["GET", "HEAD", "POST"])
def collana(request: HttpRequest) -> HttpResponse:
    """The books in the order of their numbers, and the form that adds another book."""
    ente = ente_proprio(request)
    inviato = request.method == "POST"
    proposto = numero_da_proporre(ente.pk)
    form = VolumeForm(request.POST if inviato else None)
    if inviato and form.is_valid():
        dati = form.cleaned_data
        if prova(form, lambda: services.registra_volume(ente, dati, autore=request.user)):
            messages.success(request, f"Volume n. {dati['numero']} registrato.")
            return redirect("collana")
    cerca = request.GET.get("q", "").strip()
    pagina = Paginator(volumi(ente, cerca=cerca), PER_PAGINA).get_page(request.GET.get("pagina"))
    contesto = {
        "ente": ente,
        "form": form,
        "pagina": pagina,
        "q": cerca,
        "proposto": proposto,
        "aggiunge": inviato,
    }
    return render(
        request, "istruttoria/collana/elenco.html", contesto, status=422 if inviato else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def collana_volume(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct another book; a programme's number is only explained."""
    volume = _volume(request, pk)
    inviato = request.method == "POST"
    form = VolumeForm(request.POST if inviato else None, instance=volume)
    if inviato and form.is_valid():
        dati = form.cleaned_data
        if prova(form, lambda: services.correggi_volume(volume, dati, autore=request.user)):
            messages.success(request, f"Volume n. {dati['numero']} corretto.")
            return redirect("collana")
    contesto = {"volume": volume, "form": form}
    return render(
        request, "istruttoria/collana/volume.html", contesto, status=422 if inviato else 200
    )


@require_POST
def collana_togli(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a book written by mistake out of the register."""
    volume = _volume(request, pk)
    try:
        services.togli_volume(volume)
    except Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
        return redirect("collana_volume", pk)
    messages.success(
        request, f"Il volume n. {volume.numero}, «{volume.titolo}», è tolto dal registro."
    )
    return redirect("collana")


def _volume(request: HttpRequest, pk: int) -> Volume:
    volumi_dell_ente = Volume.objects.select_related("programma__distretto")
    return get_object_or_404(volumi_dell_ente, pk=pk, ente=ente_proprio(request))
