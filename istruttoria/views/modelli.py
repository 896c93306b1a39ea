"""The Ente's template of the determinazione: written, tried on a programme, kept by versions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from distretti.models import Ente
from istruttoria import queries, services
from istruttoria.confronto import parole_diverse
from istruttoria.determinazione import CONDIZIONI, ETICHETTE, PARTI
from istruttoria.fatti import Fatti
from istruttoria.forms import prova
from istruttoria.forms.atti import ModelloForm
from istruttoria.models import ModelloDeterminazione
from istruttoria.views.documenti import file_chiuso, non_prodotto
from istruttoria.views.getters import ente_proprio
from programmi.models import Programma


@require_http_methods(["GET", "HEAD", "POST"])
def modello(request: HttpRequest) -> HttpResponse:
    """The texts in use, to be changed into a new version; beside them, how they read."""
    ente = ente_proprio(request)
    in_uso = ModelloDeterminazione.objects.filter(ente=ente, in_uso=True).first()
    programmi = queries.programmi_per_la_prova(ente)
    if request.method != "POST":
        form = ModelloForm(
            instance=in_uso, initial={"nota": "", "partenza": in_uso.versione if in_uso else None}
        )
        return _pagina(request, ente, form, programmi)
    form = ModelloForm(request.POST)
    if request.POST.get("azione") == "anteprima":
        return _pagina(request, ente, form, programmi)
    if form.is_valid() and prova(form, lambda: _registra(request, ente, form)):
        return redirect("modello")
    if in_uso is not None:
        form.data = form.data.copy()
        form.data["partenza"] = str(in_uso.versione)
    return _pagina(request, ente, form, programmi, stato=422)


def _registra(request: HttpRequest, ente: Ente, form: ModelloForm) -> None:
    dati = form.cleaned_data
    nuovo = services.registra_modello(
        ente, dati, autore=request.user, nota=dati["nota"], partenza=dati["partenza"]
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
    programmi: Any,
    *,
    stato: int = 200,
) -> HttpResponse:
    testi = {parte: form[parte].value() or "" for parte in PARTI}
    contesto = {
        "form": form,
        "versioni": queries.modelli_di(ente),
        "programmi": programmi,
        **_anteprima(request, testi, programmi),
    }
    return render(request, "istruttoria/modello/modello.html", contesto, status=stato)


def _anteprima(request: HttpRequest, testi: dict[str, str], programmi: Any) -> dict[str, Any]:
    anteprima = queries.anteprima(testi, _scelto(request, programmi))
    return contesto_anteprima(anteprima)


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
    programmi = queries.programmi_per_la_prova(ente_proprio(request))
    testi = {parte: request.POST.get(parte, "") for parte in PARTI}
    contesto = _anteprima(request, testi, programmi)
    return render(request, "istruttoria/modello/_anteprima.html", contesto)


@require_POST
def modello_pdf(request: HttpRequest) -> HttpResponse:
    """The act as it would print on the chosen programme, marked as a draft."""
    programmi = queries.programmi_per_la_prova(ente_proprio(request))
    testi = {parte: request.POST.get(parte, "") for parte in PARTI}
    anteprima = queries.anteprima(testi, _scelto(request, programmi))
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
def modello_versione(request: HttpRequest, versione: int) -> HttpResponse:
    """A version, beside the one in use: what the words of each part became."""
    ente = ente_proprio(request)
    scelto = _modello(ente, versione)
    in_uso = get_object_or_404(ModelloDeterminazione, ente=ente, in_uso=True)
    diverse = [
        (nome, parole_diverse(getattr(scelto, parte), getattr(in_uso, parte)))
        for parte, nome in ETICHETTE.items()
        if getattr(scelto, parte) != getattr(in_uso, parte)
    ]
    testi = [(nome, getattr(scelto, parte)) for parte, nome in ETICHETTE.items()]
    contesto = {"modello": scelto, "in_uso": in_uso, "diverse": diverse, "testi": testi}
    return render(request, "istruttoria/modello/versione.html", contesto)


@require_POST
def modello_riprendi(request: HttpRequest, versione: int) -> HttpResponse:
    """Put the texts of an earlier version in use again."""
    scelto = _modello(ente_proprio(request), versione)
    try:
        nuovo = services.riprendi_modello(scelto, autore=request.user)
    except services.Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
        return redirect("modello_versione", versione)
    messages.success(
        request,
        f"I testi della versione {versione} sono di nuovo in uso, come versione {nuovo.versione}.",
    )
    return redirect("modello")


def _modello(ente: Ente, versione: int) -> ModelloDeterminazione:
    modelli = ModelloDeterminazione.objects.select_related("ente", "autore")
    return get_object_or_404(modelli, ente=ente, versione=versione)
