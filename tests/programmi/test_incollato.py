"""What a form sends as rich text: typed plainly, pasted from Word, written by the editor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmi.incollato import dal_modulo, elenchi
from programmi.testo_ricco import pulisci
from programmi.testo_ricco import testo as parole_di
from tests.tempi import crescita


@pytest.mark.parametrize(
    ("scritto", "atteso"),
    [
        ("", ""),
        ("Una riga", "<p>Una riga</p>"),
        ("Uno\r\ndue\r\n\r\ntre", "<p>Uno<br>due</p><p>tre</p>"),
        ("- a\n- b & c", "<ul><li>a</li><li>b &amp; c</li></ul>"),
        ("1. a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("Si prevede:\n- a", "<p>Si prevede:<br>- a</p>"),
        ("3 < 5 e 7 > 2", "<p>3 &lt; 5 e 7 &gt; 2</p>"),
        ("<p>a</p><script>x</script>", "<p>a</p>"),
    ],
)
def test_senza_editor_si_scrive_semplice(scritto: str, atteso: str) -> None:
    assert dal_modulo(scritto) == atteso


@pytest.mark.parametrize(
    ("incollato", "atteso"),
    [
        ("<p>· a</p><p>·&nbsp;&nbsp;b</p>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>\uf0b7\xa0a <b>b</b></p>", "<ul><li>a <strong>b</strong></li></ul>"),
        (
            "<p>• a</p><p>o\xa0b</p><p>o\xa0c</p><p>• d</p>",
            "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>",
        ),
        ("<p>o\xa0a</p><p>• b</p>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>prima</p><p>• a</p><p>dopo</p>", "<p>prima</p><ul><li>a</li></ul><p>dopo</p>"),
        ("<table><tr><td><p>• a</p><p>• b</p></td></tr></table>", None),
        ("<p>o la scuola, o il lavoro</p>", "<p>o la scuola, o il lavoro</p>"),
        ("<p>§ 3 della legge</p>", "<p>§ 3 della legge</p>"),
        ("<p>·senza spazio</p>", "<p>·senza spazio</p>"),
    ],
)
def test_i_punti_di_word_diventano_elenchi(incollato: str, atteso: str | None) -> None:
    atteso = atteso or (
        "<table><tbody><tr><td><ul><li>a</li><li>b</li></ul></td></tr></tbody></table>"
    )
    assert dal_modulo(incollato) == atteso


def _fini(ricco: str) -> list[str]:
    """The last letter of each line: lists take away the signs at their beginning."""
    return [riga[-1:] for riga in parole_di(ricco).split("\n")]


@given(st.lists(st.sampled_from(["• a", "o\xa0b", "§\xa0c", "d", "<b>· e</b>", "· <i>f</i>"])))
def test_nessuna_parola_si_perde_e_ripetere_non_cambia(righe: list[str]) -> None:
    prima = pulisci("".join(f"<p>{riga}</p>" for riga in righe))
    dopo = elenchi(prima)
    assert _fini(dopo) == _fini(prima)
    assert elenchi(dopo) == dopo == pulisci(dopo)


def test_molte_voci_non_rallentano() -> None:
    assert crescita(lambda n: elenchi("<p>• a</p>" * n), corto=500, lungo=4000) < 20
