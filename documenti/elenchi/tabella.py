"""The cells of a CSV or XLSX file, whatever wrote it; refused in Italian when it is neither."""

import csv
import io
import re
import warnings
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from documenti.elenchi.colonne import colonna, libera
from documenti.elenchi.errori import ElencoNonLeggibile
from documenti.word.errors import FileNonLeggibile
from documenti.word.gate import Archivio, apri_archivio

MEGA = 1024 * 1024
MAX_FILE = 5 * MEGA
MAX_SCOMPATTATO = 40 * MEGA
MAX_RIGHE = 2_000
MAX_COLONNE = 40
MAX_CELLA = 2_000

Cella = str | date | None

_SALVA = "Aprirlo con Excel o LibreOffice e salvarlo come «Cartella di lavoro di Excel (.xlsx)»."
_ALTRI = (
    (b"%PDF-", "Il file è un PDF, non un foglio di calcolo."),
    (b"\xd0\xcf\x11\xe0", f"Il file è di un Excel vecchio (.xls) o protetto da password. {_SALVA}"),
    (b"{\\rtf", "Il file è un documento RTF, non un foglio di calcolo."),
    (b"\x89PNG", "Il file è un'immagine, non un foglio di calcolo."),
    (b"\xff\xd8\xff", "Il file è un'immagine, non un foglio di calcolo."),
    (b"GIF8", "Il file è un'immagine, non un foglio di calcolo."),
    (b"\x1f\x8b", "Il file è un archivio compresso: estrarre l'elenco e caricare quello."),
    (b"Rar!", "Il file è un archivio compresso: estrarre l'elenco e caricare quello."),
    (b"7z\xbc\xaf", "Il file è un archivio compresso: estrarre l'elenco e caricare quello."),
)


def leggi_tabella(contenuto: bytes) -> list[list[Cella]]:
    """The rows of the file, the heading first; texts are as people read them."""
    if not contenuto.strip(b"\x00 \t\r\n"):
        raise ElencoNonLeggibile("Il file è vuoto.")
    if len(contenuto) > MAX_FILE:
        raise ElencoNonLeggibile(troppo_grande())
    for firma, messaggio in _ALTRI:
        if contenuto.startswith(firma):
            raise ElencoNonLeggibile(messaggio)
    return _xlsx(contenuto) if contenuto.startswith(b"PK") else _csv(contenuto)


def troppo_grande() -> str:
    return (
        f"Il file supera {MAX_FILE // MEGA} MB: un elenco di aderenti è di solito sotto i 100 kB."
    )


def _limita(righe: list[list[Cella]]) -> list[list[Cella]]:
    if len(righe) > MAX_RIGHE + 1:
        raise ElencoNonLeggibile(f"L'elenco ha più di {MAX_RIGHE} righe.")
    return righe


# --- CSV ------------------------------------------------------------------------------------


def _csv(contenuto: bytes) -> list[list[Cella]]:
    testo = _decodifica(contenuto)
    inizio = testo[:4096].lstrip().lower()
    if inizio.startswith(("<!doctype", "<html", "<?xml")):
        raise ElencoNonLeggibile(f"Il file è una pagina web o un XML. {_SALVA}")
    separatore = _separatore(testo)
    righe: list[list[Cella]] = []
    try:
        for riga in csv.reader(io.StringIO(testo, newline=""), delimiter=separatore):
            righe.append([_pulita(cella) for cella in riga[:MAX_COLONNE]])
            if len(righe) > MAX_RIGHE + 1:
                break
    except csv.Error as errore:
        raise ElencoNonLeggibile(
            f"Il CSV non si legge dalla riga {len(righe) + 1}: forse una cella non ha le "
            f"virgolette di chiusura. {_SALVA}"
        ) from errore
    return _limita(righe)


