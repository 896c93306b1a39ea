"""A Manager writes a programme in the real pages: every word is found again, whatever happens."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from azioni.models import Azione
from azioni.services import apri_programma
from distretti.models import Ente, Organizzazione, Utente
from distretti.services import aggiungi_alias
from istruttoria.services import redazione
from programmi.models import Programma

from .conftest import PAROLA
from .officina.gesti import stato

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def salvato(page: Page) -> None:
    expect(stato(page)).to_have_text(re.compile(r"Salvato alle \d\d:\d\d"))


def campo(page: Page, azione: Azione, nome: str) -> Locator:
    return page.locator(f'[name="azione-{azione.pk}-{nome}"]')


def scritto(azione: Azione, nome: str) -> str:
    return str(getattr(Azione.objects.get(pk=azione.pk), nome))


# --- writing --------------------------------------------------------------------------------


def test_si_scrive_una_sezione_con_una_tabella(
    entra: Callable[[Utente], Page],
    live_server: Any,
    manager: Utente,
    programma: Programma,
    errori_della_console: list[str],
) -> None:
    page = entra(manager)
    page.goto(live_server.url + reverse("redazione_parte", args=[programma.pk, "premessa"]))
    testo = page.locator(".ProseMirror")
    testo.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("Il distretto in cifre")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Inserisci una tabella").click()
    page.get_by_role("dialog").get_by_role("button", name="Inserisci").click()
    page.keyboard.type("Comuni")
    page.keyboard.press("Tab")
    page.keyboard.type("quindici")
    salvato(page)
    html = programma.sezioni.get(voce__codice="premessa").html
    assert "Il distretto in cifre" in html
    assert re.search(r"<th>(<p>)?Comuni.*quindici.*</table>", html, re.S)


def test_si_aggiunge_un_azione_con_due_indicatori(
    entra: Callable[[Utente], Page], live_server: Any, manager: Utente, programma: Programma
) -> None:
    page = entra(manager)
    page.goto(live_server.url + reverse("redazione_parte", args=[programma.pk, "progettualita"]))
    page.get_by_role("textbox", name="Titolo", exact=True).fill("Giochi in piazza")
    page.get_by_role("button", name="Aggiungi", exact=True).click()
    azione = Azione.objects.get(titolo="Giochi in piazza")
    expect(page).to_have_url(re.compile(f"/azioni/{azione.pk}/"))
    campo(page, azione, "indicatori").fill("Eventi realizzati\nFamiglie presenti")
    campo(page, azione, "percentuali").fill("25% per ogni evento\n100% con 40 famiglie")
    lettura = page.locator("[data-lettura]")
    expect(lettura).to_contain_text("25% per ogni evento")
    expect(lettura).to_contain_text("4")
    salvato(page)
    assert [i.testo for i in azione.indicatori.order_by("posizione")] == [
        "Eventi realizzati",
        "Famiglie presenti",
    ]
    assert [r.testo for r in azione.regole.order_by("posizione")] == [
        "25% per ogni evento",
        "100% con 40 famiglie",
    ]


def test_una_data_si_scrive_cifra_per_cifra(
    pagina: Page, azione: Azione, errori_della_console: list[str]
) -> None:
    """The years 2, 20 and 202 that come before 2026 are neither saved nor refused."""
    scadenza = campo(pagina, azione, "scadenza")
    scadenza.focus()
    for cifra in "10102026":
        pagina.keyboard.press(cifra)
        pagina.wait_for_timeout(1300 if scadenza.input_value() else 50)
    salvato(pagina)
    assert scritto(azione, "scadenza") == "2026-10-10"
    storia = azione.programma.modifiche.filter(campo="scadenza")
    assert [(m.prima, m.dopo) for m in storia] == [("", "2026-10-10")]


def test_un_organizzazione_si_prende_dal_registro_per_alias(
    pagina: Page, azione: Azione, ente: Ente
) -> None:
    biblioteca = Organizzazione.objects.create(ente=ente, denominazione="Biblioteca di valle")
    aggiungi_alias(biblioteca, "Il Libro Aperto")
    campo(pagina, azione, "altre_testo").fill("Scuola di musica")
    registro = pagina.get_by_role("combobox", name="Aggiungi dal registro a «Altre organizz")
    registro.press_sequentially("libro ap")
    expect(pagina.get_by_role("option", name="Biblioteca di valle")).to_be_visible()
    registro.press("ArrowDown")
    registro.press("Enter")
    expect(campo(pagina, azione, "altre_testo")).to_have_value(
        "Scuola di musica\nBiblioteca di valle"
    )
    expect(registro).to_have_value("")
    salvato(pagina)
    altre = azione.organizzazioni.filter(ruolo="altra").order_by("posizione")
    assert [(o.testo, o.organizzazione) for o in altre] == [
        ("Scuola di musica", None),
        ("Biblioteca di valle", biblioteca),
    ]


def test_si_riordina_con_la_tastiera(
    entra: Callable[[Utente], Page], live_server: Any, manager: Utente, azione: Azione
) -> None:
    redazione.aggiungi(azione.programma_id, tipo="progettualita", titolo="Inverno", attore=manager)
    page = entra(manager)
    page.goto(
        live_server.url + reverse("redazione_parte", args=[azione.programma_id, "progettualita"])
    )
    su = page.get_by_role("button", name="Su: Inverno")
    su.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-voce] a").first).to_have_text("1. Inverno")
    expect(page.get_by_role("button", name="Giù: Inverno")).to_be_focused()
    assert [a.titolo for a in azione.programma.azioni.filter(tipo="progettualita")] == [
        "Inverno",
        "Estate",
    ]


def test_si_comincia_dall_anno_scorso_con_la_tastiera(
    entra: Callable[[Utente], Page],
    live_server: Any,
    manager: Utente,
    programma: Programma,
    errori_della_console: list[str],
) -> None:
    scorso = apri_programma(
        schema=programma.schema, distretto=programma.distretto, anno=2025, autore=manager
    )
    for titolo in ("Estate", "Inverno"):
        azione = redazione.aggiungi(scorso.pk, tipo="progettualita", titolo=titolo, attore=manager)
        Azione.objects.filter(pk=azione.pk).update(tempi="Entro il 30 giugno 2025")
    page = entra(manager)
    page.goto(live_server.url + reverse("redazione", args=[programma.pk]))
    page.get_by_role("link", name="Riprendi azioni e testi dall’anno scorso").press("Enter")
    inverno = page.get_by_role("checkbox", name="Progettualità 2. Inverno")
    expect(inverno).to_be_checked()
    inverno.press("Space")
    page.get_by_role("button", name="Riprendi ciò che è scelto").press("Enter")
    expect(page.get_by_text("Riprese dall’anno scorso: 1 azione")).to_be_visible()
    (ripresa,) = programma.azioni.filter(tipo="progettualita")
    assert (ripresa.titolo, ripresa.tempi) == ("Estate", "Entro il 30 giugno 2026")


# --- when something breaks ------------------------------------------------------------------


def test_il_collegamento_cade_il_server_sbaglia_la_sessione_scade_la_scheda_si_chiude(
    pagina: Page, azione: Azione, indirizzo: str
) -> None:
    """One text, interrupted in every way that a morning knows; every word of it is stored."""
    descrizione = campo(pagina, azione, "descrizione")
    contesto = pagina.context

    contesto.set_offline(True)
    descrizione.press_sequentially("In galleria. ")
    expect(stato(pagina)).to_have_text("Non salvato: riprovo")
    contesto.set_offline(False)
    salvato(pagina)
    assert scritto(azione, "descrizione") == "In galleria."

    guasti = iter([500, 502])

    def guasto(rotta: Any) -> None:
        codice = next(guasti, None) if rotta.request.method == "POST" else None
        if codice:
            rotta.fulfill(status=codice, body="guasto")
        else:
            rotta.continue_()

    pagina.route(indirizzo, guasto)
    descrizione.press_sequentially("Col server guasto. ")
    expect(stato(pagina)).to_have_text("Non salvato: riprovo")
    expect(stato(pagina)).to_have_text(re.compile("Salvato alle"), timeout=20_000)
    pagina.unroute(indirizzo)
    assert scritto(azione, "descrizione") == "In galleria. Col server guasto."

    Session.objects.all().delete()
    descrizione.press_sequentially("A sessione scaduta. ")
    accesso = pagina.get_by_role("dialog", name="La sessione è scaduta")
    accesso.get_by_label("E-mail").fill(azione.programma.distretto.incarichi.get(
        ruolo="manager").utente.email)  # fmt: skip
    accesso.get_by_label("Password").fill(PAROLA)
    accesso.get_by_role("button", name="Accedi").click()
    expect(accesso).to_be_hidden()
    salvato(pagina)
    assert scritto(azione, "descrizione").endswith("A sessione scaduta.")

    contesto.set_offline(True)
    descrizione.press_sequentially("A scheda chiusa.")
    expect(stato(pagina)).to_have_text("Non salvato: riprovo")
    pagina.close()
    contesto.set_offline(False)
    nuova = contesto.new_page()
    nuova.goto(indirizzo)
    offerta = nuova.get_by_role("region", name="Testo non salvato")
    expect(offerta).to_contain_text("A scheda chiusa.")
    offerta.get_by_role("button", name="Rimettilo").click()
    salvato(nuova)
    assert scritto(azione, "descrizione") == (
        "In galleria. Col server guasto. A sessione scaduta. A scheda chiusa."
    )


def test_un_testo_troppo_lungo_si_rifiuta_e_resta_nella_pagina(
    pagina: Page, azione: Azione
) -> None:
    lungo = "titolo " * 90
    campo(pagina, azione, "titolo").fill(lungo)
    expect(pagina.locator(f"#campo-azione-{azione.pk}-titolo [data-esito]")).to_contain_text("500")
    expect(campo(pagina, azione, "titolo")).to_have_value(lungo)
    assert scritto(azione, "titolo") == "Estate"


# --- two people -----------------------------------------------------------------------------


@pytest.fixture
def altra(
    browser: Browser, live_server: Any, referente_amministrativo: Utente, indirizzo: str
) -> Any:
    """The same action in another person's browser."""
    contesto = browser.new_context(locale="it-IT")
    page = contesto.new_page()
    page.goto(live_server.url + reverse("accedi"))
    page.get_by_label("E-mail").fill(referente_amministrativo.email)
    page.get_by_label("Password").fill(PAROLA)
    page.get_by_role("button", name="Accedi").click()
    page.wait_for_url(live_server.url + reverse("scrivania"))
    page.goto(indirizzo)
    expect(stato(page)).to_have_text("Tutto salvato")
    yield page
    contesto.close()


