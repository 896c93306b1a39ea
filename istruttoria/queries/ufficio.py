"""The desk of the office: what waits for it, counted, and the programmes by state."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from distretti.rules import persona_verso_ente
from distretti.tempo import da_quando_in_parole
from istruttoria.enums import StatoImportazione, StatoOsservazione
from istruttoria.models import Importazione
from istruttoria.queries.quadri import FATTI, con_fatti, proposto, quadro
from istruttoria.queries.scrivania import indirizzo
from istruttoria.richieste import (
    ORDINE_UFFICIO as ORDINE_COMPITI,
)
from istruttoria.richieste import (
    PORTE_UFFICIO,
    Compito,
    compito_ufficio,
    frase_ufficio,
    termine,
)
from istruttoria.situazione import TOCCA_A
from programmi.enums import Stato
from programmi.models import Programma

PRIMI = 3
"""Programmes named under each thing asked."""


@dataclass(frozen=True, slots=True)
class PrimoProgramma:
    nome: str
    indirizzo: str
    dettaglio: str
    mio: bool


@dataclass(frozen=True, slots=True)
class LavoroUfficio:
    """One thing asked of an officer: how many programmes, which come first."""

    compito: Compito
    testo: str
    quanti: int
    miei: int
    primi: list[PrimoProgramma]
    stato: str

    @property
    def altri(self) -> int:
        return self.quanti - len(self.primi)


def lavoro_ufficio(utente: Any, *, oggi: date) -> list[LavoroUfficio]:
    """What is asked of an officer. One query, whatever the number of programmes: the database
    counts those for which the same facts are true, and gives the first of them."""
    if utente.is_superuser or not utente.ente:
        return []
    persona = persona_verso_ente(utente, utente.ente)
    righe: dict[Compito, list[dict[str, Any]]] = {}
    for riga in _righe(utente, oggi):
        compito = compito_ufficio(persona, quadro(riga), oggi=oggi)
        if compito is not None:
            righe.setdefault(compito, []).append(riga)
    return [_lavoro(c, righe[c], oggi) for c in ORDINE_COMPITI if c in righe]


def _righe(utente: Any, oggi: date) -> list[dict[str, Any]]:
    """The first programmes of each combination of facts, with how many share it."""
    da_guardare = Q(stato__in=[Stato.TRASMESSO, Stato.IN_ISTRUTTORIA])
    da_guardare |= Q(stato=Stato.APPROVATO, storico=False)
    da_guardare |= Q(stato=Stato.DA_INTEGRARE, integrazioni_entro__lt=oggi)
    da_guardare |= Q(stato=Stato.PUBBLICATO, aspetta_numero=True)
    da_guardare |= Q(rettifica_dal__isnull=False)
    da_guardare |= Q(stato=Stato.BOZZA) & (Q(storico=True) | Q(termine__lt=oggi))
    mio = Case(
        When(in_carico_a=utente, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    programmi = con_fatti(Programma.objects.visibili_a(utente)).filter(da_guardare)
    insieme: list[Any] = [
        F("stato"),
        F("storico"),
        Case(When(aperte__gt=0, then=Value(1)), default=Value(0)),
        Case(When(risposte__gt=0, then=Value(1)), default=Value(0)),
        F("proposto"),
        F("aspetta_numero"),
        Case(When(rettifica_dal__isnull=False, then=Value(1)), default=Value(0)),
    ]
    righe = (
        programmi.annotate(mio=mio)
        .annotate(
            riga=Window(
                RowNumber(),
                partition_by=insieme,
                order_by=[F("mio").desc(), F("stato_dal").asc(), F("pk").asc()],
            ),
            quanti=Window(Count("pk"), partition_by=insieme),
            miei=Window(Sum("mio"), partition_by=insieme),
        )
        .filter(riga__lte=PRIMI)
        .order_by("riga")
        .values(
            *("pk", "anno", "distretto__denominazione", "stato_dal", "mio", "riga"),
            *("quanti", "miei", *FATTI),
        )
    )
    return list(righe)


def _lavoro(compito: Compito, righe: list[dict[str, Any]], oggi: date) -> LavoroUfficio:
    """Rows of one thing asked; each combination of facts gave its totals with its first row."""
    prime = [riga for riga in righe if riga["riga"] == 1]
    righe = sorted(righe, key=lambda r: (not r["mio"], r["stato_dal"], r["pk"]))
    quanti = sum(riga["quanti"] for riga in prime)
    return LavoroUfficio(
        compito=compito,
        testo=frase_ufficio(compito, quanti),
        quanti=quanti,
        miei=sum(riga["miei"] for riga in prime),
        primi=[_primo(compito, riga, oggi) for riga in righe[:PRIMI]],
        stato=righe[0]["stato"],
    )


def _primo(compito: Compito, riga: dict[str, Any], oggi: date) -> PrimoProgramma:
    dal = timezone.localdate(riga["stato_dal"])
    dettaglio = f"{Stato(riga['stato']).label.lower()} {da_quando_in_parole(dal, oggi)}"
    if compito == Compito.SOLLECITA:
        dettaglio = termine(riga["termine"], oggi).testo
    if compito == Compito.SOLLECITA_RISPOSTE:
        dettaglio = termine(riga["integrazioni_entro"], oggi).testo
    return PrimoProgramma(
        nome=f"{riga['distretto__denominazione']} {riga['anno']}",
        indirizzo=indirizzo(riga["pk"], PORTE_UFFICIO[compito]),
        dettaglio=dettaglio,
        mio=bool(riga["mio"]),
    )


# --- the programmes by state ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gruppo:
    """Programmes in one state: the first ones, and how many there are in all."""

    stato: Stato
    programmi: list[Programma]
    quanti: int

    @property
    def che_fare(self) -> str:
        return TOCCA_A[self.stato][1]

    @property
    def altri(self) -> int:
        return self.quanti - len(self.programmi)


ORDINE_UFFICIO = (
    Stato.TRASMESSO,
    Stato.IN_ISTRUTTORIA,
    Stato.DA_INTEGRARE,
    Stato.APPROVATO,
    Stato.BOZZA,
    Stato.PUBBLICATO,
    Stato.RESPINTO,
    Stato.REVOCATO,
    Stato.ANNULLATO,
)
"""What waits for the office first."""


def programmi_per_stato(utente: Any, *, ordine: tuple[Stato, ...], per_stato: int) -> list[Gruppo]:
    """The programmes that a user sees, grouped by state in the order given; three queries."""
    visibili = Programma.objects.visibili_a(utente)
    quanti = dict(visibili.order_by().values_list("stato").annotate(n=Count("pk")))
    riga = Window(
        RowNumber(), partition_by=F("stato"), order_by=[F("anno").desc(), F("stato_dal"), F("pk")]
    )
    primi = visibili.annotate(riga=riga).filter(riga__lte=per_stato).order_by("riga")
    ordinati = list(primi.values_list("pk", flat=True))
    righe = (
        Programma.objects.select_related("distretto__ente", "in_carico_a")
        .annotate(
            osservazioni_aperte=Count(
                "osservazioni", filter=~Q(osservazioni__stato=StatoOsservazione.CHIUSA)
            ),
            proposto=proposto(),
        )
        .in_bulk(ordinati)
    )
    per: dict[str, list[Programma]] = {}
    for programma in (righe[pk] for pk in ordinati if pk in righe):
        per.setdefault(programma.stato, []).append(programma)
    return [Gruppo(stato, per[stato], quanti.get(stato, 0)) for stato in ordine if stato in per]


def importazioni_in_attesa(utente: Any) -> list[Importazione]:
    """Word files that this officer has uploaded and neither confirmed nor discarded."""
    return list(
        Importazione.objects.filter(autore=utente, stato=StatoImportazione.LETTA)
        .select_related("distretto")
        .defer("lettura")[:10]
    )
