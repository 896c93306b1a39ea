"""How one wants the notices, and those that could not be delivered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from istruttoria import queries, services
from istruttoria.forms import RIPROVA, AvvisiForm, NonConsegnatiForm
from istruttoria.views.getters import pretendi_ufficio


@require_http_methods(["GET", "HEAD", "POST"])
def avvisi(request: HttpRequest) -> HttpResponse:
    """At once, or one digest a day."""
    form = AvvisiForm(
        request.POST if request.method == "POST" else None,
        initial={"modo": queries.modo_avvisi(request.user)},
    )
    if request.method == "POST" and form.is_valid():
        services.scegli_avvisi(utente=request.user, modo=form.cleaned_data["modo"])
        messages.success(request, "La scelta è salvata.")
        return redirect("avvisi")
    contesto = {
        "form": form,
        "in_attesa": queries.avvisi_in_attesa(request.user),
        "ricevuti": queries.avvisi_ricevuti(request.user),
    }
    stato = 422 if request.method == "POST" else 200
    return render(request, "istruttoria/avvisi.html", contesto, status=stato)


@require_http_methods(["GET", "HEAD", "POST"])
def avvisi_non_consegnati(request: HttpRequest) -> HttpResponse:
    """The addresses that refuse: a POST tries one again, or lets its notices go."""
    pretendi_ufficio(request.user)
    inviato = request.method == "POST"
    if inviato:
        form = NonConsegnatiForm(request.POST)
        if form.is_valid():
            _decidi(request, form)
            return redirect("avvisi_non_consegnati")
        messages.error(request, "Scegliere un indirizzo dell’elenco.")
    contesto = {"indirizzi": queries.indirizzi_che_rifiutano(request.user)}
    stato = 422 if inviato else 200
    return render(request, "istruttoria/non_consegnati.html", contesto, status=stato)


def _decidi(request: HttpRequest, form: NonConsegnatiForm) -> None:
    indirizzo, riprova = form.cleaned_data["indirizzo"], form.cleaned_data["scelta"] == RIPROVA
    verbo = services.riprova_avvisi if riprova else services.lascia_avvisi
    quanti = verbo(indirizzo, attore=request.user)
    if not quanti:
        messages.warning(
            request, f"Per {indirizzo} non c’è più niente: forse l’ha già fatto altri."
        )
        return
    avvisi = "1 avviso" if quanti == 1 else f"{quanti} avvisi"
    if riprova:
        messages.success(request, f"{avvisi} per {indirizzo}: si riprova da capo.")
    else:
        messages.success(request, f"{avvisi} per {indirizzo}: non si spediscono più.")
