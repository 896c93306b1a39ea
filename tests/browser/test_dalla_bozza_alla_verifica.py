"""A programme from the draft to the citizen, with four people in four browsers and a visitor."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from azioni.models import Azione
from distretti.models import Utente
from istruttoria.determinazione import modello_predefinito
from istruttoria.models import CopiaFirmata, CopiaRifiutata, Documento, Osservazione
from istruttoria.services import contenuto_documento, redazione, registra_modello, registra_quadro
from programmi.models import Programma
from tests.browser.conftest import PAROLA
from tests.browser.test_accessibilita import controlla
from tests.browser.test_revisione import chiudi_le_risposte, integra, osserva_e_rimanda
from tests.documenti import firma_di_prova as prova
from tests.verapdf import verifica

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GIUNTA = "deliberazione della Giunta comunale n. 65 del 28 aprile 2026"
RESPONSABILI = ("manager", "referente_amministrativo", "funzionario", "dirigente")


@pytest.fixture
def azione(programma: Programma, manager: Utente, monkeypatch: pytest.MonkeyPatch) -> Azione:
    """An action of a draft that has what its act will say; the checks find nothing."""
    monkeypatch.setattr("istruttoria.fatti.controlli.esegui", lambda snapshot: [])
    ente = programma.distretto.ente
    registra_modello(ente, modello_predefinito())
    registra_quadro(
        ente, al=date(2026, 1, 1), territoriali=16, tematici=1, family_audit=3, organizzazioni=1178
    )
    programma.distretto.accordi.create(
        atto_provincia="deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022",
        sottoscritto_il=date(2022, 10, 28),
        firmatari=5,
    )
    Programma.objects.filter(pk=programma.pk).update(aderenti_al=date(2026, 4, 30))
    programma.aderenti.create(posizione=1, denominazione="Comune A", dal=date(2022, 7, 15))
    azione = redazione.aggiungi(
        programma.pk, tipo="progettualita", titolo="Estate insieme", attore=manager
    )
    Azione.objects.filter(pk=azione.pk).update(descrizione="Un corso breve.", tempi="Presto")
    programma.sezioni.filter(voce__codice="premessa").update(html="<p>La valle è grande.</p>")
    return azione


@pytest.fixture
def pagine(
    browser: Browser, live_server: Any, persone: dict[str, Any], azione: Azione
) -> Iterator[dict[str, Page]]:
    """One browser for each of the four, signed in, and the visitor's."""
    contesti, aperte = [], {}
    for chi in (*RESPONSABILI, "visitatore"):
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="it-IT", accept_downloads=True
        )
        contesti.append(context)
        page = aperte[chi] = context.new_page()
        if chi == "visitatore":
            continue
        page.goto(live_server.url + reverse("accedi"))
        page.get_by_label("E-mail").fill(persone[chi].email)
        page.get_by_label("Password").fill(PAROLA)
        page.get_by_role("button", name="Accedi").click()
        page.wait_for_url(live_server.url + reverse("scrivania"))
    yield aperte
    for context in contesti:
        context.close()


@pytest.fixture
def autorita(tmp_path: Path, settings: Any) -> None:
    """The test's own authority is the one that this Ente trusts."""
    radice = prova.autorita().certificato
    (tmp_path / "prova.pem").write_bytes(radice.public_bytes(Encoding.PEM))
    settings.FIRME_AUTORITA = str(tmp_path)


@pytest.fixture
def passo(live_server: Any, azione: Azione) -> Callable[..., None]:
    """``passo(page, "propone", campo=valore)``: the step's page, filled and sent."""

    def passo(page: Page, nome: str, **campi: str | Path) -> None:
        page.goto(live_server.url + reverse("passo", args=[azione.programma_id, nome]))
        for campo, valore in campi.items():
            posto = page.locator(f'main [name="{campo}"]')
            if isinstance(valore, Path):
                posto.set_input_files(valore)
            else:
                posto.fill(valore)
        page.locator("main form button[type=submit]").last.click()
        expect(page.get_by_text(": fatto.")).to_be_visible(timeout=60_000)

    return passo


