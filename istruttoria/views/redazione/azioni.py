"""Buttons on the list of actions: each is a form of its own, so that it works without script."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from azioni.models import Azione
from istruttoria.services import Rifiuto, redazione
from istruttoria.views.getters import pretendi_scrittore, programma_visibile
from istruttoria.views.redazione.pagine import indirizzo_della_parte
from programmi.models import Programma


@require_POST
def redazione_azione_nuova(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an action, empty or from the catalogue, and open it."""
    programma = _da_scrivere(request, pk)
    dati = request.POST
    azione = _prova(
        request,
        lambda: redazione.aggiungi(
            pk,
            tipo=dati.get("tipo", ""),
            ambito_id=_numero(dati.get("ambito", "")) or None,
            titolo=dati.get("titolo", "").strip(),
            attore=request.user,
        ),
    )
    if azione is None:
        return redirect(_ritorno(request, programma))
    return redirect("redazione_azione", pk, azione.pk)


@require_POST
def redazione_azione_duplica(request: HttpRequest, pk: int, azione: int) -> HttpResponse:
    """Copy an action, and open the copy."""
    programma = _da_scrivere(request, pk)
    copia = _prova(request, lambda: redazione.duplica(pk, azione, attore=request.user))
    if copia is None:
        return redirect(_ritorno(request, programma))
    messages.success(request, "Azione duplicata: questa è la copia.")
    return redirect("redazione_azione", pk, copia.pk)


@require_POST
def redazione_azione_elimina(request: HttpRequest, pk: int, azione: int) -> HttpResponse:
    """Delete an action; the message offers to bring it back."""
    parte = _parte_di(_da_scrivere(request, pk), azione)
    tolta = _prova(request, lambda: redazione.elimina(pk, azione, attore=request.user))
    if tolta is not None:
        messages.success(
            request,
            format_html(
                'Azione «{}» eliminata. Si può <a href="{}">ripristinarla</a>.',
                redazione.eliminata(tolta)[1],
                f"{parte}#eliminate",
            ),
        )
    return redirect(parte)


@require_POST
def redazione_azione_ripristina(request: HttpRequest, pk: int, modifica: int) -> HttpResponse:
    """Bring back a deleted action, and open it."""
    programma = _da_scrivere(request, pk)
    azione = _prova(request, lambda: redazione.ripristina(pk, modifica, attore=request.user))
    if azione is None:
        return redirect(_ritorno(request, programma))
    messages.success(request, "Azione ripristinata.")
    return redirect("redazione_azione", pk, azione.pk)


@require_POST
def redazione_sposta(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an action one place up or down, or to a place (1 is the first) within its area."""
    dati = request.POST
    azione, posto = _numero(dati.get("voce", "")), _numero(dati.get("posizione", ""))
    passo = {"su": -1, "giu": 1}.get(dati.get("verso", ""), 0)
    parte = _parte_di(_da_scrivere(request, pk), azione)
    try:
        redazione.sposta(pk, azione, posto=posto, passo=passo, attore=request.user)
    except Rifiuto as rifiuto:
        if request.headers.get("X-Richiesta") == "riordina":
            return JsonResponse({"motivo": rifiuto.motivo}, status=422)
        messages.error(request, rifiuto.motivo)
    return redirect(f"{parte}#azione-{azione}")


def _numero(testo: str) -> int:
    """A whole number as a form sends it; 0 for anything else."""
    return int(testo) if testo.isascii() and testo.isdigit() and len(testo) < 18 else 0


def _da_scrivere(request: HttpRequest, pk: int) -> Programma:
    programma = programma_visibile(request, pk)
    pretendi_scrittore(request.user, programma)
    return programma


def _prova(request: HttpRequest, verbo: Callable[[], Any]) -> Any:
    """Call the verb; a refusal becomes a message."""
    try:
        return verbo()
    except Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
        return None


def _parte_di(programma: Programma, azione_id: int) -> str:
    azione = Azione.objects.filter(programma=programma, pk=azione_id).first()
    if azione is None:
        return reverse("redazione", args=[programma.pk])
    return indirizzo_della_parte(azione)


def _ritorno(request: HttpRequest, programma: Programma) -> str:
    voce = request.POST.get("voce", "")
    if programma.schema.voci.filter(codice=voce).exists():
        return reverse("redazione_parte", args=[programma.pk, voce])
    return reverse("redazione", args=[programma.pk])
