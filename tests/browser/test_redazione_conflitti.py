"""Drafts of an earlier visit and conflicts: both texts are kept until somebody chooses."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.officina.banco import banco
from tests.browser.officina.gesti import (
    DESCRIZIONE,
    RICCO,
    apri,
    bottone,
    bozze,
    casella,
    chiudi_di_colpo,
    pronto,
    salvato,
    scrivi,
    stato,
)

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
def pagina(page: Page, live_server: Any) -> Page:
    return apri(page, live_server)


@pytest.fixture
def in_conflitto(pagina: Page) -> Page:
    banco.scrivi(DESCRIZIONE, "Testo di Giulia")
    scrivi(pagina, "Testo mio")
    expect(pagina.locator(".conflitto")).to_be_visible()
    return pagina


def dopo_un_crollo(page: Page, live_server: Any, testo: str) -> Page:
    """Typed, not saved, tab closed; the page opened again."""
    apri(page, live_server)
    scrivi(page, testo)
    context = page.context
    chiudi_di_colpo(page)
    return apri(context.new_page(), live_server)


def test_un_testo_non_salvato_si_offre_e_si_rimette(page: Page, live_server: Any) -> None:
    nuova = dopo_un_crollo(page, live_server, "Scritto prima del crollo")
    offerta = nuova.locator("#bozze-offerte")
    expect(offerta).to_contain_text("Testo non salvato del")
    assert casella(nuova).input_value() == "Si cammina insieme."
    offerta.get_by_role("button", name="Rimettilo").click()
    salvato(nuova)
    assert banco.valori[DESCRIZIONE] == "Scritto prima del crollo"
    assert bozze(nuova) == []


def test_scrivere_altro_non_cancella_il_testo_offerto(page: Page, live_server: Any) -> None:
    nuova = dopo_un_crollo(page, live_server, "Scritto prima del crollo")
    expect(nuova.locator(".offerta")).to_be_visible()
    scrivi(nuova, "Scritto dopo")
    salvato(nuova)
    nuova.reload()
    expect(nuova.locator(".conflitto")).to_contain_text("Scritto prima del crollo")


def test_un_testo_scartato_si_puo_riprendere(page: Page, live_server: Any) -> None:
    nuova = dopo_un_crollo(page, live_server, "Da scartare")
    bottone(nuova, "Scarta").click()
    assert bozze(nuova) == []
    bottone(nuova, "Riprendi il testo").click()
    expect(bottone(nuova, "Rimettilo")).to_be_visible()
    assert len(bozze(nuova)) == 1


def test_un_testo_offerto_si_puo_leggere_prima(page: Page, live_server: Any) -> None:
    nuova = dopo_un_crollo(page, live_server, "Da leggere")
    nuova.locator("#bozze-offerte").get_by_text("Vedi").click()
    expect(nuova.locator(".offerta-testo")).to_have_text("Da leggere")


def test_la_bozza_gia_arrivata_non_si_offre(page: Page, live_server: Any) -> None:
    apri(page, live_server)
    scrivi(page, "Arrivato")
    banco.valori[DESCRIZIONE] = "Arrivato"
    context = page.context
    chiudi_di_colpo(page)
    nuova = apri(context.new_page(), live_server)
    nuova.wait_for_timeout(500)
    expect(nuova.locator(".offerta, .conflitto")).to_have_count(0)
    assert bozze(nuova) == []


def test_dopo_una_risposta_persa_il_resto_si_offre_senza_conflitto(
    page: Page, live_server: Any, errori_attesi: Any
) -> None:
    banco.guasti = [500]
    apri(page, live_server)
    scrivi(page, "Arrivato")
    expect(stato(page)).to_have_text("Non salvato: riprovo")
    banco.scrivi(DESCRIZIONE, "Arrivato")
    scrivi(page, "Arrivato, e poi il resto")
    context = page.context
    chiudi_di_colpo(page)
    nuova = apri(context.new_page(), live_server)
    bottone(nuova, "Rimettilo").click()
    salvato(nuova)
    assert banco.valori[DESCRIZIONE] == "Arrivato, e poi il resto"


def test_se_intanto_il_testo_e_cambiato_si_sceglie(page: Page, live_server: Any) -> None:
    apri(page, live_server)
    scrivi(page, "Testo mio")
    context = page.context
    chiudi_di_colpo(page)
    banco.scrivi(DESCRIZIONE, "Testo di Giulia")
    nuova = apri(context.new_page(), live_server)
    expect(nuova.locator(".conflitto-testo")).to_contain_text(["Testo mio", "Testo di Giulia"])
    expect(stato(nuova)).to_have_text("Non salvato: scegliere tra i due testi")
    bottone(nuova, "Tieni il mio").click()
    salvato(nuova)
    assert banco.valori[DESCRIZIONE] == "Testo mio"
    assert bozze(nuova) == []


def test_le_bozze_di_un_altro_utente_non_si_vedono(page: Page, live_server: Any) -> None:
    apri(page, live_server)
    page.evaluate(
        """() => localStorage.setItem("distretti:bozza:8:3:azione-1-descrizione",
        JSON.stringify({valore: "Segreto", visto: "x", in_volo: null, quando: new Date()}))"""
    )
    page.reload()
    page.wait_for_timeout(500)
    assert "Segreto" not in page.content()
    expect(page.locator(".offerta, .conflitto")).to_have_count(0)


def test_il_testo_di_una_pagina_si_ritrova_da_un_altra(page: Page, live_server: Any) -> None:
    apri(page, live_server)
    scrivi(page, "Rimasto di là")
    context = page.context
    chiudi_di_colpo(page)
    nuova = context.new_page()
    nuova.goto(live_server.url + "/altra/")
    expect(nuova.locator(".offerta")).to_contain_text("Descrizione")
    nuova.get_by_role("link", name="Vai al campo").click()
    expect(bottone(nuova, "Rimettilo")).to_be_visible()


def test_due_schede_non_offrono_lo_stesso_testo(
    page: Page, context: BrowserContext, live_server: Any
) -> None:
    apri(page, live_server)
    scrivi(page, "Sto scrivendo qui")
    page.evaluate("window.Redazione.salvataggio.tra = () => {}")
    altra = apri(context.new_page(), live_server)
    altra.wait_for_timeout(600)
    expect(altra.locator(".offerta, .conflitto")).to_have_count(0)


def test_due_schede_si_tengono_pari(page: Page, context: BrowserContext, live_server: Any) -> None:
    apri(page, live_server)
    altra = apri(context.new_page(), live_server)
    scrivi(page, "Dalla prima scheda")
    salvato(page)
    expect(casella(altra)).to_have_value("Dalla prima scheda")
    scrivi(altra, "Dalla prima scheda, e dalla seconda")
    salvato(altra)
    expect(altra.locator(".conflitto")).to_have_count(0)


def test_un_conflitto_mostra_i_due_testi_e_chi(in_conflitto: Page) -> None:
    expect(in_conflitto.locator(".conflitto-testo").nth(0)).to_contain_text("Testo mio")
    expect(in_conflitto.locator(".conflitto-testo").nth(1)).to_contain_text(
        "Testo di Giulia Bianchi, oggi alle 10:41"
    )
    in_conflitto.get_by_text("Parole diverse").click()
    expect(in_conflitto.locator(".conflitto-differenze ins")).to_have_text("da soli")
    expect(stato(in_conflitto)).to_have_text("Non salvato: scegliere tra i due testi")
    assert banco.valori[DESCRIZIONE] == "Testo di Giulia"


def test_si_tiene_il_proprio(in_conflitto: Page) -> None:
    bottone(in_conflitto, "Tieni il mio").click()
    salvato(in_conflitto)
    assert banco.valori[DESCRIZIONE] == "Testo mio"
    expect(casella(in_conflitto)).to_be_focused()


def test_si_tiene_l_altro_e_ci_si_ripensa(in_conflitto: Page) -> None:
    bottone(in_conflitto, "Tieni l’altro").click()
    expect(casella(in_conflitto)).to_have_value("Testo di Giulia")
    assert bozze(in_conflitto) == []
    bottone(in_conflitto, "Riprendi il mio testo").click()
    salvato(in_conflitto)
    assert banco.valori[DESCRIZIONE] == "Testo mio"


def test_si_uniscono_a_mano(in_conflitto: Page) -> None:
    bottone(in_conflitto, "Unisci a mano").click()
    expect(casella(in_conflitto)).to_have_value("Testo mio\n\nTesto di Giulia")
    scrivi(in_conflitto, "Testo mio e di Giulia")
    in_conflitto.wait_for_timeout(1300)
    assert banco.valori[DESCRIZIONE] == "Testo di Giulia"  # not before it is confirmed
    bottone(in_conflitto, "Salva il testo unito").click()
    salvato(in_conflitto)
    assert banco.valori[DESCRIZIONE] == "Testo mio e di Giulia"


def test_dall_unione_si_torna_alla_scelta(in_conflitto: Page) -> None:
    bottone(in_conflitto, "Unisci a mano").click()
    bottone(in_conflitto, "Torna alla scelta").click()
    expect(casella(in_conflitto)).to_have_value("Testo mio")
    bottone(in_conflitto, "Tieni il mio").click()
    salvato(in_conflitto)


def test_il_conflitto_resta_dopo_una_ricarica(in_conflitto: Page) -> None:
    in_conflitto.on("dialog", lambda d: d.accept())
    in_conflitto.reload()
    testi = in_conflitto.locator(".conflitto-testo")
    expect(testi).to_contain_text(["Testo mio", "Testo di Giulia"])
    bottone(in_conflitto, "Tieni l’altro").click()
    expect(stato(in_conflitto)).to_have_text("Tutto salvato")
    assert bozze(in_conflitto) == []


def test_gli_altri_campi_si_salvano_lo_stesso(in_conflitto: Page) -> None:
    scrivi(in_conflitto, "Titolo nuovo", "Titolo")
    expect(in_conflitto.locator('[data-campo="azione-1-titolo"] [data-stato]')).to_have_text(
        "Salvato alle 10:42"
    )
    assert banco.valori["azione-1-titolo"] == "Titolo nuovo"


def test_un_conflitto_di_testo_ricco_mostra_la_sua_forma(pagina: Page) -> None:
    pronto(pagina).press_sequentially("Mio. ")
    banco.scrivi(RICCO, "<ul><li>di Giulia</li></ul><script>alert(1)</script>")
    expect(pagina.locator(".conflitto li")).to_have_text("di Giulia")
    bottone(pagina, "Unisci a mano").click()
    expect(casella(pagina, "Premessa")).to_contain_text("Mio. Il distretto.")
    bottone(pagina, "Salva il testo unito").click()
    salvato(pagina)
    assert "<p>Mio. Il distretto.</p><ul><li>di Giulia</li></ul>" in banco.valori[RICCO]
