"""The pages in a real Chromium: no console errors, no sideways scroll, without scripts too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from distretti.models import Distretto, Utente
from programmi.models import Programma, Schema

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DATI = Path(__file__).parent.parent / "dati"
VERO = DATI / "programma-alta-valsugana-2026.docx"
LARGHEZZE = (1280, 390)


def straborda(page: Page) -> bool:
    """Does the page scroll sideways?"""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@pytest.mark.parametrize("larghezza", LARGHEZZE)
def test_le_pagine_si_aprono_senza_errori(
    larghezza: int,
    entra: Callable[[Utente], Page],
    errori_della_console: list[str],
    live_server: Any,
    funzionario: Utente,
    programma: Programma,
) -> None:
    page = entra(funzionario)
    page.set_viewport_size({"width": larghezza, "height": 844})
    indirizzi = [
        reverse("scrivania"),
        reverse("programma", args=[programma.pk]),
        reverse("passo", args=[programma.pk, "annulla"]),
        reverse("importa"),
    ]
    for indirizzo in indirizzi:
        page.goto(live_server.url + indirizzo)
        assert not straborda(page), indirizzo
    page.goto(live_server.url + indirizzi[1])
    page.get_by_role("button", name="Apri tutte le parti").click()
    expect(page.get_by_text("Si legge:").first).to_be_visible()
    assert not straborda(page)


def test_un_file_word_diventa_un_programma(
    entra: Callable[[Utente], Page],
    errori_della_console: list[str],
    live_server: Any,
    funzionario: Utente,
    schema_2026: Schema,
    distretto: Distretto,
) -> None:
    page = entra(funzionario)
    page.goto(live_server.url + reverse("importa"))
    page.get_by_label("Distretto", exact=True).select_option(label=str(distretto))
    page.get_by_label("Programma in formato Word").set_input_files(VERO)
    page.get_by_role("button", name="Leggi il file").click()
    expect(page.get_by_role("heading", name="Dubbi della lettura")).to_be_visible()
    page.get_by_role("button", name="Conferma e crea il programma").click()
    expect(page.get_by_text("Il programma è stato importato.")).to_be_visible()
    expect(page.get_by_text("8 progettualità")).to_be_visible()


def test_mentre_il_file_si_legge_il_bottone_lo_dice(
    entra: Callable[[Utente], Page],
    live_server: Any,
    funzionario: Utente,
    schema_2026: Schema,
    distretto: Distretto,
) -> None:
    page = entra(funzionario)
    page.goto(live_server.url + reverse("importa"))
    page.get_by_label("Distretto", exact=True).select_option(label=str(distretto))
    page.get_by_label("Programma in formato Word").set_input_files(VERO)
    page.evaluate("document.addEventListener('submit', e => e.preventDefault())")
    page.get_by_role("button", name="Leggi il file").click()
    expect(page.get_by_role("button", name="Lettura del file…")).to_be_visible()


def test_un_file_troppo_grande_si_ferma_prima_di_partire(
    entra: Callable[[Utente], Page],
    live_server: Any,
    funzionario: Utente,
    distretto: Distretto,
    settings: Any,
) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    page = entra(funzionario)
    page.goto(live_server.url + reverse("importa"))
    campo = page.get_by_label("Programma in formato Word")
    campo.set_input_files({"name": "f.docx", "mimeType": "x/y", "buffer": b"x" * 2000})
    assert "supera" in campo.evaluate("campo => campo.validationMessage")


def test_l_anteprima_del_pdf_si_vede_nella_pagina(
    entra: Callable[[Utente], Page],
    errori_della_console: list[str],
    live_server: Any,
    funzionario: Utente,
    programma: Programma,
) -> None:
    page = entra(funzionario)
    page.goto(live_server.url + reverse("programma", args=[programma.pk]))
    pdf = reverse("programma_pdf", args=[programma.pk])
    with page.expect_response(lambda r: pdf in r.url) as risposta:
        page.get_by_role("link", name="Anteprima in pagina").click()
    assert risposta.value.status == 200
    assert risposta.value.headers["content-type"] == "application/pdf"


def test_un_controllo_porta_alla_parte_di_cui_parla(
    entra: Callable[[Utente], Page], live_server: Any, manager: Utente, programma: Programma
) -> None:
    page = entra(manager)
    page.goto(live_server.url + reverse("programma", args=[programma.pk]))
    parte = page.locator("#parte-premessa")
    assert parte.get_attribute("open") is None
    page.locator('#controlli a[href="#parte-premessa"]').first.click()
    assert parte.get_attribute("open") is not None


def test_tutto_funziona_senza_script(
    browser: Browser, live_server: Any, manager: Utente, programma: Programma
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + reverse("accedi"))
    page.get_by_label("E-mail").fill(manager.email)
    page.get_by_label("Password").fill("una-parola-lunga-di-prova")
    page.get_by_role("button", name="Accedi").click()
    page.get_by_role("link", name=f"Programma {programma.anno}").click()
    page.get_by_role("link", name="Prepara per la giunta").click()
    page.get_by_role("button", name="Prepara per la giunta").click()
    expect(page.get_by_text("Prepara per la giunta: fatto.")).to_be_visible()
    context.close()  # its connections must not outlive the server


def test_si_arriva_al_contenuto_dalla_tastiera(
    entra: Callable[[Utente], Page], live_server: Any, manager: Utente
) -> None:
    page = entra(manager)
    page.goto(live_server.url + reverse("scrivania"))
    page.keyboard.press("Tab")
    salto = page.get_by_role("link", name="Vai al contenuto")
    expect(salto).to_be_focused()
    salto.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenuto"
