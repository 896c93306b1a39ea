"""The register in the admin: members, people in charge, organisations merged."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Adesione, Distretto, Incarico, Organizzazione, Utente
from programmi.models import Programma

INCARICO = reverse("admin:distretti_incarico_add")
ADESIONE = reverse("admin:distretti_adesione_add")


@pytest.fixture
def doppia(distretto: Distretto) -> Organizzazione:
    """The same body as the capofila, entered twice, with a membership of its own."""
    doppia = Organizzazione.objects.create(ente=distretto.ente, denominazione="Com. Pergine")
    Adesione.objects.create(distretto=distretto, organizzazione=doppia, dal=date(2022, 7, 15))
    return doppia


def unisci(organizzazione: Organizzazione) -> str:
    return reverse("admin:distretti_organizzazione_unisci", args=[organizzazione.pk])


def test_prima_di_unire_si_vede_che_cosa_si_sposta(
    ufficio: Client, doppia: Organizzazione, capofila: Organizzazione
) -> None:
    testo = ufficio.get(unisci(doppia), {"in_": capofila.pk}).text
    assert "adesioni: 1" in testo
    doppia.refresh_from_db()
    assert doppia.fusa_in is None


def test_unite_i_riferimenti_restano(
    ufficio: Client, doppia: Organizzazione, capofila: Organizzazione
) -> None:
    ufficio.post(unisci(doppia), {"in_": capofila.pk})
    assert Adesione.objects.get().organizzazione == capofila
    assert capofila.alias.filter(nome="Com. Pergine").exists()


def test_non_si_unisce_a_una_di_un_altro_ente(
    ufficio: Client, doppia: Organizzazione, distretto_altrove: Distretto
) -> None:
    altra = Organizzazione.objects.create(ente=distretto_altrove.ente, denominazione="Altra")
    assert ufficio.post(unisci(doppia), {"in_": altra.pk}).status_code == 404
    doppia.refresh_from_db()
    assert doppia.fusa_in is None


def test_chi_e_unita_non_si_vede_piu(
    ufficio: Client, doppia: Organizzazione, capofila: Organizzazione
) -> None:
    ufficio.post(unisci(doppia), {"in_": capofila.pk})
    elenco = ufficio.get(reverse("admin:distretti_organizzazione_changelist"))
    assert list(elenco.context["cl"].result_list) == [capofila]


def dati_incarico(distretto: Distretto, dal: str) -> dict[str, Any]:
    return {
        "distretto": distretto.pk,
        "ruolo": "manager",
        "nominativo": "Nuova Persona",
        "dal": dal,
    }


def test_un_nuovo_manager_chiude_l_incarico_del_precedente(
    ufficio: Client, distretto: Distretto, manager: Utente
) -> None:
    ufficio.post(INCARICO, dati_incarico(distretto, "2026-03-01"))
    assert Incarico.objects.get(utente=manager).al == date(2026, 2, 28)
    assert Incarico.objects.get(nominativo="Nuova Persona").al is None


def test_un_incarico_non_comincia_prima_del_precedente(
    ufficio: Client, distretto: Distretto, manager: Utente
) -> None:
    risposta = ufficio.post(INCARICO, dati_incarico(distretto, "2019-01-01"))
    assert "il nuovo incarico può cominciare solo dopo" in risposta.text
    assert Incarico.objects.get().utente == manager


def test_non_si_aderisce_due_volte(
    ufficio: Client, distretto: Distretto, capofila: Organizzazione
) -> None:
    dati = {"distretto": distretto.pk, "organizzazione": capofila.pk, "dal": "2022-07-15"}
    ufficio.post(ADESIONE, dati)
    assert "aderisce già" in ufficio.post(ADESIONE, dati).text
    assert Adesione.objects.count() == 1


def test_chi_esce_ha_un_motivo(
    ufficio: Client, distretto: Distretto, capofila: Organizzazione
) -> None:
    adesione = Adesione.objects.create(
        distretto=distretto, organizzazione=capofila, dal=date(2022, 7, 15)
    )
    pagina = reverse("admin:distretti_adesione_change", args=[adesione.pk])
    dati = {"dal": "2022-07-15", "al": "2026-01-31", "motivo_uscita": ""}
    assert "Indicare il motivo" in ufficio.post(pagina, dati).text
    ufficio.post(pagina, dati | {"motivo_uscita": "Cessata"})
    adesione.refresh_from_db()
    assert adesione.al == date(2026, 1, 31)


def test_un_atto_illeggibile_si_spiega(ufficio: Client, distretto: Distretto) -> None:
    pagina = reverse("admin:distretti_distretto_change", args=[distretto.pk])
    dati = {
        "codice": distretto.codice,
        "denominazione": distretto.denominazione,
        "tipo": distretto.tipo,
        "stato": distretto.stato,
        "accordi-TOTAL_FORMS": 1,
        "accordi-INITIAL_FORMS": 0,
        "accordi-0-tipo": "volontario",
        "accordi-0-atto_comune": "non un atto",
        "incarichi-TOTAL_FORMS": 0,
        "incarichi-INITIAL_FORMS": 0,
        "adesioni-TOTAL_FORMS": 0,
        "adesioni-INITIAL_FORMS": 0,
    }
    assert "non si legge come un atto" in ufficio.post(pagina, dati).text


def test_un_distretto_con_programmi_non_si_cancella(ufficio: Client, programma: Programma) -> None:
    pagina = reverse("admin:distretti_distretto_delete", args=[programma.distretto_id])
    assert ufficio.post(pagina, {"post": "yes"}).status_code == 403


def test_i_campi_delle_righe_hanno_un_nome(ufficio: Client, distretto: Distretto) -> None:
    """In a table the column's heading labels nothing."""
    distretto.accordi.create(sottoscritto_il=date(2022, 10, 28))
    pagina = ufficio.get(reverse("admin:distretti_distretto_change", args=[distretto.pk]))
    righe = next(
        f for f in pagina.context["inline_admin_formsets"] if f.formset.prefix == "accordi"
    )
    campi = righe.formset.forms[0].visible_fields()
    senza = [c.name for c in campi if "aria-label" not in str(c)]
    assert (len(campi) > 1, senza) == (True, [])
