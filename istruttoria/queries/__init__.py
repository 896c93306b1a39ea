"""Page-shaped reads of the procedure, one module for each page."""

from istruttoria.queries.collana import numero_da_proporre, volumi
from istruttoria.queries.modelli import (
    Anteprima,
    anteprima,
    modelli_di,
    programmi_per_la_prova,
)
from istruttoria.queries.note import NotaLetta, note_interne
from istruttoria.queries.novita import Novitate, novita_per
from istruttoria.queries.programmi import (
    TUTTO,
    Controlli,
    OsservazioneLetta,
    ProgrammaNonTrovato,
    RigaRegistro,
    Segnalazione,
    ValorePrecedente,
    campi,
    conta_registro,
    controlli_della_lettura,
    controlli_per_gravita,
    documenti,
    luoghi,
    osservazioni,
    proposto_da,
    provenienza,
    registro,
    storia_del_campo,
    trova_programma,
)
from istruttoria.queries.scrivania import ScrivaniaDistretto, scrivania_distretto
from istruttoria.queries.storia import Evento, storia
from istruttoria.queries.ufficio import (
    ORDINE_UFFICIO,
    Gruppo,
    LavoroUfficio,
    importazioni_in_attesa,
    lavoro_ufficio,
    programmi_per_stato,
)

__all__ = [
    "ORDINE_UFFICIO",
    "TUTTO",
    "Anteprima",
    "Controlli",
    "Evento",
    "Gruppo",
    "LavoroUfficio",
    "NotaLetta",
    "Novitate",
    "OsservazioneLetta",
    "ProgrammaNonTrovato",
    "RigaRegistro",
    "ScrivaniaDistretto",
    "Segnalazione",
    "ValorePrecedente",
    "anteprima",
    "campi",
    "conta_registro",
    "controlli_della_lettura",
    "controlli_per_gravita",
    "documenti",
    "importazioni_in_attesa",
    "lavoro_ufficio",
    "luoghi",
    "modelli_di",
    "note_interne",
    "novita_per",
    "numero_da_proporre",
    "osservazioni",
    "programmi_per_la_prova",
    "programmi_per_stato",
    "proposto_da",
    "provenienza",
    "registro",
    "scrivania_distretto",
    "storia",
    "storia_del_campo",
    "trova_programma",
    "volumi",
]
