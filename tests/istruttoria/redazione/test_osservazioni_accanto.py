"""What the office asks for, beside the place that it speaks of: in the editor and on the page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from azioni.models import Azione
from distretti.models import Utente
from istruttoria.models import Osservazione
from istruttoria.services import redazione
from programmi.models import Programma
from tests.istruttoria.conftest import porta

pytestmark = pytest.mark.django_db
CAMPO = {"azione_tipo": "progettualita", "azione_numero": 1, "campo": "altre_organizzazioni"}


@pytest.fixture
def azione(programma: Programma, manager: Utente) -> Azione:
    azione = redazione.aggiungi(programma.pk, tipo="progettualita", titolo="Estate", attore=manager)
    porta(programma, "da_integrare")
    return azione


def osserva(azione: Azione, autore: Utente, **luogo: Any) -> Osservazione:
    return azione.programma.osservazioni.create(
        autore=autore, testo="Chiarire.", inviata_il=timezone.now(), **luogo
    )


def pagina(azione: Azione, dove: str) -> str:
    pk = azione.programma_id
    return {
        "tutto": reverse("redazione", args=[pk]),
        "premessa": reverse("redazione_parte", args=[pk, "premessa"]),
        "azione": reverse("redazione_azione", args=[pk, azione.pk]),
    }[dove]


@pytest.mark.parametrize(
    ("luogo", "dove"),
    [
        ({}, "tutto"),
        ({"voce": "premessa"}, "premessa"),
        ({"azione_tipo": "progettualita", "azione_numero": 1}, "azione"),
        (CAMPO, "azione"),
        ({**CAMPO, "campo": "tempi"}, "azione"),
    ],
)
def test_sta_solo_nella_sua_pagina_e_nell_elenco_di_tutte(
    luogo: dict[str, Any],
    dove: str,
    client: Client,
    azione: Azione,
    manager: Utente,
    funzionario: Utente,
) -> None:
    osservazione = osserva(azione, funzionario, **luogo)
    client.force_login(manager)
    for altra in ("tutto", "premessa", "azione"):
        testo = client.get(pagina(azione, altra)).text
        assert testo.count(f'id="osservazione-{osservazione.pk}"') == (altra == dove)
        assert f'href="{pagina(azione, dove)}#osservazione-{osservazione.pk}"' in testo


def test_una_chiusa_non_chiede_piu_niente(
    client: Client, azione: Azione, manager: Utente, funzionario: Utente
) -> None:
    osserva(azione, funzionario, **CAMPO)
    Osservazione.objects.update(stato="chiusa", chiusa_il=azione.programma.creato_il)
    client.force_login(manager)
    assert "Che cosa chiede l’ufficio" not in client.get(pagina(azione, "azione")).text


@pytest.mark.parametrize(
    ("luogo", "dove"), [({}, "tutto"), ({"voce": "premessa"}, "premessa"), (CAMPO, "azione")]
)
def test_si_risponde_accanto_e_si_resta_li(
    luogo: dict[str, Any],
    dove: str,
    client: Client,
    azione: Azione,
    manager: Utente,
    funzionario: Utente,
) -> None:
    osservazione = osserva(azione, funzionario, **luogo)
    client.force_login(manager)
    indirizzo = reverse("rispondi", args=[osservazione.pk]) + "?da=redazione"
    assert f'action="{indirizzo}"' in client.get(pagina(azione, dove)).text
    risposta = client.post(indirizzo, {"risposta": "Fatto."})
    assert risposta.url == pagina(azione, dove)
    assert "Con risposta: la valuta l’ufficio" in client.get(risposta.url).text


def test_nella_pagina_del_programma_sta_accanto_al_punto(
    client: Client, azione: Azione, manager: Utente, funzionario: Utente
) -> None:
    for luogo in ({"voce": "premessa"}, CAMPO):
        osserva(azione, funzionario, **luogo)
    client.force_login(manager)
    testo = client.get(reverse("programma", args=[azione.programma_id])).text
    assert testo.count('class="osservata"') == 2
    premessa = testo.split('id="parte-premessa"')[1].split("</details>")[0]
    assert premessa.count('class="osservata"') == 1


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_interrogazioni(
    quante: int,
    client: Client,
    azione: Azione,
    manager: Utente,
    funzionario: Utente,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(quante):
        osserva(azione, funzionario, **CAMPO)
    client.force_login(manager)
    with django_assert_num_queries(23):
        client.get(pagina(azione, "azione"))
