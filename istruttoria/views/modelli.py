"""The Ente's templates of the determinazione: written, tried on a programme, kept by versions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from distretti.models import Ente
from istruttoria import queries, services
from istruttoria.confronto import parole_diverse
from istruttoria.determinazione import CONDIZIONI, ETICHETTE, PARTI, modello_predefinito
from istruttoria.enums import GenereModello
from istruttoria.fatti import Fatti
from istruttoria.forms import prova
from istruttoria.forms.atti import ModelloForm
from istruttoria.models import ModelloDeterminazione
from istruttoria.views.documenti import file_chiuso, non_prodotto
from istruttoria.views.getters import ente_proprio
from programmi.models import Programma

PAGINE = {GenereModello.APPROVAZIONE: "modello", GenereModello.RETTIFICA: "modello_rettifica"}
"""The page of each kind of act."""


@require_http_methods(["GET", "HEAD", "POST"])
def modello(
    request: HttpRequest, genere: GenereModello = GenereModello.APPROVAZIONE
) -> HttpResponse:
    """The texts in use, to be changed into a new version; beside them, how they read.

    An Ente that has none starts from those of the product, which are in use once registered.
    """
    ente = ente_proprio(request)
    in_uso = ModelloDeterminazione.objects.filter(ente=ente, genere=genere, in_uso=True).first()
    if request.method != "POST":
        da = {"partenza": in_uso.versione} if in_uso else modello_predefinito(genere)
        form = ModelloForm(instance=in_uso, initial={**da, "nota": ""})
        return _pagina(request, ente, form, genere)
    form = ModelloForm(request.POST)
    if request.POST.get("azione") == "anteprima":
        return _pagina(request, ente, form, genere)
    if form.is_valid() and prova(form, lambda: _registra(request, ente, form, genere)):
        return redirect(PAGINE[genere])
    if in_uso is not None:
        form.data = form.data.copy()
        form.data["partenza"] = str(in_uso.versione)
    return _pagina(request, ente, form, genere, stato=422)


def _registra(request: HttpRequest, ente: Ente, form: ModelloForm, genere: GenereModello) -> None:
    dati = form.cleaned_data
    nuovo = services.registra_modello(
        ente,
        dati,
        autore=request.user,
        nota=dati["nota"],
        partenza=dati["partenza"],
        genere=genere,
    )
    if nuovo.versione == dati["partenza"]:
        messages.info(request, "I testi sono quelli già in uso: non c’era niente da registrare.")
    else:
        messages.success(
            request,
            f"Registrata la versione {nuovo.versione}: è quella in uso. Gli atti già emessi non "
            "cambiano.",
        )


def _pagina(
    request: HttpRequest,
    ente: Ente,
    form: ModelloForm,
    genere: GenereModello,
    *,
    stato: int = 200,
) -> HttpResponse:
    testi = {parte: form[parte].value() or "" for parte in PARTI}
    programmi = queries.programmi_per_la_prova(ente, genere)
    contesto = {
        "form": form,
        "genere": genere,
        "qui": reverse(PAGINE[genere]),
        "versioni": queries.modelli_di(ente, genere),
        "programmi": programmi,
        **contesto_anteprima(queries.anteprima(testi, _scelto(request, programmi), genere=genere)),
    }
    return render(request, "istruttoria/modello/modello.html", contesto, status=stato)


def _anteprima(request: HttpRequest) -> queries.Anteprima:
    """The texts that are being written, on the chosen programme."""
    scritto = request.POST.get("genere", "")
    genere = GenereModello(scritto) if scritto in GenereModello else GenereModello.APPROVAZIONE
    programmi = queries.programmi_per_la_prova(ente_proprio(request), genere)
    testi = {parte: request.POST.get(parte, "") for parte in PARTI}
    return queries.anteprima(testi, _scelto(request, programmi), genere=genere)


def contesto_anteprima(anteprima: queries.Anteprima) -> dict[str, Any]:
    """What the fragment of the preview shows."""
    return {
        "anteprima": anteprima,
        "segnaposti": queries.righe_dei_segnaposti(anteprima),
        "condizioni": CONDIZIONI,
    }


def _scelto(request: HttpRequest, programmi: Any) -> Programma | None:
    """The programme named by the request, among those of the Ente; the first one otherwise."""
    chiesto = request.POST.get("programma") or request.GET.get("programma") or ""
    primo = programmi[0] if programmi else None
    return next((p for p in programmi if str(p.pk) == chiesto), primo)


@require_POST
def modello_anteprima(request: HttpRequest) -> HttpResponse:
    """The preview alone, while one writes."""
    contesto = contesto_anteprima(_anteprima(request))
    return render(request, "istruttoria/modello/_anteprima.html", contesto)


@require_POST
def modello_pdf(request: HttpRequest) -> HttpResponse:
    """The act as it would print on the chosen programme, marked as a draft."""
    anteprima = _anteprima(request)
    if anteprima.programma is None or anteprima.atto is None:
        return _senza_pdf(request, anteprima)
    try:
        contenuto = services.prova_pdf(Fatti(anteprima.programma), dict(anteprima.atto))
    except services.Rifiuto as rifiuto:
        return non_prodotto(request, anteprima.programma, rifiuto.motivo)
    return file_chiuso(
        contenuto, nome="prova-modello.pdf", tipo="application/pdf", bozza=True, in_pagina=True
    )


def _senza_pdf(request: HttpRequest, anteprima: queries.Anteprima) -> HttpResponse:
    return render(
        request, "istruttoria/modello/senza_pdf.html", {"anteprima": anteprima}, status=422
    )


@require_safe
def modello_versione(request: HttpRequest, pk: int) -> HttpResponse:
    """A version, beside the one in use: what the words of each part became."""
    ente = ente_proprio(request)
    scelto = _modello(ente, pk)
    in_uso = get_object_or_404(ModelloDeterminazione, ente=ente, genere=scelto.genere, in_uso=True)
    diverse = [
        (nome, parole_diverse(getattr(scelto, parte), getattr(in_uso, parte)))
        for parte, nome in ETICHETTE.items()
        if getattr(scelto, parte) != getattr(in_uso, parte)
    ]
    testi = [(nome, getattr(scelto, parte)) for parte, nome in ETICHETTE.items()]
    contesto = {"modello": scelto, "in_uso": in_uso, "diverse": diverse, "testi": testi}
    contesto["pagina"] = reverse(PAGINE[GenereModello(scelto.genere)])
    return render(request, "istruttoria/modello/versione.html", contesto)


@require_POST
def modello_riprendi(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the texts of an earlier version in use again."""
    scelto = _modello(ente_proprio(request), pk)
    try:
        nuovo = services.riprendi_modello(scelto, autore=request.user)
    except services.Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
        return redirect("modello_versione", pk)
    messages.success(
        request,
        f"I testi della versione {scelto.versione} sono di nuovo in uso, come versione "
        f"{nuovo.versione}.",
    )
    return redirect(PAGINE[GenereModello(scelto.genere)])


def _modello(ente: Ente, pk: int) -> ModelloDeterminazione:
    modelli = ModelloDeterminazione.objects.select_related("ente", "autore")
    return get_object_or_404(modelli, ente=ente, pk=pk)
