"""Issued files, stored once under their SHA-256."""

import hashlib
from pathlib import Path

import pytest

from istruttoria import archivio


@pytest.fixture(autouse=True)
def cartella(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def test_si_rilegge_cio_che_si_archivia() -> None:
    fatto = archivio.archivia(b"contenuto")
    assert fatto.sha256 == hashlib.sha256(b"contenuto").hexdigest()
    assert fatto.dimensione == 9
    assert archivio.leggi(fatto.nome, fatto.sha256) == b"contenuto"


def test_lo_stesso_contenuto_si_archivia_una_volta(cartella: Path) -> None:
    assert archivio.archivia(b"uguale") == archivio.archivia(b"uguale")
    assert len([p for p in cartella.rglob("*") if p.is_file()]) == 1


def test_un_file_alterato_non_si_consegna(cartella: Path) -> None:
    fatto = archivio.archivia(b"originale")
    (cartella / fatto.nome).write_bytes(b"0riginale")
    with pytest.raises(archivio.FileAlterato, match="impronta"):
        archivio.leggi(fatto.nome, fatto.sha256)


def test_un_file_alterato_si_rifa_quando_si_emette_di_nuovo(cartella: Path) -> None:
    fatto = archivio.archivia(b"originale")
    (cartella / fatto.nome).write_bytes(b"")
    archivio.archivia(b"originale")
    assert archivio.leggi(fatto.nome, fatto.sha256) == b"originale"


def test_un_file_che_manca_lo_si_dice() -> None:
    with pytest.raises(archivio.FileAlterato, match="non si trova"):
        archivio.leggi("documenti/aa/aa.pdf", "aa")


def test_una_scrittura_interrotta_non_lascia_nulla(
    cartella: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrotta(fd: int) -> None:
        raise OSError("disco pieno")

    monkeypatch.setattr("istruttoria.archivio.os.fsync", interrotta)
    with pytest.raises(OSError, match="disco pieno"):
        archivio.archivia(b"mai scritto")
    assert not [p for p in cartella.rglob("*") if p.is_file()]
