"""The page on which a person says how the notices should come."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Utente
from istruttoria.models import Avviso, SceltaAvvisi
from programmi.models import Programma

AVVISI = reverse("avvisi")


@pytest.fixture
def entrato(client: Client, manager: Utente) -> Client:
    client.force_login(manager)
    return client


def spedito(programma: Programma, utente: Utente, numero: int = 1, **campi: Any) -> Avviso:
    return Avviso.objects.create(
        programma=programma,
        genere="promemoria",
        chiave=f"prova {numero}",
        utente=utente,
        destinatario=str(utente),
        indirizzo=utente.email,
        **{"stato": "inviato", "inviato_il": timezone.now(), "oggetto": "Oggetto", **campi},
    )


def test_chi_non_ha_scelto_li_riceve_subito(entrato: Client) -> None:
    assert entrato.get(AVVISI).context["form"].initial == {"modo": "subito"}
    assert not SceltaAvvisi.objects.exists()


def test_la_scelta_resta(entrato: Client, manager: Utente) -> None:
    risposta = entrato.post(AVVISI, {"modo": "riepilogo"}, follow=True)
    assert "La scelta è salvata" in risposta.text
    assert SceltaAvvisi.objects.get(utente=manager).modo == "riepilogo"
    assert risposta.context["form"].initial == {"modo": "riepilogo"}


@pytest.mark.parametrize("modo", ["", "mai"])
def test_un_modo_che_non_c_e(modo: str, entrato: Client) -> None:
    risposta = entrato.post(AVVISI, {"modo": modo})
    assert risposta.status_code == 422
    assert "Scegliere uno dei due modi." in risposta.text


def test_si_arriva_dal_proprio_accesso(entrato: Client) -> None:
    assert f'href="{AVVISI}"' in entrato.get(reverse("mfa_index")).text


def test_mostra_i_propri_e_non_quelli_degli_altri(
    entrato: Client, programma: Programma, manager: Utente, coordinatore: Utente
) -> None:
    spedito(programma, manager, 1, oggetto="Il mio")
    spedito(programma, coordinatore, 2, oggetto="Di un altro")
    testo = entrato.get(AVVISI).text
    assert "Il mio" in testo
    assert "Di un altro" not in testo


def test_non_mostra_cio_che_non_si_puo_piu_leggere(
    entrato: Client, programma: Programma, manager: Utente
) -> None:
    spedito(programma, manager, oggetto="Programma di un distretto lasciato")
    manager.incarichi.update(al="2024-12-31")
    assert "lasciato" not in entrato.get(AVVISI).text


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_interrogazioni(
    quanti: int,
    entrato: Client,
    programma: Programma,
    manager: Utente,
    django_assert_num_queries: Any,
) -> None:
    for numero in range(quanti):
        spedito(programma, manager, numero)
    with django_assert_num_queries(5):
        entrato.get(AVVISI)
