"""The desk: what each person finds after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from istruttoria import queries


@require_safe
def scrivania(request: HttpRequest) -> HttpResponse:
    """The programmes that the user may see, those that wait for them first."""
    ufficio = request.user.is_staff
    gruppi = queries.programmi_per_stato(
        request.user,
        ordine=queries.ORDINE_UFFICIO if ufficio else queries.ORDINE_DISTRETTO,
        per_stato=8 if ufficio else 30,
    )
    return render(
        request,
        "istruttoria/scrivania.html",
        {
            "gruppi": gruppi,
            "ufficio": ufficio,
            "importazioni": queries.importazioni_in_attesa(request.user) if ufficio else [],
        },
    )
