"""Verbs on schemas and programmes."""

from .modifiche import (
    ConflittoDiModifica,
    ModificaRifiutata,
    aggiorna_programma,
    fissa_aderenti,
)
from .programmi import crea_programma, esiste_programma_vivo
from .proroghe import ProrogaRifiutata, concedi_proroga
from .schemi import SchemaRifiutato, carica_schema, carica_schemi, codici_dei_schemi, copia_schema
from .scrittura import (
    Conflitto,
    Punto,
    Scritto,
    confronta,
    gettone,
    registra,
    scrivi_colonna,
    testo_di,
)

__all__ = [
    "Conflitto",
    "ConflittoDiModifica",
    "ModificaRifiutata",
    "ProrogaRifiutata",
    "Punto",
    "SchemaRifiutato",
    "Scritto",
    "aggiorna_programma",
    "carica_schema",
    "carica_schemi",
    "codici_dei_schemi",
    "concedi_proroga",
    "confronta",
    "copia_schema",
    "crea_programma",
    "esiste_programma_vivo",
    "fissa_aderenti",
    "gettone",
    "registra",
    "scrivi_colonna",
    "testo_di",
]
