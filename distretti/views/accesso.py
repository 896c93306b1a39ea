"""Signing in and out, the password, the second factor: allauth's views with our answers.

An invalid form answers 422, too many attempts 429; what is not GET or POST answers 405.
"""

from typing import Any

from allauth.account import views as utente
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recupero
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from distretti.forms.accesso import (
    AccessoForm,
    AttivaAppForm,
    CodiceForm,
    ConfermaCodiceForm,
    ConfermaForm,
    PasswordDimenticataForm,
    PasswordForm,
    PasswordNuovaForm,
)

TROPPI = {"too_many_login_attempts", "rate_limited"}
QUI = "accesso/_accedi_qui.html"

leggi_e_scrivi = require_http_methods(["GET", "HEAD", "POST"])


class Modulo:
    """A form that says by its status that it was refused."""

    def form_invalid(self, form: Any) -> HttpResponse:
        risposta: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        errori = [e for elenco in form.errors.as_data().values() for e in elenco]
        risposta.status_code = 429 if any(e.code in TROPPI for e in errori) else 422
        return risposta


class Accesso(Modulo, utente.LoginView):
    form_class = AccessoForm


class AccessoQui(Accesso):
    """The form alone, with ids that cannot meet those of the page that it opens in."""

    template_name = QUI

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "auto_id": "accesso_%s"}


class Conferma(Modulo, utente.ReauthenticateView):
    form_class = ConfermaForm


class Password(Modulo, utente.PasswordChangeView):
    form_class = PasswordForm


class PasswordDimenticata(Modulo, utente.PasswordResetView):
    form_class = PasswordDimenticataForm


class PasswordNuova(Modulo, utente.PasswordResetFromKeyView):
    form_class = PasswordNuovaForm
    reset_url_key = "nuova"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A link that was used, or is too old, is gone."""
        stato = 410 if context.get("token_fail") else 200
        risposta: HttpResponse = super().render_to_response(context, status=stato, **kwargs)
        return risposta


class Codice(Modulo, mfa.AuthenticateView):
    form_class = CodiceForm


class ConfermaCodice(Modulo, mfa.ReauthenticateView):
    form_class = ConfermaCodiceForm


class AttivaApp(Modulo, totp.ActivateTOTPView):
    form_class = AttivaAppForm


class TogliApp(Modulo, totp.DeactivateTOTPView):
    pass


class CodiciNuovi(Modulo, recupero.GenerateRecoveryCodesView):
    pass


accedi = leggi_e_scrivi(Accesso.as_view())
esci = require_POST(utente.LogoutView.as_view())
conferma = leggi_e_scrivi(Conferma.as_view())
password = leggi_e_scrivi(Password.as_view())
password_dimenticata = leggi_e_scrivi(PasswordDimenticata.as_view())
password_mandata = require_safe(utente.PasswordResetDoneView.as_view())
password_nuova = leggi_e_scrivi(PasswordNuova.as_view())
password_fatta = require_safe(utente.PasswordResetFromKeyDoneView.as_view())
il_mio_accesso = require_safe(mfa.IndexView.as_view())
codice = leggi_e_scrivi(Codice.as_view())
conferma_codice = leggi_e_scrivi(ConfermaCodice.as_view())
attiva_app = leggi_e_scrivi(AttivaApp.as_view())
togli_app = leggi_e_scrivi(TogliApp.as_view())
codici = require_safe(recupero.ViewRecoveryCodesView.as_view())
codici_nuovi = leggi_e_scrivi(CodiciNuovi.as_view())
codici_file = require_safe(recupero.DownloadRecoveryCodesView.as_view())

_modulo_qui = AccessoQui.as_view()


@login_not_required
@never_cache
@leggi_e_scrivi
def accedi_qui(request: HttpRequest) -> HttpResponseBase:
    """Sign in without leaving a page whose session has expired; for a script.

    204 when signed in (already, or by this request), with who it is (``X-Utente``) and the new
    token for forms (``X-CSRFToken``); otherwise a fragment whose root is ``#accesso-in-pagina``:
    the form (200; 422 and 429 with its errors), or where to give the second factor (200). Asked
    again after that, it answers 204.
    """
    risposta = None
    if not request.user.is_authenticated:
        risposta = _modulo_qui(request)
    if request.user.is_authenticated:
        chi = {"X-Utente": str(request.user.pk), "X-CSRFToken": get_token(request)}
        return HttpResponse(status=204, headers=chi)
    if risposta.status_code == 302:
        return render(request, "accesso/_codice_altrove.html")
    if risposta.status_code == 429 and not hasattr(risposta, "context_data"):
        form = AccessoForm(request=request, auto_id="accesso_%s")
        return render(request, QUI, {"form": form, "troppi": True}, status=429)
    return risposta
