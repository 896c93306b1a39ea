"""Two hands on a keyboard: Tab until the wanted thing has the focus, then keys; never the mouse."""

import re
from datetime import date

from playwright.sync_api import Page, expect

INIZIO = 10
FERMATE = 150
"""Stops of Tab after which the wanted thing is taken to be out of reach."""

QUI = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return "";
  const by = (e.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
  const name = by.length
    ? by.map((id) => document.getElementById(id)?.textContent || "").join(" ")
    : e.getAttribute("aria-label") || (e.labels && e.labels.length ? e.labels[0] : e).textContent;
  const group = e.closest("fieldset");
  const legend = group ? group.querySelector("legend").textContent + ": " : "";
  return (legend + name).replace(/\\s+/g, " ").trim();
}"""
"""The name of what has the focus, after the one of its group."""


class Mani:
    def __init__(self, page: Page) -> None:
        self.page = page

    def qui(self) -> str:
        return str(self.page.evaluate(QUI))

    def premi(self, *tasti: str) -> None:
        for tasto in tasti:
            self.page.keyboard.press(tasto)

    def vai(self, nome: str) -> None:
        """Tab forward to what is called so, the mark of what is obligatory apart."""
        passate: list[str] = []
        while len(passate) < FERMATE and passate.count("") < 2:
            self.premi("Tab")
            passate.append(self.qui())
            if passate[-1].removesuffix(" (obbligatorio)").removesuffix("*") == nome:
                return
        raise AssertionError(f"Tab non arriva a «{nome}»: {passate}")

    def segui(self, nome: str) -> None:
        """Follow the link, or press the button, called so; the next page is there afterwards."""
        self.vai(nome)
        prima = self.page.evaluate("performance.timeOrigin")
        self.premi("Enter")
        self.page.wait_for_function("t => performance.timeOrigin !== t", arg=prima)
        self.page.wait_for_load_state()

    def batti(self, testo: str) -> None:
        """Key by key where keys could mean more than themselves, at the start; the rest at once."""
        self.page.keyboard.type(testo[:INIZIO])
        self.page.keyboard.insert_text(testo[INIZIO:])

    def scrivi(self, testo: str) -> None:
        """In place of what the field holds; an empty text empties it."""
        self.premi("Control+a")
        if testo:
            self.batti(testo)
        else:
            self.premi("Delete")

    def data(self, giorno: date) -> None:
        """In a date's three boxes, whose order is of the browser's language: seen by trying."""
        casella = self.page.locator(":focus")
        for ordine in ("%d%m%Y", "%m%d%Y", "%Y%m%d"):
            self.page.keyboard.type(f"{giorno:{ordine}}")
            if casella.input_value() == giorno.isoformat():
                return
            self.premi("ArrowLeft", "ArrowLeft")
        raise AssertionError(f"non si riesce a scrivere {giorno}")

    def scegli(self, voce: str) -> None:
        """Arrows down to an item of the list of choices that has the focus."""
        scelta = self.page.locator(":focus option:checked")
        self.premi("Home")
        for _ in range(scelta.locator("xpath=..").locator("option").count()):
            if scelta.inner_text() == voce:
                return
            self.premi("ArrowDown")
        raise AssertionError(f"«{voce}» non è fra le scelte")

    def spunta(self, vuole: bool) -> None:
        casella = self.page.locator(":focus")
        if casella.is_checked() is not vuole:
            self.premi("Space")
        expect(casella).to_be_checked(checked=vuole)

    def salvato(self) -> None:
        """What was written is stored: the line of the page says so, of everything."""
        stato = self.page.locator("#stato-salvataggio span")
        expect(stato).to_have_text(re.compile(r"^Salvato alle \d\d:\d\d$"), timeout=15_000)
