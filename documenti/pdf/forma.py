"""The form in which documents are printed today: whatever, beside the snapshot, makes their bytes.

Templates, style sheet, fonts, our own code and the libraries that lay out and write. It is kept
with each issued document, so that one that can no longer be made the same says why.
"""

import hashlib
from functools import cache
from importlib.metadata import version

from documenti.pdf.risorse import RADICE, file_dejavu, risorse_ammesse

CARTELLE = (
    *("templates/documenti/pdf", "static/documenti"),
    *("documenti/pdf", "documenti/word_export"),
)
LIBRERIE = ("Django", "fonttools", "lxml", "Pillow", "pydyf", "qrcode", "tinycss2", "weasyprint")
LUNGHEZZA = 16


@cache
def forma_di_stampa() -> str:
    """A fingerprint of the form, in hexadecimal digits."""
    somma = hashlib.sha256()
    for cartella in CARTELLE:
        for file in sorted((RADICE / cartella).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                somma.update(f"{file.relative_to(RADICE).as_posix()}\n".encode())
                somma.update(hashlib.sha256(file.read_bytes()).digest())
    caratteri = {file.name: file for file in (*risorse_ammesse().values(), *file_dejavu())}
    for _, carattere in sorted(caratteri.items()):
        somma.update(hashlib.sha256(carattere.read_bytes()).digest())
    for libreria in LIBRERIE:
        somma.update(f"{libreria} {version(libreria)}\n".encode())
    return somma.hexdigest()[:LUNGHEZZA]
