"""What is typed in a search box, as expressions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distretti.ricerca import PAROLE, espressioni


@pytest.mark.parametrize(
    ("scritto", "nome"),
    [
        ("comunita", "Comunità della Valfiorita"),
        ("COMUNITÀ valfio", "Comunità della Valfiorita"),
        ("cs4", "C.S.4. Società cooperativa sociale"),
        ("C.S.4.", "CS4"),
        ("asa", "A.S.A. Altopiano"),
        ("valfiorita comunita", "Comunità della Valfiorita"),
        ("spighe d'oro", "Panificio Spighe d’Oro s.n.c."),
    ],
)
def test_trova(scritto: str, nome: str) -> None:
    assert all(re.search(e, nome, re.I) for e in espressioni(scritto))


@pytest.mark.parametrize(("scritto", "nome"), [("asa", "Casina"), ("comune trento", "Comune")])
def test_non_trova(scritto: str, nome: str) -> None:
    assert not all(re.search(e, nome, re.I) for e in espressioni(scritto))


@pytest.mark.parametrize("vuoto", ["", "  ", "!?.,", "%"])
def test_senza_parole_niente(vuoto: str) -> None:
    assert espressioni(vuoto) == []


@given(st.text(max_size=300))
def test_ogni_testo_da_espressioni_semplici(testo: str) -> None:
    trovate = espressioni(testo)
    assert len(trovate) <= PAROLE
    for espressione in trovate:
        re.compile(espressione)
        assert not set(espressione) & set("*+(){}^$|\\")
