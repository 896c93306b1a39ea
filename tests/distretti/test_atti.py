"""Acts: the ways they are written, and the one way they are printed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distretti.atti import ORGANI, TIPI, Atto, leggi_atto

G = "Giunta provinciale"
C = "Giunta comunale"


@pytest.mark.parametrize(
    ("testo", "tipo", "organo", "numero", "data"),
    [
        ("n. 70 dd. 24.05.2022", "", "", "70", date(2022, 5, 24)),
        ("n.65 d.d. 28-4-26", "", "", "65", date(2026, 4, 28)),
        ("N° 12 del 1° maggio 2026", "", "", "12", date(2026, 5, 1)),
        ("nr. 12 dd 3/5/2021", "", "", "12", date(2021, 5, 3)),
        ("n. 1273 del 15 luglio 2022", "", "", "1273", date(2022, 7, 15)),
        ("N. 5663 DI DATA 28 MAGGIO 2026", "", "", "5663", date(2026, 5, 28)),
        ("n. 1898 di data 12 ottobre 2018", "", "", "1898", date(2018, 10, 12)),
        ("Deliberazione Giunta Comunale n. 123 del 2.07.2018", "deliberazione", C, "123",
         date(2018, 7, 2)),
        ("Deliberazione Giunta Comunale n. 70 dd. 24.05.2022", "deliberazione", C, "70",
         date(2022, 5, 24)),
        ("Deliberazione della Giunta provinciale n. 1273 dd. 15.07.2022", "deliberazione", G,
         "1273", date(2022, 7, 15)),
        ("vista la deliberazione della Giunta provinciale n. 54 del 25/01/2019 concernente",
         "deliberazione", G, "54", date(2019, 1, 25)),
        ("deliberazione GP n. 54/2019", "deliberazione", G, "54/2019", None),
        ("D.G.P. 1273/2022", "deliberazione", G, "1273/2022", None),
        ("DGP n. 1273 dd 15.07.2022", "deliberazione", G, "1273", date(2022, 7, 15)),
        ("reg. delib. n. 65", "deliberazione", "", "65", None),
        ("Verbale di deliberazione n. 65 della Giunta comunale del 28 aprile 2026",
         "deliberazione", C, "65", date(2026, 4, 28)),
        ("con deliberazione n. 1273 del 15 luglio 2022 la Giunta provinciale ha approvato",
         "deliberazione", G, "1273", date(2022, 7, 15)),
        ("delibera 65 del 28 aprile 2026", "deliberazione", "", "65", date(2026, 4, 28)),
        ("delib. G.C. 65 dd. 28.04.2026", "deliberazione", C, "65", date(2026, 4, 28)),
        ("deliberazione della Giunta provinciale di data 15 luglio 2022", "deliberazione", G, "",
         date(2022, 7, 15)),
        ("DETERMINAZIONE DEL DIRIGENTE N. 5663 DI DATA 28 MAGGIO 2026", "determinazione",
         "dirigente", "5663", date(2026, 5, 28)),
        ("determina del dirigente del Servizio attività sociali n. 9 dd. 3.2.2026",
         "determinazione", "dirigente del Servizio attività sociali", "9", date(2026, 2, 3)),
        ("Determinazione n. 5 del Dirigente del Servizio tecnico dd. 1.2.2020", "determinazione",
         "dirigente del Servizio tecnico", "5", date(2020, 2, 1)),
        ("Del. G.P. n. 1273/2022", "deliberazione", G, "1273/2022", None),
        ("deliberazione n. 5 della Giunta comunale, che modifica la n. 3 del 2.1.2020",
         "deliberazione", C, "5", None),
        ("trasmesso in data 30 aprile 2026 prot. 366010", "protocollo", "", "366010",
         date(2026, 4, 30)),
        ("prot. 366010 in data 30 aprile 2026", "protocollo", "", "366010", date(2026, 4, 30)),
        ("protocollo n. PAT/RFS177-2026-366010", "protocollo", "", "PAT/RFS177-2026-366010", None),
        ("legge provinciale 2 marzo 2011, n. 1", "legge provinciale", "", "1", date(2011, 3, 2)),
        ("L.P. 1/2011", "legge provinciale", "", "1/2011", None),
        ("legge n. 205 del 3 dicembre 2021", "legge", "", "205", date(2021, 12, 3)),
        ("Regolamento approvato con D.P.G.P. 26 marzo 1998, n. 6-78/Leg recante", "decreto",
         "Presidente della Giunta provinciale", "6-78/Leg", date(1998, 3, 26)),
        ("D.Lgs. n. 196/2003", "decreto legislativo", "", "196/2003", None),
        ("n. 12/E del 3 marzo 2026", "", "", "12/E", date(2026, 3, 3)),
        ("n.ro 45 del 12.03.2026", "", "", "45", date(2026, 3, 12)),
        ("70 dd. 24.05.2022", "", "", "70", date(2022, 5, 24)),
        ("45/E del 12 marzo 2026", "", "", "45/E", date(2026, 3, 12)),
        ("Delib. G.C. n. 45 d.d. 12/03/2026", "deliberazione", C, "45", date(2026, 3, 12)),
        ("Deliberaz. Giunta Com.le n. 45 dd. 12.03.2026", "deliberazione", C, "45",
         date(2026, 3, 12)),
        ("delibera G.C. n. 45 - 12/03/2026", "deliberazione", C, "45", date(2026, 3, 12)),
        ("deliberazione n. 45 bis del 12 marzo 2026", "deliberazione", "", "45 bis",
         date(2026, 3, 12)),
        ("deliberazione giuntale n. 45 del 12 marzo 2026", "deliberazione", "Giunta", "45",
         date(2026, 3, 12)),
        ("deliberazione consiliare n. 7/2026", "deliberazione", "Consiglio", "7/2026", None),
        ("determinazione dirigenziale n. 88 del 4 aprile 2026", "determinazione", "dirigente",
         "88", date(2026, 4, 4)),
        ("Decreto del Presidente della Comunità n. 12 dd. 3.2.2026", "decreto",
         "Presidente della Comunità", "12", date(2026, 2, 3)),
        ("D.G.C. 45 dd. 12.3.26", "deliberazione", C, "45", date(2026, 3, 12)),
        ("nota prot. n. A001/2026/12345/23.5 dd. 3.3.2026", "protocollo", "",
         "A001/2026/12345/23.5", date(2026, 3, 3)),
        ("L. 104/1992", "legge", "", "104/1992", None),
        ("deliberazione del Consiglio di Amministrazione n. 4 dell'8 maggio 2026", "deliberazione",
         "Consiglio di amministrazione", "4", date(2026, 5, 8)),
    ],
)  # fmt: skip
def test_leggi_atto(testo: str, tipo: str, organo: str, numero: str, data: date | None) -> None:
    atto = leggi_atto(testo)
    assert atto == Atto(tipo, organo, numero, data)
    assert atto.testo == testo


@pytest.mark.parametrize(
    "testo",
    [
        *("45/2026", "3 incontri del 12 marzo 2026", "l. 104 posti", "28 e 29 maggio 2026"),
        *("", "-", "2022", "10 ottobre 2018", "deliberazione", "da definire", "via Grazioli, 1"),
        "Accordo sottoscritto il 10 ottobre 2018",
    ],
)
def test_quello_che_non_e_un_atto(testo: str) -> None:
    assert leggi_atto(testo) is None


def test_una_data_impossibile_non_si_inventa() -> None:
    assert leggi_atto("n. 70 dd. 31.11.2022") == Atto(numero="70")


@pytest.mark.parametrize(
    ("atto", "stampa"),
    [
        (Atto("deliberazione", G, "1273", date(2022, 7, 15)),
         "deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022"),
        (Atto("determinazione", "dirigente", "5663", date(2026, 5, 28)),
         "determinazione del dirigente n. 5663 del 28 maggio 2026"),
        (Atto("deliberazione", "Assemblea", "4", date(2026, 5, 8)),
         "deliberazione dell'Assemblea n. 4 dell'8 maggio 2026"),
        (Atto("protocollo", "", "366010", date(2026, 4, 30)), "prot. n. 366010 del 30 aprile 2026"),
        (Atto("", "", "70", date(2022, 5, 1)), "n. 70 del 1° maggio 2022"),
        (Atto(), ""),
    ],
)  # fmt: skip
def test_una_sola_forma_stampata(atto: Atto, stampa: str) -> None:
    assert str(atto) == atto.stampa() == stampa


def test_il_testo_non_conta_nel_confronto() -> None:
    assert Atto(numero="1", testo="n. 1") == Atto(numero="1", testo="N° 1")


def test_andata_e_ritorno_dal_dizionario() -> None:
    atto = Atto("deliberazione", "giunta comunale", "65", date(2026, 4, 28), "delib. G.C. 65")
    assert Atto.from_dict(atto.as_dict()) == atto
    assert atto.as_dict()["organo"] == "Giunta comunale"
    assert Atto.from_dict(Atto().as_dict()) == Atto()


organi = st.sampled_from(
    [o for _, o in ORGANI]
    + ["Servizio attività sociali", "Comunità della Vallagarina", "ufficio X"]
)
numeri = st.from_regex(r"\A[1-9][0-9]{0,5}([/-][0-9A-Za-z]{1,4})?\Z")
date_ = st.none() | st.dates(min_value=date(1900, 1, 1), max_value=date(2150, 1, 1))
atti = st.builds(
    Atto, st.sampled_from([t for _, t, _ in TIPI]), st.just("") | organi, numeri, date_
)


@given(atti)
def test_un_atto_stampato_si_rilegge_uguale(atto: Atto) -> None:
    assert leggi_atto(atto.stampa()) == atto
    assert leggi_atto(f"vista la {atto.stampa()} che approva il programma") == atto


@given(atti)
def test_maiuscole_e_spazi_non_contano(atto: Atto) -> None:
    letto = leggi_atto("  " + atto.stampa().replace(" ", "\u00a0 ") + " ")
    assert letto == atto


@given(st.text(max_size=120))
def test_nessun_testo_solleva(testo: str) -> None:
    atto = leggi_atto(testo)
    assert atto is None or atto.testo == testo
