"""Reminders before a deadline and lists of what is late: when, to whom, with what inside."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from azioni.services import apri_programma
from distretti.models import Distretto, Utente
from istruttoria.services import scegli_avvisi
from istruttoria.services.promemoria import RIPETI
from programmi.models import Programma
from programmi.services import concedi_proroga
from tests.istruttoria.conftest import porta, scadenza
from tests.istruttoria.posta import arrivati, invia, posta_guasta


@pytest.fixture
def bozza(programma: Programma, persone: dict[str, Any]) -> Programma:
    return programma


@pytest.mark.parametrize(
    ("fra", "quanti"), [(15, 0), (14, 3), (10, 3), (7, 3), (1, 3), (0, 3), (-1, 0)]
)
def test_i_promemoria_vanno_a_chi_deve_trasmettere(bozza: Programma, fra: int, quanti: int) -> None:
    scadenza(bozza, fra)
    assert invia().promemoria == quanti
    assert invia().promemoria == 0


def test_ogni_soglia_una_volta(bozza: Programma, coordinatore: Utente) -> None:
    giorno = scadenza(bozza, 20)
    for fra in range(21):
        invia(fra=fra)
        invia(fra=fra)
    oggetti = [m.subject.rpartition(": ")[2] for m in arrivati(coordinatore)]
    assert oggetti == [
        "da trasmettere entro 14 giorni",
        "da trasmettere entro 7 giorni",
        "da trasmettere entro domani",
    ]
    assert f"{giorno.day} " in arrivati(coordinatore)[0].body


def test_una_proroga_sposta_i_promemoria(
    bozza: Programma, coordinatore: Utente, funzionario: Utente
) -> None:
    scadenza(bozza, 7)
    concedi_proroga(
        bozza.schema.scadenze.get(),
        nuovo_giorno=timezone.localdate() + timedelta(days=30),
        motivo="Elezioni",
        distretto=bozza.distretto,
        autore=funzionario,
    )
    assert invia().promemoria == 0
    assert invia(fra=16).promemoria == 3


def test_un_promemoria_non_parte_se_nel_frattempo_e_trasmesso(
    bozza: Programma, errori_attesi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scadenza(bozza, 7)
    with posta_guasta(monkeypatch, OSError("spenta")):
        assert invia().guasto == "spenta"
    porta(bozza, "trasmesso")
    assert invia().ritirati == 3
    assert mail.outbox == []


def test_chi_ha_gia_avuto_il_riepilogo_ha_il_promemoria_subito(
    bozza: Programma, coordinatore: Utente
) -> None:
    scegli_avvisi(utente=coordinatore, modo="riepilogo")
    coordinatore.scelta_avvisi.riepilogo_del = timezone.localdate()
    coordinatore.scelta_avvisi.save()
    scadenza(bozza, 1)
    invia()
    assert "entro domani" in arrivati(coordinatore)[0].subject


def test_l_elenco_dei_ritardi_va_ai_funzionari_quando_dice_qualcosa_di_nuovo(
    bozza: Programma, altro_distretto: Distretto, funzionario: Utente, estraneo_ente: Utente
) -> None:
    scadenza(bozza, -3)
    invia(8)
    invia(12)
    invia(8, fra=1)
    (messaggio,) = mail.outbox
    assert messaggio.to == [funzionario.email]
    assert "un programma non ancora trasmesso" in messaggio.subject
    assert "passato da 3 giorni" in messaggio.body
    apri_programma(schema=bozza.schema, distretto=altro_distretto, anno=2026)
    invia(8, fra=2)
    assert "2 programmi in ritardo" in mail.outbox[-1].subject
    assert len(mail.outbox) == 2


def test_senza_novita_l_elenco_torna_dopo_una_settimana(bozza: Programma) -> None:
    scadenza(bozza, -3)
    partiti = [invia(8, fra=giorno).elenchi for giorno in range(15)]
    assert [giorno for giorno, quanti in enumerate(partiti) if quanti] == [0, RIPETI, 2 * RIPETI]
    assert "passato da 17 giorni" in mail.outbox[-1].body


def test_in_un_giorno_l_elenco_va_una_volta(bozza: Programma, altro_distretto: Distretto) -> None:
    scadenza(bozza, -3)
    invia(8)
    apri_programma(schema=bozza.schema, distretto=altro_distretto, anno=2026)
    assert invia(12).elenchi == 0
    assert invia(8, fra=1).elenchi == 1


def test_un_elenco_che_non_parte_parte_dopo_con_cio_che_e_vero_allora(
    bozza: Programma, errori_attesi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scadenza(bozza, -3)
    with posta_guasta(monkeypatch, OSError("spenta")):
        for giorno in range(12):
            invia(8, fra=giorno)
    invia(8, fra=12)
    (messaggio,) = mail.outbox
    assert "passato da 15 giorni" in messaggio.body


def test_chi_ha_trasmesso_non_e_in_ritardo(bozza: Programma) -> None:
    scadenza(bozza, -3)
    porta(bozza, "trasmesso")
    assert invia().elenchi == 0
