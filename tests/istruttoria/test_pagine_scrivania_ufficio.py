"""The desk of the office: what waits for it, counted, and the programmes by state."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Distretto, Ente, Utente
from istruttoria.models import Importazione
from istruttoria.queries import ORDINE_UFFICIO
from istruttoria.services import esegui
from programmi.enums import Stato
from programmi.models import Programma, Schema
from tests.istruttoria.passi import senza_numero

from .conftest import SCRIVANIA, Apri, crea, scadenza


def lavoro(risposta: Any) -> dict[str, int]:
    return {voce.compito.value: voce.quanti for voce in risposta.context["lavoro"]}


def test_ogni_stato_ha_il_suo_posto() -> None:
    assert set(ORDINE_UFFICIO) == set(Stato)


def test_il_funzionario_legge_che_cosa_aspetta(
    apri: Apri, funzionario: Utente, programma: Programma
) -> None:
    scadenza(programma, -1)
    for anno, stato in ((2027, "trasmesso"), (2028, "trasmesso"), (2029, "in_istruttoria")):
        crea(programma.schema, programma.distretto, anno, stato=stato)
    risposta = apri(funzionario)
    assert lavoro(risposta) == {"prende": 2, "propone": 1, "sollecita": 1}
    assert "Prendere in carico 2 programmi trasmessi" in risposta.text


def test_prima_di_pubblicare_si_registra_il_numero(
    apri: Apri, funzionario: Utente, programma: Programma
) -> None:
    for anno in (2027, 2028):
        crea(programma.schema, programma.distretto, anno, stato="approvato")
    senza_numero(Programma.objects.get(anno=2028))
    risposta = apri(funzionario)
    assert lavoro(risposta) == {"numera": 1, "pubblica": 1}
    assert "Registrare il numero della determinazione di 1 programma approvato" in risposta.text
    indirizzo = reverse("passo", args=[Programma.objects.get(anno=2028).pk, "registra_numero"])
    assert indirizzo in risposta.text
    assert risposta.text.count("numero da registrare") == 1


@pytest.mark.parametrize("numerazione", ["stampata", "dopo_firma"])
def test_cio_che_e_proposto_con_un_altra_numerazione_si_propone_di_nuovo(
    numerazione: str, apri: Apri, funzionario: Utente, dirigente: Utente, in_istruttoria: Programma
) -> None:
    Ente.objects.update(numerazione=numerazione)
    programma = Programma.objects.select_related("distretto__ente").get()
    esegui("propone", programma=programma, attore=funzionario)
    assert (lavoro(apri(funzionario)), lavoro(apri(dirigente))) == ({}, {"approva": 1})
    Ente.objects.update(numerazione="stampata" if numerazione == "dopo_firma" else "dopo_firma")
    assert (lavoro(apri(funzionario)), lavoro(apri(dirigente))) == ({"propone": 1}, {})


def test_di_un_pubblicato_rettificato_senza_numero_lo_si_registra(
    apri: Apri, funzionario: Utente, programma: Programma
) -> None:
    pubblicato = senza_numero(crea(
        programma.schema, programma.distretto, 2027, stato="pubblicato",
        determinazione_numero="1", determinazione_data="2026-05-28",
    ))  # fmt: skip
    for nome, atteso in (("registra_numero", {}), ("rettifica", {"numera": 1})):
        pubblicato.passaggi.create(
            transizione=nome, da="pubblicato", a="pubblicato", persona="funzionario"
        )
        assert lavoro(apri(funzionario)) == atteso


def test_il_dirigente_vede_che_cosa_gli_e_stato_proposto(
    client: Client, funzionario: Utente, dirigente: Utente, in_istruttoria: Programma
) -> None:
    client.force_login(dirigente)
    assert "proposto al dirigente" not in client.get(SCRIVANIA).text
    esegui("propone", programma=in_istruttoria, attore=funzionario)
    assert "proposto al dirigente" in client.get(SCRIVANIA).text


def test_le_osservazioni_dicono_a_chi_tocca(
    apri: Apri, funzionario: Utente, programma: Programma
) -> None:
    altro = crea(programma.schema, programma.distretto, 2027, stato="in_istruttoria")
    altro.osservazioni.create(testo="A", autore=funzionario)
    terzo = crea(programma.schema, programma.distretto, 2028, stato="in_istruttoria")
    for stato in ("aperta", "risposta"):
        terzo.osservazioni.create(
            testo="A", autore=funzionario, stato=stato, inviata_il=timezone.now()
        )
    assert lavoro(apri(funzionario)) == {"valuta": 1, "chiede": 1}


def test_il_dirigente_approva_cio_che_e_proposto(
    apri: Apri, dirigente: Utente, manager: Utente, programma: Programma
) -> None:
    proposto = crea(programma.schema, programma.distretto, 2027, stato="in_istruttoria")
    proposto.passaggi.create(
        transizione="propone", da="in_istruttoria", a="in_istruttoria", persona="funzionario"
    )
    risposta = apri(dirigente)
    assert lavoro(risposta) == {"approva": 1}
    assert reverse("passo", args=[proposto.pk, "approva"]) in risposta.text
    proposto.modifiche.create(modello="programma", oggetto=1, campo="titolo", autore=manager)
    assert lavoro(apri(dirigente)) == {}


def test_prima_i_programmi_in_carico_a_chi_guarda(
    apri: Apri, funzionario: Utente, schema_2026: Schema, distretto: Distretto
) -> None:
    for anno in range(2020, 2026):
        mio = funzionario if anno == 2025 else None
        crea(schema_2026, distretto, anno, stato="in_istruttoria", in_carico_a=mio)
    (voce,) = apri(funzionario).context["lavoro"]
    assert (voce.quanti, voce.miei, voce.altri) == (6, 1, 3)
    assert voce.primi[0].nome.endswith("2025")


@pytest.mark.parametrize("persona", ["estraneo_ente", "amministratore"])
def test_agli_altri_uffici_non_si_chiede_nulla(
    persona: str, apri: Apri, persone: dict[str, Utente], programma: Programma
) -> None:
    crea(programma.schema, programma.distretto, 2027, stato="trasmesso")
    assert lavoro(apri(persone[persona])) == {}


def test_per_l_ufficio_vengono_prima_i_trasmessi(
    apri: Apri, funzionario: Utente, programma: Programma
) -> None:
    crea(programma.schema, programma.distretto, 2027, stato="trasmesso")
    gruppi = apri(funzionario).context["gruppi"]
    assert [g.stato for g in gruppi] == ["trasmesso", "bozza"]


def test_di_tanti_si_vedono_i_primi_e_il_rimando_all_elenco(
    apri: Apri, funzionario: Utente, schema_2026: Schema, distretto: Distretto
) -> None:
    for anno in range(2010, 2022):
        crea(schema_2026, distretto, anno)
    risposta = apri(funzionario)
    (gruppo,) = risposta.context["gruppi"]
    assert (len(gruppo.programmi), gruppo.quanti) == (8, 12)
    assert "?stato=bozza" in risposta.text


def test_l_ufficio_cerca_un_programma(
    apri: Apri, client: Client, funzionario: Utente, programma: Programma
) -> None:
    """Among all, the drafts too, whatever the office has to work on."""
    testo = apri(funzionario).text
    assert f'action="{reverse("programmi")}"' in testo
    assert '<input type="hidden" name="stato" value="tutti">' in testo
    cerca = {"stato": "tutti", "q": "Valsugana"}
    assert str(programma.distretto) in client.get(reverse("programmi"), cerca).text
    vuota = client.get(reverse("programmi"), {**cerca, "q": "nessuno così"})
    assert list(vuota.context["pagina"]) == []


def test_solo_l_ufficio_importa_e_cerca(apri: Apri, manager: Utente, programma: Programma) -> None:
    testo = apri(manager).text
    assert reverse("importa") not in testo
    assert 'name="q"' not in testo


def test_le_letture_da_confermare_si_ritrovano(
    apri: Apri, funzionario: Utente, schema_2026: Schema, distretto: Distretto
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
    assert reverse("importazione", args=[letta.pk]) in apri(funzionario).text


@pytest.mark.parametrize("quanti", [1, 3, 100])
@pytest.mark.parametrize("persona", ["funzionario", "dirigente", "amministratore"])
def test_interrogazioni(
    quanti: int,
    persona: str,
    client: Client,
    persone: dict[str, Utente],
    schema_2026: Schema,
    distretto: Distretto,
    django_assert_num_queries: Any,
) -> None:
    incaricato = persone["funzionario"]
    for anno in range(2000, 2000 + quanti):
        crea(schema_2026, distretto, anno, stato="in_istruttoria", in_carico_a=incaricato)
    client.force_login(persone[persona])
    with django_assert_num_queries(INTERROGAZIONI[persona]):
        client.get(SCRIVANIA)


INTERROGAZIONI = {"funzionario": 16, "dirigente": 16, "amministratore": 14}
