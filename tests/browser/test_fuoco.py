"""Where the focus is after each piece of a page has been replaced, and in what order Tab goes.

Pieces are replaced by our own scripts only; each place of them that does it has its case here,
and so would an ``hx-`` attribute of a template.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from azioni.models import Azione
from distretti.models import Ente, Organizzazione, Utente
from istruttoria.determinazione import modello_predefinito
from istruttoria.services import redazione, registra_modello
from programmi.models import Programma

from .conftest import PAROLA
from .mani import QUI
from .officina.gesti import stato
from .scambi import ALL_INIZIO, CASI, COPIA, SCAMBIO
from .test_revisione import osserva_e_rimanda  # noqa: F401 - one of the cases

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# --- every place that replaces, removes or hides ----------------------------------------------


def test_ogni_scambio_ha_il_suo_caso() -> None:
    radice = settings.BASE_DIR / "static" / "js"
    trovati = {
        str(file.relative_to(radice)): set(SCAMBIO.findall(file.read_text()))
        for file in radice.rglob("*.js")
    }
    assert {f: s for f, s in trovati.items() if s} == {f: set(c) for f, c in CASI.items()}
    nomi = {caso for casi in CASI.values() for caso in casi.values()} - {COPIA, ALL_INIZIO}
    assert nomi <= set(globals())


def test_nessun_template_scambia_da_se() -> None:
    """An ``hx-`` attribute would be one more way: it would need its cases above."""
    con_hx = [
        str(file)
        for file in (settings.BASE_DIR / "templates").rglob("*.html")
        if re.search(r"\b(?:data-)?hx-[a-z]", file.read_text())
    ]
    assert con_hx == []


# --- the pages --------------------------------------------------------------------------------


@pytest.fixture
def premessa(
    entra: Callable[[Utente], Page], live_server: Any, manager: Utente, programma: Programma
) -> Page:
    page = entra(manager)
    page.goto(live_server.url + reverse("redazione_parte", args=[programma.pk, "premessa"]))
    return page


def salvato(page: Page) -> None:
    expect(stato(page)).to_have_text(re.compile(r"Salvato alle \d\d:\d\d"), timeout=15_000)


def campo(page: Page, azione: Azione, nome: str) -> Locator:
    return page.locator(f'[name="azione-{azione.pk}-{nome}"]')


def bottone(page: Page, nome: str) -> Locator:
    return page.get_by_role("button", name=nome, exact=True)


def premi(page: Page, nome: str) -> None:
    bottone(page, nome).press("Enter")


# --- saving, checks, readings -----------------------------------------------------------------


def test_salvando_e_leggendo_il_fuoco_resta_dov_era(pagina: Page, azione: Azione) -> None:
    percentuali = campo(pagina, azione, "percentuali")
    percentuali.focus()
    with pagina.expect_response(lambda r: "/controlli/" in r.url):
        pagina.keyboard.type("34% avvio dei tavoli")
    expect(pagina.locator("[data-lettura]")).to_contain_text("34% avvio")
    expect(bottone(pagina, "Conferma")).to_be_visible()
    expect(percentuali).to_be_focused()
    legame = pagina.locator("#controlli-redazione a").first
    with pagina.expect_response(lambda r: "/controlli/" in r.url):
        pagina.keyboard.type("!")
        legame.focus()  # the panel in which one is stays as it is
    pagina.wait_for_timeout(200)
    expect(legame).to_be_focused()


def test_il_modulo_della_frase_cambia_sotto_la_scelta(pagina: Page) -> None:
    pagina.get_by_text("Componi la frase").press("Enter")
    misura = pagina.get_by_label("Come si misura")
    misura.focus()
    pagina.keyboard.press("ArrowDown")
    pagina.keyboard.press("ArrowDown")
    expect(pagina.get_by_label("Quantità minima")).to_be_visible()
    expect(misura).to_be_focused()


def test_l_anteprima_non_prende_il_fuoco(pagina: Page, azione: Azione) -> None:
    mostra = pagina.locator(".anteprima-bottone")
    mostra.press("Enter")
    expect(mostra).to_be_focused()
    descrizione = campo(pagina, azione, "descrizione")
    descrizione.focus()
    pagina.keyboard.type("Si cammina")
    with pagina.expect_response(lambda r: "/pdf/" in r.url, timeout=30_000):
        salvato(pagina)
    expect(pagina.locator(".anteprima-nota")).to_contain_text("Aggiornata alle", timeout=30_000)
    expect(descrizione).to_be_focused()
    mostra.press("Enter")
    expect(pagina.locator("iframe")).to_have_count(0)
    expect(mostra).to_be_focused()


# --- lists ------------------------------------------------------------------------------------


@pytest.fixture
def elenco(
    entra: Callable[[Utente], Page], live_server: Any, azione: Azione, manager: Utente
) -> Page:
    redazione.aggiungi(azione.programma_id, tipo="progettualita", titolo="Inverno", attore=manager)
    page = entra(manager)
    page.goto(
        live_server.url + reverse("redazione_parte", args=[azione.programma_id, "progettualita"])
    )
    return page


def test_riordinata_la_lista_il_fuoco_resta(elenco: Page) -> None:
    premi(elenco, "Su: Inverno")
    expect(elenco.locator("[data-voce] a").first).to_have_text("1. Inverno")
    expect(bottone(elenco, "Giù: Inverno")).to_be_focused()  # at the top «Su» is no more
    elenco.get_by_role("link", name="Estate").focus()
    maniglia = elenco.locator("[data-maniglia]").first.bounding_box()
    ultima = elenco.locator("[data-voce]").last.bounding_box()
    assert maniglia and ultima
    elenco.mouse.move(maniglia["x"] + 5, maniglia["y"] + 5)
    elenco.mouse.down()
    elenco.mouse.move(maniglia["x"] + 5, ultima["y"] + ultima["height"] - 3, steps=8)
    elenco.mouse.up()
    expect(elenco.locator("[data-voce] a").first).to_have_text("1. Estate")
    expect(elenco.get_by_role("link", name="Inverno")).to_be_focused()  # what was in hand


def test_scelta_dal_registro_il_fuoco_resta_nella_casella(
    pagina: Page, azione: Azione, ente: Ente
) -> None:
    Organizzazione.objects.create(ente=ente, denominazione="Biblioteca di valle")
    registro = pagina.get_by_role("combobox", name="Aggiungi dal registro a «Altre organizz")
    registro.press_sequentially("biblio")
    expect(pagina.get_by_role("option", name="Biblioteca di valle")).to_be_visible()
    registro.press("ArrowDown")
    registro.press("Enter")
    expect(pagina.locator(".cerca-elenco").last).to_be_hidden()
    expect(registro).to_be_focused()


def test_la_proposta_lasciata_riporta_al_collegamento(pagina: Page) -> None:
    proponi = pagina.locator(".dal-registro a").last
    proponi.press("Enter")
    dialogo = pagina.get_by_role("dialog")
    expect(dialogo.get_by_label("Denominazione")).to_be_focused()
    dialogo.get_by_role("button", name="Invia la proposta").press("Enter")
    expect(dialogo.locator(":focus")).to_have_count(1)
    pagina.keyboard.press("Escape")
    expect(dialogo).to_have_count(0)
    expect(proponi).to_be_focused()


# --- the sign-in over the page ----------------------------------------------------------------


def test_rientrati_si_torna_al_testo(pagina: Page, azione: Azione, manager: Utente) -> None:
    descrizione = campo(pagina, azione, "descrizione")
    Session.objects.all().delete()
    descrizione.press_sequentially("A sessione scaduta")
    dialogo = pagina.get_by_role("dialog", name="La sessione è scaduta")
    expect(dialogo.get_by_label("E-mail")).to_be_focused()
    premi(pagina, "Più tardi")
    expect(descrizione).to_be_focused()
    premi(pagina, "Entra di nuovo")
    expect(dialogo.get_by_label("E-mail")).to_be_focused()
    pagina.keyboard.type(manager.email)
    dialogo.get_by_label("Password").fill("sbagliata")
    with pagina.expect_response(lambda r: r.request.method == "POST"):
        pagina.keyboard.press("Enter")
    expect(dialogo.locator("input:focus")).to_have_count(1)
    dialogo.get_by_label("E-mail").fill(manager.email)
    dialogo.get_by_label("Password").fill(PAROLA)
    pagina.keyboard.press("Enter")
    expect(dialogo).to_be_hidden()
    salvato(pagina)
    expect(descrizione).to_be_focused()  # «Entra di nuovo» is no more


# --- two texts, and texts of before -----------------------------------------------------------


@pytest.mark.parametrize("scelta", ["Tieni il mio", "Tieni l’altro", "Unisci a mano"])
def test_ogni_scelta_di_un_conflitto_porta_al_campo(
    scelta: str, pagina: Page, azione: Azione
) -> None:
    descrizione = campo(pagina, azione, "descrizione")
    Azione.objects.filter(pk=azione.pk).update(descrizione="Di un’altra persona")
    descrizione.press_sequentially("Mia")
    expect(pagina.locator(".conflitto")).to_be_visible()
    expect(descrizione).to_be_focused()
    premi(pagina, scelta)
    expect(descrizione).to_be_focused()
    if scelta == "Unisci a mano":
        premi(pagina, "Torna alla scelta")
        expect(pagina.locator(".conflitto")).to_be_focused()
        premi(pagina, "Unisci a mano")
        premi(pagina, "Salva il testo unito")
    elif scelta == "Tieni l’altro":
        premi(pagina, "Riprendi il mio testo")
    expect(descrizione).to_be_focused()
    salvato(pagina)
    expect(descrizione).to_be_focused()


@pytest.fixture
def con_offerta(pagina: Page, azione: Azione, indirizzo: str) -> Page:
    """A text of before is offered: its tab was closed while it could not be saved."""
    contesto = pagina.context
    contesto.set_offline(True)
    campo(pagina, azione, "descrizione").press_sequentially("A scheda chiusa.")
    expect(stato(pagina)).to_have_text("Non salvato: riprovo")
    pagina.close()
    contesto.set_offline(False)
    nuova = contesto.new_page()
    nuova.goto(indirizzo)
    expect(bottone(nuova, "Rimettilo")).to_be_visible()
    return nuova


def test_un_testo_offerto_si_scarta_si_riprende_si_rimette(
    con_offerta: Page, azione: Azione
) -> None:
    premi(con_offerta, "Scarta")
    expect(bottone(con_offerta, "Riprendi il testo")).to_be_focused()
    con_offerta.keyboard.press("Enter")
    expect(bottone(con_offerta, "Rimettilo")).to_be_focused()
    con_offerta.keyboard.press("Enter")
    expect(campo(con_offerta, azione, "descrizione")).to_be_focused()
    expect(con_offerta.locator("#bozze-offerte")).to_have_count(0)


def test_un_testo_offerto_e_scelto_in_un_altra_scheda_non_porta_via_il_fuoco(
    con_offerta: Page, indirizzo: str
) -> None:
    bottone(con_offerta, "Scarta").focus()
    altra = con_offerta.context.new_page()
    altra.goto(indirizzo)
    premi(altra, "Rimettilo")
    expect(con_offerta.locator("#bozze-offerte")).to_have_count(0)
    assert con_offerta.evaluate(QUI) != ""


def test_il_testo_da_copiare_prende_il_posto_del_pulsante(
    con_offerta: Page, azione: Azione
) -> None:
    Azione.objects.filter(pk=azione.pk).update(descrizione="Di un’altra persona")
    con_offerta.reload()
    con_offerta.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    premi(con_offerta, "Copia il testo")
    expect(con_offerta.get_by_label("Testo da copiare")).to_be_focused()


# --- the rich text ----------------------------------------------------------------------------


def test_chi_era_gia_nella_casella_si_trova_nell_editor(premessa: Page) -> None:
    fermo: list[Any] = []
    premessa.route("**/django_prose_editor/editor.js", lambda rotta: fermo.append(rotta))
    premessa.reload()
    casella = premessa.locator("textarea[data-ricco]")
    casella.focus()
    premessa.keyboard.type("Subito")
    premessa.wait_for_timeout(100)
    fermo[0].continue_()
    testo = premessa.locator(".ProseMirror")
    expect(testo).to_be_focused()
    premessa.keyboard.type(" e poi")
    expect(testo).to_have_text("Subito e poi")


def test_tolta_la_tabella_si_torna_al_testo(premessa: Page) -> None:
    testo = premessa.locator(".ProseMirror")
    testo.focus()
    premi(premessa, "Inserisci una tabella")
    premessa.get_by_role("dialog").get_by_role("button", name="Annulla").press("Enter")
    expect(testo).to_be_focused()
    premi(premessa, "Inserisci una tabella")
    premessa.get_by_role("dialog").get_by_role("button", name="Inserisci").press("Enter")
    expect(testo).to_be_focused()
    premi(premessa, "Togli la tabella")
    expect(bottone(premessa, "Togli la tabella")).to_be_hidden()
    expect(testo).to_be_focused()


# --- the office -------------------------------------------------------------------------------


def test_l_anteprima_dell_atto_non_prende_ne_perde_il_fuoco(
    entra: Callable[[Utente], Page], live_server: Any, dirigente: Utente, programma: Programma
) -> None:
    registra_modello(programma.distretto.ente, modello_predefinito())
    page = entra(dirigente)
    page.goto(live_server.url + reverse("modello"))
    oggetto = page.locator("form textarea").first
    sommario = page.locator("#anteprima summary")
    oggetto.focus()
    with page.expect_response(lambda r: "/anteprima/" in r.url):
        page.keyboard.type("Prova ")
    expect(page.locator("#anteprima .atto-letto")).to_contain_text("Prova")
    expect(oggetto).to_be_focused()
    with page.expect_response(lambda r: "/anteprima/" in r.url):
        page.keyboard.type("due ")
        sommario.focus()
    expect(page.locator("#anteprima .atto-letto")).to_contain_text("due")
    expect(sommario).to_be_focused()
