"""The review of a programme by the officers of its Ente."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from azioni.models import Azione
from istruttoria import queries, rules, services
from istruttoria.fatti import Fatti
from istruttoria.sblocchi import Luogo
from istruttoria.situazione import FERMI
from istruttoria.transizioni import UFFICIO
from istruttoria.views.getters import pretendi_persona, programma_visibile
from programmi.services.modifiche import modificabile


@require_safe
def revisione(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as it prints, what changed in it, and what is written beside each place."""
    programma = programma_visibile(request, pk)
    pretendi_persona(request.user, programma, UFFICIO)
    fatti = Fatti(programma)
    passi = services.transizioni(programma, request.user, fatti=fatti)
    contesto = {
        "programma": programma,
        "pagina": queries.revisione(fatti, request.user, da=request.GET.get("da", "")),
        "titolo": fatti.snapshot["titolo"],
        "pronti": [transizione for transizione, risposta in passi if risposta],
        "fermi": [(transizione, risposta) for transizione, risposta in passi if not risposta],
        "chiudono": FERMI,
        "modificabile": modificabile(programma),
        "puo_osservare": rules.puo_osservare(request.user, programma),
        "puo_superare": rules.puo_superare(request.user, programma),
        "puo_annotare": rules.puo_annotare(request.user, programma, fatti=fatti),
    }
    return render(request, "istruttoria/revisione.html", contesto)


@require_POST
def revisione_vista(request: HttpRequest, pk: int) -> HttpResponse:
    """The text on the page was read: said by its script, or by its button."""
    programma = programma_visibile(request, pk)
    pretendi_persona(request.user, programma, UFFICIO)
    impronta = request.POST.get("impronta", "")
    services.registra_revisione(utente=request.user, programma=programma, impronta=impronta)
    return redirect("revisione", pk)


def dopo(request: HttpRequest, programma: int, luogo: Luogo, *, ancora: str = "") -> HttpResponse:
    """Where one goes after a remark, a note, an override: back to the review, or to the editor, if
    one came from there, at the place; otherwise to the programme."""
    if request.GET.get("da") == "redazione":
        return redirect(_nella_redazione(programma, luogo))
    if request.GET.get("da") != "revisione":
        return redirect("programma", programma)
    ancora = ancora or f"posto-{queries.ancora_di(luogo) or 'tutto'}"
    return redirect(f"{reverse('revisione', args=[programma])}#{ancora}")


def _nella_redazione(programma: int, luogo: Luogo) -> str:
    """The page of the editor on which a place is written."""
    if luogo.azione:
        tipo, numero = luogo.azione
        azione = Azione.objects.filter(programma=programma, tipo=tipo, posizione=numero).first()
        if azione is not None:
            return reverse("redazione_azione", args=[programma, azione.pk])
    elif luogo.voce:
        return reverse("redazione_parte", args=[programma, luogo.voce])
    return reverse("redazione", args=[programma])
