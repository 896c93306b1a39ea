"""Writing a programme: the district's own verbs on its text and its actions."""

from istruttoria.services.redazione.azioni import (
    aggiungi,
    duplica,
    elimina,
    ripristina,
    sposta,
    titolo_eliminata,
)
from istruttoria.services.redazione.campi import CAMPI, CELLE, MODELLI, Campo, CampoRifiutato
from istruttoria.services.redazione.celle import testo_indicatori, testo_percentuali
from istruttoria.services.redazione.salvataggio import (
    Esito,
    Proposta,
    ScritturaVietata,
    salva,
)

__all__ = [
    "CAMPI",
    "CELLE",
    "MODELLI",
    "Campo",
    "CampoRifiutato",
    "Esito",
    "Proposta",
    "ScritturaVietata",
    "aggiungi",
    "duplica",
    "elimina",
    "ripristina",
    "salva",
    "sposta",
    "testo_indicatori",
    "testo_percentuali",
    "titolo_eliminata",
]
