"""Two officers press at once: one success, one explanation. With its negative control."""

import threading
from typing import Any

import pytest
from django.db import connection

from distretti.models import Utente
from istruttoria import workflow
from istruttoria.models import Passaggio
from istruttoria.services import TransizioneRifiutata, esegui
from programmi.models import Programma
from tests.istruttoria.conftest import porta

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def trasmesso(programma: Programma, oggi: Any, senza_controlli: None) -> Programma:
    return porta(programma, "trasmesso")


def gara(programma: Programma, attori: list[Utente]) -> list[str]:
    """Each actor has the page of the same programme open and takes it in charge; what each was
    told. On PostgreSQL all press at once; SQLite, which admits one writer, has them in a row."""
    letti = [Programma.objects.get(pk=programma.pk) for _ in attori]
    esiti: list[str] = []
    insieme = connection.vendor == "postgresql"
    via = threading.Barrier(len(attori) if insieme else 1)

    def corri(n: int) -> None:
        via.wait(timeout=30)
        try:
            esegui(
                "prende_in_carico",
                programma=letti[n],
                attore=attori[n],
                dati={"protocollo_numero": f"{n + 1}", "protocollo_data": "2026-04-30"},
            )
            esiti.append("")
        except TransizioneRifiutata as rifiuto:
            esiti.append(rifiuto.motivo)
        finally:
            if insieme:
                connection.close()

    if not insieme:
        for n in range(len(attori)):
            corri(n)
        return esiti
    corridori = [threading.Thread(target=corri, args=(n,)) for n in range(len(attori))]
    for corridore in corridori:
        corridore.start()
    for corridore in corridori:
        corridore.join(timeout=60)
    return esiti


def test_uno_riesce_e_gli_altri_sanno_perche(
    trasmesso: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    esiti = gara(trasmesso, [funzionario, dirigente, funzionario, dirigente])
    riusciti = [esito for esito in esiti if not esito]
    assert len(riusciti) == 1
    assert len([esito for esito in esiti if esito.startswith("Nel frattempo")]) == 3
    passaggio = Passaggio.objects.get()
    preso = Programma.objects.get()
    assert preso.in_carico_a == passaggio.autore
    assert preso.protocollo_numero == passaggio.dati["protocollo_numero"]


def test_senza_la_condizione_la_corsa_si_perde(
    trasmesso: Programma, funzionario: Utente, dirigente: Utente, senza_condizione: None
) -> None:
    esiti = gara(trasmesso, [funzionario, dirigente, funzionario, dirigente])
    assert esiti.count("") > 1
    assert Passaggio.objects.count() > 1


@pytest.fixture
def senza_condizione(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the UPDATE takes the row in whatever state it stands."""
    monkeypatch.setattr(workflow, "_come_visto", lambda programma: {"pk": programma.pk})
