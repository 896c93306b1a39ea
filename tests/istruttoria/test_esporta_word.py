"""``esporta_word``: a file that reads back as the same programme."""

import hashlib
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from documenti.word_export import componi
from documenti.word_export.testi import data_breve
from documenti.word_export.vista import titolo_aderenti
from istruttoria.importazione import importa
from istruttoria.services import esegui
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma
from tests.documenti.lettura_word import originale

CONTENUTO = ("titolo", "dati_distretto", "attori", "canali", "ambiti", "aderenti_al")
# What no page prints: readings an officer confirmed, units typed beside an indicator.
AZIONE_STAMPATA = (
    *("tipo", "numero", "titolo", "ambito", "ambito_numero", "tema", "macro_ambito", "vamt"),
    *("strategico", "predefinita", "obiettivo", "obiettivo_generale", "obiettivo_specifico"),
    *("descrizione", "referenti", "referenti_testo", "altre_organizzazioni"),
    *("altre_organizzazioni_testo", "tempi", "scadenza", "regole"),
)


def come_stampato(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The content of a programme as its document prints it."""
    voci = [dict(v) for v in snapshot["voci"]]
    for voce in voci:
        if voce["tipo"] == "aderenti":
            voce["titolo"] = titolo_aderenti(voce["titolo"], snapshot["aderenti_al"])
    return {
        **{chiave: snapshot[chiave] for chiave in CONTENUTO},
        "voci": voci,
        "azioni": [
            {
                **{chiave: azione[chiave] for chiave in AZIONE_STAMPATA},
                "indicatori": [(i["marcatore"], i["testo"]) for i in azione["indicatori"]],
            }
            for azione in snapshot["azioni"]
        ],
        "aderenti": [
            {**a, "dal_testo": a["dal_testo"] or data_breve(a["dal"] or "")}
            for a in snapshot["aderenti"]
        ],
    }


def rileggi(snapshot: dict[str, Any], ente: str) -> dict[str, Any]:
    """The snapshot of the programme that the exported file makes in another district."""
    esito = importa(
        componi(snapshot),
        nome="programma.docx",
        distretto=f"ALTRO-{snapshot['anno']}-{Programma.objects.count()}",
        anno=snapshot["anno"],
        crea=True,
        ente=ente,
        schema=snapshot["schema"],
    )
    assert esito.non_riconosciuti == []
    return componi_snapshot(Programma.objects.get(pk=esito.programma))


@pytest.mark.parametrize("schema", ["2022", "2026"])
def test_un_programma_vero_esce_e_rientra_uguale(schema: str, db: None) -> None:
    esito = importa(
        originale(schema), nome="vero.docx", distretto="VERO", anno=int(schema), crea=True
    )
    vero = componi_snapshot(Programma.objects.get(pk=esito.programma))
    assert come_stampato(rileggi(vero, vero["ente"]["codice"])) == come_stampato(vero)


def test_i_programmi_dimostrativi_escono_e_rientrano_uguali(
    db: None, pdf_finto: list[dict[str, Any]]
) -> None:
    call_command("carica_demo", "--forza", stdout=StringIO())
    for programma in Programma.objects.order_by("pk"):
        scritto = componi_snapshot(programma)
        assert come_stampato(rileggi(scritto, scritto["ente"]["codice"])) == come_stampato(scritto)


def esporta(programma: str, output: Path) -> str:
    uscita = StringIO()
    call_command("esporta_word", programma, "--output", str(output), stdout=uscita)
    return uscita.getvalue()


def test_scrive_il_file_e_dice_byte_e_impronta(in_istruttoria: Programma, tmp_path: Path) -> None:
    output = tmp_path / "programma.docx"
    detto = esporta("FA-AV/2026", output)
    contenuto = output.read_bytes()
    assert contenuto == componi(componi_snapshot(in_istruttoria), bozza=True)
    sha256 = hashlib.sha256(contenuto).hexdigest()
    assert detto.strip() == f"{output}: {len(contenuto)} byte, SHA-256 {sha256}"
    assert list(tmp_path.iterdir()) == [output]


def test_di_un_approvato_scrive_il_testo_approvato(
    in_istruttoria: Programma, dirigente: Any, tmp_path: Path
) -> None:
    dati = {"determinazione_numero": "5663", "determinazione_data": "2026-05-28"}
    esegui("approva", programma=in_istruttoria, attore=dirigente, dati=dati)
    approvato = componi_snapshot(in_istruttoria)
    Programma.objects.filter(pk=in_istruttoria.pk).update(titolo="CAMBIATO DOPO")
    esporta("FA-AV/2026", tmp_path / "programma.docx")
    assert (tmp_path / "programma.docx").read_bytes() == componi(approvato)


@pytest.mark.parametrize("dove", ["manca/programma.docx", "."])
def test_dove_non_si_puo_scrivere_lo_dice(
    dove: str, in_istruttoria: Programma, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=r"non esiste|Non si può scrivere"):
        esporta("FA-AV/2026", tmp_path / dove)


def test_un_programma_che_non_c_e_lo_dice(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="programma"):
        esporta("NESSUNO/2026", tmp_path / "programma.docx")
    assert not list(tmp_path.iterdir())


def test_dalla_pagina_si_scarica_come_allegato(
    client: Client, funzionario: Any, in_istruttoria: Programma
) -> None:
    client.force_login(funzionario)
    risposta = client.get(reverse("programma_word", args=[in_istruttoria.pk]))
    assert risposta["Content-Type"].endswith("wordprocessingml.document")
    assert risposta["Content-Disposition"] == (
        'attachment; filename="distretto-family-audit-alta-valsugana-2026-programma.docx"'
    )
    assert risposta["Cache-Control"] == "no-store"
    assert risposta.content == componi(componi_snapshot(in_istruttoria), bozza=True)


def test_la_pagina_del_programma_offre_il_file(
    client: Client, funzionario: Any, in_istruttoria: Programma
) -> None:
    client.force_login(funzionario)
    pagina = client.get(reverse("programma", args=[in_istruttoria.pk])).content.decode()
    assert reverse("programma_word", args=[in_istruttoria.pk]) in pagina
