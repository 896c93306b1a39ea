"""The editor's script against the stand-in: nothing that was typed is ever lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.officina.banco import banco, gettone
from tests.browser.officina.gesti import DESCRIZIONE, apri, bozze, casella, salvato, scrivi, stato

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
    apri(page, live_server)
    expect(stato(page)).to_have_text("Tutto salvato")
    return page


def test_si_scrive_e_si_salva(pagina: Page, errori_della_console: list[str]) -> None:
    casella(pagina).press_sequentially("Ora. ")
    salvato(pagina)
    assert banco.valori[DESCRIZIONE].startswith("Ora. ")
    assert set(banco.richieste[0]) == {DESCRIZIONE, f"{DESCRIZIONE}-visto"}
    assert bozze(pagina) == []


def test_la_bozza_c_e_prima_del_salvataggio(pagina: Page) -> None:
    scrivi(pagina, "Appena scritto")
    assert bozze(pagina) == [f"distretti:bozza:7:3:{DESCRIZIONE}"]
    assert banco.richieste == []
    expect(stato(pagina)).to_have_text("Modifica in corso…")


def test_uscire_dal_campo_salva_subito(pagina: Page) -> None:
    scrivi(pagina, "Primo")
    with pagina.expect_response(lambda r: r.request.method == "POST", timeout=700):
        casella(pagina, "Titolo").focus()
    salvato(pagina)
    assert banco.valori[DESCRIZIONE] == "Primo"


def test_due_salvataggi_di_seguito_usano_il_gettone_nuovo(pagina: Page) -> None:
    for testo in ("Uno", "Due"):
        scrivi(pagina, testo)
        casella(pagina, "Titolo").focus()
        salvato(pagina)
    assert banco.valori[DESCRIZIONE] == "Due"
    assert banco.richieste[1][f"{DESCRIZIONE}-visto"] == gettone("Uno")


def test_scelte_e_spunte_si_salvano(pagina: Page) -> None:
    pagina.get_by_label("Ambito").select_option("b")
    pagina.get_by_label("Progetto strategico").check()
    salvato(pagina)
    pagina.get_by_label("Progetto strategico").uncheck()
    expect(pagina.locator('[data-campo="azione-1-strategico"] [data-stato]')).to_have_text(
        "Salvato alle 10:42"
    )
    assert (banco.valori["azione-1-ambito"], banco.valori["azione-1-strategico"]) == ("b", "")
    assert banco.richieste[-1]["azione-1-strategico-presente"] == "1"


def test_senza_rete_si_riprova_e_poi_si_salva(pagina: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    scrivi(pagina, "Scritto in galleria")
    expect(stato(pagina)).to_have_text("Non salvato: riprovo")
    assert bozze(pagina) == [f"distretti:bozza:7:3:{DESCRIZIONE}"]
    context.set_offline(False)
    salvato(pagina)
    assert banco.valori[DESCRIZIONE] == "Scritto in galleria"
    assert bozze(pagina) == []


def test_ai_500_si_ripete_la_stessa_richiesta(pagina: Page, errori_attesi: Any) -> None:
    banco.guasti = [500, 503]
    scrivi(pagina, "Primo")
    expect(stato(pagina)).to_have_text("Non salvato: riprovo")
    scrivi(pagina, "Primo e secondo")
    expect(stato(pagina)).to_have_text("Salvato alle 10:42", timeout=15_000)
    assert [r[DESCRIZIONE] for r in banco.richieste] == ["Primo"] * 3 + ["Primo e secondo"]
    assert banco.valori[DESCRIZIONE] == "Primo e secondo"


def test_una_risposta_persa_non_diventa_un_conflitto(pagina: Page, errori_attesi: Any) -> None:
    """The first save arrived, its answer did not."""
    banco.guasti = [500]
    scrivi(pagina, "Arrivato")
    expect(stato(pagina)).to_have_text("Non salvato: riprovo")
    banco.valori[DESCRIZIONE] = "Arrivato"
    salvato(pagina)
    expect(pagina.locator(".conflitto")).to_have_count(0)


def test_cio_che_si_scrive_durante_il_salvataggio_arriva_dopo(pagina: Page) -> None:
    banco.lentezza = 0.5
    scrivi(pagina, "Primo")
    casella(pagina).blur()
    expect(stato(pagina)).to_have_text("Salvataggio…")
    scrivi(pagina, "Primo e secondo")
    casella(pagina).blur()
    salvato(pagina)
    assert [r[DESCRIZIONE] for r in banco.richieste] == ["Primo", "Primo e secondo"]
    assert banco.valori[DESCRIZIONE] == "Primo e secondo"
    assert bozze(pagina) == []


def test_sessione_scaduta_si_rientra_e_si_salva(pagina: Page) -> None:
    banco.sessione = ""
    scrivi(pagina, "Da salvare")
    dialogo = pagina.get_by_role("dialog", name="La sessione è scaduta")
    expect(dialogo.get_by_label("E-mail")).to_be_focused()
    dialogo.get_by_label("Password").fill("sbagliata")
    dialogo.get_by_role("button", name="Entra").click()
    expect(dialogo.get_by_text("Password sbagliata.")).to_be_visible()
    dialogo.get_by_label("Password").fill("giusta")
    dialogo.get_by_role("button", name="Entra").click()
    expect(dialogo).to_be_hidden()
    salvato(pagina)
    assert banco.valori[DESCRIZIONE] == "Da salvare"


def test_se_entra_un_altro_il_testo_non_parte(pagina: Page) -> None:
    banco.sessione, banco.entra_come = "", "8"
    scrivi(pagina, "Mio")
    dialogo = pagina.get_by_role("dialog", name="La sessione è scaduta")
    dialogo.get_by_label("Password").fill("giusta")
    dialogo.get_by_role("button", name="Entra").click()
    expect(dialogo.get_by_text("È entrata un’altra persona")).to_be_visible()
    assert len(banco.richieste) == 1
    assert banco.valori[DESCRIZIONE] == "Si cammina insieme."


def test_il_dialogo_si_chiude_e_si_riapre_dalla_riga_di_stato(pagina: Page) -> None:
    banco.sessione = ""
    scrivi(pagina, "Mio")
    pagina.get_by_role("button", name="Più tardi").click()
    expect(stato(pagina)).to_have_text("Non salvato: la sessione è scaduta")
    pagina.get_by_role("button", name="Entra di nuovo").click()
    expect(pagina.get_by_role("dialog")).to_be_visible()


def test_un_gettone_del_modulo_scaduto_si_rinnova_da_solo(pagina: Page) -> None:
    banco.token_buono = False
    scrivi(pagina, "Con un token nuovo")
    salvato(pagina)
    assert banco.valori[DESCRIZIONE] == "Con un token nuovo"


@pytest.mark.parametrize(("codice", "motivo"), [(403, "trasmesso"), (404, "trasmesso")])
def test_un_rifiuto_dice_perche_e_tiene_il_testo(pagina: Page, codice: int, motivo: str) -> None:
    banco.guasti = [codice]
    scrivi(pagina, "Resta qui")
    campo = pagina.locator(f'[data-campo="{DESCRIZIONE}"]')
    expect(campo.get_by_role("alert")).to_contain_text(motivo)
    expect(campo.get_by_role("button", name="Copia il testo")).to_be_visible()
    expect(stato(pagina)).to_have_text("Non salvato: vedere «Descrizione»")
    assert casella(pagina).input_value() == "Resta qui"
    assert bozze(pagina) == [f"distretti:bozza:7:3:{DESCRIZIONE}"]


def test_un_testo_troppo_lungo_si_accorcia_e_si_salva(pagina: Page) -> None:
    scrivi(pagina, "x" * 301)
    expect(pagina.get_by_role("alert").filter(has_text="300 caratteri")).to_be_visible()
    assert len(banco.richieste) == 1
    scrivi(pagina, "corto")
    salvato(pagina)
    expect(pagina.get_by_role("alert").filter(has_text="300 caratteri")).to_have_count(0)


def test_troppo_grande_insieme_si_manda_un_campo_alla_volta(pagina: Page) -> None:
    banco.guasti = [413]
    pagina.evaluate(
        """() => { for (const n of ["azione-1-titolo", "azione-1-descrizione"]) {
        const c = document.getElementsByName(n)[0]; c.value = n;
        c.dispatchEvent(new Event("input", {bubbles: true})); } }"""
    )
    salvato(pagina)
    assert [len(r) for r in banco.richieste] == [4, 2, 2]
    assert banco.valori[DESCRIZIONE] == DESCRIZIONE


def test_lasciando_la_pagina_il_testo_parte(pagina: Page, live_server: Any) -> None:
    scrivi(pagina, "All'ultimo istante")
    pagina.goto(live_server.url + "/altra/")
    expect(pagina.get_by_role("heading", name="Altra pagina")).to_be_visible()
    pagina.wait_for_timeout(600)
    assert banco.valori[DESCRIZIONE] == "All'ultimo istante"
    expect(pagina.locator(".offerta")).to_have_count(0)
    assert bozze(pagina) == []


def test_si_chiede_prima_di_lasciare_un_testo_non_salvato(
    pagina: Page, context: BrowserContext
) -> None:
    domande: list[str] = []
    pagina.on("dialog", lambda d: (domande.append(d.type), d.dismiss()))
    casella(pagina, "Titolo").click()
    context.set_offline(True)
    scrivi(pagina, "Non ancora salvato")
    expect(stato(pagina)).to_have_text("Non salvato: riprovo")
    pagina.close(run_before_unload=True)
    pagina.wait_for_timeout(300)
    assert domande == ["beforeunload"]


def test_il_conto_segue_la_scrittura(pagina: Page) -> None:
    conto = pagina.locator(f'[data-campo="{DESCRIZIONE}"] [data-conto]')
    expect(conto).to_have_text("19 di 40 caratteri")
    scrivi(pagina, "x" * 43)
    expect(conto).to_have_text("43 di 40 caratteri: 3 in più")
    expect(conto).to_have_class("oltre")


def test_chi_altro_sta_scrivendo(page: Page, live_server: Any) -> None:
    banco.altri = [
        {"nome": "Giulia Bianchi", "qui": "azione-1", "da": "un minuto"},
        {"nome": "Rita Verdi", "qui": "azione-2", "da": "un minuto"},
    ]
    apri(page, live_server)
    expect(page.locator("#presenze")).to_have_text("Giulia Bianchi sta modificando questa azione.")
    assert [p["qui"] for p in banco.presenze] == [""]  # reading is not writing


def test_chi_scrive_lo_dice_e_poi_saluta(pagina: Page, live_server: Any) -> None:
    scrivi(pagina, "Eccomi")
    salvato(pagina)
    assert banco.presenze[-1] == {"qui": "azione-1"}
    pagina.goto(live_server.url + "/altra/")
    pagina.wait_for_timeout(300)
    assert banco.presenze[-1]["via"] == "1"
