"""The mail server: one connection for many mails, and whose fault it is when one does not leave.

A server that does not answer, or answers that it cannot now (codes 4xx), says nothing about who
should read the mail; a refusal of the recipient or of the text (5xx) does.
"""

import contextlib
import smtplib
from typing import Any

from django.core.mail import EmailMessage, get_connection


class PostaFerma(Exception):
    """The server cannot be used. ``tutti``: for no mail at all, so that none is worth trying."""

    def __init__(self, motivo: str, *, tutti: bool) -> None:
        super().__init__(motivo)
        self.tutti = tutti


class Rinviato(Exception):
    """The server took note and asks to try this mail again later."""


class Rifiutato(Exception):
    """This mail was refused for good by the server, or could not be written at all."""


class Posta:
    """One connection for many mails. What broke the connection while a mail was being sent may be
    that mail: the next one gets a new connection, once. ``guasto`` says why nothing leaves."""

    def __init__(self) -> None:
        self._connessione: Any = None
        self._cadute = 0
        self.guasto = ""

    def manda(self, messaggio: EmailMessage) -> None:
        """Raises ``PostaFerma``, ``Rinviato`` or ``Rifiutato``; the message says what happened."""
        if self.guasto:
            raise PostaFerma(self.guasto, tutti=True)
        if self._connessione is None:
            self._apri()
        try:
            self._connessione.send_messages([messaggio])
        except Exception as errore:
            codice = _codice(errore)
            if _del_server(errore, codice):
                raise self._caduta(errore) from errore
            if 400 <= codice < 500:
                raise Rinviato(detto(errore)) from errore
            raise Rifiutato(detto(errore)) from errore

    def chiudi(self) -> None:
        """A server that does not say goodbye has taken the mails all the same."""
        if self._connessione is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._connessione.close()
            self._connessione = None

    def _apri(self) -> None:
        try:
            connessione = get_connection()
            connessione.open()
        except Exception as errore:
            self.guasto = detto(errore)
            raise PostaFerma(self.guasto, tutti=True) from errore
        self._connessione = connessione

    def _caduta(self, errore: Exception) -> PostaFerma:
        self.chiudi()
        self._cadute += 1
        if self._cadute > 1 or isinstance(errore, smtplib.SMTPSenderRefused):
            self.guasto = detto(errore)
        return PostaFerma(detto(errore), tutti=isinstance(errore, smtplib.SMTPSenderRefused))


def _del_server(errore: Exception, codice: int) -> bool:
    """Not of this mail: the line fell, the server is leaving (421), it refuses our own address."""
    if isinstance(errore, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        return codice == 421
    # every error of smtplib is an OSError; an address in letters that it cannot carry is the mail's
    return isinstance(errore, OSError) and not isinstance(errore, smtplib.SMTPNotSupportedError)


def _codice(errore: Exception) -> int:
    return _risposta(errore)[0]


def _risposta(errore: Exception) -> tuple[int, str]:
    """The code and the words of the server; 0 when it did not answer."""
    codice: int = 0
    parole: bytes | str = b""
    if isinstance(errore, smtplib.SMTPRecipientsRefused) and errore.recipients:
        codice, parole = next(iter(errore.recipients.values()))
    elif isinstance(errore, smtplib.SMTPResponseException):
        codice, parole = errore.smtp_code, errore.smtp_error
    return codice, parole.decode(errors="replace") if isinstance(parole, bytes) else str(parole)


def detto(errore: Exception) -> str:
    """What an error says, in one short line."""
    codice, parole = _risposta(errore)
    testo = f"{codice} {parole}" if codice else str(errore) or type(errore).__name__
    return " ".join(testo.split())[:300]
