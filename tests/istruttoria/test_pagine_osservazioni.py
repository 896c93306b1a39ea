"""Remarks, answers and overridden checks, from the pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Utente
from istruttoria.fatti import Fatti
from istruttoria.models import Osservazione
from programmi.models import Programma


@pytest.fixture
def osservazione(in_istruttoria: Programma, funzionario: Utente) -> Osservazione:
    return Osservazione.objects.create(
        programma=in_istruttoria,
        testo="Indicare l'indicatore",
        autore=funzionario,
        inviata_il=timezone.now(),
    )


@pytest.mark.parametrize(
    ("luogo", "campi"),
    [
        ("", ("", "", None)),
        ("voce:premessa", ("premessa", "", None)),
        ("riga_vamt:3", ("", "riga_vamt", 3)),
    ],
)
def test_l_ufficio_osserva(
    luogo: str,
    campi: tuple[str, str, int | None],
    client: Client,
    funzionario: Utente,
    in_istruttoria: Programma,
) -> None:
    client.force_login(funzionario)
    dati = {"luogo": luogo, "tipo": "correzione", "testo": "Da rivedere"}
    client.post(reverse("osserva", args=[in_istruttoria.pk]), dati)
    nuova = in_istruttoria.osservazioni.get()
    assert (nuova.voce, nuova.azione_tipo, nuova.azione_numero) == campi


def test_un_luogo_inventato_non_si_accetta(
    client: Client, funzionario: Utente, in_istruttoria: Programma
) -> None:
    client.force_login(funzionario)
    dati = {"luogo": "azione:99", "tipo": "correzione", "testo": "Da rivedere"}
    assert client.post(reverse("osserva", args=[in_istruttoria.pk]), dati).status_code == 422


def test_in_bozza_non_si_osserva(
    client: Client, funzionario: Utente, nello_stato: Callable[[str], Programma]
) -> None:
    client.force_login(funzionario)
    risposta = client.get(reverse("osserva", args=[nello_stato("bozza").pk]))
    assert "Ora non si può." in risposta.text


def test_il_distretto_risponde(
    client: Client,
    manager: Utente,
    osservazione: Osservazione,
    nello_stato: Callable[[str], Programma],
) -> None:
    nello_stato("da_integrare")
    client.force_login(manager)
    client.post(reverse("rispondi", args=[osservazione.pk]), {"risposta": "Fatto"})
    osservazione.refresh_from_db()
    assert (osservazione.stato, osservazione.risposta) == ("risposta", "Fatto")


def test_l_ufficio_chiude_e_riapre(
    client: Client, funzionario: Utente, osservazione: Osservazione
) -> None:
    client.force_login(funzionario)
    for verbo, stato in (("chiudi", "chiusa"), ("riapri", "aperta")):
        client.post(reverse(verbo, args=[osservazione.pk]), {"motivo": "Mancano gli orari"})
        osservazione.refresh_from_db()
        assert osservazione.stato == stato


def test_un_rifiuto_si_legge_nella_pagina(
    client: Client, funzionario: Utente, osservazione: Osservazione
) -> None:
    client.force_login(funzionario)
    dati = {"motivo": "Mancano gli orari"}
    risposta = client.post(reverse("riapri", args=[osservazione.pk]), dati)
    assert risposta.status_code == 422
    assert "L&#x27;osservazione è «Aperta»" in risposta.text
    assert "Mancano gli orari" in risposta.text


def test_si_supera_un_controllo_con_il_motivo(
    client: Client, funzionario: Utente, programma: Programma
) -> None:
    esito = Fatti(programma).esiti[0]
    client.force_login(funzionario)
    dati = {"codice": esito.codice, "dove": esito.dove, "motivo": "Concordato per telefono"}
    client.post(reverse("supera", args=[programma.pk]), dati)
    testo = client.get(reverse("programma", args=[programma.pk])).text
    assert "Concordato per telefono" in testo


def test_non_si_supera_cio_che_non_c_e(
    client: Client, funzionario: Utente, programma: Programma
) -> None:
    client.force_login(funzionario)
    dati = {"codice": "inventato", "dove": "", "motivo": "Perché sì"}
    risposta = client.post(reverse("supera", args=[programma.pk]), dati)
    assert (risposta.status_code, programma.superamenti.count()) == (422, 0)
