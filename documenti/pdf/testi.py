"""Plain texts of the snapshot as HTML: lines, bullets typed by hand, dates, gaps."""

import html
import re
from datetime import date

from django.utils.safestring import SafeString

from documenti.pdf.parole import unite

MESI = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto"),
    *("settembre", "ottobre", "novembre", "dicembre"),
)
_VOCE_A_MANO = re.compile(r"\s*([-–—•·▪◦*✓➢]|[0-9]{1,2}[.)]|[a-z][)])[ \t\u00a0]+(?=\S)(.*)", re.S)
# What may go into a style sheet's string as it is.
_SEGNO = re.compile(r"[0-9A-Za-z.)(°\-–—•·▪◦*✓➢]{1,6}")


def riga(testo: str) -> SafeString:
    """One line of text, escaped, its compound words kept whole."""
    return SafeString(
        "".join(
            f'<span class="unita">{html.escape(pezzo)}</span>' if unito else html.escape(pezzo)
            for pezzo, unito in unite(" ".join(testo.split("\n")))
        )
    )


def paragrafi(testo: str) -> SafeString:
    """Lines as paragraphs; runs of lines with a bullet or a number typed by hand as lists."""
    voci: list[tuple[str, str]] = []
    for linea in testo.split("\n"):
        if linea.strip():
            trovata = _VOCE_A_MANO.fullmatch(linea)
            voci.append((trovata[1], trovata[2]) if trovata else ("", linea))
    return con_segni(voci)


def con_segni(voci: list[tuple[str, str]]) -> SafeString:
    """Items as (mark, text): those with a mark make a list that prints it, the rest paragraphs.

    A single text without a mark needs no paragraph of its own in its cell.
    """
    if len(voci) == 1 and not voci[0][0]:
        return SafeString(_linee(voci[0][1]))
    pezzi: list[str] = []
    in_elenco = False
    for segno, testo in voci:
        da_elenco = bool(_SEGNO.fullmatch(segno)) and bool(testo.strip())
        if da_elenco != in_elenco:
            pezzi.append("</ul>" if in_elenco else '<ul class="segni">')
            in_elenco = da_elenco
        if da_elenco:
            stile = f"list-style-type: &quot;{segno} &quot;"
            pezzi.append(f'<li style="{stile}">{_linee(testo)}</li>')
        elif intero := f"{segno} {testo}".strip():
            pezzi.append(f"<p>{_linee(intero)}</p>")
    return SafeString("".join(pezzi) + ("</ul>" if in_elenco else ""))


def _linee(testo: str) -> str:
    return "<br>".join(riga(linea) for linea in testo.split("\n") if linea.strip())


def data_estesa(valore: str) -> str:
    """ "2026-04-30" as "30 aprile 2026"; anything else as it is."""
    try:
        giorno = date.fromisoformat(valore)
    except ValueError:
        return valore
    return f"{giorno.day} {MESI[giorno.month - 1]} {giorno.year}"


def data_breve(valore: str) -> str:
    try:
        return f"{date.fromisoformat(valore):%d/%m/%Y}"
    except ValueError:
        return valore
