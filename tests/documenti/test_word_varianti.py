"""The same programme written in the many ways of real files is read the same."""

import pytest

from documenti.word import leggi_word
from tests.documenti.file_word import modificato
from tests.documenti.lettura_word import DATI, attesa, confronta
from tests.documenti.varianti_word import VARIANTI

CONVERTITI = sorted((DATI / "word").glob("*-20*"))


def _normale(valore):
    """Titles as the variants may write them, fixed spaces as spaces."""
    if isinstance(valore, dict):
        return {k: _normale(v) for k, v in valore.items()}
    if isinstance(valore, list):
        return [_normale(v) for v in valore]
    if isinstance(valore, str):
        return valore.replace("\u00a0", " ").removesuffix(":")
    return valore


@pytest.mark.parametrize("schema", ["2022", "2026"])
@pytest.mark.parametrize("variante", VARIANTI)
def test_a_variant_is_read_like_the_original(variante, schema):
    lettura = leggi_word(modificato(schema, VARIANTI[variante]))
    assert confronta(_normale(attesa(schema)), _normale(lettura)) == []
    assert lettura["non_riconosciuti"] == []


@pytest.mark.parametrize("percorso", CONVERTITI, ids=lambda p: p.name)
def test_other_formats_are_read_like_the_original(percorso):
    schema = "2026" if "2026" in percorso.name else "2022"
    lettura = leggi_word(percorso.read_bytes())
    assert confronta(attesa(schema), lettura) == []
    assert lettura["non_riconosciuti"] == []
