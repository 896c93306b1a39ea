"""What the tests of Word reading share: the real files, their expected content, the comparison."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

DATI = Path(__file__).resolve().parents[1] / "dati"
NOMI = {"2026": "programma-alta-valsugana-2026", "2022": "programma-trento-2022"}


@cache
def originale(schema: str) -> bytes:
    """The bytes of the real file of one form."""
    return (DATI / f"{NOMI[schema]}.docx").read_bytes()


def attesa(schema: str) -> dict[str, Any]:
    """The content of the real file, written by hand from the document."""
    return json.loads((DATI / "attesi" / f"{NOMI[schema]}.json").read_text(encoding="utf-8"))


def confronta(atteso: Any, letto: Any, luogo: str = "") -> list[str]:
    """Every place where ``letto`` differs from ``atteso``; it may have keys of its own."""
    if isinstance(atteso, dict):
        differenze = []
        for chiave, valore in atteso.items():
            # a section's key is "voce" in a lettura and "codice" in a snapshot
            sua = "voce" if chiave == "codice" and "voce" in letto else chiave
            differenze += confronta(valore, letto.get(sua, "(manca)"), f"{luogo}.{chiave}")
        return differenze
    if isinstance(atteso, list):
        if not isinstance(letto, list) or len(atteso) != len(letto):
            return [f"{luogo}: {atteso!r} / {letto!r}"]
        return [
            differenza
            for indice, coppia in enumerate(zip(atteso, letto, strict=True))
            for differenza in confronta(*coppia, f"{luogo}[{indice}]")
        ]
    return [] if atteso == letto else [f"{luogo}: {atteso!r} / {letto!r}"]


def struttura(html: str) -> list[str]:
    """The opening tags of some HTML, in order."""
    return re.findall(r"<([a-z0-9]+)", html)


def azione(lettura: dict[str, Any], numero: int, tipo: str = "") -> dict[str, Any]:
    """One action of a lettura by its number; V.A.M.T. rows only when asked for by ``tipo``."""
    return next(
        a
        for a in lettura["azioni"]
        if a["numero"] == numero and (a["tipo"] == tipo if tipo else a["tipo"] != "riga_vamt")
    )
