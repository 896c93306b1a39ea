"""Looking an organisation up: the page and the JSON of the type-ahead."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Distretto, Ente, Incarico, Organizzazione, Utente

CERCA = reverse("organizzazioni_cerca")


def cerca(client: Client, q: str, **dati: Any) -> Any:
    return client.get(CERCA, {"q": q, "formato": "json", **dati}).json()


def nomi(risposta: Any) -> list[str]:
    return [t["nome"] for t in risposta["trovate"]]


@pytest.fixture
def simili(ente: Ente) -> None:
    for nome in ("Nuova Alfa", "Alfa", "Casalfa", "Alfa bar", "Beta"):
        Organizzazione.objects.create(ente=ente, denominazione=nome)


def test_trova_col_nome_o_con_l_alias(
    del_manager: Client, cs4: Organizzazione, distretto: Distretto
) -> None:
    assert cerca(del_manager, "quattro", distretto=distretto.pk) == {
        "trovate": [
            {"id": cs4.pk, "nome": cs4.denominazione, "alias": "Quattro passi", "aderente": True}
        ],
        "altre": 0,
    }
    assert cerca(del_manager, "cs4")["trovate"][0]["alias"] == ""


def test_le_piu_vicine_vengono_prima(del_manager: Client, simili: None) -> None:
    assert nomi(cerca(del_manager, "alfa")) == ["Alfa", "Alfa bar", "Nuova Alfa", "Casalfa"]


def test_al_piu_dieci_e_quante_altre(del_manager: Client, popola: Any) -> None:
    popola(13)
    risposta = cerca(del_manager, "azienda")
    assert (len(risposta["trovate"]), risposta["altre"]) == (10, 3)


@pytest.mark.parametrize("vuoto", ["", "  ", "…", "%"])
def test_senza_parole_niente(vuoto: str, del_manager: Client, popola: Any) -> None:
    popola(1)
    assert cerca(del_manager, vuoto) == {"trovate": [], "altre": 0}


def test_quelle_di_un_altro_ente_non_si_vedono(
    del_manager: Client, altro_ente: Ente, distretto: Distretto
) -> None:
    Organizzazione.objects.create(ente=altro_ente, denominazione="Alfa di altrove")
    assert nomi(cerca(del_manager, "alfa")) == []
    assert nomi(cerca(del_manager, "alfa", distretto=distretto.pk)) == []


def test_quelle_unite_a_un_altra_non_si_vedono(
    del_manager: Client, cs4: Organizzazione, capofila: Organizzazione
) -> None:
    Organizzazione.objects.filter(pk=cs4.pk).update(fusa_in=capofila)
    assert nomi(cerca(del_manager, "cooperativa")) == []


def test_chi_non_ha_piu_un_incarico_non_vede_niente(
    del_manager: Client, manager: Utente, cs4: Organizzazione
) -> None:
    Incarico.objects.filter(utente=manager).update(al="2021-01-01")
    assert nomi(cerca(del_manager, "cooperativa")) == []


@pytest.mark.parametrize("chi", ["estraneo", "estraneo_ente"])
def test_il_distretto_altrui_non_si_trova(
    chi: str, client: Client, distretto: Distretto, persone: dict[str, Any]
) -> None:
    client.force_login(persone[chi])
    assert client.get(CERCA, {"q": "a", "distretto": distretto.pk}).status_code == 404


@pytest.mark.parametrize("distretto_chiesto", ["x", "-1", "9" * 30, "²"])
def test_un_distretto_che_non_c_e(distretto_chiesto: str, del_manager: Client) -> None:
    assert del_manager.get(CERCA, {"distretto": distretto_chiesto}).status_code == 404


def test_la_pagina_fa_lo_stesso_senza_javascript(
    del_manager: Client, distretto: Distretto, cs4: Organizzazione, simili: None
) -> None:
    testo = del_manager.get(CERCA, {"q": "quattro", "distretto": distretto.pk}).text
    assert "anche «Quattro passi»" in testo
    assert "Aderisce già" in testo
    assert (
        "Proponi l’adesione"
        in del_manager.get(CERCA, {"q": "beta", "distretto": distretto.pk}).text
    )


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_le_query_non_crescono(
    quante: int,
    del_manager: Client,
    distretto: Distretto,
    popola: Any,
    django_assert_num_queries: Any,
) -> None:
    popola(quante)
    with django_assert_num_queries(6):
        cerca(del_manager, "azienda", distretto=distretto.pk)
