"""`make bench`: our PDF beside LibreOffice and Chromium, on the same real programme, in one run.

Rounds alternate the tools, so that what else the machine does weighs on all of them; every
figure is a median. Cold is a new process each time, warm is a process that has already made
one. Works on a database and in folders of its own, removed at the end.
"""

import argparse
import contextlib
import copy
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

RADICE = Path(__file__).resolve().parent.parent
WORD = RADICE / "tests" / "dati" / "programma-alta-valsugana-2026.docx"
VOLTE = 10
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Misura:
    """What one tool took for one content: seconds of each round, memory, pages."""

    freddo: list[float] = field(default_factory=list)
    caldo: list[float] = field(default_factory=list)
    memoria_mib: float = 0
    pagine: int = 0


# --- running and measuring ------------------------------------------------------------------


def esegui(comando: list[str]) -> float:
    """Seconds of a command, which must succeed."""
    inizio = time.perf_counter()
    esito = subprocess.run(
        comando, cwd=RADICE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    if esito.returncode:
        raise SystemExit(f"Non riuscito ({esito.returncode}): {' '.join(comando)}")
    return time.perf_counter() - inizio


def picco_di_memoria(comando: list[str]) -> float:
    """MiB of a command with everything it starts, shared pages counted once, at their most."""
    processo = subprocess.Popen(
        comando, cwd=RADICE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    picco = 0
    while processo.poll() is None:
        picco = max(picco, sum(kib_propri(pid) for pid in discendenti(processo.pid)))
        time.sleep(0.02)
    return picco / 1024


def discendenti(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for filo in Path(f"/proc/{pid}/task").iterdir():
            for figlio in (filo / "children").read_text().split():
                yield from discendenti(int(figlio))


def kib_propri(pid: int) -> int:
    with contextlib.suppress(OSError):
        for riga in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if riga.startswith("Pss:"):
                return int(riga.split()[1])
    return 0


def cronometra(lavoro: Callable[[], Any]) -> float:
    inizio = time.perf_counter()
    lavoro()
    return time.perf_counter() - inizio


def pagine(percorso: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(percorso).pages)


def programma_presente(*nomi: str) -> str | None:
    return next((trovato for nome in nomi if (trovato := shutil.which(nome))), None)


# --- ours -----------------------------------------------------------------------------------


def prepara_django(cartella: Path) -> None:
    os.environ["DATABASE_URL"] = f"sqlite:///{cartella / 'bench.sqlite3'}"
    os.environ["MEDIA_ROOT"] = str(cartella / "media")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    sys.path.insert(0, str(RADICE))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("carica_schemi", stdout=StringIO())


def importa(codice: str) -> int:
    """Import the real Word file as the programme of a new district; its id."""
    from django.core.management import call_command

    uscita = StringIO()
    argomenti = ["--distretto", codice, "--anno", "2026", "--crea", "--json"]
    call_command("importa_programma", str(WORD), *argomenti, stdout=uscita)
    programma: int = json.loads(uscita.getvalue())["programma"]
    return programma


def snapshot_vero() -> dict[str, Any]:
    from istruttoria.snapshot import componi_snapshot
    from programmi.models import Programma

    return componi_snapshot(Programma.objects.get(pk=importa("BENCH-0")))


def moltiplica(snapshot: dict[str, Any], volte: int) -> dict[str, Any]:
    """The same programme with every text, action and member repeated."""
    grande = copy.deepcopy(snapshot)
    for parte in (*grande["voci"], *grande["sezioni"]):
        parte["html"] = parte["html"] * volte
    for nome in ("azioni", "aderenti"):
        contati: dict[str, int] = {}
        ripetuti = []
        for _ in range(volte):
            for elemento in snapshot[nome]:
                tipo = elemento.get("tipo", "")
                contati[tipo] = contati.get(tipo, 0) + 1
                ripetuti.append({**elemento, "numero": contati[tipo]})
        grande[nome] = ripetuti
    return grande


def freddo(snapshot: Path, uscita: Path) -> None:
    """What `esegui` runs in a new interpreter: a snapshot file in, a PDF file out."""
    sys.path.insert(0, str(RADICE))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from documenti.pdf import componi

    uscita.write_bytes(componi(json.loads(snapshot.read_bytes())))


def misura_nostro(misura: Misura, contenuto: dict[str, Any], cartella: Path) -> None:
    from documenti.pdf import componi

    snapshot, uscita = cartella / "snapshot.json", cartella / "nostro.pdf"
    snapshot.write_text(json.dumps(contenuto))
    comando = [sys.executable, __file__, "--freddo", str(snapshot), str(uscita)]
    misura.memoria_mib = misura.memoria_mib or picco_di_memoria(comando)
    misura.freddo.append(esegui(comando))
    misura.pagine = pagine(uscita)
    componi(contenuto)
    misura.caldo.append(cronometra(lambda: componi(contenuto)))


# --- the others -----------------------------------------------------------------------------


def word_moltiplicato(volte: int) -> bytes:
    """The Word file with its body repeated."""
    from lxml import etree

    uscita = BytesIO()
    with zipfile.ZipFile(WORD) as dentro, zipfile.ZipFile(uscita, "w") as fuori:
        for voce in dentro.infolist():
            dati = dentro.read(voce)
            if voce.filename == "word/document.xml":
                albero = etree.fromstring(dati)
                corpo = albero[0]
                *blocchi, sezione = list(corpo)
                for _ in range(volte - 1):
                    for blocco in blocchi:
                        sezione.addprevious(copy.deepcopy(blocco))
                dati = etree.tostring(albero, xml_declaration=True, encoding="UTF-8")
            fuori.writestr(voce, dati)
    return uscita.getvalue()


def misura_libreoffice(soffice: str, misura: Misura, word: bytes, cartella: Path) -> None:
    """Cold: one file. Warm: from the second on, of several files given to one process."""
    profilo = cartella / "profilo"
    comando = [soffice, f"-env:UserInstallation={profilo.as_uri()}", "--headless"]
    comando += ["--convert-to", "pdf", "--outdir", str(cartella / "libreoffice")]
    copie = [cartella / f"programma-{n}.docx" for n in range(4)]
    for copia in copie:
        copia.write_bytes(word)
    if not profilo.exists():
        esegui([*comando, str(copie[0])])
    misura.memoria_mib = misura.memoria_mib or picco_di_memoria([*comando, str(copie[0])])
    misura.freddo.append(esegui([*comando, str(copie[0])]))
    esegui([*comando, *map(str, copie)])
    fatti = [cartella / "libreoffice" / copia.with_suffix(".pdf").name for copia in copie]
    istanti = [fatto.stat().st_mtime for fatto in fatti]
    misura.caldo += [dopo - prima for prima, dopo in itertools.pairwise(istanti)]
    misura.pagine = pagine(fatti[0])


def misura_chromium(chromium: str, misura: Misura, html: str, cartella: Path) -> None:
    from playwright.sync_api import sync_playwright

    pagina, uscita = cartella / "programma.html", cartella / "chromium.pdf"
    pagina.write_text(html, encoding="utf-8")
    comando = [chromium, *CHROMIUM, f"--user-data-dir={cartella / 'chromium'}"]
    comando += ["--no-pdf-header-footer", f"--print-to-pdf={uscita}", pagina.as_uri()]
    misura.memoria_mib = misura.memoria_mib or picco_di_memoria(comando)
    misura.freddo.append(esegui(comando))
    misura.pagine = pagine(uscita)
    with sync_playwright() as attore:
        navigatore = attore.chromium.launch(executable_path=chromium, args=CHROMIUM)

        def stampa() -> None:
            scheda = navigatore.new_page()
            scheda.goto(pagina.as_uri())
            scheda.pdf(prefer_css_page_size=True, tagged=True, outline=True)
            scheda.close()

        stampa()
        misura.caldo += [cronometra(stampa) for _ in range(3)]
        navigatore.close()


# --- the run and its table ------------------------------------------------------------------


def confronta(contenuto: dict[str, Any], volte: int, giri: int, cartella: Path) -> dict[str, Any]:
    """Measures by tool; None for a tool that this machine does not have."""
    from documenti.pdf import html

    cartella.mkdir()
    soffice, chromium = programma_presente("soffice"), programma_presente("chromium")
    misure: dict[str, Misura | None] = {
        "nostro": Misura(),
        "LibreOffice": Misura() if soffice else None,
        "Chromium": Misura() if chromium else None,
    }
    word = WORD.read_bytes() if volte == 1 else word_moltiplicato(volte)
    pagina = html(contenuto)
    for giro in range(giri):
        segnala(f"{volte}× il contenuto, giro {giro + 1} di {giri}")
        misura_nostro(misure["nostro"], contenuto, cartella)
        if soffice:
            misura_libreoffice(soffice, misure["LibreOffice"], word, cartella)
        if chromium:
            misura_chromium(chromium, misure["Chromium"], pagina, cartella)
    return misure


def misura_importazione(giri: int) -> dict[str, float]:
    """Import of the real Word file: the whole command, and its reading alone, both warm."""
    from istruttoria.importazione import leggi_file

    contenuto = WORD.read_bytes()
    letture = [cronometra(lambda: leggi_file(contenuto, nome=WORD.name)) for _ in range(giri)]
    interi = [cronometra(lambda n=n: importa(f"BENCH-{n}")) for n in range(1, giri + 1)]
    return {"lettura": statistics.median(letture), "intera": statistics.median(interi)}


def segnala(testo: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{testo}", end="", file=sys.stderr, flush=True)


def stampa_tabella(volte: int, misure: dict[str, Misura | None]) -> None:
    print(f"\nPDF del programma vero, {volte}× il contenuto")
    titoli = (
        "",
        "pagine",
        "a freddo",
        "a caldo",
        "il più veloce",
        "a pagina",
        "memoria",
        "rapporto",
    )
    righe = [titoli]
    nostro = statistics.median(misure["nostro"].caldo)
    for nome, misura in misure.items():
        if misura is None:
            righe.append((nome, "assente", *[""] * 6))
            continue
        caldo = statistics.median(misura.caldo)
        righe.append(
            (
                nome,
                str(misura.pagine),
                f"{statistics.median(misura.freddo):.2f} s",
                f"{caldo:.2f} s",
                f"{min(misura.caldo):.2f} s",
                f"{1000 * caldo / misura.pagine:.0f} ms",
                f"{misura.memoria_mib:.0f} MiB",
                f"{nostro / caldo:.2f}",
            )
        )
    for riga in righe:
        print(f"  {riga[0]:<12}" + "".join(f"{cella:>15}" for cella in riga[1:]))


def stampa_mete(
    uno: dict[str, Misura | None], dieci: dict[str, Misura | None], importazione: dict[str, float]
) -> None:
    def riga(che_cosa: str, valore: float, meta: float, unita: str) -> None:
        esito = "sì" if valore <= meta else "NO"
        print(f"  {che_cosa:<58}{valore:6.2f}{unita}  (meta {meta:g}{unita}): {esito}")

    print("\nMete")
    nostro = uno["nostro"]
    if uno["LibreOffice"] is None:
        print("  LibreOffice assente: nessun confronto")
    else:
        caldo, altro = statistics.median(nostro.caldo), uno["LibreOffice"]
        riga(
            "a caldo, rispetto al LibreOffice più veloce, un file",
            caldo / min(altro.freddo),
            0.75,
            "×",
        )
        riga("  … e al più veloce di più file in un processo", caldo / min(altro.caldo), 0.75, "×")
    a_pagina = [statistics.median(m["nostro"].caldo) / m["nostro"].pagine for m in (uno, dieci)]
    riga(f"tempo a pagina a {VOLTE}×, rispetto a 1×", a_pagina[1] / a_pagina[0], 1.3, "×")
    riga("importazione del file Word", importazione["intera"], 1, " s")
    print(f"  (di cui lettura del file: {importazione['lettura']:.2f} s)")


def main() -> None:
    opzioni = argparse.ArgumentParser(description=__doc__)
    opzioni.add_argument("--giri", type=int, default=5, help="rounds of each measure")
    opzioni.add_argument("--freddo", nargs=2, type=Path, help=argparse.SUPPRESS)
    scelte = opzioni.parse_args()
    if scelte.freddo:
        freddo(*scelte.freddo)
        return
    with tempfile.TemporaryDirectory(prefix="distretti-bench-") as nome:
        cartella = Path(nome)
        prepara_django(cartella)
        vero = snapshot_vero()
        uno = confronta(vero, 1, scelte.giri, cartella / "uno")
        grande = moltiplica(vero, VOLTE)
        dieci = confronta(grande, VOLTE, max(2, scelte.giri // 2), cartella / "dieci")
        importazione = misura_importazione(scelte.giri)
        segnala("")
    stampa_tabella(1, uno)
    stampa_tabella(VOLTE, dieci)
    print("\n  A freddo: processo nuovo. A caldo: processo che ne ha già fatto uno. Mediane.")
    print("  Memoria: il picco di tutti i processi avviati, a freddo. Rapporto: il nostro tempo a")
    print("  caldo diviso quello della riga. LibreOffice converte il file Word, Chromium stampa")
    print("  lo stesso HTML da cui nasce il nostro PDF.")
    stampa_mete(uno, dieci, importazione)


if __name__ == "__main__":
    main()
