"""Dates and deadlines as Italian offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distretti.tempo import (
    al_giorno,
    con_articolo,
    da_quando_in_parole,
    dal_giorno,
    leggi_data,
    leggi_scadenza,
    quando_in_parole,
    ritardo_in_parole,
    stampa_data,
    trova_date,
)


@pytest.mark.parametrize(
    ("testo", "attesa"),
    [
        ("28 maggio 2026", date(2026, 5, 28)),
        ("28 MAGGIO 2026", date(2026, 5, 28)),
        ("1° gennaio 2026", date(2026, 1, 1)),
        ("1º maggio 2026", date(2026, 5, 1)),
        ("primo maggio 2026", date(2026, 5, 1)),
        ("2.07.2018", date(2018, 7, 2)),
        ("24.05.2022", date(2022, 5, 24)),
        ("25/01/2019", date(2019, 1, 25)),
        ("25 / 01 / 2019", date(2019, 1, 25)),
        ("28-4-26", date(2026, 4, 28)),
        ("28-IV-2026", date(2026, 4, 28)),
        ("15-lug-22", date(2022, 7, 15)),
        ("16-dic-22", date(2022, 12, 16)),
        ("3 sett. 2024", date(2024, 9, 3)),
        ("3 maggio '24", date(2024, 5, 3)),
        ("2026-05-28", date(2026, 5, 28)),
        ("2026-05-28T00:00:00", date(2026, 5, 28)),
        ("in data 30 aprile 2026", date(2026, 4, 30)),
        ("dd. 24.05.2022", date(2022, 5, 24)),
        ("d.d. 24.05.2022", date(2022, 5, 24)),
        ("il giorno 3 marzo 2021.", date(2021, 3, 3)),
        ("dell'8 ottobre 2018", date(2018, 10, 8)),
        ("venerdì 15 luglio 2022", date(2022, 7, 15)),
        ("15\u00a0luglio\u00a02022", date(2022, 7, 15)),
        ("3 marzo 99", date(1999, 3, 3)),
        ("29 febbraio 2024", date(2024, 2, 29)),
        ("1o marzo 2026", date(2026, 3, 1)),
        ("1^ marzo 2026", date(2026, 3, 1)),
        ("1.III.2026", date(2026, 3, 1)),
        ("addì, 1 marzo 2026", date(2026, 3, 1)),
        ("l'8 maggio 2026", date(2026, 5, 8)),
        ("dall’8 maggio 2026", date(2026, 5, 8)),
        ("alla data del 30 aprile 2026", date(2026, 4, 30)),
        ("28 / 5 / 2026", date(2026, 5, 28)),
    ],
)
def test_leggi_data(testo: str, attesa: date) -> None:
    assert leggi_data(testo) == attesa


@pytest.mark.parametrize(
    "testo",
    [
        *("", "-", "2022", "31 novembre 2026", "29 febbraio 2026", "32/01/2020", "12/13/2020"),
        *("maggio 2026", "n. 1273/2022", "6-78/Leg", "la riunione del 3 marzo 2021 a Trento"),
        *("0 maggio 2026", "1.2.3.2022", "08:30-16:30"),
    ],
)
def test_quello_che_non_e_una_data(testo: str) -> None:
    assert leggi_data(testo) is None


def test_trova_date_nell_ordine_del_testo() -> None:
    testo = "approvato il 15.07.2022, firmato il 28 ottobre 2022 (art. 10, n. 6-78/Leg)"
    assert [t.data for t in trova_date(testo)] == [date(2022, 7, 15), date(2022, 10, 28)]
    assert testo[trova_date(testo)[1].inizio : trova_date(testo)[1].fine] == "28 ottobre 2022"


def test_stampa_data() -> None:
    assert stampa_data(date(2026, 5, 28)) == "28 maggio 2026"
    assert stampa_data(date(2026, 5, 1)) == "1° maggio 2026"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_una_data_stampata_si_rilegge(data: date) -> None:
    assert leggi_data(stampa_data(data)) == data
    assert leggi_data(data.isoformat()) == data
    assert leggi_data(f"{data:%d/%m/%Y}") == data
    assert leggi_scadenza(f"Entro il {stampa_data(data)}") == data


@given(st.text(max_size=80), st.none() | st.integers(2000, 2100))
def test_nessun_testo_solleva(testo: str, anno: int | None) -> None:
    leggi_data(testo)
    trova_date(testo)
    leggi_scadenza(testo, anno)


@pytest.mark.parametrize(
    ("testo", "attesa"),
    [
        ("Entro 31 dicembre 2026", date(2026, 12, 31)),
        ("Entro il 30 novembre 2022", date(2022, 11, 30)),
        ("Entro dicembre 2022", date(2022, 12, 31)),
        ("Entro il mese di febbraio 2024", date(2024, 2, 29)),
        ("entro fine giugno 2026", date(2026, 6, 30)),
        ("Entro 31/12/2022", date(2022, 12, 31)),
        ("entro il 31.12.22", date(2022, 12, 31)),
        ("entro 12/2026", date(2026, 12, 31)),
        ("entro fine anno 2026", date(2026, 12, 31)),
        ("entro la fine dell'anno 2026", date(2026, 12, 31)),
        ("entro il 2026", date(2026, 12, 31)),
        ("nel corso del 2026", date(2026, 12, 31)),
        ("anno 2026", date(2026, 12, 31)),
        ("2026", date(2026, 12, 31)),
        ("gennaio - giugno 2026", date(2026, 6, 30)),
        ("gennaio/giugno 2026", date(2026, 6, 30)),
        ("da gennaio a giugno 2026", date(2026, 6, 30)),
        ("dal 1° marzo al 15 maggio 2026", date(2026, 5, 15)),
        ("ottobre 2025 – maggio 2026", date(2026, 5, 31)),
        ("ottobre - maggio 2026", date(2026, 5, 31)),
        ("novembre 2025 - marzo", date(2026, 3, 31)),
        ("marzo-maggio e settembre-novembre 2026", date(2026, 11, 30)),
        ("entro il 15-lug-26", date(2026, 7, 15)),
        ("primo semestre 2026", date(2026, 6, 30)),
        ("II semestre 2026", date(2026, 12, 31)),
        ("1° trimestre 2026", date(2026, 3, 31)),
        ("ultimo trimestre del 2026", date(2026, 12, 31)),
        ("autunno 2026, comunque entro il 30 novembre 2026", date(2026, 11, 30)),
        ("fine ottobre 2026", date(2026, 10, 31)),
        ("settembre-dicembre 2026", date(2026, 12, 31)),
        ("sett./dic. 2026", date(2026, 12, 31)),
        ("maggio, giugno e settembre 2026", date(2026, 9, 30)),
        ("15-16 maggio 2026", date(2026, 5, 16)),
        ("5-6 maggio 2026", date(2026, 5, 6)),
        ("15/16 maggio 2026", date(2026, 5, 16)),
        ("entro 10.2026", date(2026, 10, 31)),
        ("2026-2027", date(2027, 12, 31)),
        ("anni 2026/2027", date(2027, 12, 31)),
        ("biennio 2026-2027", date(2027, 12, 31)),
        ("avvio marzo 2026, conclusione novembre 2026", date(2026, 11, 30)),
        ("entro l'8 maggio 2026", date(2026, 5, 8)),
    ],
)
def test_leggi_scadenza(testo: str, attesa: date) -> None:
    assert leggi_scadenza(testo) == attesa


@pytest.mark.parametrize(
    ("testo", "attesa"),
    [
        ("Entro il 30 novembre", date(2026, 11, 30)),
        ("entro il 30/11", date(2026, 11, 30)),
        ("30/11", date(2026, 11, 30)),
        ("tutto l'anno", date(2026, 12, 31)),
        ("Durante l’anno", date(2026, 12, 31)),
        ("nel corso dell'anno", date(2026, 12, 31)),
        ("entro fine anno", date(2026, 12, 31)),
        ("settembre", date(2026, 9, 30)),
        ("primo semestre", date(2026, 6, 30)),
        ("entro il primo maggio", date(2026, 5, 1)),
        ("entro l'anno", date(2026, 12, 31)),
        ("anno in corso", date(2026, 12, 31)),
        ("Gennaio-Dicembre", date(2026, 12, 31)),
        ("terzo trimestre", date(2026, 9, 30)),
    ],
)
def test_senza_anno_vale_quello_del_programma(testo: str, attesa: date) -> None:
    assert leggi_scadenza(testo, anno=2026) == attesa
    assert leggi_scadenza(testo) is None


@pytest.mark.parametrize(
    "testo",
    [
        *("", "da definire", "entro l'autunno", "entro l'autunno 2026", "estate 2026"),
        *("entro l'anno scolastico 2025/2026", "a.s. 2025/26", "entro metà giugno 2026"),
        *("entro il 31 novembre 2026", "quinto semestre", "5° trimestre 2026", "in itinere"),
        *("3 set di incontri", "servizio 24/7", "dalle ore 10.30", "2 mar"),
        *("dal 1° settembre 2026", "a partire da settembre 2026", "da ottobre", "dal 30/11"),
        *("dopo il 30 giugno 2026", "avvio a marzo 2026", "durante l'anno scolastico 2025/26"),
        *("2025/2026", "entro il 2026/2027", "fine estate", "entro 31 anni"),
    ],
)
def test_scadenze_che_non_si_leggono(testo: str) -> None:
    assert leggi_scadenza(testo, anno=2026) is None


@pytest.mark.parametrize(
    ("giorno", "parole"),
    [
        (date(2026, 4, 30), "fra 12 giorni"),
        (date(2026, 4, 19), "domani"),
        (date(2026, 4, 18), "oggi"),
        (date(2026, 4, 17), "ieri"),
        (date(2026, 4, 15), "3 giorni fa"),
    ],
)
def test_quanto_e_lontano_un_giorno(giorno: date, parole: str) -> None:
    assert quando_in_parole(giorno, date(2026, 4, 18)) == parole


@pytest.mark.parametrize(
    ("giorno", "da_quando", "ritardo"),
    [
        (date(2026, 4, 17), "da ieri", "scaduto ieri"),
        (date(2026, 4, 15), "da 3 giorni", "scaduto da 3 giorni"),
    ],
)
def test_da_quanto_dura(giorno: date, da_quando: str, ritardo: str) -> None:
    oggi = date(2026, 4, 18)
    assert (da_quando_in_parole(giorno, oggi), ritardo_in_parole(giorno, oggi)) == (
        da_quando,
        ritardo,
    )


def test_un_giorno_con_il_suo_articolo() -> None:
    assert con_articolo(date(2026, 12, 8)) == "l’8 dicembre 2026"
    assert con_articolo(date(2026, 5, 1)) == "il 1° maggio 2026"


def test_un_giorno_con_la_sua_preposizione() -> None:
    assert dal_giorno(date(2026, 12, 8)) == "dall’8 dicembre 2026"
    assert dal_giorno(date(2026, 5, 1)) == "dal 1° maggio 2026"
    assert al_giorno(date(2026, 5, 11)) == "all’11 maggio 2026"
    assert al_giorno(date(2026, 5, 30)) == "al 30 maggio 2026"
