"""Snapshots to print and words to compare, for the tests of the PDF."""

import io
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdf
from docx.oxml.ns import qn

from documenti.word import leggi_word

RADICE = Path(__file__).resolve().parents[2]
DATI = RADICE / "tests" / "dati"
FILE = {
    2026: DATI / "programma-alta-valsugana-2026.docx",
    2022: DATI / "programma-trento-2022.docx",
}
ENTE = {
    "codice": "PAT",
    "denominazione": "Provincia autonoma di Trento",
    "agenzia": "Agenzia per la coesione sociale",
    "struttura": "UMSE politiche di coesione sociale",
    "ufficio": "Ufficio politiche familiari",
    "indirizzo": "via dei Test, 1 - 38122 Trento",
    "email": "agenzia@example.org",
    "sito": "www.example.org",
    "formula_firma": "IL DIRIGENTE",
    "serie": "TRENTINO FAMIGLIA",
}


@cache
def _schema(anno: int) -> dict[str, Any]:
    testo = (RADICE / "programmi" / "schemi" / f"{anno}.toml").read_text(encoding="utf-8")
    return tomllib.loads(testo)


@cache
def _lettura(anno: int) -> dict[str, Any]:
    return leggi_word(FILE[anno].read_bytes(), nome=FILE[anno].name)


def reale(anno: int) -> dict[str, Any]:
    """The snapshot of a real programme, made of what is read from its Word file."""
    lettura, schema = _lettura(anno), _schema(anno)
    sezioni = {sezione["voce"]: sezione for sezione in lettura["sezioni"]}
    campi: dict[str, list[dict[str, Any]]] = {}
    for campo in schema["campi"]:
        campi.setdefault(campo["tipo_azione"], []).append(
            {"codice": campo["codice"], "etichetta": campo["etichetta"], "obbligatorio": True}
        )
    return {
        **vuoto(anno),
        **{nome: lettura[nome] for nome in ("titolo", "ambiti", "azioni", "aderenti")},
        **{nome: lettura[nome] for nome in ("dati_distretto", "attori", "canali", "aderenti_al")},
        "distretto": {**vuoto(anno)["distretto"], **lettura["distretto"]},
        "voci": [
            {
                "codice": voce["codice"],
                "tipo": voce["tipo"],
                "titolo": sezioni[voce["codice"]]["titolo"],
                "html": sezioni[voce["codice"]]["html"],
            }
            for voce in schema["voci"]
            if voce["codice"] in sezioni
        ],
        "campi": campi,
    }


def vuoto(anno: int = 2026) -> dict[str, Any]:
    """A programme with nothing in it."""
    return {
        "formato": 1,
        "ente": ENTE,
        "distretto": {
            "codice": "DFA",
            "denominazione": "Distretto family audit di Prova",
            "nome_breve": "di Prova",
            "tipo": "family_audit",
        },
        "accordo": None,
        "anno": anno,
        "periodo": {"dal": f"{anno}-01-01", "al": f"{anno}-12-31"},
        "schema": str(anno),
        "stato": "bozza",
        "titolo": ["PROGRAMMA DI LAVORO", "DISTRETTO FAMILY AUDIT", "DI PROVA", str(anno)],
        "aderenti_al": None,
        "voci": [],
        "dati_distretto": [],
        "attori": [],
        "canali": [],
        "ambiti": [],
        "campi": {},
        "azioni": [],
        "aderenti": [],
        "determinazione": None,
    }


def narrativa(html: str, **altro: Any) -> dict[str, Any]:
    """A programme with one section of rich text."""
    voce = {"codice": "premessa", "tipo": "narrativa", "titolo": "PREMESSA", "html": html}
    return {**vuoto(), "voci": [voce], **altro}


def con_azioni(*azioni: dict[str, Any]) -> dict[str, Any]:
    """A programme of 2026 with these progettualità."""
    return {
        **vuoto(),
        "voci": [
            {
                "codice": "progettualita",
                "tipo": "progettualita",
                "titolo": "PROGETTUALITÀ",
                "html": "",
            }
        ],
        "campi": reale(2026)["campi"],
        "azioni": list(azioni),
    }


def progettualita(numero: int, **valori: Any) -> dict[str, Any]:
    return {
        "tipo": "progettualita",
        "numero": numero,
        "titolo": f"Titolo numero {numero}",
        "tema": "TEMA",
        "macro_ambito": "AMBITO",
        "vamt": False,
        "strategico": False,
        "ambito": None,
        "ambito_numero": None,
        "obiettivo_generale": "Obiettivo",
        "obiettivo_specifico": "",
        "descrizione": "Descrizione",
        "referenti_testo": "Comune",
        "altre_organizzazioni_testo": "",
        "tempi": "Entro l'anno",
        "indicatori": [],
        "regole": [],
        **valori,
    }


def parole(testo: str) -> list[str]:
    """Words as a reader sees them: no punctuation, no case."""
    return re.findall(r"[^\W_]+", testo.lower())


def parole_del_word(anno: int) -> list[str]:
    """Every word of a real Word file, in its order, read without our own reader."""
    corpo = docx.Document(str(FILE[anno])).element.body
    return parole(
        "\n".join(
            "".join(pezzo.text or "" for pezzo in paragrafo.iter(qn("w:t")))
            for paragrafo in corpo.iter(qn("w:p"))
        )
    )


def pagine(pdf: bytes) -> list[str]:
    """The text of each page in the order in which the file draws it."""
    return [pagina.extract_text() for pagina in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def leggibile(pdf: bytes) -> str:
    """The text without running headers, page numbers and the draft mark."""
    righe = []
    for pagina in pagine(pdf):
        for riga in pagina.splitlines():
            if not re.fullmatch(
                r"pag\. \d+ di \d+|Programma di lavoro \d+|Distretto family audit [\w ]+|BOZZA",
                riga.strip(),
            ):
                righe.append(riga)
    return "\n".join(righe)
