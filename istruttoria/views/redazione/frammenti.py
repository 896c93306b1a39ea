"""Pieces that the editor's script asks for while one writes; each owns the id it replaces."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from azioni.models import Azione, Regola
from azioni.percentuali import leggi, prova, risultato
from distretti.rules import personae_verso
from distretti.tempo import leggi_data
from istruttoria.compilazione import Compilazione, spiegata
from istruttoria.rules import SCRITTORI
from istruttoria.services import Rifiuto, redazione
from istruttoria.services.redazione.campi import TESTO_MASSIMO
from istruttoria.views.getters import pretendi_scrittore, programma_da_scrivere, programma_visibile
from programmi.models import Programma


@require_safe
def redazione_controlli(request: HttpRequest, pk: int) -> HttpResponse:
    """What the checks find now, with the marks of the parts."""
    compilazione = Compilazione(programma_da_scrivere(request, pk))
    contesto = {
        "programma": compilazione.programma,
        "segnali": compilazione.segnali(),
        "parti": compilazione.parti(request.GET.get("qui", "")),
    }
    return render(request, "istruttoria/redazione/_controlli.html", contesto)


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
    scrive = set(personae_verso(request.user, programma.distretto)) & set(SCRITTORI)
    prove = prova([redazione.letta_di(r) for r in riga.regole.all()], request.GET)
    contesto = {
        "programma": programma,
        "azione": riga,
        "prove": prove,
        "risultato": risultato(prove),
        "provato": bool(request.GET),
        "puo_tornare": bool(scrive),
    }
    return render(request, "istruttoria/redazione/prova.html", contesto)


@require_POST
def redazione_conferma_lettura(request: HttpRequest, pk: int, regola: int) -> HttpResponse:
    """Choose among the readings of a doubtful phrase."""
    scelta = request.POST.get("scelta", "")
    try:
        riga = redazione.conferma_lettura(
            pk,
            regola,
            scelta=int(scelta) if scelta.isascii() and scelta.isdigit() else -1,
            testo=request.POST.get("testo", "").replace("\r\n", "\n"),
            attore=request.user,
        )
    except Programma.DoesNotExist as errore:
        raise Http404 from errore
    except Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
        trovata = Regola.objects.filter(pk=regola, azione__programma=pk).first()
        return (
            redirect("redazione_azione", pk, trovata.azione_id)
            if trovata
            else redirect("redazione", pk)
        )
    messages.success(request, "Lettura confermata.")
    return redirect("redazione_azione", pk, riga.azione_id)


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
    al = leggi_data(request.POST.get("al", ""))
    try:
        if al is None:
            raise Rifiuto("Indicare il giorno a cui prendere l'elenco, per esempio 30/04/2026.")
        quanti = redazione.prendi_aderenti(pk, al=al, attore=request.user)
    except Programma.DoesNotExist as errore:
        raise Http404 from errore
    except Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
    else:
        messages.success(request, f"Elenco preso dal registro: {quanti} organizzazioni.")
    programma = programma_visibile(request, pk)
    codice = programma.schema.voci.filter(tipo="aderenti").values_list("codice", flat=True)
    return redirect("redazione_parte", pk, codice[0]) if codice else redirect("redazione", pk)
