"""Mails of the procedure: to whom, when, and only when it really happened."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from distretti.models import Utente
from istruttoria.services import TransizioneRifiutata, esegui
from programmi.models import Programma
from tests.istruttoria.conftest import GIUNTA
from tests.istruttoria.passi import DATI

Porta = Callable[[str], Programma]
Commit = Any


@pytest.fixture(autouse=True)
def _tutti(persone: dict[str, Any]) -> None:
    """Everybody exists, so that a mail to the wrong person would show."""


def _a() -> set[str]:
    return {indirizzo.split("@")[0] for m in mail.outbox for indirizzo in m.recipients()}


def test_la_trasmissione_avvisa_ufficio_e_distretto(
    nello_stato: Porta, coordinatore: Utente, django_capture_on_commit_callbacks: Commit
) -> None:
    programma = nello_stato("bozza")
    with django_capture_on_commit_callbacks(execute=True):
        esegui("trasmetti", programma=programma, attore=coordinatore, dati=DATI["trasmetti"])
    assert _a() == {"fulvio.funzi", "dora.dirige", "marta.manara", "rita.amministri"}
    assert GIUNTA in mail.outbox[0].body


def test_un_messaggio_a_testa(
    nello_stato: Porta, coordinatore: Utente, django_capture_on_commit_callbacks: Commit
) -> None:
    programma = nello_stato("bozza")
    with django_capture_on_commit_callbacks(execute=True):
        esegui("trasmetti", programma=programma, attore=coordinatore, dati=DATI["trasmetti"])
    assert all(len(m.recipients()) == 1 for m in mail.outbox)


def test_la_richiesta_di_integrazioni_dice_che_cosa_serve(
    in_istruttoria: Programma, funzionario: Utente, django_capture_on_commit_callbacks: Commit
) -> None:
    in_istruttoria.osservazioni.create(testo="Indicare gli orari.", autore=funzionario)
    with django_capture_on_commit_callbacks(execute=True):
        esegui("chiede_integrazioni", programma=in_istruttoria, attore=funzionario)
    assert _a() == {"marta.manara", "corrado.corti", "rita.amministri"}
    assert "1. Indicare gli orari." in mail.outbox[0].body


def test_la_proposta_va_al_dirigente(
    in_istruttoria: Programma, funzionario: Utente, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        esegui("propone", programma=in_istruttoria, attore=funzionario)
    assert _a() == {"dora.dirige"}
    assert mail.outbox[0].reply_to == ["agenzia@example.org"]


def test_un_rifiuto_non_avvisa_nessuno(
    in_istruttoria: Programma, funzionario: Utente, django_capture_on_commit_callbacks: Commit
) -> None:
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(TransizioneRifiutata),
    ):
        esegui("chiede_integrazioni", programma=in_istruttoria, attore=funzionario)
    assert mail.outbox == []


def test_chi_ha_finito_l_incarico_non_riceve_nulla(
    in_istruttoria: Programma,
    funzionario: Utente,
    manager: Utente,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    manager.incarichi.update(al="2024-12-31")
    in_istruttoria.osservazioni.create(testo="Indicare gli orari.", autore=funzionario)
    with django_capture_on_commit_callbacks(execute=True):
        esegui("chiede_integrazioni", programma=in_istruttoria, attore=funzionario)
    assert "marta.manara" not in _a()


def test_se_la_posta_non_parte_il_passaggio_resta(
    in_istruttoria: Programma,
    funzionario: Utente,
    errori_attesi: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    def guasta(*args: Any) -> None:
        raise OSError("server di posta spento")

    monkeypatch.setattr("istruttoria.services.posta.get_connection", guasta)
    with django_capture_on_commit_callbacks(execute=True):
        esegui("propone", programma=in_istruttoria, attore=funzionario)
    assert in_istruttoria.passaggi.count() == 1


def test_un_indirizzo_lunghissimo_non_ferma_il_passaggio(
    in_istruttoria: Programma,
    funzionario: Utente,
    manager: Utente,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    lungo = f"{'m' * 60}@{'.'.join(['distretto'] * 18)}.it"
    assert len(lungo) > 200
    manager.incarichi.update(utente=None, email=lungo)
    in_istruttoria.osservazioni.create(testo="Indicare gli orari.", autore=funzionario)
    with django_capture_on_commit_callbacks(execute=True):
        esegui("chiede_integrazioni", programma=in_istruttoria, attore=funzionario)
    assert [lungo] in [m.to for m in mail.outbox]


def test_chi_ha_solo_un_indirizzo_non_riceve_una_porta_chiusa(
    in_istruttoria: Programma,
    funzionario: Utente,
    manager: Utente,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    """Whoever holds a role without signing in is told what happened, with no link to a page."""
    manager.incarichi.update(utente=None, email="Marta@example.org")
    in_istruttoria.osservazioni.create(testo="Indicare gli orari.", autore=funzionario)
    with django_capture_on_commit_callbacks(execute=True):
        esegui("chiede_integrazioni", programma=in_istruttoria, attore=funzionario)
    testi = {m.to[0].lower(): m.body for m in mail.outbox}
    assert "1. Indicare gli orari." in testi["marta@example.org"]
    assert "https://" not in testi["marta@example.org"]
    assert f"/programmi/{in_istruttoria.pk}/" in testi["corrado.corti@example.org"]
