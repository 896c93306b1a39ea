"""A programme in the office: what its page shows, and the steps taken from it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Distretto, Ente, Utente
from istruttoria.fatti import Fatti
from istruttoria.models import Osservazione
from programmi.models import Programma, Schema

PROTOCOLLO = {"protocollo_numero": "366010", "protocollo_data": "2026-04-30"}


def scheda(programma: Programma) -> str:
    return reverse("admin:programmi_programma_change", args=[programma.pk])


def passo(programma: Programma, nome: str) -> str:
    return reverse("admin:ufficio_passo", args=[programma.pk, nome])


def test_lo_stato_non_e_mai_un_campo(ufficio: Client, programma: Programma) -> None:
    form = ufficio.get(scheda(programma)).context["adminform"].form
    assert "stato" not in form.fields
    ufficio.post(scheda(programma), {"titolo": "T", "stato": "approvato"})
    programma.refresh_from_db()
    assert programma.stato == "bozza"


def test_la_scheda_mostra_controlli_documenti_e_anteprima(
    ufficio: Client, programma: Programma
) -> None:
    testo = ufficio.get(scheda(programma)).text
    assert "La sezione è vuota" in testo
    assert (
        f'<iframe class="anteprima" src="{reverse("programma_pdf", args=[programma.pk])}' in testo
    )
    assert "Ancora nessun passaggio" in testo


def test_i_passi_impossibili_dicono_perche(ufficio: Client, programma: Programma) -> None:
    testo = ufficio.get(scheda(programma)).text
    assert 'aria-disabled="true">Trasmetti all&#x27;Agenzia' in testo
    assert "Ci sono controlli che bloccano" in testo


def test_dal_trasmesso_al_pubblicato(
    client: Client,
    funzionario: Utente,
    dirigente: Utente,
    nello_stato: Callable[[str], Programma],
) -> None:
    """The whole line of the office, each step from its own page."""
    programma = nello_stato("trasmesso")
    client.force_login(funzionario)
    client.post(passo(programma, "prende_in_carico"), PROTOCOLLO)
    osserva = reverse("admin:ufficio_osserva", args=[programma.pk])
    client.post(osserva, {"tipo": "correzione", "testo": "Da rivedere"})
    client.post(passo(programma, "chiede_integrazioni"), {})
    osservazione = programma.osservazioni.get()
    Osservazione.objects.update(stato="risposta", risposta="Fatto")
    client.post(passo(programma, "ritrasmetti"), {"nota": "Arrivato per PEC"})
    chiudi = reverse("admin:ufficio_osservazione", args=[programma.pk, osservazione.pk, "chiudi"])
    client.post(chiudi)
    client.post(passo(programma, "propone"), {})
    client.force_login(dirigente)
    dati = {"determinazione_numero": "5663", "determinazione_data": "2026-05-28"}
    programma.refresh_from_db()
    dati["impronta"] = Fatti(programma).impronta_atto
    client.post(passo(programma, "approva"), dati)
    client.post(passo(programma, "pubblica"), {"pubblicato_il": "2026-06-01"})
    programma.refresh_from_db()
    assert programma.stato == "pubblicato"
    assert list(programma.passaggi.values_list("transizione", flat=True)) == [
        "prende_in_carico",
        "chiede_integrazioni",
        "ritrasmetti",
        "propone",
        "approva",
        "pubblica",
    ]


def test_il_rifiuto_torna_accanto_al_campo(
    ufficio: Client, nello_stato: Callable[[str], Programma]
) -> None:
    programma = nello_stato("trasmesso")
    dati = {**PROTOCOLLO, "protocollo_data": "2026-04-01"}
    risposta = ufficio.post(passo(programma, "prende_in_carico"), dati)
    assert risposta.status_code == 422
    assert "viene prima di" in risposta.text


def test_il_funzionario_non_approva(
    ufficio: Client, nello_stato: Callable[[str], Programma]
) -> None:
    programma = nello_stato("in_istruttoria")
    assert "Può farlo: Dirigente" in ufficio.get(passo(programma, "approva")).text
    dati = {"determinazione_numero": "1", "determinazione_data": "2026-05-28"}
    assert ufficio.post(passo(programma, "approva"), dati).status_code == 422
    programma.refresh_from_db()
    assert programma.stato == "in_istruttoria"


def test_un_testo_cambiato_non_si_approva(
    direzione: Client, nello_stato: Callable[[str], Programma]
) -> None:
    programma = nello_stato("in_istruttoria")
    dati = {"determinazione_numero": "5663", "determinazione_data": "2026-05-28"}
    Ente.objects.update(stessa_persona=True)
    dati["impronta"] = Fatti(programma).impronta_atto
    programma.azioni.update(titolo="Un altro titolo")
    risposta = direzione.post(passo(programma, "approva"), dati)
    assert (risposta.status_code, "cambiato" in risposta.text) == (422, True)


def test_un_controllo_si_supera_con_il_motivo(ufficio: Client, programma: Programma) -> None:
    esito = Fatti(programma).esiti[0]
    dati = {"codice": esito.codice, "dove": esito.dove, "motivo": "Concordato"}
    ufficio.post(reverse("admin:ufficio_supera", args=[programma.pk]), dati)
    assert "motivo: Concordato" in ufficio.get(scheda(programma)).text


def test_una_modifica_lascia_la_sua_storia(
    ufficio: Client, programma: Programma, funzionario: Utente
) -> None:
    dati = {
        "titolo": "RIGA UNICA",
        "richiede_contributo": "on",
        "gruppo_di_lavoro_il": "2026-02-10",
    }
    ufficio.post(scheda(programma), dati)
    modifiche = programma.modifiche.filter(autore=funzionario)
    assert set(modifiche.values_list("campo", flat=True)) == {"titolo", "gruppo_di_lavoro_il"}


def test_un_approvato_non_si_modifica(
    ufficio: Client, nello_stato: Callable[[str], Programma]
) -> None:
    programma = nello_stato("approvato")
    ufficio.post(scheda(programma), {"titolo": "CAMBIATO"})
    programma.refresh_from_db()
    assert programma.titolo != "CAMBIATO"


def test_si_fissano_gli_aderenti(ufficio: Client, programma: Programma) -> None:
    programma.distretto.adesioni.create(
        organizzazione=programma.distretto.capofila, dal="2022-07-15"
    )
    ufficio.post(reverse("admin:ufficio_aderenti", args=[programma.pk]), {"al": "2024-04-30"})
    assert list(programma.aderenti.values_list("denominazione", flat=True)) == [
        "Comune di Pergine Valsugana"
    ]


def test_gli_aderenti_non_si_fissano_nel_futuro(ufficio: Client, programma: Programma) -> None:
    indirizzo = reverse("admin:ufficio_aderenti", args=[programma.pk])
    risposta = ufficio.post(indirizzo, {"al": "2999-01-01"})
    assert risposta.status_code == 422
    assert "nel futuro" in risposta.text


NUOVO = reverse("admin:programmi_programma_add")


@pytest.fixture
def dati(distretto: Distretto, schema_2026: Schema) -> dict[str, Any]:
    return {
        "distretto": distretto.pk,
        "schema": schema_2026.pk,
        "anno": 2026,
        "richiede_contributo": "on",
    }


def test_si_apre_un_programma_con_le_azioni_predefinite(
    ufficio: Client, dati: dict[str, Any]
) -> None:
    ufficio.post(NUOVO, dati)
    assert Programma.objects.get().azioni.count() == 9


def test_non_se_ne_aprono_due_nello_stesso_anno(
    ufficio: Client, dati: dict[str, Any], programma: Programma
) -> None:
    risposta = ufficio.post(NUOVO, dati)
    assert "ha già un programma per questo anno" in risposta.text


def test_lo_schema_deve_servire_quel_tipo_di_distretto(
    ufficio: Client, dati: dict[str, Any], schema_2026: Schema
) -> None:
    Schema.objects.filter(pk=schema_2026.pk).update(tipi_distretto=["tematico"])
    assert "non serve i distretti di questo tipo" in ufficio.post(NUOVO, dati).text


def test_non_si_apre_un_programma_in_un_distretto_altrui(
    ufficio: Client, dati: dict[str, Any], distretto_altrove: Distretto
) -> None:
    ufficio.post(NUOVO, {**dati, "distretto": distretto_altrove.pk})
    assert not Programma.objects.exists()


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_interrogazioni_della_scheda(
    quante: int,
    ufficio: Client,
    programma: Programma,
    funzionario: Utente,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(quante):
        programma.osservazioni.create(
            testo="Chiarire", autore=funzionario, voce="premessa", inviata_il=timezone.now()
        )
        programma.passaggi.create(
            transizione="trasmetti", da="bozza", a="trasmesso", persona="funzionario"
        )
    ContentType.objects.clear_cache()
    with django_assert_num_queries(29):
        ufficio.get(scheda(programma))
