"""The page of a district: its register, and the deadlines moved for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from distretti import queries, rules
from distretti.views.getters import distretto_visibile
from istruttoria.queries.proroghe import proroghe_del_distretto

ULTIME = 8


@require_safe
def distretto(request: HttpRequest, pk: int) -> HttpResponse:
    """Data, agreements, channels, members of today, what waits and what has happened."""
    distretto = distretto_visibile(request, pk)
    personae = rules.personae_verso(request.user, distretto)
    proposte = queries.proposte(request.user, distretto)
    proroghe = proroghe_del_distretto(distretto)
    return render(
        request,
        "distretti/distretto.html",
        {
            "distretto": distretto,
            "canali": queries.canali(distretto),
            "accordi": queries.accordi(distretto),
            "aderenti": queries.aderenti(distretto, timezone.localdate()),
            "in_attesa": list(proposte.aperte()),
            "storia": list(proposte.decise()[:ULTIME]),
            "proroghe": proroghe[:ULTIME],
            "altre_proroghe": len(proroghe[ULTIME:]),
            "puo_proporre": rules.puo_proporre(request.user, distretto, personae),
            "puo_decidere": rules.puo_decidere(request.user, distretto, personae),
        },
    )
