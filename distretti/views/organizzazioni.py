"""Looking an organisation up in the register: a page, and the JSON of the type-ahead."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from distretti import queries, rules
from distretti.models import Distretto
from distretti.views.getters import distretto_visibile


@require_safe
def organizzazioni_cerca(request: HttpRequest) -> HttpResponse:
    """At most ten organisations by name or alias; with ``distretto``, those of its Ente and
    whether they are members. ``formato=json`` answers the type-ahead."""
    testo = request.GET.get("q", "").strip()
    distretto = _distretto(request)
    ricerca = queries.cerca_organizzazioni(testo, utente=request.user, distretto=distretto)
    if request.GET.get("formato") == "json":
        risposta = JsonResponse(
            {"trovate": [asdict(t) for t in ricerca.trovate], "altre": ricerca.altre}
        )
        risposta["Cache-Control"] = "private, no-store"
        return risposta
    contesto = {
        "q": testo,
        "distretto": distretto,
        "ricerca": ricerca,
        "puo_proporre": distretto and rules.puo_proporre(request.user, distretto),
    }
    return render(request, "distretti/cerca.html", contesto)


def _distretto(request: HttpRequest) -> Distretto | None:
    chiesto = request.GET.get("distretto", "")
    if not chiesto:
        return None
    if not (chiesto.isascii() and chiesto.isdigit()) or len(chiesto) > 18:
        raise Http404
    return distretto_visibile(request, int(chiesto))
