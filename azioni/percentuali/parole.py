"""Words, numbers and percentages of a text, and which percentages give a score."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from azioni.percentuali.lessico import CONTABILI, CONTABILI_PLURALI, insieme
from azioni.percentuali.numeri import MAX_CIFRE, PAROLE, percento

_TOKEN: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+(?:-[^\W\d_]+)*['’‘`]?|=>|>=|[^\s]")
ARTICOLI: Final = insieme("il lo la l' i gli le un uno una")
PARTITIVI: Final = insieme("del dello della dell' dei degli delle di d'")
PARAMETRO_PRIMA: Final = insieme(
    "al allo alla all' del dello della dell' dal dall' nel nell' sul sull' col di a ad da tra fra "
    "almeno minimo minima min max massimo massima circa solo oltre non con se in totale tot "
    "raggiunto raggiunge raggiungono raggiunga raggiungimento raggiungere superiore inferiore più "
    "meno dei delle degli ≥ > >= => ≤ < ≧ ⩾ ± su ogni ciascun"
)
_DEBOLI_PRIMA: Final = insieme("= → x × pari è")
_ATTRIBUZIONE: Final = insieme(
    "vale valgono valore equivale corrisponde corrispondono attribuisce attribuisco attribuito "
    "riconosce riconosciuto peso conta assegna assegnato punteggio percentuale dà attribuzione"
)
_CIASCUNO: Final = insieme("ciascuno ciascuna cadauno cadauna cad")
# "la percentuale di risposta supera il 40%": a condition, whatever stands before.
_CONFRONTO: Final = insieme("supera superano superi superino raggiunge raggiungono raggiunga")
_MASSIMO: Final = insieme("max massimo massima")
_CONDIZIONE: Final = insieme(
    "se quando qualora con almeno purché raggiungimento raggiunto raggiungere partecipa "
    "partecipano partecipazione utilizza utilizzano aderisce coinvolgimento adesione frequenza "
    "presenza"
)


@dataclass(slots=True)
class Token:
    inizio: int
    fine: int
    testo: str  # lower case
    grezzo: str
    percento: bool = False
    valore: Decimal | None = None
    dentro: int = -1  # index of the open bracket it stands in, -1 outside

    @property
    def parola(self) -> bool:
        return self.testo[0].isalpha()

    @property
    def numero(self) -> bool:
        return self.testo[0].isdigit()


def in_token(testo: str, inizio: int = 0, fine: int | None = None) -> list[Token]:
    """Words, numbers, signs and percentages between two positions."""
    fine = len(testo) if fine is None else fine
    grezzi = [
        Token(m.start(), m.end(), m.group().lower().replace("’", "'").replace("‘", "'"), m.group())
        for m in _TOKEN.finditer(testo, inizio, fine)
    ]
    token: list[Token] = []
    i = 0
    while i < len(grezzi):
        t = grezzi[i]
        segno = _segno_percento(grezzi, i + 1)
        if segno and (t.numero or t.testo in PAROLE) and grezzi[i + 1].inizio - t.fine <= 5:
            unito = testo[t.inizio : grezzi[i + segno].fine]
            valore = percento(t.testo) if len(t.testo) <= MAX_CIFRE + 6 else None
            token.append(Token(t.inizio, grezzi[i + segno].fine, t.testo, unito, True, valore))
            i += 1 + segno
            continue
        token.append(t)
        i += 1
    _segna_parentesi(token)
    return token


def _segno_percento(token: list[Token], i: int) -> int:
    """How many tokens from ``i`` on say "per cent": 0 when none."""
    if i >= len(token):
        return 0
    if token[i].testo in ("%", "％", "﹪", "percento"):
        return 1
    if i + 1 < len(token):
        coppia = (token[i].testo, token[i + 1].testo)
        if coppia in (("per", "cento"), ("punti", "percentuali"), ("punto", "percentuale")):
            return 2
    return 0


def _segna_parentesi(token: list[Token]) -> None:
    aperte: list[int] = []
    coppie: list[tuple[int, int]] = []
    for i, t in enumerate(token):
        if t.testo in "([":
            aperte.append(i)
        elif t.testo in ")]" and aperte:
            coppie.append((aperte.pop(), i))
    if not coppie:
        return
    esterne: list[tuple[int, int]] = []
    for inizio, fine in sorted(coppie):
        if not esterne or inizio > esterne[-1][1]:
            esterne.append((inizio, fine))
    for inizio, fine in esterne:
        for t in token[inizio + 1 : fine]:
            t.dentro = inizio


# -- which percentages give a score -------------------------------------------------------------


def prima_parola(token: list[Token], i: int) -> bool:
    """Whether a word or a number stands before token ``i``, articles apart."""
    return any(t.percento or t.numero or t.parola for t in _senza_articolo(token, i))


def _senza_articolo(token: list[Token], i: int) -> list[Token]:
    fine = i - 1 if i and token[i - 1].testo in ARTICOLI else i
    return token[:fine]


def intervallo(token: list[Token], i: int) -> bool:
    """ "50-100%", "tra il 50% e il 100%": the percentage ends a range."""
    j = i - 1
    if j >= 1 and token[j].testo in "-–—/÷" and token[i].inizio - token[j].fine <= 1:
        return token[j - 1].percento or (
            token[j - 1].numero and token[j].inizio == token[j - 1].fine
        )
    if j >= 0 and token[j].testo in ARTICOLI:
        j -= 1
    if j >= 1 and token[j].testo in ("e", "a", "al", "all'", "fino") and token[j - 1].percento:
        prima = [t.testo for t in token[max(0, j - 4) : j - 1]]
        return any(p in ("da", "dal", "dall'", "tra", "fra") for p in prima)
    return False


def percentuali_di_punteggio(token: list[Token]) -> list[int]:
    """Indexes of the percentages that give a score; the others are parameters of a phrase."""
    libere: list[int] = []
    deboli: list[int] = []
    ultima = -1  # last free one: what follows it may be its condition
    condizione = False
    visto = False
    for i, t in enumerate(token):
        if t.percento:
            forza = _forza(token, i, visto, condizione)
            if forza == 2:
                libere.append(i)
                ultima, condizione = i, False
            elif forza == 1:
                deboli.append(i)
            visto = True
        elif t.parola or t.numero:
            visto = visto or t.testo not in ARTICOLI
            condizione = condizione or (ultima >= 0 and t.testo in _CONDIZIONE)
    uguali = [i for i in deboli if token[i - 1].testo in ("=", "→")]
    if libere and (punteggi := _dopo_le_parti(token, sorted({*libere, *uguali}))):
        return punteggi
    if libere:
        return libere
    return uguali if uguali and uguali[0] == deboli[0] else deboli[:1]


def _forza(token: list[Token], i: int, visto: bool, condizione: bool) -> int:
    """2 gives a score, 1 only when nothing else does, 0 is a parameter."""
    t = token[i]
    dopo = token[i + 1].testo if i + 1 < len(token) else ""
    prima = token[i - 1].testo if i else ""
    articolo = prima in ARTICOLI
    prima2 = (token[i - 2].testo if i > 1 else "") if articolo else prima
    if intervallo(token, i):
        return 0
    if dopo in _CIASCUNO:
        return 2
    if dopo in _MASSIMO and not (i + 2 < len(token) and token[i + 2].numero):
        return 1
    if articolo and visto and _apre_clausola(token, i - 2, dopo):
        return 2
    if t.dentro >= 0:
        sola = i == t.dentro + 1 and dopo in (")", "]")
        if sola:
            return 0 if _ripete(token, i) else 2
        return 1 if i == t.dentro + 1 and dopo not in PARTITIVI else 0
    if not visto:
        return 0 if prima in PARAMETRO_PRIMA or (prima in "≥><" and prima) else 2
    if visto and prima2 in _CONFRONTO:
        return 0
    if _attribuita(token, i):
        return 1 if dopo in PARTITIVI and dopo != "di" else 2
    if prima2 in PARAMETRO_PRIMA:
        return 0
    if articolo:
        return 0 if dopo in PARTITIVI else 1
    if prima2 in _DEBOLI_PRIMA:
        return 1
    if prima == "." and i > 1 and token[i - 2].testo in ("min", "max", "tot"):
        return 0
    if prima == "per" and dopo in PARTITIVI:
        return 0
    if dopo in PARTITIVI:
        staccata = not (token[i - 1].parola or token[i - 1].percento or token[i - 1].numero)
        return 2 if (staccata and prima not in ",(") or not condizione else 0
    return 2


def _apre_clausola(token: list[Token], j: int, dopo: str) -> bool:
    """ "…; il 50% se …": an article that opens a clause, not one that points to a share."""
    if j < 0 or dopo in PARTITIVI:
        return False
    return token[j].testo in ";." or (
        token[j].testo == "," and dopo in ("se", "per", "ogni", "quando", "qualora")
    )


def _attribuita(token: list[Token], i: int) -> bool:
    """ "vale il 25%", "si attribuisce un punteggio del 50%"."""
    for t in reversed(token[max(0, i - 5) : i]):
        if t.percento or t.testo in ";,":
            return False
        if t.testo in _ATTRIBUZIONE:
            return True
    return False


def _dopo_le_parti(token: list[Token], indici: list[int]) -> list[int]:
    """ "75% delle ore: 100%; 50% delle ore: 50%": shares, each followed by its score."""
    parti, punteggi = indici[::2], indici[1::2]
    in_fila = len(parti) == len(punteggi) and all(
        (_partitiva(token, p) and token[q - 1].testo in ("=", "→", ":"))
        or (_plurale(token, p) and token[q - 1].testo == "=")
        for p, q in zip(parti, punteggi, strict=True)
    )
    return punteggi if in_fila else []


def _plurale(token: list[Token], i: int) -> bool:
    dopo = token[i + 1].testo if i + 1 < len(token) else ""
    return dopo in CONTABILI_PLURALI and dopo not in CONTABILI


def _partitiva(token: list[Token], i: int) -> bool:
    return i + 1 < len(token) and token[i + 1].testo in PARTITIVI


def _ripete(token: list[Token], i: int) -> bool:
    """ "100% (cento per cento)": the same number said twice."""
    prima = token[i - 2] if i > 1 else token[i]
    return i > 1 and prima.percento and prima.valore == token[i].valore
