"""The fingerprint of the form in which documents are printed."""

from pathlib import Path

import pytest

from documenti.pdf import forma
from documenti.pdf.forma import forma_di_stampa


def calcola() -> str:
    return forma_di_stampa.__wrapped__()


def test_e_sempre_la_stessa() -> None:
    assert calcola() == calcola() == forma_di_stampa()
    assert len(calcola()) == 16


@pytest.mark.parametrize(
    "cambia",
    ["templates/documenti/pdf/copertina.html", "static/documenti/programma.css", "nuovo.py"],
)
def test_cambia_con_cio_che_stampa(
    cambia: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nome in ("templates/documenti/pdf/copertina.html", "static/documenti/programma.css"):
        (tmp_path / nome).parent.mkdir(parents=True)
        (tmp_path / nome).write_text("prima")
    (tmp_path / "documenti/pdf").mkdir(parents=True)
    monkeypatch.setattr(forma, "RADICE", tmp_path)
    prima = calcola()
    dove = tmp_path / ("documenti/pdf/nuovo.py" if cambia == "nuovo.py" else cambia)
    dove.write_text("dopo")
    assert calcola() != prima


def test_cambia_con_una_libreria(monkeypatch: pytest.MonkeyPatch) -> None:
    prima = calcola()
    monkeypatch.setattr(forma, "version", lambda nome: "999")
    assert calcola() != prima
