"""Verbs on schemas and programmes."""

from .modifiche import (
    ConflittoDiModifica,
    ModificaRifiutata,
    aggiorna_programma,
    fissa_aderenti,
)
from .programmi import crea_programma, esiste_programma_vivo
from .schemi import SchemaRifiutato, carica_schema, carica_schemi, codici_dei_schemi, copia_schema

__all__ = [
    "ConflittoDiModifica",
    "ModificaRifiutata",
    "SchemaRifiutato",
    "aggiorna_programma",
    "carica_schema",
    "carica_schemi",
    "codici_dei_schemi",
    "copia_schema",
    "crea_programma",
    "esiste_programma_vivo",
    "fissa_aderenti",
]
