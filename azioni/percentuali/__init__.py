"""Reading percentage phrases and scoring: pure code, exact arithmetic, no database."""

from azioni.percentuali.lettura import leggi
from azioni.percentuali.regola import (
    MANUALE,
    PER_UNITA,
    PESO,
    QUOTA,
    SI_NO,
    SOGLIA,
    TIPI,
    RegolaLetta,
    descrivi,
)

__all__ = [
    "MANUALE",
    "PER_UNITA",
    "PESO",
    "QUOTA",
    "SI_NO",
    "SOGLIA",
    "TIPI",
    "RegolaLetta",
    "descrivi",
    "leggi",
]
