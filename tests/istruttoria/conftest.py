"""Programmes brought to a state, and a renderer that costs nothing, for tests of the procedure."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Distretto, Ente, Utente
from istruttoria.determinazione import modello_predefinito
from istruttoria.enums import GenereModello
from istruttoria.models import ConteggioControlli, ModelloDeterminazione
from istruttoria.services import registra_modello
from programmi.models import Programma, Schema

SCRIVANIA = reverse("scrivania")
Apri = Callable[[Utente], Any]
OGGI = date(2026, 6, 15)
GIUNTA = "deliberazione della Giunta comunale n. 65 del 28 aprile 2026"
DINIEGO = "determinazione del dirigente n. 900 del 5 giugno 2026"

COLONNE: dict[str, dict[str, Any]] = {
    "bozza": {},
    "trasmesso": {"delibera_giunta": GIUNTA, "trasmesso_il": date(2026, 4, 29)},
    "in_istruttoria": {"protocollo_numero": "366010", "protocollo_data": date(2026, 4, 30)},
    "da_integrare": {},
    "approvato": {"determinazione_numero": "5663", "determinazione_data": date(2026, 5, 28)},
    "pubblicato": {"pubblicato_il": date(2026, 6, 1)},
    "respinto": {"atto_di_chiusura": DINIEGO},
    "revocato": {"atto_di_chiusura": DINIEGO},
    "annullato": {},
}
FINO_A = {
    "bozza": ("bozza",),
    "trasmesso": ("trasmesso",),
    "in_istruttoria": ("trasmesso", "in_istruttoria"),
    "da_integrare": ("trasmesso", "in_istruttoria"),
    "approvato": ("trasmesso", "in_istruttoria", "approvato"),
    "pubblicato": ("trasmesso", "in_istruttoria", "approvato", "pubblicato"),
    "respinto": ("trasmesso", "in_istruttoria", "respinto"),
    "revocato": ("trasmesso", "in_istruttoria", "approvato", "revocato"),
    "annullato": (),
}


def porta(programma: Programma, stato: str) -> Programma:
    """The programme in a state, with the columns that the state implies."""
    colonne: dict[str, Any] = dict.fromkeys(("delibera_giunta", "atto_di_chiusura"), "")
    colonne |= dict.fromkeys(("protocollo_numero", "determinazione_numero"), "")
    colonne |= dict.fromkeys(("trasmesso_il", "protocollo_data", "determinazione_data"))
    for passato in FINO_A[stato]:
        colonne |= COLONNE[passato]
    Programma.objects.filter(pk=programma.pk).update(
        stato=stato, stato_dal=timezone.now(), **colonne
    )
    return Programma.objects.select_related("distretto__ente", "schema").get(pk=programma.pk)


@pytest.fixture
def oggi(monkeypatch: pytest.MonkeyPatch) -> date:
    """The procedure's day, so that the dates of the tests are never in the future."""
    monkeypatch.setattr("istruttoria.workflow.timezone.localdate", lambda *a, **k: OGGI)
    return OGGI


@pytest.fixture
def modello(ente: Ente) -> ModelloDeterminazione:
    return registra_modello(ente, modello_predefinito())


@pytest.fixture
def modello_rettifica(ente: Ente) -> ModelloDeterminazione:
    genere = GenereModello.RETTIFICA
    return registra_modello(ente, modello_predefinito(genere), genere=genere)


@pytest.fixture
def senza_controlli(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks find nothing."""
    monkeypatch.setattr("istruttoria.fatti.controlli.esegui", lambda snapshot: [])


@pytest.fixture
def pdf_finto(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A renderer that only says what it was asked: the list of the snapshots rendered."""
    chiesti: list[dict[str, Any]] = []

    def componi(snapshot: dict[str, Any], *, determinazione: bool, bozza: bool) -> bytes:
        chiesti.append(snapshot)
        return f"%PDF {snapshot['stato']} {determinazione} {bozza} {len(chiesti)}".encode()

    monkeypatch.setattr("istruttoria.services.documenti.componi", componi)
    return chiesti


@pytest.fixture
def in_istruttoria(
    programma: Programma,
    oggi: date,
    modello: ModelloDeterminazione,
    modello_rettifica: ModelloDeterminazione,
    senza_controlli: None,
    pdf_finto: list[dict[str, Any]],
    dirigente: Utente,
) -> Programma:
    """A programme under review with nothing that keeps it from being approved.

    Its Ente lets one person propose and approve: an approval needs no proposal before it.
    """
    Ente.objects.update(stessa_persona=True)
    Programma.objects.filter(pk=programma.pk).update(aderenti_al=date(2026, 4, 30))
    programma.aderenti.create(posizione=1, denominazione="Comune A", dal=date(2022, 7, 15))
    programma.distretto.accordi.create(
        atto_provincia="deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022",
        sottoscritto_il=date(2022, 10, 28),
        firmatari=5,
    )
    return porta(programma, "in_istruttoria")


@pytest.fixture
def nello_stato(
    in_istruttoria: Programma,
) -> Callable[[str], Programma]:
    """``nello_stato("trasmesso")``: the same programme, brought there."""
    return lambda stato: porta(in_istruttoria, stato)


# --- the desk ---------------------------------------------------------------------------------


def crea(schema: Schema, distretto: Distretto, anno: int, **campi: Any) -> Programma:
    """A programme of a year in a state, with nothing inside."""
    colonne = {**COLONNE[campi.get("stato", "bozza")], **campi}
    return Programma.objects.create(
        schema=schema, distretto=distretto, anno=anno, dal=f"{anno}-01-01", al=f"{anno}-12-31",
        **colonne,
    )  # fmt: skip


def scadenza(programma: Programma, fra: int) -> date:
    """Transmission is due in so many days."""
    giorno = timezone.localdate() + timedelta(days=fra)
    programma.schema.scadenze.create(tipo="trasmissione", giorno=giorno)
    return giorno


@pytest.fixture
def apri(client: Client) -> Apri:
    """``apri(manager)``: the answer of the desk."""

    def apri(utente: Utente) -> Any:
        client.force_login(utente)
        return client.get(SCRIVANIA)

    return apri


@pytest.fixture
def mucchio(
    schema_2026: Schema,
    distretto: Distretto,
    altro_distretto: Distretto,
    funzionario: Utente,
    dirigente: Utente,
) -> None:
    """Five programmes, each of another year: 2021 … 2025."""
    crea(schema_2026, distretto, 2021, stato="bozza")
    trasmesso = crea(schema_2026, distretto, 2022, stato="trasmesso", in_carico_a=funzionario)
    esame = crea(schema_2026, altro_distretto, 2023, stato="in_istruttoria", in_carico_a=dirigente)
    crea(schema_2026, distretto, 2024, stato="approvato")
    crea(
        schema_2026, distretto, 2025, stato="da_integrare", protocollo_numero="777010",
        protocollo_data="2025-04-30",
    )  # fmt: skip
    for programma, bloccano in ((trasmesso, 0), (esame, 2)):
        ConteggioControlli.objects.create(
            programma=programma, bloccano=bloccano, avvisano=1, contati_il=timezone.now()
        )
