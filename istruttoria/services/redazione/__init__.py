"""Writing a programme: the district's own verbs on its text and its actions."""

from istruttoria.services.redazione.aderenti import prendi_aderenti
from istruttoria.services.redazione.azioni import (
    aggiungi,
    duplica,
    elimina,
    eliminata,
    ripristina,
    sposta,
)
from istruttoria.services.redazione.campi import CAMPI, CELLE, MODELLI, Campo, CampoRifiutato
from istruttoria.services.redazione.celle import testo_indicatori, testo_percentuali
from istruttoria.services.redazione.letture import conferma_lettura, letta_di, letture_possibili
from istruttoria.services.redazione.presenze import Altro, lascia, segnala
from istruttoria.services.redazione.ripresa import Ripresa, riprendi, riprendi_tutto
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
    "Altro",
    "Campo",
    "CampoRifiutato",
    "Esito",
    "Proposta",
    "Ripresa",
    "ScritturaVietata",
    "aggiungi",
    "conferma_lettura",
    "duplica",
    "elimina",
    "eliminata",
    "lascia",
    "letta_di",
    "letture_possibili",
    "prendi_aderenti",
    "riprendi",
    "riprendi_tutto",
    "ripristina",
    "salva",
    "segnala",
    "sposta",
    "testo_indicatori",
    "testo_percentuali",
]
