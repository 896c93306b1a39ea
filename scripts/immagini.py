"""Make the pictures of README and guide again, from the demo as it really runs.

Needs Chromium and pdftoppm. Works on a database of its own: the real 2026 programme is imported
into the demo data and taken to its page and its PDF.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

RADICE = Path(__file__).resolve().parent.parent
IMMAGINI = RADICE / "docs" / "immagini"
WORD = RADICE / "tests" / "dati" / "programma-alta-valsugana-2026.docx"
PAGINA_DEL_PDF = 6
CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def manage(*argomenti: str) -> str:
    comando = [sys.executable, "manage.py", *argomenti]
    return subprocess.run(comando, cwd=RADICE, check=True, stdout=subprocess.PIPE, text=True).stdout


def prepara() -> int:
    """The demo's data and the real programme beside them; the programme's id."""
    manage("migrate", "--verbosity", "0")
    manage("carica_schemi")
    manage("carica_demo")
    opzioni = ["--distretto", "ALTAVALSUGANA", "--anno", "2026", "--crea", "--json"]
    return int(json.loads(manage("importa_programma", str(WORD), *opzioni))["programma"])


def servi() -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as prova:
        prova.bind(("127.0.0.1", 0))
        porta = prova.getsockname()[1]
    indirizzo = f"http://127.0.0.1:{porta}"
    comando = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{porta}"]
    server = subprocess.Popen(comando, cwd=RADICE, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            urllib.request.urlopen(indirizzo + "/accedi/")
            return server, indirizzo
        except urllib.error.URLError:
            time.sleep(0.2)
    raise SystemExit("Il server non parte.")


def fotografa(pagina: Page, nome: str, **ritaglio: Any) -> None:
    pagina.wait_for_load_state("networkidle")
    pagina.screenshot(path=IMMAGINI / f"{nome}.png", **ritaglio)


def gira(indirizzo: str, programma: int, email: str, parola: str) -> None:
    with sync_playwright() as attore:
        navigatore = attore.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        pagina = navigatore.new_page(viewport={"width": 1280, "height": 860}, locale="it-IT")
        pagina.goto(indirizzo + "/accedi/")
        pagina.fill("input[name=username]", email)
        pagina.fill("input[name=password]", parola)
        pagina.press("input[name=password]", "Enter")
        pagina.wait_for_url(indirizzo + "/")
        fotografa(pagina, "scrivania")
        pagina.goto(f"{indirizzo}/programmi/{programma}/")
        fotografa(pagina, "programma")
        navigatore.close()


def sfoglia(programma: int, cartella: Path) -> None:
    pdf = cartella / "programma.pdf"
    manage("esporta_pdf", str(programma), "--output", str(pdf))
    pagina = ["-f", str(PAGINA_DEL_PDF), "-l", str(PAGINA_DEL_PDF), "-singlefile"]
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
        programma = prepara()
        sfoglia(programma, cartella)
        server, indirizzo = servi()
        try:
            gira(indirizzo, programma, email, parola)
        finally:
            server.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
