"""Notices become mails: each is taken by one process before it is sent, and put back if it fails.

A notice is never lost: what was taken by a process that died is taken again after ``RIPRESA``. It
is never sent by two processes: who takes it does so with a conditional UPDATE. Between the
server's yes and its note here a process may still die; the mail sent again then has the same
Message-ID.

A refusal by the server of the recipient, or of the text, is tried again after each of ``ATTESE``;
then the notice is given up and the office sees it. A server that asks for later is asked again
every ``RINVIO``, for at most ``PAZIENZA``. A server that is down uses up nobody's attempts: what
waits leaves when it is back.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from istruttoria.enums import ModoAvvisi, StatoAvviso
from istruttoria.models import Avviso, SceltaAvvisi
from istruttoria.services.messaggi import NonServe, Testo, componi, lettera, riepilogo
from istruttoria.services.posta import Posta, PostaFerma, Rinviato, detto

RIPRESA = timedelta(minutes=15)
ATTESE = tuple(timedelta(hours=ore) for ore in (1, 4, 12, 24, 48))
"""Between a refusal and the next attempt: six attempts, in less than four days."""
RINVIO = timedelta(hours=1)
PAZIENZA = timedelta(days=5)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fallito:
    """A mail that did not leave. ``rinuncia``: it will not be tried again unless somebody asks."""

    a: str
    oggetto: str
    errore: str
    rinuncia: bool = False


@dataclass(slots=True)
class Esito:
    """What was done: notices prepared and sent, mails that carried them, notices withdrawn.

    ``guasto`` is why the server could not be used, "" when it could.
    """

    promemoria: int = 0
    elenchi: int = 0
    avvisi: int = 0
    messaggi: int = 0
    ritirati: int = 0
    guasto: str = ""
    falliti: list[Fallito] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def spedisci(
    quali: Iterable[int], *, adesso: datetime | None = None, esito: Esito | None = None
) -> Esito:
    """Send each of these notices as a mail of its own, unless another process has taken it."""
    adesso, esito, posta = adesso or timezone.now(), esito or Esito(), Posta()
    for pk in quali:
        if posta.guasto:
            break
        if presi := _prendi(Avviso.objects.filter(pk=pk), adesso):
            _consegna(presi, posta, esito, adesso=adesso, insieme=False)
    _chiudi(posta, esito)
    return esito


def spedisci_rimasti(*, adesso: datetime, esito: Esito) -> None:
    """What was to leave at once and did not."""
    rimasti = _liberi(Avviso.objects.filter(modo=ModoAvvisi.SUBITO), adesso)
    spedisci(list(rimasti.order_by("pk").values_list("pk", flat=True)), adesso=adesso, esito=esito)


def spedisci_riepiloghi(*, adesso: datetime, esito: Esito) -> None:
    """The digest of each person who wants one and has something to read; once a day."""
    if esito.guasto:
        return
    oggi, posta = timezone.localtime(adesso).date(), Posta()
    propri = Avviso.objects.filter(utente=OuterRef("utente"), modo=ModoAvvisi.RIEPILOGO)
    interrotti = propri.filter(stato=StatoAvviso.IN_INVIO, presa_il__lt=adesso - RIPRESA)
    tocca = Q(riepilogo_del__isnull=True) | Q(riepilogo_del__lt=oggi) | Exists(interrotti)
    scelte = SceltaAvvisi.objects.filter(Exists(_liberi(propri, adesso))).filter(tocca)
    for scelta in scelte.order_by("pk"):
        if posta.guasto:
            break
        presi = _prendi_riepilogo(scelta, oggi, adesso)
        if presi and not _consegna(presi, posta, esito, adesso=adesso, insieme=True):
            fallita = SceltaAvvisi.objects.filter(pk=scelta.pk, riepilogo_del=oggi)
            fallita.update(riepilogo_del=scelta.riepilogo_del)
    _chiudi(posta, esito)


def _chiudi(posta: Posta, esito: Esito) -> None:
    posta.chiudi()
    if posta.guasto:
        esito.guasto = posta.guasto
        logger.error("il server di posta non si può usare: %s", posta.guasto)


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
    maturi = Q(prossimo_il__isnull=True) | Q(prossimo_il__lte=adesso)
    return avvisi.filter(Q(stato=StatoAvviso.DA_INVIARE) & maturi | interrotti)


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
    presi: list[Avviso], posta: Posta, esito: Esito, *, adesso: datetime, insieme: bool
) -> bool:
    """Send what was taken as one mail; true when nothing is left to try again."""
    oggi = timezone.localtime(adesso).date()
    messaggio: EmailMessage | None = None
    try:
        testi = _testi(presi, esito, oggi)
        if not testi:
            return True
        messaggio = riepilogo(testi, oggi=oggi) if insieme else lettera(*testi[0])
        posta.manda(messaggio)
    except Exception as errore:  # whatever it is, the notices go back and wait
        _non_partito(presi, messaggio, errore, esito, adesso)
        return False
    for avviso, testo in testi:
        _segna(
            avviso,
            stato=StatoAvviso.INVIATO,
            inviato_il=timezone.now(),
            oggetto=testo.oggetto[:300],
            indirizzo=messaggio.to[0],
            impronta=testo.impronta,
            prossimo_il=None,
            errore="",
        )
    esito.messaggi += 1
    esito.avvisi += len(testi)
    return True


def _non_partito(
    presi: list[Avviso],
    messaggio: EmailMessage | None,
    errore: Exception,
    esito: Esito,
    adesso: datetime,
) -> None:
    if isinstance(errore, PostaFerma) and errore.tutti:
        _rimetti(presi, errore=detto(errore))
        return
    a = messaggio.to[0] if messaggio else presi[0].indirizzo
    rinuncia = False
    for avviso in presi:
        valori = _dopo_il_rifiuto(avviso, errore, adesso)
        rinuncia |= valori.get("stato") == StatoAvviso.NON_CONSEGNATO
        _rimetti([avviso], indirizzo=a, errore=detto(errore), **valori)
    logger.error("avviso a %s non spedito: %s", a, errore)
    oggetto = str(messaggio.subject) if messaggio else ""
    esito.falliti.append(Fallito(a, oggetto, detto(errore), rinuncia))


def _dopo_il_rifiuto(avviso: Avviso, errore: Exception, adesso: datetime) -> dict[str, Any]:
    """When a notice is tried again, or that it is not."""
    if isinstance(errore, PostaFerma):  # the line fell on this mail: not the first one next time
        return {"prossimo_il": adesso + RIPRESA}
    dal = avviso.rifiutato_dal or adesso
    if isinstance(errore, Rinviato):
        if adesso - dal > PAZIENZA:
            return {"stato": StatoAvviso.NON_CONSEGNATO}
        return {"rifiutato_dal": dal, "prossimo_il": adesso + RINVIO}
    tentativi = avviso.tentativi + 1
    if tentativi > len(ATTESE):
        return {"stato": StatoAvviso.NON_CONSEGNATO, "tentativi": tentativi}
    prossimo = adesso + ATTESE[tentativi - 1]
    return {"rifiutato_dal": dal, "tentativi": tentativi, "prossimo_il": prossimo}


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


def _rimetti(presi: list[Avviso], **valori: Any) -> None:
    """Not in the hands of this process any more; to be sent, unless ``valori`` says otherwise."""
    pronti = {"stato": StatoAvviso.DA_INVIARE, **valori}
    for avviso in presi:
        nostro = Avviso.objects.filter(pk=avviso.pk, presa=avviso.presa)
        nostro.filter(stato=StatoAvviso.IN_INVIO).update(**pronti)
