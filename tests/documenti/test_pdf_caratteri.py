"""Every text is printable before it is laid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documenti.pdf.caratteri import disegnabili, stampabile


@pytest.mark.parametrize(
    ("testo", "atteso"),
    [
        ("perché no: «sì» – 50% ≥ 12 € …", "perché no: «sì» – 50% ≥ 12 € …"),
        ("\uf0b7 voce \uf0fc", "• voce ✓"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\x00\x07\x1b\u200b\ufeff\u202eb", "ab"),
        ("famiglia 👨‍👩‍👧 漢", "famiglia □□□ □"),
        ("mano 👍🏽", "mano □"),
        ("e\u0301", "é"),
        ("１２３", "123"),
        ("a\u2009b\tc", "a b c"),
        ("due\nrighe", "due\nrighe"),
        ("\ud800x", "x"),
        ("ore 8‑12", "ore 8-12"),
    ],
)
def test_caratteri_resi_stampabili(testo: str, atteso: str) -> None:
    assert stampabile(testo) == atteso


@given(st.text())
def test_resta_solo_cio_che_si_disegna(testo: str) -> None:
    for carattere in stampabile(testo):
        assert carattere in "\n \u00a0" or ord(carattere) in disegnabili()


@given(st.text(max_size=300))
def test_ripetere_non_cambia(testo: str) -> None:
    assert stampabile(stampabile(testo)) == stampabile(testo)


def test_una_parola_senza_fine_si_divide_senza_perdere_lettere() -> None:
    assert stampabile("x" * 5000).replace(" ", "") == "x" * 5000
    assert max(map(len, stampabile("x" * 5000).split())) <= 40
