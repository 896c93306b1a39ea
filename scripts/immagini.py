"""Make the pictures of README and guide again, from the demo as it really runs.

    python scripts/immagini.py EMAIL PASSWORD        (of the demo's officer)

Needs Chromium and pdftoppm. Works on a database of its own.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

RADICE = Path(__file__).resolve().parent.parent
IMMAGINI = RADICE / "docs" / "immagini"
WORD = RADICE / "tests" / "dati" / "programma-alta-valsugana-2026.docx"
DA_GUARDARE = "Distretto family audit Altopiano 2025"
CHI_SCRIVE = "manager.rifugi@example.org"  # with the demo's password, as everybody there
DA_SFOGLIARE, PAGINA = "VALFIORITA/2025", 8
ALTA_VALSUGANA = "Distretto family audit Alta Valsugana"
NUOVO_DISTRETTO = f"""
from distretti.models import Distretto, Ente
Distretto.objects.create(
    ente=Ente.objects.get(codice="PAT"), codice="ALTAVALSUGANA",
    denominazione="{ALTA_VALSUGANA}", tipo="family_audit",
)
"""
CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def manage(*argomenti: str) -> str:
    comando = [sys.executable, "manage.py", *argomenti]
    return subprocess.run(comando, cwd=RADICE, check=True, stdout=subprocess.PIPE, text=True).stdout


def prepara() -> None:
    """The demo's data, and a district that waits for the real programme."""
    manage("migrate", "--verbosity", "0")
    manage("carica_schemi")
    manage("carica_demo")
    manage("shell", "--verbosity", "0", "--command", NUOVO_DISTRETTO)


def servi() -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as prova:
        prova.bind(("127.0.0.1", 0))
        porta = prova.getsockname()[1]
    indirizzo = f"http://127.0.0.1:{porta}"
    comando = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{porta}"]
    server = subprocess.Popen(
        comando, cwd=RADICE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(indirizzo + "/accedi/")
            return server, indirizzo
        except urllib.error.URLError:
            time.sleep(0.2)
    raise SystemExit("Il server non parte.")


def fotografa(pagina: Page, nome: str) -> None:
    pagina.wait_for_load_state("networkidle")
    pagina.screenshot(path=IMMAGINI / f"{nome}.png")


def entra(pagina: Page, indirizzo: str, email: str, parola: str) -> None:
    pagina.goto(indirizzo + "/accedi/")
    pagina.fill("input[name=username]", email)
    pagina.fill("input[name=password]", parola)
    pagina.press("input[name=password]", "Enter")
    pagina.wait_for_url(indirizzo + "/")


def gira(indirizzo: str, email: str, parola: str) -> None:
    with sync_playwright() as attore:
        navigatore = attore.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        pagina = navigatore.new_page(viewport={"width": 1280, "height": 900}, locale="it-IT")
        entra(pagina, indirizzo, email, parola)
        fotografa(pagina, "scrivania")
        pagina.get_by_role("link", name=DA_GUARDARE).first.click()
        fotografa(pagina, "programma")
        pagina.goto(indirizzo + "/importa/")
        pagina.select_option("select[name=distretto]", label=ALTA_VALSUGANA)
        pagina.set_input_files("input[name=file]", WORD)
        pagina.locator("main form button[type=submit]").click()
        pagina.wait_for_url("**/importazioni/**")
        fotografa(pagina, "importazione")
        scrivente = navigatore.new_page(viewport={"width": 1280, "height": 900}, locale="it-IT")
        entra(scrivente, indirizzo, CHI_SCRIVE, parola)
        scrivente.get_by_role("link", name="Programma 2026").first.click()
        scrivente.get_by_role("link", name="Scrivi il programma").click()
        scrivente.get_by_role("link", name="PREMESSA").click()
        fotografa(scrivente, "redazione")
        navigatore.close()


def sfoglia(cartella: Path) -> None:
    pdf = cartella / "programma.pdf"
    manage("esporta_pdf", DA_SFOGLIARE, "--determinazione", "--output", str(pdf))
    pagina = ["-f", str(PAGINA), "-l", str(PAGINA), "-singlefile"]
    subprocess.run(
        ["pdftoppm", "-png", "-r", "80", *pagina, str(pdf), str(IMMAGINI / "pagina-pdf")],
        check=True,
    )


def main(email: str, parola: str) -> None:
    IMMAGINI.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="distretti-immagini-") as nome:
        cartella = Path(nome)
        os.environ["DATABASE_URL"] = f"sqlite:///{cartella / 'demo.sqlite3'}"
        os.environ["MEDIA_ROOT"] = str(cartella / "media")
        os.environ["DEBUG"] = "1"
        prepara()
        sfoglia(cartella)
        server, indirizzo = servi()
        try:
            gira(indirizzo, email, parola)
        finally:
            server.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
