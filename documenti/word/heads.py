"""Rows that open an action: its head, or a title where a head should be."""

import re
from collections.abc import Sequence

from documenti.word.blocks import Cella, Riga
from documenti.word.labels import (
    Intestazione,
    campo_di,
    campo_in_testa,
    intestazione,
    solo_vamt,
)

INIZIALI = frozenset(
    {"obiettivo", "obiettivo_generale", "obiettivo_specifico", "titolo", "descrizione"}
)
_TITOLO_NUMERATO = re.compile(r"(\d{1,2})\s*[.)–—-]\s+(?=\S)")
MAX_TITOLO = 250


def prima_cella(riga: Riga) -> Cella | None:
    """The first cell of a row that is not a V.A.M.T. mark."""
    return next((c for c in riga.celle if not solo_vamt(c.testo)), None)


def testa_di(testo: str, riga: Riga, indice: int, righe: Sequence[Riga]) -> Intestazione | None:
    """The head of an action in a cell; a bare "AZIONE" counts in a first row of its own."""
    piene = [c for c in riga.celle if c.testo and not solo_vamt(c.testo)]
    nuda = indice == 0 and len(piene) == 1 and len(righe) > 1
    return intestazione(testo, nuda=nuda)


def testa_implicita(
    riga: Riga, resto: Sequence[Cella], indice: int, righe: Sequence[Riga]
) -> Intestazione | None:
    """A title alone above the first label of an action, in a row unlike those of the fields."""
    if indice > 0 or len(righe) < 3 or len(resto) != 1 or len(resto[0].testo) > MAX_TITOLO:
        return None
    testo, sotto = resto[0].testo, righe[1].celle
    posto = (resto[0].colonna, resto[0].colonne)
    allineata = len(riga.celle) > 1 and posto in [(c.colonna, c.colonne) for c in sotto[1:]]
    if allineata or campo_di(testo) or campo_in_testa(testo):
        return None
    if campo_di(sotto[0].testo) not in INIZIALI:
        return None
    numerata = _TITOLO_NUMERATO.match(testo)
    numero = int(numerata.group(1)) if numerata else None
    titolo = testo[numerata.end() :] if numerata else testo
    return Intestazione("azione", numero, False, tuple(titolo.split("\n")))
