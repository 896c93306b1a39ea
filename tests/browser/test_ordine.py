"""Tab goes in the order that is seen, at each width."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from azioni.models import Azione
from distretti.models import Utente

from .mani import QUI

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


DOVE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const r = e.getBoundingClientRect();
  return [r.left, r.top + scrollY, r.right, r.bottom + scrollY];
}"""


def indietro(prima: list[float], dopo: list[float]) -> bool:
    """Whether the eye goes back: up without moving right, or left along the same line."""
    sinistra, sopra, _, _ = prima
    if dopo[3] <= sopra + 1:
        return dopo[0] <= sinistra + 1
    return dopo[1] < prima[3] - 4 and dopo[2] <= sinistra + 1 and dopo[3] <= prima[3] + 4


def fermate(page: Page) -> list[tuple[str, list[float]]]:
    """What Tab reaches from the top of the page, each with its place on it."""
    trovate: list[tuple[str, list[float]]] = []
    page.evaluate("document.activeElement.blur()")
    for _ in range(200):
        page.keyboard.press("Tab")
        nome, dove = page.evaluate(QUI), page.evaluate(DOVE)
        if dove is None or (trovate and nome == trovate[0][0]):
            break  # the round is over
        trovate.append((nome, dove))
    return trovate


@pytest.mark.parametrize("larghezza", [1280, 640, 320])
def test_tab_segue_l_ordine_che_si_vede(
    larghezza: int,
    entra: Callable[[Utente], Page],
    live_server: Any,
    manager: Utente,
    azione: Azione,
) -> None:
    programma = azione.programma_id
    page = entra(manager)
    page.set_viewport_size({"width": larghezza, "height": 900})
    storte: dict[str, list[str]] = {}
    for indirizzo in (
        reverse("scrivania"),
        reverse("programma", args=[programma]),
        reverse("distretto", args=[azione.programma.distretto_id]),
        reverse("redazione_parte", args=[programma, "premessa"]),
        reverse("redazione_parte", args=[programma, "progettualita"]),
        reverse("redazione_azione", args=[programma, azione.pk]),
    ):
        page.goto(live_server.url + indirizzo)
        page.wait_for_load_state("networkidle")
        giro = fermate(page)
        assert 5 < len(giro) < 200
        assert giro[0][0] == "Vai al contenuto"
        passi = pairwise(giro[1:])  # the first stop comes into sight only when it is reached
        storte[indirizzo] = [f"{da} → {a}" for (da, qui), (a, li) in passi if indietro(qui, li)]
    assert {dove: passi for dove, passi in storte.items() if passi} == {}
