"""Writing a member list for a spreadsheet."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from documenti.elenchi.colonne import COLONNE, GIORNI, proteggi, unisci_nomi

LARGHEZZE = (48, 32, 18, 24, 12, 12, 28, 12, 18, 14)


def _testo(riga: Mapping[str, Any], nome: str, forme: Mapping[str, str]) -> str:
    """A cell as text, dates aside."""
    valore = riga[nome]
    if nome == "altri_nomi":
        return unisci_nomi(valore)
    if nome == "proponente":
        return "sì" if valore else "no"
    if nome == "forma_giuridica":
        return forme.get(valore, valore)
    return str(valore)


def scrivi_csv(righe: Sequence[Mapping[str, Any]], *, forme: Mapping[str, str]) -> bytes:
    """UTF-8 with its mark and «;», as an Italian spreadsheet opens it; days as dd/mm/yyyy."""
    uscita = io.StringIO()
    scrittore = csv.writer(uscita, delimiter=";", lineterminator="\r\n")
    scrittore.writerow(COLONNE.values())
    for riga in righe:
        scrittore.writerow(
            f"{date.fromisoformat(riga[nome]):%d/%m/%Y}"
            if nome in GIORNI and riga[nome]
            else proteggi(_testo(riga, nome, forme))
            for nome in COLONNE
        )
    return uscita.getvalue().encode("utf-8-sig")


def scrivi_xlsx(
    righe: Sequence[Mapping[str, Any]], *, forme: Mapping[str, str], titolo: str
) -> bytes:
    """A sheet with real dates; every text is text, whatever it begins with."""
    cartella = Workbook()
    foglio: Any = cartella.active
    foglio.title = "Aderenti"
    cartella.properties.title = titolo
    foglio.append(list(COLONNE.values()))
    for cella in foglio[1]:
        cella.font = Font(bold=True)
        cella.fill = PatternFill("solid", fgColor="EAF3FC")
    for numero, riga in enumerate(righe, 2):
        for colonna, nome in enumerate(COLONNE, 1):
            _scrivi_cella(foglio.cell(numero, colonna), riga, nome, forme)
    for colonna, larghezza in enumerate(LARGHEZZE, 1):
        foglio.column_dimensions[get_column_letter(colonna)].width = larghezza
    foglio.freeze_panes = "B2"
    foglio.auto_filter.ref = foglio.dimensions
    foglio.page_setup.orientation = "landscape"
    foglio.page_setup.fitToHeight = 0
    foglio.sheet_properties.pageSetUpPr.fitToPage = True
    foglio.print_title_rows = "1:1"
    uscita = io.BytesIO()
    cartella.save(uscita)
    return uscita.getvalue()


def _scrivi_cella(cella: Any, riga: Mapping[str, Any], nome: str, forme: Mapping[str, str]) -> None:
    cella.alignment = Alignment(vertical="top", wrap_text=nome in ("denominazione", "altri_nomi"))
    if nome in GIORNI:
        if riga[nome]:
            cella.value = date.fromisoformat(riga[nome])
            cella.number_format = "DD/MM/YYYY"
        return
    testo = ILLEGAL_CHARACTERS_RE.sub("", _testo(riga, nome, forme))
    if testo:
        cella.value = proteggi(testo)  # as in the CSV, that one may be saved from the other
        cella.data_type = "s"  # never an error code
