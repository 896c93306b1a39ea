"""Starting from last year: choose, see what becomes of it, take."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from istruttoria.queries.ripresa import anni_prima, piano_di_ripresa
from istruttoria.ripresa import REGOLE, che_cosa_si_riprende
from istruttoria.rules import puo_scrivere
from istruttoria.services import Rifiuto
from istruttoria.services.redazione import Ripresa, riprendi
from istruttoria.views.getters import pretendi_scrittore, programma_visibile
from programmi.enums import Stato


@require_http_methods(["GET", "HEAD", "POST"])
def redazione_ripresa(request: HttpRequest, pk: int) -> HttpResponse:
    """What a draft may take from an earlier programme of its district (``da``: which one)."""
    programma = programma_visibile(request, pk)
    pretendi_scrittore(request.user, programma)
    tutti = anni_prima(programma)
    anni = [prima for prima in tutti if prima.rettifica_dal is None]
    origine = next((p for p in anni if str(p.pk) == request.GET.get("da")), None)
    origine = origine or next(iter(anni), None)
    if request.method == "POST" and origine is not None:
        try:
            ripresa = riprendi(
                programma.pk,
                origine.pk,
                azioni=_chiavi(request, "azione"),
                sezioni=_chiavi(request, "sezione"),
                sostituisci=_chiavi(request, "sostituisci"),
                attore=request.user,
            )
        except Rifiuto as rifiuto:
            messages.error(request, rifiuto.motivo)
            return redirect(request.get_full_path())
        _racconta(request, ripresa)
        return redirect("redazione", programma.pk)
    risposta = puo_scrivere(request.user, programma)
    motivo = risposta.motivo
    if not motivo and programma.stato != Stato.BOZZA:
        motivo = "Si riprende dall’anno scorso finché il programma è una bozza."
    contesto: dict[str, Any] = {
        "programma": programma,
        "anni": anni,
        "origine": origine,
        "in_rettifica": [prima.anno for prima in tutti if prima.rettifica_dal],
        "piano": piano_di_ripresa(programma, origine) if origine else None,
        "regole": REGOLE,
        "motivo": motivo,
    }
    return render(request, "istruttoria/redazione/ripresa.html", contesto)


def _chiavi(request: HttpRequest, nome: str) -> set[int]:
    return {int(v) for v in request.POST.getlist(nome) if v.isascii() and v.isdigit()}


def _racconta(request: HttpRequest, ripresa: Ripresa) -> None:
    if ripresa.azioni or ripresa.sezioni:
        quanto = che_cosa_si_riprende(ripresa.azioni, ripresa.sezioni)
        messages.success(request, f"Riprese dall’anno scorso: {quanto}.")
    else:
        messages.warning(request, "Non è stato ripreso niente.")
    for nota in ripresa.senza_posto:
        messages.warning(request, f"{nota}.")
