"""Checks on a programme: pure functions over its snapshot.

`esegui(snapshot)` runs them all; `REGISTRO` lists each check with its code, title, severity and
source. Adding one is writing a decorated function in one of the modules imported here.
"""

from istruttoria.controlli import (  # noqa: F401  (importing a module registers its checks)
    accordo,
    anagrafica,
    azioni,
    nomi_superati,
    numeri,
    percentuali,
    sezioni,
    testi,
)
from istruttoria.controlli.esito import AVVISA, BLOCCA, Esito, EsitoControllo, Posto
from istruttoria.controlli.registro import REGISTRO, Controllo, esegui

__all__ = [
    "AVVISA",
    "BLOCCA",
    "REGISTRO",
    "Controllo",
    "Esito",
    "EsitoControllo",
    "Posto",
    "esegui",
]
