"""Verbs on the register: organisations, memberships, people in charge."""

from .incarichi import affida_incarico, chiudi_incarico
from .organizzazioni import (
    aggiungi_alias,
    chiudi_adesione,
    nomi_noti,
    registra_adesione,
    registra_certificazione,
    registra_organizzazione,
)
from .rifiuto import RegistroRifiutato
from .unione import fondi

__all__ = [
    "RegistroRifiutato",
    "affida_incarico",
    "aggiungi_alias",
    "chiudi_adesione",
    "chiudi_incarico",
    "fondi",
    "nomi_noti",
    "registra_adesione",
    "registra_certificazione",
    "registra_organizzazione",
]
