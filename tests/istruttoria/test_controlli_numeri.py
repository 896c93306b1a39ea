"""Checks on the numbers of the text: against the data, against lists, against sums."""

from typing import Any

import pytest

from tests.istruttoria.esempi import azione, con_azioni, con_premessa, snapshot, trovati


def _tabella(*righe: tuple[str, str]) -> dict[str, Any]:
    celle = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in righe)
    return con_premessa(f"<table><tbody>{celle}</tbody></table>")


def _elenco(annuncio: str, voci: int) -> dict[str, Any]:
    return con_premessa(f"<p>{annuncio}</p><ul>{'<li>Voce</li>' * voci}</ul>")


def _descrizione(testo: str) -> dict[str, Any]:
    return con_azioni(azione(descrizione=testo))


SCATTA = [
    ("numero_contraddetto", con_premessa("<p>Il gruppo raccoglie le 12 organizzazioni.</p>")),
    ("elenco_contraddetto", _elenco("La strategia segue tre pilastri:", 4)),
    ("totale_errato", _tabella(("Nido", "€ 1.000"), ("Spazi", "500,50"), ("Totale", "1.600,50 €"))),
]
NON_SCATTA = [
    ("numero_contraddetto", con_premessa("<p>Il gruppo raccoglie le 2 organizzazioni.</p>")),
    ("elenco_contraddetto", _elenco("La strategia segue tre pilastri:", 3)),
    ("totale_errato", _tabella(("Nido", "€ 1.000"), ("Spazi", "500,50"), ("Totale", "1.500,50 €"))),
]


@pytest.mark.parametrize(("codice", "dati"), SCATTA)
def test_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert len(trovati(dati, codice)) == 1


@pytest.mark.parametrize(("codice", "dati"), NON_SCATTA)
def test_non_scatta(codice: str, dati: dict[str, Any]) -> None:
    assert trovati(dati, codice) == []


@pytest.mark.parametrize(
    "testo",
    [
        "Le dodici organizzazioni aderenti si incontrano.",
        "L'accordo è stato firmato da tutte le 5 organizzazioni proponenti.",
        "Hanno aderito al Distretto famiglia 5 Organizzazioni.",
        "La rete è composta da 5 organizzazioni pubbliche e private.",
        "Il programma individua complessivamente 8 azioni.",
        "Il programma prevede 9 azioni V.A.M.T. e altro.",
        "Il piano si compone di 7 progettualità.",
    ],
)
def test_numeri_contraddetti(testo: str) -> None:
    (esito,) = trovati(con_premessa(f"<p>{testo}</p>"), "numero_contraddetto")
    assert "Il testo dice «" in esito.messaggio


@pytest.mark.parametrize(
    "testo",
    [
        "L'accordo è stato firmato dalle 2 organizzazioni proponenti.",
        "Il programma prevede complessivamente 2 azioni, di cui 1 progettualità.",
        "In Trentino oltre 1178 organizzazioni lavorano così.",
        "Si vogliono coinvolgere almeno 12 organizzazioni.",
        "Nel 2022 le 12 organizzazioni iniziali firmarono.",
        "L'indagine ha sentito 12 organizzazioni non aderenti.",
        "Il piano si fonda su 3 azioni principali.",
        "Sono arrivate altre 4 organizzazioni.",
        "Tre aderenti hanno rinnovato la certificazione.",
        "Delle 12 organizzazioni intervistate molte hanno turni.",
        "Le 4 organizzazioni del terzo settore gestiscono il nido.",
        "Lo sportello ha offerto 40 azioni di sostegno.",
    ],
)
def test_numeri_che_non_si_toccano(testo: str) -> None:
    assert trovati(con_premessa(f"<p>{testo}</p>"), "numero_contraddetto") == []


@pytest.mark.parametrize(
    ("testo", "esiti"),
    [("Invito a tutte le 7 organizzazioni aderenti.", 1), ("Incontro con 7 organizzazioni.", 0)],
)
def test_nelle_azioni_conta_solo_chi_dice_tutte(testo: str, esiti: int) -> None:
    assert len(trovati(_descrizione(testo), "numero_contraddetto")) == esiti


def test_anche_le_premesse_della_determinazione_contano() -> None:
    dati = snapshot(
        determinazione={"premesse": "Il Programma individua complessivamente 8 azioni."}
    )
    (esito,) = trovati(dati, "numero_contraddetto")
    assert esito.posto.campo == "determinazione, premesse"


@pytest.mark.parametrize(
    "testo",
    [
        "Tre le azioni: l'apertura di sportelli, la rete di enti e imprese, le serate, uno studio.",
        "Indagine su cinque realtà (Alfa, Beta, Gamma, Delta).",
    ],
)
def test_elenchi_che_non_tornano(testo: str) -> None:
    assert len(trovati(_descrizione(testo), "elenco_contraddetto")) == 1


@pytest.mark.parametrize(
    "testo",
    [
        "Due prodotti finali: una mappa grafica statica e uno strumento consultabile.",
        "Tre azioni: la cura e il gioco, la lettura.",
        "Indagine su cinque realtà (Alfa, Beta, ecc.).",
        "Indagine su quattro realtà (Alfa, Beta, Gamma e Delta).",
        "Quattro comunicati (stampa, web).",
        "Per il 2026: la rete, il nido, lo studio, il corso.",
        "Apertura alle 20: la sala, il bar, il parco e altro.",
        "Tre azioni: rete, nido, studio, corso.",
    ],
)
def test_elenchi_che_non_si_contano(testo: str) -> None:
    assert trovati(_descrizione(testo), "elenco_contraddetto") == []


@pytest.mark.parametrize(
    ("testo", "esiti"),
    [
        ("Costo di € 10.000, di cui € 6.000 di personale e € 3.000 di spese.", 1),
        ("Costo di € 10.000, di cui € 6.000 di personale e € 4.000 di spese.", 0),
        ("Costo di € 10.000, di cui € 6.000 di personale.", 0),
    ],
)
def test_le_parti_di_un_importo(testo: str, esiti: int) -> None:
    assert len(trovati(con_premessa(f"<p>{testo}</p>"), "totale_errato")) == esiti


@pytest.mark.parametrize(("totale", "esiti"), [(16, 0), (18, 1)])
def test_le_ore_della_formazione(totale: int, esiti: int) -> None:
    corsi = "Corso base (ore obbligatorie 6)\nCorso avanzato (6 ore)\nEventi (ore obbligatorie 4)"
    dati = con_azioni(azione(descrizione=corsi, indicatori=[f"Ore di formazione ({totale} ore)"]))
    assert len(trovati(dati, "totale_errato")) == esiti
