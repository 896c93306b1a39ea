"""Scores, worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from azioni.percentuali import (
    SOMMA,
    AzioneDaContare,
    Esito,
    EsitoAzione,
    Misura,
    Presenza,
    RegolaLetta,
    Rilevata,
    contributo,
    leggi,
    punteggio,
    punteggio_azione,
    punteggio_programma,
)


def esito(frase, **misura):
    return punteggio(leggi(frase)[0], Misura(**misura))


@pytest.mark.parametrize(
    ("frase", "misura", "valore", "spiegazione"),
    [
        ("25% ogni mail", {"quantita": [1, 2]}, 75, "3 mail su 4: 75%"),
        ("25% ogni mail", {"quantita": [9]}, 100, "9 mail su 4: 100%"),
        ("20% per ogni incontro", {"quantita": [1]}, 20, "1 incontro su 5: 20%"),
        ("20% per ogni incontro", {}, 0, "0 incontri su 5: 0%"),
        (
            "25% per ogni comunicato stampa",
            {"quantita": [2]},
            50,
            "2 comunicati stampa su 4: 50%",
        ),
        ("50% ogni due incontri", {"quantita": [3]}, 50, "3 incontri su 4: 50%"),
        ("20% ogni incontro, max 60%", {"quantita": [7]}, 60, "7 incontri su 3: 60%"),
        ("33,3% ogni evento", {"quantita": [3]}, Fraction(999, 10), "3 eventi su 4: 99,9%"),
        (
            "100% per ≥12 ore frequentate",
            {"quantita": [Decimal("7.5"), Decimal("4.5")]},
            100,
            "12 ore, ne servono almeno 12: 100%",
        ),
        ("100% per ≥12 ore", {"quantita": [11]}, 0, "11 ore, ne servono almeno 12: 0%"),
        ("100% per più di 12 ore", {"quantita": [12]}, 0, "12 ore, ne servono più di 12: 0%"),
        ("100% per più di 12 incontri", {"quantita": [13]}, 100, None),
        ("100% per relazione", {"fatto": True}, 100, "Fatto: 100%"),
        ("100% per relazione", {"fatto": False}, 0, "Non fatto: 0%"),
        ("34% convocazione primo incontro", {"fatto": True}, 34, "Fatto: 34%"),
    ],
)
def test_score_of_a_rule(frase, misura, valore, spiegazione):
    letto = esito(frase, **misura)
    assert letto.valore == valore
    assert spiegazione in (None, letto.spiegazione)


LOGO = "100% se il 20% degli aderenti totali utilizza il logo"


@pytest.mark.parametrize(
    ("parte", "base", "valore"), [(1, 5, 100), (0, 5, 0), (1, 6, 0), (2, 6, 100), (3, 11, 100)]
)
def test_a_share_is_rounded_up(parte, base, valore):
    assert esito(LOGO, quote=[Rilevata(parte, base)]).valore == valore


def test_a_share_takes_its_latest_entry():
    assert esito(LOGO, quote=[Rilevata(5, 5), Rilevata(0, 5)]).valore == 0


def test_two_thirds_of_thirty_are_exactly_twenty():
    frase = "100% se i 2/3 degli aderenti rispondono"
    assert esito(frase, quote=[Rilevata(20, 30)]).valore == 100
    assert esito(frase, quote=[Rilevata(19, 30)]).valore == 0


@pytest.mark.parametrize(
    ("frase", "parte", "base", "valore"),
    [
        ("100% se oltre due terzi dei Comuni aderiscono", 2, 3, 0),
        ("100% se oltre due terzi dei Comuni aderiscono", 20, 30, 0),
        ("100% se oltre due terzi dei Comuni aderiscono", 21, 30, 100),
        ("100% se più di un terzo degli aderenti risponde", 1, 3, 0),
        ("100% se almeno un terzo degli aderenti risponde", 333_333, 1_000_000, 0),
        ("100% se almeno un terzo degli aderenti risponde", 333_334, 1_000_000, 100),
        ("100% se il 33,3% degli aderenti risponde", 333, 1000, 100),
        ("100% per la frequenza dell'80% delle ore", Decimal("12.8"), 16, 100),
        ("100% per la frequenza dell'80% delle ore", Decimal("12.7"), 16, 0),
    ],
)
def test_fractions_and_hours_are_compared_exactly(frase, parte, base, valore):
    assert esito(frase, quote=[Rilevata(parte, base)]).valore == valore


@pytest.mark.parametrize(
    ("frase", "misura", "spiegazione"),
    [
        ("20% per ogni biblioteca", {"quantita": [3]}, "3 biblioteche su 5: 60%"),
        ("20% per ogni albergo", {"quantita": [3]}, "3 alberghi su 5: 60%"),
        ("20% per ogni ufficio", {"quantita": [3]}, "3 uffici su 5: 60%"),
        ("20% per ogni mappa", {"quantita": [2]}, "2 mappe su 5: 40%"),
        ("20% per ogni spiaggia", {"quantita": [2]}, "2 spiagge su 5: 40%"),
        ("20% per ogni programma", {"quantita": [2]}, "2 programmi su 5: 40%"),
        ("20% per ogni medico", {"quantita": [2]}, "2 medici su 5: 40%"),
        ("20% per ogni città", {"quantita": [1]}, "1 città su 5: 20%"),
        ("20% per ogni esercizio commerciale", {"quantita": [0]},
         "0 esercizi commerciali su 5: 0%"),
        ("20% per ogni cooperativa sociale", {"quantita": [2]}, "2 cooperative sociali su 5: 40%"),
        ("100% per almeno un incontro", {}, "0 incontri, ne serve almeno 1: 0%"),
        (LOGO, {"quote": [Rilevata(1, 5)]}, "1 su 5 (aderenti totali), ne serve 1: 100%"),
        ("100% per la frequenza del 75% del monte ore", {"quote": [Rilevata(Decimal("7.5"), 10)]},
         "7,5 su 10 (monte ore), ne servono 7,5: 100%"),
    ],
)  # fmt: skip
def test_the_working_is_good_italian(frase, misura, spiegazione):
    assert esito(frase, **misura).spiegazione == spiegazione


def test_more_than_half_is_not_half():
    frase = "100% se più del 50% dei partecipanti risponde"
    assert esito(frase, quote=[Rilevata(5, 10)]).valore == 0
    assert esito(frase, quote=[Rilevata(6, 10)]).valore == 100


@pytest.mark.parametrize("misura", [{}, {"quote": [Rilevata(0, 0)]}])
def test_a_share_of_nothing_cannot_be_valued(misura):
    assert not esito(LOGO, **misura).valutabile


def test_no_rule_cannot_be_valued():
    assert not punteggio(None, Misura(fatto=True)).valutabile


PRESENZE = [Presenza("A"), Presenza("A"), Presenza("B", aderente=False), Presenza("C")]


def test_members_count_once_when_the_phrase_says_members():
    frase = "10% per ogni organizzazione aderente coinvolta"
    assert esito(frase, organizzazioni=PRESENZE).valore == 20


def test_organisations_count_once():
    assert esito("10% per ogni organizzazione coinvolta", organizzazioni=PRESENZE).valore == 30


def test_corrections_never_go_below_zero():
    assert esito("25% ogni mail", quantita=[1, -3]).valore == 0


class RigaSalvata:
    """What a stored rule looks like: its columns, and the rest of the reading as JSON."""

    def __init__(self, frase):
        letta = leggi(frase)[0]
        self.lettura = letta.as_dict()
        for campo in ("tipo", "percentuale", "unita", "soglia", "quota", "base"):
            setattr(self, campo, getattr(letta, campo))


@pytest.mark.parametrize(
    ("frase", "misura", "valore"),
    [
        ("20% ogni incontro, max 60%", Misura(quantita=[9]), 60),
        ("50% ogni due incontri", Misura(quantita=[3]), 50),
        ("100% per più di 12 ore", Misura(quantita=[12]), 0),
        ("10% per ogni organizzazione aderente", Misura(organizzazioni=PRESENZE), 20),
    ],
)
def test_a_stored_rule_scores_like_its_reading(frase, misura, valore):
    assert punteggio(RigaSalvata(frase), misura).valore == valore
    assert punteggio(leggi(frase)[0], misura).valore == valore


def test_a_manual_value_wants_a_reason():
    regola = RegolaLetta(testo="qualità del progetto")
    assert not punteggio(regola, Misura(valore=80)).valutabile
    assert not punteggio(regola, Misura(valore=80, motivo="  ")).valutabile
    assert punteggio(regola, Misura(valore=80, motivo="buona")).valore == 80


def test_a_manual_value_is_kept_within_100():
    assert punteggio(RegolaLetta(testo="x"), Misura(valore=130, motivo="m")).valore == 100


def esiti(*valori):
    return [Esito(None if v is None else Fraction(v), "prova") for v in valori]


def test_an_action_is_the_mean_of_its_rules():
    letto = punteggio_azione(esiti(100, 50, 0))
    assert (letto.valore, letto.spiegazione) == (50, "Media di 3 regole: 50%")


def test_what_cannot_be_valued_is_listed_and_left_out():
    letto = punteggio_azione(esiti(100, None), etichette=["mail", "logo"])
    assert (letto.valore, letto.non_valutabili) == (100, ("logo: prova",))


def test_an_action_without_rules_cannot_be_valued():
    assert not punteggio_azione([]).valutabile


def test_of_a_scale_only_the_highest_step_counts():
    assert punteggio_azione(esiti(50, 100, 0), scale=[1, 1, None]).valore == 50


def test_the_sum_is_capped():
    assert punteggio_azione(esiti(50, 60), combina=SOMMA).valore == 100


def test_two_thirds_round_to_66_67():
    assert punteggio_azione(esiti(100, 100, 0)).arrotondato == Decimal("66.67")


def azione(nome, valore, conta=True):
    fatto = None if valore is None else Fraction(valore)
    return AzioneDaContare(nome, EsitoAzione(fatto, "prova"), conta)


def test_the_programme_is_the_mean_of_the_actions_that_count():
    letto = punteggio_programma([azione("1", 100), azione("2", 50), azione("3", 0, conta=False)])
    assert (letto.valore, letto.passaggi) == (75, ("1: 100%", "2: 50%"))


def test_an_action_without_score_is_listed():
    letto = punteggio_programma([azione("1", 100), azione("2", None)])
    assert (letto.valore, letto.non_valutabili) == (100, ("2: prova",))


@pytest.mark.parametrize(
    ("costo", "risultato", "importo"),
    [
        (10000, 100, "8000.00"),
        (20000, 100, "10000.00"),
        (20000, 75, "7500.00"),
        (0, 100, "0.00"),
        (Decimal("12345.67"), Fraction(200, 3), "6584.36"),
        (-5, 100, "0.00"),
        (1000, 150, "800.00"),
    ],
)
def test_contribution(costo, risultato, importo):
    assert contributo(costo, risultato).importo == Decimal(importo)


def test_the_contribution_shows_its_working():
    assert contributo(20000, 75).passaggi == (
        "80% di 20.000,00 € = 16.000,00 €",
        "Non oltre il tetto di 10.000,00 €",
        "10.000,00 € × risultato 75% = 7.500,00 €",
    )
    assert "da confermare" in contributo(1, 1).avvertenza


def test_the_parameters_of_the_contribution_are_explicit():
    assert contributo(1000, 100, percentuale_massima=50, tetto=300).importo == 300
