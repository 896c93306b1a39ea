"""An issued file, and signed copies of it handed over: what the tests on them share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from distretti.models import Utente
from istruttoria import archivio
from istruttoria.models import CopiaFirmata, Documento
from istruttoria.services import FileRicevuto, carica_copia, decidi_copia
from programmi.models import Programma
from tests.documenti import firma_di_prova as prova
from tests.documenti.firma_di_prova import pades, pdf

Porta = Callable[[str], Programma]
EMESSO = pdf()


def emetti(
    programma: Programma, file_emesso: bytes, tipo: str = "atto", **versione: str
) -> Documento:
    dati = {"contenuto": "{}", "sha256": "0" * 64, "motivo": "Approvato", **versione}
    fissata = programma.versioni.create(numero=programma.versioni.count() + 1, **dati)
    file = archivio.archivia(file_emesso)
    return fissata.documenti.create(
        tipo=tipo, file=file.nome, sha256=file.sha256, dimensione=file.dimensione
    )


@pytest.fixture
def documento(nello_stato: Porta) -> Documento:
    return emetti(nello_stato("approvato"), EMESSO)


@pytest.fixture(autouse=True)
def elenco(tmp_path: Path, settings: Any) -> Path:
    """A list of one trusted authority."""
    cartella = tmp_path / "autorita"
    cartella.mkdir()
    radice = prova.autorita().certificato
    (cartella / "prova.pem").write_bytes(radice.public_bytes(Encoding.PEM))
    settings.FIRME_AUTORITA = str(cartella)
    return cartella


def carica(documento: Documento, attore: Utente, contenuto: bytes) -> CopiaFirmata:
    file = FileRicevuto("atto firmato.pdf", contenuto)
    return carica_copia(documento=documento, attore=attore, file=file)


@pytest.fixture
def riscritta(documento: Documento, funzionario: Utente) -> CopiaFirmata:
    return carica(documento, funzionario, pades(prova.riscritto(EMESSO)))


@pytest.fixture
def con_copie(documento: Documento, dirigente: Utente) -> list[CopiaFirmata]:
    """An accepted copy, and a rewritten one that a person accepted."""
    buona = carica(documento, dirigente, pades(EMESSO, prova.dirigente(codice_nel_nome=True)))
    altra = carica(documento, dirigente, pades(prova.riscritto(EMESSO)))
    decidi_copia(copia=altra, attore=dirigente, accolta=True, motivo="Sono uguali.")
    return [buona, altra]
