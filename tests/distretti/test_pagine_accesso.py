"""Signing in and out, and how often one may try."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

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


def test_chi_e_gia_entrato_non_rivede_il_modulo(client: Client, manager: Utente) -> None:
    client.force_login(manager)
    assert client.get(reverse("accedi")).url == reverse("scrivania")


@pytest.mark.parametrize(
    "nome",
    [
        "account_signup",
        "account_email",
        "account_set_password",
        "account_confirm_email",
        "account_request_login_code",
        "mfa_list_webauthn",
        "socialaccount_connections",
    ],
)
def test_ci_si_iscrive_solo_su_invito(nome: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(nome)


def test_un_vecchio_indirizzo_non_apre_piu(client: Client, manager: Utente) -> None:
    vecchia = manager.email
    accedi(client, username=vecchia, password=PAROLA)
    client.post(reverse("esci"))
    Utente.objects.filter(pk=manager.pk).update(email="marta@example.org")
    assert accedi(client, username=vecchia, password=PAROLA).status_code == 422
    assert not EmailAddress.objects.exists()


# --- limits ---------------------------------------------------------------------------------


def test_dopo_cinque_sbagli_si_aspetta(client: Client, manager: Utente) -> None:
    avuti = [accedi(client, username=manager.email, password="no") for _ in range(6)]
    assert [r.status_code for r in avuti] == [422] * 5 + [429]
    assert "Troppi tentativi" in avuti[-1].text


def test_si_aspetta_anche_con_la_password_giusta(client: Client, manager: Utente) -> None:
    for _ in range(5):
        accedi(client, username=manager.email, password="no")
    assert accedi(client, username=manager.email, password=PAROLA).status_code == 429


def test_gli_sbagli_di_uno_non_fermano_un_altro(
    client: Client, manager: Utente, estraneo: Utente
) -> None:
    for _ in range(5):
        accedi(client, username=manager.email, password="no")
    assert accedi(client, username=estraneo.email, password=PAROLA).status_code == 302


def test_troppe_richieste_da_un_indirizzo(client: Client, manager: Utente) -> None:
    limiti = {"login": "2/m/ip"}
    with override_settings(ACCOUNT_RATE_LIMITS=limiti):
        avuti = [accedi(client, username=f"{n}@example.org", password="no") for n in range(3)]
    assert avuti[-1].status_code == 429
    assert "Troppi tentativi" in avuti[-1].text
    assert "riprovare" in avuti[-1].text


def test_dietro_un_proxy_si_conta_chi_chiede(client: Client, manager: Utente) -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}):
        for ip in ("192.0.2.1", "192.0.2.2"):
            dati = {"username": manager.email, "password": "no"}
            risposta = client.post(reverse("accedi"), dati, headers={"X-Forwarded-For": ip})
            assert risposta.status_code == 422


def test_i_tentativi_sono_contati_in_comune(client: Client, manager: Utente) -> None:
    """In the database: another process of the same server counts on from there."""
    accedi(client, username=manager.email, password="no")
    with connection.cursor() as cursore:
        cursore.execute("SELECT count(*) FROM cache_condivisa")
        assert cursore.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
def test_migrate_rifa_la_tabella_dei_tentativi() -> None:
    with connection.cursor() as cursore:
        cursore.execute("DROP TABLE cache_condivisa")
    call_command("migrate", verbosity=0)
    assert "cache_condivisa" in connection.introspection.table_names()
