"""An act that is signed without its number, which is recorded afterwards."""

import json
from datetime import date
from typing import Any

import pytest

from distretti.models import Ente, Utente
from istruttoria import rules, services
from istruttoria.fatti import Fatti
from istruttoria.models import Avviso, Documento, Passaggio, Versione
from istruttoria.services import esegui
from istruttoria.services.messaggi import componi
from programmi.models import Programma
from tests.istruttoria.passi import DATI, fai, intatto, rifiuto

SENZA = {"determinazione_numero": "", "determinazione_data": ""}


def di_nuovo(programma: Programma) -> Programma:
    return Programma.objects.select_related("distretto__ente", "schema").get(pk=programma.pk)


@pytest.fixture
def da_firmare(in_istruttoria: Programma) -> Programma:
    """A programme under review in an Ente that records the number after the signature."""
    Ente.objects.update(numerazione="dopo_firma")
    return di_nuovo(in_istruttoria)


@pytest.fixture
def approvato(da_firmare: Programma, dirigente: Utente) -> Programma:
    return esegui("approva", programma=da_firmare, attore=dirigente)


def motivo(nome: str, programma: Programma, utente: Utente) -> str:
    return rules.puo(utente, nome, programma).motivo


# --- the approval -----------------------------------------------------------------------------


def test_si_approva_senza_numero_ne_data(approvato: Programma) -> None:
    assert (approvato.stato, approvato.numero_dopo_firma) == ("approvato", True)
    assert (approvato.determinazione_numero, approvato.determinazione_data) == ("", None)
    assert Passaggio.objects.get().dati == {"numero_dopo_firma": "sì"}
    atto = json.loads(Versione.objects.get().contenuto)["determinazione"]
    assert (atto["numerazione"], atto["numero"], atto["data"]) == ("dopo_firma", "", None)
    assert atto["mancanti"] == []


@pytest.mark.parametrize(
    ("campo", "valore"), [("determinazione_numero", "5663"), ("determinazione_data", "2026-05-28")]
)
def test_un_numero_mandato_lo_stesso_si_rifiuta(
    campo: str, valore: str, da_firmare: Programma, dirigente: Utente
) -> None:
    negato = rifiuto("approva", da_firmare, dirigente, **SENZA | {campo: valore})
    assert "firma la determinazione senza numero" in negato.motivo
    assert negato.campo == campo
    assert intatto(da_firmare)


def test_un_testo_che_cita_il_numero_non_si_propone(
    da_firmare: Programma, funzionario: Utente
) -> None:
    ente = da_firmare.distretto.ente
    services.registra_modello(
        ente,
        {"oggetto": "Determinazione n. {{numero}} del {{data}}", "dispositivo": "di approvare"},
    )
    negato = motivo("propone", da_firmare, funzionario)
    assert negato.startswith("Per la determinazione mancano: numero della determinazione;")
    assert "Togliere {{numero}} e {{data}}" in negato
    Ente.objects.update(numerazione="stampata")
    assert motivo("propone", di_nuovo(da_firmare), funzionario) == ""


# --- the Ente changes its way -----------------------------------------------------------------


