"""A forgotten password, a new one, a changed one."""

import re
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from distretti.models import Utente

PAROLA = "una-parola-lunga-di-prova"
NUOVA = "Quercia-rossa-71"
DIMENTICATA = reverse("account_reset_password")


def collegamento(messaggio: EmailMessage) -> str:
    return re.search(r"https?://[^/]+(/accesso/password-nuova/\S+)", messaggio.body)[1]


def chiedi(client: Client, email: str) -> Any:
    return client.post(DIMENTICATA, {"email": email})


@pytest.fixture
def modulo(client: Client, manager: Utente, mailoutbox: list[EmailMessage]) -> str:
    """The page of the form that the link in the mail leads to."""
    chiedi(client, manager.email)
    return client.get(collegamento(mailoutbox[0])).url


def test_la_pagina_si_apre(client: Client, db: None) -> None:
    assert client.get(DIMENTICATA).status_code == 200


@pytest.mark.parametrize("email", ["", "non è una mail"])
def test_un_indirizzo_che_non_lo_e(client: Client, db: None, email: str) -> None:
    assert chiedi(client, email).status_code == 422


def test_il_messaggio_e_in_italiano(
    client: Client, manager: Utente, mailoutbox: list[EmailMessage]
) -> None:
    chiedi(client, manager.email.upper())
    assert mailoutbox[0].to == [manager.email]
    assert "vale un giorno e una volta sola" in mailoutbox[0].body


def test_un_indirizzo_ignoto_non_si_distingue(
    client: Client, manager: Utente, mailoutbox: list[EmailMessage]
) -> None:
    """Same answer, same page, a mail each: nothing tells, not even the time it takes."""
    noto, ignoto = chiedi(client, manager.email), chiedi(client, "nessuno@example.org")
    assert (noto.status_code, noto.url) == (ignoto.status_code, ignoto.url)
    assert [m.to for m in mailoutbox] == [[manager.email], ["nessuno@example.org"]]
    assert "accesso/password-nuova" not in mailoutbox[1].body


def test_chi_non_e_attivo_non_riceve_il_collegamento(
    client: Client, manager: Utente, mailoutbox: list[EmailMessage]
) -> None:
    Utente.objects.filter(pk=manager.pk).update(is_active=False)
    chiedi(client, manager.email)
    assert "accesso/password-nuova" not in mailoutbox[0].body


def test_si_sceglie_una_password_nuova(client: Client, modulo: str, manager: Utente) -> None:
    risposta = client.post(modulo, {"password1": NUOVA, "password2": NUOVA})
    assert risposta.url == reverse("account_reset_password_from_key_done")
    manager.refresh_from_db()
    assert manager.check_password(NUOVA)


def test_reimpostare_non_fa_entrare(client: Client, modulo: str) -> None:
    client.post(modulo, {"password1": NUOVA, "password2": NUOVA})
    assert client.get(reverse("scrivania")).status_code == 302


@pytest.mark.parametrize("seconda", ["", "diversa"])
def test_due_password_diverse(client: Client, modulo: str, seconda: str) -> None:
    assert client.post(modulo, {"password1": NUOVA, "password2": seconda}).status_code == 422


def test_una_password_debole(client: Client, modulo: str) -> None:
    risposta = client.post(modulo, {"password1": "12345678", "password2": "12345678"})
    assert risposta.status_code == 422


def test_il_collegamento_vale_una_volta(
    client: Client, modulo: str, mailoutbox: list[EmailMessage]
) -> None:
    client.post(modulo, {"password1": NUOVA, "password2": NUOVA})
    risposta = client.get(collegamento(mailoutbox[0]))
    assert risposta.status_code == 410
    assert "non vale più" in risposta.text


def test_troppe_richieste_per_lo_stesso_indirizzo(client: Client, manager: Utente) -> None:
    stati = [chiedi(client, manager.email).status_code for _ in range(6)]
    assert stati == [302] * 5 + [429]


# --- change ---------------------------------------------------------------------------------


def cambia(client: Client, **dati: str) -> Any:
    giusti = {"oldpassword": PAROLA, "password1": NUOVA, "password2": NUOVA}
    return client.post(reverse("account_change_password"), {**giusti, **dati})


def test_si_cambia_la_password_e_si_resta_dentro(client: Client, manager: Utente) -> None:
    client.force_login(manager)
    assert cambia(client).status_code == 302
    assert client.get(reverse("scrivania")).status_code == 200
    manager.refresh_from_db()
    assert manager.check_password(NUOVA)


@pytest.mark.parametrize("dati", [{"oldpassword": "no"}, {"password2": "no"}, {"password1": "1"}])
def test_un_cambio_rifiutato(client: Client, manager: Utente, dati: dict[str, str]) -> None:
    client.force_login(manager)
    assert cambia(client, **dati).status_code == 422
    manager.refresh_from_db()
    assert manager.check_password(PAROLA)


def test_negli_altri_browser_si_esce(client: Client, manager: Utente) -> None:
    altrove = Client()
    for c in (client, altrove):
        c.force_login(manager)
    cambia(client)
    assert altrove.get(reverse("scrivania")).status_code == 302
