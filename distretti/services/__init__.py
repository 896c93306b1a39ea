"""Verbs on the register: organisations, memberships, people in charge."""

from .accesso import togli_secondo_fattore
from .incarichi import affida_incarico, chiudi_incarico
from .inviti import accetta_con_password, accetta_da, impronta, invita, rimanda, ritira
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
    "accetta_con_password",
    "accetta_da",
    "affida_incarico",
    "aggiungi_alias",
    "chiudi_adesione",
    "chiudi_incarico",
    "fondi",
    "impronta",
    "invita",
    "nomi_noti",
    "registra_adesione",
    "registra_certificazione",
    "registra_organizzazione",
    "rimanda",
    "ritira",
    "togli_secondo_fattore",
]
