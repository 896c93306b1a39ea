"""The hours at which the scheduled round is tried, and mail servers that do not do as asked."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from distretti.models import Utente
from istruttoria.services import invia_avvisi

CONNESSIONE = "istruttoria.services.posta.get_connection"


def alle(ora: int, fra: int = 0) -> datetime:
    """An instant of today, or of another day."""
    giorno = timezone.localdate() + timedelta(days=fra)
    return timezone.make_aware(datetime.combine(giorno, time(ora)))


def invia(ora: int = 9, fra: int = 0) -> Any:
    return invia_avvisi(adesso=alle(ora, fra))


def arrivati(a: Utente) -> list[Any]:
    return [m for m in mail.outbox if m.to == [a.email]]


@contextmanager
def posta_guasta(monkeypatch: pytest.MonkeyPatch, errore: Exception) -> Iterator[None]:
    """The server does not even answer."""

    class Guasta(EmailBackend):
        def open(self) -> None:
            raise errore

    with monkeypatch.context() as ritocco:
        ritocco.setattr(CONNESSIONE, Guasta)
        yield


@contextmanager
def posta_che(
    monkeypatch: pytest.MonkeyPatch, risponde: Callable[[str], Exception | None]
) -> Iterator[list[str]]:
    """A server that answers to each address as told; the list of those that it was asked for."""
    chiesti: list[str] = []

    class Schizzinosa(EmailBackend):
        def send_messages(self, messaggi: Any) -> int:
            chiesti.append(messaggi[0].to[0])
            if errore := risponde(messaggi[0].to[0]):
                raise errore
            return super().send_messages(messaggi)

    with monkeypatch.context() as ritocco:
        ritocco.setattr(CONNESSIONE, Schizzinosa)
        yield chiesti


def rifiuta(nome: str, codice: int = 550) -> Callable[[str], Exception | None]:
    """The recipients whose address has that name in it are refused."""

    def risponde(indirizzo: str) -> Exception | None:
        if nome not in indirizzo:
            return None
        return smtplib.SMTPRecipientsRefused({indirizzo: (codice, b"casella sconosciuta")})

    return risponde
