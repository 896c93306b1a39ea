"""The file that comes with a step: asked for, checked, kept as it came, handed out again."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from distretti.models import Utente
from istruttoria.models import Allegato, Passaggio
from istruttoria.services import FileRicevuto
from programmi.models import Programma
from tests.istruttoria.conftest import GIUNTA
from tests.istruttoria.passi import DELIBERA, fai, intatto, rifiuto

Porta = Callable[[str], Programma]
PDF = DELIBERA.contenuto


@pytest.fixture
def trasmesso(nello_stato: Porta, coordinatore: Utente) -> Programma:
    return fai("trasmetti", nello_stato("bozza"), coordinatore)


def test_il_file_resta_con_il_passo_come_e_arrivato(trasmesso: Programma, settings: Any) -> None:
    allegato = Allegato.objects.get(passaggio__programma=trasmesso)
    assert (allegato.titolo, allegato.nome) == ("Deliberazione della giunta", "delibera 65.pdf")
    assert allegato.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (Path(settings.MEDIA_ROOT) / allegato.file.name).read_bytes() == PDF


def test_il_distretto_non_trasmette_senza_il_file(nello_stato: Porta, coordinatore: Utente) -> None:
    programma = nello_stato("bozza")
    negato = rifiuto("trasmetti", programma, coordinatore, allegato=None)
    assert (negato.campo, negato.motivo) == (
        "allegato",
        "Allegare il file: deliberazione della giunta.",
    )
    assert intatto(programma)


def test_l_ufficio_puo_trasmettere_senza(nello_stato: Porta, funzionario: Utente) -> None:
    fai("trasmetti", nello_stato("bozza"), funzionario, allegato=None)
    assert not Allegato.objects.exists()


@pytest.mark.parametrize(
    ("nome", "contenuto", "perche"),
    [
        ("delibera.pdf", b"", "Il file è vuoto."),
        ("delibera.docx", b"PK\x03\x04", "serve un PDF o un PDF firmato in .p7m"),
        ("delibera.pdf", b"MZ\x90\x00", "non è un PDF, benché il suo nome lo dica"),
        ("delibera.p7m", PDF, "non è un PDF firmato in .p7m, benché"),
        ("delibera", PDF, "non va bene"),
        ("delibera.pdf", b"%PDF-" + b"x" * 2000, "supera"),
    ],
)
def test_un_file_che_non_e_un_atto_si_rifiuta_con_il_motivo(
    nome: str,
    contenuto: bytes,
    perche: str,
    nello_stato: Porta,
    coordinatore: Utente,
    settings: Any,
) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    programma = nello_stato("bozza")
    file = FileRicevuto(nome, contenuto)
    negato = rifiuto("trasmetti", programma, coordinatore, allegato=file)
    assert negato.campo == "allegato"
    assert perche in negato.motivo
    assert intatto(programma)


@pytest.mark.parametrize("inizio", [b"\x30\x82", b"\x30\x80", b"-----BEGIN PKCS7-----", b"MIIB"])
def test_una_delibera_firmata_va_bene(
    inizio: bytes, nello_stato: Porta, coordinatore: Utente
) -> None:
    file = FileRicevuto("delibera.pdf.P7M", inizio + b"resto")
    fai("trasmetti", nello_stato("bozza"), coordinatore, allegato=file)
    assert Allegato.objects.get().file.name.endswith(".p7m")


@pytest.mark.parametrize(
    ("nome", "tenuto"),
    [
        ("C:\\atti\\delibera.pdf", "delibera.pdf"),
        ("../../etc/delibera.pdf", "delibera.pdf"),
        ("delibera\n\x00 65.pdf", "delibera 65.pdf"),
        ("d" * 300 + ".pdf", "d" * 196 + ".pdf"),
    ],
)
def test_del_nome_resta_cio_che_si_legge(
    nome: str, tenuto: str, nello_stato: Porta, coordinatore: Utente
) -> None:
    fai("trasmetti", nello_stato("bozza"), coordinatore, allegato=FileRicevuto(nome, PDF))
    assert Allegato.objects.get().nome == tenuto


def test_si_scarica_dal_registro_come_e_arrivato(
    trasmesso: Programma, manager: Utente, client: Client
) -> None:
    client.force_login(manager)
    dove = reverse("allegato", args=[Allegato.objects.get().pk])
    assert dove in client.get(reverse("programma", args=[trasmesso.pk])).text
    risposta = client.get(dove)
    assert risposta.content == PDF
    assert risposta["Content-Type"] == "application/pdf"
    assert risposta["Content-Disposition"].startswith("attachment;")
    assert risposta["X-Content-Type-Options"] == "nosniff"


def test_un_file_alterato_non_esce(
    trasmesso: Programma, manager: Utente, client: Client, settings: Any
) -> None:
    allegato = Allegato.objects.get()
    (Path(settings.MEDIA_ROOT) / allegato.file.name).write_bytes(b"%PDF-un altro")
    client.force_login(manager)
    risposta = client.get(reverse("allegato", args=[allegato.pk]))
    assert risposta.status_code == 409
    assert "non è quello emesso" in risposta.text


def test_dal_modulo(nello_stato: Porta, coordinatore: Utente, client: Client) -> None:
    programma = nello_stato("bozza")
    client.force_login(coordinatore)
    dove = reverse("passo", args=[programma.pk, "trasmetti"])
    assert 'enctype="multipart/form-data"' in client.get(dove).text
    senza = client.post(dove, {"delibera_giunta": GIUNTA})
    assert senza.status_code == 422
    assert "allegato" in senza.context["form"].errors
    file = SimpleUploadedFile("delibera.pdf", PDF)
    con = client.post(dove, {"delibera_giunta": GIUNTA, "allegato": file})
    assert con.status_code == 302
    assert Passaggio.objects.get().allegati.get().sha256 == hashlib.sha256(PDF).hexdigest()
