"""The content of the demo, as it is written in ``istruttoria/dati/demo``."""

import tomllib
from pathlib import Path
from typing import Any

CARTELLA = Path(__file__).parents[2] / "dati" / "demo"


def leggi(nome: str) -> dict[str, Any]:
    return tomllib.loads((CARTELLA / f"{nome}.toml").read_text(encoding="utf-8"))
