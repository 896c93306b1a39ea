"""Signing in and out."""

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Utente

PAROLA = "una-parola-lunga-di-prova"


def accedi(client: Client, **dati: str) -> object:
    return client.post(reverse("accedi"), dati)


def test_si_accede_con_la_mail(client: Client, manager: Utente) -> None:
    risposta = accedi(client, username=f" {manager.email.upper()} ", password=PAROLA)
    assert risposta.url == reverse("scrivania")


def test_dopo_l_accesso_si_torna_dove_si_andava(client: Client, manager: Utente) -> None:
    risposta = accedi(client, username=manager.email, password=PAROLA, next="/programmi/1/")
    assert risposta.url == "/programmi/1/"


def test_non_si_esce_dal_sito_con_next(client: Client, manager: Utente) -> None:
    risposta = accedi(client, username=manager.email, password=PAROLA, next="https://altrove.it/")
    assert risposta.url == reverse("scrivania")


def test_password_sbagliata(client: Client, manager: Utente) -> None:
    risposta = accedi(client, username=manager.email, password="no")
    assert risposta.status_code == 422
    assert "non corrette" in risposta.text


def test_chi_non_e_attivo_non_entra(client: Client, manager: Utente) -> None:
    Utente.objects.filter(pk=manager.pk).update(is_active=False)
    assert accedi(client, username=manager.email, password=PAROLA).status_code == 422


def test_si_esce(client: Client, manager: Utente) -> None:
    client.force_login(manager)
    assert client.post(reverse("esci")).url == reverse("accedi")
    assert client.get(reverse("scrivania")).status_code == 302


@pytest.mark.django_db
def test_un_modulo_scaduto_si_spiega(errori_attesi: object) -> None:
    risposta = Client(enforce_csrf_checks=True).post(reverse("accedi"), {"username": "a"})
    assert risposta.status_code == 403
    assert "Pagina scaduta" in risposta.text


@pytest.mark.django_db
def test_niente_stili_o_script_nella_pagina(client: Client) -> None:
    testo = client.get(reverse("accedi")).text
    assert " style=" not in testo
    assert "<style" not in testo
    assert "onclick" not in testo


@pytest.mark.django_db
def test_intestazioni_di_sicurezza(client: Client) -> None:
    risposta = client.get(reverse("accedi"))
    assert "script-src 'self'" in risposta["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in risposta["Content-Security-Policy"]
    assert risposta["X-Frame-Options"] == "DENY"
