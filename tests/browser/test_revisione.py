"""Two people and a programme: the officer remarks and returns it, the manager changes what was
remarked on and answers, the officer sees answer and change together and closes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from azioni.models import Azione
from distretti.models import Incarico, Utente
from istruttoria import services
from istruttoria.models import Osservazione
from istruttoria.services import redazione
from programmi.models import Programma
from tests.browser.test_accessibilita import controlla
from tests.istruttoria.conftest import porta

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def azione(programma: Programma, manager: Utente, monkeypatch: pytest.MonkeyPatch) -> Azione:
    """An action of a programme that was transmitted; the manager also transmits, nothing blocks."""
    monkeypatch.setattr("istruttoria.fatti.controlli.esegui", lambda snapshot: [])
    Incarico.objects.create(
        distretto=programma.distretto,
        ruolo="coordinatore",
        utente=manager,
        nominativo=str(manager),
        dal=programma.dal,
    )
    azione = redazione.aggiungi(
        programma.pk, tipo="progettualita", titolo="Estate insieme", attore=manager
    )
    Azione.objects.filter(pk=azione.pk).update(descrizione="Un corso breve.", tempi="Presto")
    programma.sezioni.filter(voce__codice="premessa").update(html="<p>La valle è grande.</p>")
    programma = porta(programma, "in_istruttoria")
    versione = services.congela(programma, motivo="Testo trasmesso", autore=manager)
    programma.passaggi.create(
        transizione="trasmetti",
        da="bozza",
        a="trasmesso",
        persona="coordinatore",
        versione=versione,
    )
    return azione


@pytest.fixture
def altra(browser: Browser, live_server: Any, manager: Utente) -> Iterator[Page]:
    """The manager's browser, signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="it-IT")
    page = context.new_page()
    page.goto(live_server.url + reverse("accedi"))
    page.get_by_label("E-mail").fill(manager.email)
    page.get_by_label("Password").fill("una-parola-lunga-di-prova")
    page.get_by_role("button", name="Accedi").click()
    page.wait_for_url(live_server.url + reverse("scrivania"))
    yield page
    context.close()


POSTI = {
    "parte-premessa": "Quanto è grande la valle?",
    "progettualita-1-descrizione": "Quanto dura il corso?",
    "progettualita-1-tempi": "Entro quando?",
}


def osserva_e_rimanda(page: Page) -> None:
    """From the keyboard, each remark where it belongs; then the programme goes back."""
    for ancora, testo in POSTI.items():
        posto = page.locator(f"#posto-{ancora}")
        posto.get_by_role("link", name="Osserva").press("Enter")
        expect(posto.get_by_label("Tipo")).to_be_focused()
        posto.get_by_role("button", name="Annulla").press("Enter")
        expect(posto.get_by_role("link", name="Osserva")).to_be_focused()
        posto.get_by_role("link", name="Osserva").press("Enter")
        expect(posto.get_by_label("Tipo")).to_be_focused()
        posto.get_by_label("Osservazione").fill(testo)
        posto.get_by_role("button", name="Aggiungi l’osservazione").press("Enter")
        expect(posto.locator(".osservazione")).to_contain_text(testo)
        expect(posto.locator(":focus")).to_have_count(1)
    expect(page.locator("#conteggi-revisione")).to_contain_text("3 aperte")
    page.get_by_role("link", name="Chiedi integrazioni").click()
    page.get_by_role("button", name="Chiedi integrazioni").click()
    expect(page.get_by_text("Chiedi integrazioni: fatto.")).to_be_visible()


def rispondi(page: Page, osservazione: Osservazione, testo: str) -> None:
    riquadro = page.locator(f"#osservazione-{osservazione.pk}")
    riquadro.get_by_role("textbox").fill(testo)
    riquadro.get_by_role("button", name="Rispondi").click()
    expect(riquadro.get_by_role("textbox")).to_have_value(testo)
    expect(riquadro).to_contain_text("Con risposta")


