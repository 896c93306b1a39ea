"""Percentages while they are written, order by keyboard and by drag, the preview, the widths."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from azioni.percentuali import leggi
from tests.browser.officina.banco import banco
from tests.browser.officina.gesti import apri, bottone, casella, salvato, scrivi

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.officina.urls"),
]


@pytest.fixture(autouse=True)
def _banco_pulito() -> Iterator[None]:
    banco.azzera()
    yield


@pytest.fixture
def pagina(page: Page, live_server: Any, errori_della_console: list[str]) -> Page:
    return apri(page, live_server)


def voci(page: Page) -> list[str]:
    return page.locator("#ordine [data-voce]").evaluate_all("v => v.map(x => x.dataset.voce)")


def test_la_frase_si_legge_mentre_si_scrive(pagina: Page) -> None:
    scrivi(pagina, "25% per ogni mail", "Percentuali")
    expect(pagina.locator("[data-lettura]")).to_contain_text("Si legge:")


@pytest.mark.parametrize(
    ("tipo", "quanto", "cosa"),
    [
        ("per_unita", "", "mail"),
        ("si_no", "", "relazione"),
        ("soglia", "2,5", "ore di formazione"),
        ("quota", "20", "degli aderenti totali utilizza il logo"),
    ],
)
def test_la_frase_composta_si_legge_senza_dubbi(
    pagina: Page, tipo: str, quanto: str, cosa: str
) -> None:
    pagina.get_by_text("Componi la frase").click()
    pagina.get_by_label("Come si misura").select_option(tipo)
    pagina.get_by_label("Percentuale", exact=True).fill("100" if tipo != "per_unita" else "25")
    if quanto:
        pagina.locator('[data-pezzo="quanto"]').fill(quanto.replace(",", "."))
    pagina.get_by_label("Che cosa").fill(cosa)
    bottone(pagina, "Scrivi la frase").click()
    expect(casella(pagina, "Percentuali")).to_be_focused()
    salvato(pagina)
    letta = leggi(banco.valori["azione-1-percentuali"])
    assert [(r.tipo, r.da_confermare) for r in letta] == [(tipo, False)]


def test_una_frase_incompleta_dice_che_manca(pagina: Page) -> None:
    pagina.get_by_text("Componi la frase").click()
    bottone(pagina, "Scrivi la frase").click()
    expect(pagina.get_by_text("Completare i campi segnati")).to_be_visible()
    expect(pagina.get_by_label("Percentuale", exact=True)).to_be_focused()
    assert casella(pagina, "Percentuali").input_value() == ""


def test_un_alternativa_prende_il_posto_della_frase_dubbia(pagina: Page) -> None:
    scrivi(pagina, "100% per relazione\n50% dell'evento", "Percentuali")
    salvato(pagina)
    pagina.locator("[data-lettura]").evaluate(
        """e => { e.innerHTML = `<button type="button" data-al-posto="50% dell'evento"
        data-scegli-frase="50% per ogni evento">50% per ogni evento</button>`; }"""
    )
    bottone(pagina, "50% per ogni evento").click()
    expect(casella(pagina, "Percentuali")).to_have_value("100% per relazione\n50% per ogni evento")
    expect(casella(pagina, "Percentuali")).to_be_focused()


def test_il_simulatore_non_salva_niente(pagina: Page) -> None:
    pagina.get_by_text("Quanto varrebbe").click()
    pagina.get_by_label("Quanti", exact=True).fill("3")
    expect(pagina.get_by_text("Punteggio con 3")).to_be_visible()
    pagina.wait_for_timeout(1200)
    assert banco.richieste == []


def test_si_riordina_dalla_tastiera_e_il_fuoco_resta(pagina: Page) -> None:
    bottone(pagina, "Su: Azione 13").focus()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#annunci")).to_have_text("Azione 13: posto 2 di 3.")
    expect(bottone(pagina, "Su: Azione 13")).to_be_focused()
    assert voci(pagina) == banco.ordine == ["11", "13", "12"]
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#annunci")).to_have_text("Azione 13: posto 1 di 3.")
    expect(bottone(pagina, "Giù: Azione 13")).to_be_focused()  # at the top «Su» is no more


def test_si_riordina_trascinando(pagina: Page) -> None:
    maniglia = pagina.locator('[data-voce="11"] [data-maniglia]')
    pagina.locator('[data-voce="13"]').scroll_into_view_if_needed()
    partenza = maniglia.bounding_box()
    arrivo = pagina.locator('[data-voce="13"]').bounding_box()
    assert partenza and arrivo
    pagina.mouse.move(partenza["x"] + 5, partenza["y"] + 5)
    pagina.mouse.down()
    pagina.mouse.move(partenza["x"] + 5, arrivo["y"] + arrivo["height"] - 3, steps=8)
    pagina.mouse.up()
    expect(pagina.locator("#annunci")).to_have_text("Azione 11: posto 3 di 3.")
    assert banco.ordine == ["12", "13", "11"]


def test_un_ordine_rifiutato_torna_com_era(page: Page, live_server: Any) -> None:
    apri(page, live_server)
    banco.guasti = [403]
    bottone(page, "Su: Azione 12").click()
    expect(page.get_by_text("Non spostata: il programma è stato trasmesso.").first).to_be_visible()
    assert voci(page) == ["11", "12", "13"]


def test_l_anteprima_si_aggiorna_senza_prendere_il_fuoco(pagina: Page) -> None:
    bottone(pagina, "Mostra l’anteprima").click()
    cornice = pagina.frame_locator("iframe.anteprima:not(.anteprima-in-arrivo)")
    expect(cornice.get_by_text("Anteprima 1")).to_be_visible()
    casella(pagina).focus()
    casella(pagina).press_sequentially("Nuovo. ")
    expect(cornice.get_by_text("Anteprima 2")).to_be_visible(timeout=10_000)
    expect(casella(pagina)).to_be_focused()
    expect(pagina.locator("iframe")).to_have_count(1)


def test_l_anteprima_resta_aperta_dopo_una_ricarica(pagina: Page) -> None:
    bottone(pagina, "Mostra l’anteprima").click()
    pagina.reload()
    expect(bottone(pagina, "Nascondi l’anteprima")).to_be_visible()
    pagina.set_viewport_size({"width": 1000, "height": 800})
    expect(pagina.locator("iframe")).to_have_count(0)
    expect(pagina.get_by_role("link", name="Apri il PDF")).to_be_visible()


@pytest.mark.parametrize("larghezza", [1280, 640, 390, 320])
def test_nessuna_pagina_straborda(pagina: Page, larghezza: int) -> None:
    pagina.set_viewport_size({"width": larghezza, "height": 800})
    banco.scrivi("azione-1-descrizione", "Parola" * 40)
    scrivi(pagina, "Altra" * 40)
    assert pagina.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def senza_script(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/")
    yield page
    context.close()


def test_senza_script_si_scrive_e_si_riordina(senza_script: Page) -> None:
    page = senza_script
    expect(bottone(page, "Salva")).to_be_visible()
    expect(page.locator("textarea[data-ricco]")).to_be_visible()
    expect(page.get_by_text("Senza l’editor qui si scrive testo semplice")).to_be_visible()
    expect(page.get_by_text("Componi la frase")).to_be_hidden()
    page.locator('[data-voce="13"]').get_by_role("button", name="Su").click()
    assert banco.ordine == ["11", "13", "12"]
