"""What the database itself refuses, whoever writes: one broken row for each constraint."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from distretti.models import Adesione, Incarico, Utente
from programmi.models import Programma, Schema, Voce
from tests.distretti.righe_rotte import CASI, DOPO, GIORNO, PRIMA, STANZE, Mondo


def _vincoli() -> dict[str, models.BaseConstraint]:
    return {
        vincolo.name: vincolo
        for stanza in STANZE
        for modello in apps.get_app_config(stanza).get_models()
        for vincolo in modello._meta.constraints
    }


@pytest.fixture
def mondo(programma: Programma, manager: Utente) -> Mondo:
    return Mondo(programma, manager)


def test_ogni_vincolo_ha_il_suo_caso() -> None:
    assert set(CASI) == set(_vincoli())


@pytest.mark.parametrize("nome", sorted(CASI))
def test_la_base_di_dati_rifiuta(nome: str, mondo: Mondo) -> None:
    riga = CASI[nome](mondo)
    with pytest.raises(IntegrityError), transaction.atomic():
        riga.save()


@pytest.mark.parametrize("nome", sorted(CASI))
def test_il_motivo_si_legge_in_italiano(nome: str, mondo: Mondo) -> None:
    riga = CASI[nome](mondo)
    with pytest.raises(ValidationError) as rifiuto:
        riga.validate_constraints()
    proprio = str(_vincoli()[nome].violation_error_message)
    atteso = "esiste già" if "%(name)s" in proprio else proprio
    assert any(atteso in messaggio for messaggio in rifiuto.value.messages)


@pytest.mark.parametrize("stato", ["annullato", "respinto", "revocato"])
def test_un_programma_chiuso_lascia_libero_l_anno(stato: str, mondo: Mondo) -> None:
    Programma.objects.filter(pk=mondo.programma.pk).update(
        stato=stato,
        atto_di_chiusura="determinazione del dirigente n. 1 del 5 giugno 2026",
        determinazione_numero="1",
        determinazione_data=GIORNO,
    )
    mondo.uguale(mondo.programma).save()


def test_un_incarico_chiuso_lascia_libero_il_ruolo(mondo: Mondo) -> None:
    mondo.distretto.incarichi.filter(ruolo="manager").update(al=timezone.localdate())
    Incarico.objects.create(
        distretto=mondo.distretto, ruolo="manager", nominativo="Un altro", dal=DOPO
    )


def test_un_aderente_uscito_puo_tornare(mondo: Mondo) -> None:
    for dal, al in ((PRIMA, GIORNO), (DOPO, None)):
        Adesione.objects.create(
            distretto=mondo.distretto, organizzazione=mondo.capofila, dal=dal, al=al
        )


def test_le_voci_di_schemi_diversi_si_chiamano_uguali(mondo: Mondo, schema_2022: Schema) -> None:
    codici = set(Voce.objects.filter(schema=schema_2022).values_list("codice", flat=True))
    assert codici & set(mondo.schema.voci.values_list("codice", flat=True))
