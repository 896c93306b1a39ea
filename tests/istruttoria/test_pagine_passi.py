"""The pages of the steps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Ente, Utente
from istruttoria.fatti import Fatti
from istruttoria.transizioni import TRANSIZIONI
from programmi.models import Programma
from tests.istruttoria.passi import senza_numero

PROTOCOLLO = {"protocollo_numero": "366010", "protocollo_data": "2026-04-30"}


def passo(programma: Programma, nome: str) -> str:
    return reverse("passo", args=[programma.pk, nome])


@pytest.mark.parametrize("nome", TRANSIZIONI)
def test_il_modulo_chiede_cio_che_il_passo_registra(
    nome: str, client: Client, persone: dict[str, Utente], nello_stato: Callable[[str], Programma]
) -> None:
    transizione = TRANSIZIONI[nome]
    programma = nello_stato(transizione.da[0])
    client.force_login(persone[transizione.personae[0]])
    form = client.get(passo(programma, nome)).context["form"]
    allegato = {"allegato"} if transizione.allega else set()
    assert set(form.fields) == {"impronta", "nota", *transizione.campi} | allegato
    assert {n for n in transizione.campi if form.fields[n].required} == set(transizione.richiede)
    if allegato:
        assert form.fields["allegato"].required is bool(transizione.allega_da)


def test_il_passo_muove_il_programma(
    client: Client, funzionario: Utente, nello_stato: Callable[[str], Programma]
) -> None:
    programma = nello_stato("trasmesso")
    client.force_login(funzionario)
    risposta = client.post(passo(programma, "prende_in_carico"), PROTOCOLLO)
    assert risposta.url == reverse("programma", args=[programma.pk])
    programma.refresh_from_db()
    assert (programma.stato, programma.protocollo_numero) == ("in_istruttoria", "366010")


def test_un_dato_mancante_si_dice_accanto_al_campo(
    client: Client, funzionario: Utente, nello_stato: Callable[[str], Programma]
) -> None:
    programma = nello_stato("trasmesso")
    client.force_login(funzionario)
    risposta = client.post(passo(programma, "prende_in_carico"), {"protocollo_numero": "1"})
    assert risposta.status_code == 422
    assert "protocollo_data" in risposta.context["form"].errors


def test_il_rifiuto_del_servizio_torna_accanto_al_campo(
    client: Client, funzionario: Utente, nello_stato: Callable[[str], Programma]
) -> None:
    programma = nello_stato("trasmesso")
    client.force_login(funzionario)
    dati = {**PROTOCOLLO, "protocollo_data": "2026-04-01"}
    risposta = client.post(passo(programma, "prende_in_carico"), dati)
    assert risposta.status_code == 422
    assert "viene prima di" in risposta.context["form"].errors["protocollo_data"][0]


def test_un_atto_illeggibile_si_spiega(
    client: Client, dirigente: Utente, in_istruttoria: Programma
) -> None:
    client.force_login(dirigente)
    risposta = client.post(passo(in_istruttoria, "respinge"), {"atto_di_chiusura": "no"})
    assert "non si legge come un atto" in risposta.context["form"].errors["atto_di_chiusura"][0]


def test_chi_agisce_per_il_distretto_dice_perche(
    client: Client, funzionario: Utente, nello_stato: Callable[[str], Programma]
) -> None:
    programma = nello_stato("bozza")
    client.force_login(funzionario)
    risposta = client.post(
        passo(programma, "trasmetti"),
        {"delibera_giunta": "deliberazione della Giunta comunale n. 65 del 28 aprile 2026"},
    )
    assert "nota" in risposta.context["form"].errors


def test_un_passo_fuori_tempo_dice_perche(
    client: Client, funzionario: Utente, programma: Programma
) -> None:
    client.force_login(funzionario)
    risposta = client.get(passo(programma, "prende_in_carico"))
    assert "Ora non si può." in risposta.text
    assert '<form method="post" action="/programmi/' not in risposta.text


def test_si_approva_il_testo_mostrato(
    client: Client, dirigente: Utente, in_istruttoria: Programma
) -> None:
    client.force_login(dirigente)
    testo = client.get(passo(in_istruttoria, "approva")).text
    assert Fatti(in_istruttoria).impronta_atto in testo


def test_un_testo_cambiato_nel_frattempo_non_si_approva(
    client: Client, dirigente: Utente, in_istruttoria: Programma
) -> None:
    client.force_login(dirigente)
    dati: dict[str, Any] = {"determinazione_numero": "5663", "determinazione_data": "2026-05-28"}
    dati["impronta"] = Fatti(in_istruttoria).impronta_atto
    in_istruttoria.azioni.update(titolo="Un altro titolo")
    risposta = client.post(passo(in_istruttoria, "approva"), dati)
    assert risposta.status_code == 422
    assert "cambiato" in risposta.text
    in_istruttoria.refresh_from_db()
    assert in_istruttoria.stato == "in_istruttoria"


def test_senza_l_impronta_di_ciò_che_si_è_visto_non_si_approva(
    client: Client, dirigente: Utente, in_istruttoria: Programma
) -> None:
    client.force_login(dirigente)
    dati = {"determinazione_numero": "5663", "determinazione_data": "2026-05-28"}
    risposta = client.post(passo(in_istruttoria, "approva"), dati)
    assert (risposta.status_code, "Manca l’impronta" in risposta.text) == (422, True)
    in_istruttoria.refresh_from_db()
    assert in_istruttoria.stato == "in_istruttoria"


def test_un_passo_sconosciuto_non_si_trova(
    client: Client, dirigente: Utente, programma: Programma
) -> None:
    client.force_login(dirigente)
    assert client.get(passo(programma, "vola")).status_code == 404


def test_dove_il_numero_si_registra_dopo_la_firma_non_lo_si_chiede(
    client: Client, dirigente: Utente, in_istruttoria: Programma
) -> None:
    Ente.objects.update(numerazione="dopo_firma")
    client.force_login(dirigente)
    form = client.get(passo(in_istruttoria, "approva")).context["form"]
    assert set(form.fields) == {"impronta", "serie_numero", "nota"}
    dati = {"impronta": form["impronta"].value(), "determinazione_numero": "5663"}
    risposta = client.post(passo(in_istruttoria, "approva"), dati)
    assert (risposta.status_code, "senza numero né data" in risposta.text) == (422, True)
    dati.pop("determinazione_numero")
    assert client.post(passo(in_istruttoria, "approva"), dati).status_code == 302
    in_istruttoria.refresh_from_db()
    assert (in_istruttoria.stato, in_istruttoria.determinazione_numero) == ("approvato", "")


def test_il_numero_si_registra_dalla_sua_pagina(
    client: Client, funzionario: Utente, nello_stato: Callable[[str], Programma]
) -> None:
    programma = senza_numero(nello_stato("approvato"))
    client.force_login(funzionario)
    assert "Registra il numero" in client.get(passo(programma, "registra_numero")).text
    dati = {"determinazione_numero": "5663", "determinazione_data": "2026-06-10"}
    assert client.post(passo(programma, "registra_numero"), dati).status_code == 302
    programma.refresh_from_db()
    assert (programma.stato, programma.determinazione_numero) == ("approvato", "5663")
