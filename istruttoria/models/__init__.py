"""The procedure: frozen versions, issued documents, log of transitions, remarks, imports."""

from .atti import ModelloDeterminazione, QuadroProvinciale
from .importazione import Importazione
from .istruttoria import Osservazione, Passaggio, SuperamentoControllo
from .presenza import Presenza
from .versione import Documento, Versione

__all__ = [
    "Documento",
    "Importazione",
    "ModelloDeterminazione",
    "Osservazione",
    "Passaggio",
    "Presenza",
    "QuadroProvinciale",
    "SuperamentoControllo",
    "Versione",
]
