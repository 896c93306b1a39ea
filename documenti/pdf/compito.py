"""The task that the sandbox runs: a snapshot in, a PDF out."""

import json
from functools import cache
from typing import Any

from documenti.pdf.risorse import prepara_fontconfig
from documenti.pdf.vista import documento


def svolgi(argomenti: dict[str, Any], dati: bytes) -> bytes:
    snapshot = json.loads(dati)
    pagine = documento(
        snapshot,
        con_determinazione=bool(argomenti.get("determinazione")),
        bozza=bool(argomenti.get("bozza")),
    )
    return _officina().componi(pagine, canonico(snapshot))


def canonico(snapshot: dict[str, Any]) -> bytes:
    """The snapshot as it is embedded: one way to write it."""
    testo = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return testo.encode("utf-8", errors="replace")


@cache
def _officina() -> Any:
    prepara_fontconfig()
    # WeasyPrint reads fontconfig's settings when it is imported.
    from documenti.pdf.impaginazione import Officina

    return Officina()
