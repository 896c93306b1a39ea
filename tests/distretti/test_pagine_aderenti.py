"""The members of a district on a day."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Distretto, Organizzazione
from distretti.services import aggiungi_alias, chiudi_adesione, registra_adesione
from distretti.views import distretti as viste

FINE = date(2024, 6, 30)


def chiedi(client: Client, distretto: Distretto, **dati: str) -> Any:
    return client.get(reverse("distretto_aderenti", args=[distretto.pk]), dati)


def nomi(risposta: Any) -> list[str]:
    return [str(a.organizzazione) for a in risposta.context["pagina"]]


@pytest.mark.parametrize(
    ("giorno", "dentro"),
    [
        ("2022-07-14", False),
        ("2022-07-15", True),
        ("2024-06-30", True),
        ("2024-07-01", False),
    ],
)
def test_a_ogni_data_chi_c_era(
    giorno: str, dentro: bool, del_manager: Client, distretto: Distretto, popola: Any
) -> None:
    (chi,) = popola(1)
    chiudi_adesione(chi.adesioni.get(), al=FINE, motivo="chiude")
    assert nomi(chiedi(del_manager, distretto, al=giorno)) == ["Azienda 000"] * dentro


def test_chi_era_uscito_si_legge_col_motivo(
    del_manager: Client, distretto: Distretto, popola: Any
) -> None:
    (chi,) = popola(1)
    chiudi_adesione(chi.adesioni.get(), al=FINE, motivo="cessata attività")
    risposta = chiedi(del_manager, distretto, al="2025-01-01")
    assert "cessata attività" in risposta.text
    assert chiedi(del_manager, distretto, al="2024-01-01").context["usciti"] == []


def test_i_marchi_sono_quelli_di_quel_giorno(
    del_manager: Client, distretto: Distretto, popola: Any
) -> None:
    (chi,) = popola(1)
    chi.certificazioni.update(al=date(2023, 1, 1))
    assert "Family Audit" in chiedi(del_manager, distretto, al="2023-01-01").text
    assert "Family Audit <span" not in chiedi(del_manager, distretto, al="2023-01-02").text


@pytest.mark.parametrize("cercato", ["cs4", "societa cooperativa", "quattro", "QUATTRO passi"])
def test_si_cerca_anche_con_gli_altri_nomi(
    cercato: str, del_manager: Client, distretto: Distretto, cs4: Organizzazione, popola: Any
) -> None:
    popola(2)
    assert nomi(chiedi(del_manager, distretto, q=cercato)) == [str(cs4)]


def test_le_parole_di_due_nomi_non_si_sommano(
    del_manager: Client, distretto: Distretto, cs4: Organizzazione
) -> None:
    aggiungi_alias(cs4, "Altro nome")
    assert nomi(chiedi(del_manager, distretto, q="quattro altro")) == []


def test_una_data_impossibile_si_spiega(del_manager: Client, distretto: Distretto) -> None:
    risposta = chiedi(del_manager, distretto, al="2024-02-31")
    assert risposta.status_code == 422
    assert risposta.context["form"].errors["al"]


def test_oltre_duecento_si_va_a_pagine(
    del_manager: Client, distretto: Distretto, popola: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viste, "ADERENTI_PER_PAGINA", 2)
    popola(3)
    seconda = chiedi(del_manager, distretto, al="2025-01-01", pagina="2")
    assert nomi(seconda) == ["Azienda 002"]
    assert '<td class="cifre" data-titolo="N.">3</td>' in seconda.text
    assert "al=2025-01-01&amp;pagina=1" in seconda.text


def test_cento_stanno_in_una_pagina(del_manager: Client, distretto: Distretto, popola: Any) -> None:
    popola(100)
    assert not chiedi(del_manager, distretto).context["pagina"].has_other_pages()


def test_chi_legge_non_ha_comandi(
    client: Client, distretto: Distretto, popola: Any, lettore: Any
) -> None:
    popola(1)
    client.force_login(lettore)
    testo = chiedi(client, distretto).text
    assert "Correggi" not in testo
    assert "Importa" not in testo


def test_chi_e_di_un_altro_distretto_non_la_trova(
    client: Client, distretto: Distretto, estraneo: Any
) -> None:
    client.force_login(estraneo)
    assert chiedi(client, distretto).status_code == 404


def test_chi_rientra_compare_una_volta(
    del_manager: Client, distretto: Distretto, popola: Any
) -> None:
    (chi,) = popola(1)
    chiudi_adesione(chi.adesioni.get(), al=FINE, motivo="pausa")
    registra_adesione(distretto=distretto, organizzazione=chi, dal=date(2025, 1, 1))
    assert nomi(chiedi(del_manager, distretto, al="2025-06-01")) == ["Azienda 000"]


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_le_query_non_crescono(
    quanti: int,
    dell_ufficio: Client,
    distretto: Distretto,
    popola: Any,
    cs4: Organizzazione,
    django_assert_num_queries: Any,
) -> None:
    popola(quanti)
    chiudi_adesione(cs4.adesioni.get(), al=FINE, motivo="chiude")
    with django_assert_num_queries(10):
        chiedi(dell_ufficio, distretto, al="2025-01-01", q="a")
