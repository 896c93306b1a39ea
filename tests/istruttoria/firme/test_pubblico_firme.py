"""What anybody learns of the signatures of a published act, and that the tax code is not there."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Utente
from istruttoria.models import CopiaFirmata
from istruttoria.queries.pubblico import riscontra
from istruttoria.services import decidi_copia
from istruttoria.snapshot import canonico, componi_snapshot, impronta
from programmi.models import Programma
from tests.documenti import firma_di_prova as prova
from tests.documenti.firma_di_prova import CANARINO, p7m, pades
from tests.istruttoria.firme.conftest import EMESSO, Porta, carica, emetti


@pytest.fixture
def pubblicato(nello_stato: Porta) -> Programma:
    """Published, with the file of its act."""
    programma = nello_stato("pubblicato")
    contenuto = canonico(componi_snapshot(programma))
    documento = emetti(programma, EMESSO, contenuto=contenuto, sha256=impronta(contenuto))
    programma.passaggi.create(
        transizione="approva",
        da="in_istruttoria",
        a="approvato",
        persona="dirigente",
        versione=documento.versione,
    )
    return programma


@pytest.fixture
def firmata(pubblicato: Programma, dirigente: Utente) -> CopiaFirmata:
    documento = pubblicato.versioni.get().documenti.get()
    return carica(documento, dirigente, p7m(EMESSO, prova.dirigente(codice_nel_nome=True)))


def _indirizzo(copia: CopiaFirmata) -> str:
    versione = copia.documento.versione
    return reverse("pubblicato_firmato", args=[versione.programma_id, copia.pk])


def _pagine(copia: CopiaFirmata) -> list[str]:
    versione = copia.documento.versione
    return [
        reverse("pubblicato", args=[versione.programma_id]),
        reverse("pubblicato_json", args=[versione.programma_id, versione.numero]),
        f"{reverse('verifica')}?impronta={copia.sha256}",
        f"{reverse('verifica')}?impronta={copia.documento.sha256}",
    ]


def test_si_legge_chi_ha_firmato_e_si_scarica(firmata: CopiaFirmata, client: Client) -> None:
    pagina = client.get(_pagine(firmata)[0]).text
    assert "ROSSI MARIA" in pagina
    assert _indirizzo(firmata) in pagina
    assert hashlib.sha256(client.get(_indirizzo(firmata)).content).hexdigest() == firmata.sha256


def test_nessuna_pagina_pubblica_porta_il_codice_fiscale(
    firmata: CopiaFirmata, client: Client
) -> None:
    for pagina in _pagine(firmata):
        risposta = client.get(pagina)
        assert "ROSSI MARIA" in risposta.text, pagina
        assert CANARINO not in risposta.text, pagina


def test_i_dati_aperti_dicono_le_firme(firmata: CopiaFirmata, client: Client) -> None:
    dati = json.loads(client.get(_pagine(firmata)[1]).content)
    (copia,) = dati["pubblicazione"]["copie_firmate"]
    assert copia["sha256"] == firmata.sha256
    assert copia["firme"][0].keys() == {"firmatario", "dichiarata_il", "marca_il", "fiducia"}


def test_una_copia_firmata_si_verifica_con_le_sue_firme(
    firmata: CopiaFirmata, client: Client
) -> None:
    carica(firmata.documento, firmata.autore, pades(EMESSO, prova.collega()))
    riscontro = riscontra(firmata.sha256)
    assert riscontro.documento == firmata.documento
    assert (riscontro.firmata, riscontro.riscritta, riscontro.in_vigore) == (True, False, True)
    assert [firma.firmatario for firma in riscontro.firme] == ["ROSSI MARIA"]
    assert "la copia firmata del documento emesso" in client.get(_pagine(firmata)[2]).text


def test_del_file_emesso_si_dicono_tutte_le_firme(firmata: CopiaFirmata) -> None:
    carica(firmata.documento, firmata.autore, pades(EMESSO, prova.collega()))
    riscontro = riscontra(firmata.documento.sha256)
    assert not riscontro.firmata
    assert {firma.firmatario for firma in riscontro.firme} == {"ROSSI MARIA", "Luca Bianchi"}


@pytest.mark.parametrize("accolta", [True, False, None])
def test_una_copia_riscritta_e_pubblica_solo_se_accettata(
    accolta: bool | None, pubblicato: Programma, dirigente: Utente, client: Client
) -> None:
    documento = pubblicato.versioni.get().documenti.get()
    copia = carica(documento, dirigente, pades(prova.riscritto(EMESSO)))
    if accolta is not None:
        decidi_copia(copia=copia, attore=dirigente, accolta=accolta, motivo="Confrontati.")
    assert client.get(_indirizzo(copia)).status_code == (200 if accolta else 404)
    riscontro = riscontra(copia.sha256)
    assert (riscontro.documento is not None) is bool(accolta)
    assert riscontro.riscritta is bool(accolta)


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_interrogazioni(
    quante: int, firmata: CopiaFirmata, client: Client, django_assert_num_queries: Any
) -> None:
    for numero in range(1, quante):
        firmata.pk, firmata.sha256 = None, f"{numero:064d}"
        firmata.save(force_insert=True)
    with django_assert_num_queries(4):
        client.get(_pagine(firmata)[0])
