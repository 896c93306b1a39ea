"""Files that leave the system, and their headers."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Utente
from istruttoria import archivio, services
from istruttoria.models import Documento
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma


@pytest.fixture
def approvato(in_istruttoria: Programma, dirigente: Utente) -> Programma:
    return services.esegui(
        "approva",
        programma=in_istruttoria,
        attore=dirigente,
        dati={"determinazione_numero": "5663", "determinazione_data": "2026-05-28"},
    )


@pytest.fixture
def dentro(client: Client, funzionario: Utente) -> Client:
    client.force_login(funzionario)
    return client


def test_l_anteprima_si_mostra_nelle_nostre_pagine_sole(
    dentro: Client, in_istruttoria: Programma
) -> None:
    risposta = dentro.get(reverse("programma_pdf", args=[in_istruttoria.pk]))
    assert risposta["Content-Type"] == "application/pdf"
    assert risposta["Content-Disposition"].startswith("inline;")
    assert risposta["X-Frame-Options"] == "SAMEORIGIN"
    assert risposta["X-Content-Type-Options"] == "nosniff"
    assert risposta["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
    )


def test_lo_scaricamento_e_un_allegato_chiuso(dentro: Client, in_istruttoria: Programma) -> None:
    risposta = dentro.get(reverse("programma_pdf", args=[in_istruttoria.pk]) + "?scarica")
    assert risposta["Content-Disposition"] == (
        'attachment; filename="distretto-family-audit-alta-valsugana-2026-programma.pdf"'
    )
    assert risposta["X-Frame-Options"] == "DENY"
    assert risposta["Content-Security-Policy"] == (
        "default-src 'none'; sandbox; frame-ancestors 'none'"
    )


def test_una_bozza_non_resta_nelle_memorie(dentro: Client, in_istruttoria: Programma) -> None:
    risposta = dentro.get(reverse("programma_pdf", args=[in_istruttoria.pk]))
    assert risposta["Cache-Control"] == "no-store"


def test_il_documento_emesso_esce_com_e(dentro: Client, approvato: Programma) -> None:
    documento = Documento.objects.get(versione__programma=approvato)
    risposta = dentro.get(reverse("documento", args=[documento.pk]))
    assert risposta.content == services.contenuto_documento(documento)
    assert risposta["Content-Disposition"].startswith("attachment;")
    assert risposta["Cache-Control"] == "private, no-cache"


def test_un_documento_alterato_non_esce(
    dentro: Client, approvato: Programma, settings: Any
) -> None:
    documento = Documento.objects.get(versione__programma=approvato)
    archivio.scrivi(archivio._percorso(documento.file.name), b"altro")
    risposta = dentro.get(reverse("documento", args=[documento.pk]))
    assert risposta.status_code == 409
    assert "non è quello emesso" in risposta.text


def test_l_anteprima_di_un_approvato_e_il_documento_emesso(
    dentro: Client, approvato: Programma
) -> None:
    documento = Documento.objects.get(versione__programma=approvato)
    risposta = dentro.get(reverse("programma_pdf", args=[approvato.pk]) + "?determinazione")
    assert risposta.content == services.contenuto_documento(documento)


def test_un_pdf_che_non_si_fa_dice_perche(dentro: Client, programma: Programma) -> None:
    """Without a template there is no act: the reason is readable inside the preview's frame."""
    risposta = dentro.get(reverse("programma_pdf", args=[programma.pk]) + "?determinazione")
    assert risposta.status_code == 409
    assert "non ha un modello di determinazione" in risposta.text
    assert risposta["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in risposta["Content-Security-Policy"]


def test_il_json_e_lo_snapshot(dentro: Client, nello_stato: Callable[[str], Programma]) -> None:
    programma = nello_stato("bozza")
    risposta = dentro.get(reverse("programma_json", args=[programma.pk]))
    assert json.loads(risposta.content) == json.loads(json.dumps(componi_snapshot(programma)))
    assert risposta["Content-Disposition"].startswith("attachment;")
