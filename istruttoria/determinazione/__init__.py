"""The text of the determinazione: its language, its placeholders, how an act is composed. Pure."""

from istruttoria.determinazione.composizione import componi, modello_predefinito
from istruttoria.determinazione.linguaggio import (
    CONDIZIONI,
    ETICHETTE,
    PARTI,
    Errore,
    ModelloNonValido,
    errori_del_modello,
)
from istruttoria.determinazione.segnaposti import (
    DELL_APPROVAZIONE,
    NUMERO_DOPO,
    SEGNAPOSTI,
    Segnaposto,
    conta_azioni,
)

__all__ = [
    "CONDIZIONI",
    "DELL_APPROVAZIONE",
    "ETICHETTE",
    "NUMERO_DOPO",
    "PARTI",
    "SEGNAPOSTI",
    "Errore",
    "ModelloNonValido",
    "Segnaposto",
    "componi",
    "conta_azioni",
    "errori_del_modello",
    "modello_predefinito",
]
