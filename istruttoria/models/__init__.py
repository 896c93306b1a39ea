"""The procedure: versions, documents given and received, log, remarks, imports, visits, series."""

from .allegati import Allegato
from .atti import ModelloDeterminazione, QuadroProvinciale
from .importazione import Importazione
from .istruttoria import Osservazione, Passaggio, SuperamentoControllo
from .presenza import Presenza
from .versione import Documento, Versione
from .visita import Visita
from .volumi import Volume

__all__ = [
    "Allegato",
    "Documento",
    "Importazione",
    "ModelloDeterminazione",
    "Osservazione",
    "Passaggio",
    "Presenza",
    "QuadroProvinciale",
    "SuperamentoControllo",
    "Versione",
    "Visita",
    "Volume",
]
