"""Two officers press at once: one success, one explanation. With its negative control."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from azioni.services import apri_programma
from distretti.models import Distretto, Ente, Utente
from istruttoria import rules, workflow
from istruttoria.models import Passaggio
from istruttoria.services import TransizioneRifiutata, esegui
from programmi.models import Programma
from tests.istruttoria.conftest import porta
from tests.istruttoria.passi import senza_numero

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def trasmesso(programma: Programma, oggi: Any, senza_controlli: None) -> Programma:
    return porta(programma, "trasmesso")


def in_gara(mosse: list[Callable[[], Any]]) -> list[str]:
    """What each move was told, "" for a success. On PostgreSQL all are made at once; SQLite, which
    admits one writer, has them in a row."""
    insieme = connection.vendor == "postgresql"
    via = threading.Barrier(len(mosse) if insieme else 1)
    esiti: list[str] = []

    def corri(mossa: Callable[[], Any]) -> None:
        via.wait(timeout=30)
        try:
            mossa()
            esiti.append("")
        except TransizioneRifiutata as rifiuto:
            esiti.append(rifiuto.motivo)
        finally:
            if insieme:
                connection.close()

    if not insieme:
        for mossa in mosse:
            corri(mossa)
        return esiti
    corridori = [threading.Thread(target=corri, args=(mossa,)) for mossa in mosse]
    for corridore in corridori:
        corridore.start()
    for corridore in corridori:
        corridore.join(timeout=60)
    return esiti


def gara(programma: Programma, attori: list[Utente]) -> list[str]:
    """Each actor has the page of the same programme open and takes it in charge."""
    return in_gara(
        [
            partial(
                esegui,
                "prende_in_carico",
                programma=Programma.objects.get(pk=programma.pk),
                attore=attore,
                dati={"protocollo_numero": f"{n}", "protocollo_data": "2026-04-30"},
            )
            for n, attore in enumerate(attori, 1)
        ]
    )


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


def test_due_programmi_non_prendono_insieme_lo_stesso_numero(
    in_istruttoria: Programma, altro_distretto: Distretto, dirigente: Utente
) -> None:
    altro = porta(
        apri_programma(schema=in_istruttoria.schema, distretto=altro_distretto, anno=2026),
        "approvato",
    )
    in_istruttoria = porta(in_istruttoria, "approvato")
    esiti = in_gara(
        [
            partial(
                esegui,
                "pubblica",
                programma=programma,
                attore=dirigente,
                dati={"pubblicato_il": "2026-06-01", "serie_numero": "7.65"},
            )
            for programma in (in_istruttoria, altro)
        ]
    )
    assert sorted(map(bool, esiti)) == [False, True]
    assert Programma.objects.filter(serie_numero="7.65").count() == 1


def test_venti_registrano_il_numero_e_uno_riesce(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    """The state does not change, so it is the log that says who came first."""
    Ente.objects.update(numerazione="dopo_firma")
    vista = Programma.objects.select_related("distretto__ente", "schema").get(pk=in_istruttoria.pk)
    approvato = esegui("approva", programma=vista, attore=dirigente)
    esiti = in_gara(
        [
            partial(
                esegui,
                "registra_numero",
                programma=Programma.objects.get(pk=approvato.pk),
                attore=(funzionario, dirigente)[n % 2],
                dati={"determinazione_numero": f"{n}", "determinazione_data": "2026-06-15"},
            )
            for n in range(1, 21)
        ]
    )
    numero = Passaggio.objects.get(transizione="registra_numero").dati["determinazione_numero"]
    assert (len(esiti), esiti.count("")) == (20, 1)
    assert sum("già stato registrato da" in e and f"n. {numero} " in e for e in esiti) == 19
    assert Programma.objects.get().determinazione_numero == numero


TENTATIVI, CONNESSIONI = 200, 32


def test_duecento_tentativi_da_trentadue_connessioni(
    trasmesso: Programma,
    manager: Utente,
    funzionario: Utente,
    dirigente: Utente,
    mailoutbox: list[Any],
) -> None:
    """One success, one row of the log, one mail to each who is told; everybody else knows why."""
    esiti: list[str] = []
    vista = Programma.objects.get(pk=trasmesso.pk)

    def insisti(primo: int) -> None:
        for numero in range(primo, TENTATIVI, CONNESSIONI):
            try:
                esegui(
                    "prende_in_carico",
                    programma=vista,
                    attore=(funzionario, dirigente)[numero % 2],
                    dati={"protocollo_numero": f"{numero + 1}", "protocollo_data": "2026-04-30"},
                )
                esiti.append("")
            except TransizioneRifiutata as rifiuto:
                esiti.append(rifiuto.motivo)

    in_gara([partial(insisti, primo) for primo in range(CONNESSIONI)])
    assert len(esiti) == TENTATIVI
    assert esiti.count("") == 1
    assert sum("Nel frattempo" in esito for esito in esiti) == TENTATIVI - 1
    assert Passaggio.objects.count() == 1
    assert [mail.to for mail in mailoutbox] == [[manager.email]]


def test_senza_la_guardia_il_numero_si_scrive_due_volte(
    nello_stato: Callable[[str], Programma], funzionario: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the UPDATE alone lets them all through, since the state stays the same."""
    monkeypatch.setitem(rules.GUARDIE, "numero_da_registrare", lambda fatti: "")
    vista = senza_numero(nello_stato("approvato"))
    mosse = [
        partial(
            esegui,
            "registra_numero",
            programma=vista,
            attore=funzionario,
            dati={"determinazione_numero": numero, "determinazione_data": "2026-06-15"},
        )
        for numero in ("1", "2")
    ]
    assert in_gara(mosse) == ["", ""]
    assert Passaggio.objects.count() == 2
