"""Two texts compared word by word: as a list of runs, or inside a rich text. Pure."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

CONTESTO = 160
"""Characters shown of a run that both texts have, on each side of a change."""
UGUALE, TOLTO, AGGIUNTO = "uguale", "tolto", "aggiunto"
CELLE_MASSIME = 1_000_000
"""Words by words beyond which a changed passage is shown whole, before and after."""
COPPIE_MASSIME = 10_000
"""Pairs of equal words, one in each text, beyond which the most frequent are not compared."""

_FINO_A_UNA_PAROLA = re.compile(r".*\S(?=\s)", re.S)
_DA_UNA_PAROLA = re.compile(r"(?<=\s)\S.*", re.S)
_PAROLE = re.compile(r"\w+|\s+|[^\w\s]")
_FINE_BLOCCO = re.compile(r"</(?:p|li|h[1-6]|tr|blockquote)>|<br ?/?>", re.I)
_FINE_CELLA = re.compile(r"</t[dh]>(?=\s*<t[dh])", re.I)
_SEGNO = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|\w+|\s+|[^\w\s<]|<")


class Pezzo(NamedTuple):
    """A run of text, and whether both have it (``uguale``) or only one of them."""

    genere: str
    testo: str

    @property
    def breve(self) -> str:
        """The text, without the middle of a long run that both have."""
        if self.genere != UGUALE or len(self.testo) <= 2 * CONTESTO:
            return self.testo
        inizio, fine = self.testo[:CONTESTO], self.testo[-CONTESTO:]
        prima, dopo = _FINO_A_UNA_PAROLA.match(inizio), _DA_UNA_PAROLA.search(fine)
        return f"{prima[0] if prima else inizio.rstrip()} […] {dopo[0] if dopo else fine.lstrip()}"


def parole_diverse(prima: str, dopo: str) -> tuple[Pezzo, ...]:
    """The two texts as one: without what was added it is the first, without what was removed it is
    the second. By lines first, then by words inside the lines that changed."""
    righe = prima.splitlines(keepends=True), dopo.splitlines(keepends=True)
    pezzi: list[Pezzo] = []
    for genere, i1, i2, j1, j2 in _confronto(*righe):
        a, b = "".join(righe[0][i1:i2]), "".join(righe[1][j1:j2])
        pezzi += _dentro(a, b) if genere == "replace" else _intero(genere, a, b)
    return _uniti(pezzi)


def _dentro(prima: str, dopo: str) -> list[Pezzo]:
    a, b = _PAROLE.findall(prima), _PAROLE.findall(dopo)
    if len(a) * len(b) > CELLE_MASSIME:
        return _intero("replace", prima, dopo)
    return [
        pezzo
        for genere, i1, i2, j1, j2 in _confronto(a, b)
        for pezzo in _intero(genere, "".join(a[i1:i2]), "".join(b[j1:j2]))
    ]


def _confronto(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How to go from one to the other. Where the same words come back again and again, those that
    are everywhere are not looked for (``autojunk``): a comparison never takes minutes."""
    volte = Counter(b)
    coppie = sum(volte[x] * n for x, n in Counter(a).items())
    return list(SequenceMatcher(None, a, b, autojunk=coppie > COPPIE_MASSIME).get_opcodes())


def _intero(genere: str, prima: str, dopo: str) -> list[Pezzo]:
    if genere == "equal":
        return [Pezzo(UGUALE, prima)]
    return [p for p in (Pezzo(TOLTO, prima), Pezzo(AGGIUNTO, dopo)) if p.testo]


def _uniti(pezzi: Iterable[Pezzo]) -> tuple[Pezzo, ...]:
    uniti: list[Pezzo] = []
    for pezzo in pezzi:
        if uniti and uniti[-1].genere == pezzo.genere:
            uniti[-1] = Pezzo(pezzo.genere, uniti[-1].testo + pezzo.testo)
        elif pezzo.testo:
            uniti.append(pezzo)
    return tuple(uniti)


def testo_semplice(ricco: str) -> str:
    """The words of a rich text: a line for each block, a bar between the cells of a table."""
    righe = _FINE_BLOCCO.sub("\n", _FINE_CELLA.sub(" | ", ricco))
    pulite = (" ".join(r.split()) for r in html.unescape(_SEGNO.sub("", righe)).split("\n"))
    return "\n".join(riga for riga in pulite if riga)


# --- inside a rich text ---------------------------------------------------------------------


def segna_parole(prima: str, dopo: str) -> str | None:
    """``dopo`` with what changed marked in it: ``<ins>`` around the words that are new, ``<del>``
    with those that are gone, where they were; each inside the element in which it stands.

    Both are rich text already cleaned (``programmi.testo_ricco``). Without the marks it is ``dopo``
    to the letter. None when the two are too long to be compared while somebody waits.
    """
    vecchie, nuove = _TOKEN.findall(prima), _TOKEN.findall(dopo)
    posti_a, posti_b = _posti(vecchie), _posti(nuove)
    if len(posti_a) * len(posti_b) > CELLE_MASSIME:
        return None
    codici = _confronto([vecchie[n] for n in posti_a], [nuove[n] for n in posti_b])
    for genere, i1, i2, j1, j2 in reversed(codici):
        if genere in ("insert", "replace"):
            for posto in posti_b[j1:j2]:
                nuove[posto] = f"<ins>{nuove[posto]}</ins>"
        if genere in ("delete", "replace"):
            tolte = _di_seguito(vecchie[posti_a[i1] : posti_a[i2 - 1] + 1])
            if j1 < len(posti_b):
                nuove[posti_b[j1]] = f"<del>{tolte} </del>{nuove[posti_b[j1]]}"
            elif posti_b:
                nuove[posti_b[-1]] += f"<del> {tolte}</del>"
            else:
                nuove.append(f"<p><del>{tolte}</del></p>")
    return re.sub(r"</ins>(\s*)<ins>", r"\1", "".join(nuove))


def _posti(token: Sequence[str]) -> list[int]:
    """Where the words and the signs are, among elements and blanks."""
    return [n for n, t in enumerate(token) if not (t.startswith("<") and len(t) > 1) and t.strip()]


def _di_seguito(token: Sequence[str]) -> str:
    """A run of words without its elements; what began a new block is set apart by a blank."""
    pezzi = (" " if t.startswith("<") and len(t) > 1 else t for t in token)
    return " ".join("".join(pezzi).split())
