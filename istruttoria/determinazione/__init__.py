"""The text of the determinazione: its language, its placeholders, how an act is composed. Pure."""

from istruttoria.determinazione.composizione import (
    NUMERO_NEL_TESTO,
    cita_il_numero,
    componi,
    da_completare,
    modello_predefinito,
)
from istruttoria.determinazione.linguaggio import (
    CONDIZIONI,
    ETICHETTE,
    PARTI,
    Errore,
    ModelloNonValido,
    errori_del_modello,
)
from istruttoria.determinazione.segnaposti import (
    NUMERO_DOPO,
    SEGNAPOSTI,
    Segnaposto,
    conta_azioni,
)

__all__ = [
    "CONDIZIONI",
    "ETICHETTE",
    "NUMERO_DOPO",
    "NUMERO_NEL_TESTO",
    "PARTI",
    "SEGNAPOSTI",
    "Errore",
    "ModelloNonValido",
    "Segnaposto",
    "cita_il_numero",
    "componi",
    "conta_azioni",
    "da_completare",
    "errori_del_modello",
    "modello_predefinito",
]
