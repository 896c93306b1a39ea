"""The procedure: versions, documents, log, remarks, notes, imports, visits, the series, notices."""

from .allegati import Allegato
from .atti import Determinazione, ModelloDeterminazione, QuadroProvinciale
from .avviso import Avviso, SceltaAvvisi
from .conteggio import ConteggioControlli
from .esecuzione import Esecuzione
from .firme import CopiaFirmata, CopiaRifiutata, CopieQuerySet, DecisioneCopia
from .importazione import Importazione
from .istruttoria import Osservazione, Passaggio, SeguitoOsservazione, SuperamentoControllo
from .nota import NotaInterna
from .presenza import Presenza
from .versione import Documento, Versione
from .visita import Visita
from .visita_revisione import VisitaRevisione
from .volumi import Volume

__all__ = [
    "Allegato",
    "Avviso",
    "ConteggioControlli",
    "CopiaFirmata",
    "CopiaRifiutata",
    "CopieQuerySet",
    "DecisioneCopia",
    "Determinazione",
    "Documento",
    "Esecuzione",
    "Importazione",
    "ModelloDeterminazione",
    "NotaInterna",
    "Osservazione",
    "Passaggio",
    "Presenza",
    "QuadroProvinciale",
    "SceltaAvvisi",
    "SeguitoOsservazione",
    "SuperamentoControllo",
    "Versione",
    "Visita",
    "VisitaRevisione",
    "Volume",
]
