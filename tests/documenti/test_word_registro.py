"""District data, actors and channels."""

import pytest

from documenti.word import leggi_word
from documenti.word.registry import leggi_attore, tipo_di
from tests.documenti.file_word import cella, crea, documento, paragrafo, tabella
from tests.documenti.mosaico_word import PARTI, collegamento
from tests.documenti.programmi_word import ATTORI, CANALI, DATI, azione, capitolo, programma_2022


@pytest.mark.parametrize(
    ("righe", "atteso"),
    [
        (["Ugo Alti"], ("Ugo Alti", "", "", "")),
        (["Ugo Alti", "Sindaco", "u@x.it"], ("Ugo Alti", "Sindaco", "u@x.it", "")),
        (["Ugo Alti", "u@x.it", "0461/1234"], ("Ugo Alti", "", "u@x.it", "0461/1234")),
        (["Ugo Alti", "u@x.it – tel. 0461 1234"], ("Ugo Alti", "", "u@x.it", "tel. 0461 1234")),
        (["Ugo Alti", "Capo", "Ufficio 3"], ("Ugo Alti", "Capo\nUfficio 3", "", "")),
        (["Ugo Alti - Assessore"], ("Ugo Alti", "Assessore", "", "")),
        (["Ugo Alti", "Capo (tel. 0461 1234)"], ("Ugo Alti", "Capo", "", "tel. 0461 1234")),
        (
            ["Ugo Alti; cell. 333 1234567; mail: u@x.it"],
            ("Ugo Alti", "", "u@x.it", "cell. 333 1234567"),
        ),
        (["via Roma, 1 - 38100 Trento"], ("via Roma, 1 - 38100 Trento", "", "", "")),
        ([], ("", "", "", "")),
    ],
)
def test_an_actor_s_cell(righe, atteso):
    scheda = leggi_attore("manager", righe)
    assert (
        scheda["nominativo"],
        scheda["qualifica"],
        scheda["email"],
        scheda["telefono"],
    ) == atteso


@pytest.mark.parametrize(
    ("voce", "etichetta", "tipo"),
    [
        ("attori", "COORDINATORE/TRICE ISTITUZIONALE", "coordinatore"),
        ("attori", "Manager territoriale (già RTO)", "manager"),
        ("attori", "REFERENTE TECNICO ORGANIZZATIVO", "manager"),
        ("attori", "Referente amm.vo", "referente_amministrativo"),
        ("attori", "Referente comunicazione", "altro"),
        ("canali", "MAIL DEL DISTRETTO FAMIGLIA", "mail"),
        ("canali", "ALTRI SOCIAL (twitter, facebook)", "altri"),
        ("canali", "Sito", "sito"),
        ("dati_distretto", "SOTTOSCRIZIONE DELL'ACCORDO", "accordo"),
        ("dati_distretto", "Delibera di approvazione", "delibera"),
    ],
)
def test_the_kind_of_a_row_comes_from_its_label(voce, etichetta, tipo):
    assert tipo_di(voce, etichetta) == tipo


@pytest.mark.parametrize("testo", ["-", "–", "TBD", "tbd", "", "/", "n.d."])
def test_an_empty_channel_keeps_its_text_and_has_no_value(testo):
    lettura = leggi_word(programma_2022(canali=[["PAGINA FACEBOOK", testo], ["SITO WEB", "x.it"]]))
    assert (lettura["canali"][0]["testo"], lettura["canali"][0]["valore"]) == (testo, None)


def test_a_channel_behind_a_link_has_the_address_as_value():
    righe = [["PAGINA FACEBOOK", cella(crea("p", collegamento("la nostra pagina")))]]
    (canale,) = leggi_word(programma_2022(canali=righe, **PARTI))["canali"]
    assert (canale["testo"], canale["valore"]) == (
        "la nostra pagina",
        "https://prato.example/festa",
    )


def test_a_text_cut_by_a_page_joins_its_row():
    righe = [ATTORI[0], ATTORI[1], ["", "con delega alla famiglia"]]
    lettura = leggi_word(programma_2022(attori=righe))
    assert lettura["attori"][1]["qualifica"] == "Sindaco\ncon delega alla famiglia"


def test_rows_of_another_section_go_where_they_belong():
    blocchi = [capitolo("DATI DEL DISTRETTO"), tabella(*DATI, *ATTORI, *CANALI)]
    lettura = leggi_word(
        documento(capitolo("PREMESSA"), *blocchi, capitolo("AZIONI DA REALIZZARE"), azione())
    )
    assert [len(lettura[v]) for v in ("dati_distretto", "attori", "canali")] == [3, 4, 2]


def test_tables_without_their_headings_are_found_with_a_doubt():
    lettura = leggi_word(
        documento(
            capitolo("PREMESSA"),
            tabella(*DATI),
            tabella(*ATTORI),
            capitolo("AZIONI DA REALIZZARE"),
            azione(),
        )
    )
    assert [len(lettura[v]) for v in ("dati_distretto", "attori")] == [3, 4]
    assert any("fuori dalla loro sezione" in d for d in lettura["dubbi"])


def test_lines_instead_of_a_table():
    lettura = leggi_word(
        documento(
            capitolo("PREMESSA"),
            capitolo("ATTORI DEL DISTRETTO"),
            paragrafo("Organizzazione capofila: Comune di Prato"),
            paragrafo("Manager territoriale: Ida Bassi"),
            capitolo("AZIONI DA REALIZZARE"),
            azione(),
        )
    )
    assert [(a["ruolo"], a["nominativo"]) for a in lettura["attori"]] == [
        ("capofila", "Comune di Prato"),
        ("manager", "Ida Bassi"),
    ]


def test_a_row_of_column_titles_is_not_an_actor():
    lettura = leggi_word(programma_2022(attori=[["RUOLO", "NOMINATIVO/RECAPITI"], *ATTORI]))
    assert len(lettura["attori"]) == len(ATTORI)
    assert lettura["dubbi"] == [
        "Titoli di colonna che il modulo non ha, non importati: «RUOLO», «NOMINATIVO/RECAPITI»."
    ]


def test_one_table_for_data_and_actors():
    coordinatrice = ["COORDINATORE/TRICE ISTITUZIONALE", "Ugo Alti"]
    lettura = leggi_word(programma_2022(dati=[*DATI, coordinatrice]))
    assert len(lettura["dati_distretto"]) == len(DATI)
    assert ("coordinatore", "Ugo Alti") in [
        (a["ruolo"], a["nominativo"]) for a in lettura["attori"]
    ]
