"""The pages of a signed copy: handing it over, looking at it, deciding; the tax code on none
but the officers'."""

import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from distretti.models import Utente
from istruttoria.models import CopiaFirmata, Documento
from tests.documenti import firma_di_prova as prova
from tests.documenti.firma_di_prova import CANARINO, p7m, pades
from tests.istruttoria.firme.conftest import EMESSO, carica

# --- pages ----------------------------------------------------------------------------------


def invia(client: Client, documento: Documento, contenuto: bytes) -> Any:
    file = SimpleUploadedFile("atto.pdf", contenuto)
    return client.post(reverse("copia_nuova", args=[documento.pk]), {"file": file})


def test_dal_modulo_alla_pagina_della_copia(
    documento: Documento, dirigente: Utente, client: Client
) -> None:
    client.force_login(dirigente)
    risposta = invia(client, documento, pades(EMESSO))
    copia = CopiaFirmata.objects.get()
    assert risposta.url == reverse("copia", args=[copia.pk])
    testo = client.get(risposta.url).text
    assert "contiene esattamente il file emesso" in testo
    assert "Maria Rossi" in testo
    programma = client.get(reverse("programma", args=[documento.versione.programma_id])).text
    assert "Copia firmata da Maria Rossi" in programma


def test_il_modulo_dice_perche_no_e_lo_ricorda(
    documento: Documento, dirigente: Utente, client: Client
) -> None:
    client.force_login(dirigente)
    risposta = invia(client, documento, EMESSO)
    assert risposta.status_code == 422
    assert "senza alcuna firma" in str(risposta.context["form"].errors["file"])
    pagina = client.get(reverse("copia_nuova", args=[documento.pk])).text
    assert "Caricamenti rifiutati (1)" in pagina


def test_un_file_troppo_grande_si_dice(
    documento: Documento, dirigente: Utente, client: Client, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    client.force_login(dirigente)
    risposta = invia(client, documento, pades(EMESSO))
    assert risposta.status_code == 422
    assert "supera" in str(risposta.context["form"].errors["file"])


def test_di_una_pagina_che_manca_si_dice(
    documento: Documento, funzionario: Utente, client: Client
) -> None:
    accorciato = io.BytesIO()
    with pikepdf.open(io.BytesIO(EMESSO)) as file:
        quante = len(file.pages)
        del file.pages[-1]
        file.save(accorciato)
    copia = carica(documento, funzionario, pades(accorciato.getvalue()))
    client.force_login(funzionario)
    testo = client.get(reverse("copia", args=[copia.pk])).text
    assert f"<h3>Pagina {quante}: nella copia non c’è</h3>" in testo
    assert "<del></del>" not in testo


def test_la_pagina_mostra_le_differenze_e_decide(
    documento: Documento, funzionario: Utente, client: Client
) -> None:
    copia = carica(documento, funzionario, pades(prova.con_altra_pagina(EMESSO)))
    client.force_login(funzionario)
    dove = reverse("copia", args=[copia.pk])
    testo = client.get(dove).text
    assert "Nel file emesso" in testo
    assert "<del>" in testo
    assert client.post(dove, {"accolta": "0", "motivo": ""}).status_code == 422
    assert client.post(dove, {"accolta": "0", "motivo": "Diverso."}).status_code == 302
    assert "Respinta da una persona" in client.get(dove).text


def test_cio_che_aspetta_lo_vede_solo_l_ufficio(
    riscritta: CopiaFirmata, manager: Utente, client: Client
) -> None:
    client.force_login(manager)
    for pagina in ("copia", "copiafirmata"):
        assert client.get(reverse(pagina, args=[riscritta.pk])).status_code == 403
    programma = reverse("programma", args=[riscritta.documento.versione.programma_id])
    assert reverse("copia", args=[riscritta.pk]) not in client.get(programma).text


def test_si_scarica_come_e_arrivata(
    documento: Documento, dirigente: Utente, manager: Utente, client: Client
) -> None:
    contenuto = p7m(EMESSO)
    copia = carica(documento, dirigente, contenuto)
    client.force_login(manager)
    risposta = client.get(reverse("copiafirmata", args=[copia.pk]))
    assert risposta.content == contenuto
    assert risposta["Content-Type"] == "application/pkcs7-mime"
    assert 'firmato.pdf.p7m"' in risposta["Content-Disposition"]


def test_una_copia_alterata_nell_archivio_non_esce(
    documento: Documento, dirigente: Utente, client: Client, settings: Any
) -> None:
    copia = carica(documento, dirigente, p7m(EMESSO))
    (Path(settings.MEDIA_ROOT) / copia.file.name).write_bytes(b"altro")
    client.force_login(dirigente)
    assert client.get(reverse("copiafirmata", args=[copia.pk])).status_code == 409


# --- the tax code ---------------------------------------------------------------------------


def _pagine(copie: list[CopiaFirmata]) -> list[str]:
    programma = copie[0].documento.versione.programma_id
    return [
        *(reverse("copia", args=[copia.pk]) for copia in copie),
        reverse("copia_nuova", args=[copie[0].documento_id]),
        *(reverse(p, args=[programma]) for p in ("programma", "programma_storia")),
        reverse("programma_json", args=[programma]),
        reverse("scrivania"),
    ]


@pytest.mark.parametrize("chi", ["funzionario", "dirigente"])
def test_il_codice_fiscale_lo_vede_l_ufficio(
    chi: str, con_copie: list[CopiaFirmata], persone: dict[str, Any], client: Client
) -> None:
    client.force_login(persone[chi])
    for copia in con_copie:
        assert CANARINO in client.get(reverse("copia", args=[copia.pk])).text


def test_nessun_altro_vede_il_codice_fiscale(
    con_copie: list[CopiaFirmata], persone: dict[str, Any]
) -> None:
    viste = 0
    for nome, utente in persone.items():
        if nome in ("funzionario", "dirigente"):
            continue
        client = Client()
        if nome != "anonimo":
            client.force_login(utente)
        admin = [
            reverse("admin:istruttoria_copiafirmata_changelist"),
            *(reverse("admin:istruttoria_copiafirmata_change", args=[c.pk]) for c in con_copie),
        ]
        for pagina in [*_pagine(con_copie), *admin]:
            risposta = client.get(pagina)
            viste += risposta.status_code == 200
            assert CANARINO.encode() not in risposta.content, (nome, pagina)
    assert viste > 20


def test_il_codice_fiscale_non_e_fra_i_rilievi(con_copie: list[CopiaFirmata]) -> None:
    for copia in CopiaFirmata.objects.all():
        assert CANARINO not in json.dumps(copia.rilievi)
        assert copia.riservati["codici_fiscali"] == [CANARINO]
