"""The series: numbers compared as numbers, each given once, the next one proposed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Ente, Utente
from istruttoria import services
from istruttoria.collana import chiave, numero_valido, prossimo
from istruttoria.models import Volume
from istruttoria.queries import numero_da_proporre, volumi
from istruttoria.services.volumi import assegna_numero
from istruttoria.workflow import Rifiuto
from programmi.models import Programma
from tests.istruttoria.passi import fai, rifiuto

Porta = Callable[[str], Programma]


def test_i_numeri_si_ordinano_come_numeri() -> None:
    numeri = ["7.65", "7.9", "10", "7.100", "2.1", "7.65b", "7"]
    assert sorted(numeri, key=chiave) == ["2.1", "7", "7.9", "7.65", "7.65b", "7.100", "10"]


@pytest.mark.parametrize("scritto", ["7.065", "7/65", "07.65", "7-65"])
def test_lo_stesso_numero_in_altri_modi(scritto: str) -> None:
    assert chiave(scritto) == chiave("7.65")


@pytest.mark.parametrize(
    ("numero", "valido"),
    [("7.65", True), ("120", True), ("7.65B", True), ("sette", False), ("7.", False), ("", False)],
)
def test_come_si_scrive_un_numero(numero: str, valido: bool) -> None:
    assert numero_valido(numero) is valido


@pytest.mark.parametrize(
    ("numeri", "come", "atteso"),
    [
        (["7.64", "7.65", "8.90", "12"], "7.65", "7.66"),
        (["7.64", "7.70", "7.65"], "7.65", "7.71"),
        (["7.9", "7.100"], "7.9", "7.101"),
        (["119", "120"], "119", "121"),
        (["7.65b"], "7.65b", "7.66"),
        ([], "", ""),
    ],
)
def test_il_prossimo_numero(numeri: list[str], come: str, atteso: str) -> None:
    assert prossimo(numeri, come=come) == atteso


def test_il_numero_di_un_altro_libro_non_si_ridà(
    nello_stato: Porta, ente: Ente, funzionario: Utente
) -> None:
    libro = {"numero": "7.065", "titolo": "Una guida", "anno": None}
    services.registra_volume(ente, libro, autore=funzionario)
    negato = rifiuto("pubblica", nello_stato("approvato"), funzionario)
    assert (negato.campo, "«Una guida»" in negato.motivo) == ("serie_numero", True)


def test_chi_pubblica_entra_nel_registro(
    nello_stato: Porta, ente: Ente, funzionario: Utente
) -> None:
    pubblicato = fai("pubblica", nello_stato("approvato"), funzionario)
    volume = volumi(ente).get()
    assert (volume.numero, volume.programma) == ("7.65", pubblicato)
    assert numero_da_proporre(ente.pk) == "7.66"


def test_un_passaggio_rifiutato_non_prende_il_numero(
    nello_stato: Porta, funzionario: Utente
) -> None:
    approvato = nello_stato("approvato")
    rifiuto("pubblica", approvato, funzionario, pubblicato_il="2020-01-01")
    assert not Volume.objects.exists()


def test_il_numero_stampato_resta_quello(nello_stato: Porta, dirigente: Utente) -> None:
    approvato = fai("approva", nello_stato("in_istruttoria"), dirigente, serie_numero="7.65")
    pubblicato = fai("pubblica", approvato, dirigente, serie_numero="7.65")
    assert Volume.objects.get().programma == pubblicato


def test_il_numero_di_un_programma_non_si_tocca_dal_registro(
    nello_stato: Porta, funzionario: Utente
) -> None:
    fai("pubblica", nello_stato("approvato"), funzionario)
    volume = Volume.objects.get()
    with pytest.raises(Rifiuto, match="numero di un programma"):
        services.togli_volume(volume)
    with pytest.raises(Rifiuto, match="numero di un programma"):
        services.correggi_volume(
            volume, {"numero": "1", "titolo": "x", "anno": None}, autore=funzionario
        )
    assert Volume.objects.get().numero == "7.65"


def test_si_propone_nel_modulo_di_chi_pubblica(
    nello_stato: Porta, ente: Ente, funzionario: Utente, client: Client
) -> None:
    altro = Programma.objects.create(
        distretto=nello_stato("approvato").distretto,
        schema=nello_stato("approvato").schema,
        anno=2020,
        dal="2020-01-01",
        al="2020-12-31",
    )
    assegna_numero(altro, "7.64", autore=funzionario)
    client.force_login(funzionario)
    pagina = client.get(reverse("passo", args=[nello_stato("approvato").pk, "pubblica"]))
    assert 'value="7.65"' in pagina.content.decode()


def _aggiungi(client: Client, **campi: str) -> Any:
    return client.post(reverse("collana"), {"numero": "", "titolo": "", "anno": "", **campi})


def test_la_pagina_aggiunge_corregge_e_toglie(
    client: Client, ente: Ente, funzionario: Utente
) -> None:
    client.force_login(funzionario)
    assert "Il registro è vuoto" in client.get(reverse("collana")).content.decode()
    assert _aggiungi(client, numero="3.1", titolo="Dossier", anno="2024").status_code == 302
    volume = Volume.objects.get()
    pagina = reverse("collana_volume", args=[volume.pk])
    assert (
        client.post(pagina, {"numero": "3.2", "titolo": "Dossier", "anno": ""}).status_code == 302
    )
    assert Volume.objects.get().numero == "3.2"
    assert client.post(reverse("collana_togli", args=[volume.pk])).status_code == 302
    assert not Volume.objects.exists()


@pytest.mark.parametrize(
    ("campi", "motivo"),
    [
        ({"numero": "tre", "titolo": "A"}, "fatto di cifre e punti"),
        ({"numero": "3.1", "titolo": "A"}, "già quello di «Primo»"),
        ({"numero": "3.3", "titolo": "A", "anno": "26"}, "quattro cifre"),
    ],
)
def test_ciò_che_non_va_si_spiega_e_resta_scritto(
    campi: dict[str, str], motivo: str, client: Client, ente: Ente, funzionario: Utente
) -> None:
    services.registra_volume(
        ente, {"numero": "3.1", "titolo": "Primo", "anno": None}, autore=funzionario
    )
    client.force_login(funzionario)
    risposta = _aggiungi(client, **campi)
    testo = risposta.content.decode()
    assert (risposta.status_code, motivo in testo) == (422, True)
    assert f'value="{campi["numero"]}"' in testo
    assert Volume.objects.count() == 1


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_domande_costanti(
    quanti: int,
    client: Client,
    ente: Ente,
    funzionario: Utente,
    django_assert_num_queries: Any,
) -> None:
    for numero in range(quanti):
        Volume.objects.create(
            ente=ente, numero=f"1.{numero}", chiave=chiave(f"1.{numero}"), titolo="Libro"
        )
    client.force_login(funzionario)
    with django_assert_num_queries(6):
        assert client.get(reverse("collana")).status_code == 200
