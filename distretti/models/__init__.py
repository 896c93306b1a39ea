"""Who and where: authorities, users, districts, organisations, people in charge."""

from .distretto import Accordo, Distretto, Incarico
from .ente import Ente, Utente
from .invito import Invito
from .organizzazione import Adesione, AliasOrganizzazione, Certificazione, Organizzazione
from .proposta import Proposta

__all__ = [
    "Accordo",
    "Adesione",
    "AliasOrganizzazione",
    "Certificazione",
    "Distretto",
    "Ente",
    "Incarico",
    "Invito",
    "Organizzazione",
    "Proposta",
    "Utente",
]