def integra(page: Page, radice: str, azione: Azione) -> None:
    """What was remarked on is open, the rest is not, for the page and for the server."""
    indirizzo = reverse("redazione_azione", args=[azione.programma_id, azione.pk])
    page.goto(radice + indirizzo)
    expect(page.locator("#richieste-ufficio li")).to_have_count(3)
    expect(page.locator(f'[name="azione-{azione.pk}-titolo"]')).to_have_count(0)
    stato = page.evaluate(
        """([indirizzo, campo]) => {
            const corpo = new FormData(document.querySelector("form[data-redazione]"));
            corpo.set(campo, "Un altro titolo");
            corpo.set(`${campo}-visto`, "qualunque");
            const testate = {"X-Richiesta": "salva"};
            return fetch(indirizzo, {method: "POST", body: corpo, headers: testate})
                .then((r) => r.text());
        }""",
        [indirizzo, f"azione-{azione.pk}-titolo"],
    )
    assert "resta com" in stato
    for campo, testo in (("descrizione", "Un corso di dieci ore."), ("tempi", "Entro maggio")):
        page.locator(f'[name="azione-{azione.pk}-{campo}"]').fill(testo)
    expect(page.locator("#stato-salvataggio")).to_contain_text("Salvato alle")
    for osservazione in Osservazione.objects.filter(azione_numero=1):
        rispondi(page, osservazione, "Ora è scritto.")
    page.get_by_role("link", name="PREMESSA").first.click()
    page.locator(".ProseMirror").click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" Otto comuni.")
    expect(page.locator("#stato-salvataggio")).to_contain_text("Salvato alle")
    rispondi(page, Osservazione.objects.get(voce="premessa"), "Aggiunto.")
    assert controlla(page) == []


def ritrasmetti(page: Page, radice: str, programma: int) -> None:
    page.goto(radice + reverse("passo", args=[programma, "ritrasmetti"]))
    page.get_by_role("button", name="Ritrasmetti").click()
    expect(page.get_by_text("Ritrasmetti all'Agenzia: fatto.")).to_be_visible()


def test_osservare_integrare_chiudere(
    entra: Callable[[Utente], Page],
    altra: Page,
    errori_della_console: list[str],
    live_server: Any,
    funzionario: Utente,
    azione: Azione,
) -> None:
    page = entra(funzionario)
    revisione = live_server.url + reverse("revisione", args=[azione.programma_id])
    page.goto(revisione)
    osserva_e_rimanda(page)
    integra(altra, live_server.url, azione)
    ritrasmetti(altra, live_server.url, azione.programma_id)
    azione.refresh_from_db()
    assert (azione.titolo, azione.tempi) == ("Estate insieme", "Entro maggio")

    page.goto(revisione)
    chiudi_le_risposte(page)
    assert set(Osservazione.objects.values_list("stato", flat=True)) == {"chiusa"}


def chiudi_le_risposte(page: Page) -> None:
    """The officer sees answer and change together, and closes each remark."""
    expect(page.locator("#conteggi-revisione")).to_contain_text("3 con risposta")
    expect(page.locator("#parte-premessa ins")).to_contain_text(["Otto"])
    descrizione = page.locator("#posto-progettualita-1-descrizione")
    expect(descrizione).to_contain_text("Ora è scritto.")
    expect(descrizione.locator("del")).to_contain_text("breve")
    expect(descrizione.locator("ins")).to_contain_text("di dieci ore")
    assert controlla(page) == []
    for ancora in POSTI:
        page.locator(f"#posto-{ancora}").get_by_role("button", name="Chiudi").press("Enter")
        expect(page.locator(f"#posto-{ancora} .osservazione-chiusa")).to_be_visible()
    expect(page.locator("#conteggi-revisione")).to_contain_text("3 chiuse")


def test_cio_che_si_stava_scrivendo_resta_se_il_server_non_risponde(
    entra: Callable[[Utente], Page], live_server: Any, funzionario: Utente, azione: Azione
) -> None:
    page = entra(funzionario)
    page.goto(live_server.url + reverse("revisione", args=[azione.programma_id]))
    posto = page.locator("#posto-progettualita-1-tempi")
    posto.get_by_role("link", name="Nota").click()
    posto.get_by_label("Nota").fill("Sentire il collega.")
    page.context.set_offline(True)
    posto.get_by_role("button", name="Scrivi la nota").click()
    expect(posto.get_by_role("alert")).to_contain_text("Il server non ha risposto")
    expect(posto.get_by_label("Nota")).to_have_value("Sentire il collega.")
    page.context.set_offline(False)
    posto.get_by_role("button", name="Scrivi la nota").click()
    expect(posto.locator(".nota-interna")).to_contain_text("Sentire il collega.")
