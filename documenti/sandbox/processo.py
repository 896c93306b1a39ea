"""The parent's side: one child process and the conversation with it over two pipes.

A message is two lengths (8 bytes each, big endian), a JSON header and raw bytes.
"""

import contextlib
import json
import os
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from documenti.sandbox.errori import CompitoFallito, Limiti, MemoriaEsaurita, TempoScaduto

LUNGHEZZE = struct.Struct(">QQ")
BLOCCO = 1 << 16
INTESTAZIONE_MASSIMA = 64 * 1024 * 1024
RISPOSTA_MASSIMA = 512 * 1024 * 1024
RADICE = Path(__file__).resolve().parents[2]
# What the child may see of our environment: no secrets, no database address.
AMBIENTE = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "VIRTUAL_ENV")
# What a library writes before it aborts for want of memory.
SEGNI_DI_MEMORIA = (
    *(b"MemoryError", b"bad_alloc", b"failed to allocate", b"out of memory"),
    *(b"Cannot allocate memory", b"creating thread"),
)


class _Fine(Exception):
    """The child closed its end of the pipe."""


class Figlio:
    """A warm child process; used by one thread at a time."""

    def __init__(self) -> None:
        self.compiti = 0
        self.memoria_mib = 0
        # Lives as long as the child, to read why it died.
        self._errori = tempfile.TemporaryFile()  # noqa: SIM115
        self._processo = subprocess.Popen(
            [sys.executable, "-P", "-m", "documenti.sandbox.figlio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errori,
            cwd="/",
            env=_ambiente(),
            close_fds=True,
            start_new_session=True,
            bufsize=0,
        )
        assert self._processo.stdin is not None
        assert self._processo.stdout is not None
        self._scrivi_in = self._processo.stdin.fileno()
        self._leggi_da = self._processo.stdout.fileno()
        os.set_blocking(self._scrivi_in, False)
        os.set_blocking(self._leggi_da, False)

    @property
    def pid(self) -> int:
        return self._processo.pid

    def vivo(self) -> bool:
        return self._processo.poll() is None

    def esegui(
        self, compito: str, argomenti: dict[str, object], dati: bytes, limiti: Limiti
    ) -> bytes:
        self.compiti += 1
        scadenza = time.monotonic() + limiti.secondi
        secondi_cpu = limiti.secondi_cpu or int(limiti.secondi) + 1
        richiesta = json.dumps(
            {
                "compito": compito,
                "argomenti": argomenti,
                "memoria_mib": limiti.memoria_mib,
                "secondi_cpu": secondi_cpu,
            }
        ).encode()
        try:
            self._scrivi(LUNGHEZZE.pack(len(richiesta), len(dati)) + richiesta, scadenza)
            self._scrivi(dati, scadenza)
            lunga, resto = LUNGHEZZE.unpack(self._leggi(LUNGHEZZE.size, scadenza))
            if lunga > INTESTAZIONE_MASSIMA or resto > RISPOSTA_MASSIMA:
                raise _Fine
            esito = json.loads(self._leggi(lunga, scadenza))
            risultato = self._leggi(resto, scadenza)
        except TimeoutError:
            self.uccidi()
            raise TempoScaduto(
                f"L'operazione è stata interrotta dopo {limiti.secondi:g} secondi."
            ) from None
        except (_Fine, OSError, ValueError):
            raise self._morte(limiti) from None
        except BaseException:
            self.uccidi()
            raise
        self.memoria_mib = int(esito["memoria_mib"])
        if esito["esito"] == "fatto":
            return risultato
        if esito["esito"] == "memoria":
            self.uccidi()
            raise _senza_memoria(limiti)
        raise CompitoFallito(
            "L'operazione non è riuscita.", tipo=esito["tipo"], dettaglio=esito["dettaglio"]
        )

    def uccidi(self) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self._processo.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self._processo.wait()
        self.abbandona()

    def abbandona(self) -> None:
        """Close our ends of the pipes, without a word to the process."""
        for canale in (self._processo.stdin, self._processo.stdout, self._errori):
            with contextlib.suppress(OSError):
                canale.close()  # type: ignore[union-attr]
        if self._processo.returncode is None:
            self._processo.returncode = 0  # not ours to wait for any more

    def _morte(self, limiti: Limiti) -> CompitoFallito | MemoriaEsaurita | TempoScaduto:
        """The child is gone (or talks nonsense): say why, and clean up."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._processo.wait(1)
        codice = self._processo.poll()
        ultime = self._ultime_parole()
        self.uccidi()
        if codice == -signal.SIGXCPU:
            return TempoScaduto("L'operazione ha richiesto troppo tempo di calcolo.")
        if any(segno in ultime for segno in SEGNI_DI_MEMORIA):
            return _senza_memoria(limiti)
        return CompitoFallito(
            "L'operazione si è interrotta.",
            dettaglio=f"codice {codice}: {ultime.decode(errors='replace')[-500:]}",
        )

    def _ultime_parole(self) -> bytes:
        try:
            fine = self._errori.seek(0, os.SEEK_END)
            self._errori.seek(max(0, fine - 4000))
            return self._errori.read()
        except (OSError, ValueError):
            return b""

    def _scrivi(self, dati: bytes, scadenza: float) -> None:
        attesa = select.poll()
        attesa.register(self._scrivi_in, select.POLLOUT)
        vista = memoryview(dati)
        while vista:
            _aspetta(attesa, scadenza)
            with contextlib.suppress(BlockingIOError):
                vista = vista[os.write(self._scrivi_in, vista[:BLOCCO]) :]

    def _leggi(self, quanti: int, scadenza: float) -> bytes:
        attesa = select.poll()
        attesa.register(self._leggi_da, select.POLLIN)
        pezzi = bytearray()
        while len(pezzi) < quanti:
            _aspetta(attesa, scadenza)
            with contextlib.suppress(BlockingIOError):
                pezzo = os.read(self._leggi_da, min(BLOCCO, quanti - len(pezzi)))
                if not pezzo:
                    raise _Fine
                pezzi += pezzo
        return bytes(pezzi)


def _aspetta(attesa: select.poll, scadenza: float) -> None:
    resta = scadenza - time.monotonic()
    if resta <= 0 or not attesa.poll(max(1, int(resta * 1000))):
        raise TimeoutError


def _senza_memoria(limiti: Limiti) -> MemoriaEsaurita:
    return MemoriaEsaurita(f"L'operazione richiede più di {limiti.memoria_mib} MB di memoria.")


def _ambiente() -> dict[str, str]:
    ambiente = {nome: os.environ[nome] for nome in AMBIENTE if nome in os.environ}
    return {
        **ambiente,
        "PYTHONPATH": str(RADICE),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "MALLOC_ARENA_MAX": "1",
    }
