"""Checks on wording: names of before, things to define, addresses, years."""

from typing import Any

import pytest

from tests.istruttoria.esempi import PULITO, azione, con_azioni, con_premessa, snapshot, trovati


def _sito(testo: str) -> dict[str, Any]:
    return snapshot(canali=[{"tipo": "sito", "etichetta": "SITO WEB", "testo": testo}])


SCATTA = [
    ("nome_superato", con_premessa("<p>La RTO convoca gli incontri.</p>")),
    ("da_definire", _sito("TBD")),
    ("indirizzo_discordante", _sito("https://distrettofamiliyvalfiore.example.eu")),
    ("anno_sbagliato", snapshot(titolo=["PROGRAMMA DI LAVORO", "2025"])),
]
NON_SCATTA = [
    (
        "nome_superato",
        con_premessa("<p>La RTO convoca gli incontri.</p>", anno=2022,
                     periodo={"dal": "2022-01-01", "al": "2022-12-31"}),
    ),
    ("da_definire", _sito("-")),
    ("indirizzo_discordante", _sito("https://distrettofamilyvalfiore.example.eu")),
    ("anno_sbagliato", snapshot(titolo=["PROGRAMMA DI LAVORO", "2025-2026"])),
]  # fmt: skip


@pytest.mark.parametrize(("codice", "dati"), SCATTA)
def test_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert len(trovati(dati, codice)) == 1


@pytest.mark.parametrize(("codice", "dati"), NON_SCATTA)
def test_non_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert trovati(dati, codice) == []


@pytest.mark.parametrize(
    ("testo", "nuovo"),
    [
        ("Il referente tecnico-organizzativo segue tutto.", "Manager territoriale"),
        ("Eventi con ApF.", "Agenzia per la coesione sociale"),
        ("Dialogo con l'Agenzia per la famiglia.", "Agenzia per la coesione sociale"),
        ("Convenzione con APSS.", "ASUIT"),
    ],
)
def test_nomi_superati(testo: str, nuovo: str) -> None:
    (esito,) = trovati(con_azioni(azione(descrizione=testo)), "nome_superato")
    assert nuovo in esito.messaggio


@pytest.mark.parametrize(
    "testo",
    [
        "Nel 2025 l'indagine ha coinvolto APSS e altri.",
        "La ex Agenzia per la famiglia aprì lo sportello.",
        "L'agenda per la famiglia è online.",
        "Ospiti di APSP Le Rose.",
        "Dialogo con l'Agenzia per la coesione sociale.",
    ],
)
def test_nomi_che_si_possono_usare(testo: str) -> None:
    assert trovati(con_premessa(f"<p>{testo}</p>"), "nome_superato") == []


def test_un_nome_superato_si_segnala_una_volta_per_posto() -> None:
    testo = "<p>La RTO scrive.</p><p>La RTO convoca.</p>"
    assert len(trovati(con_premessa(testo), "nome_superato")) == 1


@pytest.mark.parametrize(
    ("campo", "testo", "esiti"),
    [
        ("tempi", "da definire", 1),
        ("referenti_testo", "Comune di Fiore, altri da individuare", 1),
        ("descrizione", "Incontri con partner da individuare", 0),
        ("descrizione", "Costo di ______ euro", 1),
        ("descrizione", "Spettacolo «Aspettando…»", 0),
    ],
)
def test_cose_da_definire(campo: str, testo: str, esiti: int) -> None:
    assert len(trovati(con_azioni(azione(**{campo: testo})), "da_definire")) == esiti


@pytest.mark.parametrize(
    ("altro", "esiti"),
    [
        ("eva@comune.fire.example.it", 1),
        ("eva@comune.foire.example.it", 1),
        ("eva@comune.fiore.example.it", 0),
        ("eva@provincia.fiore.example.it", 0),
        ("eva@valfiore.example.it", 0),
    ],
)
def test_un_indirizzo_a_una_lettera_dagli_altri(altro: str, esiti: int) -> None:
    attori = [a | {"email": altro} if a["ruolo"] == "manager" else a for a in PULITO["attori"]]
    assert len(trovati(snapshot(attori=attori), "indirizzo_discordante")) == esiti


def test_anche_i_collegamenti_delle_sezioni_contano() -> None:
    dati = con_premessa('<p><a href="https://www.comune.fiorre.example.it/nido">il nido</a></p>')
    assert len(trovati(dati, "indirizzo_discordante")) == 1


@pytest.mark.parametrize(
    "testo",
    [
        "Le azioni del Programma di lavoro 2025 continuano.",
        "Il nido aprirà entro il 2025.",
        "Gli obiettivi per l'annualità 2025 sono due.",
    ],
)
def test_anni_di_un_altro_programma(testo: str) -> None:
    assert len(trovati(con_premessa(f"<p>{testo}</p>"), "anno_sbagliato")) == 1


@pytest.mark.parametrize(
    "testo",
    [
        "Nel 2025 è stata completata la guida.",
        "Sulla scorta dell'indagine del 2025 si continua.",
        "Rispetto al Programma di lavoro 2025 cresce la rete.",
        "Come previsto dal Programma di lavoro 2025 la guida è pronta.",
        "Lo spazio è stato aperto entro il 2025.",
        "Le azioni del Programma di lavoro 2026 continuano.",
        "Gli obiettivi dell'Agenda 2030 restano.",
    ],
)
def test_anni_che_si_possono_scrivere(testo: str) -> None:
    assert trovati(con_premessa(f"<p>{testo}</p>"), "anno_sbagliato") == []


@pytest.mark.parametrize(
    ("indicatore", "esiti"),
    [("Incontri svolti nel corso dell'anno 2025", 1), ("Crescita rispetto all'anno 2025", 0)],
)
def test_l_anno_di_un_indicatore(indicatore: str, esiti: int) -> None:
    assert len(trovati(con_azioni(azione(indicatori=[indicatore])), "anno_sbagliato")) == esiti
