"""A real Chromium, the one of the system, against the live server."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from azioni.models import Azione
from distretti.models import Utente
from istruttoria.services import redazione
from programmi.models import Programma

from .officina.gesti import stato

PAROLA = "una-parola-lunga-di-prova"
OPZIONI = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(autouse=True, scope="session")
def _database_accanto_al_browser() -> Iterator[None]:
    """Playwright runs a loop in the thread of the test; Django would refuse the database there."""
    with pytest.MonkeyPatch.context() as ritocco:
        ritocco.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in use: in memory the threads of the server would share a connection,
    and with it each other's transactions."""
    scelte = connections.databases["default"]
    if scelte["ENGINE"].endswith("sqlite3"):
        scelte["TEST"]["NAME"] = str(tmp_path_factory.mktemp("base") / "prova.sqlite3")


@pytest.fixture(autouse=True)
def _tentativi_da_capo(transactional_db: None) -> None:
    """The cache outlives the tables that a test empties: nobody inherits another's attempts."""
    cache.clear()


class Portone:
    """Counts the requests that the server is answering; shut, it keeps new ones waiting."""

    def __init__(self) -> None:
        self.stato = threading.Condition()
        self.dentro = 0
        self.chiuso = False

    def entra(self, **_: Any) -> None:
        with self.stato:
            self.stato.wait_for(lambda: not self.chiuso, timeout=60)
            self.dentro += 1

    def esce(self, **_: Any) -> None:
        with self.stato:
            self.dentro -= 1
            self.stato.notify_all()

    def apri(self) -> None:
        with self.stato:
            self.chiuso = False
            self.stato.notify_all()

    def chiudi(self) -> None:
        with self.stato:
            assert self.stato.wait_for(lambda: self.dentro == 0, timeout=60), "richieste in corso"
            self.chiuso = True


@pytest.fixture(scope="session")
def portone() -> Iterator[Portone]:
    portone = Portone()
    request_started.connect(portone.entra)
    request_finished.connect(portone.esce)
    yield portone
    request_started.disconnect(portone.entra)
    request_finished.disconnect(portone.esce)
    portone.apri()


@pytest.fixture(autouse=True)
def _server_quieto(transactional_db: None, portone: Portone) -> Iterator[None]:
    """The tables are emptied only when the server has answered what the page had asked for.

    A page may be left while its preview is being made, and it says that it was left when it is
    gone already: a request that writes while its rows are emptied away is an error of nobody's.
    """
    portone.apri()
    yield
    portone.chiudi()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "serve Chromium: apt-get install chromium"
    return {"executable_path": chromium, "args": OPZIONI}


@pytest.fixture(scope="session")
def browser(live_server: Any, browser: Browser) -> Browser:
    """Closed before the server stops: its connections must not outlive it."""
    return browser


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"viewport": {"width": 1280, "height": 900}, "locale": "it-IT"}


@pytest.fixture
def errori_della_console(page: Page) -> Iterator[list[str]]:
    """What the browser complained about; a test that asks for it fails if there is any."""
    errori: list[str] = []
    page.on("console", lambda m: errori.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: errori.append(str(e)))
    yield errori
    assert not errori


@pytest.fixture
def entra(page: Page, live_server: Any) -> Callable[[Utente], Page]:
    """``entra(manager)``: the page, signed in."""

    def entra(utente: Utente) -> Page:
        page.goto(live_server.url + reverse("accedi"))
        page.get_by_label("E-mail").fill(utente.email)
        page.get_by_label("Password").fill(PAROLA)
        page.get_by_role("button", name="Accedi").click()
        page.wait_for_url(live_server.url + reverse("scrivania"))
        return page

    return entra


# --- the editor -----------------------------------------------------------------------------


@pytest.fixture
def azione(programma: Programma, manager: Utente) -> Azione:
    """An action of the draft, with its title alone."""
    return redazione.aggiungi(programma.pk, tipo="progettualita", titolo="Estate", attore=manager)


@pytest.fixture
def indirizzo(live_server: Any, azione: Azione) -> str:
    return live_server.url + reverse("redazione_azione", args=[azione.programma_id, azione.pk])


@pytest.fixture
def pagina(entra: Callable[[Utente], Page], manager: Utente, indirizzo: str) -> Page:
    page = entra(manager)
    page.goto(indirizzo)
    expect(stato(page)).to_have_text("Tutto salvato")
    return page
