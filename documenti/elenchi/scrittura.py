"""Writing a member list for a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from documenti.elenchi.colonne import COLONNE, GIORNI, unisci_nomi
from documenti.elenchi.foglio import Colonna, Valore, foglio_csv, foglio_xlsx

LARGHEZZE = (48, 32, 18, 24, 12, 12, 28, 12, 18, 14)
_COLONNE = [
    Colonna(titolo, larghezza, a_capo=nome in ("denominazione", "altri_nomi"))
    for (nome, titolo), larghezza in zip(COLONNE.items(), LARGHEZZE, strict=True)
]


def scrivi_csv(righe: Sequence[Mapping[str, Any]], *, forme: Mapping[str, str]) -> bytes:
    """UTF-8 with its mark and «;», as an Italian spreadsheet opens it; days as dd/mm/yyyy."""
    return foglio_csv(_COLONNE, _valori(righe, forme))


def scrivi_xlsx(
    righe: Sequence[Mapping[str, Any]], *, forme: Mapping[str, str], titolo: str
) -> bytes:
    """A sheet with real dates; every text is text, whatever it begins with."""
    return foglio_xlsx(_COLONNE, _valori(righe, forme), nome="Aderenti", titolo=titolo)


def _valori(righe: Sequence[Mapping[str, Any]], forme: Mapping[str, str]) -> Iterator[list[Valore]]:
    for riga in righe:
        yield [_valore(riga, nome, forme) for nome in COLONNE]


def _valore(riga: Mapping[str, Any], nome: str, forme: Mapping[str, str]) -> Valore:
    valore: Any = riga[nome]
    if nome in GIORNI:
        return date.fromisoformat(valore) if valore else None
    if nome == "altri_nomi":
        return unisci_nomi(valore)
    if nome == "proponente":
        return "sì" if valore else "no"
    if nome == "forma_giuridica":
        return str(forme.get(valore, valore))
    return str(valore)
