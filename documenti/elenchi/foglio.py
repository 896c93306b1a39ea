"""A table as CSV and XLSX, for a spreadsheet: no cell of it can ever be run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from documenti.elenchi.colonne import proteggi

Valore = str | int | date | None
"""A cell; "" and None are empty."""


class Colonna(NamedTuple):
    titolo: str
    larghezza: int = 18
    a_capo: bool = False


def foglio_csv(colonne: Sequence[Colonna], righe: Iterable[Sequence[Valore]]) -> bytes:
    """UTF-8 with its mark and «;», as an Italian spreadsheet opens it; days as dd/mm/yyyy."""
    uscita = io.StringIO()
    scrittore = csv.writer(uscita, delimiter=";", lineterminator="\r\n")
    scrittore.writerow([colonna.titolo for colonna in colonne])
    for riga in righe:
        scrittore.writerow([_come_testo(valore) for valore in riga])
    return uscita.getvalue().encode("utf-8-sig")


def _come_testo(valore: Valore) -> str:
    if valore is None:
        return ""
    if isinstance(valore, date):
        return f"{valore:%d/%m/%Y}"
    return str(valore) if isinstance(valore, int) else proteggi(valore)


def foglio_xlsx(
    colonne: Sequence[Colonna], righe: Iterable[Sequence[Valore]], *, nome: str, titolo: str
) -> bytes:
    """A sheet with real dates and numbers; every text is text, whatever it begins with."""
    cartella = Workbook()
    foglio: Any = cartella.active
    foglio.title = nome
    cartella.properties.title = titolo
    foglio.append([colonna.titolo for colonna in colonne])
    for cella in foglio[1]:
        cella.font = Font(bold=True)
        cella.fill = PatternFill("solid", fgColor="EAF3FC")
    for numero, riga in enumerate(righe, 2):
        for posto, (colonna, valore) in enumerate(zip(colonne, riga, strict=True), 1):
            _scrivi_cella(foglio.cell(numero, posto), colonna, valore)
    for posto, colonna in enumerate(colonne, 1):
        foglio.column_dimensions[get_column_letter(posto)].width = colonna.larghezza
    foglio.freeze_panes = "B2"
    foglio.auto_filter.ref = foglio.dimensions
    foglio.page_setup.orientation = "landscape"
    foglio.page_setup.fitToHeight = 0
    foglio.sheet_properties.pageSetUpPr.fitToPage = True
    foglio.print_title_rows = "1:1"
    uscita = io.BytesIO()
    cartella.save(uscita)
    return uscita.getvalue()


def _scrivi_cella(cella: Any, colonna: Colonna, valore: Valore) -> None:
    cella.alignment = Alignment(vertical="top", wrap_text=colonna.a_capo)
    if isinstance(valore, date):
        cella.value = valore
        cella.number_format = "DD/MM/YYYY"
    elif isinstance(valore, int):
        cella.value = valore
    elif testo := ILLEGAL_CHARACTERS_RE.sub("", valore or ""):
        cella.value = proteggi(testo)  # as in the CSV, that one may be saved from the other
        cella.data_type = "s"  # never an error code
