"""Every page that a persona reaches from its desk: no WCAG 2.1 A or AA violation, nothing in the
console, nothing cut off or covered at 200% or on a phone. The pages are found by following the
links: those of the admin apart, from its first page.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from azioni.models import Azione
from distretti.models import Proposta, Utente
from istruttoria.management.demo import UtenteDemo, carica
from istruttoria.models import Avviso
from istruttoria.services import registra_esecuzione
from programmi.models import Programma
from programmi.services import concedi_proroga

from .vista import DOPPIO, TELEFONO, guai_della_vista

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REGOLE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
DA_SCARICARE = ("_pdf", "_word", "_json", "_csv", "_xlsx", "_file", "_fascicolo", "_firmato")
FILE = ("documento", "allegato", "copiafirmata")
GIORNO = date(2027, 3, 31)
DUE_VOLTE = {"programma", "redazione_parte"}
"""Pages that look different from one row to another."""


def violazioni(page: Page) -> list[str]:
    trovate = Axe().run(page, options=REGOLE).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:200]}" for v in trovate]


def controlla(page: Page) -> list[str]:
    """What is wrong with the page that is open."""
    return [
        *violazioni(page),
        *guai_della_vista(page, DOPPIO),
        *guai_della_vista(page, TELEFONO),
    ]


def nome_di(percorso: str) -> str:
    try:
        trovata = resolve(percorso)
    except Resolver404:
        return ""
    nome = trovata.url_name or ""
    fuori = trovata.namespace or nome.endswith(DA_SCARICARE) or nome in FILE
    return "" if fuori else nome


AMMINISTRAZIONE = ("_changelist", "_add", "_change")
DEL_DJANGO = ("logout", "password_change", "jsi18n", "autocomplete")


def nome_nell_amministrazione(percorso: str) -> str:
    """Lists, forms and our own pages of the admin; what only asks whether to delete is Django's."""
    trovata = resolve(percorso)
    nome = trovata.url_name or ""
    if trovata.namespace != "admin" or nome in DEL_DJANGO:
        return ""
    nostra = nome.startswith("ufficio") or nome in ("index", "app_list")
    return nome if nostra or nome.endswith(AMMINISTRAZIONE) else ""


def visita(
    page: Page, radice: str, partenza: str, nome_di: Callable[[str], str] = nome_di
) -> Iterator[tuple[str, list[str]]]:
    """Every page reached from one, each kind once, with what is wrong with it."""
    attese, viste, quante = [partenza], {partenza}, dict[str, int]()
    errori: list[str] = []
    page.on("console", lambda m: errori.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: errori.append(str(e)))
    while attese:
        percorso = attese.pop(0)
        nome = nome_di(urlsplit(percorso).path)
        if not nome or quante.get(nome, 0) >= (2 if nome in DUE_VOLTE else 1):
            continue
        quante[nome] = quante.get(nome, 0) + 1
        errori.clear()
        page.goto(radice + percorso)
        page.wait_for_load_state("networkidle")
        yield percorso, [*errori, *controlla(page)]
        for legame in page.evaluate("[...document.links].map(a => a.href)"):
            if legame.startswith(radice):
                altro = legame.removeprefix(radice).split("#")[0]
                if altro not in viste:
                    viste.add(altro)
                    attese.append(altro)


@pytest.mark.parametrize(
    ("persona", "pagine"),
    [
        ("manager", 20),
        ("manager.rifugi", 20),
        ("referente", 15),
        ("coordinatore", 10),
        ("lettore", 8),
        ("funzionario", 12),
        ("dirigente", 12),
    ],
)
def test_le_pagine_di(persona: str, pagine: int, page: Page, live_server: Any) -> None:
    entra_nella_demo(page, live_server, persona)
    esiti = dict(visita(page, live_server.url, reverse("scrivania")))
    assert {p: guai for p, guai in esiti.items() if guai} == {}
    assert len(esiti) >= pagine, sorted(esiti)


def test_le_pagine_dell_amministrazione(page: Page, live_server: Any) -> None:
    entra_nella_demo(page, live_server, "funzionario")
    giro = visita(page, live_server.url, reverse("admin:index"), nome_nell_amministrazione)
    esiti = dict(giro)
    assert {p: guai for p, guai in esiti.items() if guai} == {}
    assert len(esiti) >= 50, sorted(esiti)


