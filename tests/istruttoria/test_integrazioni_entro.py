"""The day by which the district answers: given with the request, seen, reminded, then late."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Utente
from istruttoria.queries import storia
from istruttoria.services import TransizioneRifiutata, esegui
from programmi.models import Programma
from tests.istruttoria.conftest import OGGI, Apri, porta
from tests.istruttoria.posta import arrivati, invia, posta_guasta

FRA_DIECI = OGGI + timedelta(days=10)


@pytest.fixture
def osservato(in_istruttoria: Programma, funzionario: Utente) -> Programma:
    in_istruttoria.osservazioni.create(testo="Indicare gli orari.", autore=funzionario)
    return in_istruttoria


def chiedi(programma: Programma, chi: Utente, entro: date | None = FRA_DIECI) -> Programma:
    dati = {"integrazioni_entro": entro} if entro else {}
    return esegui("chiede_integrazioni", programma=programma, attore=chi, dati=dati)


# --- the step -----------------------------------------------------------------------------------


def test_il_giorno_resta_nel_programma_e_nella_storia(
    osservato: Programma, funzionario: Utente
) -> None:
    assert chiedi(osservato, funzionario).integrazioni_entro == FRA_DIECI
    chiesto = next(e for e in storia(osservato) if e.titolo == "Chiedi integrazioni")
    assert chiesto.righe == ["Giorno per rispondere: 25/06/2026"]


def test_senza_giorno_va_bene_lo_stesso(osservato: Programma, funzionario: Utente) -> None:
    assert chiedi(osservato, funzionario, None).integrazioni_entro is None


@pytest.mark.parametrize("giorno", [OGGI, OGGI - timedelta(days=1)])
def test_il_giorno_viene_dopo_oggi(giorno: date, osservato: Programma, funzionario: Utente) -> None:
    with pytest.raises(TransizioneRifiutata, match="deve venire dopo oggi") as rifiuto:
        chiedi(osservato, funzionario, giorno)
    assert rifiuto.value.campo == "integrazioni_entro"


def test_chi_ritrasmette_lo_toglie_e_una_nuova_richiesta_non_lo_riprende(
    osservato: Programma, funzionario: Utente, coordinatore: Utente
) -> None:
    programma = chiedi(osservato, funzionario)
    programma.osservazioni.update(stato="risposta", risposta="Aggiunti.")
    programma = esegui("ritrasmetti", programma=programma, attore=coordinatore)
    assert programma.integrazioni_entro is None
    programma.osservazioni.update(stato="aperta")
    assert chiedi(programma, funzionario, None).integrazioni_entro is None


def test_il_modulo_lo_chiede_e_si_puo_lasciare_vuoto(
    client: Client, osservato: Programma, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    passo = reverse("passo", args=[osservato.pk, "chiede_integrazioni"])
    assert "Giorno per rispondere" in client.get(passo).text
    sbagliato = client.post(passo, {"integrazioni_entro": f"{OGGI}"})
    assert (
        sbagliato.status_code,
        "Giorno per rispondere: deve venire dopo oggi" in sbagliato.text,
    ) == (422, True)
    assert client.post(passo, {"integrazioni_entro": ""}).status_code == 302


def test_il_messaggio_della_richiesta_dice_il_giorno(
    osservato: Programma,
    funzionario: Utente,
    manager: Utente,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        chiedi(osservato, funzionario)
    assert "Giorno per rispondere: 25/06/2026" in arrivati(manager)[0].body


def test_il_giorno_si_sposta_con_un_motivo_e_si_dice_al_distretto(
    osservato: Programma,
    funzionario: Utente,
    manager: Utente,
    django_capture_on_commit_callbacks: Any,
) -> None:
    programma = chiedi(osservato, funzionario)
    dati = {"integrazioni_entro": FRA_DIECI + timedelta(days=5)}
    with pytest.raises(TransizioneRifiutata, match="perché il giorno cambia"):
        esegui("sposta_termine", programma=programma, attore=funzionario, dati=dati)
    with django_capture_on_commit_callbacks(execute=True):
        programma = esegui(
            "sposta_termine", programma=programma, attore=funzionario, dati=dati, nota="Ferie"
        )
    assert programma.integrazioni_entro == FRA_DIECI + timedelta(days=5)
    spostato = next(e for e in storia(programma) if e.titolo.startswith("Sposta il giorno"))
    assert spostato.righe == ["Giorno per rispondere: 30/06/2026", "«Ferie»"]
    assert "Giorno per rispondere: 30/06/2026" in arrivati(manager)[-1].body


def test_senza_un_giorno_nuovo_non_si_sposta(osservato: Programma, funzionario: Utente) -> None:
    programma = chiedi(osservato, funzionario)
    with pytest.raises(TransizioneRifiutata, match="Indicare: giorno per rispondere"):
        esegui("sposta_termine", programma=programma, attore=funzionario, nota="Ferie")


# --- what people see ----------------------------------------------------------------------------


def da_integrare(programma: Programma, fra: int, da: int = 30) -> Programma:
    """Asked for so many days ago, to be answered in so many days."""
    programma = porta(programma, "da_integrare")
    Programma.objects.filter(pk=programma.pk).update(
        integrazioni_entro=timezone.localdate() + timedelta(days=fra),
        stato_dal=timezone.now() - timedelta(days=da),
    )
    programma.refresh_from_db()
    return programma


@pytest.mark.parametrize(("fra", "testo"), [(5, "fra 5 giorni"), (-2, "scaduto da 2 giorni")])
def test_il_distretto_lo_legge_sulla_scrivania_e_sulla_pagina(
    fra: int,
    testo: str,
    apri: Apri,
    client: Client,
    programma: Programma,
    manager: Utente,
    funzionario: Utente,
) -> None:
    programma.osservazioni.create(testo="Orari", autore=funzionario, inviata_il=timezone.now())
    da_integrare(programma, fra)
    scrivania = apri(manager)
    (chiesto,) = scrivania.context["scrivania"].richieste
    assert testo in chiesto.termine.testo
    pagina = client.get(reverse("programma", args=[programma.pk])).text
    assert "Risposte alle osservazioni:" in pagina
    assert testo in pagina


def test_l_ufficio_sollecita_chi_ha_passato_il_giorno(
    apri: Apri, programma: Programma, funzionario: Utente
) -> None:
    da_integrare(programma, 0)
    assert apri(funzionario).context["lavoro"] == []
    da_integrare(programma, -1)
    (voce,) = apri(funzionario).context["lavoro"]
    assert voce.testo.startswith("Sollecitare 1 distretto: il giorno per rispondere")
    assert "scaduto ieri" in voce.primi[0].dettaglio


def test_chi_scrive_lo_legge_accanto_alle_richieste(
    client: Client, programma: Programma, manager: Utente, funzionario: Utente
) -> None:
    programma.osservazioni.create(
        testo="Orari", autore=funzionario, voce="premessa", inviata_il=timezone.now()
    )
    programma = da_integrare(programma, 5)
    client.force_login(manager)
    assert (
        "<strong>Termine per rispondere: "
        in client.get(reverse("redazione", args=[programma.pk])).text
    )


# --- reminders and lists ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fra", "da", "quanti"),
    [
        (8, 30, 0),
        (7, 30, 3),
        (3, 30, 3),
        (0, 30, 3),
        (-1, 30, 0),
        (3, 1, 0),  # asked yesterday for an answer within three days: nothing yet
        (1, 3, 3),
    ],
)
def test_il_promemoria_va_a_chi_deve_rispondere(
    fra: int, da: int, quanti: int, programma: Programma, persone: dict[str, Any]
) -> None:
    da_integrare(programma, fra, da)
    assert invia().promemoria == quanti
    assert invia().promemoria == 0


def test_ogni_soglia_una_volta(programma: Programma, coordinatore: Utente) -> None:
    da_integrare(programma, 10, 0)
    for fra in range(11):
        invia(fra=fra)
    oggetti = [m.subject.rpartition(": ")[2] for m in arrivati(coordinatore)]
    assert oggetti == ["da integrare entro 7 giorni", "da integrare entro domani"]


def test_il_promemoria_non_dice_le_osservazioni(
    programma: Programma, coordinatore: Utente, funzionario: Utente
) -> None:
    """Its reader may meanwhile be one who does not read them."""
    programma.osservazioni.create(
        testo="Indicare gli orari", autore=funzionario, inviata_il=timezone.now()
    )
    da_integrare(programma, 1)
    invia()
    assert "orari" not in arrivati(coordinatore)[0].body


def test_chi_ha_ritrasmesso_non_riceve_il_promemoria(
    programma: Programma, persone: dict[str, Any], errori_attesi: Any, monkeypatch: Any
) -> None:
    da_integrare(programma, 1)
    with posta_guasta(monkeypatch, OSError("spenta")):
        invia()
    Programma.objects.update(integrazioni_entro=None)
    porta(programma, "in_istruttoria")
    assert invia().ritirati == 3
    assert mail.outbox == []


def test_dopo_e_nell_elenco_dei_ritardi(programma: Programma, funzionario: Utente) -> None:
    programma = da_integrare(programma, -2)
    invia()
    (messaggio,) = arrivati(funzionario)
    assert messaggio.subject == "Termine passato: un programma in ritardo"
    assert "rispondere alle osservazioni è passato" in messaggio.body
    assert "passato da 2 giorni" in messaggio.body


# --- waiting in the charge of nobody ------------------------------------------------------------


def aspetta(programma: Programma, giorni: int, chi: Utente | None = None) -> Programma:
    programma = porta(programma, "trasmesso")
    da_quando = timezone.now() - timedelta(days=giorni)
    Programma.objects.filter(pk=programma.pk).update(stato_dal=da_quando, in_carico_a=chi)
    return programma


def test_chi_aspetta_troppo_senza_incaricato_si_dice(
    programma: Programma, funzionario: Utente
) -> None:
    aspetta(programma, 9)
    assert invia(8).elenchi == 0
    assert invia(8, fra=1).elenchi == 1
    (messaggio,) = arrivati(funzionario)
    assert messaggio.subject == "Senza incaricato: un programma aspetta l'ufficio"
    assert f"{programma}: trasmesso da" in messaggio.body


def test_chi_ha_un_incaricato_no(programma: Programma, funzionario: Utente) -> None:
    aspetta(programma, 30, funzionario)
    assert invia().elenchi == 0
