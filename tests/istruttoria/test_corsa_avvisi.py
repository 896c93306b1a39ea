"""Two processes send at once: nothing twice. With its negative control."""

import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from distretti.models import Utente
from istruttoria.models import Avviso
from istruttoria.services import esegui, invia_avvisi, scegli_avvisi, spedizione
from programmi.models import Programma
from tests.guardie import sospese
from tests.istruttoria.conftest import porta, scadenza
from tests.istruttoria.posta import posta_che, rifiuta

pytestmark = pytest.mark.django_db(transaction=True)
CORRIDORI = 4


def insieme(mossa: Callable[[], Any]) -> None:
    """On PostgreSQL all at once; SQLite, which admits one writer, has them in a row."""
    if connection.vendor != "postgresql":
        for _ in range(CORRIDORI):
            mossa()
        return
    via = threading.Barrier(CORRIDORI)
    errori: list[Exception] = []

    def corri() -> None:
        try:
            via.wait(timeout=30)
            mossa()
        except Exception as errore:
            errori.append(errore)
        finally:
            connection.close()

    corridori = [threading.Thread(target=corri) for _ in range(CORRIDORI)]
    for corridore in corridori:
        corridore.start()
    for corridore in corridori:
        corridore.join(timeout=60)
    assert errori == []


def mattina() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), time(9)))


@pytest.fixture
def scaduto(programma: Programma, persone: dict[str, Any]) -> Programma:
    """Seven days to the deadline: three reminders, one of them in a digest."""
    scegli_avvisi(utente=persone["manager"], modo="riepilogo")
    scadenza(programma, 7)
    return programma


def test_due_processi_non_spediscono_due_volte(scaduto: Programma) -> None:
    adesso = mattina()
    insieme(lambda: invia_avvisi(adesso=adesso))
    assert sorted(m.to[0].split(".")[0] for m in mail.outbox) == ["corrado", "marta", "rita"]
    assert Avviso.objects.filter(stato="inviato").count() == 3


def test_senza_la_presa_la_corsa_si_perde(
    scaduto: Programma, monkeypatch: pytest.MonkeyPatch
) -> None:
    adesso = mattina()
    monkeypatch.setattr(spedizione, "_liberi", lambda avvisi, adesso: avvisi)
    monkeypatch.setattr(spedizione, "_prendi", lambda avvisi, adesso: list(avvisi))
    with sospese():  # which would refuse what the second process notes
        insieme(lambda: invia_avvisi(adesso=adesso))
    assert len(mail.outbox) > 3


def test_il_comando_e_il_passaggio_insieme(
    programma: Programma, oggi: Any, senza_controlli: None, funzionario: Utente, manager: Utente
) -> None:
    """The step sends after its commit while the command looks for what was left."""
    trasmesso = porta(programma, "trasmesso")
    dati = {"protocollo_numero": "1", "protocollo_data": oggi - timedelta(days=1)}
    esegui("prende_in_carico", programma=trasmesso, attore=funzionario, dati=dati)
    insieme(lambda: invia_avvisi(adesso=mattina()))
    assert [m.to for m in mail.outbox] == [[manager.email]]


def test_un_rifiuto_si_conta_una_volta(
    scaduto: Programma, errori_attesi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    adesso = mattina()
    with posta_che(monkeypatch, rifiuta("corrado")) as chiesti:
        insieme(lambda: invia_avvisi(adesso=adesso))
    assert sum("corrado" in indirizzo for indirizzo in chiesti) == 1
    assert Avviso.objects.get(indirizzo__startswith="corrado").tentativi == 1
    assert Avviso.objects.filter(stato="inviato").count() == 2
