"""The admin under the same strict policy, in a real Chromium."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from distretti.models import Distretto, Utente
from istruttoria.determinazione import modello_predefinito
from istruttoria.services import registra_modello
from programmi.models import Programma

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ELENCHI = (
    "azioni_azione",
    "distretti_distretto",
    "distretti_organizzazione",
    "distretti_utente",
    "istruttoria_passaggio",
    "programmi_programma",
    "programmi_schema",
)
AGGIUNTE = (
    "distretti_adesione",
    "distretti_distretto",
    "distretti_incarico",
    "distretti_organizzazione",
    "distretti_utente",
    "istruttoria_quadroprovinciale",
    "programmi_programma",
    "programmi_schema",
)


@pytest.mark.parametrize("larghezza", [1280, 390])
def test_nessun_errore_nella_console(
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
        reverse("admin:index"),
        *(reverse(f"admin:{nome}_changelist") for nome in ELENCHI),
        *(reverse(f"admin:{nome}_add") for nome in AGGIUNTE),
        reverse("admin:programmi_programma_change", args=[programma.pk]),
        reverse("admin:programmi_schema_change", args=[programma.schema_id]),
        reverse("admin:distretti_distretto_change", args=[programma.distretto_id]),
        reverse("admin:ufficio_passo", args=[programma.pk, "annulla"]),
    ]
    for indirizzo in indirizzi:
        page.goto(live_server.url + indirizzo)
        expect(page.locator("#content")).to_be_visible()


def test_il_completamento_trova_un_distretto(
    entra: Callable[[Utente], Page],
    errori_della_console: list[str],
    live_server: Any,
    funzionario: Utente,
    distretto: Distretto,
) -> None:
    page = entra(funzionario)
    page.goto(live_server.url + reverse("admin:programmi_programma_add"))
    page.locator(".field-distretto .select2-selection").click()
    page.locator(".select2-search__field").fill("valsugana")
    page.get_by_role("option", name=str(distretto)).click()
    expect(page.locator("#select2-id_distretto-container")).to_contain_text(str(distretto))


def test_un_programma_si_prende_in_carico(
    entra: Callable[[Utente], Page],
    errori_della_console: list[str],
    live_server: Any,
    funzionario: Utente,
    programma: Programma,
) -> None:
    registra_modello(programma.distretto.ente, modello_predefinito())
    Programma.objects.filter(pk=programma.pk).update(stato="trasmesso")
    page = entra(funzionario)
    page.goto(live_server.url + reverse("admin:programmi_programma_change", args=[programma.pk]))
    page.get_by_role("link", name="Prendi in carico").click()
    page.get_by_label("Protocollo n.").fill("366010")
    page.get_by_label("Data di protocollo").fill("2026-04-30")
    page.get_by_role("button", name="Prendi in carico").click()
    expect(page.locator("#quadro .stato")).to_have_text("In istruttoria")
    expect(page.locator("#registro")).to_contain_text("366010")


def test_l_anteprima_si_apre_nella_scheda(
    entra: Callable[[Utente], Page],
    errori_della_console: list[str],
    live_server: Any,
    funzionario: Utente,
    programma: Programma,
) -> None:
    page = entra(funzionario)
    with page.expect_response(lambda r: "/pdf/" in r.url) as risposta:
        page.goto(
            live_server.url + reverse("admin:programmi_programma_change", args=[programma.pk])
        )
        page.locator("iframe.anteprima").scroll_into_view_if_needed()
    assert risposta.value.status == 200
    assert risposta.value.headers["x-frame-options"] == "SAMEORIGIN"


def test_le_caselle_di_ricerca_dicono_di_che_campo_sono(
    entra: Callable[[Utente], Page], live_server: Any, funzionario: Utente
) -> None:
    page = entra(funzionario)
    page.goto(live_server.url + reverse("admin:programmi_programma_add"))
    expect(page.get_by_role("combobox", name="Distretto")).to_have_count(1)
    expect(page.get_by_role("combobox", name="Schema")).to_have_count(1)
