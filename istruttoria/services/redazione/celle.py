"""Cells of an action that hold several rows: indicators, and percentages with their readings.

A cell is typed as on paper, an item a line. Its text is compared and kept in history as a whole;
rows are rewritten in place, so that an item that stays keeps its key, and a phrase that stays keeps
the reading that somebody confirmed.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from azioni.models import Azione, Indicatore, Regola
from azioni.percentuali import leggi
from azioni.services import costruisci_regole
from distretti.models import Utente
from documenti.word.cells import voci_con_marcatore
from programmi.models import Programma
from programmi.services import Punto, Scritto, confronta, gettone, registra

COLONNE_INDICATORE = ("marcatore", "testo")
COLONNE_REGOLA = (
    *("marcatore", "testo", "evidenze", "tipo", "percentuale", "unita", "obiettivo", "soglia"),
    *("quota", "base", "da_confermare", "lettura"),
)


def testo_indicatori(righe: Sequence[Any]) -> str:
    """The cell as one types it."""
    return "\n".join(_con_segno(r.marcatore, r.testo) for r in righe)


def testo_percentuali(righe: Sequence[Any]) -> str:
    """The cell as one types it: each phrase, and on the next line the evidence it asks for."""
    pezzi = []
    for riga in righe:
        pezzi.append(_con_segno(riga.marcatore, riga.testo))
        if riga.evidenze:
            pezzi.append(f"Evidenze: {riga.evidenze}")
    return "\n".join(pezzi)


def _con_segno(marcatore: str, testo: str) -> str:
    return f"{marcatore} {testo}".strip()


def scrivi_indicatori(
    programma: Programma, azione: Azione, scritto: str, *, visto: str, attore: Utente
) -> Scritto:
    """Replace the indicators of an action by those that the text lists."""
    righe = list(azione.indicatori.all())
    nuovi = [
        Indicatore(azione=azione, posizione=i, marcatore=marcatore[:10], testo=testo)
        for i, (marcatore, testo) in enumerate(voci_con_marcatore(scritto.split("\n")), 1)
        if testo
    ]
    return _scrivi(
        programma, azione, "indicatori", righe, nuovi, testo_indicatori, COLONNE_INDICATORE,
        visto=visto, attore=attore,
    )  # fmt: skip


def scrivi_percentuali(
    programma: Programma, azione: Azione, scritto: str, *, visto: str, attore: Utente
) -> Scritto:
    """Replace the rules of an action by those that the text holds, read anew where it changed."""
    righe = list(azione.regole.all())
    nuove = costruisci_regole(azione, leggi(scritto))
    _tieni_le_letture(righe, nuove)
    return _scrivi(
        programma, azione, "percentuali", righe, nuove, testo_percentuali, COLONNE_REGOLA,
        visto=visto, attore=attore,
    )  # fmt: skip


def _tieni_le_letture(prima: Sequence[Regola], dopo: Sequence[Regola]) -> None:
    """A phrase that is still there is not read again: its reading may have been confirmed."""
    note = {(r.testo, r.evidenze): r for r in prima}
    for nuova in dopo:
        nota = note.get((nuova.testo, nuova.evidenze))
        if nota is None:
            continue
        for colonna in COLONNE_REGOLA[3:]:
            setattr(nuova, colonna, getattr(nota, colonna))


def _scrivi(
    programma: Programma,
    azione: Azione,
    campo: str,
    righe: Sequence[Any],
    nuove: Sequence[Any],
    testo: Any,
    colonne: Sequence[str],
    *,
    visto: str,
    attore: Utente,
) -> Scritto:
    attuale, proposto = testo(righe), testo(nuove)
    punto = Punto("azione", azione.pk, campo)
    if not confronta(punto, attuale, proposto, visto=visto):
        return Scritto(attuale, gettone(attuale), cambiato=False)
    modello = Indicatore if campo == "indicatori" else Regola
    if nuove:
        modello._default_manager.bulk_create(
            nuove,
            update_conflicts=True,
            update_fields=colonne,
            unique_fields=["azione", "posizione"],
        )
    if len(nuove) < len(righe):
        if modello is Indicatore:
            _slega(azione, len(nuove))
        modello._default_manager.filter(azione=azione, posizione__gt=len(nuove)).delete()
    if len(nuove) != len(righe):
        _accoppia(azione, campo, len(nuove))
    registra(programma, punto, prima=attuale, dopo=proposto, autore=attore)
    return Scritto(proposto, gettone(proposto), cambiato=True)


def con_conteggi(azioni: QuerySet[Azione]) -> QuerySet[Azione]:
    """Actions that know how many indicators and rules they have (``quanti``, ``quante``)."""
    return azioni.annotate(
        quanti=Count("indicatori", distinct=True), quante=Count("regole", distinct=True)
    )


def _slega(azione: Azione, ultimo: int) -> None:
    Regola.objects.filter(azione=azione, indicatore__posizione__gt=ultimo).update(indicatore=None)


def _accoppia(azione: Any, campo: str, ora: int) -> None:
    """Rules and indicators go in pairs, in order, where they are as many; otherwise apart."""
    erano_pari = azione.quanti == azione.quante
    if campo == "indicatori":
        azione.quanti = ora
    else:
        azione.quante = ora
    sue = Regola.objects.filter(azione=azione)
    if azione.quanti == azione.quante:
        suoi = Indicatore.objects.filter(azione=azione, posizione=OuterRef("posizione"))
        sue.update(indicatore=Subquery(suoi.values("pk")[:1]))
    elif erano_pari:
        sue.update(indicatore=None)
