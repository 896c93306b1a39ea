"""Years and forms that go together, through the command."""

import json
from pathlib import Path
from typing import Any

import pytest

from distretti.models import Distretto, Organizzazione, Utente
from programmi.models import Programma
from tests.documenti.programmi_word import programma_2022, programma_2026
from tests.istruttoria.importazione.comando import importa, reale

pytestmark = pytest.mark.django_db


def test_un_programma_2024_sulla_forma_2022(tmp_path: Path) -> None:
    file = tmp_path / "p.docx"
    file.write_bytes(programma_2022())
    rapporto = json.loads(importa(file, distretto="P", anno=2024, crea=True, json=True))
    assert (rapporto["schema"], rapporto["anno"], rapporto["azioni"]) == ("2022", 2024, 1)
    assert Programma.objects.get().dal.isoformat() == "2024-01-01"


def test_un_programma_2027_sulla_forma_2026(tmp_path: Path) -> None:
    file = tmp_path / "p.docx"
    file.write_bytes(programma_2026())
    rapporto = json.loads(importa(file, distretto="P", anno=2027, crea=True, json=True))
    assert (rapporto["schema"], rapporto["progettualita"]) == ("2026", 1)


def test_un_anno_piu_vecchio_non_tocca_il_registro(manager: Utente) -> None:
    reale("2026", distretto="AV")
    distretto = Distretto.objects.get(codice="AV")

    def registro() -> list[Any]:
        distretto.refresh_from_db()
        return [
            {c.name: getattr(distretto, c.attname) for c in Distretto._meta.concrete_fields},
            list(distretto.incarichi.values()),
            list(distretto.adesioni.values()),
            list(distretto.accordi.values()),
            list(Organizzazione.objects.values()),
        ]

    prima = registro()
    reale("2022", distretto="AV", crea=False)
    assert registro() == prima
    assert distretto.programmi.count() == 2
