"""Members and signed-in clients for the pages of the districts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from distretti.models import Distretto, Organizzazione, Utente
from distretti.services import aggiungi_alias, registra_adesione, registra_certificazione

INIZIO = date(2022, 7, 15)

Popola = Callable[[int], list[Organizzazione]]


@pytest.fixture
def popola(distretto: Distretto) -> Popola:
    """``popola(3)``: three members, each with an alias and a mark."""

    def popola(quanti: int) -> list[Organizzazione]:
        nate = []
        for n in range(quanti):
            nuova = Organizzazione.objects.create(
                ente=distretto.ente, denominazione=f"Azienda {n:03}", settore="Servizi"
            )
            nuova.alias.create(nome=f"Az{n:03}")
            registra_adesione(distretto=distretto, organizzazione=nuova, dal=INIZIO)
            registra_certificazione(organizzazione=nuova, tipo="family_audit", dal=INIZIO)
            nate.append(nuova)
        return nate

    return popola


@pytest.fixture
def cs4(distretto: Distretto) -> Organizzazione:
    """A member with an alias."""
    nuova = Organizzazione.objects.create(
        ente=distretto.ente, denominazione="C.S.4. Società cooperativa sociale"
    )
    aggiungi_alias(nuova, "Quattro passi")
    registra_adesione(distretto=distretto, organizzazione=nuova, dal=INIZIO)
    return nuova


@pytest.fixture
def del_manager(client: Client, manager: Utente) -> Client:
    client.force_login(manager)
    return client


@pytest.fixture
def dell_ufficio(funzionario: Utente) -> Client:
    client = Client()
    client.force_login(funzionario)
    return client


def moduli(risposta: Any) -> str:
    """The text of the page's own part, without the shell."""
    testo: str = risposta.text
    return testo[testo.index("<main") : testo.index("</main>")]
