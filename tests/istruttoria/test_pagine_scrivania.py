"""The desk: what each person finds after signing in."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Distretto, Utente
from istruttoria.models import Importazione
from istruttoria.queries import ORDINE_DISTRETTO, ORDINE_UFFICIO
from istruttoria.services import esegui
from programmi.enums import Stato
from programmi.models import Programma, Schema

SCRIVANIA = reverse("scrivania")


def crea(schema: Schema, distretto: Distretto, anno: int, **campi: Any) -> Programma:
    return Programma.objects.create(
        schema=schema,
        distretto=distretto,
        anno=anno,
        dal=f"{anno}-01-01",
        al=f"{anno}-12-31",
        **campi,
    )


@pytest.mark.parametrize("persona", ["estraneo", "estraneo_ente"])
def test_chi_non_ha_nulla_legge_il_perche(
    persona: str, client: Client, persone: dict[str, Utente], programma: Programma
) -> None:
    client.force_login(persone[persona])
    testo = client.get(SCRIVANIA).text
    assert str(programma) not in testo
    assert "Nessun programma da mostrare" in testo or "Ancora nessun programma" in testo


@pytest.mark.parametrize(
    "persona", ["lettore", "manager", "coordinatore", "funzionario", "amministratore"]
)
def test_chi_lo_segue_trova_il_suo_programma(
    persona: str, client: Client, persone: dict[str, Utente], programma: Programma
) -> None:
    client.force_login(persone[persona])
    assert reverse("programma", args=[programma.pk]) in client.get(SCRIVANIA).text


def test_ogni_stato_ha_il_suo_posto() -> None:
    assert set(ORDINE_UFFICIO) == set(ORDINE_DISTRETTO) == set(Stato)


def test_per_l_ufficio_vengono_prima_i_trasmessi(
    client: Client, funzionario: Utente, programma: Programma
) -> None:
    crea(programma.schema, programma.distretto, 2027, stato="trasmesso")
    client.force_login(funzionario)
    gruppi = client.get(SCRIVANIA).context["gruppi"]
    assert [g.stato for g in gruppi] == ["trasmesso", "bozza"]


def test_di_tanti_si_vedono_i_primi_e_il_rimando_all_elenco(
    client: Client, funzionario: Utente, schema_2026: Schema, distretto: Distretto
) -> None:
    for anno in range(2010, 2022):
        crea(schema_2026, distretto, anno)
    client.force_login(funzionario)
    risposta = client.get(SCRIVANIA)
    (gruppo,) = risposta.context["gruppi"]
    assert (len(gruppo.programmi), gruppo.quanti) == (8, 12)
    assert "?stato__exact=bozza" in risposta.text


def test_solo_l_ufficio_importa(client: Client, manager: Utente, programma: Programma) -> None:
    client.force_login(manager)
    assert reverse("importa") not in client.get(SCRIVANIA).text


def test_le_letture_da_confermare_si_ritrovano(
    client: Client, funzionario: Utente, schema_2026: Schema, distretto: Distretto
) -> None:
    letta = Importazione.objects.create(
        distretto=distretto,
        anno=2026,
        schema=schema_2026,
        nome_file="programma.docx",
        sha256="0" * 64,
        lettura={},
        autore=funzionario,
    )
    client.force_login(funzionario)
    assert reverse("importazione", args=[letta.pk]) in client.get(SCRIVANIA).text


def test_il_dirigente_vede_che_cosa_gli_e_stato_proposto(
    client: Client, funzionario: Utente, dirigente: Utente, in_istruttoria: Programma
) -> None:
    client.force_login(dirigente)
    assert "proposto al dirigente" not in client.get(SCRIVANIA).text
    esegui("propone", programma=in_istruttoria, attore=funzionario)
    assert "proposto al dirigente" in client.get(SCRIVANIA).text


@pytest.mark.parametrize("quanti", [1, 3, 100])
@pytest.mark.parametrize(("persona", "interrogazioni"), [("funzionario", 7), ("manager", 5)])
def test_interrogazioni(
    quanti: int,
    persona: str,
    interrogazioni: int,
    client: Client,
    persone: dict[str, Utente],
    schema_2026: Schema,
    distretto: Distretto,
    django_assert_num_queries: Any,
) -> None:
    for anno in range(2000, 2000 + quanti):
        crea(schema_2026, distretto, anno, in_carico_a=persone["funzionario"])
    client.force_login(persone[persona])
    with django_assert_num_queries(interrogazioni):
        client.get(SCRIVANIA)
