"""The story of a programme, and the case file that carries it to the archive."""

import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from azioni.services import aggiungi_azione
from distretti.models import Utente
from istruttoria import services
from istruttoria.models import Avviso, Documento, Osservazione
from istruttoria.queries import storia
from istruttoria.services import scrivi_fascicolo
from istruttoria.services.spedizione import spedisci
from programmi.models import Modifica, Programma
from programmi.services import concedi_proroga
from tests.istruttoria.conftest import porta
from tests.istruttoria.passi import fai

Porta = Callable[[str], Programma]


@pytest.fixture
def vissuto(
    nello_stato: Porta,
    manager: Utente,
    coordinatore: Utente,
    funzionario: Utente,
    dirigente: Utente,
) -> Programma:
    """A programme that went the whole way, with a remark, its answer and a check let pass."""
    programma = fai("prepara_per_la_giunta", nello_stato("bozza"), manager)
    programma = fai("trasmetti", programma, coordinatore)
    programma = fai("prende_in_carico", programma, funzionario)
    services.aggiungi_osservazione(
        programma=programma, autore=funzionario, testo="Chiarire gli orari.", voce="premessa"
    )
    programma = fai("chiede_integrazioni", programma, funzionario)
    Modifica.objects.create(
        programma=programma, modello="sezione", oggetto=1, campo="html", autore=manager
    )
    remark = Osservazione.objects.get()
    services.rispondi_osservazione(remark, attore=manager, testo="Orari aggiunti.")
    programma = fai("ritrasmetti", programma, coordinatore)
    remark = Osservazione.objects.get()
    services.chiudi_osservazione(remark, attore=funzionario)
    return fai("approva", programma, dirigente)


@pytest.fixture
def aperto(vissuto: Programma, tmp_path: Path) -> Path:
    """The folder of the unpacked case file."""
    uscita = io.BytesIO()
    scrivi_fascicolo(vissuto, uscita)
    zipfile.ZipFile(uscita).extractall(tmp_path)
    return tmp_path


def test_dice_tutto_nell_ordine(vissuto: Programma) -> None:
    eventi = storia(vissuto)
    assert [evento.titolo for evento in eventi] == [
        "Programma creato",
        "Prepara per la giunta",
        "Trasmetti all'Agenzia",
        "Prendi in carico",
        "Correzione: PREMESSA",
        "Chiedi integrazioni",
        "Testo scritto: 2 modifiche",
        "Risposta all’osservazione su: PREMESSA",
        "Ritrasmetti all'Agenzia",
        "Osservazione chiusa su: PREMESSA",
        "Approva",
    ]
    assert "Determinazione n.: 5663" in " ".join(eventi[-1].righe)
    assert eventi[-1].stato_detto == "Approvato"


def test_ogni_file_sta_con_l_evento_che_lo_ha_dato(vissuto: Programma) -> None:
    file = {e.titolo: [f.titolo for f in e.file] for e in storia(vissuto) if e.file}
    assert file == {
        "Prepara per la giunta": ["Programma di lavoro", "Programma di lavoro in Word"],
        "Trasmetti all'Agenzia": ["Deliberazione della giunta (delibera 65.pdf)"],
        "Approva": ["Programma con determinazione"],
    }


def test_la_pagina(client: Client, manager: Utente, vissuto: Programma) -> None:
    client.force_login(manager)
    testo = client.get(reverse("programma_storia", args=[vissuto.pk])).text
    assert "Orari aggiunti." in testo
    for documento in Documento.objects.all():
        assert reverse("documento", args=[documento.pk]) in testo
        assert documento.sha256 in testo
    assert reverse("programma_fascicolo", args=[vissuto.pk]) not in testo


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_interrogazioni(
    quante: int,
    client: Client,
    manager: Utente,
    funzionario: Utente,
    programma: Programma,
    django_assert_num_queries: Any,
) -> None:
    for numero in range(quante):
        aggiungi_azione(programma, tipo="progettualita", titolo=f"Progettualità {numero}")
        programma.osservazioni.create(
            testo="Chiarire", autore=funzionario, voce="premessa", inviata_il=timezone.now()
        )
        programma.passaggi.create(
            transizione="trasmetti", da="bozza", a="trasmesso", autore=manager, persona="manager"
        )
    client.force_login(manager)
    with django_assert_num_queries(17):
        client.get(reverse("programma_storia", args=[programma.pk]))


