"""Error pages that Django asks of a project beside 400, 403, 404 and 500."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain an expired or missing form token in plain Italian (status 403)."""
    return render(request, "403_csrf.html", status=403)