def test_cio_che_e_proposto_prima_si_propone_di_nuovo(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    """How the act is numbered is part of the act: who approves had read another one."""
    Ente.objects.update(stessa_persona=False)
    proposto = di_nuovo(fai("propone", in_istruttoria, funzionario))
    mostrata = Fatti(proposto).impronta_atto
    Ente.objects.update(numerazione="dopo_firma")
    cambiato = di_nuovo(proposto)
    assert Fatti(cambiato).impronta_atto != mostrata
    negato = rifiuto("approva", cambiato, dirigente, **SENZA, impronta=mostrata)
    assert negato.motivo.startswith("Testo o atto sono cambiati dopo la proposta")
    riproposto = fai("propone", cambiato, funzionario)
    assert esegui("approva", programma=riproposto, attore=dirigente).stato == "approvato"


def test_chi_approva_la_pagina_di_prima_e_rifiutato(
    in_istruttoria: Programma, dirigente: Utente
) -> None:
    mostrata = Fatti(in_istruttoria).impronta_atto
    Ente.objects.update(numerazione="dopo_firma")
    negato = rifiuto("approva", di_nuovo(in_istruttoria), dirigente, **SENZA, impronta=mostrata)
    assert "cambiato nel frattempo" in negato.motivo


@pytest.mark.parametrize(
    ("prima", "dopo"), [("stampata", "dopo_firma"), ("dopo_firma", "stampata")]
)
def test_cio_che_e_emesso_resta_com_e(
    prima: str, dopo: str, in_istruttoria: Programma, dirigente: Utente, pdf_finto: list[Any]
) -> None:
    Ente.objects.update(numerazione=prima)
    dati = DATI["approva"] if prima == "stampata" else {}
    approvato = esegui("approva", programma=di_nuovo(in_istruttoria), attore=dirigente, dati=dati)
    emesso, versione = Documento.objects.get().sha256, Versione.objects.get().sha256
    Ente.objects.update(numerazione=dopo)
    dopo_il_cambio = di_nuovo(approvato)
    assert Fatti(dopo_il_cambio).numerazione == prima
    assert Fatti(dopo_il_cambio).aspetta_numero is (prima == "dopo_firma")
    assert services.pdf(dopo_il_cambio, determinazione=True).endswith(b"1")
    assert (Documento.objects.get().sha256, Versione.objects.get().sha256) == (emesso, versione)


# --- the number -------------------------------------------------------------------------------


def test_il_numero_si_registra_su_cio_che_e_approvato(
    approvato: Programma, funzionario: Utente, pdf_finto: list[Any]
) -> None:
    emessi = len(pdf_finto)
    numerato = fai("registra_numero", approvato, funzionario)
    assert (numerato.stato, numerato.stato_dal) == ("approvato", approvato.stato_dal)
    assert (numerato.determinazione_numero, numerato.determinazione_data) == (
        "5663",
        date(2026, 6, 15),
    )
    approvazione, numero = Passaggio.objects.all()
    assert numero.versione == approvazione.versione == Versione.objects.get()
    assert numero.dati == {"determinazione_numero": "5663", "determinazione_data": "2026-06-15"}
    assert len(pdf_finto) == emessi


def test_si_registra_una_volta(approvato: Programma, funzionario: Utente) -> None:
    numerato = fai("registra_numero", approvato, funzionario)
    for visto in (approvato, numerato):
        negato = rifiuto("registra_numero", visto, funzionario, determinazione_numero="5664")
        assert negato.motivo == (
            "Il numero è già stato registrato da Fulvio Funzi: n. 5663 del 15/06/2026."
        )
    assert di_nuovo(approvato).determinazione_numero == "5663"


def test_dove_il_numero_e_stampato_non_si_registra(
    in_istruttoria: Programma, dirigente: Utente, funzionario: Utente
) -> None:
    stampato = fai("approva", in_istruttoria, dirigente)
    assert "stampati nel documento emesso" in motivo("registra_numero", stampato, funzionario)
    nomi = [t.nome for t, _ in services.transizioni(stampato, funzionario)]
    assert nomi == ["pubblica", "apre_rettifica", "revoca"]


def test_una_data_prima_dell_emissione_si_rifiuta(
    approvato: Programma, funzionario: Utente
) -> None:
    dati = {"determinazione_data": "2026-06-14"}
    negato = rifiuto("registra_numero", approvato, funzionario, **dati)
    assert "è stato emesso il 15/06/2026" in negato.motivo
    assert negato.campo == "determinazione_data"


@pytest.mark.parametrize(
    ("campo", "valore", "atteso"),
    [
        ("determinazione_numero", "", "Indicare"),
        ("determinazione_numero", "cinque", "serve un numero"),
        ("determinazione_data", "2026-06-16", "nel futuro"),
        ("determinazione_data", "2026-04-29", "viene prima di «data di protocollo»"),
    ],
)
def test_numero_e_data_si_controllano_come_all_approvazione(
    campo: str, valore: str, atteso: str, approvato: Programma, funzionario: Utente
) -> None:
    negato = rifiuto("registra_numero", approvato, funzionario, **{campo: valore})
    assert atteso in negato.motivo
    assert negato.campo == campo
    assert di_nuovo(approvato).determinazione_numero == ""


def test_un_numero_gia_usato_si_rifiuta(
    approvato: Programma, altro_distretto: Any, funzionario: Utente
) -> None:
    from azioni.services import apri_programma
    from tests.istruttoria.conftest import porta

    altro = apri_programma(schema=approvato.schema, distretto=altro_distretto, anno=2026)
    porta(altro, "approvato")
    negato = rifiuto("registra_numero", approvato, funzionario)
    assert "è già quella di «Distretto famiglia Rotaliana Königsberg 2026»" in negato.motivo


def test_chi_sa_dell_approvazione_sa_anche_del_numero(
    approvato: Programma, manager: Utente, funzionario: Utente, dirigente: Utente
) -> None:
    fai("registra_numero", approvato, dirigente)
    avvisi = Avviso.objects.filter(passaggio__transizione="registra_numero")
    assert {avviso.utente for avviso in avvisi} == {manager, funzionario}
    righe = componi(avvisi[0], oggi=date(2026, 6, 15)).righe
    assert "Determinazione n.: 5663" in righe


# --- afterwards -------------------------------------------------------------------------------


def test_senza_numero_non_si_pubblica(approvato: Programma, funzionario: Utente) -> None:
    negato = motivo("pubblica", approvato, funzionario)
    assert negato.startswith("La determinazione è stata emessa senza numero")
    assert rifiuto("pubblica", approvato, funzionario).motivo == negato
    numerato = fai("registra_numero", approvato, funzionario)
    assert fai("pubblica", numerato, funzionario).stato == "pubblicato"


@pytest.mark.parametrize("numerato", [False, True])
def test_si_revoca_comunque(
    numerato: bool, approvato: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    if numerato:
        approvato = fai("registra_numero", approvato, funzionario)
    assert fai("revoca", approvato, dirigente).stato == "revocato"


def test_finche_manca_l_ufficio_sa_che_cosa_resta(
    approvato: Programma, funzionario: Utente
) -> None:
    nomi = {t.nome: bool(r) for t, r in services.transizioni(approvato, funzionario)}
    assert nomi == {
        "registra_numero": True,
        "pubblica": False,
        "apre_rettifica": False,
        "revoca": False,
    }
    numerato = fai("registra_numero", approvato, funzionario)
    nomi = {t.nome: bool(r) for t, r in services.transizioni(numerato, funzionario)}
    assert nomi == {"pubblica": True, "apre_rettifica": True, "revoca": False}
