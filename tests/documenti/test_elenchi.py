"""Member lists as files: written and read back, and what comes from outside."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from documenti.elenchi import ElencoNonLeggibile, leggi_elenco, scrivi_csv, scrivi_xlsx
from documenti.elenchi.colonne import dividi_nomi, libera, proteggi, unisci_nomi

FORME = {"societa": "Società", "ente_pubblico": "Ente pubblico"}
TITOLI = "Denominazione;Dal;Al;Motivo"


def riga(**campi: Any) -> dict[str, Any]:
    return {
        "denominazione": "Alfa",
        "altri_nomi": [],
        "forma_giuridica": "",
        "settore": "",
        "dal": "2022-07-15",
        "al": "",
        "motivo_uscita": "",
        "proponente": False,
        "family_in_trentino": "",
        "family_audit": "",
        **campi,
    }


def csv(righe: list[dict[str, Any]]) -> bytes:
    return scrivi_csv(righe, forme=FORME)


def xlsx(righe: list[dict[str, Any]]) -> bytes:
    return scrivi_xlsx(righe, forme=FORME, titolo="prova")


def lette(contenuto: bytes) -> list[dict[str, Any]]:
    lettura = leggi_elenco(contenuto, forme=FORME)
    assert lettura["errori"] == []
    return [{nome: v for nome, v in r.items() if nome != "riga"} for r in lettura["righe"]]


VARIE = [
    riga(),
    riga(denominazione="=1+1", settore="-meno", altri_nomi=["@a", "'=x", "a|b", "C.S.4."]),
    riga(denominazione='Società «Più»; "uno", due', forma_giuridica="societa", proponente=True),
    riga(
        denominazione="#REF!", al="2024-01-31", motivo_uscita="+39 0461", family_audit="2020-01-01"
    ),
    riga(denominazione="007", settore="1e5", family_in_trentino="2023-06-01"),
    riga(denominazione="Beta", family_audit="2020-01-01"),
]


@pytest.mark.parametrize("scrivi", [csv, xlsx])
def test_cio_che_si_scrive_si_rilegge_uguale(scrivi: Any) -> None:
    assert lette(scrivi(VARIE)) == VARIE


_NOMI = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30
)


@pytest.mark.parametrize("scrivi", [csv, xlsx])
@settings(max_examples=60, deadline=None)
@given(denominazione=_NOMI, altri=st.lists(_NOMI, max_size=3))
def test_ogni_nome_torna_com_era(scrivi: Any, denominazione: str, altri: list[str]) -> None:
    scritte = [riga(denominazione=denominazione, altri_nomi=altri)]
    assert lette(scrivi(scritte)) == scritte


@given(st.text(max_size=40))
def test_nessun_testo_protetto_e_una_formula(testo: str) -> None:
    assert not proteggi(testo).startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))
    assert libera(proteggi(testo)) == testo


@given(st.lists(_NOMI, max_size=4))
def test_i_nomi_in_una_cella_si_ridividono(nomi: list[str]) -> None:
    assert dividi_nomi(unisci_nomi(nomi)) == nomi


def test_il_csv_e_come_lo_apre_excel_italiano() -> None:
    scritto = csv([riga(proponente=True)])
    assert scritto.startswith(b"\xef\xbb\xbfDenominazione;Altri nomi;")
    assert scritto.decode("utf-8-sig").splitlines()[1] == "Alfa;;;;15/07/2022;;;sì;;"


def test_in_excel_le_date_sono_date_e_i_testi_testi() -> None:
    foglio = load_workbook(io.BytesIO(xlsx(VARIE)))["Aderenti"]
    assert foglio["E2"].value.date() == date(2022, 7, 15)
    assert foglio["E2"].number_format == "DD/MM/YYYY"
    assert {c.data_type for r in foglio.iter_rows(min_row=2) for c in r} <= {"s", "n", "d"}
    assert foglio["A3"].value == "'=1+1"


# --- what comes from elsewhere --------------------------------------------------------------


@pytest.mark.parametrize("separatore", [";", ",", "\t"])
@pytest.mark.parametrize("codifica", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_ogni_csv_usuale_si_legge(separatore: str, codifica: str) -> None:
    testo = f"{TITOLI}\r\nCittà di Là;1/2/2020;;\r\n".replace(";", separatore)
    (letta,) = lette(testo.encode(codifica))
    assert (letta["denominazione"], letta["dal"]) == ("Città di Là", "2020-02-01")


def test_altri_titoli_e_altre_colonne() -> None:
    contenuto = b"Ragione sociale;Note;Aderisce dal\nAlfa;x;2020-02-01\n"
    lettura = leggi_elenco(contenuto, forme=FORME)
    assert lettura["righe"][0]["denominazione"] == "Alfa"
    assert lettura["avvisi"] == ["La colonna «Note» non si conosce: non è stata letta."]


@pytest.mark.parametrize(
    ("celle", "errore"),
    [
        ("Alfa;domani;;", "Riga 2, colonna «Dal»: «domani» non è una data (gg/mm/aaaa)."),
        ("Alfa;31/02/2020;;", "Riga 2, colonna «Dal»: «31/02/2020» non è una data (gg/mm/aaaa)."),
        ("Alfa;1/1/1900;;", "Riga 2, colonna «Dal»: l'anno 1900 non è possibile."),
        (";1/1/2020;;", "Riga 2, colonna «Denominazione»: manca il nome dell'organizzazione."),
        ("Alfa;2/1/2020;1/1/2020;x", "Riga 2, colonna «Al»: l'uscita viene prima dell'adesione."),
    ],
)
def test_gli_errori_dicono_riga_e_colonna(celle: str, errore: str) -> None:
    lettura = leggi_elenco(f"{TITOLI}\n{celle}\n".encode(), forme=FORME)
    assert lettura["errori"] == [errore]


def test_la_riga_e_quella_che_si_vede_nel_foglio() -> None:
    contenuto = f'\n{TITOLI}\n"A\nB";1/1/2020;;\n\nAlfa;x;;\n'.encode()
    assert leggi_elenco(contenuto, forme=FORME)["errori"][0].startswith("Riga 5, colonna «Dal»")


@pytest.mark.parametrize(
    ("colonna", "valore", "errore"),
    [
        ("Forma giuridica", "Boh", "«Boh» non è fra: Società, Ente pubblico"),
        ("Proponente", "forse", "«forse» non è «sì» né «no»"),
        ("Settore", "x" * 121, "supera 120 caratteri"),
    ],
)
def test_i_valori_ammessi_si_dicono(colonna: str, valore: str, errore: str) -> None:
    contenuto = f"Denominazione;{colonna}\nAlfa;{valore}\n".encode()
    assert errore in leggi_elenco(contenuto, forme=FORME)["errori"][0]


def test_una_formula_non_si_legge() -> None:
    cartella = Workbook()
    cartella.active.append(["Denominazione", "Dal"])
    cartella.active.append(["=HYPERLINK(A1)", date(2020, 1, 1)])
    uscita = io.BytesIO()
    cartella.save(uscita)
    assert "c'è una formula" in leggi_elenco(uscita.getvalue(), forme=FORME)["errori"][0]


# --- hostile files --------------------------------------------------------------------------


def zippato(**parti: bytes) -> bytes:
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, contenuto in parti.items():
            archivio.writestr(nome.replace("__", "/"), contenuto)
    return uscita.getvalue()


def con_parte(nome: str, contenuto: bytes) -> bytes:
    """A good file with one part replaced."""
    buono = zipfile.ZipFile(io.BytesIO(xlsx([riga()])))
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for parte in buono.namelist():
            archivio.writestr(parte, contenuto if parte == nome else buono.read(parte))
    return uscita.getvalue()


FOGLIO = "xl/worksheets/sheet1.xml"
SPAZIO = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
OSTILI = {
    "vuoto": b"",
    "solo zeri": b"\0" * 1000,
    "PDF": b"%PDF-1.7 finto",
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "immagine": b"\x89PNG\r\n\x1a\n",
    "html": b"<!DOCTYPE html><html><table></table></html>",
    "binario": bytes(range(256)) * 4,
    "troppo grande": b"a;b\n" * 1_500_000,
    "troppe righe": TITOLI.encode() + b"\nAlfa;1/1/2020;;" * 2_500,
    "cella enorme": b"Denominazione\n" + b"x" * 3_000,
    "virgolette aperte": b'Denominazione\n"' + b"x\n" * 100_000,
    "senza colonne": b"uno;due\n1;2\n",
    "colonna doppia": b"Denominazione;Nome\nA;B\n",
    "zip qualunque": zippato(a=b"ciao"),
    "odf": zippato(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "word": zippato(word__document_xml=b"<w/>"),
    "troncato": xlsx([riga()])[:-40],
    "bomba": con_parte(FOGLIO, SPAZIO + b"<row/>" * 12_000_000),
    "entità": con_parte(FOGLIO, b'<!DOCTYPE a [<!ENTITY b "c">]>' + SPAZIO),
    "utf-16": con_parte(FOGLIO, "<a/>".encode("utf-16")),
    "xml rotto": con_parte(FOGLIO, SPAZIO + b"<row><c"),
    "foglio vuoto": con_parte(FOGLIO, SPAZIO + b"</sheetData></worksheet>"),
    "riga un milione": con_parte(
        FOGLIO, SPAZIO + b'<row r="1048576"><c r="A1048576"/></row></sheetData></worksheet>'
    ),
}


@pytest.mark.parametrize("nome", OSTILI)
def test_un_file_ostile_si_spiega_in_italiano(nome: str) -> None:
    with pytest.raises(ElencoNonLeggibile) as rifiuto:
        leggi_elenco(OSTILI[nome], forme=FORME)
    messaggio = rifiuto.value.messaggio
    assert messaggio.endswith(".")
    assert "Word" not in messaggio


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_dei_byte_qualunque_non_rompono_niente(contenuto: bytes) -> None:
    try:
        leggi_elenco(contenuto, forme=FORME)
    except ElencoNonLeggibile as rifiuto:
        assert rifiuto.messaggio


@settings(max_examples=60, deadline=None)
@given(posto=st.integers(0, 4_000), byte=st.integers(0, 255))
def test_un_byte_guasto_non_rompe_niente(posto: int, byte: int) -> None:
    guasto = bytearray(xlsx([riga()]))
    guasto[posto % len(guasto)] = byte
    try:
        leggi_elenco(bytes(guasto), forme=FORME)
    except ElencoNonLeggibile as rifiuto:
        assert rifiuto.messaggio
