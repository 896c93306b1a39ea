"""The form of a year (Schema) and the plan written on it (Programma)."""

from .programma import Modifica, Programma
from .schema import (
    Ambito,
    AzionePredefinita,
    CampoAzione,
    Proroga,
    RigaVoce,
    Scadenza,
    Schema,
    TipologiaAzione,
    Voce,
)
from .stampati import (
    AderenteProgramma,
    AmbitoProgramma,
    AttoreProgramma,
    CanaleProgramma,
    DatoProgramma,
    Sezione,
)

__all__ = [
    "AderenteProgramma",
    "Ambito",
    "AmbitoProgramma",
    "AttoreProgramma",
    "AzionePredefinita",
    "CampoAzione",
    "CanaleProgramma",
    "DatoProgramma",
    "Modifica",
    "Programma",
    "Proroga",
    "RigaVoce",
    "Scadenza",
    "Schema",
    "Sezione",
    "TipologiaAzione",
    "Voce",
]
