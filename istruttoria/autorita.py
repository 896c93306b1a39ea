"""The certificates of the authorities that this installation trusts: a folder of files.

PEM (one or more in a file) and DER are taken, whatever the extension. A file that is no certificate
is a finding of the system check; the others go on being trusted.
"""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

MASSIMA = 4 * 1024 * 1024
"""Bytes of a file: the list of a whole country in PEM stays below."""


def autorita() -> list[bytes]:
    """The trusted certificates in DER; none when no folder is set."""
    return _leggi()[0]


def problemi() -> list[str]:
    """What keeps the folder, or a file in it, from being read; in English, for the system check."""
    return _leggi()[1]


def _leggi() -> tuple[list[bytes], list[str]]:
    if not settings.FIRME_AUTORITA:
        return [], []
    cartella = Path(settings.FIRME_AUTORITA)
    if not cartella.is_dir():
        return [], [f"FIRME_AUTORITA is not a folder: {cartella}"]
    certificati: list[bytes] = []
    errori: list[str] = []
    for percorso in sorted(cartella.iterdir()):
        if percorso.name.startswith(".") or not percorso.is_file():
            continue
        try:
            certificati += _certificati(percorso)
        except (OSError, ValueError) as errore:
            errori.append(f"{percorso.name} is not a certificate: {errore}")
    return certificati, errori


def _certificati(percorso: Path) -> list[bytes]:
    if percorso.stat().st_size > MASSIMA:
        raise ValueError("the file is too large")
    dati = percorso.read_bytes()
    if b"-----BEGIN" in dati:
        letti = x509.load_pem_x509_certificates(dati)
    else:
        letti = [x509.load_der_x509_certificate(dati)]
    return [certificato.public_bytes(Encoding.DER) for certificato in letti]
