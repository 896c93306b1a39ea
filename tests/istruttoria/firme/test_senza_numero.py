"""The whole way of an act that is signed without its number, by the pages of each person."""

import io
import json
import zipfile
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from distretti.models import Ente, Utente
from documenti.pdf import componi
from istruttoria.models import CopiaFirmata, Documento
from istruttoria.services import scrivi_fascicolo, verifica_archivio
from programmi.models import Programma
from tests.documenti.firma_di_prova import pades
from tests.istruttoria.conftest import OGGI
from tests.verapdf import verifica

NUMERO = {"determinazione_numero": "5663", "determinazione_data": OGGI.isoformat()}


def entra(utente: Utente) -> Client:
    client = Client()
    client.force_login(utente)
    return client


def passo(programma: Programma, nome: str) -> str:
    return reverse("passo", args=[programma.pk, nome])


def legge(client: Client, nome: str, *args: Any, **query: str) -> str:
    risposta = client.get(reverse(nome, args=args), query)
    assert risposta.status_code == 200
    return " ".join(risposta.text.split())


@pytest.fixture
def da_firmare(in_istruttoria: Programma, monkeypatch: pytest.MonkeyPatch) -> Programma:
    """With the real renderer, in an Ente where two people propose and approve."""
    monkeypatch.setattr("istruttoria.services.documenti.componi", componi)
    Ente.objects.update(numerazione="dopo_firma", stessa_persona=False)
    return in_istruttoria


@pytest.fixture
def approvato(da_firmare: Programma, funzionario: Utente, dirigente: Utente) -> Programma:
    """Proposed and approved from the pages."""
    entra(funzionario).post(passo(da_firmare, "propone"), {})
    direzione = entra(dirigente)
    pagina = direzione.get(passo(da_firmare, "approva"))
    assert "Numero e data non si indicano" in pagina.text
    dati = {"impronta": pagina.context["form"]["impronta"].value()}
    assert direzione.post(passo(da_firmare, "approva"), dati).status_code == 302
    return Programma.objects.get(pk=da_firmare.pk)


def scarica(client: Client) -> bytes:
    documento = Documento.objects.get(tipo="atto")
    contenuto: bytes = client.get(reverse("documento", args=[documento.pk])).content
    return contenuto


def test_dall_approvazione_alla_verifica(
    approvato: Programma, funzionario: Utente, client: Client
) -> None:
    ufficio, pk = entra(funzionario), approvato.pk
    emesso = scarica(ufficio)
    assert verifica(emesso, "3a", "ua1") == {"3a": {}, "ua1": {}}
    lettore = pypdf.PdfReader(io.BytesIO(emesso))
    testo = " ".join(" ".join(p.extract_text() for p in lettore.pages).split())
    assert "DETERMINAZIONE DEL DIRIGENTE OGGETTO" in testo
    assert "[manca" not in testo
    (allegato,) = [byte for nome in lettore.attachments.values() for byte in nome]
    atto = json.loads(allegato)["determinazione"]
    assert (atto["numerazione"], atto["numero"], atto["data"]) == ("dopo_firma", "", None)

    documento = Documento.objects.get(tipo="atto")
    firmato = pades(emesso)
    file = SimpleUploadedFile("atto.pdf", firmato)
    ufficio.post(reverse("copia_nuova", args=[documento.pk]), {"file": file})
    copia = CopiaFirmata.objects.get()
    assert copia.conforme

    prima = legge(client, "verifica", impronta=copia.sha256)
    assert "approvato; il numero non è ancora registrato" in prima
    assert "emessa senza numero, che non è ancora registrato" in legge(ufficio, "programma", pk)
    assert "prima si registra quello che ha preso" in legge(ufficio, "passo", pk, "pubblica")
    assert ufficio.post(passo(approvato, "registra_numero"), NUMERO).status_code == 302
    assert scarica(ufficio) == emesso
    pubblica = {"pubblicato_il": OGGI.isoformat()}
    assert ufficio.post(passo(approvato, "pubblica"), pubblica).status_code == 302

    for impronta in (documento.sha256, copia.sha256):
        verificato = legge(client, "verifica", impronta=impronta)
        assert "n. 5663 del 15/06/2026" in verificato
        assert "non è ancora registrato" not in verificato
    assert "n. 5663 del 15/06/2026" in legge(client, "pubblicati")
    assert "n. 5663 del 15/06/2026, Dora Dirige" in legge(client, "pubblicato", pk)
    aperti = client.get(reverse("pubblicato_json", args=[pk, documento.versione.numero])).content
    atto = json.loads(aperti)["determinazione"]
    assert (atto["numero"], atto["data"]) == ("5663", "2026-06-15")
    assert verifica_archivio().integro


def test_di_un_atto_revocato_senza_numero_si_dice(
    approvato: Programma, dirigente: Utente, client: Client
) -> None:
    atto = {"atto_di_chiusura": "determinazione del dirigente n. 900 del 15 giugno 2026"}
    file = SimpleUploadedFile("revoca.pdf", b"%PDF-1.7\n% revoca\n")
    direzione = entra(dirigente)
    dati = atto | {"allegato": file, "nota": "Revocato."}
    assert direzione.post(passo(approvato, "revoca"), dati).status_code == 302
    impronta = Documento.objects.get(tipo="atto").sha256
    detto = "emessa senza numero, che non è stato registrato"
    assert detto in legge(client, "verifica", impronta=impronta)
    assert detto in legge(direzione, "programma", approvato.pk)


def test_la_storia_dice_i_due_passi(approvato: Programma, funzionario: Utente) -> None:
    ufficio = entra(funzionario)
    ufficio.post(passo(approvato, "registra_numero"), NUMERO)
    storia = legge(ufficio, "programma_storia", approvato.pk)
    assert "Numero da registrare dopo la firma: sì" in storia
    assert "Registra il numero" in storia
    assert "Determinazione n.: 5663" in storia
    assert storia.count("Programma con determinazione") == 1
    fascicolo = io.BytesIO()
    scrivi_fascicolo(approvato, fascicolo)
    eventi = json.loads(zipfile.ZipFile(fascicolo).read("storia.json"))["eventi"]
    (numero,) = [e for e in eventi if e["titolo"] == "Registra il numero"]
    (approva,) = [e for e in eventi if e["titolo"] == "Approva"]
    assert numero["righe"][0] == "Determinazione n.: 5663"
    assert numero["versione"] == approva["versione"]
