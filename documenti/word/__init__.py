"""Reading a work programme out of a Word file: bytes in, a plain dict (the *lettura*) out.

It knows no database and no web; it may be called anywhere, and in production runs inside the
limited child process. Whatever the file is, the only exception that leaves it is FileNonLeggibile.

The way of a file: ``gate`` (type and sizes) → ``docx`` / ``odt`` / ``doc`` (the neutral blocks of
``blocks``) → ``sections`` and ``walk`` (which part is what) → ``reading`` (the lettura).
"""

import json
from typing import Any

from documenti.word.blocks import Documento
from documenti.word.doc import leggi_doc
from documenti.word.docx import leggi_docx
from documenti.word.errors import FileNonLeggibile
from documenti.word.gate import riconosci
from documenti.word.odt import leggi_odt
from documenti.word.reading import leggi_documento

__all__ = ["FileNonLeggibile", "compito", "leggi_word"]


def leggi_word(contenuto: bytes, *, nome: str = "") -> dict[str, Any]:
    """The lettura of a Word programme (.docx, .odt or .doc, told apart by content).

    ``nome`` is the file's name, used only to find the year when the title page lacks it.
    """
    try:
        return leggi_documento(_blocchi(contenuto), nome=nome)
    except FileNonLeggibile:
        raise
    except Exception as errore:  # a hostile file may break any layer: one message, no traceback
        raise FileNonLeggibile(
            "Il file è danneggiato o scritto in un modo che non si riesce a leggere. "
            "Aprirlo con Word, salvarlo di nuovo come .docx e riprovare."
        ) from errore


def _blocchi(contenuto: bytes) -> Documento:
    formato, archivio = riconosci(contenuto)
    if archivio is None:
        return leggi_doc(contenuto)
    return leggi_odt(archivio) if formato == "odt" else leggi_docx(archivio)


def compito(argomenti: dict[str, Any], dati: bytes) -> bytes:
    """The task of the limited child: JSON bytes, ``{"lettura": …}`` or ``{"errore": "…"}``."""
    try:
        risposta: dict[str, Any] = {"lettura": leggi_word(dati, nome=argomenti.get("nome", ""))}
    except FileNonLeggibile as errore:
        risposta = {"errore": errore.messaggio}
    return json.dumps(risposta, ensure_ascii=False).encode()
