"""``esporta_pdf`` and the resolver of its argument."""

import hashlib
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from istruttoria.queries import ProgrammaNonTrovato, trova_programma
from istruttoria.services import esegui
from programmi.models import Programma


def esporta(programma: str, output: Path, *opzioni: str) -> str:
    uscita = StringIO()
    call_command("esporta_pdf", programma, "--output", str(output), *opzioni, stdout=uscita)
    return uscita.getvalue()


def test_scrive_il_pdf_e_dice_byte_e_impronta(in_istruttoria: Programma, tmp_path: Path) -> None:
    output = tmp_path / "programma.pdf"
    detto = esporta("FA-AV/2026", output)
    contenuto = output.read_bytes()
    assert contenuto == b"%PDF in_istruttoria False True 1"
    assert detto.strip() == (
        f"{output}: {len(contenuto)} byte, SHA-256 {hashlib.sha256(contenuto).hexdigest()}"
    )


def test_con_la_determinazione(in_istruttoria: Programma, tmp_path: Path) -> None:
    esporta(str(in_istruttoria.pk), tmp_path / "atto.pdf", "--determinazione")
    assert (tmp_path / "atto.pdf").read_bytes() == b"%PDF in_istruttoria True True 1"


def test_di_un_approvato_scrive_il_documento_emesso(
    in_istruttoria: Programma, dirigente: Any, tmp_path: Path, pdf_finto: list[Any]
) -> None:
    dati = {"determinazione_numero": "5663", "determinazione_data": "2026-05-28"}
    esegui("approva", programma=in_istruttoria, attore=dirigente, dati=dati)
    esporta("FA-AV/2026", tmp_path / "atto.pdf", "--determinazione")
    assert (tmp_path / "atto.pdf").read_bytes() == b"%PDF approvato True False 1"
    assert len(pdf_finto) == 1


def test_un_file_che_c_era_si_sostituisce_intero(in_istruttoria: Programma, tmp_path: Path) -> None:
    output = tmp_path / "programma.pdf"
    output.write_bytes(b"x" * 10_000)
    esporta("FA-AV/2026", output)
    assert output.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [output]


@pytest.mark.parametrize("dove", ["manca/programma.pdf", "."])
def test_dove_non_si_puo_scrivere_lo_dice(
    dove: str, in_istruttoria: Programma, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=r"non esiste|Non si può scrivere"):
        esporta("FA-AV/2026", tmp_path / dove)


def test_un_pdf_che_non_si_produce_non_lascia_file(
    in_istruttoria: Programma, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from documenti.pdf import PdfNonProducibile

    def componi(*args: Any, **opzioni: Any) -> bytes:
        raise PdfNonProducibile("Il PDF richiede troppa memoria.")

    monkeypatch.setattr("istruttoria.services.documenti.componi", componi)
    with pytest.raises(CommandError, match="troppa memoria"):
        esporta("FA-AV/2026", tmp_path / "programma.pdf")
    assert not list(tmp_path.iterdir())


def test_il_pdf_vero_di_un_atto(
    in_istruttoria: Programma, dirigente: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf import PdfReader

    from documenti import sandbox
    from documenti.pdf import componi

    monkeypatch.setattr("istruttoria.services.documenti.componi", componi)
    dati = {"determinazione_numero": "5663", "determinazione_data": "2026-05-28"}
    esegui("approva", programma=in_istruttoria, attore=dirigente, dati=dati)
    esporta("FA-AV/2026", tmp_path / "atto.pdf", "--determinazione")
    sandbox.chiudi()  # the next rendering happens in another process
    versione = json.loads(in_istruttoria.versioni.get().contenuto)
    assert componi(versione, determinazione=True) == (tmp_path / "atto.pdf").read_bytes()
    testo = " ".join(p.extract_text() for p in PdfReader(tmp_path / "atto.pdf").pages)
    testo = " ".join(testo.split())
    assert "DETERMINAZIONE DEL DIRIGENTE N. 5663 DI DATA 28 MAGGIO 2026" in testo
    assert "prot. n. 366010 del 30 aprile 2026" in testo
    assert "Dora Dirige" in testo


# --- the resolver ---------------------------------------------------------------------------


@pytest.mark.parametrize("testo", ["FA-AV/2026", "fa-av/2026", " FA-AV / 2026 ", "PAT/FA-AV/2026"])
def test_trova_per_codice_e_anno(testo: str, programma: Programma) -> None:
    assert trova_programma(testo) == programma


def test_trova_per_numero(programma: Programma) -> None:
    assert trova_programma(f"{programma.pk}") == programma


@pytest.mark.parametrize(
    "testo",
    [
        *("", "0", "999999999999999999999", "-1"),
        *("FA-AV", "FA-AV/", "FA-AV/26", "FA-AV/2027", "/2026", "a/b/c/2026"),
        *("FA-AV/２０２６", "FA-AV\x00/2026", "ALTRA/FA-AV/2026"),
    ],
)
def test_cio_che_non_indica_un_programma_lo_dice(testo: str, programma: Programma) -> None:
    with pytest.raises(ProgrammaNonTrovato):
        trova_programma(testo)


def test_fra_un_annullato_e_un_vivo_si_intende_il_vivo(
    nello_stato: Callable[[str], Programma],
) -> None:
    from programmi.services import crea_programma

    annullato = nello_stato("annullato")
    vivo = crea_programma(schema=annullato.schema, distretto=annullato.distretto, anno=2026)
    assert trova_programma("FA-AV/2026") == vivo


def test_di_soli_annullati_si_intende_l_ultimo(nello_stato: Callable[[str], Programma]) -> None:
    annullato = nello_stato("annullato")
    assert trova_programma("FA-AV/2026") == annullato


def test_lo_stesso_codice_in_due_enti_chiede_quale(
    programma: Programma, distretto_altrove: Any
) -> None:
    from programmi.services import carica_schema, crea_programma

    type(distretto_altrove).objects.filter(pk=distretto_altrove.pk).update(codice="FA-AV")
    distretto_altrove.refresh_from_db()
    schema = carica_schema(distretto_altrove.ente, "2026")
    crea_programma(schema=schema, distretto=distretto_altrove, anno=2026)
    with pytest.raises(ProgrammaNonTrovato, match="aggiungere l'ente"):
        trova_programma("FA-AV/2026")
    assert trova_programma("PAT/FA-AV/2026") == programma
