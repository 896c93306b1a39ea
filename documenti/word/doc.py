"""Old binary .doc files: LibreOffice, when it is installed, makes a .docx of them."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from documenti.word.errors import FileNonLeggibile
from documenti.word.gate import MAX_FILE, SALVA_COME

TEMPO_MASSIMO = 60
_PROFILO = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def converti(contenuto: bytes) -> bytes:
    """The .docx that LibreOffice makes of a .doc, in a profile of its own and within a time."""
    programma = shutil.which("soffice") or shutil.which("libreoffice")
    if programma is None:
        raise FileNonLeggibile(
            f"Il file è nel vecchio formato .doc, che qui non si può aprire. {SALVA_COME}"
        )
    with tempfile.TemporaryDirectory(prefix="programma-") as cartella:
        base = Path(cartella)
        utente = base / "profilo" / "user"
        utente.mkdir(parents=True)
        (utente / "registrymodifications.xcu").write_text(_PROFILO, encoding="utf-8")
        (base / "file.doc").write_bytes(contenuto)
        _esegui(
            [
                programma,
                f"-env:UserInstallation={(base / 'profilo').as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(base / "esito"),
                str(base / "file.doc"),
            ],
            base,
        )
        prodotto = base / "esito" / "file.docx"
        if not prodotto.is_file() or prodotto.stat().st_size > MAX_FILE:
            raise _non_convertito()
        return prodotto.read_bytes()


def _esegui(comando: list[str], cartella: Path) -> None:
    ambiente = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL")}
    processo = subprocess.Popen(
        comando,
        cwd=cartella,
        env={**ambiente, "HOME": str(cartella)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        processo.wait(TEMPO_MASSIMO)
    except subprocess.TimeoutExpired as errore:
        raise FileNonLeggibile(
            f"Il file .doc è troppo grande o troppo complesso per essere aperto. {SALVA_COME}"
        ) from errore
    finally:
        if processo.poll() is None:
            os.killpg(processo.pid, 9)
            processo.wait()


def _non_convertito() -> FileNonLeggibile:
    return FileNonLeggibile(
        f"Il file .doc è danneggiato o protetto e non si riesce ad aprire. {SALVA_COME}"
    )
