"""Importing a Word programme in the browser: upload, read the report, confirm or discard."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from istruttoria import importazione as servizio
from istruttoria import queries
from istruttoria.enums import StatoImportazione
from istruttoria.forms import ImportaForm, messaggio_troppo_grande
from istruttoria.parti import conteggi, parti_della_lettura
from istruttoria.views.getters import importazione_visibile, pretendi_ufficio


@require_http_methods(["GET", "HEAD", "POST"])
def importa(request: HttpRequest) -> HttpResponse:
    """Upload a file; what was read waits for a confirmation, nothing else is written."""
    pretendi_ufficio(request.user)
    inviato = request.method == "POST"
    form = ImportaForm(
        request.POST if inviato else None, request.FILES if inviato else None, utente=request.user
    )
    if getattr(request, "caricamento_troppo_grande", False):
        form.errors.pop("file", None)
        form.add_error("file", messaggio_troppo_grande())
    elif inviato and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            letta = servizio.prepara(
                file.read(),
                nome=file.name,
                distretto=form.cleaned_data["distretto"],
                nuovo_codice=form.cleaned_data["nuovo_codice"],
                anno=form.cleaned_data["anno"],
                storico=form.cleaned_data["storico"],
                autore=request.user,
            )
        except servizio.ImportazioneRifiutata as rifiuto:
            form.add_error("file", str(rifiuto))
        else:
            return redirect("importazione", letta.pk)
    stato = 422 if inviato else 200
    return render(request, "istruttoria/importa.html", {"form": form}, status=stato)


@require_safe
def importazione(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read: doubts first, then what was not recognised, checks, the whole text."""
    importazione = importazione_visibile(request, pk)
    lettura = importazione.lettura
    return render(
        request,
        "istruttoria/importazione.html",
        {
            "importazione": importazione,
            "lettura": lettura,
            "conteggi": conteggi(lettura),
            "controlli": queries.controlli_della_lettura(lettura),
            "parti": parti_della_lettura(lettura, queries.campi(importazione.schema)),
            "in_attesa": importazione.stato == StatoImportazione.LETTA,
        },
    )


@require_POST
def importazione_conferma(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the programme from what was read."""
    importazione = importazione_visibile(request, pk)
    try:
        programma = servizio.conferma(importazione, attore=request.user)
    except servizio.ImportazioneRifiutata as rifiuto:
        messages.error(request, str(rifiuto))
        return redirect("importazione", pk)
    messages.success(request, "Il programma è stato importato.")
    return redirect("programma", programma.pk)


@require_POST
def importazione_scarta(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the reading away: no programme is made."""
    importazione = importazione_visibile(request, pk)
    try:
        servizio.scarta(importazione, attore=request.user)
    except servizio.ImportazioneRifiutata as rifiuto:
        messages.error(request, str(rifiuto))
        return redirect("importazione", pk)
    messages.success(request, "La lettura del file è stata scartata.")
    return redirect("importa")
