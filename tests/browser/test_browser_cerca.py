"""The type-ahead over the register, by keyboard, in a real browser."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from distretti.models import Distretto, Organizzazione, Proposta, Utente

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def modulo(
    entra: Callable[[Utente], Page], live_server: object, manager: Utente, distretto: Distretto
) -> Page:
    for nome in ("Forno Bianchi", "Forno Rossi", "Altro"):
        Organizzazione.objects.create(ente=distretto.ente, denominazione=nome)
    pagina = entra(manager)
    url = reverse("proposta_nuova", args=[distretto.pk, "adesione"])
    pagina.goto(live_server.url + url)  # type: ignore[attr-defined]
    return pagina


def test_si_sceglie_con_la_tastiera(modulo: Page, errori_della_console: list[str]) -> None:
    campo = modulo.get_by_role("combobox", name="Organizzazione")
    campo.press_sequentially("forno")
    expect(modulo.get_by_role("option")).to_have_count(2)
    expect(campo).to_have_attribute("aria-expanded", "true")
    campo.press("ArrowDown")
    campo.press("ArrowDown")
    expect(modulo.get_by_role("option", name="Forno Rossi")).to_have_attribute(
        "aria-selected", "true"
    )
    campo.press("Enter")
    expect(campo).to_have_value("Forno Rossi")
    modulo.get_by_label("Aderisce dal").fill("2026-01-31")
    modulo.get_by_role("button", name="Invia la proposta").click()
    expect(modulo.get_by_role("status").first).to_contain_text("Proposta inviata")
    proposta = Proposta.objects.get()
    assert str(proposta.organizzazione) == "Forno Rossi"
    assert proposta.contenuto["dal"] == date(2026, 1, 31).isoformat()


def test_esc_chiude_e_riscrivere_toglie_la_scelta(modulo: Page) -> None:
    campo = modulo.get_by_role("combobox", name="Organizzazione")
    campo.press_sequentially("bianchi")
    expect(modulo.get_by_role("option")).to_have_count(1)
    campo.press("ArrowUp")
    campo.press("Enter")
    nascosto = modulo.locator("#id_organizzazione_id")
    expect(nascosto).not_to_have_value("")
    campo.press_sequentially("x")
    expect(nascosto).to_have_value("")
    campo.fill("forno")
    expect(modulo.get_by_role("option")).to_have_count(2)
    campo.press("Escape")
    expect(modulo.get_by_role("listbox")).to_be_hidden()
