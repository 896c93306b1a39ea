"""Opening a year: the forms of the Ente, the drafts to open, the deadlines and their prorogas."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from distretti.models import Ente
from distretti.tempo import stampa_data
from istruttoria import queries, services
from istruttoria.forms import ProrogaForm, prova
from istruttoria.rules import puo_aprire_anno
from istruttoria.workflow import Rifiuto
from programmi.models import Schema
from programmi.services import concedi_proroga

PER_PAGINA = 30
"""Districts on a page: as many as one request opens."""
DETTI = 8
"""Messages of one kind, after which they are counted."""


def _ente(request: HttpRequest) -> Ente:
    ente = getattr(request.user, "ente", None)
    if ente is None or not puo_aprire_anno(request.user, ente):
        raise PermissionDenied
    return ente


def _schema(request: HttpRequest, pk: int) -> Schema:
    return get_object_or_404(Schema.objects.select_related("ente"), pk=pk, ente=_ente(request))


@require_safe
def anni(request: HttpRequest) -> HttpResponse:
    """The forms of the Ente: which year to open."""
    ente = _ente(request)
    contesto = {"ente": ente, "schemi": queries.schemi_dell_ente(ente)}
    return render(request, "istruttoria/anno/elenco.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def anno(request: HttpRequest, pk: int) -> HttpResponse:
    """What opening the year does to each district; a POST opens the chosen ones."""
    schema = _schema(request, pk)
    if request.method == "POST":
        _apri(request, schema)
        return redirect(request.get_full_path())
    righe = queries.piano_dell_anno(schema)
    contate = Counter(riga.sorte for riga in righe)
    pagina = Paginator(righe, PER_PAGINA).get_page(request.GET.get("pagina"))
    contesto = {
        "schema": schema,
        "pagina": pagina,
        "si_apre": schema.attivo and any(riga.apribile for riga in pagina),
        "conteggi": [(sorte.etichetta, contate[sorte]) for sorte in queries.Sorte],
        "scadenze": queries.scadenze_con_proroghe(schema),
        "amministra": reverse("admin:programmi_schema_change", args=[schema.pk]),
    }
    return render(request, "istruttoria/anno/anno.html", contesto)


def _apri(request: HttpRequest, schema: Schema) -> None:
    scelti = [int(v) for v in request.POST.getlist("distretto") if v.isascii() and v.isdigit()]
    if not scelti:
        messages.warning(request, "Nessun distretto scelto: non è stato aperto niente.")
        return
    try:
        aperture = services.apri_anno(schema, scelti[:PER_PAGINA], attore=request.user)
    except Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
        return
    aperti = [a for a in aperture if a.programma]
    if aperti:
        messages.success(request, _quanti(aperti, schema))
    _detti(request, [f"{a.distretto}: {a.motivo}" for a in aperture if a.motivo])


def _quanti(aperti: list[services.Apertura], schema: Schema) -> str:
    da_prima = sum(a.ripresa is not None for a in aperti)
    quanti = "1 programma" if len(aperti) == 1 else f"{len(aperti)} programmi"
    verbo = "Aperto" if len(aperti) == 1 else "Aperti"
    testo = f"{verbo} {quanti} del {schema.anno}: {da_prima} dall’anno prima"
    return f"{testo}, {len(aperti) - da_prima} senza un anno prima."


def _detti(request: HttpRequest, righe: list[str]) -> None:
    for riga in righe[:DETTI]:
        messages.warning(request, riga)
    if altri := len(righe) - DETTI if len(righe) > DETTI else 0:
        messages.warning(request, f"E altri {altri} distretti non si sono potuti aprire.")


@require_http_methods(["GET", "HEAD", "POST"])
def anno_proroga(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a deadline of the form later, for one district or for all."""
    schema = _schema(request, pk)
    inviato = request.method == "POST"
    iniziali: dict[str, Any] = {n: request.GET.get(n) for n in ("scadenza", "distretto")}
    form = ProrogaForm(request.POST if inviato else None, schema=schema, initial=iniziali)
    if inviato and form.is_valid():
        dati = form.cleaned_data
        if prova(form, lambda: concedi_proroga(**dati, autore=request.user)):
            chi = dati["distretto"] or "tutti i distretti"
            giorno = stampa_data(dati["nuovo_giorno"])
            che = dati["scadenza"].get_tipo_display()
            messages.success(request, f"{che}: termine prorogato al {giorno} per {chi}.")
            return redirect("anno", pk)
    contesto = {"schema": schema, "form": form, "scadenze": queries.scadenze_con_proroghe(schema)}
    return render(
        request, "istruttoria/anno/proroga.html", contesto, status=422 if inviato else 200
    )
