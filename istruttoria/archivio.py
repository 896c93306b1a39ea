"""The archive of issued files: each is stored once, under the SHA-256 of its bytes.

A file is complete or absent: it is written aside, flushed to the disk and renamed. What is read
is hashed again, so that a file altered on the disk is never handed out.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

CARTELLA = "documenti"


class FileAlterato(Exception):
    """The stored file is missing or is not the one that was issued; the message is Italian."""


@dataclass(frozen=True, slots=True)
class Archiviato:
    """Where a file is (``nome`` is relative to MEDIA_ROOT) and what it is."""

    nome: str
    sha256: str
    dimensione: int


def archivia(contenuto: bytes, *, estensione: str = "pdf") -> Archiviato:
    """Store the bytes; the same bytes are stored once, however often they are issued."""
    sha256 = hashlib.sha256(contenuto).hexdigest()
    nome = f"{CARTELLA}/{sha256[:2]}/{sha256}.{estensione}"
    percorso = _percorso(nome)
    if not _e_intatto(percorso, sha256):
        scrivi(percorso, contenuto)
    return Archiviato(nome, sha256, len(contenuto))


def leggi(nome: str, sha256: str) -> bytes:
    """The bytes of a stored file, checked. Raises ``FileAlterato``."""
    try:
        contenuto = _percorso(nome).read_bytes()
    except OSError as errore:
        raise FileAlterato("Il file emesso non si trova nell'archivio.") from errore
    if hashlib.sha256(contenuto).hexdigest() != sha256:
        raise FileAlterato("Il file nell'archivio non è quello emesso: l'impronta è diversa.")
    return contenuto


def misura(nome: str) -> Archiviato | None:
    """What a stored file is today, read in pieces; None when it cannot be read."""
    try:
        with open(_percorso(nome), "rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return Archiviato(nome, sha256, file.tell())
    except OSError:
        return None


def elenca() -> Iterator[str]:
    """The names of the files in the archive, in order; those half written are not yet in it."""
    radice = Path(settings.MEDIA_ROOT)
    for percorso in sorted((radice / CARTELLA).glob("*/*")):
        if percorso.is_file() and not percorso.name.startswith("."):
            yield percorso.relative_to(radice).as_posix()


def impronta_nel_nome(nome: str) -> str:
    """The SHA-256 under which a file was stored."""
    return Path(nome).name.partition(".")[0]


def scrivi(percorso: Path, contenuto: bytes) -> None:
    """Write a file whole or not at all, and make sure that it is on the disk."""
    percorso.parent.mkdir(parents=True, exist_ok=True)
    provvisorio = percorso.parent / f".{percorso.name}.{secrets.token_hex(8)}"
    try:
        with open(provvisorio, "xb") as file:
            file.write(contenuto)
            file.flush()
            os.fsync(file.fileno())
        os.replace(provvisorio, percorso)
    finally:
        provvisorio.unlink(missing_ok=True)
    cartella = os.open(percorso.parent, os.O_RDONLY)
    try:
        os.fsync(cartella)
    finally:
        os.close(cartella)


def _percorso(nome: str) -> Path:
    return Path(settings.MEDIA_ROOT) / nome


def _e_intatto(percorso: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(percorso.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
