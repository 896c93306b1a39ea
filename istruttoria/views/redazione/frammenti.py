"""Pieces that the editor's script asks for while one writes; each owns the id it replaces."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from azioni.models import Azione
from azioni.percentuali import leggi, prova, risultato
from distretti.tempo import leggi_data
from istruttoria.compilazione import Compilazione, spiegata
from istruttoria.fatti import Fatti
from istruttoria.rules import persona_per, scrittori
from istruttoria.services import Rifiuto, redazione
from istruttoria.services.redazione.campi import TESTO_MASSIMO
from istruttoria.views.getters import pretendi_scrittore, programma_da_scrivere, programma_visibile
from programmi.enums import TipoVoce


@require_safe
def redazione_controlli(request: HttpRequest, pk: int) -> HttpResponse:
    """What changes on a page when a field is saved: checks, marks of the parts, doubts.

    ``qui`` is the page's own place: "programma", "parte-CODICE" or "azione-ID".
    """
    compilazione = Compilazione(programma_da_scrivere(request, pk))
    dove, _, quale = request.GET.get("qui", "").partition("-")
    azione = next((a for a in compilazione.azioni if dove == "azione" and str(a.pk) == quale), None)
    parte = compilazione.voce_di(azione).codice if azione else quale
    contesto = {
        "programma": compilazione.programma,
        "segnali": compilazione.segnali(),
        "parti": compilazione.parti(parte),
        "dubbie": compilazione.dubbie(azione) if azione else [],
        "intero": dove == "programma",
    }
    return render(request, "istruttoria/redazione/_novita.html", contesto)


@require_safe
def redazione_lettura(request: HttpRequest, pk: int) -> HttpResponse:
    """How the text of a percentages cell is read; nothing is stored."""
    programma_visibile(request, pk)
    letture = [spiegata(r) for r in leggi(request.GET.get("testo", "")[:TESTO_MASSIMO])]
    return render(request, "istruttoria/redazione/_lettura.html", {"letture": letture})


@require_safe
def redazione_prova(request: HttpRequest, pk: int, azione: int) -> HttpResponse:
    """What a result would score on an action, rule by rule, with the working in words."""
    programma = programma_visibile(request, pk)
    riga = get_object_or_404(Azione, pk=azione, programma=programma)
    fatti = Fatti(programma)
    scrive = persona_per(fatti, request.user, scrittori(fatti)) is not None
    prove = prova([redazione.letta_di(r) for r in riga.regole.all()], request.GET)
    contesto = {
        "programma": programma,
        "azione": riga,
        "prove": prove,
        "risultato": risultato(prove),
        "provato": bool(request.GET),
        "puo_tornare": scrive,
    }
    return render(request, "istruttoria/redazione/prova.html", contesto)


@require_POST
def redazione_conferma_lettura(request: HttpRequest, pk: int, regola: int) -> HttpResponse:
    """Choose among the readings of a doubtful phrase."""
    programma = programma_visibile(request, pk)
    pretendi_scrittore(request.user, programma)
    azione = get_object_or_404(Azione, regole=regola, programma=programma)
    scelta, testo = request.POST.get("scelta", ""), request.POST.get("testo", "")
    try:
        redazione.conferma_lettura(
            pk,
            regola,
            scelta=int(scelta) if scelta.isascii() and scelta.isdigit() else -1,
            testo=testo.replace("\r\n", "\n"),
            attore=request.user,
        )
    except Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
    else:
        messages.success(request, "Lettura confermata.")
    return redirect("redazione_azione", pk, azione.pk)


@require_POST
def redazione_presenza(request: HttpRequest, pk: int) -> HttpResponse:
    """The page says where its user is writing, and learns who else is."""
    programma = programma_visibile(request, pk)
    pretendi_scrittore(request.user, programma)
    if request.POST.get("via"):
        redazione.lascia(programma, utente=request.user)
        return HttpResponse(status=204)
    altri = redazione.segnala(programma, utente=request.user, qui=request.POST.get("qui", ""))
    return JsonResponse({"altri": [{"nome": a.nome, "qui": a.qui} for a in altri]})


@require_POST
def redazione_aderenti(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the annexed list of members from the register as it stands on a day."""
    programma = programma_visibile(request, pk)
    pretendi_scrittore(request.user, programma)
    al = leggi_data(request.POST.get("al", ""))
    try:
        if al is None:
            raise Rifiuto("Indicare il giorno a cui prendere l'elenco, per esempio 30/04/2026.")
        quanti = redazione.prendi_aderenti(pk, al=al, attore=request.user)
    except Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
    else:
        messages.success(request, f"Elenco preso dal registro: {quanti} organizzazioni.")
    codice = programma.schema.voci.filter(tipo=TipoVoce.ADERENTI).values_list("codice", flat=True)
    return redirect("redazione_parte", pk, codice[0]) if codice else redirect("redazione", pk)
