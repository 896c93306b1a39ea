"""Several proposed programmes approved from one page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azioni.services import apri_programma
from distretti.models import Distretto, Ente, Utente
from istruttoria.models import Passaggio
from programmi.models import Programma
from tests.istruttoria.conftest import porta
from tests.istruttoria.passi import fai

PAGINA = reverse("approvazioni")


@pytest.fixture
def direzione(client: Client, dirigente: Utente) -> Client:
    client.force_login(dirigente)
    return client


@pytest.fixture
def due(
    in_istruttoria: Programma, altro_distretto: Distretto, funzionario: Utente
) -> list[Programma]:
    """Two programmes of different districts, both proposed."""
    altro = apri_programma(schema=in_istruttoria.schema, distretto=altro_distretto, anno=2026)
    Programma.objects.filter(pk=altro.pk).update(aderenti_al="2026-04-30")
    altro.aderenti.create(posizione=1, denominazione="Comune B", dal="2022-07-15")
    altro_distretto.capofila = in_istruttoria.distretto.capofila
    altro_distretto.save()
    altro_distretto.accordi.create(
        atto_provincia="deliberazione della Giunta provinciale n. 8 del 15 luglio 2022"
    )
    programmi = [in_istruttoria, porta(altro, "in_istruttoria")]
    return [fai("propone", programma, funzionario) for programma in programmi]


def modulo(pagina: Any, *scelti: Programma, **cambi: Any) -> dict[str, Any]:
    """What the form sends, numbered from 5663 in the order of the choice."""
    dati: dict[str, Any] = {"data": "2026-05-28", "scelto": [p.pk for p in scelti]}
    for riga, *_ in pagina.context["righe"]:
        dati[f"impronta_{riga.programma.pk}"] = riga.impronta
    for n, programma in enumerate(scelti):
        dati[f"numero_{programma.pk}"] = str(5663 + n)
    return dati | cambi


def stati(programmi: list[Programma]) -> list[str]:
    return [Programma.objects.get(pk=programma.pk).stato for programma in programmi]


def test_si_approvano_insieme(direzione: Client, due: list[Programma]) -> None:
    risposta = direzione.post(PAGINA, modulo(direzione.get(PAGINA), *due))
    assert risposta.status_code == 200
    assert stati(due) == ["approvato", "approvato"]
    assert "con la determinazione n. 5664" in risposta.text
    assert "Nessun programma aspetta" in risposta.text


def test_uno_rifiutato_non_ferma_l_altro(direzione: Client, due: list[Programma]) -> None:
    dati = modulo(direzione.get(PAGINA), *due)
    due[0].sezioni.update(html="<p>Riscritto.</p>")
    risposta = direzione.post(PAGINA, dati)
    assert risposta.status_code == 422
    assert stati(due) == ["in_istruttoria", "approvato"]
    assert "è cambiato nel frattempo" in risposta.text
    assert 'value="5663"' in risposta.text
    assert f'value="{due[0].pk}" checked' in risposta.text


def test_lo_stesso_numero_due_volte_si_rifiuta(direzione: Client, due: list[Programma]) -> None:
    dati = modulo(direzione.get(PAGINA), *due)
    dati[f"numero_{due[1].pk}"] = dati[f"numero_{due[0].pk}"]
    assert "è già quella di" in direzione.post(PAGINA, dati).text
    assert sorted(stati(due)) == ["approvato", "in_istruttoria"]


def test_senza_impronta_non_si_approva(direzione: Client, due: list[Programma]) -> None:
    dati = modulo(direzione.get(PAGINA), due[0])
    dati.pop(f"impronta_{due[0].pk}")
    direzione.post(PAGINA, dati)
    assert stati(due) == ["in_istruttoria", "in_istruttoria"]


def test_senza_scelta_lo_si_dice(direzione: Client, due: list[Programma]) -> None:
    risposta = direzione.post(PAGINA, modulo(direzione.get(PAGINA)))
    assert (risposta.status_code, "almeno un programma" in risposta.text) == (422, True)


def test_chi_non_e_proposto_non_c_e(direzione: Client, in_istruttoria: Programma) -> None:
    assert "Nessun programma aspetta" in direzione.get(PAGINA).text
    dati = {"data": "2026-05-28", "scelto": [in_istruttoria.pk]}
    assert direzione.post(PAGINA, dati).status_code == 422
    assert not Passaggio.objects.exists()


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_le_interrogazioni_non_crescono(
    quante: int, direzione: Client, due: list[Programma], django_assert_num_queries: Any
) -> None:
    primo = due[0]
    proposta = primo.passaggi.get()
    for n in range(quante - 1):
        altro = Programma.objects.create(
            distretto=primo.distretto, schema=primo.schema, anno=2030 + n,
            dal="2030-01-01", al="2030-12-31", stato="in_istruttoria",
            protocollo_numero="1", protocollo_data="2026-01-01",
        )  # fmt: skip
        altro.passaggi.create(
            transizione="propone", da="in_istruttoria", a="in_istruttoria",
            persona="funzionario", autore=proposta.autore, versione=proposta.versione,
        )  # fmt: skip
    with django_assert_num_queries(5):
        assert len(direzione.get(PAGINA).context["righe"]) == quante + 1


def test_dove_il_numero_si_registra_dopo_la_pagina_non_lo_chiede(
    direzione: Client, due: list[Programma], funzionario: Utente
) -> None:
    Ente.objects.update(numerazione="dopo_firma")
    for programma in Programma.objects.select_related("distretto__ente", "schema"):
        fai("propone", programma, funzionario)
    pagina = direzione.get(PAGINA)
    assert 'name="data"' not in pagina.text
    assert 'name="numero_' not in pagina.text
    dati = modulo(pagina, *due)
    rifiutata = direzione.post(PAGINA, dati)
    assert rifiutata.status_code == 422
    assert rifiutata.text.count("firma la determinazione senza numero né data") == 2
    dati |= {"data": "", **{f"numero_{programma.pk}": "" for programma in due}}
    risposta = direzione.post(PAGINA, dati)
    assert risposta.status_code == 200
    assert stati(due) == ["approvato", "approvato"]
    assert risposta.text.count("resta da firmare il documento e da registrarne il numero") == 2
