"""Notices become mails: each is taken by one process before it is sent, and put back if it fails.

A notice is never lost: what was taken by a process that died is taken again after ``RIPRESA``. It
is never sent by two processes: who takes it does so with a conditional UPDATE. Between the
server's yes and its note here a process may still die; the mail sent again then has the same
Message-ID.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from istruttoria.enums import ModoAvvisi, StatoAvviso
from istruttoria.models import Avviso, SceltaAvvisi
from istruttoria.services.messaggi import NonServe, Testo, componi, lettera, riepilogo

RIPRESA = timedelta(minutes=15)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fallito:
    """A mail that did not leave; it will be tried again."""

    a: str
    oggetto: str
    errore: str


@dataclass(slots=True)
class Esito:
    """What was done: notices prepared and sent, mails that carried them, notices withdrawn."""

    promemoria: int = 0
    elenchi: int = 0
    avvisi: int = 0
    messaggi: int = 0
    ritirati: int = 0
    falliti: list[Fallito] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Posta:
    """One connection for many mails; a server that did not answer is not asked again."""

    def __init__(self) -> None:
        self._connessione: Any = None
        self._guasto: Exception | None = None

    def manda(self, messaggio: EmailMessage) -> None:
        if self._guasto is not None:
            raise self._guasto
        if self._connessione is None:
            try:
                connessione = get_connection()
                connessione.open()
            except Exception as errore:
                self._guasto = errore
                raise
            self._connessione = connessione
        self._connessione.send_messages([messaggio])

    def chiudi(self) -> None:
        if self._connessione is not None:
            self._connessione.close()


def spedisci(
    quali: Iterable[int], *, adesso: datetime | None = None, esito: Esito | None = None
) -> Esito:
    """Send each of these notices as a mail of its own, unless another process has taken it."""
    adesso, esito, posta = adesso or timezone.now(), esito or Esito(), Posta()
    for pk in quali:
        if presi := _prendi(Avviso.objects.filter(pk=pk), adesso):
            _consegna(presi, posta, esito, oggi=timezone.localtime(adesso).date(), insieme=False)
    posta.chiudi()
    return esito


def spedisci_rimasti(*, adesso: datetime, esito: Esito) -> None:
    """What was to leave at once and did not."""
    rimasti = _liberi(Avviso.objects.filter(modo=ModoAvvisi.SUBITO), adesso)
    spedisci(list(rimasti.order_by("pk").values_list("pk", flat=True)), adesso=adesso, esito=esito)


def spedisci_riepiloghi(*, adesso: datetime, esito: Esito) -> None:
    """The digest of each person who wants one and has something to read; once a day."""
    oggi, posta = timezone.localtime(adesso).date(), Posta()
    propri = Avviso.objects.filter(utente=OuterRef("utente"), modo=ModoAvvisi.RIEPILOGO)
    interrotti = propri.filter(stato=StatoAvviso.IN_INVIO, presa_il__lt=adesso - RIPRESA)
    tocca = Q(riepilogo_del__isnull=True) | Q(riepilogo_del__lt=oggi) | Exists(interrotti)
    scelte = SceltaAvvisi.objects.filter(Exists(_liberi(propri, adesso))).filter(tocca)
    for scelta in scelte.order_by("pk"):
        presi = _prendi_riepilogo(scelta, oggi, adesso)
        if presi and not _consegna(presi, posta, esito, oggi=oggi, insieme=True):
            fallita = SceltaAvvisi.objects.filter(pk=scelta.pk, riepilogo_del=oggi)
            fallita.update(riepilogo_del=scelta.riepilogo_del)
    posta.chiudi()


@transaction.atomic
def _prendi_riepilogo(scelta: SceltaAvvisi, oggi: date, adesso: datetime) -> list[Avviso]:
    """Take the day and what waits, together; another process finds the day gone."""
    come_vista = SceltaAvvisi.objects.filter(pk=scelta.pk, riepilogo_del=scelta.riepilogo_del)
    if not come_vista.update(riepilogo_del=oggi):
        return []
    propri = Avviso.objects.filter(utente=scelta.utente_id, modo=ModoAvvisi.RIEPILOGO)
    return _prendi(propri, adesso)


def _liberi(avvisi: QuerySet[Avviso], adesso: datetime) -> QuerySet[Avviso]:
    interrotti = Q(stato=StatoAvviso.IN_INVIO, presa_il__lt=adesso - RIPRESA)
    return avvisi.filter(Q(stato=StatoAvviso.DA_INVIARE) | interrotti)


def _prendi(avvisi: QuerySet[Avviso], adesso: datetime) -> list[Avviso]:
    """Those that nobody is sending become ours; the condition is in the UPDATE itself."""
    presa = uuid4()
    if not _liberi(avvisi, adesso).update(stato=StatoAvviso.IN_INVIO, presa=presa, presa_il=adesso):
        return []
    presi = Avviso.objects.filter(presa=presa).select_related(
        "programma__distretto__ente", "passaggio__autore", "utente__ente"
    )
    return list(presi.order_by("creato_il", "pk"))


def _consegna(
    presi: list[Avviso], posta: Posta, esito: Esito, *, oggi: date, insieme: bool
) -> bool:
    """Send what was taken as one mail; true when nothing is left to try again."""
    oggetto = ""
    try:
        testi = _testi(presi, esito, oggi)
        if not testi:
            return True
        messaggio = riepilogo(testi, oggi=oggi) if insieme else lettera(*testi[0])
        oggetto = str(messaggio.subject)
        posta.manda(messaggio)
    except Exception as errore:  # whatever it is, the notices go back and wait
        _rimetti(presi, errore)
        indirizzo = presi[0].indirizzo
        logger.error("avviso a %s non spedito: %s", indirizzo, errore)
        esito.falliti.append(Fallito(indirizzo, oggetto, _detto(errore)))
        return False
    for avviso, testo in testi:
        _segna(
            avviso,
            stato=StatoAvviso.INVIATO,
            inviato_il=timezone.now(),
            oggetto=testo.oggetto[:300],
            indirizzo=messaggio.to[0],
            errore="",
        )
    esito.messaggi += 1
    esito.avvisi += len(testi)
    return True


def _testi(presi: list[Avviso], esito: Esito, oggi: date) -> list[tuple[Avviso, Testo]]:
    """What may still be told to its reader; the rest is withdrawn, with its reason."""
    testi = []
    for avviso in presi:
        try:
            testi.append((avviso, componi(avviso, oggi=oggi)))
        except NonServe as motivo:
            _segna(avviso, stato=StatoAvviso.RITIRATO, errore=str(motivo))
            esito.ritirati += 1
    return testi


def _segna(avviso: Avviso, **valori: Any) -> None:
    Avviso.objects.filter(pk=avviso.pk, presa=avviso.presa).update(**valori)


def _rimetti(presi: list[Avviso], errore: Exception) -> None:
    for avviso in presi:
        Avviso.objects.filter(pk=avviso.pk, presa=avviso.presa, stato=StatoAvviso.IN_INVIO).update(
            stato=StatoAvviso.DA_INVIARE,
            tentativi=avviso.tentativi + 1,
            errore=_detto(errore),
        )


def _detto(errore: Exception) -> str:
    return (str(errore) or type(errore).__name__)[:300]
