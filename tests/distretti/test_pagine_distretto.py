"""The list of the districts and the page of one."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Distretto, Organizzazione, Utente
from distretti.services import chiudi_adesione, proponi, registra_adesione
from programmi.models import Schema
from programmi.services import concedi_proroga

DISTRETTI = reverse("distretti")


def pagina(distretto: Distretto) -> str:
    return reverse("distretto", args=[distretto.pk])


def test_la_pagina_dice_dati_accordi_e_canali(del_manager: Client, distretto: Distretto) -> None:
    distretto.accordi.create(
        atto_comune="deliberazione della Giunta comunale n. 70 del 24 maggio 2022",
        sottoscritto_il=date(2022, 10, 28),
        firmatari=5,
    )
    testo = del_manager.get(pagina(distretto)).text
    assert "FA-AV" in testo
    assert "Comune di Pergine Valsugana" in testo
    assert "deliberazione della Giunta comunale n. 70 del 24 maggio 2022" in testo
    assert "28 ottobre 2022" in testo
    assert "distretto@example.org" in testo


def test_un_canale_che_non_c_e_e_un_trattino(del_manager: Client, distretto: Distretto) -> None:
    risposta = del_manager.get(pagina(distretto))
    assert dict(risposta.context["canali"])["Sito web"] == ""
    assert "<dt>Sito web</dt><dd>–</dd>" in risposta.text


def test_gli_aderenti_di_oggi_coi_marchi(
    del_manager: Client, distretto: Distretto, popola: Any
) -> None:
    via, resta = popola(2)
    chiudi_adesione(via.adesioni.get(), al=date(2023, 1, 1), motivo="chiude")
    risposta = del_manager.get(pagina(distretto))
    assert [a.organizzazione for a in risposta.context["aderenti"]] == [resta]
    assert "Family Audit <span" in risposta.text


def test_cio_che_aspetta_e_cio_che_e_stato_deciso(
    del_manager: Client, distretto: Distretto, manager: Utente
) -> None:
    proposta = proponi(
        distretto=distretto, tipo="dati", autore=manager, contenuto={"sito": ["", "www.x.it"]}
    )
    risposta = del_manager.get(pagina(distretto))
    assert risposta.context["in_attesa"] == [proposta]
    assert risposta.context["storia"] == []


def test_le_proroghe_che_lo_riguardano(
    del_manager: Client,
    distretto: Distretto,
    altro_distretto: Distretto,
    schema_2026: Schema,
    funzionario: Utente,
) -> None:
    scadenza = schema_2026.scadenze.create(tipo="trasmissione", giorno=date(2026, 3, 31))
    for giorno, a_chi in ((15, None), (20, altro_distretto), (30, distretto)):
        concedi_proroga(
            scadenza,
            distretto=a_chi,
            nuovo_giorno=date(2026, 4, giorno),
            motivo=f"Motivo del {giorno}",
            autore=funzionario,
        )
    risposta = del_manager.get(pagina(distretto))
    assert [d.proroga.nuovo_giorno.day for d in risposta.context["proroghe"]] == [30, 15]
    assert "Dal 15 aprile 2026 al 30 aprile 2026, per il distretto" in risposta.text
    assert "Motivo del 30" in risposta.text
    assert "Fulvio Funzi" in risposta.text
    assert "Motivo del 20" not in risposta.text


def test_le_proroghe_di_uno_schema_che_non_lo_serve_non_lo_riguardano(
    del_manager: Client, distretto: Distretto, schema_2026: Schema, funzionario: Utente
) -> None:
    Schema.objects.update(tipi_distretto=["tematico"])
    scadenza = schema_2026.scadenze.create(tipo="trasmissione", giorno=date(2026, 3, 31))
    concedi_proroga(scadenza, nuovo_giorno=date(2026, 4, 9), motivo="x", autore=funzionario)
    assert del_manager.get(pagina(distretto)).context["proroghe"] == []


@pytest.mark.parametrize(
    ("chi", "comando"),
    [("manager", "Proponi"), ("funzionario", "Registra"), ("lettore", "Vai a")],
)
def test_ognuno_ha_i_suoi_comandi(
    chi: str, comando: str, client: Client, distretto: Distretto, persone: dict[str, Any]
) -> None:
    client.force_login(persone[chi])
    assert f'<h2 id="comandi">{comando}</h2>' in client.get(pagina(distretto)).text


@pytest.mark.parametrize("chi", ["estraneo", "estraneo_ente"])
def test_chi_e_di_fuori_non_lo_trova(
    chi: str, client: Client, distretto: Distretto, persone: dict[str, Any]
) -> None:
    client.force_login(persone[chi])
    assert client.get(pagina(distretto)).status_code == 404


def test_la_pagina_si_legge_soltanto(del_manager: Client, distretto: Distretto) -> None:
    assert del_manager.post(pagina(distretto)).status_code == 405


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_le_query_non_crescono(
    quanti: int,
    dell_ufficio: Client,
    distretto: Distretto,
    popola: Any,
    manager: Utente,
    django_assert_num_queries: Any,
) -> None:
    for uscente in popola(quanti):
        contenuto = {"al": "2026-01-01", "motivo_uscita": "prova"}
        distretto.proposte.create(
            tipo="uscita", organizzazione=uscente, autore=manager, contenuto=contenuto
        )
    with django_assert_num_queries(11):
        dell_ufficio.get(pagina(distretto))


# --- the list -------------------------------------------------------------------------------


def test_l_elenco_ha_solo_i_propri(
    del_manager: Client, distretto: Distretto, altro_distretto: Distretto
) -> None:
    assert list(del_manager.get(DISTRETTI).context["pagina"]) == [distretto]


def test_l_ufficio_vede_quelli_dell_ente(
    dell_ufficio: Client,
    distretto: Distretto,
    altro_distretto: Distretto,
    distretto_altrove: Distretto,
) -> None:
    visti = set(dell_ufficio.get(DISTRETTI).context["pagina"])
    assert visti == {distretto, altro_distretto}


@pytest.mark.parametrize("cercato", ["valsugana", "fa-av", "pergine", "ALTA audit"])
def test_si_cerca_per_nome_codice_o_capofila(
    cercato: str, dell_ufficio: Client, distretto: Distretto, altro_distretto: Distretto
) -> None:
    assert list(dell_ufficio.get(DISTRETTI, {"q": cercato}).context["pagina"]) == [distretto]


def test_senza_risposta_lo_si_dice(dell_ufficio: Client, distretto: Distretto) -> None:
    assert "Nessun distretto risponde a «zzz»" in dell_ufficio.get(DISTRETTI, {"q": "zzz"}).text


def test_conta_aderenti_e_proposte_senza_moltiplicarli(
    dell_ufficio: Client, distretto: Distretto, popola: Any, manager: Utente
) -> None:
    popola(3)
    for sito in ("a.it", "b.it"):
        proponi(distretto=distretto, tipo="dati", autore=manager, contenuto={"sito": ["", sito]})
    (riga,) = dell_ufficio.get(DISTRETTI).context["pagina"]
    assert (riga.quanti_aderenti, riga.in_attesa) == (3, 2)


@pytest.mark.parametrize("quanti", [1, 3, 40])
def test_le_query_dell_elenco_non_crescono(
    quanti: int, dell_ufficio: Client, capofila: Organizzazione, django_assert_num_queries: Any
) -> None:
    for n in range(quanti):
        nuovo = Distretto.objects.create(
            ente=capofila.ente, codice=f"T{n}", denominazione=f"Distretto {n}", capofila=capofila
        )
        registra_adesione(distretto=nuovo, organizzazione=capofila, dal=date(2022, 1, 1))
    with django_assert_num_queries(5):
        dell_ufficio.get(DISTRETTI)