def carica_copia(page: Page, indirizzo: str, nome: str, contenuto: bytes) -> None:
    page.goto(indirizzo)
    file = {"name": nome, "mimeType": "application/octet-stream", "buffer": contenuto}
    page.locator('main input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="Carica e verifica").click()
    page.wait_for_load_state()


def firma_pades(contenuto: bytes) -> bytes:
    """Signed in a thread of its own: in this one Playwright's loop is running."""
    with ThreadPoolExecutor(1) as altrove:
        return altrove.submit(prova.pades, contenuto).result()


def firma(page: Page, radice: str, documento: Documento) -> bytes:
    """Three good copies are taken, three bad ones refused with the reason; returns a good one."""
    emesso = contenuto_documento(documento)
    indirizzo = radice + reverse("copia_nuova", args=[documento.pk])
    pades = firma_pades(emesso)
    buone = {
        "atto.pdf": pades,
        "atto.pdf.p7m": prova.p7m(emesso),
        "atto-pem.pdf.p7m": prova.p7m(emesso, pem=True),
    }
    for quante, (nome, contenuto) in enumerate(buone.items(), 1):
        carica_copia(page, indirizzo, nome, contenuto)
        expect(page.locator("main")).to_contain_text("Maria Rossi")
        assert CopiaFirmata.objects.valide().count() == quante
    cattive = {
        "alterata": (prova.con_altra_pagina(pades), "modificato dopo la firma"),
        "altrui": (firma_pades(prova.pdf("Altro programma")), "un altro documento"),
        "senza": (emesso, "senza alcuna firma"),
    }
    for nome, (contenuto, perche) in cattive.items():
        carica_copia(page, indirizzo, f"{nome}.pdf", contenuto)
        expect(page.locator("main form")).to_contain_text(perche)
    assert CopiaRifiutata.objects.count() == len(cattive)
    assert CopiaFirmata.objects.count() == len(buone)
    return pades


def verifica_un_file(page: Page, indirizzo: str, contenuto: bytes, atteso: str) -> None:
    """Dropped on the page: the browser makes the hash, only the hash travels."""
    page.goto(indirizzo)
    inviati: list[str] = []
    page.on("request", lambda r: inviati.append(r.method) if r.method == "POST" else None)
    page.locator("[data-zona]").evaluate(
        """(zona, byte) => {
            const carico = new DataTransfer();
            carico.items.add(new File([new Uint8Array(byte)], "documento.pdf"));
            zona.dispatchEvent(new DragEvent("drop", {bubbles: true, dataTransfer: carico}));
        }""",
        list(contenuto),
    )
    expect(page.locator("[data-esito] h2")).to_have_text(atteso)
    assert inviati == []
    assert controlla(page) == []


def test_dalla_bozza_al_cittadino(
    pagine: dict[str, Page],
    passo: Callable[..., None],
    autorita: None,
    live_server: Any,
    azione: Azione,
    tmp_path: Path,
) -> None:
    radice, pk = live_server.url, azione.programma_id
    manager, referente, funzionario, dirigente = (pagine[chi] for chi in RESPONSABILI)

    passo(manager, "prepara_per_la_giunta")
    manager.goto(radice + reverse("passo", args=[pk, "trasmetti"]))
    expect(manager.locator("main [role=alert]")).to_contain_text("non può farlo")
    expect(manager.locator("main form")).to_have_count(0)

    delibera = tmp_path / "delibera.pdf"
    delibera.write_bytes(prova.pdf("Delibera", pagine=1))
    passo(referente, "trasmetti", delibera_giunta=GIUNTA, allegato=delibera)
    passo(
        funzionario,
        "prende_in_carico",
        protocollo_numero="366010",
        protocollo_data="2026-04-30",
    )
    funzionario.goto(radice + reverse("revisione", args=[pk]))
    osserva_e_rimanda(funzionario)
    integra(manager, radice, azione)
    passo(referente, "ritrasmetti")
    funzionario.goto(radice + reverse("revisione", args=[pk]))
    chiudi_le_risposte(funzionario)
    assert set(Osservazione.objects.values_list("stato", flat=True)) == {"chiusa"}

    passo(funzionario, "propone")
    passo(
        dirigente,
        "approva",
        determinazione_numero="5663",
        determinazione_data="2026-05-28",
        serie_numero="7.65",
    )
    documento = Documento.objects.get(tipo="atto")
    emesso = contenuto_documento(documento)
    assert verifica(emesso, "3a", "ua1") == {"3a": {}, "ua1": {}}
    firmato = firma(funzionario, radice, documento)
    passo(funzionario, "pubblica", pubblicato_il="2026-06-01", serie_numero="7.65")
    programma = Programma.objects.get(pk=pk)
    assert (programma.stato, programma.serie_numero) == ("pubblicato", "7.65")

    visitatore = pagine["visitatore"]
    visitatore.goto(radice + reverse("pubblicati"))
    assert controlla(visitatore) == []
    visitatore.get_by_role("link", name=str(programma.distretto)).click()
    expect(visitatore.get_by_text("n. 5663 del 28/05/2026")).to_be_visible()
    assert controlla(visitatore) == []
    with visitatore.expect_download() as scaricato:
        visitatore.get_by_role("link", name="Scarica il PDF").click()
    assert scaricato.value.path().read_bytes() == emesso
    pagina = radice + reverse("verifica_atto", args=[pk])
    verifica_un_file(visitatore, pagina, emesso, "Sì, è il documento emesso")
    verifica_un_file(visitatore, pagina, firmato, "Sì, è la copia firmata del documento emesso")
    expect(visitatore.locator("[data-esito]")).to_contain_text("Maria Rossi")
    assert prova.CANARINO not in visitatore.content()
    verifica_un_file(visitatore, pagina, emesso + b" ", "Non risulta emesso")
