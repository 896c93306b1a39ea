"""The notices that could not be delivered: what the office sees of them, and does."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Distretto, Utente
from istruttoria.models import Avviso
from programmi.models import Programma, Schema
from tests.istruttoria.conftest import SCRIVANIA, crea, scadenza

PAGINA = reverse("avvisi_non_consegnati")


def mancato(programma: Programma | None, utente: Utente, numero: int = 1, **campi: Any) -> Avviso:
    return Avviso.objects.create(
        programma=programma,
        chiave=f"mancato {numero}",
        utente=utente,
        destinatario=str(utente),
        stato="non_consegnato",
        errore="550 casella sconosciuta",
        rifiutato_dal=timezone.now(),
        **{
            "genere": "promemoria" if programma else "scaduti",
            "giorno": timezone.localdate(),
            "indirizzo": utente.email,
            **campi,
        },
    )


@pytest.fixture
def entrato(client: Client, funzionario: Utente) -> Client:
    client.force_login(funzionario)
    return client


def test_la_scrivania_lo_dice(entrato: Client, programma: Programma, manager: Utente) -> None:
    assert "non consegnat" not in entrato.get(SCRIVANIA).text
    for numero in range(3):
        mancato(programma, manager, numero)
    testo = entrato.get(SCRIVANIA).text
    assert "<strong>3 avvisi non consegnati</strong>: marta.manara@example.org." in testo
    assert PAGINA in testo


def test_la_pagina_dice_a_chi_che_cosa_e_perche(
    entrato: Client, programma: Programma, manager: Utente
) -> None:
    mancato(programma, manager)
    testo = entrato.get(PAGINA).text
    assert "marta.manara@example.org" in testo
    assert "Marta Manara" in testo
    assert "«550 casella sconosciuta»" in testo
    assert f"Promemoria di una scadenza: {programma}" in testo


def test_si_riprova(
    entrato: Client,
    programma: Programma,
    manager: Utente,
    django_capture_on_commit_callbacks: Any,
) -> None:
    mancato(programma, manager, giorno=scadenza(programma, 5))
    with django_capture_on_commit_callbacks(execute=True):
        entrato.post(PAGINA, {"indirizzo": manager.email, "scelta": "riprova"})
    assert [m.to for m in mail.outbox] == [[manager.email]]
    assert "1 avviso per marta.manara@example.org: si riprova" in entrato.get(PAGINA).text


def test_a_chi_ha_cambiato_indirizzo_si_scrive_a_quello_nuovo(
    entrato: Client,
    programma: Programma,
    manager: Utente,
    django_capture_on_commit_callbacks: Any,
) -> None:
    mancato(programma, manager, giorno=scadenza(programma, 5), indirizzo="vecchia@example.org")
    assert "marta.manara@example.org: riprovando si scrive là" in entrato.get(PAGINA).text
    with django_capture_on_commit_callbacks(execute=True):
        entrato.post(PAGINA, {"indirizzo": "vecchia@example.org", "scelta": "riprova"})
    assert [m.to for m in mail.outbox] == [[manager.email]]


def test_a_chi_non_entra_si_scrive_all_indirizzo_corretto_dal_distretto(
    entrato: Client,
    programma: Programma,
    manager: Utente,
    django_capture_on_commit_callbacks: Any,
) -> None:
    mancato(programma, manager, giorno=scadenza(programma, 5), indirizzo="sbagliato@example.org")
    Avviso.objects.update(utente=None, destinatario="Marta Manara")
    manager.incarichi.update(utente=None, nominativo="Marta Manara", email="Giusto@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        entrato.post(PAGINA, {"indirizzo": "sbagliato@example.org", "scelta": "riprova"})
    assert [m.to for m in mail.outbox] == [["giusto@example.org"]]


def test_si_lascia_perdere_e_resta_scritto_chi_lo_ha_detto(
    entrato: Client, programma: Programma, manager: Utente
) -> None:
    avviso = mancato(programma, manager)
    entrato.post(PAGINA, {"indirizzo": manager.email, "scelta": "lascia"})
    avviso.refresh_from_db()
    assert avviso.stato == "ritirato"
    assert avviso.errore == "Non consegnato, lasciato da Fulvio Funzi: 550 casella sconosciuta"
    assert "Nessuno" in entrato.get(PAGINA).text


@pytest.mark.parametrize("scelta", ["riprova", "lascia"])
def test_l_altro_ente_non_li_vede_e_non_li_tocca(
    scelta: str, client: Client, programma: Programma, manager: Utente, estraneo_ente: Utente
) -> None:
    avviso = mancato(programma, manager)
    client.force_login(estraneo_ente)
    assert client.get(PAGINA).context["indirizzi"] == []
    risposta = client.post(PAGINA, {"indirizzo": manager.email, "scelta": scelta}, follow=True)
    assert "non c’è più niente" in risposta.text
    avviso.refresh_from_db()
    assert avviso.stato == "non_consegnato"


def test_un_elenco_si_vede_nell_ente_di_chi_lo_legge(
    entrato: Client, funzionario: Utente, estraneo_ente: Utente
) -> None:
    mancato(None, funzionario, 1)
    mancato(None, estraneo_ente, 2)
    (riga,) = entrato.get(PAGINA).context["indirizzi"]
    assert riga.indirizzo == funzionario.email


@pytest.mark.parametrize("dati", [{}, {"indirizzo": "a@x.it", "scelta": "brucia"}])
def test_una_scelta_che_non_c_e(
    dati: dict[str, str], entrato: Client, programma: Programma, manager: Utente
) -> None:
    avviso = mancato(programma, manager)
    risposta = entrato.post(PAGINA, dati)
    assert risposta.status_code == 422
    assert "Scegliere un indirizzo" in risposta.text
    avviso.refresh_from_db()
    assert avviso.stato == "non_consegnato"


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_interrogazioni(
    quanti: int,
    entrato: Client,
    schema_2026: Schema,
    distretto: Distretto,
    manager: Utente,
    django_assert_num_queries: Any,
) -> None:
    for numero in range(quanti):
        programma = crea(schema_2026, distretto, 2100 + numero)
        mancato(programma, manager, numero, indirizzo=f"m{numero}@example.org")
    with django_assert_num_queries(4):
        entrato.get(PAGINA)
