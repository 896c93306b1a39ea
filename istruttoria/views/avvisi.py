"""How one wants the notices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from istruttoria import queries, services
from istruttoria.forms import AvvisiForm


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
