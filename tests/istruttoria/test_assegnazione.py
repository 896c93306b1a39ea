"""Programmes assigned from the queue: the chosen ones, or all those that the filters find."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Distretto, Utente
from istruttoria import services
from istruttoria.queries.quadri import proposto
from istruttoria.services import Rifiuto
from programmi.models import Modifica, Programma, Schema
from tests.istruttoria.conftest import crea

CODA = reverse("programmi")


def test_si_assegnano_insieme_e_resta_la_storia(
    client: Client, funzionario: Utente, dirigente: Utente, mucchio: None
) -> None:
    client.force_login(funzionario)
    chiavi = [p.pk for p in Programma.objects.filter(anno__in=(2022, 2025))]
    risposta = client.post(
        f"{CODA}?anno=", {"programma": chiavi, "a": str(dirigente.pk)}, follow=True
    )
    assert f"Ora in carico a {dirigente}: 2 programmi" in risposta.text
    assert Programma.objects.filter(in_carico_a=dirigente).count() == 3
    storia = Modifica.objects.filter(campo="in_carico_a").order_by("oggetto")
    assert [(m.prima, m.dopo) for m in storia] == [
        (str(funzionario), str(dirigente)),
        ("", str(dirigente)),
    ]


def test_si_assegna_a_nessuno(client: Client, funzionario: Utente, mucchio: None) -> None:
    client.force_login(funzionario)
    chiave = Programma.objects.get(anno=2022).pk
    client.post(CODA, {"programma": chiave, "a": "nessuno"})
    assert Programma.objects.get(anno=2022).in_carico_a is None


def test_un_approvato_non_cambia_di_mano_e_si_dice(
    client: Client, funzionario: Utente, mucchio: None
) -> None:
    client.force_login(funzionario)
    chiave = Programma.objects.get(anno=2024).pk
    risposta = client.post(CODA, {"programma": chiave, "a": str(funzionario.pk)}, follow=True)
    assert "non si modifica" in risposta.text


def test_si_assegnano_tutti_quelli_trovati_anche_fuori_dalla_pagina(
    client: Client,
    funzionario: Utente,
    dirigente: Utente,
    mucchio: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("istruttoria.views.coda.PER_PAGINA", 2)
    client.force_login(funzionario)
    assert (
        "Seleziona tutti i 3 programmi trovati, anche nelle altre pagine" in client.get(CODA).text
    )
    risposta = client.post(CODA, {"tutti": "3", "a": str(dirigente.pk)}, follow=True)
    assert f"Ora in carico a {dirigente}: 2 programmi" in risposta.text
    assert set(Programma.objects.filter(in_carico_a=dirigente).values_list("anno", flat=True)) == {
        2022, 2023, 2025,
    }  # fmt: skip


def test_tutti_vuol_dire_quelli_del_filtro(
    client: Client, funzionario: Utente, dirigente: Utente, mucchio: None
) -> None:
    client.force_login(funzionario)
    client.post(f"{CODA}?assegnatario=miei", {"tutti": "1", "a": str(dirigente.pk)})
    assert [p.anno for p in Programma.objects.filter(in_carico_a=dirigente).order_by("anno")] == [
        2022, 2023,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tutti", "massimo", "perche"),
    [
        ("2", 500, "erano 2, ora si trovano 3 programmi"),
        ("3", 2, "al massimo 2 per volta, e qui sono 3"),
        ("0", 500, "Ricaricare la pagina"),
        ("molti", 500, "Ricaricare la pagina"),
    ],
)
def test_se_non_sono_quanti_si_leggeva_non_cambia_niente(
    tutti: str,
    massimo: int,
    perche: str,
    client: Client,
    funzionario: Utente,
    dirigente: Utente,
    mucchio: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("istruttoria.views.coda.ASSEGNATI_INSIEME", massimo)
    client.force_login(funzionario)
    risposta = client.post(CODA, {"tutti": tutti, "a": str(dirigente.pk)})
    assert risposta.status_code == 422
    assert perche in risposta.text
    assert f'value="{dirigente.pk}" selected' in risposta.text
    assert 'id="scelti-tutti" checked' not in risposta.text
    assert not Modifica.objects.filter(campo="in_carico_a").exists()


@pytest.mark.parametrize("a", ["", "9999", "x"])
def test_senza_una_persona_resta_scelto_tutto(
    a: str, client: Client, funzionario: Utente, mucchio: None
) -> None:
    client.force_login(funzionario)
    risposta = client.post(CODA, {"tutti": "3", "a": a})
    assert risposta.status_code == 422
    assert 'id="scelti-tutti" checked' in risposta.text


@pytest.mark.parametrize("a", ["", "9999", "x"])
def test_senza_una_persona_le_scelte_restano(
    a: str, client: Client, funzionario: Utente, mucchio: None
) -> None:
    client.force_login(funzionario)
    chiave = Programma.objects.get(anno=2022).pk
    risposta = client.post(CODA, {"programma": chiave, "a": a})
    assert risposta.status_code == 422
    assert f'id="scelto-{chiave}" checked' in risposta.text


def test_solo_a_chi_e_dell_ufficio(
    funzionario: Utente, manager: Utente, estraneo_ente: Utente, mucchio: None
) -> None:
    for persona in (manager, estraneo_ente):
        with pytest.raises(Rifiuto, match="funzionario o dirigente"):
            services.assegna([], a=persona, attore=funzionario)


@pytest.mark.parametrize("persona", ["estraneo_ente", "amministratore", "manager"])
def test_non_assegna_chi_non_e_di_quell_ufficio(
    persona: str, persone: dict[str, Any], programma: Programma
) -> None:
    esiti = services.assegna([programma.pk], a=None, attore=persone[persona])
    assert not any(esito.cambiata for esito in esiti)
    assert not Modifica.objects.filter(campo="in_carico_a").exists()


def test_assegnare_non_toglie_la_proposta(
    schema_2026: Schema, distretto: Distretto, funzionario: Utente
) -> None:
    programma = crea(schema_2026, distretto, 2026, stato="in_istruttoria")
    programma.passaggi.create(
        transizione="propone", da="in_istruttoria", a="in_istruttoria", persona="funzionario"
    )
    services.assegna([programma.pk], a=funzionario, attore=funzionario)
    assert Programma.objects.filter(proposto(), pk=programma.pk).exists()
