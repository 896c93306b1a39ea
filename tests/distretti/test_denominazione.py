"""Short names and title pages."""

import pytest

from distretti.denominazione import frontespizio, nome_breve


@pytest.mark.parametrize(
    ("denominazione", "breve"),
    [
        ("Distretto family audit Alta Valsugana", "Alta Valsugana"),
        ("Distretto Family Audit di Trento", "Trento"),
        ("Distretto famiglia Val di Fiemme", "Val di Fiemme"),
        ("Distretto famiglia della Valle di Non", "Valle di Non"),
        ("Distretto per la famiglia dell'Alto Garda", "Alto Garda"),
        ("Distretto famiglia - Rotaliana", "Rotaliana"),
        ("Distretto famiglia dell'educazione", "educazione"),
        ("Distretto famiglia", "Distretto famiglia"),
        ("Rete di Prato", "Rete di Prato"),
        ("", ""),
    ],
)
def test_nome_breve(denominazione: str, breve: str) -> None:
    assert nome_breve(denominazione) == breve


def test_frontespizio() -> None:
    assert frontespizio("Distretto famiglia Val di Fiemme", 2027) == [
        "PROGRAMMA DI LAVORO",
        "DISTRETTO FAMIGLIA",
        "VAL DI FIEMME",
        "2027",
    ]


def test_frontespizio_di_un_nome_senza_genere() -> None:
    assert frontespizio("Rete di Prato", 2027, 2) == [
        "PROGRAMMA DI LAVORO",
        "RETE DI PRATO",
        "2027-2028",
    ]
