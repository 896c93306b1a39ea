"""Forms of signing in: allauth's own, in our words."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.adapter import get_adapter as adattatore_codici
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.http import HttpRequest

from distretti.models import Utente

CODICE_VALIDO = 120
"""Seconds after which no code of an app can be accepted any more, tolerance included."""


def _nomina(form: forms.Form, **etichette: str) -> None:
    """Labels above the fields, nothing inside them, no help but that of a new password."""
    for nome, etichetta in etichette.items():
        campo = form.fields[nome]
        campo.label = etichetta
        campo.widget.attrs.pop("placeholder", None)
        if nome != "password1":
            campo.help_text = ""


class AccessoForm(LoginForm):
    """The address travels as ``username``, the name by which browsers remember it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _nomina(self, login="E-mail", password="Password")  # noqa: S106 - a label
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix("username" if field_name == "login" else field_name)


class PasswordDimenticataForm(ResetPasswordForm):
    """A known and an unknown address get the same page, and a mail each, in the same time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _nomina(self, email="E-mail")

    def clean_email(self) -> str:
        email = Utente.objects.normalizza(self.cleaned_data["email"])
        self.users = list(Utente.objects.filter(email__iexact=email, is_active=True))
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if self.users:
            return str(super().save(request, **kwargs))
        email: str = self.cleaned_data["email"]
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class PasswordNuovaForm(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _nomina(self, password1="Nuova password", password2="La stessa, ancora una volta")


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _nomina(
            self,
            oldpassword="Password attuale",
            password1="Nuova password",
            password2="La stessa, ancora una volta",
        )


class ConfermaForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _nomina(self, password="Password")  # noqa: S106 - a label


class _CodiceUnaVolta:
    """A code of the app is good once, for as long as it could be accepted at all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _nomina(self, code="Codice")  # type: ignore[arg-type]
        self.fields["code"].widget.attrs["inputmode"] = "numeric"  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        codice: str = super().clean_code()  # type: ignore[misc]
        chiave = f"codice-usato:{self.user.pk}:{codice}"  # type: ignore[attr-defined]
        if not cache.add(chiave, 1, CODICE_VALIDO):
            raise adattatore_codici().validation_error("incorrect_code")
        return codice


class CodiceForm(_CodiceUnaVolta, AuthenticateForm):
    pass


class ConfermaCodiceForm(_CodiceUnaVolta, ReauthenticateCodeForm):
    pass


class AttivaAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _nomina(self, code="Codice di sei cifre mostrato dall’app")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
