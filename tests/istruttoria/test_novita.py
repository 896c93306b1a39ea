"""What changed, in words: events that belong together make one line."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from istruttoria.novita import FATTI_DEI_PASSI, Evento, Novita, di, novita
from istruttoria.transizioni import TRANSIZIONI

LUNEDI = datetime(2026, 3, 2, 9, 0)


def evento(genere: str, luogo: str = "", dopo: int = 0, **altro: Any) -> Evento:
    """One event of Giulia's, some minutes after nine."""
    valori = {"chi": "Giulia", "programma": 1, "nome": "Valle 2026", "oggetto": dopo}
    return Evento(
        quando=LUNEDI + timedelta(minutes=dopo), genere=genere, luogo=luogo, **valori | altro
    )


def righe(*eventi: Evento) -> list[Novita]:
    return novita(eventi, giorno=datetime.date)


def fatti(*eventi: Evento) -> list[str]:
    return [riga.fatto for riga in righe(*eventi)]


def test_ogni_passo_ha_le_sue_parole() -> None:
    assert set(FATTI_DEI_PASSI) == set(TRANSIZIONI)


def test_i_campi_di_un_azione_fanno_una_riga() -> None:
    modifiche = [evento("campo", "«Azione 3»", dopo=n, oggetto=n) for n in range(4)]
    assert fatti(*modifiche) == ["ha modificato 4 campi di «Azione 3»"]


def test_lo_stesso_campo_salvato_molte_volte_conta_una_volta() -> None:
    salvataggi = [evento("campo", "«Azione 3»", dopo=n, oggetto="titolo") for n in range(9)]
    assert fatti(*salvataggi) == ["ha modificato 1 campo di «Azione 3»"]


def test_azioni_diverse_fanno_righe_diverse_la_piu_recente_prima() -> None:
    assert fatti(evento("campo", "«Azione 3»"), evento("campo", "«Azione 1»", dopo=1)) == [
        "ha modificato 1 campo di «Azione 1»",
        "ha modificato 1 campo di «Azione 3»",
    ]


@pytest.mark.parametrize(
    "altro", [{"chi": "Marco"}, {"programma": 2}, {"dopo": 24 * 60}], ids=["chi", "dove", "quando"]
)
def test_persone_programmi_e_giorni_diversi_restano_divisi(altro: dict[str, Any]) -> None:
    assert len(righe(evento("campo", "«Azione 3»"), evento("campo", "«Azione 3»", **altro))) == 2


def test_il_giorno_e_quello_di_chi_legge() -> None:
    due = [evento("campo", "«A»"), evento("campo", "«A»", dopo=24 * 60)]
    assert len(novita(due, giorno=lambda _: date(2026, 3, 2))) == 1


@pytest.mark.parametrize(
    ("luoghi", "fatto"),
    [
        (["«Premessa»"], "ha scritto un’osservazione su «Premessa»"),
        ([""], "ha scritto un’osservazione"),
        (["«Premessa»", "«Premessa»"], "ha scritto 2 osservazioni su «Premessa»"),
        (["«Premessa»", "«Azione 1»", ""], "ha scritto 3 osservazioni"),
    ],
)
def test_le_osservazioni_si_contano(luoghi: list[str], fatto: str) -> None:
    assert fatti(*(evento("osservazione", luogo, dopo=n) for n, luogo in enumerate(luoghi))) == [
        fatto
    ]


def test_le_risposte_e_le_chiusure() -> None:
    assert fatti(evento("risposta"), evento("chiusura", dopo=-1)) == [
        "ha risposto a un’osservazione",
        "ha chiuso un’osservazione",
    ]


def test_piu_osservazioni_portano_al_loro_elenco() -> None:
    una, due = (evento("osservazione", dopo=n, ancora=f"osservazione-{n}") for n in (1, 2))
    assert [r.ancora for r in righe(una)] == ["osservazione-1"]
    assert [r.ancora for r in righe(una, due)] == ["osservazioni"]


@pytest.mark.parametrize(
    ("luogo", "parole"),
    [
        ("«Azione 3»", "di «Azione 3»"),
        ("i dati del programma", "dei dati del programma"),
        ("gli ambiti", "degli ambiti"),
        ("il testo", "del testo"),
        ("un’azione", "di un’azione"),
        ("una parte", "di una parte"),
    ],
)
def test_la_preposizione(luogo: str, parole: str) -> None:
    assert di(luogo) == parole
