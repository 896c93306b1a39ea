"""The text at the head and foot of pages: not part of a programme, but never dropped silently."""

import re
from collections.abc import Iterable

from documenti.word.result import citazione

MAX_RIGHE = 12
MAX_CARATTERI = 300
_NUMERO_DI_PAGINA = re.compile(
    r"[-–—\s]*(?:pag(?:ina)?\b\.?\s*)?(?:n\.\s*)?\d*(?:\s*(?:di|/|-)\s*\d*)?[-–—.\s]*", re.I
)


def avviso_margini(testi: Iterable[str]) -> list[str]:
    """A sentence that quotes what stands in the margins, none when it is only page numbers.

    >>> avviso_margini(["Comune di Prato", "pag. 2 di 9", "Comune di Prato"])
    ['Il testo in testa o in fondo alle pagine non è stato importato: «Comune di Prato».']
    """
    puliti = (" ".join(t.split()) for t in testi)
    scritti = list(dict.fromkeys(t for t in puliti if not _NUMERO_DI_PAGINA.fullmatch(t)))
    if not scritti:
        return []
    citati = ", ".join(f"«{citazione(t, MAX_CARATTERI)}»" for t in scritti[:MAX_RIGHE])
    altri = " e altro" if len(scritti) > MAX_RIGHE else ""
    return [f"Il testo in testa o in fondo alle pagine non è stato importato: {citati}{altri}."]
