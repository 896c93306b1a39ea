"""The database echoes the state: what must never be false survives a shell and an import."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programmi.models import Programma
from programmi.services import crea_programma

IMPOSSIBILI: list[tuple[dict[str, Any], str]] = [
    ({"stato": "approvato"}, "numero e data della determinazione"),
    ({"stato": "approvato", "determinazione_numero": "1"}, "numero e data della determinazione"),
    ({"numero_dopo_firma": True, "stato": "approvato", "determinazione_numero": "1"}, "solo se è"),
    (
        {"numero_dopo_firma": True, "stato": "approvato", "determinazione_data": "2026-05-28"},
        "numero e data della determinazione",
    ),
    (
        {"numero_dopo_firma": True, "stato": "pubblicato", "pubblicato_il": "2026-06-01"},
        "prima di essere pubblicato",
    ),
    (
        {
            "numero_dopo_firma": True,
            "stato": "revocato",
            "pubblicato_il": "2026-06-01",
            "atto_di_chiusura": "determinazione n. 900 del 5 giugno 2026",
        },
        "prima di essere pubblicato",
    ),
    ({"stato": "in_istruttoria"}, "numero e data di protocollo"),
    ({"stato": "da_integrare", "protocollo_numero": "1"}, "numero e data di protocollo"),
    (
        {
            "stato": "pubblicato",
            "determinazione_numero": "1",
            "determinazione_data": "2026-05-28",
        },
        "data di pubblicazione",
    ),
    ({"stato": "respinto"}, "Diniego e revoca hanno il loro atto"),
    ({"stato": "inventato"}, "Stato sconosciuto"),
    ({"al": "2025-12-31"}, "fine del periodo"),
]


@pytest.mark.parametrize(("valori", "messaggio"), IMPOSSIBILI)
def test_il_database_rifiuta(valori: dict[str, Any], messaggio: str, programma: Programma) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Programma.objects.filter(pk=programma.pk).update(**valori)


@pytest.mark.parametrize(("valori", "messaggio"), IMPOSSIBILI)
def test_e_lo_dice_in_italiano(
    valori: dict[str, Any], messaggio: str, programma: Programma
) -> None:
    for nome, valore in valori.items():
        setattr(programma, nome, programma._meta.get_field(nome).to_python(valore))
    with pytest.raises(ValidationError, match=messaggio):
        programma.validate_constraints()


@pytest.mark.parametrize(
    "valori",
    [
        {"stato": "approvato"},
        {"stato": "revocato", "atto_di_chiusura": "determinazione n. 900 del 5 giugno 2026"},
        {
            "stato": "pubblicato",
            "pubblicato_il": "2026-06-01",
            "determinazione_numero": "1",
            "determinazione_data": "2026-05-28",
        },
    ],
)
def test_chi_firma_senza_numero_lo_ha_al_piu_tardi_quando_pubblica(
    valori: dict[str, Any], programma: Programma
) -> None:
    Programma.objects.filter(pk=programma.pk).update(numero_dopo_firma=True, **valori)
    Programma.objects.get().validate_constraints()


def test_un_solo_programma_vivo_per_anno(programma: Programma) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Programma.objects.create(
            distretto=programma.distretto,
            schema=programma.schema,
            anno=programma.anno,
            dal=programma.dal,
            al=programma.al,
        )


def test_un_annullato_lascia_libero_l_anno(programma: Programma) -> None:
    Programma.objects.filter(pk=programma.pk).update(stato="annullato")
    assert crea_programma(schema=programma.schema, distretto=programma.distretto, anno=2026)
