"""How the time of a piece of work grows with its size: ratios within one run, CPU time only."""

from collections.abc import Callable
from time import process_time
from typing import Any

MINIMO = 0.02
"""Seconds under which a measure says nothing: a shorter one counts as this."""


def crescita(lavoro: Callable[[Any], object], *, corto: Any, lungo: Any) -> float:
    """CPU time of the long input over that of the short one, each the best of three."""
    return _secondi(lavoro, lungo) / max(_secondi(lavoro, corto), MINIMO)


def _secondi(lavoro: Callable[[Any], object], dato: Any) -> float:
    tempi = []
    for _ in range(3):
        inizio = process_time()
        lavoro(dato)
        tempi.append(process_time() - inizio)
    return min(tempi)
