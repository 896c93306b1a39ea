"""The earlier values of a field, and the way back to one of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from istruttoria.compilazione import Compilazione
from istruttoria.queries import storia_del_campo
from istruttoria.services import redazione
from istruttoria.services.redazione import Proposta
from istruttoria.views.getters import programma_da_scrivere
from istruttoria.views.redazione.salvataggi import NOME
from programmi.models import Modifica


@require_http_methods(["GET", "HEAD", "POST"])
def redazione_storia(request: HttpRequest, pk: int, nome: str) -> HttpResponse:
    """What a field held, by whom and when; a POST puts one of those values back."""
    letto = NOME.fullmatch(nome)
    if letto is None:
        raise Http404
    fatti = programma_da_scrivere(request, pk)
    compilazione = Compilazione(fatti)
    trovato = compilazione.campo_di_nome(nome)
    if trovato is None:
        raise Http404
    campo, ritorno = trovato
    voci = storia_del_campo(pk, letto["modello"], int(letto["oggetto"]), letto["campo"])
    if request.method == "POST":
        return _riprendi(request, pk, nome, ritorno)
    contesto = {
        "programma": compilazione.programma,
        "campo": campo,
        "voci": voci,
        "ritorno": ritorno,
        "e_ricco": campo.genere == "ricco",
    }
    return render(request, "istruttoria/redazione/storia.html", contesto)


def _riprendi(request: HttpRequest, pk: int, nome: str, ritorno: str) -> HttpResponse:
    """Save an earlier value as any other text: conditional, logged, itself undoable."""
    letto = NOME.fullmatch(nome)
    assert letto is not None
    modello, oggetto, campo = letto["modello"], int(letto["oggetto"]), letto["campo"]
    quale = request.POST.get("modifica", "")
    riga = Modifica.objects.filter(
        pk=int(quale) if quale.isascii() and quale.isdigit() else 0,
        programma=pk, modello=modello, oggetto=oggetto, campo=campo,
    ).first()  # fmt: skip
    if riga is None:
        raise Http404
    proposta = Proposta(modello, oggetto, campo, riga.prima, request.POST.get("visto", ""))
    try:
        esito = redazione.salva(pk, [proposta], attore=request.user)
    except redazione.ScritturaVietata as vieto:
        messages.error(request, vieto.motivo)
        return redirect(ritorno)
    if esito.conflitti:
        messages.error(
            request, "Nel frattempo il testo è cambiato ancora: riguardare la storia e riprovare."
        )
        return redirect(request.path)
    if esito.rifiuti:
        messages.error(request, next(iter(esito.rifiuti.values())))
    else:
        messages.success(request, "Testo ripristinato.")
    return redirect(ritorno)
