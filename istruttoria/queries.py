"""Page-shaped reads of the procedure."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from istruttoria.enums import StatoImportazione, StatoOsservazione
from istruttoria.models import Importazione
from programmi.enums import Stato
from programmi.models import Programma


class ProgrammaNonTrovato(LookupError):
    """No single programme answers to the text given; the message is for the reader."""


def trova_programma(testo: str) -> Programma:
    """The programme named by an id, ``CODICE/ANNO`` or, among several Enti, ``ENTE/CODICE/ANNO``.

    A district's year may hold closed programmes beside the live one: the live one is meant.
    """
    programmi = Programma.objects.select_related("distretto__ente", "schema")
    testo = testo.strip()
    pezzi = [pezzo.strip() for pezzo in testo.split("/")]
    if not all(pezzo.isprintable() and "\x00" not in pezzo for pezzo in pezzi):
        raise ProgrammaNonTrovato("Il programma si indica con il suo numero o con CODICE/ANNO.")
    if len(pezzi) == 1 and testo.isascii() and testo.isdigit():
        trovato = programmi.filter(pk=int(testo)).first() if len(testo) <= 18 else None
        if trovato is None:
            raise ProgrammaNonTrovato(f"Nessun programma ha il numero {testo}.")
        return trovato
    anno = pezzi[-1]
    if len(pezzi) not in (2, 3) or not (anno.isascii() and anno.isdigit() and len(anno) == 4):
        raise ProgrammaNonTrovato(
            f"«{testo}» non indica un programma: dare il suo numero oppure CODICE/ANNO, "
            "per esempio ALTAVALSUGANA/2026."
        )
    trovati = programmi.filter(distretto__codice__iexact=pezzi[-2], anno=int(anno))
    if len(pezzi) == 3:
        trovati = trovati.filter(distretto__ente__codice__iexact=pezzi[0])
    candidati = list(trovati.vivi()) or list(trovati.order_by("-pk")[:1])
    if not candidati:
        raise ProgrammaNonTrovato(f"Nessun programma {testo}: controllare codice e anno.")
    if len(candidati) > 1:
        quali = ", ".join(
            f"{p.distretto.ente.codice}/{p.distretto.codice}/{anno}" for p in candidati
        )
        raise ProgrammaNonTrovato(f"«{testo}» indica più programmi ({quali}): aggiungere l'ente.")
    return candidati[0]


@dataclass(frozen=True, slots=True)
class Gruppo:
    """Programmes in one state: the first ones, and how many there are in all."""

    stato: Stato
    programmi: list[Programma]
    quanti: int

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

ORDINE_DISTRETTO = (
    Stato.DA_INTEGRARE,
    Stato.BOZZA,
    Stato.TRASMESSO,
    Stato.IN_ISTRUTTORIA,
    Stato.APPROVATO,
    Stato.PUBBLICATO,
    Stato.RESPINTO,
    Stato.REVOCATO,
    Stato.ANNULLATO,
)
"""What waits for the district first."""


def programmi_per_stato(utente: Any, *, ordine: tuple[Stato, ...], per_stato: int) -> list[Gruppo]:
    """The programmes that a user sees, grouped by state in the order given; two queries."""
    visibili = Programma.objects.visibili_a(utente)
    quanti = dict(visibili.order_by().values_list("stato").annotate(n=Count("pk")))
    primi = (
        visibili.select_related("distretto__ente", "in_carico_a")
        .annotate(
            osservazioni_aperte=Count(
                "osservazioni", filter=~Q(osservazioni__stato=StatoOsservazione.CHIUSA)
            )
        )
        .annotate(
            riga=Window(
                RowNumber(), partition_by=F("stato"), order_by=[F("anno").desc(), F("stato_dal")]
            )
        )
        .filter(riga__lte=per_stato)
        .order_by("riga")
    )
    per: dict[str, list[Programma]] = {}
    for programma in primi:
        per.setdefault(programma.stato, []).append(programma)
    return [Gruppo(stato, per[stato], quanti[stato]) for stato in ordine if stato in per]


def importazioni_in_attesa(utente: Any) -> list[Importazione]:
    """Word files that this officer has uploaded and neither confirmed nor discarded."""
    return list(
        Importazione.objects.filter(autore=utente, stato=StatoImportazione.LETTA)
        .select_related("distretto")
        .defer("lettura")[:10]
    )
