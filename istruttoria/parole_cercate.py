"""Words looked for in a text: what counts as a word, and the piece of text that shows them.

Pure: texts in, texts out.
"""

import html
import re
import unicodedata
from collections.abc import Sequence

LARGHEZZA = 160
"""Characters of an excerpt, about."""
VUOTE = frozenset(
    (
        *("a", "ad", "al", "alla", "alle", "ai", "agli", "allo", "c", "che", "chi", "ci", "con"),
        *("d", "da", "dal", "dalla", "dalle", "dai", "dagli", "de", "degli", "dei", "del", "della"),
        *("delle", "dello", "di", "e", "ed", "fra", "gli", "i", "il", "in", "l", "la", "le", "lo"),
        *("nei", "nel", "nella", "nelle", "o", "per", "su", "sui", "sul", "sulla", "sulle", "tra"),
        *("un", "una", "uno"),
    )
)
"""Words that say nothing alone: looked for, they would find everything."""
_MARCATURA = re.compile(r"<[^>]*>")
_PAROLA = re.compile(r"\w+", re.UNICODE)


def piano(testo: str) -> str:
    """A text without markup, on one line."""
    return " ".join(html.unescape(_MARCATURA.sub(" ", testo)).split())


def piega(testo: str) -> str:
    """Without case and accents, letter by letter: positions stay those of the text."""
    return "".join(_piega_lettera(c) for c in testo)


def _piega_lettera(lettera: str) -> str:
    base = unicodedata.normalize("NFD", lettera)[:1].casefold()
    return base if len(base) == 1 else lettera


def parole(cercato: str) -> list[str]:
    """The words to look for, folded, each once, without those that say nothing."""
    trovate = dict.fromkeys(_PAROLA.findall(piega(cercato)))
    return [parola for parola in trovate if parola not in VUOTE]


def contiene(testo: str, cercate: Sequence[str]) -> bool:
    """Whether every word is in the text, also inside a longer one."""
    piegato = piega(testo)
    return all(parola in piegato for parola in cercate)


def estratto(testo: str, cercate: Sequence[str]) -> list[tuple[str, bool]]:
    """The piece of a text around the first word found: pieces, and whether each is a word found.

    Words are recognised by their beginning, so that «famiglie» marks «famiglia».
    """
    inizi = [re.escape(parola[: max(3, len(parola) - 2)]) for parola in cercate]
    if not inizi:
        return [(testo[:LARGHEZZA], False)]
    forma = re.compile(rf"\b(?:{'|'.join(inizi)})\w*")
    piegato = piega(testo)
    prima = forma.search(piegato)
    da = max(0, (prima.start() if prima else 0) - LARGHEZZA // 3)
    a = min(len(testo), da + LARGHEZZA)
    while da > 0 and not testo[da - 1].isspace():
        da -= 1
    while a < len(testo) and not testo[a].isspace():
        a += 1
    pezzi, qui = [("…" if da else "", False)], da
    for trovata in forma.finditer(piegato, da, a):
        pezzi += [
            (testo[qui : trovata.start()], False),
            (testo[trovata.start() : trovata.end()], True),
        ]
        qui = trovata.end()
    pezzi += [(testo[qui:a], False), ("…" if a < len(testo) else "", False)]
    return [pezzo for pezzo in pezzi if pezzo[0]]