def prorogato(programma: Programma, autore: Utente, a_chi: Any, giorno: date) -> None:
    scadenza = programma.schema.scadenze.get_or_create(
        tipo="trasmissione", defaults={"giorno": date(2026, 3, 31)}
    )[0]
    concedi_proroga(
        scadenza, distretto=a_chi, nuovo_giorno=giorno, motivo="Elezioni comunali", autore=autore
    )


def test_le_proroghe_sono_nella_storia(
    programma: Programma, funzionario: Utente, altro_distretto: Any
) -> None:
    prorogato(programma, funzionario, None, date(2026, 4, 15))
    prorogato(programma, funzionario, programma.distretto, date(2026, 5, 10))
    prorogato(programma, funzionario, altro_distretto, date(2026, 6, 1))
    prorogato(programma, funzionario, None, date(2026, 4, 30))
    eventi = [e for e in storia(programma) if e.genere == "proroga"]
    assert [e.righe[0] for e in eventi] == [
        "Dal 31 marzo 2026 al 15 aprile 2026, per tutti i distretti",
        "Dal 15 aprile 2026 al 10 maggio 2026, per il distretto",
        "Dal 15 aprile 2026 al 30 aprile 2026, per tutti i distretti; "
        "qui vale ancora il 10 maggio 2026, concesso prima",
    ]
    assert {e.titolo for e in eventi} == {"Proroga: trasmissione del programma"}
    assert {(e.chi, e.righe[1]) for e in eventi} == {("Fulvio Funzi", "«Elezioni comunali»")}


def test_il_fascicolo_dice_le_proroghe(
    vissuto: Programma, funzionario: Utente, tmp_path: Path
) -> None:
    prorogato(vissuto, funzionario, vissuto.distretto, date(2026, 4, 30))
    with open(tmp_path / "f.zip", "wb") as uscita:
        scrivi_fascicolo(vissuto, uscita)
    archivio = zipfile.ZipFile(tmp_path / "f.zip")
    evento = json.loads(archivio.read("storia.json"))["eventi"][-1]
    assert evento["righe"][0] == "Dal 31 marzo 2026 al 30 aprile 2026, per il distretto"
    assert "«Elezioni comunali»" in archivio.read("storia.html").decode()


def test_cio_che_si_concede_dopo_la_chiusura_non_riguarda_il_programma(
    programma: Programma, funzionario: Utente
) -> None:
    prorogato(programma, funzionario, None, date(2026, 4, 15))
    chiuso = porta(programma, "annullato")
    prorogato(programma, funzionario, None, date(2026, 4, 30))
    assert [e.righe[0][:17] for e in storia(chiuso) if e.genere == "proroga"] == [
        "Dal 31 marzo 2026"
    ]


def test_di_un_anno_passato_nessun_termine_si_aspettava(
    programma: Programma, funzionario: Utente
) -> None:
    prorogato(programma, funzionario, None, date(2026, 4, 15))
    assert [e for e in storia(programma) if e.genere == "proroga"]
    Programma.objects.filter(pk=programma.pk).update(storico=True)
    programma.refresh_from_db()
    assert not [e for e in storia(programma) if e.genere == "proroga"]


def test_il_fascicolo_si_verifica_senza_questo_prodotto(aperto: Path) -> None:
    esito = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=aperto, capture_output=True, text=True, check=False
    )
    assert esito.returncode == 0, esito.stdout + esito.stderr
    elencati = {riga.split("  ", 1)[1] for riga in (aperto / "SHA256SUMS").read_text().splitlines()}
    presenti = {str(p.relative_to(aperto)) for p in aperto.rglob("*") if p.is_file()}
    assert elencati == presenti - {"SHA256SUMS"}


