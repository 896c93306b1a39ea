"""The search in the texts of all programmes that a person may read.

On PostgreSQL the words are looked for by the full-text search with the Italian configuration, whose
indexes the database keeps (migrations ``ricerca``); SQLite, for small installations, reads the
texts: every word must be in them, whatever its case and accents.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Model, QuerySet

from azioni.models import Azione, Indicatore, Regola
from istruttoria.parole_cercate import contiene, estratto, parole, piano
from istruttoria.parti import NOME_AZIONE
from istruttoria.queries.rettifica import righe_leggibili
from programmi.models import Programma, Sezione

MASSIMO = 300
"""Places shown of each kind of text: who finds more must look for something narrower."""
POSTI_MOSTRATI = 5


@dataclass(frozen=True, slots=True)
class Posto:
    """Where the words were found: its name, its anchor in the programme's page, the excerpt."""

    dove: str
    ancora: str
    pezzi: Sequence[tuple[str, bool]]


@dataclass(slots=True)
class ProgrammaTrovato:
    programma: Programma
    posti: list[Posto] = field(default_factory=list)

    @property
    def mostrati(self) -> list[Posto]:
        return self.posti[:POSTI_MOSTRATI]

    @property
    def altri(self) -> int:
        return len(self.posti) - len(self.mostrati)


@dataclass(frozen=True, slots=True)
class Trovati:
    """The programmes, the newest first; ``troncati`` when there are more places than read."""

    programmi: Sequence[ProgrammaTrovato] = ()
    troncati: bool = False


@dataclass(frozen=True, slots=True)
class Fonte:
    """A table with texts: its fields, the way to the programme, the rows to read with it."""

    modello: type[Model]
    campi: tuple[str, ...]
    programma: str
    insieme: tuple[str, ...]


FONTI = (
    Fonte(Sezione, ("titolo", "html"), "programma", ("voce",)),
    Fonte(
        Azione,
        (
            *("titolo", "tema", "macro_ambito", "obiettivo", "obiettivo_generale"),
            *("obiettivo_specifico", "descrizione", "referenti_testo", "altre_testo", "tempi"),
        ),
        "programma",
        (),
    ),
    Fonte(Indicatore, ("testo",), "azione__programma", ("azione",)),
    Fonte(Regola, ("testo", "evidenze"), "azione__programma", ("azione",)),
)


def cerca_nei_testi(utente: Any, cercato: str) -> Trovati:
    """The programmes with the words, each with the places. Five queries.

    The text that a rettifica is correcting is found by the office alone.
    """
    cercate = parole(cercato)
    if not cercate:
        return Trovati()
    visibili = righe_leggibili(Programma.objects.visibili_a(utente), utente)
    posti: dict[int, list[Posto]] = {}
    troncati = False
    for fonte in FONTI:
        righe = list(islice(_righe(fonte, visibili, cercato, cercate), MASSIMO + 1))
        troncati = troncati or len(righe) > MASSIMO
        for riga in righe[:MASSIMO]:
            posti.setdefault(_programma(riga), []).append(_posto(riga, fonte, cercate))
    programmi = (
        visibili.filter(pk__in=posti)
        .select_related("distretto__ente")
        .order_by("-anno", "distretto__denominazione", "-pk")
    )
    return Trovati([ProgrammaTrovato(p, posti[p.pk]) for p in programmi], troncati)


def _righe(
    fonte: Fonte, visibili: QuerySet[Programma], cercato: str, cercate: Sequence[str]
) -> Iterator[Any]:
    """The rows with the words, those of the newest programmes first."""
    righe: QuerySet[Any] = fonte.modello._default_manager.filter(
        **{f"{fonte.programma}__in": visibili}
    ).select_related(*fonte.insieme)
    righe = righe.order_by(f"-{fonte.programma}__anno", "pk")
    if connection.vendor != "postgresql":
        return (riga for riga in righe.iterator() if contiene(_testo(riga, fonte), cercate))
    vettore = SearchVector(*fonte.campi, config="italian")
    domanda = SearchQuery(cercato, config="italian")
    return iter(righe.annotate(vettore=vettore).filter(vettore=domanda)[: MASSIMO + 1])


def _programma(riga: Any) -> int:
    return riga.programma_id if isinstance(riga, Sezione | Azione) else riga.azione.programma_id


def _testo(riga: Any, fonte: Fonte) -> str:
    return piano(" – ".join(filter(None, (getattr(riga, campo) for campo in fonte.campi))))


def _posto(riga: Any, fonte: Fonte, cercate: Sequence[str]) -> Posto:
    pezzi = estratto(_testo(riga, fonte), cercate)
    if isinstance(riga, Sezione):
        return Posto(riga.titolo, f"parte-{riga.voce.codice}", pezzi)
    azione = riga if isinstance(riga, Azione) else riga.azione
    return Posto(
        f"{NOME_AZIONE[azione.tipo]} {azione.posizione}. {azione.titolo}".rstrip(". "),
        f"{azione.tipo}-{azione.posizione}",
        pezzi,
    )
