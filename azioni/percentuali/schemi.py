"""Pieces of patterns shared by the finders. Lower case, blanks collapsed."""

from __future__ import annotations

from azioni.percentuali import lessico
from azioni.percentuali.numeri import COLLETTIVI, FRAZIONI, PAROLE

MESI = "|".join(lessico.MESI)
PAROLE_NUMERO = "|".join(sorted((p for p, v in PAROLE.items() if v > 1), key=len, reverse=True))
CIFRE = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,4})?|[0-9]{1,9}(?:[.,][0-9]{1,4})?)"
    r"(?![0-9]|[.,][0-9])"
)
COLLETTIVO = rf"un[ao]?\s(?:{'|'.join(COLLETTIVI)})\sdi(?![^\W\d_])"
NUM = rf"(?:{COLLETTIVO}|[0-9]{{1,3}}\s?mila\b|{CIFRE}|(?:{PAROLE_NUMERO})\b)"
UNO = r"(?:un'|(?:uno|una|un)(?![^\W\d_']))"
PREFISSO = r"(?:(?:n|nr|num)\s?[.°º]?\s?|numero\s)?"
ART = r"(?:il|lo|la|l'|i|gli|le|un|una|un')"
FRAZIONE = (
    r"[1-9][0-9]?\s?/\s?[1-9][0-9]?(?![0-9/])|(?:la )?(?:"
    + "|".join(FRAZIONI)
    + r")\b(?: più uno)?"
    r"|[1-9] (?:terz|quart|quint)[oi]\b"
)
_GE = (
    r"(?<![^\W\d_])(?:almeno|per ?lo ?meno|quanto ?meno|non meno d(?:i|el|ei|ella|elle|ell')|"
    r"non inferior[ei] a(?:d|l|i|lla|lle|ll')?|"
    r"(?:(?:con )?un )?minim[oa](?: d(?:i|el|ell'))?|min\.?|"
    r"a partire d(?:a|al|alle|ai|all')|maggior[ei] o uguali? a(?:d|l|ll')?|"
    r"(?:uguali?|pari) o (?:superior[ei]|maggior[ei]) a(?:d|l|ll')?|"
    r"(?:superior[ei]|maggior[ei]) o (?:uguali?|pari) a(?:d|l|ll')?|"
    r"pari ad almeno)|[=>]?\s?[≥≧⩾]|>\s?=|=\s?>"
)
_GT = (
    r"(?<![^\W\d_])(?:più d(?:i|el|ei|ella|elle|ell')|piu'? d(?:i|el|ei|ella|elle|ell')|oltre|"
    r"super(?:a|ano|are|ato|ata|ate|ati|i|ino)|superamento d(?:i|el|ei|ella|elle|ell')|"
    r"(?:superior[ei]|maggior[ei]) a(?:d|l|i|lla|lle|ll')?|maggior[ei] d(?:i|el|ell'))|"
    r">(?:\s?d(?:i|el|ell'))?"
)
_LE = (
    r"(?<![^\W\d_])(?:non (?:più|piu'?) d(?:i|el|ei)|non oltre|al massimo|"
    r"non superior[ei] a(?:d|l)?|meno d(?:i|el|ei)|inferior[ei] a(?:d|l|i)?)|≤|<\s?=|<"
)
OP = rf"(?:(?P<le>{_LE})|(?P<ge>{_GE})|(?P<gt>{_GT}))"