def _decodifica(contenuto: bytes) -> str:
    if contenuto.startswith((b"\xff\xfe", b"\xfe\xff")):
        codifiche = ("utf-16",)
    elif b"\x00" in contenuto:
        raise ElencoNonLeggibile(f"Il file non è un foglio di calcolo né un CSV. {_SALVA}")
    else:
        codifiche = ("utf-8-sig", "cp1252")  # type: ignore[assignment]
    for codifica in codifiche:
        try:
            return contenuto.decode(codifica)
        except UnicodeDecodeError:
            continue
    raise ElencoNonLeggibile(f"I caratteri del file non si riconoscono. {_SALVA}")


def _separatore(testo: str) -> str:
    """The one that makes of the first line the most headings we know."""
    prima = next((riga for riga in testo.splitlines() if riga.strip()), "")
    return max(
        (";", ",", "\t"),
        key=lambda s: len({colonna(t) for t in next(csv.reader([prima], delimiter=s), [])} - {""}),
    )


def _pulita(cella: str) -> str:
    return libera(_corta(cella).strip(" \n"))


def _corta(testo: str) -> str:
    if len(testo) > MAX_CELLA:
        raise ElencoNonLeggibile(
            f"Una cella ha più di {MAX_CELLA} caratteri: comincia con «{testo[:40]}…»."
        )
    return testo


# --- XLSX -----------------------------------------------------------------------------------


def _xlsx(contenuto: bytes) -> list[list[Cella]]:
    try:
        archivio = apri_archivio(contenuto)
        _controlla_foglio(archivio)
    except FileNonLeggibile as errore:
        raise ElencoNonLeggibile(errore.messaggio.replace("Word", "Excel")) from errore
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that we do not look at
        cartella = load_workbook(io.BytesIO(contenuto), read_only=True, keep_links=False)
    foglio = cartella.worksheets[0] if cartella.worksheets else None
    if foglio is None:
        raise ElencoNonLeggibile("Il file non ha un foglio da leggere.")
    foglio.reset_dimensions()  # what the file declares of itself is not to be trusted
    righe = [
        [_cella(cella) for cella in riga]
        for riga in foglio.iter_rows(max_row=MAX_RIGHE + 2, max_col=MAX_COLONNE)
    ]
    while righe and not any(righe[-1]):
        righe.pop()
    return _limita(righe)


def _controlla_foglio(archivio: Archivio) -> None:
    if "xl/workbook.xml" not in archivio.nomi:
        if archivio.leggi("mimetype", massimo=MEGA):
            raise ElencoNonLeggibile(f"Il file è un OpenDocument. {_SALVA}")
        raise ElencoNonLeggibile(f"Il file non è un foglio di Excel. {_SALVA}")
    parti = archivio.zip.infolist()
    if sum(parte.file_size for parte in parti) > MAX_SCOMPATTATO:
        raise ElencoNonLeggibile("Il file, una volta aperto, è troppo grande per un elenco.")
    for nome in archivio.nomi:
        if nome.endswith((".xml", ".rels")) and _con_definizioni(
            archivio.leggi(nome, massimo=MAX_SCOMPATTATO) or b""
        ):
            raise ElencoNonLeggibile(
                f"Il file contiene definizioni che un foglio di Excel non ha. {_SALVA}"
            )


def _con_definizioni(xml: bytes) -> bool:
    """Entities, or an encoding that could hide them."""
    return xml[:2] in (b"\xff\xfe", b"\xfe\xff") or bool(
        re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", xml)
    )


FORMULA = "\x00formula"
"""Stands for a cell whose value is computed: what it shows cannot be relied on."""


def _cella(cella: Any) -> Cella:
    valore = cella.value
    if valore is None:
        return ""
    if cella.data_type == "f":
        return FORMULA
    if isinstance(valore, datetime):
        return valore.date()
    if isinstance(valore, date):
        return valore
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    if isinstance(valore, float) and valore.is_integer():
        valore = int(valore)
    return _pulita(str(valore))
