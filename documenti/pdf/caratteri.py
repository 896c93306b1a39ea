"""Characters as they can be printed: what no font draws becomes something that one does.

A glyph that is missing breaks PDF/UA and prints as an empty box without a name, so every text
passes here before it becomes HTML.
"""

import re
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from documenti.pdf.risorse import TITILLIUM, cartella_titillium, file_dejavu

SEGNAPOSTO = "\u25a1"
SEGNAPOSTO_DI_RIPIEGO = "?"
# Bullets and ticks of Word's symbol fonts, which live in the private use area.
SIMBOLI = {
    0xF06C: "•",
    0xF06E: "▪",
    0xF071: "□",
    0xF076: "❖",
    0xF0A7: "▪",
    0xF0A8: "□",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0F0: "→",
    0xF0FC: "✓",
    0xF0FE: "☑",
    0x2028: "\n",
    0x2029: "\n",
    0x0085: "\n",
    0x000B: "\n",
    0x000C: "\n",
    0x2007: "\u00a0",
    0x202F: "\u00a0",
    0x2010: "-",
    0x2011: "-",
    0x2212: "−",
    0x2215: "/",
}
SPAZI_VARI = re.compile("[\u2000-\u2006\u2008-\u200a\u205f\u1680\t]")
# Text without a space in sight takes a time that grows with its square.
PAROLA_MASSIMA, PEZZO_DI_PAROLA = 400, 40
PAROLA_SENZA_FINE = re.compile(rf"\S{{{PAROLA_MASSIMA},}}")
# Breaks and spaces that must stay as they are.
DA_TENERE = {"\n", " ", "\u00a0"}
SEMPLICI = re.compile("[\n\x20-\x7e\u00a0-\u00ac\u00ae-\u00ff]*")


@cache
def disegnabili() -> frozenset[int]:
    """The characters that every face of our fonts can draw, alone or with its fallback."""
    insiemi = []
    for file in file_dejavu():
        with TTFont(file, lazy=True) as carattere:
            insiemi.append(frozenset(carattere.getBestCmap()))
    ripiego = frozenset.intersection(*insiemi) if insiemi else frozenset()
    propri = []
    for nome in TITILLIUM:
        with TTFont(cartella_titillium() / nome, lazy=True) as carattere:
            propri.append(frozenset(carattere.getBestCmap()))
    return frozenset.intersection(*propri) | ripiego


def stampabile(testo: str) -> str:
    """`testo` with only characters that our fonts draw; the line breaks stay."""
    testo = PAROLA_SENZA_FINE.sub(_a_pezzi, testo)
    if SEMPLICI.fullmatch(testo):
        return testo
    testo = unicodedata.normalize("NFC", testo.translate(SIMBOLI))
    testo = SPAZI_VARI.sub(" ", testo)
    return "".join(_stampabile(carattere) for carattere in testo)


def _a_pezzi(parola: re.Match[str]) -> str:
    intera = parola.group()
    return " ".join(
        intera[inizio : inizio + PEZZO_DI_PAROLA]
        for inizio in range(0, len(intera), PEZZO_DI_PAROLA)
    )


@cache
def _stampabile(carattere: str) -> str:
    if carattere in DA_TENERE:
        return carattere
    categoria = unicodedata.category(carattere)
    # Controls, invisible formatting (joiners, directions), surrogates, selectors: nothing to see.
    if categoria in {"Cc", "Cf", "Cs"} or 0xFE00 <= ord(carattere) <= 0xFE0F:
        return ""
    if 0x1F3FB <= ord(carattere) <= 0x1F3FF or 0xE0100 <= ord(carattere) <= 0xE01EF:
        return ""
    if ord(carattere) in disegnabili():
        return carattere
    semplice = unicodedata.normalize("NFKC", carattere)
    if semplice != carattere and all(ord(pezzo) in disegnabili() for pezzo in semplice):
        return semplice
    if categoria in {"Mn", "Me", "Mc"}:
        return ""
    if categoria == "Zs":
        return " "
    return SEGNAPOSTO if ord(SEGNAPOSTO) in disegnabili() else SEGNAPOSTO_DI_RIPIEGO
