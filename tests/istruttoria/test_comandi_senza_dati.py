"""The commands on a database that was never prepared."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, ProgrammingError

from istruttoria.management.base import impedimento_dei_dati

RADICE = Path(__file__).resolve().parents[2]
FILE = RADICE / "tests" / "dati" / "programma-trento-2022.docx"


def esegui(tmp_path, *argomenti):
    return subprocess.run(
        [sys.executable, "manage.py", *argomenti],
        capture_output=True,
        text=True,
        cwd=RADICE,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/mai.sqlite3"},
    )


def test_un_comando_dice_che_cosa_fare(tmp_path):
    esito = esegui(tmp_path, "esporta_json", "1")
    assert (esito.returncode, esito.stdout) == (1, "")
    assert "manage.py migrate" in esito.stderr
    assert "Traceback" not in esito.stderr


def test_l_importazione_lo_dice_nel_suo_oggetto(tmp_path):
    esito = esegui(
        tmp_path, "importa_programma", str(FILE), "--distretto=T", "--anno=2022", "--json"
    )
    assert esito.returncode == 1
    assert "manage.py migrate" in json.loads(esito.stdout)["errore"]


@pytest.mark.django_db
@pytest.mark.parametrize("errore", [OperationalError("x"), ProgrammingError("x"), OSError("x")])
def test_su_una_base_pronta_un_errore_resta_un_errore(errore):
    assert impedimento_dei_dati(errore) == ""


def test_una_base_che_non_risponde(monkeypatch):
    def chiusa(*_):
        raise OperationalError("connection refused")

    monkeypatch.setattr("istruttoria.management.base.MigrationExecutor", chiusa)
    assert "non risponde" in impedimento_dei_dati(OperationalError("x"))
