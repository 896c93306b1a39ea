"""Untrusted rendering and parsing, in a warm child process with limits and no network.

`esegui("pacchetto.modulo.funzione", argomenti, dati, limiti=…)` runs
`funzione(argomenti, dati) -> bytes` in a child started from a fresh interpreter (never a fork
of a web process that has threads). The child stays warm between tasks; it is killed when a
task takes too long, needs too much memory or leaves it in doubt, and the next task gets a new
one. A process has at most `FIGLI` children, made when first needed; a forked copy of the
process makes its own.
"""

import atexit
import contextlib
import os
import threading
import time

from documenti.sandbox.errori import (
    CompitoFallito,
    Limiti,
    MemoriaEsaurita,
    SandboxError,
    TempoScaduto,
)
from documenti.sandbox.processo import Figlio

__all__ = [
    "CompitoFallito",
    "Limiti",
    "MemoriaEsaurita",
    "SandboxError",
    "TempoScaduto",
    "chiudi",
    "esegui",
]

FIGLI = 2
COMPITI_PER_FIGLIO = 200
MEMORIA_A_RIPOSO_MIB = 450


class _Squadra:
    """The children of this process: idle ones wait in a stack, the warmest on top."""

    def __init__(self) -> None:
        self.libero = threading.Condition()
        self.a_riposo: list[Figlio] = []
        self.al_lavoro: list[Figlio] = []
        self.in_arrivo = 0

    def prendi(self, attesa: float) -> Figlio:
        scadenza = time.monotonic() + attesa
        with self.libero:
            while True:
                while self.a_riposo:
                    figlio = self.a_riposo.pop()
                    if figlio.vivo():
                        self.al_lavoro.append(figlio)
                        return figlio
                    figlio.uccidi()
                if len(self.al_lavoro) + self.in_arrivo < FIGLI:
                    self.in_arrivo += 1
                    break
                if not self.libero.wait(scadenza - time.monotonic()):
                    raise TempoScaduto("Il sistema è occupato: riprovare fra poco.")
        try:
            figlio = Figlio()
        finally:
            with self.libero:
                self.in_arrivo -= 1
                self.libero.notify()
        with self.libero:
            self.al_lavoro.append(figlio)
        return figlio

    def rendi(self, figlio: Figlio) -> None:
        stanco = figlio.compiti >= COMPITI_PER_FIGLIO or figlio.memoria_mib > MEMORIA_A_RIPOSO_MIB
        with self.libero:
            if figlio in self.al_lavoro:
                self.al_lavoro.remove(figlio)
                if not stanco and figlio.vivo():
                    self.a_riposo.append(figlio)
                    self.libero.notify()
                    return
            self.libero.notify()
        figlio.uccidi()

    def svuota(self) -> None:
        with self.libero:
            figli = [*self.a_riposo, *self.al_lavoro]
            self.a_riposo.clear()
            self.al_lavoro.clear()
            self.libero.notify_all()
        for figlio in figli:
            figlio.uccidi()


_squadra = _Squadra()


def esegui(
    compito: str, argomenti: dict[str, object], dati: bytes = b"", *, limiti: Limiti
) -> bytes:
    """Run `compito` in a limited child; raises a subclass of `SandboxError`."""
    squadra = _squadra
    figlio = squadra.prendi(limiti.attesa)
    try:
        return figlio.esegui(compito, argomenti, dati, limiti)
    finally:
        squadra.rendi(figlio)


def chiudi() -> None:
    """End the children of this process; the next task starts new ones."""
    _squadra.svuota()


def _dopo_fork() -> None:
    """A forked process lets go of its parent's children, whose pipes are not its own."""
    global _squadra
    for figlio in [*_squadra.a_riposo, *_squadra.al_lavoro]:
        with contextlib.suppress(OSError):
            figlio.abbandona()
    _squadra = _Squadra()


atexit.register(chiudi)
os.register_at_fork(after_in_child=_dopo_fork)
