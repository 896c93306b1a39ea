"""An issued document is made again byte by byte, whatever has happened to the rest."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection

from istruttoria.models import Documento
from programmi.models import Programma
from tests.istruttoria.stravolgimento import stravolgi

RADICE = Path(__file__).resolve().parents[2]
# What the snapshot is composed of: the demo has rows of all of them.
STAMPATI = (
    *("distretti.Ente", "distretti.Distretto", "distretti.Organizzazione", "distretti.Accordo"),
    *("distretti.Utente", "programmi.Schema", "programmi.Voce", "programmi.CampoAzione"),
    *("programmi.Programma", "programmi.Sezione", "programmi.AmbitoProgramma", "azioni.Azione"),
    *("programmi.DatoProgramma", "programmi.AttoreProgramma", "programmi.CanaleProgramma"),
    *("programmi.AderenteProgramma", "azioni.OrganizzazioneAzione", "azioni.Indicatore"),
    *("azioni.Regola", "istruttoria.QuadroProvinciale"),
)


@pytest.fixture
def emessi(tmp_path: Path, settings: Any, transactional_db: None) -> list[Documento]:
    """The demo with its documents, really rendered, in an archive of its own."""
    settings.MEDIA_ROOT = tmp_path / "archivio"
    call_command("carica_demo", "--forza", stdout=StringIO())
    da_integrare = Programma.objects.filter(stato="da_integrare")
    assert da_integrare.update(integrazioni_entro=date(2026, 12, 31))
    return list(Documento.objects.order_by("pk"))


def in_un_altro_processo(cartella: Path, *comando: str) -> subprocess.CompletedProcess[str]:
    """A command on the same database, by a process that has never seen it."""
    dati = connection.settings_dict
    if connection.vendor == "sqlite":
        copia = cartella / "copia.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(copia) as destinazione:
            connection.connection.backup(destinazione)
        destinazione.close()
        indirizzo = f"sqlite:///{quote(str(copia))}"
    else:
        chi = f"{dati['USER']}:{quote(dati['PASSWORD'])}"
        dove = f"{dati['HOST'] or 'localhost'}:{dati['PORT'] or 5432}"
        indirizzo = f"postgres://{chi}@{dove}/{dati['NAME']}"
    ambiente = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "PYTEST_"))},
        "DATABASE_URL": indirizzo,
        "MEDIA_ROOT": str(cartella / "copia"),
        "SECRET_KEY": "only-for-tests",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *comando],
        cwd=RADICE,
        env=ambiente,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_cambiato_tutto_e_perso_il_pdf_torna_uguale(
    emessi: list[Documento], tmp_path: Path
) -> None:
    cambiati, rimasti = stravolgi()
    assert not rimasti
    assert set(STAMPATI) <= {nome.rpartition(".")[0] for nome in cambiati}
    copia = tmp_path / "copia"
    shutil.copytree(tmp_path / "archivio", copia)
    for documento in emessi:
        (copia / documento.file.name).unlink()
    fatto = in_un_altro_processo(tmp_path, "verifica_archivio", "--ripristina", "--json")
    assert fatto.returncode == 0, fatto.stdout + fatto.stderr
    esito = json.loads(fatto.stdout)
    assert {d.tipo for d in emessi} == {"programma", "atto", "word"}
    assert sorted(esito["rifatti"]) == sorted(d.file.name for d in emessi)
    for documento in emessi:
        nuovo = (copia / documento.file.name).read_bytes()
        assert nuovo == (tmp_path / "archivio" / documento.file.name).read_bytes()
