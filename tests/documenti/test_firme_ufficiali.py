"""The official PDF of the two real programmes, signed: accepted, told apart, compared."""

from collections.abc import Callable
from functools import cache

import pytest

from documenti import firme
from documenti.pdf import componi
from tests.documenti import firma_di_prova as prova
from tests.documenti.firma_di_prova import p7m, pades
from tests.documenti.stampa import reale


@cache
def ufficiale(anno: int) -> bytes:
    return componi(reale(anno))


def esito(copia: bytes, emesso: bytes) -> str:
    nota = [prova.autorita().der]
    return firme.verifica(copia, emesso, autorita=nota, adesso=prova.ADESSO)["esito"]


@pytest.mark.parametrize("firma", [pades, p7m])
@pytest.mark.parametrize("anno", [2022, 2026])
def test_il_documento_ufficiale_firmato(firma: Callable[[bytes], bytes], anno: int) -> None:
    assert esito(firma(ufficiale(anno)), ufficiale(anno)) == "identico"


@pytest.mark.parametrize("anno", [2022, 2026])
def test_riscritto_ha_le_stesse_pagine(anno: int) -> None:
    copia = pades(prova.riscritto(ufficiale(anno)))
    assert esito(copia, ufficiale(anno)) == "riscritto"
    confronto = firme.confronta(copia, ufficiale(anno))
    assert (confronto["in_comune"], confronto["pagine"]) == (100, [])
    assert confronto["pagine_emesso"] == confronto["pagine_copia"] > 5


def test_due_programmi_hanno_poco_testo_in_comune() -> None:
    """Far below the share under which a copy is another document."""
    altro = firme.confronta(pades(ufficiale(2022)), ufficiale(2026))
    assert 0 < altro["in_comune"] < 40
