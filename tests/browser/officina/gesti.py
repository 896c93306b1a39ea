"""What a person does on the stand-in, in the words of the tests."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

DESCRIZIONE = "azione-1-descrizione"
RICCO = "sezione-1-html"


def stato(page: Page) -> Locator:
    return page.locator("#stato-salvataggio span")


def casella(page: Page, etichetta: str = "Descrizione") -> Locator:
    return page.get_by_role("textbox", name=etichetta, exact=True)


def scrivi(page: Page, testo: str, etichetta: str = "Descrizione") -> None:
    casella(page, etichetta).fill(testo)


def salvato(page: Page) -> None:
    expect(stato(page)).to_have_text("Salvato alle 10:42")


def bozze(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage)")


def bottone(page: Page, nome: str) -> Locator:
    return page.get_by_role("button", name=nome, exact=True)


def apri(page: Page, live_server: Any) -> Page:
    page.goto(live_server.url + "/")
    expect(stato(page)).not_to_be_empty()
    return page


def chiudi_di_colpo(page: Page) -> None:
    """As a crash does: no event of the page runs."""
    page.evaluate("window.Redazione.salvataggio.subito = () => {}")
    page.close()


def pronto(page: Page) -> Locator:
    """The rich text when it has taken the place of the plain one, focused and settled."""
    testo = page.locator(".ProseMirror")
    expect(testo).to_be_visible()
    testo.focus()
    expect(testo).to_be_focused()
    fotogramma(page)
    return testo


def fotogramma(page: Page) -> None:
    """The editor follows focus and caret at the next frame: no person is faster than that."""
    page.evaluate("() => new Promise(f => requestAnimationFrame(() => setTimeout(f, 30)))")
