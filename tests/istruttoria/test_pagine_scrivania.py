"""The desk of each persona: what is asked, the districts, whom to ask when there is none."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Distretto, Ente, Incarico, Organizzazione, Utente
from programmi.models import Programma, Schema

from .conftest import COLONNE, SCRIVANIA, Apri, crea, scadenza


@pytest.fixture
def corrente(programma: Programma) -> Programma:
    """The programme's period holds today, whatever the year of the tests."""
    oggi = timezone.localdate()
    Programma.objects.filter(pk=programma.pk).update(
        dal=oggi - timedelta(days=100), al=oggi + timedelta(days=100)
    )
    programma.refresh_from_db()
    return programma


def chiesto(risposta: Any) -> list[str]:
    return [voce.testo for voce in risposta.context["scrivania"].richieste]


# --- who finds what -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "persona",
    [
        *("lettore", "manager", "coordinatore", "referente_amministrativo"),
        *("funzionario", "dirigente", "amministratore"),
    ],
)
def test_chi_lo_segue_trova_il_suo_programma(
    persona: str, apri: Apri, persone: dict[str, Utente], corrente: Programma
) -> None:
    assert reverse("programma", args=[corrente.pk]) in apri(persone[persona]).text


@pytest.mark.parametrize("persona", ["estraneo", "estraneo_ente"])
def test_gli_estranei_non_ne_sanno_nulla(
    persona: str, apri: Apri, persone: dict[str, Utente], corrente: Programma
) -> None:
    testo = apri(persone[persona]).text
    assert str(corrente.distretto) not in testo
    assert reverse("programma", args=[corrente.pk]) not in testo


def test_chi_non_ha_distretti_legge_a_chi_rivolgersi(apri: Apri, ente: Ente) -> None:
    nuovo = Utente.objects.create_user("nora@example.org", "x", nome="Nora", cognome="Nuovi")
    testo = apri(nuovo).text
    assert "Non avete ancora un distretto" in testo
    assert "mailto:agenzia@example.org" in testo
    assert "nora@example.org" in testo


def test_un_incarico_finito_non_apre_piu_il_distretto(
    apri: Apri, manager: Utente, corrente: Programma
) -> None:
    Incarico.objects.update(al=timezone.localdate() - timedelta(days=1))
    testo = apri(manager).text
    assert "Non avete ancora un distretto" in testo
    assert str(corrente.distretto) not in testo


def test_un_distretto_senza_programma_dice_chi_lo_apre(apri: Apri, manager: Utente) -> None:
    testo = apri(manager).text
    assert "Nessun programma in corso: lo apre l’ufficio" in testo


def test_chi_segue_due_distretti_li_vede_entrambi(
    apri: Apri, manager: Utente, corrente: Programma, altro_distretto: Distretto
) -> None:
    Incarico.objects.create(
        distretto=altro_distretto,
        ruolo="coordinatore",
        utente=manager,
        nominativo="Marta Manara",
        dal=date(2020, 1, 1),
    )
    schede = apri(manager).context["scrivania"].schede
    assert {str(s.distretto): s.ruoli for s in schede} == {
        str(altro_distretto): ["Coordinatore istituzionale"],
        str(corrente.distretto): ["Manager territoriale"],
    }


def test_gli_anni_passati_sono_in_breve(
    apri: Apri, manager: Utente, corrente: Programma, schema_2022: Schema
) -> None:
    vecchio = crea(
        schema_2022,
        corrente.distretto,
        2022,
        stato="approvato",
        storico=True,
    )
    (scheda,) = apri(manager).context["scrivania"].schede
    assert [c.programma for c in scheda.in_corso] == [corrente]
    assert scheda.altri == [vecchio]


# --- what is asked of the district ----------------------------------------------------------


def test_al_manager_si_dice_che_cosa_manca(
    apri: Apri, manager: Utente, corrente: Programma
) -> None:
    assert chiesto(apri(manager)) == ["Completare la bozza: manca 1 parte"]


def test_un_termine_passato_si_legge_a_parole(
    apri: Apri, manager: Utente, corrente: Programma
) -> None:
    scadenza(corrente, -3)
    assert "scaduto da 3 giorni" in apri(manager).text


def test_una_proroga_al_distretto_sposta_il_termine(
    apri: Apri, manager: Utente, funzionario: Utente, corrente: Programma
) -> None:
    scadenza(corrente, -3)
    corrente.schema.scadenze.get().proroghe.create(
        distretto=corrente.distretto,
        nuovo_giorno=timezone.localdate() + timedelta(days=12),
        motivo="Neve",
        autore=funzionario,
    )
    testo = apri(manager).text
    assert "fra 12 giorni" in testo
    assert "scaduto" not in testo


