"""Tasks for the tests of the sandbox: each runs in the child."""

import contextlib
import ctypes
import errno
import logging
import os
import socket
import time
import urllib.request
from pathlib import Path
from typing import Any

TENUTA: list[bytearray] = []


class ErroreDiProva(Exception):
    pass


def eco(argomenti: dict[str, Any], dati: bytes) -> bytes:
    return dati + str(argomenti).encode()


def pid(argomenti: dict[str, Any], dati: bytes) -> bytes:
    return str(os.getpid()).encode()


def pid_lento(argomenti: dict[str, Any], dati: bytes) -> bytes:
    time.sleep(0.1)
    return pid(argomenti, dati)


def dormi(argomenti: dict[str, Any], dati: bytes) -> bytes:
    time.sleep(argomenti["secondi"])
    return b""


def calcola_per_sempre(argomenti: dict[str, Any], dati: bytes) -> bytes:
    while True:
        pass


def memoria_in_un_colpo(argomenti: dict[str, Any], dati: bytes) -> bytes:
    return bytes(bytearray(4 * 1024**3))


def memoria_a_poco_a_poco(argomenti: dict[str, Any], dati: bytes) -> bytes:
    pezzi = []
    while True:
        pezzi.append(os.urandom(1024 * 1024))


def memoria_persa_da_una_estensione(argomenti: dict[str, Any], dati: bytes) -> bytes:
    raise SystemError("error return without exception set")


def memoria_negata_dal_sistema(argomenti: dict[str, Any], dati: bytes) -> bytes:
    raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))


def memoria_sotto_un_altro_errore(argomenti: dict[str, Any], dati: bytes) -> bytes:
    try:
        raise MemoryError
    except MemoryError:
        raise ErroreDiProva("il file non si legge") from None


def esce(argomenti: dict[str, Any], dati: bytes) -> bytes:
    os._exit(3)


def errore_di_segmento(argomenti: dict[str, Any], dati: bytes) -> bytes:
    return ctypes.string_at(0)


def abortisce(argomenti: dict[str, Any], dati: bytes) -> bytes:
    os.abort()


def sbaglia(argomenti: dict[str, Any], dati: bytes) -> bytes:
    raise ErroreDiProva("così non va")


def stampa(argomenti: dict[str, Any], dati: bytes) -> bytes:
    print("una riga che non deve finire nel protocollo", flush=True)
    os.write(1, b"nemmeno questa")
    return b"fatto"


def prova_rete(argomenti: dict[str, Any], dati: bytes) -> bytes:
    """The ways that got through, one a line."""
    riusciti = []
    prove = {
        "socket": lambda: socket.socket(socket.AF_INET),
        "socket6": lambda: socket.socket(socket.AF_INET6),
        "connessione": lambda: socket.create_connection(("127.0.0.1", 9)),
        "nome": lambda: socket.getaddrinfo("localhost", 9),
        "urllib": lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
    }
    for nome, prova in prove.items():
        with contextlib.suppress(OSError):
            prova()
            riusciti.append(nome)
    if ctypes.CDLL(None).socket(2, 1, 0) >= 0:
        riusciti.append("libc")
    return "\n".join(riusciti).encode()


def file_aperti(argomenti: dict[str, Any], dati: bytes) -> bytes:
    percorsi = []
    for voce in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            percorsi.append(str(voce.readlink()))
    return "\n".join(percorsi).encode()


def ambiente(argomenti: dict[str, Any], dati: bytes) -> bytes:
    return "\n".join(os.environ).encode()


def tiene_memoria(argomenti: dict[str, Any], dati: bytes) -> bytes:
    TENUTA.append(bytearray(b"x" * 150 * 1024 * 1024))
    return b""


def quanta_tiene(argomenti: dict[str, Any], dati: bytes) -> bytes:
    return str(len(TENUTA)).encode()


def avvisi_del_pdf(argomenti: dict[str, Any], dati: bytes) -> bytes:
    """What WeasyPrint complains about while it composes a snapshot."""
    from documenti.pdf.compito import svolgi

    raccolti: list[str] = []

    class Raccolta(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raccolti.append(record.getMessage())

    raccolta = Raccolta(logging.WARNING)
    logging.getLogger("weasyprint").addHandler(raccolta)
    try:
        svolgi(argomenti, dati)
    finally:
        logging.getLogger("weasyprint").removeHandler(raccolta)
    return "\n".join(raccolti).encode()
