"""The people of a district: the list, a new person in charge, a handover, an end."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from distretti.models import Distretto, Incarico, Organizzazione, Utente

OGGI = timezone.localdate


@pytest.fixture
def coordina(client: Client, coordinatore: Utente) -> Client:
    client.force_login(coordinatore)
    return client


@pytest.fixture
def del_manager(manager: Utente) -> Incarico:
    return manager.incarichi.get()


def persone(distretto: Distretto) -> str:
    return reverse("persone", args=[distretto.pk])


def nuovo(distretto: Distretto) -> str:
    return reverse("incarico_nuovo", args=[distretto.pk])


def dati(**campi: Any) -> dict[str, Any]:
    return {
        "ruolo": "manager",
        "nominativo": "Nadia Nuova",
        "email": "Nadia@Example.org",
        "dal": OGGI().isoformat(),
        **campi,
    }


# --- the list -------------------------------------------------------------------------------


def test_correnti_e_passati_con_le_date(
    coordina: Client, distretto: Distretto, del_manager: Incarico
) -> None:
    Incarico.objects.create(
        distretto=distretto,
        ruolo="manager",
        nominativo="Paolo Passato",
        dal=date(2018, 1, 1),
        al=date(2019, 12, 31),
    )
    testo = coordina.get(persone(distretto)).text
    assert testo.index("Marta Manara") < testo.index("Incarichi passati")
    assert testo.index("Incarichi passati") < testo.index("Paolo Passato")
    assert "dal 1° gennaio 2018 al 31 dicembre 2019" in testo


def test_chi_comincera_si_vede(coordina: Client, distretto: Distretto) -> None:
    domani = OGGI() + timedelta(days=1)
    Incarico.objects.create(distretto=distretto, ruolo="manager", nominativo="F. F.", dal=domani)
    assert "non ancora in carica" in coordina.get(persone(distretto)).text


def test_chi_non_affida_legge_perche(
    client: Client, lettore: Utente, distretto: Distretto, del_manager: Incarico
) -> None:
    client.force_login(lettore)
    testo = client.get(persone(distretto)).text
    assert "Gli incarichi li affidano" in testo
    assert "Passaggio di consegne" not in testo
    assert "Chiudi incarico" not in testo


def test_il_coordinatore_non_dispone_del_proprio_incarico(
    coordina: Client, coordinatore: Utente, distretto: Distretto
) -> None:
    testo = coordina.get(persone(distretto)).text
    assert reverse("incarico_chiudi", args=[coordinatore.incarichi.get().pk]) not in testo


def test_l_estraneo_non_vede_i_telefoni(
    client: Client, estraneo: Utente, distretto: Distretto
) -> None:
    client.force_login(estraneo)
    assert client.get(persone(distretto)).status_code == 404


@pytest.mark.parametrize("quanti", [1, 3, 100])
def test_le_domande_non_crescono(
    coordina: Client, distretto: Distretto, capofila: Organizzazione, quanti: int
) -> None:
    for n in range(quanti):
        distretto.incarichi.create(
            ruolo="referente_organizzazione",
            nominativo=f"R {n}",
            organizzazione=capofila,
            email=f"r{n}@example.org",
            dal=OGGI(),
        )
    with CaptureQueriesContext(
        connection,
    ) as domande:
        assert coordina.get(persone(distretto)).status_code == 200
    assert len(domande) == 6


# --- a new person ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_si_affida_un_ruolo_libero(
    coordina: Client, distretto: Distretto, mailoutbox: list[EmailMessage]
) -> None:
    risposta = coordina.post(nuovo(distretto), dati())
    assert risposta.url == persone(distretto)
    incarico = distretto.incarichi.get(ruolo="manager")
    assert (incarico.nominativo, incarico.email) == ("Nadia Nuova", "nadia@example.org")
    assert [m.to for m in mailoutbox] == [["nadia@example.org"]]


def test_nessuno_si_sostituisce_per_caso(
    coordina: Client, distretto: Distretto, del_manager: Incarico
) -> None:
    risposta = coordina.post(nuovo(distretto), dati())
    assert risposta.status_code == 422
    assert "Passaggio di consegne" in risposta.text
    del_manager.refresh_from_db()
    assert del_manager.al is None


def test_il_coordinatore_non_nomina_un_coordinatore(coordina: Client, distretto: Distretto) -> None:
    assert coordina.post(nuovo(distretto), dati(ruolo="coordinatore")).status_code == 422


def test_l_ufficio_nomina_il_coordinatore(
    client: Client, funzionario: Utente, distretto: Distretto
) -> None:
    client.force_login(funzionario)
    assert client.post(nuovo(distretto), dati(ruolo="coordinatore")).status_code == 302


def test_un_referente_rappresenta_un_aderente(
    coordina: Client, distretto: Distretto, capofila: Organizzazione
) -> None:
    ruolo = {"ruolo": "referente_organizzazione"}
    assert coordina.post(nuovo(distretto), dati(**ruolo)).status_code == 422
    assert (
        coordina.post(nuovo(distretto), dati(organizzazione=capofila.pk, **ruolo)).status_code
        == 422
    )
    distretto.adesioni.create(organizzazione=capofila, dal=date(2022, 7, 15))
    coordina.post(nuovo(distretto), dati(organizzazione=capofila.pk, **ruolo))
    assert distretto.incarichi.get(ruolo="referente_organizzazione").organizzazione == capofila


@pytest.mark.parametrize("campo", ["nominativo", "email", "dal", "ruolo"])
def test_un_campo_che_manca(coordina: Client, distretto: Distretto, campo: str) -> None:
    assert coordina.post(nuovo(distretto), dati(**{campo: ""})).status_code == 422
    assert not distretto.incarichi.filter(ruolo="manager").exists()


# --- handover -------------------------------------------------------------------------------


def consegne(incarico: Incarico) -> str:
    return reverse("incarico_consegne", args=[incarico.pk])


def test_prima_si_vede_che_cosa_succede(coordina: Client, del_manager: Incarico) -> None:
    risposta = coordina.post(consegne(del_manager), dati(dal="2026-06-01"))
    assert risposta.status_code == 200
    assert "31 maggio 2026" in risposta.text
    assert "1° giugno 2026" in risposta.text
    del_manager.refresh_from_db()
    assert del_manager.al is None


def test_poi_si_conferma(coordina: Client, distretto: Distretto, del_manager: Incarico) -> None:
    coordina.post(consegne(del_manager), dati(dal="2026-06-01", conferma="1"))
    del_manager.refresh_from_db()
    assert del_manager.al == date(2026, 5, 31)
    nuova = distretto.incarichi.get(ruolo="manager", al__isnull=True)
    assert (nuova.nominativo, nuova.dal) == ("Nadia Nuova", date(2026, 6, 1))
    assert nuova.inviti.get().email == "nadia@example.org"


def test_oppure_si_corregge(coordina: Client, del_manager: Incarico) -> None:
    risposta = coordina.post(consegne(del_manager), dati(correggi="1"))
    assert 'value="Nadia Nuova"' in risposta.text
    del_manager.refresh_from_db()
    assert del_manager.al is None


def test_chi_ha_passato_le_consegne_non_entra_piu(
    coordina: Client, distretto: Distretto, manager: Utente, del_manager: Incarico
) -> None:
    coordina.post(consegne(del_manager), dati(conferma="1"))
    assert not Distretto.objects.visibili_a(manager).exists()


def test_non_si_comincia_prima_di_chi_c_e(coordina: Client, del_manager: Incarico) -> None:
    for conferma in ({}, {"conferma": "1"}):
        risposta = coordina.post(consegne(del_manager), dati(dal="2020-01-01", **conferma))
        assert risposta.status_code == 422
        assert "può cominciare solo dopo" in risposta.text


def test_il_manager_non_passa_le_proprie_consegne(
    client: Client, manager: Utente, del_manager: Incarico
) -> None:
    client.force_login(manager)
    risposta = client.post(consegne(del_manager), dati(conferma="1"))
    assert risposta.status_code == 403
    assert "Gli incarichi li affidano" in risposta.text


# --- end ------------------------------------------------------------------------------------


def chiudi(incarico: Incarico) -> str:
    return reverse("incarico_chiudi", args=[incarico.pk])


def test_si_chiude_un_incarico(coordina: Client, del_manager: Incarico) -> None:
    coordina.post(chiudi(del_manager), {"al": "2026-05-31"})
    del_manager.refresh_from_db()
    assert del_manager.al == date(2026, 5, 31)


@pytest.mark.parametrize("al", ["", "2019-12-31", "domani"])
def test_una_fine_che_non_va(coordina: Client, del_manager: Incarico, al: str) -> None:
    assert coordina.post(chiudi(del_manager), {"al": al}).status_code == 422
    del_manager.refresh_from_db()
    assert del_manager.al is None


def test_non_si_chiude_due_volte(coordina: Client, del_manager: Incarico) -> None:
    coordina.post(chiudi(del_manager), {"al": "2026-05-31"})
    assert coordina.post(chiudi(del_manager), {"al": "2026-06-30"}).status_code == 403
