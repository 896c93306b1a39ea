"""The child's side: read a task, run it within its limits, answer; until the parent is gone."""

import errno
import gc
import importlib
import json
import os
import resource
import sys
from collections.abc import Callable
from typing import BinaryIO

from documenti.sandbox.processo import LUNGHEZZE
from documenti.sandbox.recinto import chiudi_recinto

MIB = 1024 * 1024
PAGINA = resource.getpagesize()

Compito = Callable[[dict[str, object], bytes], bytes]


def principale() -> None:
    # The protocol keeps the two pipes for itself: a stray print must not disturb it.
    ingresso = os.fdopen(os.dup(0), "rb")
    uscita = os.fdopen(os.dup(1), "wb")
    nulla = os.open(os.devnull, os.O_RDWR)
    os.dup2(nulla, 0)
    os.dup2(2, 1)
    os.close(nulla)
    chiudi_recinto()
    # Garbage is for the time between tasks; only a very large task needs it before.
    gc.set_threshold(200_000, 50, 100)
    while _un_compito(ingresso, uscita):
        pass


def _un_compito(ingresso: BinaryIO, uscita: BinaryIO) -> bool:
    misure = ingresso.read(LUNGHEZZE.size)
    if len(misure) < LUNGHEZZE.size:
        return False
    lunga, resto = LUNGHEZZE.unpack(misure)
    richiesta = json.loads(ingresso.read(lunga))
    dati = ingresso.read(resto)
    esito, risultato = _svolgi(richiesta, dati)
    _limita(resource.RLIMIT_AS, resource.RLIM_INFINITY)
    esito["memoria_mib"] = _memoria_residente() // MIB
    intestazione = json.dumps(esito).encode()
    uscita.write(LUNGHEZZE.pack(len(intestazione), len(risultato)) + intestazione)
    uscita.write(risultato)
    uscita.flush()
    gc.collect()
    return True


def _svolgi(richiesta: dict[str, object], dati: bytes) -> tuple[dict[str, object], bytes]:
    try:
        compito = _trova(str(richiesta["compito"]))
        consumo = resource.getrusage(resource.RUSAGE_SELF)
        consumati = int(consumo.ru_utime + consumo.ru_stime)
        _limita(resource.RLIMIT_CPU, consumati + int(str(richiesta["secondi_cpu"])) + 1)
        _limita(resource.RLIMIT_AS, int(str(richiesta["memoria_mib"])) * MIB)
        risultato = compito(richiesta["argomenti"], dati)  # type: ignore[arg-type]
    except Exception as errore:
        if _per_memoria(errore):
            return {"esito": "memoria"}, b""
        classe = type(errore)
        return {
            "esito": "errore",
            "tipo": f"{classe.__module__}.{classe.__qualname__}",
            "dettaglio": str(errore)[:4000],
        }, b""
    return {"esito": "fatto"}, risultato


def _per_memoria(errore: BaseException | None) -> bool:
    """Whether a refused allocation is the cause, or the cause of the cause.

    An extension written in C may lose the MemoryError on its way: the interpreter then says
    SystemError («error return without exception set»); a system call says ENOMEM.
    """
    while errore is not None:
        if isinstance(errore, MemoryError | SystemError):
            return True
        if isinstance(errore, OSError) and errore.errno == errno.ENOMEM:
            return True
        errore = errore.__cause__ or errore.__context__
    return False


def _trova(nome: str) -> Compito:
    modulo, _, funzione = nome.rpartition(".")
    trovata: Compito = getattr(importlib.import_module(modulo), funzione)
    return trovata


def _limita(quale: int, valore: int) -> None:
    """Set the soft limit only: the next task has its own."""
    _, massimo = resource.getrlimit(quale)
    if massimo != resource.RLIM_INFINITY:
        valore = massimo if valore == resource.RLIM_INFINITY else min(valore, massimo)
    resource.setrlimit(quale, (valore, massimo))


def _memoria_residente() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * PAGINA
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    principale()