def test_preparato_il_testo_tocca_a_chi_trasmette(
    apri: Apri, referente_amministrativo: Utente, corrente: Programma, senza_controlli: None
) -> None:
    corrente.passaggi.create(
        transizione="prepara_per_la_giunta", da="bozza", a="bozza", persona="manager"
    )
    risposta = apri(referente_amministrativo)
    assert "con la delibera, trasmettere il programma" in chiesto(risposta)[0]
    assert reverse("passo", args=[corrente.pk, "trasmetti"]) in risposta.text


def test_da_integrare_si_risponde(
    apri: Apri, manager: Utente, funzionario: Utente, corrente: Programma
) -> None:
    Programma.objects.update(stato="da_integrare", **COLONNE["in_istruttoria"])
    for testo in ("A", "B"):
        corrente.osservazioni.create(testo=testo, autore=funzionario, inviata_il=timezone.now())
    corrente.osservazioni.create(
        testo="C", autore=funzionario, stato="risposta", inviata_il=timezone.now()
    )
    risposta = apri(manager)
    assert chiesto(risposta) == ["Rispondere a 2 osservazioni dell’ufficio"]
    assert reverse("programma", args=[corrente.pk]) + "#osservazioni" in risposta.text


def test_al_lettore_non_si_chiede_nulla(apri: Apri, lettore: Utente, corrente: Programma) -> None:
    risposta = apri(lettore)
    assert chiesto(risposta) == []
    assert "Niente da approvare o trasmettere" in risposta.text


# --- the reader's organisation --------------------------------------------------------------


@pytest.fixture
def biblioteca(ente: Ente, lettore: Utente) -> Organizzazione:
    """The organisation that the reader stands for."""
    biblioteca = Organizzazione.objects.create(ente=ente, denominazione="Biblioteca di valle")
    Incarico.objects.filter(utente=lettore).update(organizzazione=biblioteca)
    return biblioteca


@pytest.mark.parametrize(
    ("testo", "collegata", "nominata"),
    [
        ("La biblioteca", True, True),
        ("BIBLIOTECA DI VALLE", False, True),
        ("Un’altra", False, False),
    ],
)
def test_il_lettore_trova_le_azioni_che_lo_nominano(
    testo: str,
    collegata: bool,
    nominata: bool,
    apri: Apri,
    lettore: Utente,
    biblioteca: Organizzazione,
    corrente: Programma,
) -> None:
    azione = corrente.azioni.get(posizione=2)
    azione.organizzazioni.create(
        ruolo="altra", posizione=1, testo=testo, organizzazione=biblioteca if collegata else None
    )
    azioni = apri(lettore).context["scrivania"].azioni
    assert [a.titolo for a in azioni] == ([azione.titolo] if nominata else [])


def test_le_azioni_degli_altri_distretti_non_si_vedono(
    apri: Apri, lettore: Utente, biblioteca: Organizzazione, altro_distretto: Distretto,
    corrente: Programma,
) -> None:  # fmt: skip
    altrove = crea(corrente.schema, altro_distretto, 2026)
    azione = altrove.azioni.create(tipo="progettualita", posizione=1, titolo="CANARINO")
    azione.organizzazioni.create(ruolo="altra", posizione=1, testo="B", organizzazione=biblioteca)
    assert "CANARINO" not in apri(lettore).text


def test_a_chi_non_ha_organizzazione_si_dice_come_averla(
    apri: Apri, lettore: Utente, corrente: Programma
) -> None:
    assert "non dice quale organizzazione rappresentate" in apri(lettore).text


# --- how much it costs ----------------------------------------------------------------------


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_interrogazioni(
    quanti: int,
    client: Client,
    manager: Utente,
    schema_2026: Schema,
    distretto: Distretto,
    django_assert_num_queries: Any,
) -> None:
    for anno in range(2000, 2000 + quanti):
        crea(schema_2026, distretto, anno, stato="in_istruttoria")
    client.force_login(manager)
    with django_assert_num_queries(9):
        client.get(SCRIVANIA)


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_interrogazioni_del_lettore(
    quante: int,
    client: Client,
    lettore: Utente,
    biblioteca: Organizzazione,
    corrente: Programma,
    django_assert_num_queries: Any,
) -> None:
    for n in range(1, quante + 1):
        azione = corrente.azioni.create(tipo="progettualita", posizione=n, titolo=f"N. {n}")
        azione.organizzazioni.create(
            ruolo="altra", posizione=1, testo="B", organizzazione=biblioteca
        )
    client.force_login(lettore)
    with django_assert_num_queries(10):
        client.get(SCRIVANIA)


def test_si_controllano_poche_bozze(
    apri: Apri,
    manager: Utente,
    schema_2026: Schema,
    distretto: Distretto,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    controllate: list[Any] = []
    monkeypatch.setattr("istruttoria.fatti.controlli.esegui", lambda s: controllate.append(s) or [])
    for anno in range(2020, 2030):
        crea(schema_2026, distretto, anno)
    assert len(chiesto(apri(manager))) == 10
    assert len(controllate) == 3
