"""PDF/A-3a and PDF/UA-1 at once, the JSON inside, the same bytes everywhere."""

import io
import json
import os
import subprocess
import sys
from typing import Any

import pikepdf
import pypdf
import pytest

from documenti import sandbox
from documenti.pdf import componi
from tests.documenti.stampa import RADICE, reale, vuoto
from tests.verapdf import verifica

BUONO: dict[str, dict[str, int]] = {"3a": {}, "ua1": {}}
ATTO = {
    "numero": "12",
    "data": "2026-05-28",
    "struttura": "UMSE di prova",
    "oggetto": "Approvazione del programma",
    "premesse": ["Una premessa con [manca: numero di protocollo].", "Un'altra."],
    "organo": "IL DIRIGENTE GENERALE",
    "visti": ["vista la legge;", "- visto il regolamento;"],
    "dispositivo": ["1) di approvare;", "di dare atto."],
    "allegati": ["001 programma di lavoro"],
    "firmatario": "Nome Cognome",
    "nota_firma": "Nota sulla firma.",
    "numero_serie": "7.65",
    "verifica": "https://distretti.example.org/verifica/65/",
}

SCRIPT = """
import hashlib, json, sys
from documenti.pdf.compito import svolgi
print(hashlib.sha256(svolgi({"determinazione": True}, sys.stdin.buffer.read())).hexdigest())
"""


@pytest.mark.parametrize("anno", [2026, 2022])
def test_i_programmi_reali_rispettano_le_due_norme(anno: int) -> None:
    assert verifica(componi(reale(anno)), "3a", "ua1") == BUONO


@pytest.mark.parametrize("bozza", [False, True])
def test_anche_con_la_determinazione_e_da_bozza(bozza: bool) -> None:
    pdf = componi({**reale(2022), "determinazione": ATTO}, determinazione=True, bozza=bozza)
    assert verifica(pdf, "3a", "ua1") == BUONO


def test_un_atto_firmato_senza_numero_non_ne_porta_e_rispetta_le_due_norme() -> None:
    atto = ATTO | {"numerazione": "dopo_firma", "numero": "", "data": None}
    pdf = componi({**reale(2022), "determinazione": atto}, determinazione=True)
    assert verifica(pdf, "3a", "ua1") == BUONO
    pagine = [pagina.extract_text() for pagina in pypdf.PdfReader(io.BytesIO(pdf)).pages[:4]]
    testo = " ".join(" ".join(pagine).split())
    assert "manca: numero della" not in testo
    assert "[manca: numero]" not in testo
    assert "[manca: data]" not in testo
    assert "DETERMINAZIONE DEL DIRIGENTE N." not in testo
    assert "DETERMINAZIONE DEL DIRIGENTE PROGRAMMA DI LAVORO" in testo
    assert "DETERMINAZIONE DEL DIRIGENTE OGGETTO" in testo
    assert "Numero e data sono quelli della registrazione, dopo la firma. IL DIRIGENTE" in testo


def test_un_programma_vuoto_rispetta_le_due_norme() -> None:
    assert verifica(componi(vuoto(), determinazione=True), "3a", "ua1") == BUONO


def _rovina(pdf: bytes, come: Any) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        come(documento.Root)
        uscita = io.BytesIO()
        documento.save(uscita)
        return uscita.getvalue()


def test_il_controllo_riconosce_un_file_senza_etichette() -> None:
    def senza(radice: Any) -> None:
        del radice.StructTreeRoot
        del radice.MarkInfo

    esito = verifica(_rovina(componi(vuoto()), senza), "3a", "ua1")
    assert esito["3a"]
    assert esito["ua1"]


def test_il_controllo_riconosce_un_file_senza_metadati_ne_lingua() -> None:
    def senza(radice: Any) -> None:
        del radice.Metadata
        del radice.Lang

    esito = verifica(_rovina(componi(vuoto()), senza), "3a", "ua1")
    assert "6.6.2.1-1" in esito["3a"]
    assert esito["ua1"]


def test_il_json_e_dentro_come_sorgente() -> None:
    snapshot = reale(2026)
    with pikepdf.open(io.BytesIO(componi(snapshot))) as documento:
        allegato = documento.attachments["programma.json"]
        assert json.loads(allegato.get_file().read_bytes()) == snapshot
        assert documento.Root.AF[0].AFRelationship == "/Source"
        assert str(documento.Root.Lang) == "it"
        assert str(documento.docinfo.Title).startswith("Programma di lavoro 2026")


def test_due_processi_scrivono_gli_stessi_byte() -> None:
    """Two fresh interpreters, two hash seeds, no cache of the other; and the warm child."""
    snapshot = {**reale(2026), "determinazione": ATTO}
    impronte = set()
    for seme in ("0", "12345"):
        esito = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=json.dumps(snapshot).encode(),
            capture_output=True,
            check=True,
            cwd=RADICE,
            env={**os.environ, "PYTHONHASHSEED": seme, "TZ": f"Etc/GMT+{seme[0]}"},
        )
        impronte.add(esito.stdout)
    assert len(impronte) == 1


def test_lo_stesso_figlio_e_uno_nuovo_scrivono_gli_stessi_byte() -> None:
    componi(reale(2026), bozza=True)
    primo = componi(reale(2022))
    sandbox.chiudi()
    assert componi(reale(2022)) == primo
