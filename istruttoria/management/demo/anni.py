"""The years: their deadlines, what was granted to a district, the year to come."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from distretti.models import Distretto, Ente, Utente
from istruttoria import services
from istruttoria.management.demo.lettura import leggi
from istruttoria.management.demo.programmi import schema_dell_anno
from programmi.models import Scadenza, Schema
from programmi.services import concedi_proroga


def anni(ente: Ente, persone: dict[str, Utente]) -> Iterator[str]:
    """Deadlines where a form has none, a proroga where nobody granted one, the drafts to open."""
    for dati in leggi("anni")["anni"]:
        schema = schema_dell_anno(ente, dati["schema"], dati["anno"])
        yield from _scadenze(schema, dati["scadenze"])
        for proroga in dati.get("proroghe", ()):
            yield from _proroga(schema, proroga, persone["funzionario"])
        for codice in dati.get("apri", ()):
            yield from _apri(schema, codice, persone["funzionario"])


def _scadenze(schema: Schema, giorni: dict[str, date]) -> Iterator[str]:
    if schema.scadenze.exists():
        return
    for tipo, giorno in giorni.items():
        scadenza = Scadenza(schema=schema, tipo=tipo, giorno=giorno)
        scadenza.full_clean()
        scadenza.save()
    yield f"{schema}: {len(giorni)} scadenze"


def _proroga(schema: Schema, dati: dict[str, Any], autore: Utente) -> Iterator[str]:
    scadenza = schema.scadenze.filter(tipo=dati["tipo"], proroghe=None).first()
    if scadenza is None:
        return
    distretto = Distretto.objects.get(ente=schema.ente_id, codice__iexact=dati["distretto"])
    concedi_proroga(
        scadenza,
        distretto=distretto,
        nuovo_giorno=dati["nuovo_giorno"],
        motivo=dati["motivo"],
        autore=autore,
    )
    yield f"{distretto}: proroga al {dati['nuovo_giorno']:%d/%m/%Y}"


def _apri(schema: Schema, codice: str, attore: Utente) -> Iterator[str]:
    distretto = Distretto.objects.get(ente=schema.ente_id, codice__iexact=codice)
    if not schema.attivo or distretto.programmi.filter(anno=schema.anno).exists():
        return
    for apertura in services.apri_anno(schema, [distretto.pk], attore=attore):
        yield f"{distretto} {schema.anno}: {apertura.motivo or 'aperto dall’anno prima'}"
