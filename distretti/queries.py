"""Page-shaped reads of the register."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from distretti.enums import (
    ETICHETTE_PROPOSTA,
    FormaGiuridica,
    StatoProposta,
    TipoCertificazione,
    TipoProposta,
)
from distretti.models import (
    Accordo,
    Adesione,
    AliasOrganizzazione,
    Certificazione,
    Distretto,
    Organizzazione,
    Proposta,
)
from distretti.ricerca import espressioni
from distretti.tempo import stampa_data

CANDIDATE = 200  # matches that are put in order of relevance


# --- looking names up -----------------------------------------------------------------------


def con_le_parole(campo: str, parole: Sequence[str]) -> Q:
    """Every word is in the field."""
    condizione = Q()
    for parola in parole:
        condizione &= Q(**{f"{campo}__iregex": parola})
    return condizione


def col_nome(parole: Sequence[str], organizzazione: str = "") -> Q:
    """Every word is in the name of the organisation, or in one of its aliases."""
    prefisso = f"{organizzazione}__" if organizzazione else ""
    alias = AliasOrganizzazione.objects.filter(
        con_le_parole("nome", parole), organizzazione=OuterRef(f"{prefisso}pk")
    )
    return con_le_parole(f"{prefisso}denominazione", parole) | Q(Exists(alias))


def _posto(nome: str, parole: Sequence[str]) -> int:
    """How well a name answers: 0 whole, 1 from its start, 2 at the start of a word, 3 anywhere,
    4 not at all."""
    if not all(re.search(p, nome, re.I) for p in parole):
        return 4
    if re.fullmatch(r"\W*".join(parole) + r"\W*", nome, re.I):
        return 0
    if re.match(parole[0], nome, re.I):
        return 1
    return 2 if all(re.search(rf"\b{p}", nome, re.I) for p in parole) else 3


@dataclass(frozen=True, slots=True)
class Trovata:
    """An organisation of the register that a search found, and by which other name."""

    id: int
    nome: str
    alias: str
    aderente: bool


@dataclass(frozen=True, slots=True)
class Ricerca:
    trovate: list[Trovata]
    altre: int


def cerca_organizzazioni(
    testo: str, *, utente: Any, distretto: Distretto | None = None, quante: int = 10
) -> Ricerca:
    """Living organisations that the user may see, by name or alias; those of the district's Ente
    when there is one, with whether they are members today. At most three queries."""
    parole = espressioni(testo)
    if not parole:
        return Ricerca([], 0)
    visibili = Organizzazione.objects.visibili_a(utente).vive()
    if distretto is not None:
        visibili = visibili.filter(ente=distretto.ente_id)
    trovate = list(visibili.filter(col_nome(parole)).prefetch_related("alias")[:CANDIDATE])
    if not trovate:
        return Ricerca([], 0)
    ordinate = sorted((_trovata(o, parole) for o in trovate), key=lambda voce: voce[0])
    prime = ordinate[:quante]
    aderenti = _aderenti_fra([o.pk for _, o, _ in prime], distretto)
    return Ricerca(
        [Trovata(o.pk, o.denominazione, alias, o.pk in aderenti) for _, o, alias in prime],
        len(ordinate) - len(prime),
    )


def _trovata(
    organizzazione: Organizzazione, parole: Sequence[str]
) -> tuple[tuple[int, str], Organizzazione, str]:
    """Its place in the order, and the alias that answers better than its own name."""
    migliore, alias = _posto(organizzazione.denominazione, parole), ""
    for altro in organizzazione.alias.all():
        if (posto := _posto(altro.nome, parole)) < migliore:
            migliore, alias = posto, altro.nome
    return (migliore, organizzazione.denominazione.casefold()), organizzazione, alias


def _aderenti_fra(ids: list[int], distretto: Distretto | None) -> set[int]:
    if distretto is None:
        return set()
    adesioni = Adesione.objects.al(timezone.localdate()).filter(distretto=distretto)
    return set(adesioni.filter(organizzazione__in=ids).values_list("organizzazione_id", flat=True))


# --- districts ------------------------------------------------------------------------------


def distretti(utente: Any, testo: str = "") -> QuerySet[Distretto]:
    """The districts that the user sees, with how many members they have today and how many
    proposals wait."""
    visibili = Distretto.objects.visibili_a(utente).select_related("capofila")
    if parole := espressioni(testo):
        visibili = visibili.filter(
            con_le_parole("denominazione", parole)
            | con_le_parole("codice", parole)
            | con_le_parole("capofila__denominazione", parole)
        )
    oggi = timezone.localdate()
    in_forza = Q(adesioni__dal__lte=oggi) & (
        Q(adesioni__al__isnull=True) | Q(adesioni__al__gte=oggi)
    )
    return visibili.annotate(
        quanti_aderenti=Count("adesioni", filter=in_forza, distinct=True),
        in_attesa=Count(
            "proposte", filter=Q(proposte__stato=StatoProposta.PROPOSTA), distinct=True
        ),
    ).order_by("denominazione", "pk")


def canali(distretto: Distretto) -> list[tuple[str, str]]:
    """The district's channels; "" where it has none."""
    campi = ("mail", "sito", "facebook", "altri_canali")
    return [(ETICHETTE_PROPOSTA[campo], getattr(distretto, campo)) for campo in campi]


