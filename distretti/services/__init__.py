"""Verbs on the register: organisations, memberships, people in charge, proposals."""

from .accesso import togli_secondo_fattore
from .incarichi import affida_incarico, chiudi_incarico
from .inviti import accetta_con_password, accetta_da, impronta, invita, rimanda, ritira_invito
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
    "accetta_con_password",
    "accetta_da",
    "affida_incarico",
    "aggiungi_alias",
    "chiudi_adesione",
    "chiudi_incarico",
    "conferma",
    "fondi",
    "impronta",
    "invita",
    "nomi_noti",
    "proponi",
    "registra",
    "registra_adesione",
    "registra_certificazione",
    "registra_organizzazione",
    "respingi",
    "rimanda",
    "ritira",
    "ritira_invito",
    "togli_secondo_fattore",
]
