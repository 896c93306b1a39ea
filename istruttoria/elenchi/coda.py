"""The queue of the office as a file."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from documenti.elenchi import Colonna, Valore, foglio_csv, foglio_xlsx
from istruttoria.queries.coda import RigaCoda

COLONNE = (
    Colonna("Distretto", 44, a_capo=True),
    Colonna("Anno", 8),
    Colonna("Stato", 16),
    Colonna("In questo stato dal", 18),
    Colonna("Giorni all'ufficio", 16),
    Colonna("L'orologio corre", 16),
    Colonna("Controlli che bloccano", 20),
    Colonna("Controlli contati il", 18),
    Colonna("In carico a", 28),
    Colonna("Protocollo n.", 16),
    Colonna("Protocollo del", 14),
    Colonna("Determinazione n.", 18),
    Colonna("Determinazione del", 18),
)


def scrivi_coda(righe: Iterable[RigaCoda], *, formato: str) -> bytes:
    """The programmes as a CSV or XLSX file."""
    valori = [_valori(riga) for riga in righe]
    if formato == "csv":
        return foglio_csv(COLONNE, valori)
    return foglio_xlsx(COLONNE, valori, nome="Programmi", titolo="Programmi di lavoro")


def _valori(riga: RigaCoda) -> list[Valore]:
    p: Any = riga.programma
    conteggio = getattr(p, "conteggio", None) if riga.conta else None
    return [
        str(p.distretto),
        p.anno,
        p.get_stato_display(),
        timezone.localdate(p.stato_dal),
        riga.giorni if riga.corre or p.attesa else None,
        "sì" if riga.corre else "no",
        riga.bloccano,
        timezone.localdate(conteggio.contati_il) if conteggio else None,
        riga.assegnatario,
        p.protocollo_numero,
        p.protocollo_data,
        p.determinazione_numero,
        p.determinazione_data,
    ]
