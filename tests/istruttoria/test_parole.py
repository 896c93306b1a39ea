"""What changed, marked inside the rich text: today's text, element by element."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from istruttoria.parole import AGGIUNTO, TOLTO, Pezzo, parole_diverse, segna_parole
from programmi.testo_ricco import pulisci


@pytest.mark.parametrize(
    ("prima", "dopo", "segnato"),
    [
        ("<p>Uguale.</p>", "<p>Uguale.</p>", "<p>Uguale.</p>"),
        (
            "<p>Un corso per padri.</p>",
            "<p>Un corso per madri.</p>",
            "<p>Un corso per <del>padri </del><ins>madri</ins>.</p>",
        ),
        (
            "<p>Uno</p>",
            "<p>Uno</p><ul><li>due <strong>tre</strong></li></ul>",
            "<p>Uno</p><ul><li><ins>due</ins> <strong><ins>tre</ins></strong></li></ul>",
        ),
        ("<p>Uno due, tre</p>", "<p>Uno</p>", "<p>Uno<del> due, tre</del></p>"),
        ("<p>Uno</p><p>due tre</p>", "<p>tre</p>", "<p><del>Uno due </del>tre</p>"),
        ("<p>Uno</p>", "", "<p><del>Uno</del></p>"),
        ("<p>Uno</p>", "<p><br></p>", "<p><br></p><p><del>Uno</del></p>"),
        ("", "<p>Uno &amp; due</p>", "<p><ins>Uno &amp; due</ins></p>"),
        ("<p>a &lt;b&gt;</p>", "<p>a</p>", "<p>a<del> &lt;b&gt;</del></p>"),
    ],
)
def test_le_parole_si_segnano_dove_stanno(prima: str, dopo: str, segnato: str) -> None:
    assert segna_parole(prima, dopo) == segnato


FRASI = st.lists(
    st.sampled_from(["uno", "due", "<b>tre</b>", "&amp;", "<", "quattro.", "ü", "<br>", "50%"]),
    max_size=8,
).map(" ".join)
TESTI = st.lists(FRASI.map(lambda f: f"<p>{f}</p>") | FRASI.map(lambda f: f"<ul><li>{f}</li></ul>"))


@settings(deadline=None)
@given(TESTI, TESTI)
def test_senza_i_segni_resta_il_testo_di_oggi(prima: list[str], dopo: list[str]) -> None:
    vecchio, nuovo = pulisci("".join(prima)), pulisci("".join(dopo))
    segnato = segna_parole(vecchio, nuovo)
    assert segnato is not None
    senza_parole = not re.sub(r"<[^>]*>", "", nuovo).strip()
    senza = re.sub(r"<p><del>[^<]*</del></p>$", "", segnato) if senza_parole else segnato
    assert re.sub(r"<del>[^<]*</del>|</?ins>", "", senza) == nuovo


def test_due_testi_troppo_lunghi_non_si_confrontano() -> None:
    lungo = f"<p>{'parola ' * 1100}</p>"
    assert segna_parole(lungo, lungo.replace("p", "P")) is None


def test_parole_che_si_ripetono_non_fermano_il_confronto() -> None:
    """Compared one by one, these would take minutes."""
    prima, dopo = "parole molte parole diverse " * 90, "parole altre parole cambiate " * 90
    pezzi = parole_diverse(prima, dopo)
    assert "".join(p.testo for p in pezzi if p.genere != AGGIUNTO) == prima
    assert "".join(p.testo for p in pezzi if p.genere != TOLTO) == dopo


def test_cio_che_si_salta_finisce_e_ricomincia_con_una_parola_intera() -> None:
    uguale = " ".join(f"parola{n}" for n in range(100))
    prima, dopo = Pezzo("uguale", uguale).breve.split(" […] ")
    assert uguale.startswith(f"{prima} ")
    assert uguale.endswith(f" {dopo}")


def test_una_sola_parola_lunga_si_taglia_lo_stesso() -> None:
    assert Pezzo("uguale", "x" * 1000).breve == f"{'x' * 160} […] {'x' * 160}"
