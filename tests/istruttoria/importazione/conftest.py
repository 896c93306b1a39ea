"""Small readings to be changed one thing at a time, and the district they are of."""

from copy import deepcopy
from typing import Any

import pytest

from distretti.models import Distretto, Ente
from documenti.word import leggi_word
from istruttoria import importazione as servizio
from istruttoria.importazione import registra
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma, Schema
from tests.documenti.programmi_word import programma_2022, programma_2026

LETTURE = {
    "2022": leggi_word(programma_2022()),
    "2026": leggi_word(programma_2026()),
}


@pytest.fixture
def lettura() -> dict[str, Any]:
    """A small programme of 2024 in the 2022 form, to be changed."""
    return deepcopy(LETTURE["2022"])


@pytest.fixture
def lettura_2027() -> dict[str, Any]:
    return deepcopy(LETTURE["2026"])


@pytest.fixture
def prato(ente: Ente) -> Distretto:
    """The district of the small programmes, bare."""
    return Distretto.objects.create(
        ente=ente,
        codice="PRATO",
        denominazione="Distretto famiglia Valle di Prato",
        tipo="territoriale",
    )


@pytest.fixture
def scritto(prato: Distretto, schema_2022: Schema, lettura: dict[str, Any]) -> Any:
    """``scritto(lettura)``: registered and read back, (esito, snapshot)."""

    def scrivi(letta: dict[str, Any] = lettura, **opzioni: Any) -> tuple[Any, dict[str, Any]]:
        dati = {"distretto": prato, "schema": schema_2022, "anno": 2024, **opzioni}
        esito = registra(letta, **dati)
        return esito, componi_snapshot(Programma.objects.get(pk=esito.programma))

    return scrivi


@pytest.fixture
def schemi(prato: Distretto, schema_2022: Schema, schema_2026: Schema) -> None:
    """The Ente has both."""


@pytest.fixture
def importa(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``importa(lettura, anno=…)``: the whole line on a lettura that is at hand."""

    def esegui(letta: dict[str, Any], **opzioni: Any) -> servizio.EsitoImportazione:
        monkeypatch.setattr("istruttoria.importazione.servizio.leggi_file", lambda *a, **k: letta)
        return servizio.importa(b"x", nome="p.docx", distretto="PRATO", **opzioni)

    return esegui
