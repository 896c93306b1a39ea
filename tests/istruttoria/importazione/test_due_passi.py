"""The two steps of the browser: read, then confirm or discard."""

import pytest

from distretti.models import Adesione, Distretto, Organizzazione, Utente
from istruttoria import importazione as servizio
from istruttoria.importazione import ImportazioneRifiutata, prepara
from istruttoria.models import Importazione
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma, Schema
from tests.documenti.lettura_word import originale


@pytest.fixture
def preparata(distretto: Distretto, schema_2026: Schema, funzionario: Utente) -> Importazione:
    return prepara(
        originale("2026"),
        nome="C:\\Documenti\\programma 2026.docx",
        distretto=distretto,
        anno=2026,
        autore=funzionario,
    )


def test_preparare_non_scrive_altro(preparata: Importazione, distretto: Distretto) -> None:
    assert not Programma.objects.exists()
    assert not Adesione.objects.exists()
    assert Organizzazione.objects.count() == 1
    assert (preparata.stato, preparata.nome_file) == ("letta", "programma 2026.docx")


def test_il_rapporto_dice_gia_tutto(preparata: Importazione) -> None:
    assert preparata.lettura["conteggi"]["regole"] == 20
    assert any("50% della formazione" in d for d in preparata.lettura["dubbi"])
    assert {"codice", "gravita", "messaggio", "dove"} == set(preparata.lettura["controlli"][0])


def test_confermare_scrive_una_volta(preparata: Importazione, funzionario: Utente) -> None:
    programma = servizio.conferma(preparata, attore=funzionario)
    assert (preparata.stato, preparata.programma) == ("confermata", programma)
    assert programma.azioni.count() == 17
    with pytest.raises(ImportazioneRifiutata, match="già stata confermata"):
        servizio.conferma(preparata, attore=funzionario)


def test_cio_che_si_conferma_e_cio_che_si_e_visto(
    preparata: Importazione, funzionario: Utente
) -> None:
    programma = servizio.conferma(preparata, attore=funzionario)
    snapshot = componi_snapshot(programma)
    assert len(snapshot["aderenti"]) == preparata.lettura["conteggi"]["aderenti"]


def test_scartare(preparata: Importazione, funzionario: Utente) -> None:
    servizio.scarta(preparata, attore=funzionario)
    assert preparata.stato == "scartata"
    with pytest.raises(ImportazioneRifiutata, match="già stata scartata"):
        servizio.conferma(preparata, attore=funzionario)
    assert not Programma.objects.exists()


def test_se_nel_frattempo_l_anno_e_preso_si_puo_ancora_scartare(
    preparata: Importazione, programma: Programma, funzionario: Utente
) -> None:
    with pytest.raises(ImportazioneRifiutata, match="già un programma"):
        servizio.conferma(preparata, attore=funzionario)
    preparata.refresh_from_db()
    assert preparata.stato == "letta"
    servizio.scarta(preparata, attore=funzionario)


def test_non_si_prepara_un_anno_preso(
    programma: Programma, distretto: Distretto, funzionario: Utente
) -> None:
    with pytest.raises(ImportazioneRifiutata, match="già un programma"):
        prepara(originale("2026"), nome="x", distretto=distretto, anno=None, autore=funzionario)


@pytest.fixture
def di_un_distretto_nuovo(schema_2026: Schema, funzionario: Utente) -> Importazione:
    return prepara(
        originale("2026"), nome="p.docx", nuovo_codice="AV", anno=2026, autore=funzionario
    )


def test_un_distretto_nuovo_nasce_alla_conferma(
    di_un_distretto_nuovo: Importazione, funzionario: Utente
) -> None:
    assert not Distretto.objects.exists()
    programma = servizio.conferma(di_un_distretto_nuovo, attore=funzionario)
    assert (programma.distretto.codice, programma.distretto.ente) == ("AV", funzionario.ente)
    assert di_un_distretto_nuovo.distretto == programma.distretto
    assert programma.distretto.adesioni.count() == 5


def test_un_codice_gia_preso_non_fa_un_distretto(
    di_un_distretto_nuovo: Importazione, distretto: Distretto, funzionario: Utente
) -> None:
    Distretto.objects.filter(pk=distretto.pk).update(codice="av")
    with pytest.raises(ImportazioneRifiutata, match="è già di"):
        servizio.conferma(di_un_distretto_nuovo, attore=funzionario)
    assert not Programma.objects.exists()


@pytest.mark.parametrize("codice", ["", "A V", "x" * 31])
def test_un_codice_che_non_va(codice: str, schema_2026: Schema, funzionario: Utente) -> None:
    with pytest.raises(ImportazioneRifiutata):
        prepara(originale("2026"), nome="p", nuovo_codice=codice, anno=2026, autore=funzionario)
