"""From the snapshot of a programme to a Word document (.docx) that an office can edit.

Plain JSON values in, bytes out: nothing here knows the database or the clock, and the same
snapshot gives the same bytes in any process. What it writes, ``documenti.word`` reads back.

``vista`` lays the parts out in the document's order, ``azioni``, ``coppie`` and ``ricco`` write
their blocks, ``pacchetto`` puts the parts of the file together.
"""

from typing import Any

from documenti.word_export.pacchetto import impacchetta
from documenti.word_export.vista import documento

__all__ = ["componi"]


def componi(snapshot: dict[str, Any], *, bozza: bool = False) -> bytes:
    """The .docx of a programme; a draft says so at the top of every page."""
    return impacchetta(documento(snapshot, bozza=bozza))
