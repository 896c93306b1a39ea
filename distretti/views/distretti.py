"""The districts, the members of one on a day. The page of one is in ``istruttoria``."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from distretti import queries, rules
from distretti.enums import TipoProposta
from distretti.forms.proposte import ElencoForm
from distretti.views.getters import distretto_visibile

PER_PAGINA = 50
ADERENTI_PER_PAGINA = 200


@require_safe
def distretti(request: HttpRequest) -> HttpResponse:
    """The districts that the user may see; ``q`` looks for a name."""
    testo = request.GET.get("q", "").strip()
    pagine = Paginator(queries.distretti(request.user, testo), PER_PAGINA)
    contesto = {"pagina": pagine.get_page(request.GET.get("pagina")), "q": testo}
    return render(request, "distretti/distretti.html", contesto)


@require_safe
def aderenti(request: HttpRequest, pk: int) -> HttpResponse:
    """The members on a day (``al``), looked for by name or alias (``q``); to be printed too."""
    distretto = distretto_visibile(request, pk)
    form = ElencoForm({"al": timezone.localdate(), **request.GET.dict()})
    valida = form.is_valid()
    giorno = form.cleaned_data["al"] if valida else timezone.localdate()
    testo = form.cleaned_data["q"] if valida else ""
    elenco = queries.aderenti(distretto, giorno, testo)
    return render(
        request,
        "distretti/aderenti.html",
        {
            "distretto": distretto,
            "form": form,
            "giorno": giorno,
            "q": testo,
            "quanti": len(elenco),
            "pagina": Paginator(elenco, ADERENTI_PER_PAGINA).get_page(request.GET.get("pagina")),
            "usciti": queries.usciti(distretto, giorno, testo),
            "puo_proporre": rules.puo_proporre(request.user, distretto),
            "tipi": TipoProposta,
        },
        status=200 if valida else 422,
    )
