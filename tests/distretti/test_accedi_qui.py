"""Signing in without leaving the page, and what a script hears when the session has expired."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client, override_settings
from django.urls import reverse

from distretti.models import Utente

PAROLA = "una-parola-lunga-di-prova"
QUI = reverse("accedi_qui")
SALVA = {"X-Richiesta": "salva"}


def accedi(client: Client, utente: Utente, **dati: str) -> Any:
    return client.post(QUI, {"username": utente.email, "password": PAROLA, **dati})


def test_un_salvataggio_senza_sessione(client: Client, db: None) -> None:
    risposta = client.post(reverse("scrivania"), headers=SALVA)
    assert risposta.status_code == 401
    assert risposta.json()["accedi"] == QUI


def test_una_pagina_senza_sessione_va_all_accesso(client: Client, db: None) -> None:
    assert client.post(reverse("scrivania")).status_code == 302


def test_un_salvataggio_con_il_codice_scaduto(manager: Utente, errori_attesi: object) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    risposta = client.post(reverse("scrivania"), headers=SALVA)
    assert risposta.status_code == 400
    assert risposta.json()["esito"] == "pagina_scaduta"


def test_il_modulo_e_un_frammento(client: Client, db: None) -> None:
    testo = client.get(QUI).text
    assert testo.strip().startswith('<form id="accesso-in-pagina"')
    assert "<html" not in testo
    assert 'name="username"' in testo


def test_si_entra(client: Client, manager: Utente) -> None:
    risposta = accedi(client, manager)
    assert (risposta.status_code, risposta.content) == (204, b"")
    assert risposta["X-Utente"] == str(manager.pk)
    assert client.get(reverse("scrivania")).status_code == 200


def test_il_codice_nuovo_vale_per_i_moduli(manager: Utente) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(QUI)
    prima = client.cookies["csrftoken"].value
    dopo = client.post(
        QUI,
        {"username": manager.email, "password": PAROLA},
        headers={"X-CSRFToken": prima},
    )["X-CSRFToken"]
    assert client.post(reverse("esci"), headers={"X-CSRFToken": dopo}).status_code == 302


def test_la_password_sbagliata_torna_nel_frammento(client: Client, manager: Utente) -> None:
    risposta = accedi(client, manager, password="no")
    assert risposta.status_code == 422
    assert 'id="accesso-in-pagina"' in risposta.text
    assert "non corrette" in risposta.text


def test_troppi_tentativi_tornano_nel_frammento(client: Client, manager: Utente) -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}):
        accedi(client, manager, password="no")
        risposta = accedi(client, manager)
    assert risposta.status_code == 429
    assert "<html" not in risposta.text
    assert "Troppi tentativi" in risposta.text


def test_troppi_sbagli_tornano_nel_frammento(client: Client, manager: Utente) -> None:
    stati = [accedi(client, manager, password="no").status_code for _ in range(6)]
    assert stati == [422] * 5 + [429]


def test_il_secondo_fattore_si_da_in_un_altra_finestra(client: Client, manager: Utente) -> None:
    TOTP.activate(manager, generate_totp_secret())
    risposta = accedi(client, manager)
    assert risposta.status_code == 200
    assert 'target="_blank"' in risposta.text
    assert 'id="accesso-in-pagina"' in client.get(QUI).text
    assert client.get(reverse("accedi")).url == reverse("mfa_authenticate")


@pytest.mark.parametrize("metodo", ["get", "post"])
def test_chi_e_gia_entrato_riceve_il_codice(client: Client, manager: Utente, metodo: str) -> None:
    client.force_login(manager)
    risposta = getattr(client, metodo)(QUI)
    assert risposta.status_code == 204
    assert risposta["X-Utente"] == str(manager.pk)
    assert risposta["X-CSRFToken"]
