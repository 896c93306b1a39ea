"""The search in the texts of programmes."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from istruttoria.parole_cercate import parole
from istruttoria.queries.ricerca import cerca_nei_testi

PER_PAGINA = 20
LUNGHEZZA = 200


@require_safe
def cerca(request: HttpRequest) -> HttpResponse:
    """The programmes that the person may read with the words in a text, and where they are."""
    q = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LUNGHEZZA]
    trovati = cerca_nei_testi(request.user, q)
    contesto = {
        "q": q,
        "cercate": parole(q),
        "troncati": trovati.troncati,
        "pagina": Paginator(trovati.programmi, PER_PAGINA).get_page(request.GET.get("pagina")),
    }
    return render(request, "istruttoria/cerca.html", contesto)
