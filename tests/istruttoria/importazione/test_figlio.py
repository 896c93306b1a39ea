"""How the reading in the child process may fail."""

from typing import Any

import pytest

from documenti.sandbox import CompitoFallito, MemoriaEsaurita, TempoScaduto
from istruttoria.importazione import ImportazioneRifiutata
from istruttoria.importazione import file as modulo_file
from tests.documenti.programmi_word import programma_2022


@pytest.mark.parametrize(
    ("guasto", "frase"),
    [
        (TempoScaduto("x"), "dura troppo"),
        (MemoriaEsaurita("x"), "troppa memoria"),
        (CompitoFallito("x", tipo="y", dettaglio="z"), "non si riesce a leggere"),
    ],
)
def test_un_figlio_che_non_ce_la_fa(
    monkeypatch: pytest.MonkeyPatch, guasto: Exception, frase: str
) -> None:
    def esegui(*args: Any, **opzioni: Any) -> bytes:
        raise guasto

    monkeypatch.setattr(modulo_file, "esegui", esegui)
    with pytest.raises(ImportazioneRifiutata, match=frase):
        modulo_file.leggi_file(b"x")


def test_un_testo_smisurato(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modulo_file, "CARATTERI_MASSIMI", 1000)
    with pytest.raises(ImportazioneRifiutata, match="troppo lungo"):
        modulo_file.leggi_file(programma_2022())
