"""Schemas: loaded from the data files that come with the system, copied to a new year."""

import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from distretti.models import Ente
from programmi.enums import TipoAzione
from programmi.models import (
    Ambito,
    AzionePredefinita,
    CampoAzione,
    RigaVoce,
    Schema,
    TipologiaAzione,
    Voce,
)

CAMPI_SCHEMA = (
    "durata",
    "tipi_distretto",
    "caratteri_per_riga",
    "contributo_percentuale",
    "contributo_tetto",
    "conta_progettualita",
)


class SchemaRifiutato(Exception):
    """A schema cannot be made as asked; the message is Italian, for the officer."""


def codici_dei_schemi() -> list[str]:
    """Codes of the schemas that come with the system, oldest first."""
    cartella = resources.files("programmi") / "schemi"
    return sorted(f.name[:-5] for f in cartella.iterdir() if f.name.endswith(".toml"))


def carica_schemi(ente: Ente) -> list[Schema]:
    """Give an Ente every schema that comes with the system; those it has are left as they are."""
    return [carica_schema(ente, codice) for codice in codici_dei_schemi()]


def carica_schema(ente: Ente, codice: str) -> Schema:
    """The Ente's schema of that code, made from its data file when missing."""
    esistente = Schema.objects.filter(ente=ente, codice__iexact=codice).first()
    if esistente is not None:
        return esistente
    if codice not in codici_dei_schemi():
        raise SchemaRifiutato(f"Non c'è uno schema «{codice}» fra quelli forniti con il sistema.")
    testo = (resources.files("programmi") / "schemi" / f"{codice}.toml").read_text("utf-8")
    return _crea_da_dati(ente, tomllib.loads(testo))


@transaction.atomic
def _crea_da_dati(ente: Ente, dati: dict[str, Any]) -> Schema:
    schema = Schema(
        ente=ente,
        codice=dati["codice"],
        titolo=dati["titolo"],
        anno=dati["anno"],
        **{campo: dati[campo] for campo in CAMPI_SCHEMA if campo in dati},
    )
    schema.full_clean()
    schema.save()
    righe: list[RigaVoce] = []
    tipologie: list[TipologiaAzione] = []
    predefinite: list[AzionePredefinita] = []
    for posizione, voce_letta in enumerate(dati["voci"], 1):
        voce = Voce.objects.create(
            schema=schema,
            codice=voce_letta["codice"],
            tipo=voce_letta["tipo"],
            titolo=voce_letta["titolo"],
            posizione=posizione,
            obbligatoria=voce_letta.get("obbligatoria", True),
            aiuto=voce_letta.get("aiuto", ""),
            introduzione=voce_letta.get("introduzione", ""),
            limite_righe=voce_letta.get("limite_righe"),
        )
        for i, (chiave, etichetta) in enumerate(voce_letta.get("righe", ()), 1):
            righe.append(RigaVoce(voce=voce, chiave=chiave, etichetta=etichetta, posizione=i))
        for ambito_letto in voce_letta.get("ambiti", ()):
            ambito = Ambito.objects.create(
                voce=voce, numero=ambito_letto["numero"], titolo=ambito_letto["titolo"]
            )
            tipologie += _tipologie(ambito, ambito_letto.get("tipologie", ()))
            for azione in ambito_letto.get("predefinite", ()):
                predefinite.append(
                    AzionePredefinita(
                        ambito=ambito,
                        tipo=azione.get("tipo", TipoAzione.RIGA_VAMT),
                        titolo=azione["titolo"],
                        percentuale=azione.get("percentuale", "").strip(),
                        vamt=azione.get("vamt", True),
                        posizione=len(predefinite) + 1,
                    )
                )
    RigaVoce.objects.bulk_create(righe)
    TipologiaAzione.objects.bulk_create(tipologie)
    AzionePredefinita.objects.bulk_create(predefinite)
    CampoAzione.objects.bulk_create(_campi(schema, dati["campi"]))
    return schema


def _tipologie(ambito: Ambito, gruppi: Iterable[dict[str, Any]]) -> list[TipologiaAzione]:
    coppie = [(g["gruppo"], testo) for g in gruppi for testo in g["testi"]]
    return [
        TipologiaAzione(ambito=ambito, gruppo=gruppo, testo=testo, posizione=i)
        for i, (gruppo, testo) in enumerate(coppie, 1)
    ]


def _campi(schema: Schema, letti: Iterable[dict[str, Any]]) -> list[CampoAzione]:
    contati: dict[str, int] = {}
    campi = []
    for letto in letti:
        tipo = letto["tipo_azione"]
        contati[tipo] = contati.get(tipo, 0) + 1
        campi.append(
            CampoAzione(
                schema=schema,
                tipo_azione=tipo,
                codice=letto["codice"],
                etichetta=letto["etichetta"],
                posizione=contati[tipo],
                obbligatorio=letto.get("obbligatorio", True),
                aiuto=letto.get("aiuto", ""),
            )
        )
    return campi


@transaction.atomic
def copia_schema(schema: Schema, *, codice: str, titolo: str, anno: int) -> Schema:
    """A free copy of a schema for another year: all its structure, none of its deadlines.

    Deadlines are days of the old year, so the officer enters the new ones. Raises
    ``SchemaRifiutato`` with the reason when code or year do not fit.
    """
    copia = Schema(
        ente=schema.ente,
        codice=codice,
        titolo=titolo,
        anno=anno,
        **{campo: getattr(schema, campo) for campo in CAMPI_SCHEMA},
    )
    try:
        copia.full_clean()
    except ValidationError as errore:
        raise SchemaRifiutato(" ".join(errore.messages)) from errore
    copia.save()
    voci = _copia_righe(Voce, schema.voci.all(), schema=copia)
    _copia_righe(RigaVoce, RigaVoce.objects.filter(voce__schema=schema), voce=voci)
    ambiti = _copia_righe(Ambito, Ambito.objects.filter(voce__schema=schema), voce=voci)
    _copia_righe(
        TipologiaAzione,
        TipologiaAzione.objects.filter(ambito__voce__schema=schema),
        ambito=ambiti,
    )
    _copia_righe(
        AzionePredefinita,
        AzionePredefinita.objects.filter(ambito__voce__schema=schema),
        ambito=ambiti,
    )
    _copia_righe(CampoAzione, schema.campi.all(), schema=copia)
    return copia


def _copia_righe(modello: type[Any], righe: Iterable[Any], **padri: Any) -> dict[int, Any]:
    """Copy rows under new parents (a row, or a map old id -> new row); old id -> copy."""
    copie: dict[int, Any] = {}
    for riga in righe:
        valori = {
            campo.attname: getattr(riga, campo.attname)
            for campo in modello._meta.concrete_fields
            if not campo.primary_key and campo.name not in padri
        }
        for nome, padre in padri.items():
            nuovo = padre[getattr(riga, f"{nome}_id")] if isinstance(padre, dict) else padre
            valori[nome] = nuovo
        copie[riga.pk] = modello(**valori)
    modello._default_manager.bulk_create(copie.values())
    return copie