@pytest.mark.parametrize("quale", ["versioni/01.json", "storia.html", "LEGGIMI.txt"])
def test_un_file_toccato_si_scopre(quale: str, aperto: Path) -> None:
    (aperto / quale).write_bytes((aperto / quale).read_bytes() + b" ")
    esito = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=aperto, capture_output=True, text=True, check=False
    )
    assert esito.returncode == 1


def test_contiene_ogni_testo_e_ogni_file(aperto: Path, vissuto: Programma) -> None:
    for versione in vissuto.versioni.all():
        conservata = aperto / "versioni" / f"{versione.numero:02d}.json"
        assert conservata.read_text(encoding="utf-8") == versione.contenuto
    for documento in Documento.objects.all():
        estensione = documento.file.name.rpartition(".")[2]
        nome = f"{documento.versione.numero:02d}-{documento.tipo}.{estensione}"
        assert (aperto / "documenti" / nome).read_bytes() == services.contenuto_documento(documento)
    assert len(list((aperto / "allegati").iterdir())) == 1


def test_la_storia_del_fascicolo_porta_ai_file(aperto: Path) -> None:
    eventi = json.loads((aperto / "storia.json").read_text(encoding="utf-8"))["eventi"]
    percorsi = [f["percorso"] for evento in eventi for f in evento["file"]]
    percorsi += [evento["versione"]["percorso"] for evento in eventi if evento["versione"]]
    assert len(percorsi) > 6
    assert all((aperto / percorso).is_file() for percorso in percorsi)
    pagina = (aperto / "storia.html").read_text(encoding="utf-8")
    assert all(f'href="{percorso}"' in pagina for percorso in percorsi)


def test_il_fascicolo_dice_a_chi_si_e_scritto(vissuto: Programma, tmp_path: Path) -> None:
    approvato = Avviso.objects.filter(passaggio__transizione="approva")
    spedisci(list(approvato.values_list("pk", flat=True)))
    with open(tmp_path / "f.zip", "wb") as uscita:
        scrivi_fascicolo(vissuto, uscita)
    storia_json = zipfile.ZipFile(tmp_path / "f.zip").read("storia.json")
    ultimo = json.loads(storia_json)["eventi"][-1]
    assert ultimo["genere"] == "Avviso per posta elettronica"
    assert ultimo["titolo"] == f"Programma di lavoro {vissuto}: approva"
    assert ultimo["righe"] == ["A: Fulvio Funzi, Corrado Corti, Marta Manara"]


def test_la_stessa_storia_da_gli_stessi_byte(vissuto: Programma) -> None:
    uscite = [io.BytesIO(), io.BytesIO()]
    for uscita in uscite:
        scrivi_fascicolo(vissuto, uscita)
    assert uscite[0].getvalue() == uscite[1].getvalue()


def test_un_file_alterato_ferma_il_fascicolo(
    vissuto: Programma, funzionario: Utente, client: Client, settings: Any
) -> None:
    documento = Documento.objects.filter(tipo="atto").get()
    (Path(settings.MEDIA_ROOT) / documento.file.name).write_bytes(b"un altro")
    client.force_login(funzionario)
    risposta = client.get(reverse("programma_fascicolo", args=[vissuto.pk]))
    assert risposta.status_code == 409
    assert "non è quello emesso" in risposta.text


def test_lo_scarica_l_ufficio(vissuto: Programma, funzionario: Utente, client: Client) -> None:
    client.force_login(funzionario)
    risposta = client.get(reverse("programma_fascicolo", args=[vissuto.pk]))
    assert zipfile.ZipFile(io.BytesIO(risposta.content)).testzip() is None
    assert risposta["Content-Type"] == "application/zip"
    assert "fascicolo.zip" in risposta["Content-Disposition"]


def test_dalla_riga_di_comando(vissuto: Programma, tmp_path: Path) -> None:
    dove = tmp_path / "fascicolo.zip"
    uscita = io.StringIO()
    call_command("esporta_fascicolo", str(vissuto.pk), output=dove, stdout=uscita)
    assert str(dove.stat().st_size) in uscita.getvalue()
    assert "SHA256SUMS" in zipfile.ZipFile(dove).namelist()
