"""Several officers press at once: one decides, the others are told. With its negative control."""

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection

from distretti.models import Distretto, Organizzazione, Proposta, Utente
from distretti.services import RegistroRifiutato, conferma, proponi, respingi
from distretti.services import proposte as servizio
from tests.guardie import sospese

pytestmark = pytest.mark.django_db(transaction=True)


def in_gara(mosse: list[Callable[[], Any]]) -> list[str]:
    """What each move was told, "" for a success; at once on PostgreSQL, in a row on SQLite."""
    insieme = connection.vendor == "postgresql"
    via = threading.Barrier(len(mosse) if insieme else 1)
    esiti: list[str] = []

    def corri(mossa: Callable[[], Any]) -> None:
        via.wait(timeout=30)
        try:
            mossa()
            esiti.append("")
        except RegistroRifiutato as rifiuto:
            esiti.append(str(rifiuto))
        finally:
            if insieme:
                connection.close()

    if not insieme:
        for mossa in mosse:
            corri(mossa)
        return esiti
    corridori = [threading.Thread(target=corri, args=(mossa,)) for mossa in mosse]
    for corridore in corridori:
        corridore.start()
    for corridore in corridori:
        corridore.join(timeout=60)
    return esiti


@pytest.fixture
def proposta(distretto: Distretto, capofila: Organizzazione, manager: Utente) -> Proposta:
    return proponi(
        distretto=distretto,
        tipo="certificazione",
        autore=manager,
        organizzazione=capofila,
        contenuto={"tipo": "family_audit", "dal": date(2024, 1, 1)},
    )


def mosse(proposta: Proposta, chi: list[Utente]) -> list[Callable[[], Any]]:
    """Half confirm and half reject, each with the row as the page showed it."""
    viste = [
        Proposta.objects.select_related("distretto__ente").get(pk=proposta.pk) for _ in range(4)
    ]
    return [
        partial(conferma, viste[0], attore=chi[0]),
        partial(respingi, viste[1], attore=chi[1], motivo="No."),
        partial(conferma, viste[2], attore=chi[1]),
        partial(respingi, viste[3], attore=chi[0], motivo="No."),
    ]


def test_uno_decide_e_gli_altri_lo_sanno(
    proposta: Proposta, funzionario: Utente, dirigente: Utente, capofila: Organizzazione
) -> None:
    esiti = in_gara(mosse(proposta, [funzionario, dirigente]))
    assert esiti.count("") == 1
    assert sum(esito.startswith("Nel frattempo la proposta") for esito in esiti) == 3
    proposta.refresh_from_db()
    assert capofila.certificazioni.count() == (proposta.stato == "confermata")


def test_senza_la_condizione_decidono_in_piu_d_uno(
    proposta: Proposta, funzionario: Utente, dirigente: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    def senza(riga: Proposta, stato: str, attore: Utente, *, motivo: str = "") -> None:
        Proposta.objects.filter(pk=riga.pk).update(
            stato=stato, decisa_da=attore, decisa_il=riga.creata_il, motivo=motivo
        )

    monkeypatch.setattr(servizio, "_prendi", senza)
    with sospese():
        assert in_gara(mosse(proposta, [funzionario, dirigente])).count("") > 1
