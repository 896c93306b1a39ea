"""Compound words ("e-mail", "verbali/foto") that a line must not end inside of."""

import re

LUNGHEZZA_MASSIMA = 30
_COMPOSTA = re.compile(r"[^\s\u00a0]*[^\s\u00a0\W][-/–—][^\s\u00a0\W][^\s\u00a0]*")


def unite(testo: str) -> list[tuple[str, bool]]:
    """The text in pieces: True marks those that must stay on one line."""
    pezzi: list[tuple[str, bool]] = []
    fine = 0
    for trovata in _COMPOSTA.finditer(testo):
        if len(trovata.group()) > LUNGHEZZA_MASSIMA:
            continue
        if trovata.start() > fine:
            pezzi.append((testo[fine : trovata.start()], False))
        pezzi.append((trovata.group(), True))
        fine = trovata.end()
    if fine < len(testo):
        pezzi.append((testo[fine:], False))
    return pezzi
