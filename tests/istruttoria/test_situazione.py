"""Where a programme stands, in the words of its page."""

import pytest

from istruttoria.situazione import TOCCA_A, cammino, tocca_a
from programmi.enums import Stato


@pytest.mark.parametrize(
    ("stato", "classi"),
    [
        ("bozza", ["qui", "", "", "", ""]),
        ("trasmesso", ["fatto", "qui", "", "", ""]),
        ("in_istruttoria", ["fatto", "fatto", "qui", "", ""]),
        ("da_integrare", ["fatto", "fatto", "qui", "", ""]),
        ("approvato", ["fatto", "fatto", "fatto", "qui", ""]),
        ("pubblicato", ["fatto", "fatto", "fatto", "fatto", "qui"]),
        ("respinto", ["fatto", "fatto", "fatto", "qui qui-fermo", ""]),
        ("revocato", ["fatto", "fatto", "fatto", "fatto", "qui qui-fermo"]),
        ("annullato", ["qui qui-fermo", "", "", "", ""]),
    ],
)
def test_cammino(stato: str, classi: list[str]) -> None:
    assert [tappa.classe for tappa in cammino(stato)] == classi


def test_la_tappa_porta_il_nome_dello_stato() -> None:
    assert cammino("da_integrare")[2].etichetta == "Da integrare"


def test_ogni_stato_dice_a_chi_tocca() -> None:
    assert set(TOCCA_A) == set(Stato)


def test_un_testo_proposto_aspetta_il_dirigente() -> None:
    assert tocca_a("in_istruttoria", "Anna Bianchi")[0] == "Al dirigente"
