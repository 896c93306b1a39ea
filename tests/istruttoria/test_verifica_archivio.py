"""Every text and every file that was kept, hashed again: what is missing, what was altered."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from distretti.models import Utente
from istruttoria import archivio
from istruttoria.models import Allegato, Documento, Versione
from istruttoria.services import verifica_archivio
from istruttoria.services.integrita import modelli_con_file
from istruttoria.snapshot import impronta
from programmi.models import Programma
from tests.guardie import sospese
from tests.istruttoria.passi import fai


@pytest.fixture
def cartella(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def approvato(
    cartella: Path, nello_stato: Any, coordinatore: Utente, dirigente: Utente
) -> Programma:
    """A programme with a received file, two frozen texts and the issued act."""
    fai("trasmetti", nello_stato("bozza"), coordinatore)
    return fai("approva", nello_stato("in_istruttoria"), dirigente)


def verifica(**opzioni: Any) -> tuple[int, str]:
    uscita = StringIO()
    try:
        call_command("verifica_archivio", stdout=uscita, **opzioni)
    except CommandError as errore:
        return errore.returncode, uscita.getvalue()
    return 0, uscita.getvalue()


def test_tutto_e_come_e_stato_conservato(approvato: Programma) -> None:
    codice, detto = verifica()
    assert (codice, "Tutto è come è stato conservato." in detto) == (0, True)
    esito = verifica_archivio()
    assert esito.verificati == {
        "istruttoria.Versione": Versione.objects.count(),
        **{m._meta.label: m._default_manager.count() for m in modelli_con_file()},
        "file": 2,
    }
    assert min(esito.verificati[m] for m in ("istruttoria.Documento", "istruttoria.Allegato")) == 1
    assert esito.senza_registrazione == []


def test_i_file_conservati_hanno_tutti_di_che_verificarsi() -> None:
    assert {Documento, Allegato} <= set(modelli_con_file())


@pytest.mark.parametrize("classe", [Documento, Allegato])
def test_dice_quale_file_manca(approvato: Programma, cartella: Path, classe: Any) -> None:
    riga = classe.objects.get()
    (cartella / riga.file.name).unlink()
    codice, detto = verifica()
    assert codice == 1
    assert f"MANCA     {classe._meta.verbose_name.capitalize()} {riga.pk}: il file" in detto


def test_dice_quale_file_e_alterato(approvato: Programma, cartella: Path) -> None:
    riga = Documento.objects.get()
    file = cartella / riga.file.name
    file.write_bytes(file.read_bytes() + b" ")
    codice, detto = verifica()
    assert codice == 1
    assert f"ALTERATO  Documento {riga.pk}: il file {riga.file.name} non è quello" in detto


def test_dice_quale_testo_e_alterato(approvato: Programma) -> None:
    versione = Versione.objects.latest("pk")
    with sospese():
        Versione.objects.filter(pk=versione.pk).update(contenuto=versione.contenuto + " ")
    codice, detto = verifica()
    assert codice == 1
    assert f"ALTERATO  Versione {versione.pk}: il testo non ha più l'impronta" in detto


def test_un_testo_che_non_e_canonico_si_vede(approvato: Programma) -> None:
    testo = '{"b":1,"a":2}'
    Versione.objects.create(
        programma=approvato,
        numero=9,
        contenuto=testo,
        sha256=impronta(testo),
        motivo="prova",
    )
    assert "forma canonica" in verifica()[1]


def test_un_file_senza_riga_non_e_un_difetto_finche_e_cio_che_dice(
    approvato: Programma, cartella: Path
) -> None:
    solo = archivio.archivia(b"%PDF preparato e poi rifiutato")
    codice, detto = verifica()
    assert (codice, "Nessuna riga nomina 1 file" in detto) == (0, True)
    (cartella / solo.nome).write_bytes(b"un altro")
    codice, detto = verifica()
    assert (codice, f"Il file {solo.nome} non ha" in detto) == (1, True)


def test_dice_quale_guardia_manca(approvato: Programma) -> None:
    with sospese():
        codice, detto = verifica()
    assert codice == 1
    assert "La guardia guardia_istruttoria_versione_cancella" in detto


def test_la_forma_per_le_macchine(approvato: Programma, cartella: Path) -> None:
    riga = Documento.objects.get()
    (cartella / riga.file.name).unlink()
    codice, detto = verifica(json=True)
    esito = json.loads(detto)
    assert (codice, esito["integro"]) == (1, False)
    assert esito["difetti"] == [
        {
            "genere": "manca",
            "modello": "istruttoria.Documento",
            "oggetto": riga.pk,
            "percorso": riga.file.name,
            "messaggio": f"Documento {riga.pk}: il file {riga.file.name} non si trova.",
        }
    ]


# --- what was lost, made again ------------------------------------------------------------------


def _stampa(snapshot: dict[str, Any], *, determinazione: bool, bozza: bool) -> bytes:
    return f"%PDF {snapshot['determinazione']['numero']} {determinazione} {bozza}".encode()


@pytest.fixture
def stampante(pdf_finto: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A renderer that gives the same bytes for the same snapshot."""
    monkeypatch.setattr("istruttoria.services.documenti.componi", _stampa)


def test_un_documento_perso_o_alterato_si_rifa(
    stampante: None, approvato: Programma, cartella: Path
) -> None:
    documento = Documento.objects.get()
    file = cartella / documento.file.name
    file.write_bytes(b"un altro")
    codice, detto = verifica(ripristina=True)
    assert (codice, f"RIFATTO   Il file {documento.file.name}" in detto) == (0, True)
    assert file.read_bytes() == b"%PDF 5663 True False"


def test_senza_chiederlo_non_si_rifa_nulla(
    stampante: None, approvato: Programma, cartella: Path
) -> None:
    file = cartella / Documento.objects.get().file.name
    file.unlink()
    assert verifica()[0] == 1
    assert not file.exists()


@pytest.mark.parametrize(
    ("forma", "perche"),
    [
        ("", "benché la forma di stampa sia quella di allora"),
        ("0123456789abcdef", "il prodotto stampa oggi in un altro modo (allora"),
    ],
)
def test_se_non_torna_uguale_non_va_nell_archivio_e_si_sa_perche(
    approvato: Programma, cartella: Path, monkeypatch: Any, forma: str, perche: str
) -> None:
    """The renderer of the other tests writes something else every time."""
    if forma:
        monkeypatch.setattr("istruttoria.services.documenti.forma_di_stampa", lambda: forma)
    file = cartella / Documento.objects.get().file.name
    file.unlink()
    codice, detto = verifica(ripristina=True)
    assert (codice, perche in detto) == (1, True)
    assert not file.exists()


def test_un_file_ricevuto_non_si_rifa(
    stampante: None, approvato: Programma, cartella: Path
) -> None:
    (cartella / Allegato.objects.get().file.name).unlink()
    codice, detto = verifica(ripristina=True)
    assert (codice, "MANCA     Allegato" in detto) == (1, True)
