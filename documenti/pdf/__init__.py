"""From the snapshot of a programme to the official PDF.

The snapshot (plain JSON values) becomes HTML and the HTML becomes PDF/A-3a and PDF/UA-1,
both inside a sandbox child that stays warm. Nothing here knows the database, and the same
snapshot gives the same bytes in any process.
"""

import json
import logging
from typing import Any

from documenti import sandbox
from documenti.pdf.forma import forma_di_stampa
from documenti.pdf.vista import pagina_intera

__all__ = ["LIMITI", "PdfNonProducibile", "componi", "forma_di_stampa", "html"]

logger = logging.getLogger(__name__)

LIMITI = sandbox.Limiti(secondi=240, memoria_mib=1024)
COMPITO = "documenti.pdf.compito.svolgi"


class PdfNonProducibile(Exception):
    """The PDF could not be made; the message is Italian and meant for the reader."""


def componi(
    snapshot: dict[str, Any], *, determinazione: bool = False, bozza: bool = False
) -> bytes:
    """The PDF of a programme, with its determinazione in front when asked for."""
    try:
        return sandbox.esegui(
            COMPITO,
            {"determinazione": determinazione, "bozza": bozza},
            json.dumps(snapshot).encode(),
            limiti=LIMITI,
        )
    except sandbox.TempoScaduto as errore:
        raise PdfNonProducibile(
            f"Il PDF richiede troppo tempo (oltre {LIMITI.secondi:g} secondi): "
            "il programma è troppo lungo o una sua tabella è troppo grande."
        ) from errore
    except sandbox.MemoriaEsaurita as errore:
        raise PdfNonProducibile(
            "Il PDF richiede troppa memoria: il programma è troppo lungo "
            "o una sua tabella è troppo grande."
        ) from errore
    except sandbox.SandboxError as errore:
        logger.warning("PDF not made: %s %s", errore, getattr(errore, "dettaglio", ""))
        raise PdfNonProducibile(
            "Il PDF non è stato prodotto per un errore del sistema: riprovare o segnalarlo."
        ) from errore


def html(snapshot: dict[str, Any], *, determinazione: bool = False, bozza: bool = False) -> str:
    """The whole document as one HTML page that needs nothing else: for previews and measures."""
    return pagina_intera(snapshot, determinazione=determinazione, bozza=bozza)
