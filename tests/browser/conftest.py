"""A real Chromium, the one of the system, against the live server."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, Page

from distretti.models import Utente

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


@pytest.fixture(autouse=True)
def _server_quieto(transactional_db: None) -> Iterator[None]:
    """The tables are emptied only when the server has answered what the page had asked for.

    A page may be left while its preview is being made; emptying tables that a request reads is an
    error of SQLite's, in the test or in the request.
    """
    in_corso = 0

    def comincia(**_: Any) -> None:
        nonlocal in_corso
        in_corso += 1

    def finisce(**_: Any) -> None:
        nonlocal in_corso
        in_corso -= 1

    request_started.connect(comincia)
    request_finished.connect(finisce)
    yield
    limite = time.monotonic() + 60
    while in_corso > 0 and time.monotonic() < limite:
        time.sleep(0.02)
    request_started.disconnect(comincia)
    request_finished.disconnect(finisce)
    assert in_corso <= 0, "richieste ancora in corso dopo un minuto"


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