def test_due_persone_in_campi_diversi_non_si_disturbano(
    pagina: Page, altra: Page, azione: Azione
) -> None:
    campo(pagina, azione, "descrizione").fill("Di una")
    campo(altra, azione, "tempi").fill("Entro il 30 novembre")
    salvato(pagina)
    salvato(altra)
    assert scritto(azione, "descrizione") == "Di una"
    assert scritto(azione, "tempi") == "Entro il 30 novembre"
    assert scritto(azione, "scadenza") == "2026-11-30"
    expect(pagina.locator(".conflitto")).to_have_count(0)
    expect(altra.locator(".conflitto")).to_have_count(0)


def test_due_persone_nello_stesso_campo_leggono_i_due_testi(
    pagina: Page, altra: Page, azione: Azione
) -> None:
    campo(pagina, azione, "descrizione").fill("Si cammina nel bosco")
    salvato(pagina)
    campo(altra, azione, "descrizione").fill("Si cammina in riva al lago")
    conflitto = altra.locator(".conflitto")
    expect(conflitto).to_contain_text("Si cammina nel bosco")
    expect(conflitto).to_contain_text("Si cammina in riva al lago")
    assert scritto(azione, "descrizione") == "Si cammina nel bosco"
    altra.reload()
    expect(altra.locator("body")).to_contain_text("Si cammina in riva al lago")
    altra.get_by_role("button", name="Tieni il mio").click()
    salvato(altra)
    assert scritto(azione, "descrizione") == "Si cammina in riva al lago"
    storia = azione.programma.modifiche.filter(campo="descrizione").first()
    assert storia is not None and storia.prima == "Si cammina nel bosco"
