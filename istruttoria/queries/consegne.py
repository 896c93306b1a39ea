"""The notices that no mail server took: for whom, about what, and what the server said."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from istruttoria.enums import GenereAvviso, StatoAvviso
from istruttoria.models import Avviso
from istruttoria.transizioni import TRANSIZIONI
from programmi.models import Programma


@dataclass(slots=True)
class NonConsegnato:
    """An address that refuses, with what was for it; ``errore`` in the words of the server."""

    indirizzo: str
    destinatario: str
    errore: str
    dal: datetime | None
    nuovo_indirizzo: str = ""
    avvisi: list[str] = field(default_factory=list)

    @property
    def quanti(self) -> int:
        return len(self.avvisi)


def non_consegnati(utente: Any) -> QuerySet[Avviso]:
    """Those given up that concern the programmes of an officer, or the officer's Ente."""
    righe = Avviso.objects.filter(stato=StatoAvviso.NON_CONSEGNATO)
    if utente.is_superuser:
        return righe
    if not utente.is_staff or utente.ente is None:
        return righe.none()
    ente = utente.ente
    elenchi = Q(programma=None) & (Q(utente__ente=ente) | Q(indirizzo__iexact=ente.email))
    return righe.filter(Q(programma__in=Programma.objects.visibili_a(utente)) | elenchi)


@dataclass(frozen=True, slots=True)
class Mancati:
    """How many notices were not delivered, to which addresses."""

    quanti: int
    indirizzi: list[str]


def conta_non_consegnati(utente: Any) -> Mancati:
    """What the desk says of them; one query."""
    righe = non_consegnati(utente).order_by("indirizzo").values_list("indirizzo")
    per_indirizzo = dict(righe.annotate(quanti=Count("pk")))
    return Mancati(sum(per_indirizzo.values()), list(per_indirizzo))


def indirizzi_che_rifiutano(utente: Any) -> list[NonConsegnato]:
    """One row for each address, the latest refusal first; one query."""
    righe = non_consegnati(utente).select_related("programma__distretto", "passaggio", "utente")
    per_indirizzo: dict[str, NonConsegnato] = {}
    for avviso in righe.order_by("-presa_il", "-pk"):
        riga = per_indirizzo.setdefault(
            avviso.indirizzo,
            NonConsegnato(
                avviso.indirizzo,
                avviso.destinatario,
                avviso.errore,
                avviso.rifiutato_dal,
                _nuovo_indirizzo(avviso),
            ),
        )
        riga.avvisi.append(_che_cosa(avviso))
        riga.dal = min(filter(None, (riga.dal, avviso.rifiutato_dal)), default=None)
    return list(per_indirizzo.values())


def _nuovo_indirizzo(avviso: Avviso) -> str:
    """The address to which it would go now, when it is another one."""
    attuale = avviso.utente.email if avviso.utente else avviso.indirizzo
    return "" if attuale.lower() == avviso.indirizzo.lower() else attuale


def _che_cosa(avviso: Avviso) -> str:
    if avviso.genere == GenereAvviso.SCADUTI:
        return str(avviso.get_genere_display())
    detto = str(avviso.get_genere_display())
    if avviso.passaggio is not None and avviso.passaggio.transizione in TRANSIZIONI:
        detto = TRANSIZIONI[avviso.passaggio.transizione].etichetta
    return f"{detto}: {avviso.programma}"
