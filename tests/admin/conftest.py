"""An officer inside the admin site, and a programme brought to a state."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from distretti.models import Utente
from istruttoria.determinazione import modello_predefinito
from istruttoria.services import registra_modello
from programmi.models import Programma

GIUNTA = "deliberazione della Giunta comunale n. 65 del 28 aprile 2026"
COLONNE: dict[str, dict[str, Any]] = {
    "bozza": {},
    "trasmesso": {"delibera_giunta": GIUNTA, "trasmesso_il": date(2026, 4, 29)},
    "in_istruttoria": {"protocollo_numero": "366010", "protocollo_data": date(2026, 4, 30)},
    "approvato": {"determinazione_numero": "5663", "determinazione_data": date(2026, 5, 28)},
}


@pytest.fixture
def ufficio(client: Client, funzionario: Utente) -> Client:
    client.force_login(funzionario)
    return client


@pytest.fixture
def direzione(client: Client, dirigente: Utente) -> Client:
    client.force_login(dirigente)
    return client


@pytest.fixture
def nello_stato(
    programma: Programma, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Programma]:
    """``nello_stato("trasmesso")``: a programme with nothing that stops it, brought there."""
    monkeypatch.setattr("istruttoria.fatti.controlli.esegui", lambda snapshot: [])
    monkeypatch.setattr("istruttoria.services.documenti.componi", lambda *a, **k: b"%PDF prova")
    monkeypatch.setattr(
        "istruttoria.workflow.timezone.localdate", lambda *a, **k: date(2026, 6, 15)
    )
    registra_modello(programma.distretto.ente, modello_predefinito())
    programma.aderenti.create(posizione=1, denominazione="Comune A", dal=date(2022, 7, 15))
    programma.distretto.accordi.create(
        atto_provincia="deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022",
        sottoscritto_il=date(2022, 10, 28),
        firmatari=5,
    )

    def porta(stato: str) -> Programma:
        colonne: dict[str, Any] = {"aderenti_al": date(2026, 4, 30)}
        for passato, dati in COLONNE.items():
            colonne |= dati
            if passato == stato:
                break
        Programma.objects.filter(pk=programma.pk).update(stato=stato, **colonne)
        return Programma.objects.select_related("distretto__ente", "schema").get(pk=programma.pk)

    return porta
