"""The second factor: enrolling, entering with it, doing without; and who may not."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client
from django.urls import reverse

from distretti.models import Utente

PAROLA = "una-parola-lunga-di-prova"
ATTIVA, TOGLI = reverse("mfa_activate_totp"), reverse("mfa_deactivate_totp")
CODICE = reverse("mfa_authenticate")


def codice(segreto: str) -> str:
    return format_hotp_value(hotp_value(segreto, int(time.time()) // 30))


def con_app(utente: Utente) -> str:
    """Give the user an app; its secret."""
    segreto = generate_totp_secret()
    TOTP.activate(utente, segreto)
    RecoveryCodes.activate(utente)
    return segreto


def accedi(client: Client, utente: Utente) -> Any:
    return client.post(reverse("accedi"), {"username": utente.email, "password": PAROLA})


def confermato(client: Client, utente: Utente) -> None:
    """Signed in, with the password given again just now."""
    client.force_login(utente)
    client.post(reverse("account_reauthenticate"), {"password": PAROLA})


# --- enrolling ------------------------------------------------------------------------------


def test_prima_si_conferma_la_password(client: Client, manager: Utente) -> None:
    client.force_login(manager)
    risposta = client.get(ATTIVA)
    assert risposta.url == f"{reverse('account_reauthenticate')}?next={ATTIVA.replace('/', '%2F')}"


def test_la_password_sbagliata_non_basta(client: Client, manager: Utente) -> None:
    client.force_login(manager)
    assert client.post(reverse("account_reauthenticate"), {"password": "no"}).status_code == 422
    assert client.get(ATTIVA).status_code == 302


def test_si_attiva_con_il_codice_dell_app(client: Client, manager: Utente) -> None:
    confermato(client, manager)
    segreto = client.get(ATTIVA).context["form"].secret
    risposta = client.post(ATTIVA, {"code": codice(segreto)})
    assert risposta.url == reverse("mfa_view_recovery_codes")
    assert manager.authenticator_set.filter(type="totp").exists()


def test_un_codice_sbagliato_non_attiva(client: Client, manager: Utente) -> None:
    confermato(client, manager)
    client.get(ATTIVA)
    assert client.post(ATTIVA, {"code": "abc"}).status_code == 422
    assert not manager.authenticator_set.exists()


def test_i_codici_di_recupero_si_leggono_e_si_scaricano(client: Client, manager: Utente) -> None:
    con_app(manager)
    confermato(client, manager)
    primo = manager.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert primo in client.get(reverse("mfa_view_recovery_codes")).text
    assert primo in client.get(reverse("mfa_download_recovery_codes")).text


def test_i_codici_nuovi_sostituiscono_i_vecchi(client: Client, manager: Utente) -> None:
    con_app(manager)
    confermato(client, manager)
    prima = manager.authenticator_set.get(type="recovery_codes").data
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    client.post(reverse("mfa_generate_recovery_codes"))
    assert manager.authenticator_set.get(type="recovery_codes").data != prima


def test_la_pagina_del_proprio_accesso_lo_dice(client: Client, manager: Utente) -> None:
    client.force_login(manager)
    assert "Non attivo" in client.get(reverse("mfa_index")).text
    con_app(manager)
    assert "Attivo" in client.get(reverse("mfa_index")).text


# --- entering -------------------------------------------------------------------------------


def test_la_password_sola_non_basta(client: Client, manager: Utente) -> None:
    con_app(manager)
    assert accedi(client, manager).url == CODICE
    assert client.get(reverse("scrivania")).status_code == 302


def test_si_entra_con_il_codice(client: Client, manager: Utente) -> None:
    segreto = con_app(manager)
    accedi(client, manager)
    assert client.get(CODICE).status_code == 200
    assert client.post(CODICE, {"code": codice(segreto)}).url == reverse("scrivania")


def test_un_codice_sbagliato(client: Client, manager: Utente) -> None:
    con_app(manager)
    accedi(client, manager)
    risposta = client.post(CODICE, {"code": "abc"})
    assert risposta.status_code == 422
    assert "Il codice non è corretto." in risposta.text


def test_lo_stesso_codice_non_vale_due_volte(client: Client, manager: Utente) -> None:
    valore = codice(con_app(manager))
    accedi(client, manager)
    client.post(CODICE, {"code": valore})
    altrove = Client()
    accedi(altrove, manager)
    assert altrove.post(CODICE, {"code": valore}).status_code == 422


def test_un_codice_di_recupero_vale_una_volta(client: Client, manager: Utente) -> None:
    con_app(manager)
    valore = manager.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    accedi(client, manager)
    assert client.post(CODICE, {"code": valore}).status_code == 302
    altrove = Client()
    accedi(altrove, manager)
    assert altrove.post(CODICE, {"code": valore}).status_code == 422


def test_i_codici_non_si_provano_a_oltranza(client: Client, manager: Utente) -> None:
    con_app(manager)
    accedi(client, manager)
    stati = [client.post(CODICE, {"code": f"x{n}"}).status_code for n in range(6)]
    assert stati == [422] * 5 + [429]


def test_si_annulla_un_accesso_a_meta(client: Client, manager: Utente) -> None:
    con_app(manager)
    accedi(client, manager)
    client.post(reverse("esci"))
    assert client.get(CODICE).url == reverse("accedi")


# --- doing without --------------------------------------------------------------------------


def test_si_toglie(client: Client, manager: Utente) -> None:
    con_app(manager)
    confermato(client, manager)
    assert client.get(TOGLI).status_code == 200
    client.post(TOGLI)
    assert not manager.authenticator_set.exists()


def test_chi_lavora_nell_ente_non_lo_toglie(
    client: Client, funzionario: Utente, settings: Any
) -> None:
    settings.SECONDO_FATTORE_UFFICIO = True
    con_app(funzionario)
    confermato(client, funzionario)
    assert "non può farne a meno" in client.get(TOGLI).text
    assert client.post(TOGLI).status_code == 422
    assert funzionario.authenticator_set.exists()


# --- required of officers -------------------------------------------------------------------


@pytest.fixture
def obbligo(settings: Any) -> None:
    settings.SECONDO_FATTORE_UFFICIO = True


@pytest.mark.parametrize("chi", ["funzionario", "dirigente", "amministratore"])
@pytest.mark.parametrize("nome", ["scrivania", "importa", "admin:index", "mfa_index"])
def test_l_ufficio_deve_attivarlo(
    client: Client, persone: dict[str, Utente], obbligo: None, chi: str, nome: str
) -> None:
    client.force_login(persone[chi])
    assert client.get(reverse(nome)).url == ATTIVA


@pytest.mark.parametrize("chi", ["manager", "coordinatore", "referente_amministrativo", "lettore"])
def test_il_distretto_non_deve(
    client: Client, persone: dict[str, Utente], obbligo: None, chi: str
) -> None:
    client.force_login(persone[chi])
    assert client.get(reverse("scrivania")).status_code == 200


def test_chi_lo_ha_lavora(client: Client, funzionario: Utente, obbligo: None) -> None:
    con_app(funzionario)
    client.force_login(funzionario)
    assert client.get(reverse("scrivania")).status_code == 200


def test_i_soli_codici_di_recupero_non_bastano(
    client: Client, funzionario: Utente, obbligo: None
) -> None:
    RecoveryCodes.activate(funzionario)
    client.force_login(funzionario)
    assert client.get(reverse("scrivania")).url == ATTIVA


def test_senza_obbligo_l_ufficio_entra(client: Client, funzionario: Utente) -> None:
    client.force_login(funzionario)
    assert client.get(reverse("scrivania")).status_code == 200


def test_chi_deve_attivarlo_puo_farlo_e_uscire(
    client: Client, funzionario: Utente, obbligo: None
) -> None:
    confermato(client, funzionario)
    segreto = client.get(ATTIVA).context["form"].secret
    client.post(ATTIVA, {"code": codice(segreto)})
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.post(reverse("esci")).url == reverse("accedi")


def test_un_salvataggio_riceve_il_motivo(
    client: Client, funzionario: Utente, obbligo: None
) -> None:
    client.force_login(funzionario)
    risposta = client.post(reverse("scrivania"), headers={"X-Richiesta": "salva"})
    assert risposta.status_code == 403
    assert "secondo fattore" in risposta.json()["motivo"]


def test_i_segreti_non_stanno_nell_ufficio(client: Client, amministratore: Utente) -> None:
    client.force_login(amministratore)
    assert Authenticator._meta.label_lower not in client.get(reverse("admin:index")).text
    assert client.get("/admin/mfa/authenticator/").status_code == 404
    assert client.get("/admin/account/emailaddress/").status_code == 404