def test_cio_che_la_posta_rifiuta_e_i_termini_spostati(page: Page, live_server: Any) -> None:
    """Pages that the demo alone does not fill: a very long address refused, a proroga granted."""
    entra_nella_demo(page, live_server, "funzionario")
    programma = Programma.objects.get(stato="da_integrare")
    lungo = f"{'manager' * 6}@comunita-di-valle.example.org"
    Avviso.objects.create(
        programma=programma,
        genere="promemoria",
        chiave="a",
        destinatario="Marta Fabbrini",
        indirizzo=lungo,
        stato="non_consegnato",
        errore="550 5.1.1 User unknown in virtual mailbox table",
        rifiutato_dal=timezone.now(),
    )
    registra_esecuzione("invia_avvisi", adesso=timezone.now() - timedelta(days=2))
    concedi_proroga(
        programma.schema.scadenze.get_or_create(tipo="rendiconto", defaults={"giorno": GIORNO})[0],
        nuovo_giorno=GIORNO + timedelta(days=30),
        motivo="Elezioni comunali",
        autore=Utente.objects.get(email="funzionario@example.org"),
    )
    pagine = [
        reverse("scrivania"),
        reverse("distretto", args=[programma.distretto_id]),
        reverse("programma_storia", args=[programma.pk]),
        reverse("avvisi_non_consegnati"),
    ]
    for pagina in pagine:
        page.goto(live_server.url + pagina)
        assert controlla(page) == [], pagina
    page.get_by_role("button", name="Non servono più").focus()
    page.keyboard.press("Enter")
    page.get_by_text(f"1 avviso per {lungo}: non si spediscono più.").wait_for()
    assert page.get_by_role("heading", name="Nessuno").is_visible()


def entra_nella_demo(page: Page, live_server: Any, persona: str) -> None:
    call_command("carica_schemi", verbosity=0)
    utenti = {u.email: u for u in carica() if isinstance(u, UtenteDemo)}
    utente = utenti[f"{persona}@example.org"]
    page.goto(live_server.url + reverse("accedi"))
    page.get_by_label("E-mail").fill(utente.email)
    page.get_by_label("Password").fill(utente.password)
    page.get_by_role("button", name="Accedi").click()
    page.wait_for_url(live_server.url + reverse("scrivania"))


@pytest.mark.parametrize("nome", ["accedi", "account_reset_password"])
def test_le_pagine_di_chi_non_e_entrato(nome: str, page: Page, live_server: Any) -> None:
    page.goto(live_server.url + reverse(nome))
    assert controlla(page) == []
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert controlla(page) == []


# --- the editor in its states ---------------------------------------------------------------


def test_la_redazione_con_un_rifiuto_un_conflitto_e_i_dialoghi(
    entra: Callable[[Utente], Page], live_server: Any, manager: Utente, azione: Azione
) -> None:
    page = entra(manager)
    page.goto(live_server.url + reverse("redazione_azione", args=[azione.programma_id, azione.pk]))
    page.locator(f'[name="azione-{azione.pk}-titolo"]').fill("titolo " * 90)
    expect(page.locator(".rifiuto")).to_be_visible()
    assert controlla(page) == []
    Azione.objects.filter(pk=azione.pk).update(descrizione="Di un’altra persona")
    page.locator(f'[name="azione-{azione.pk}-descrizione"]').fill("Mia")
    expect(page.locator(".conflitto")).to_be_visible()
    assert controlla(page) == []
    page.context.clear_cookies(name="sessionid")
    page.locator(f'[name="azione-{azione.pk}-tempi"]').fill("Entro maggio")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert controlla(page) == []


def test_una_organizzazione_nuova_si_propone_senza_lasciare_il_testo(
    entra: Callable[[Utente], Page], live_server: Any, manager: Utente, azione: Azione
) -> None:
    page = entra(manager)
    page.goto(live_server.url + reverse("redazione_azione", args=[azione.programma_id, azione.pk]))
    registro = page.get_by_role("combobox", name="Aggiungi dal registro a «Altre organizz")
    registro.fill("Banda di valle")
    proponi = page.locator(".dal-registro", has=registro).get_by_role("link")
    proponi.press("Enter")
    dialogo = page.get_by_role("dialog")
    expect(dialogo.get_by_label("Denominazione")).to_have_value("Banda di valle")
    expect(dialogo.get_by_label("Denominazione")).to_be_focused()
    assert controlla(page) == []
    dialogo.get_by_role("button", name="Invia la proposta").click()
    expect(dialogo.get_by_label("Aderisce dal")).to_have_class(re.compile("is-invalid"))
    assert controlla(page) == []
    dialogo.get_by_label("Aderisce dal").fill("2026-05-04")
    dialogo.get_by_role("button", name="Invia la proposta").click()
    expect(dialogo).to_be_hidden()
    expect(proponi).to_be_focused()
    expect(page.locator(f'[name="azione-{azione.pk}-altre_testo"]')).to_have_value("Banda di valle")
    expect(page.locator("#stato-salvataggio")).to_contain_text("Salvato alle")
    proposta = Proposta.objects.get(tipo="organizzazione")
    assert (proposta.contenuto["denominazione"], proposta.autore) == ("Banda di valle", manager)
    assert azione.organizzazioni.filter(testo="Banda di valle").exists()


def test_il_dialogo_della_tabella(
    entra: Callable[[Utente], Page], live_server: Any, manager: Utente, programma: Programma
) -> None:
    page = entra(manager)
    page.goto(live_server.url + reverse("redazione_parte", args=[programma.pk, "premessa"]))
    page.locator(".ProseMirror").click()
    page.get_by_role("button", name="Inserisci una tabella").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert controlla(page) == []
