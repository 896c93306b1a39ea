"""Opening a year: one draft for each district, each in a transaction of its own."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from azioni.services import apri_programma
from distretti.models import Distretto, Utente
from istruttoria import rules
from istruttoria.queries.anno import RIPRESA, RigaAnno, piano_dell_anno
from istruttoria.ripresa import che_cosa_si_riprende
from istruttoria.services.redazione import Ripresa, riprendi_tutto
from istruttoria.workflow import Rifiuto
from programmi.models import Programma, Schema
from programmi.services import ModificaRifiutata, Punto, registra


@dataclass(frozen=True, slots=True)
class Apertura:
    """What became of one district: the draft and what it took, or why there is none."""

    distretto: Distretto
    programma: Programma | None = None
    ripresa: Ripresa | None = None
    motivo: str = ""


def apri_anno(schema: Schema, distretti: Collection[int], *, attore: Utente) -> list[Apertura]:
    """Open the drafts of the chosen districts (their keys); what cannot be opened says why.

    A district that fails takes nothing from the others. Raises ``Rifiuto`` when nobody may.
    """
    if motivo := rules.puo_aprire_anno(attore, schema.ente).motivo:
        raise Rifiuto(motivo)
    if not schema.attivo:
        raise Rifiuto(f"Lo schema «{schema}» non è attivo: non vi si aprono programmi.")
    scelti = Distretto.objects.filter(ente=schema.ente_id, pk__in=distretti)
    return [_apri(schema, d, attore) for d in scelti.order_by("denominazione", "pk")]


def _apri(schema: Schema, distretto: Distretto, attore: Utente) -> Apertura:
    try:
        with transaction.atomic():
            return _apri_uno(schema, distretto, attore)
    except (Rifiuto, ModificaRifiutata) as rifiuto:
        return Apertura(distretto, motivo=str(rifiuto))
    except IntegrityError:
        return Apertura(distretto, motivo=f"Nel frattempo si è aperto un programma {schema.anno}.")


def _apri_uno(schema: Schema, distretto: Distretto, attore: Utente) -> Apertura:
    """The plan is read again while the district's row is held: two officers see each other."""
    Distretto.objects.select_for_update(no_key=True).get(pk=distretto.pk)
    riga = next(iter(piano_dell_anno(schema, solo=[distretto.pk])), None)
    if riga is None:
        raise Rifiuto("Il distretto non è attivo.")
    if not riga.apribile:
        raise Rifiuto(f"{riga.dettaglio}.")
    programma = apri_programma(
        schema=schema, distretto=distretto, anno=schema.anno, autore=attore, **_di_prima(riga)
    )
    if riga.origine is None:
        return Apertura(distretto, programma)
    ripresa = riprendi_tutto(programma, riga.origine, attore=attore)
    racconto = (
        f"Dal programma {riga.origine.anno}: "
        f"{che_cosa_si_riprende(ripresa.azioni, ripresa.sezioni)}"
    )
    punto = Punto("programma", programma.pk, RIPRESA)
    dopo = "\n".join([racconto, *ripresa.senza_posto])
    registra(programma, punto, prima="", dopo=dopo, autore=attore)
    return Apertura(distretto, programma, ripresa)


def _di_prima(riga: RigaAnno) -> dict[str, Any]:
    """What the draft keeps of the year before, beside its text."""
    if riga.origine is None:
        return {}
    return {"richiede_contributo": riga.origine.richiede_contributo}
