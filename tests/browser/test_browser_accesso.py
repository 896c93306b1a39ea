"""An invitation, a password, an entry and a second factor, as people would do them."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from distretti.models import Distretto, Utente

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAROLA = "una-parola-lunga-di-prova"
NUOVA = "Quercia-rossa-71"
PUBBLICHE = ("accedi", "account_reset_password", "account_reset_password_done")
PROPRIE = ("mfa_index", "account_change_password", "account_reauthenticate")


def straborda(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def invita(page: Page, live_server: Any, distretto: Distretto) -> None:
    page.goto(live_server.url + reverse("persone", args=[distretto.pk]))
    page.get_by_role("link", name="Invita", exact=True).click()
    page.get_by_label("Ruolo").select_option("manager")
    page.get_by_label("Nome e cognome").fill("Nadia Nuova")
    page.get_by_label("E-mail").fill("nadia@example.org")
    page.get_by_role("button", name="Affida l’incarico e manda l’invito").click()
    expect(page.get_by_text("Invito in attesa")).to_be_visible()


def test_chi_e_invitato_entra(
    entra: Callable[[Utente], Page],
    new_context: Callable[..., Any],
    errori_della_console: list[str],
    live_server: Any,
    coordinatore: Utente,
    distretto: Distretto,
    mailoutbox: list[EmailMessage],
) -> None:
    invita(entra(coordinatore), live_server, distretto)
    nadia = new_context().new_page()
    nadia.goto(re.search(r"http\S+/invito/\S+", mailoutbox[0].body)[0])
    nadia.get_by_label("Password").fill(NUOVA)
    nadia.get_by_label("La stessa, ancora una volta").fill(NUOVA)
    nadia.get_by_role("button", name="Accetta e imposta la password").click()
    nadia.get_by_label("E-mail").fill("nadia@example.org")
    nadia.get_by_label("Password").fill(NUOVA)
    nadia.get_by_role("button", name="Accedi").click()
    nadia.wait_for_url(live_server.url + reverse("scrivania"))


def test_un_passaggio_di_consegne_senza_script(
    new_context: Callable[..., Any],
    live_server: Any,
    funzionario: Utente,
    manager: Utente,
    distretto: Distretto,
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + reverse("accedi"))
    page.get_by_label("E-mail").fill(funzionario.email)
    page.get_by_label("Password").fill(PAROLA)
    page.get_by_role("button", name="Accedi").click()
    page.goto(live_server.url + reverse("persone", args=[distretto.pk]))
    page.get_by_role("link", name="Passaggio di consegne da Marta Manara").click()
    page.get_by_label("Nome e cognome").fill("Nadia Nuova")
    page.get_by_label("E-mail").fill("nadia@example.org")
    page.get_by_label("In carica dal").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Continua").click()
    expect(page.get_by_text("Marta Manara resta in carica fino al")).to_be_visible()
    page.get_by_role("button", name="Conferma").click()
    expect(page.get_by_text("L’invito è partito per nadia@example.org.")).to_be_visible()


def test_l_ufficio_attiva_il_secondo_fattore(
    page: Page,
    errori_della_console: list[str],
    live_server: Any,
    funzionario: Utente,
    settings: Any,
) -> None:
    settings.SECONDO_FATTORE_UFFICIO = True
    page.goto(live_server.url + reverse("accedi"))
    page.get_by_label("E-mail").fill(funzionario.email)
    page.get_by_label("Password").fill(PAROLA)
    page.get_by_role("button", name="Accedi").click()
    expect(page.get_by_role("heading", name="Conferma la password")).to_be_visible()
    page.get_by_label("Password").fill(PAROLA)
    page.get_by_role("button", name="Continua").click()
    segreto = page.locator(".chiave").inner_text()
    page.get_by_label("Codice di sei cifre").fill(
        format_hotp_value(hotp_value(segreto, int(time.time()) // 30))
    )
    page.get_by_role("button", name="Attiva").click()
    page.get_by_role("link", name="Ho conservato i codici, continua").click()
    page.wait_for_url(live_server.url + reverse("scrivania"))


@pytest.mark.parametrize("larghezza", [1280, 320])
def test_le_pagine_stanno_nello_schermo(
    larghezza: int,
    entra: Callable[[Utente], Page],
    new_context: Callable[..., Any],
    errori_della_console: list[str],
    live_server: Any,
    funzionario: Utente,
    manager: Utente,
    distretto: Distretto,
) -> None:
    misura: Any = {"width": larghezza, "height": 800}
    fuori = new_context().new_page()
    fuori.set_viewport_size(misura)
    for nome in PUBBLICHE:
        fuori.goto(live_server.url + reverse(nome))
        assert not straborda(fuori), nome
    page = entra(funzionario)
    page.set_viewport_size(misura)
    incarico = manager.incarichi.get().pk
    indirizzi = [reverse(nome) for nome in PROPRIE]
    indirizzi += [reverse(n, args=[distretto.pk]) for n in ("persone", "incarico_nuovo")]
    indirizzi += [reverse(n, args=[incarico]) for n in ("incarico_consegne", "incarico_chiudi")]
    for indirizzo in indirizzi:
        page.goto(live_server.url + indirizzo)
        assert not straborda(page), indirizzo
