"""What two PDFs differ in, told so that a person can decide: pages, words, files inside."""

import difflib
import hashlib
import io
import logging
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

PAGINE_MASSIME = 600
RIGHE_MASSIME = 400
"""Lines of difference that are told; how many more there are is told as a number."""
SEQUENZA = 3
"""Words in a row that must be the same to say that two texts share them."""
ROTTURE = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class NonConfrontabile(Exception):
    """One of the files does not let its text be read; the message is Italian."""


def confronta(emesso: bytes, copia: bytes) -> dict[str, Any]:
    """The differences. Raises ``NonConfrontabile``.

    ``in_comune`` is the share (0–100) of the issued text found in the copy, None when the copy
    has no text; ``pagine`` lists, for the pages that differ, the lines taken out ("-") and put in
    ("+").
    """
    prima, dopo = _testi(emesso), _testi(copia)
    pagine, taciute = _pagine(prima, dopo)
    return {
        "pagine_emesso": len(prima),
        "pagine_copia": len(dopo),
        "in_comune": _in_comune(prima, dopo),
        "pagine": pagine,
        "righe_taciute": taciute,
        "allegati_emesso": _allegati(emesso),
        "allegati_copia": _allegati(copia),
    }


def _testi(dati: bytes) -> list[list[str]]:
    """The lines of each page, with single spaces."""
    try:
        lettore = PdfReader(io.BytesIO(dati))
        if len(lettore.pages) > PAGINE_MASSIME:
            raise NonConfrontabile(f"Il PDF ha più di {PAGINE_MASSIME} pagine.")
        return [
            [riga for riga in map(_pulita, pagina.extract_text().splitlines()) if riga]
            for pagina in lettore.pages
        ]
    except ROTTURE as errore:
        raise NonConfrontabile("Il testo del PDF non si legge.") from errore


def _pulita(testo: str) -> str:
    """One line of what can be printed and stored: a PDF may name any character at all."""
    return " ".join("".join(c if c.isprintable() else " " for c in testo).split())


def _pagine(prima: list[list[str]], dopo: list[list[str]]) -> tuple[list[dict[str, Any]], int]:
    pagine: list[dict[str, Any]] = []
    resto, taciute = RIGHE_MASSIME, 0
    for numero in range(max(len(prima), len(dopo))):
        righe = list(_righe(_una(prima, numero), _una(dopo, numero)))
        if not righe:
            continue
        taciute += max(0, len(righe) - resto)
        if resto:
            pagine.append({"pagina": numero + 1, "righe": righe[:resto]})
        resto = max(0, resto - len(righe))
    return pagine, taciute


def _una(pagine: list[list[str]], numero: int) -> list[str]:
    return pagine[numero] if numero < len(pagine) else []


def _righe(prima: list[str], dopo: list[str]) -> Iterator[list[str]]:
    if prima == dopo:
        return
    for operazione, a, b, c, d in difflib.SequenceMatcher(None, prima, dopo, False).get_opcodes():
        if operazione != "equal":
            yield from (["-", riga] for riga in prima[a:b])
            yield from (["+", riga] for riga in dopo[c:d])


def _in_comune(prima: list[list[str]], dopo: list[list[str]]) -> int | None:
    nostre, sue = _sequenze(prima), _sequenze(dopo)
    if not sue or not nostre:
        return None
    return 100 * len(nostre & sue) // len(nostre)


def _sequenze(pagine: list[list[str]]) -> set[tuple[str, ...]]:
    parole = [parola for pagina in pagine for riga in pagina for parola in riga.split()]
    quante = len(parole) - SEQUENZA + 1
    return {tuple(parole[i : i + SEQUENZA]) for i in range(max(0, quante))}


def _allegati(dati: bytes) -> list[dict[str, Any]]:
    """The files inside, each with its hash; those that do not open have none."""
    try:
        nomi = PdfReader(io.BytesIO(dati)).attachments
        return [
            {"nome": _pulita(str(nome))[:120], "sha256": hashlib.sha256(contenuto).hexdigest()}
            for nome, contenuti in nomi.items()
            for contenuto in contenuti
        ]
    except ROTTURE:
        return []
