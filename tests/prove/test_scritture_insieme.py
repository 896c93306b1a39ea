"""Eight people write the same fields at once, over HTTP, against real server processes.

Each editor adds a mark of its own to the text that it saw. A save that was acknowledged must stand
in the final text; one that was not must have been told of the conflict. The negative control writes
with a gettone read at the last moment, as a page without guard would: it loses most.
"""

import contextlib
import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psycopg2
import pytest
from django.conf import settings

RADICE = Path(__file__).resolve().parents[2]
EDITORI = 8
SALVATAGGI = 2_000 if os.environ.get("PROVE") == "intere" else 200
TENTATIVI = 40
CAMPI = ("descrizione", "obiettivo_generale", "obiettivo_specifico", "altre_testo")

pytestmark = [pytest.mark.prova]

SESSIONI = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
from distretti.models import Utente
from azioni.models import Azione
for email in ("manager.rifugi@example.org",) * %d:
    utente = Utente.objects.get(email=email)
    sessione = SessionStore()
    sessione[SESSION_KEY] = str(utente.pk)
    sessione[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    sessione[HASH_SESSION_KEY] = utente.get_session_auth_hash()
    sessione.create()
    print("sessione", sessione.session_key)
azione = Azione.objects.filter(programma__stato="bozza", tipo="progettualita").first()
print("azione", azione.programma_id, azione.pk)
"""


CONTA = """
from programmi.models import Modifica
print(Modifica.objects.filter(modello="azione", oggetto=%d, campo__in=%r).count())
"""


@dataclass
class Officina:
    """A running product: its address, the editors' sessions, the action they write."""

    porta: int
    sessioni: list[str]
    programma: int
    azione: int

    comando: Callable[..., str]

    def modifiche(self) -> int:
        """Rows of history of the action's fields."""
        return int(self.comando("shell", "-v0", "-c", CONTA % (self.azione, CAMPI)).split()[-1])

    @property
    def pagina(self) -> str:
        return f"/programmi/{self.programma}/redazione/azioni/{self.azione}/"


@dataclass
class Editore:
    """One browser: what it saw of each field, what was acknowledged, what was refused."""

    officina: Officina
    nome: str
    sessione: str
    visti: dict[str, tuple[str, str]] = field(default_factory=dict)
    accolti: list[tuple[str, str]] = field(default_factory=list)
    conflitti: int = 0
    errori: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.filo = http.client.HTTPConnection("127.0.0.1", self.officina.porta, timeout=60)
        self.csrf = secrets.token_hex(16)

    def chiedi(self, metodo: str, corpo: str = "") -> tuple[int, str]:
        try:
            return self._chiedi(metodo, corpo)
        except (ConnectionError, http.client.RemoteDisconnected):
            self.filo.close()  # the server had closed an idle connection: as a browser, again
            return self._chiedi(metodo, corpo)

    def _chiedi(self, metodo: str, corpo: str) -> tuple[int, str]:
        self.filo.request(
            metodo,
            self.officina.pagina,
            corpo or None,
            {
                "Cookie": f"sessionid={self.sessione}; csrftoken={self.csrf}",
                "X-CSRFToken": self.csrf,
                "X-Richiesta": "salva",
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        risposta = self.filo.getresponse()
        return risposta.status, risposta.read().decode()

    def guarda(self) -> None:
        _, pagina = self.chiedi("GET")
        for campo in CAMPI:
            nome = f"azione-{self.officina.azione}-{campo}"
            visto = re.search(f'name="{nome}-visto" value="([0-9a-f]+)"', pagina)
            testo = re.search(f'<textarea[^>]* name="{nome}"[^>]*>\n([^<]*)</textarea>', pagina)
            assert visto, pagina[:2000]
            assert testo
            self.visti[campo] = (visto[1], testo[1])

    def scrivi(self, campo: str, segno: str, *, senza_guardia: bool) -> bool:
        """Whether the save was acknowledged."""
        visto, testo = self.visti[campo]
        if senza_guardia:
            altro = Editore(self.officina, "lettura", self.sessione)
            altro.guarda()
            altro.filo.close()
            visto = altro.visti[campo][0]
        nome = f"azione-{self.officina.azione}-{campo}"
        nuovo = f"{testo} {segno}".strip()
        stato, corpo = self.chiedi("POST", urlencode({nome: nuovo, f"{nome}-visto": visto}))
        if stato == 200:
            self.accolti.append((campo, segno))
            self.visti[campo] = (json.loads(corpo)["campi"][nome]["visto"], nuovo)
            return True
        if stato == 409:
            self.conflitti += 1
            conflitto = json.loads(corpo)["conflitti"][nome]
            self.visti[campo] = (conflitto["visto"], conflitto["attuale"])
        else:
            self.errori.append(f"{stato}: {corpo[:200]}")
        return False


def _porta_libera() -> int:
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        return int(presa.getsockname()[1])


@pytest.fixture
def indirizzo_database(tmp_path: Path) -> Iterator[str]:
    """A database of its own, of the kind that the tests use."""
    base = settings.DATABASES["default"]
    if "sqlite" in base["ENGINE"]:
        yield f"sqlite:///{tmp_path}/prova.sqlite3"
        return
    nome = f"prova_{secrets.token_hex(6)}"
    dati = {
        "host": base["HOST"],
        "port": base["PORT"] or 5432,
        "user": base["USER"],
        "password": base["PASSWORD"],
    }
    server = psycopg2.connect(dbname="postgres", **dati)
    server.autocommit = True
    server.cursor().execute(f'CREATE DATABASE "{nome}"')
    accesso = f"{dati['user']}:{dati['password']}@" if dati["password"] else f"{dati['user']}@"
    yield f"postgres://{accesso}{dati['host']}:{dati['port']}/{nome}"
    server.cursor().execute(f'DROP DATABASE "{nome}" WITH (FORCE)')
    server.close()


@pytest.fixture
def officina(indirizzo_database: str, tmp_path: Path) -> Iterator[Officina]:
    ambiente = {
        **os.environ,
        "DATABASE_URL": indirizzo_database,
        "DEBUG": "1",
        "SECRET_KEY": "prova",
        "MEDIA_ROOT": str(tmp_path / "media"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }

    def comando(*parole: str) -> str:
        fatto = subprocess.run(
            [sys.executable, "manage.py", *parole],
            cwd=RADICE, env=ambiente, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert fatto.returncode == 0, fatto.stderr
        return fatto.stdout

    comando("migrate", "-v0")
    comando("carica_demo")
    righe = [riga.split() for riga in comando("shell", "-c", SESSIONI % EDITORI).splitlines()]
    sessioni = [r[1] for r in righe if r and r[0] == "sessione"]
    azione = next(r for r in righe if r and r[0] == "azione")
    porta = _porta_libera()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers", "2", "--threads", "4",
         "--keep-alive", "75",
         "--bind", f"127.0.0.1:{porta}", "--log-level", "warning"],
        cwd=RADICE, env=ambiente, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _aspetta(porta)
        yield Officina(porta, sessioni, int(azione[1]), int(azione[2]), comando)
    finally:
        server.terminate()
        server.wait(timeout=30)


def _aspetta(porta: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", porta), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("il server non è partito")


def _scrivono(officina: Officina, quanti: int, *, senza_guardia: bool) -> list[Editore]:
    editori = [Editore(officina, f"e{n}", s) for n, s in enumerate(officina.sessioni)]

    def lavora(editore: Editore) -> None:
        with contextlib.closing(editore.filo):
            editore.guarda()
            for n in range(quanti // EDITORI):
                campo, segno = CAMPI[n % len(CAMPI)], f"{editore.nome}.{n}"
                for _ in range(TENTATIVI):  # after a conflict, on the text that it showed
                    if editore.scrivi(campo, segno, senza_guardia=senza_guardia):
                        break

    fili = [threading.Thread(target=lavora, args=(editore,)) for editore in editori]
    for filo in fili:
        filo.start()
    for filo in fili:
        filo.join()
    return editori


def _perduti(officina: Officina, editori: list[Editore]) -> list[tuple[str, str]]:
    """Acknowledged marks that the final texts do not hold."""
    ultimo = Editore(officina, "ultimo", officina.sessioni[0])
    ultimo.guarda()
    ultimo.filo.close()
    finali = {campo: set(testo.split()) for campo, (_, testo) in ultimo.visti.items()}
    return [
        (campo, segno) for e in editori for campo, segno in e.accolti if segno not in finali[campo]
    ]


def test_nessun_salvataggio_accolto_va_perduto(officina: Officina) -> None:
    editori = _scrivono(officina, SALVATAGGI, senza_guardia=False)
    assert [e.errori for e in editori if e.errori] == []
    assert _perduti(officina, editori) == []
    accolti = sum(len(e.accolti) for e in editori)
    conflitti = sum(e.conflitti for e in editori)
    print(f"{accolti} salvataggi accolti, {conflitti} conflitti")
    assert accolti == SALVATAGGI
    assert conflitti > 0
    assert officina.modifiche() == accolti  # each acknowledged save is one row of history


def test_controllo_negativo_senza_guardia_se_ne_perdono(officina: Officina) -> None:
    editori = _scrivono(officina, SALVATAGGI // 4, senza_guardia=True)
    accolti = sum(len(e.accolti) for e in editori)
    perduti = len(_perduti(officina, editori))
    print(f"senza guardia: {perduti} perduti su {accolti} accolti")
    assert perduti >= accolti // 2
