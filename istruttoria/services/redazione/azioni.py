"""Actions come, go and change place; their printed numbers follow.

Numbers run within the programme and the kind, from one area to the next. A deleted action is kept
whole in the history row of its deletion, from which it comes back with its own key.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any

from django.core import serializers
from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When

from azioni.enums import RuoloOrganizzazione
from azioni.models import Azione, Indicatore, OrganizzazioneAzione, Regola
from distretti.models import Organizzazione, Utente
from istruttoria import rules
from istruttoria.fatti import Fatti
from istruttoria.models import NotaInterna, Osservazione
from istruttoria.sblocchi import Luogo
from istruttoria.services.redazione.salvataggio import ScritturaVietata, prendi_per_scrivere
from istruttoria.workflow import Rifiuto
from programmi.enums import VOCE_DELLE_AZIONI, CodiceCampo, TipoAzione
from programmi.models import AmbitoProgramma, Modifica, Programma
from programmi.services import Punto, registra

FUORI = 10_000
"""Added to numbers while they change, so that no two are ever the same."""
AZIONI_MASSIME = 400
CAMPO_DEL_RUOLO: dict[str, str] = {
    RuoloOrganizzazione.REFERENTE: CodiceCampo.REFERENTI,
    RuoloOrganizzazione.ALTRA: CodiceCampo.ALTRE_ORGANIZZAZIONI,
}
CAMPI_CON_RIGHE = (*CAMPO_DEL_RUOLO.values(), CodiceCampo.INDICATORI, CodiceCampo.PERCENTUALI)
"""The fields of an action that are rows of their own."""


@transaction.atomic
def aggiungi(
    programma_id: int,
    *,
    tipo: TipoAzione | str,
    ambito_id: int | None = None,
    titolo: str = "",
    attore: Utente,
) -> Azione:
    """A new action at the end of its area (of its kind, where there are no areas)."""
    programma = _prendi(programma_id, tipo, attore)
    ambito = _ambito(programma, tipo, ambito_id)
    return nasce(programma, Azione(tipo=tipo, ambito=ambito, titolo=titolo[:500]), attore)


@transaction.atomic
def duplica(programma_id: int, azione_id: int, *, attore: Utente) -> Azione:
    """A copy of an action, with its indicators and percentages, right after it."""
    originale = _azione(programma_id, azione_id)
    programma = _prendi(programma_id, originale.tipo, attore)
    copia = _azione(programma_id, azione_id)
    copia.pk, copia.predefinita, copia.strategico = None, None, False
    copia.titolo = f"{originale.titolo[:490]} (copia)" if originale.titolo else ""
    copia = nasce(programma, copia, attore, dopo=originale)
    copia_righe(originale, copia)
    return copia


def copia_righe(originale: Azione, copia: Azione, campi: Collection[str] = CAMPI_CON_RIGHE) -> None:
    """Give a new action the organisations, indicators and percentages of another, of the fields
    named."""
    righe: list[Any] = [
        *(o for o in originale.organizzazioni.all() if CAMPO_DEL_RUOLO[o.ruolo] in campi),
        *(originale.indicatori.all() if CodiceCampo.INDICATORI in campi else ()),
        *(originale.regole.all() if CodiceCampo.PERCENTUALI in campi else ()),
    ]
    indicatori: dict[int | None, Indicatore] = {}
    for riga in righe:
        era = riga.pk
        riga.pk, riga.azione = None, copia
        if isinstance(riga, Regola):
            riga.indicatore = indicatori.get(riga.indicatore_id)
        riga.save(force_insert=True)
        if isinstance(riga, Indicatore):
            indicatori[era] = riga


@transaction.atomic
def elimina(programma_id: int, azione_id: int, *, attore: Utente) -> Modifica:
    """Take an action away; the history row returned brings it back.

    What was written about it speaks from now on of its part, never of the action that takes its
    number.
    """
    azione = _azione(programma_id, azione_id)
    programma = _prendi(programma_id, azione.tipo, attore)
    azione = _azione(programma_id, azione_id)
    if azione.predefinita_id and programma.richiede_contributo:
        raise Rifiuto(
            "È una riga V.A.M.T. che lo schema prevede per chi richiede il contributo: "
            "non si elimina."
        )
    intera = serializers.serialize(
        "json",
        [
            azione,
            *azione.organizzazioni.all(),
            *azione.indicatori.all(),
            *azione.regole.all(),
        ],
    )
    punto = Punto("azione", azione.pk, "eliminata")
    tolta = registra(programma, punto, prima=intera, dopo="", autore=attore)
    tipo, parte = azione.tipo, programma.schema.voci.get(tipo=_voce(azione.tipo)).codice
    for scritte in _scritte_su(programma, tipo, azione.posizione):
        scritte.update(voce=parte, azione_tipo="", azione_numero=None, campo="")
    azione.delete()
    rinumera(programma, tipo)
    return tolta


@transaction.atomic
def ripristina(programma_id: int, modifica_id: int, *, attore: Utente) -> Azione:
    """Bring back an action that was deleted, as it was and where it stood."""
    tolta = Modifica.objects.filter(
        pk=modifica_id, programma=programma_id, modello="azione", campo="eliminata"
    ).first()
    if tolta is None:
        raise Rifiuto("L'azione da ripristinare non si trova.")
    righe: list[Any] = [r.object for r in serializers.deserialize("json", tolta.prima)]
    azione: Azione = righe[0]
    programma = _prendi(programma_id, azione.tipo, attore)
    if Azione.objects.filter(pk=azione.pk).exists():
        raise Rifiuto("L'azione è già tornata al suo posto.")
    posto = azione.posizione
    vive = set(
        Organizzazione.objects.filter(
            pk__in=[r.organizzazione_id for r in righe if isinstance(r, OrganizzazioneAzione)]
        ).values_list("pk", flat=True)
    )
    azione.posizione = FUORI * 2
    for riga in righe:
        if isinstance(riga, OrganizzazioneAzione) and riga.organizzazione_id not in vive:
            riga.organizzazione = None
        riga.save(force_insert=True)
    ordine = [a.pk for a in _in_ordine(programma, azione.tipo) if a.pk != azione.pk]
    ordine.insert(posto - 1, azione.pk)
    rinumera(programma, azione.tipo, ordine)
    registra(
        programma,
        Punto("azione", azione.pk, "ripristinata"),
        prima="",
        dopo=str(azione)[:500],
        autore=attore,
    )
    return Azione.objects.get(pk=azione.pk)


@transaction.atomic
def sposta(
    programma_id: int, azione_id: int, *, posto: int = 0, passo: int = 0, attore: Utente
) -> Azione:
    """Give an action another place among those of its area: the ``posto`` (1 is the first), or
    ``passo`` places further down (negative: up)."""
    azione = _azione(programma_id, azione_id)
    programma = _prendi(programma_id, azione.tipo, attore)
    azione = _azione(programma_id, azione_id)
    tutte = _in_ordine(programma, azione.tipo)
    vicine = [a for a in tutte if a.ambito_id == azione.ambito_id and a.pk != azione.pk]
    if passo:
        posto = 1 + passo + sum(a.posizione < azione.posizione for a in vicine)
    posto = min(max(posto, 1), len(vicine) + 1)
    vicine.insert(posto - 1, azione)
    ordine: list[int] = []
    for altra in tutte:
        if altra.ambito_id == azione.ambito_id:
            ordine.append(vicine.pop(0).pk)
        else:
            ordine.append(altra.pk)
    prima = azione.posizione
    rinumera(programma, azione.tipo, ordine)
    azione.refresh_from_db()
    if azione.posizione != prima:
        registra(
            programma,
            Punto("azione", azione.pk, "posizione"),
            prima=str(prima),
            dopo=str(azione.posizione),
            autore=attore,
        )
    return azione


def rinumera(programma: Programma, tipo: str, ordine: Sequence[int] | None = None) -> None:
    """Number the actions of a kind from 1, by area and then as they stand (or in this order).

    Remarks and notes on an action follow it to its new number.
    """
    azioni = {a.pk: a for a in _in_ordine(programma, tipo)}
    pk_in_ordine = list(ordine or azioni)
    pk_in_ordine.sort(key=lambda pk: _area(azioni[pk]))
    nuovi = {
        pk: numero for numero, pk in enumerate(pk_in_ordine, 1) if azioni[pk].posizione != numero
    }
    if not nuovi:
        return
    righe = Azione.objects.filter(pk__in=nuovi)
    righe.update(posizione=F("posizione") + FUORI)
    righe.update(posizione=Case(*(When(pk=pk, then=Value(n)) for pk, n in nuovi.items())))
    numeri = {azioni[pk].posizione: n for pk, n in nuovi.items()}
    for scritte in _scritte_su(programma, tipo, *numeri):
        if scritte.exists():
            casi = (When(azione_numero=era, then=Value(e)) for era, e in numeri.items())
            scritte.update(azione_numero=Case(*casi))


def _scritte_su(programma: Programma, tipo: str, *numeri: int) -> list[QuerySet[Any]]:
    """The remarks, and the notes, on these actions."""
    modelli: tuple[Any, ...] = (Osservazione, NotaInterna)
    return [
        modello.objects.filter(programma=programma, azione_tipo=tipo, azione_numero__in=numeri)
        for modello in modelli
    ]


def _area(azione: Azione) -> int:
    return azione.ambito.numero if azione.ambito else FUORI


def _in_ordine(programma: Programma, tipo: str) -> list[Azione]:
    righe = programma.azioni.filter(tipo=tipo).select_related("ambito").order_by("posizione")
    return sorted(righe, key=_area)


def _azione(programma_id: int, azione_id: int) -> Azione:
    azione = (
        Azione.objects.filter(programma=programma_id, pk=azione_id).select_related("ambito").first()
    )
    if azione is None:
        raise Rifiuto("L'azione non c'è più: nel frattempo è stata eliminata.")
    return azione


def _prendi(programma_id: int, tipo: str, attore: Utente) -> Programma:
    """The programme held for a change of its list of actions of this kind."""
    programma = prendi_per_scrivere(programma_id, attore)
    voce = programma.schema.voci.filter(tipo=_voce(tipo)).first()
    if voce is None:
        raise Rifiuto("Lo schema di questo programma non prevede azioni di questo tipo.")
    if motivo := rules.motivo_scrittura(Fatti(programma), Luogo(voce.codice)):
        raise ScritturaVietata(motivo)
    return programma


def _voce(tipo: str) -> str:
    return VOCE_DELLE_AZIONI[TipoAzione(tipo)] if tipo in TipoAzione.values else ""


def _ambito(programma: Programma, tipo: str, ambito_id: int | None) -> AmbitoProgramma | None:
    ambiti = list(programma.ambiti.filter(voce__tipo=_voce(tipo)))
    if not ambiti:
        return None
    trovato = next((a for a in ambiti if a.pk == ambito_id), None)
    if trovato is None:
        raise Rifiuto("Scegliere l'ambito della nuova azione.", "ambito")
    return trovato


def nasce(
    programma: Programma, azione: Azione, attore: Utente, *, dopo: Azione | None = None
) -> Azione:
    """Put a new action in a programme that is held: at the end of its area, or after another."""
    esistenti = _in_ordine(programma, azione.tipo)
    if len(esistenti) >= AZIONI_MASSIME:
        raise Rifiuto(f"Un programma ha al massimo {AZIONI_MASSIME} azioni di un tipo.")
    azione.programma = programma
    azione.posizione = FUORI * 2
    azione.save(force_insert=True)
    ordine: list[Any] = [a.pk for a in esistenti]
    posto = ordine.index(dopo.pk) + 1 if dopo else len(ordine)
    ordine.insert(posto, azione.pk)
    rinumera(programma, azione.tipo, ordine)
    azione.refresh_from_db()
    registra(
        programma,
        Punto("azione", azione.pk, "creata"),
        prima="",
        dopo=str(azione)[:500],
        autore=attore,
    )
    return azione


def _annota(
    programma: Programma, azione: Azione, campo: str, attore: Utente, *, prima: str = "", dopo: str
) -> None:
    registra(programma, Punto("azione", azione.pk, campo), prima=prima, dopo=dopo, autore=attore)


def eliminata(modifica: Modifica) -> tuple[str, str]:
    """The kind of a deleted action, and what it was called, for the offer to bring it back."""
    campi = json.loads(modifica.prima)[0]["fields"]
    return campi["tipo"], f"{campi['posizione']}. {campi['titolo'] or 'senza titolo'}"
