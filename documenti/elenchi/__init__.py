"""Member lists as CSV and XLSX: written for a spreadsheet, read back without a loss.

A line is a dict: ``denominazione``, ``altri_nomi`` (list), ``forma_giuridica`` (its code),
``settore``, ``dal`` and ``al`` (ISO), ``motivo_uscita``, ``proponente`` (None when not said),
``family_in_trentino`` and ``family_audit`` (ISO days). "" is an empty cell; ``riga``, when read,
is the number that the spreadsheet shows. ``forme`` maps the codes of the legal forms to the names
that people read.

Files come from outside: ``compito`` reads them in the limited child process. Whatever the file
is, the only exception that leaves ``leggi_elenco`` is ``ElencoNonLeggibile``.
"""

import json
from typing import Any

from documenti.elenchi.errori import ElencoNonLeggibile
from documenti.elenchi.foglio import Colonna, Valore, foglio_csv, foglio_xlsx
from documenti.elenchi.lettura import leggi_elenco
from documenti.elenchi.scrittura import scrivi_csv, scrivi_xlsx

__all__ = [
    "Colonna",
    "ElencoNonLeggibile",
    "Valore",
    "compito",
    "foglio_csv",
    "foglio_xlsx",
    "leggi_elenco",
    "scrivi_csv",
    "scrivi_xlsx",
]


def compito(argomenti: dict[str, Any], dati: bytes) -> bytes:
    """The task of the limited child: JSON bytes, the reading or ``{"errori": ["…"]}``."""
    try:
        risposta = leggi_elenco(dati, forme=argomenti["forme"])
    except ElencoNonLeggibile as errore:
        risposta = {"righe": [], "errori": [errore.messaggio], "avvisi": []}
    return json.dumps(risposta, ensure_ascii=False).encode()
