"""What a task may use, and how it may fail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limiti:
    """Limits of one task: wall clock, processor time, memory; `attesa` is for a free child."""

    secondi: float = 60.0
    memoria_mib: int = 1024
    secondi_cpu: int | None = None  # None: as much as the wall clock allows
    attesa: float = 120.0


class SandboxError(Exception):
    """The task gave no result; the message is Italian."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio


class TempoScaduto(SandboxError):
    """The task took longer than it may; its process is gone."""


class MemoriaEsaurita(SandboxError):
    """The task wanted more memory than it may have; its process is gone."""


class CompitoFallito(SandboxError):
    """The task raised an exception, or its process died.

    `tipo` is the dotted name of the exception's class (empty when the process died) and
    `dettaglio` its text: the caller maps the exceptions it knows, by name, to its own.
    """

    def __init__(self, messaggio: str, *, tipo: str = "", dettaglio: str = "") -> None:
        super().__init__(messaggio)
        self.tipo = tipo
        self.dettaglio = dettaglio
