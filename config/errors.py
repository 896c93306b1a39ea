"""Error pages that Django and allauth ask of a project beside 400, 403, 404 and 500."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from config.middleware import e_un_salvataggio


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain an expired or missing form token in plain Italian (status 403, 400 to a script)."""
    if e_un_salvataggio(request):
        motivo = "La pagina è scaduta: serve un nuovo codice del modulo."
        return JsonResponse({"esito": "pagina_scaduta", "motivo": motivo}, status=400)
    return render(request, "403_csrf.html", status=403)


def troppe_richieste(request: HttpRequest) -> HttpResponse:
    """Too many attempts in a short time, at signing in or at asking for a new password."""
    return render(request, "429.html", status=429)
