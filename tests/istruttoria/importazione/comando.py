"""The command importa_programma as its tests call it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from distretti.models import Distretto, Ente, Organizzazione
from programmi.models import Programma, Schema
from tests.documenti.lettura_word import DATI, NOMI


def importa(file: Path | str, **opzioni: Any) -> str:
    """What the command prints."""
    scritto = io.StringIO()
    call_command("importa_programma", str(file), stdout=scritto, **opzioni)
    return scritto.getvalue()


def reale(schema: str, **opzioni: Any) -> dict[str, Any]:
    """The report of importing a real file on a database that may be empty."""
    dati = {"distretto": f"FA-{schema}", "anno": int(schema), "crea": True, "json": True}
    return json.loads(importa(DATI / f"{NOMI[schema]}.docx", **{**dati, **opzioni}))


def rifiutata(file: Path | str, **opzioni: Any) -> str:
    """The message of a refused import, which printed one object, ended with 1, wrote nothing."""
    scritto = io.StringIO()
    with pytest.raises(SystemExit) as uscita:
        call_command("importa_programma", str(file), stdout=scritto, json=True, **opzioni)
    assert uscita.value.code == 1
    oggetto = json.loads(scritto.getvalue())
    assert list(oggetto) == ["errore"]
    return oggetto["errore"]


def nulla_scritto() -> bool:
    return not any(
        modello.objects.exists() for modello in (Ente, Schema, Distretto, Organizzazione, Programma)
    )
