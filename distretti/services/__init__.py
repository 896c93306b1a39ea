"""Verbs on the register: organisations, memberships, people in charge, proposals."""

from .incarichi import affida_incarico, chiudi_incarico
from .organizzazioni import (
    aggiungi_alias,
    chiudi_adesione,
    nomi_noti,
    registra_adesione,
    registra_certificazione,
    registra_organizzazione,
)
from .proposte import conferma, proponi, registra, respingi, ritira
from .rifiuto import GiaProposta, RegistroRifiutato
from .unione import fondi

__all__ = [
    "GiaProposta",
    "RegistroRifiutato",
    "affida_incarico",
    "aggiungi_alias",
    "chiudi_adesione",
    "chiudi_incarico",
    "conferma",
    "fondi",
    "nomi_noti",
    "proponi",
    "registra",
    "registra_adesione",
    "registra_certificazione",
    "registra_organizzazione",
    "respingi",
    "ritira",
]
