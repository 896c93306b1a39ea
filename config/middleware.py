"""Who may pass: signed in, and with a second factor where the Ente asks it of its officers."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from config.accesso import deve_avere_il_secondo_fattore
from istruttoria import guardie

SENZA_SECONDO_FATTORE = {
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "accedi_qui",
    "esci",
    "account_logout",
    "admin:logout",
}
"""What an officer who has still to enrol may reach; everything else waits."""


def e_un_salvataggio(request: HttpRequest) -> bool:
    """A save sent by a script, which cannot follow a redirect to a page for people."""
    return request.headers.get("X-Richiesta") == "salva"


class AccessoRichiesto(LoginRequiredMiddleware):
    """Django's own, that tells a script about an expired session instead of sending it away.

    A save says who wrote it (``X-Utente``): when somebody else has signed in meanwhile in the same
    browser, it is not stored under that name.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponse],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponse | None:
        chi = str(request.user.pk)
        dentro = e_un_salvataggio(request) and request.user.is_authenticated
        if dentro and request.headers.get("X-Utente", chi) != chi:
            return _senza_sessione("Nel frattempo è entrata un’altra persona.")
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        if e_un_salvataggio(request):
            return _senza_sessione("La sessione è scaduta: occorre accedere di nuovo.")
        return super().handle_no_permission(request, view_func)


def _senza_sessione(motivo: str) -> JsonResponse:
    dati = {"esito": "sessione_scaduta", "motivo": motivo, "accedi": reverse("accedi_qui")}
    return JsonResponse(dati, status=401)


class SecondoFattoreRichiesto(MiddlewareMixin):
    """Send to enrol the officers who have no second factor, when the setting asks for one."""

    def process_view(
        self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.SECONDO_FATTORE_UFFICIO:
            return None
        match = request.resolver_match
        if match is None or match.view_name in SENZA_SECONDO_FATTORE:
            return None
        if not deve_avere_il_secondo_fattore(request.user) or _ha_il_secondo_fattore(request.user):
            return None
        motivo = "Chi lavora nell’ente deve attivare il secondo fattore prima di continuare."
        if e_un_salvataggio(request):
            return JsonResponse({"esito": "vietato", "motivo": motivo}, status=403)
        messages.warning(request, motivo)
        return redirect("mfa_activate_totp")


class RigheImmutabili(MiddlewareMixin):
    """Where the database refuses to change what was issued or logged, say so in its words (409)."""

    def process_exception(self, request: HttpRequest, errore: Exception) -> HttpResponse | None:
        motivo = guardie.motivo(errore) if isinstance(errore, IntegrityError) else ""
        if not motivo:
            return None
        if e_un_salvataggio(request):
            return JsonResponse({"esito": "vietato", "motivo": motivo}, status=403)
        return render(request, "409.html", {"motivo": motivo}, status=409)


def _ha_il_secondo_fattore(utente: Any) -> bool:
    """Recovery codes alone do not count: they stand in for an app that is lost."""
    return Authenticator.objects.filter(user=utente, type=Authenticator.Type.TOTP).exists()
