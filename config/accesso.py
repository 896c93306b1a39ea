"""What django-allauth asks of a project: our words, our one address per person, our limits."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

MESSAGGI = {
    "account/messages/password_changed.txt": "La password è stata cambiata.",
    "mfa/messages/totp_activated.txt": "Il secondo fattore è attivo.",
    "mfa/messages/totp_deactivated.txt": "Il secondo fattore è stato tolto.",
    "mfa/messages/recovery_codes_generated.txt": "I codici di recupero sono pronti.",
}
"""What is said after something is done; signing in and out need no words."""


def deve_avere_il_secondo_fattore(utente: Any) -> bool:
    """Officers of an Ente and system administrators, where the setting is on."""
    return bool(
        settings.SECONDO_FATTORE_UFFICIO
        and utente.is_authenticated
        and (utente.ruolo or utente.is_staff)
    )


class AdattatoreUtente(DefaultAccountAdapter):
    """Sign-up is closed: people are invited."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "E-mail o password non corrette. Attenzione a maiuscole e minuscole."
        ),
        "too_many_login_attempts": "Troppi tentativi: riprovare fra qualche minuto.",
        "rate_limited": "Troppi tentativi: riprovare fra qualche minuto.",
        "enter_current_password": "La password attuale non è questa.",
        "incorrect_password": "La password non è corretta.",
        "incorrect_code": "Il codice non è corretto.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Scripts get our own answers (``accedi_qui``), never allauth's JSON."""
        return False

    def get_login_stages(self) -> list[str]:
        """The second factor alone: addresses need no check, an invitation has proved them."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def set_password(self, user: Any, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])

    def reauthenticate(self, user: Any, password: str) -> bool:
        return self.authenticate(context.request, email=user.email, password=password) == user

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        testo = message or MESSAGGI.get(message_template or "")
        if testo:
            messages.add_message(request, level, testo, extra_tags=extra_tags)


class AdattatoreSecondoFattore(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Il codice non è corretto.",
        "cannot_delete_authenticator": (
            "Chi lavora nell’ente non può farne a meno: il secondo fattore resta attivo."
        ),
        "cannot_generate_recovery_codes": "Prima occorre attivare il secondo fattore.",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not deve_avere_il_secondo_fattore(authenticator.user)