def accordi(distretto: Distretto) -> list[Accordo]:
    return list(Accordo.objects.filter(distretto=distretto))


def aderenti(distretto: Distretto, giorno: date, testo: str = "") -> list[Adesione]:
    """The members on a day by name; each organisation has its aliases and, as ``marchi``, what
    it was certified for on that day. Three queries."""
    return _con_nomi_e_marchi(
        Adesione.objects.al(giorno).filter(distretto=distretto), giorno, testo
    )


def usciti(distretto: Distretto, giorno: date, testo: str = "") -> list[Adesione]:
    """Those who had left before a day, the last first."""
    adesioni = Adesione.objects.filter(distretto=distretto, al__lt=giorno)
    righe = _con_nomi_e_marchi(adesioni, giorno, testo)
    return sorted(righe, key=lambda a: a.al or giorno, reverse=True)


def _con_nomi_e_marchi(adesioni: QuerySet[Adesione], giorno: date, testo: str) -> list[Adesione]:
    if parole := espressioni(testo):
        adesioni = adesioni.filter(col_nome(parole, "organizzazione"))
    marchi = Certificazione.objects.al(giorno).order_by("tipo", "-dal")
    righe = list(
        adesioni.select_related("organizzazione").prefetch_related(
            "organizzazione__alias",
            Prefetch("organizzazione__certificazioni", queryset=marchi, to_attr="marchi"),
        )
    )
    return sorted(righe, key=lambda a: (a.organizzazione.denominazione.casefold(), a.dal))


# --- proposals ------------------------------------------------------------------------------


def proposte(utente: Any, distretto: Distretto | None = None) -> QuerySet[Proposta]:
    """The proposals that the user sees, of one district or of all, the last first."""
    righe = Proposta.objects.visibili_a(utente).select_related(
        "distretto", "organizzazione", "autore", "decisa_da"
    )
    return righe.filter(distretto=distretto) if distretto is not None else righe


@dataclass(frozen=True, slots=True)
class Voce:
    """A line of a proposal: what it would be; ``prima`` what it was, None when it is no change."""

    etichetta: str
    valore: str
    prima: str | None = None


def voci(proposta: Proposta) -> list[Voce]:
    """What a proposal asks, line by line, as a person reads it."""
    cambia = proposta.tipo in (TipoProposta.CORREZIONE, TipoProposta.DATI)
    righe = []
    for campo, nome in ETICHETTE_PROPOSTA.items():
        if campo not in proposta.contenuto:
            continue
        valore = proposta.contenuto[campo]
        if cambia and campo != "altri_nomi":
            righe.append(Voce(nome, _leggibile(campo, valore[1]), _leggibile(campo, valore[0])))
        elif valore:
            righe.append(Voce(nome, _leggibile(campo, valore)))
    return righe


def _leggibile(campo: str, valore: Any) -> str:
    if campo == "altri_nomi":
        return ", ".join(valore)
    if campo == "proponente":
        return "sì" if valore else "no"
    if not valore:
        return "–"
    if campo in ("dal", "al", *TipoCertificazione.values):
        return stampa_data(date.fromisoformat(valore))
    if campo == "forma_giuridica":
        return str(FormaGiuridica(valore).label)
    return str(TipoCertificazione(valore).label) if campo == "tipo" else str(valore)
