"""What a public site declares: how it treats personal data, how accessible it is."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from distretti.models import Ente


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The information of art. 13 of Regulation (EU) 2016/679."""
    return render(request, "distretti/privacy.html", {"enti": _enti()})


@login_not_required
@require_safe
def accessibilita(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (directive (EU) 2016/2102, law 4 of 2004)."""
    return render(request, "distretti/accessibilita.html", {"enti": _enti()})


def _enti() -> list[Ente]:
    """Those who answer for the programmes written here."""
    return list(Ente.objects.all())
