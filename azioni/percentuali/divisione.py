"""A cell's text divided into rules.

Works on positions of the original text, so that each phrase stays verbatim. Every step looks at
a bounded window or walks once over a line: the time grows with the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from azioni.percentuali.parole import (
    ARTICOLI,
    PARAMETRO_PRIMA,
    PARTITIVI,
    Token,
    in_token,
    percentuali_di_punteggio,
    prima_parola,
)

_MARCATORE: Final = re.compile(
    r"(?:[-–—−•·∙▪▫◦●○■□◆➢➤✓✔❖*\uf0b7\uf0a7‣⁃]+"
    r"|[oO](?=\s+[0-9])"
    r"|[0-9]{1,2}\s?[.)](?![0-9])"
    r"|[0-9]{1,2}\s?[-–](?=\s)"
    r"|[1-9]-(?=[0-9]{1,3}\s?%)"
    r"|[1-9](?=\s+[0-9]{1,3}(?:[.,][0-9]{1,4})?\s?%)"
    r"|(?:[a-zA-Z]\)|[a-mo-zA-MO-Z]\.)(?=\s|[0-9]|$)"  # "n." counts, it lists nothing
    r"|\((?:[0-9]{1,2}|[a-zA-Z])\)"
    r"|[ivxIVX]{1,4}[.)](?=\s|$))"
)
_MARCATORE_IN_RIGA: Final = re.compile(r"(?:(?<=\s)|(?<=[;,.]))([0-9]{1,2}\)|[a-z]\)|[-–—])\s*$")
_ORDINALE: Final = re.compile(r"([0-9]{1,2})\.$")
_PALLINI: Final = re.compile(r"[•▪●■◆➢➤\uf0b7\uf0a7]")
_ORDINALE_ATTACCATO: Final = re.compile(r"([1-9])\.(?=[0-9]{2,3}\s?%)")
_EVIDENZE: Final = re.compile(
    r"(?P<aperta>[(\[])?\s{0,3}\bevidenz[ae](?:\s+(?:richiest[ae]|oggettiv[ae]|attes[ae]"
    r"|da\s+\w{1,20}|a\s+supporto))?\s{0,3}(?:[:\-–—=]|\.(?=\s*\w)|$)",
    re.IGNORECASE,
)
PASSATE: Final = 6
MAX_MARCATORE: Final = 10
_SEPARATORI: Final = frozenset(";|•")


@dataclass(slots=True)
class Pezzo:
    """One rule as written: spans of the phrase and of its evidence in the cell."""

    marcatore: str
    inizio: int
    fine: int
    evidenze: list[tuple[int, int]] = field(default_factory=list)
    chiuso: bool = False  # the phrase has ended: evidence follows
    con_percentuale: bool = False
    finisce_con_percentuale: bool = False
    parole_prima: bool = False
    ordinale_dubbio: bool = False


def dividi(testo: str) -> list[Pezzo]:
    """The rules of a cell, in order; [] for a cell that says nothing."""
    pezzi: list[Pezzo] = []
    ordinali = _ordinali_attaccati(testo)
    sospeso = ""
    for inizio, fine in _righe(testo):
        marcatore, corpo = _marcatori(testo, inizio, fine, inizio in ordinali)
        if corpo < fine:
            if not (marcatore and not any(c.isalnum() for c in sospeso)):
                marcatore = f"{sospeso}{marcatore}"[:MAX_MARCATORE]
            _leggi_riga(testo, corpo, fine, marcatore, pezzi, inizio in ordinali)
            sospeso = ""
        else:
            sospeso += marcatore
    if len(pezzi) == 1 and not any(c.isalnum() for c in testo[pezzi[0].inizio : pezzi[0].fine]):
        return []
    return pezzi


def _righe(testo: str) -> list[tuple[int, int]]:
    righe: list[tuple[int, int]] = []
    posto = 0
    for riga in testo.splitlines(keepends=True):
        tagli = [0, *(m.start() for m in _PALLINI.finditer(riga) if m.start()), len(riga)]
        for da, a in pairwise(tagli):
            inizio, fine = _rifila(testo, posto + da, posto + a)
            if fine > inizio:
                righe.append((inizio, fine))
        posto += len(riga)
    return righe


def _rifila(testo: str, inizio: int, fine: int) -> tuple[int, int]:
    while inizio < fine and testo[inizio].isspace():
        inizio += 1
    while fine > inizio and testo[fine - 1].isspace():
        fine -= 1
    return inizio, fine


def _ordinali_attaccati(testo: str) -> set[int]:
    """Starts of lines like "1.100% …", "2.25% …": a list whose first item is numbered 1."""
    trovati: list[tuple[int, int]] = []
    for inizio, fine in _righe(testo):
        if m := _ORDINALE_ATTACCATO.match(testo, inizio, fine):
            trovati.append((inizio, int(m.group(1))))
    in_fila = all(numero == n for n, (_, numero) in enumerate(trovati, 1))
    return {inizio for inizio, _ in trovati} if in_fila else set()


def _marcatori(testo: str, inizio: int, fine: int, attaccato: bool) -> tuple[str, int]:
    """The manual bullets a line opens with, and where its text starts."""
    posto = inizio
    if attaccato and (m := _ORDINALE_ATTACCATO.match(testo, posto, fine)):
        return m.group(), m.end()
    while (m := _MARCATORE.match(testo, posto, fine)) and m.end() - inizio <= MAX_MARCATORE:
        posto = m.end()
        while posto < fine and testo[posto].isspace():
            posto += 1
    return testo[inizio:posto].strip(), posto


def _leggi_riga(
    testo: str, corpo: int, fine: int, marcatore: str, pezzi: list[Pezzo], attaccato: bool
) -> None:
    prima = len(pezzi)
    posto = corpo
    while posto < fine:
        etichetta = _etichetta(testo, posto, fine, inizio_riga=posto == corpo, pezzi=pezzi)
        taglio = etichetta.start() if etichetta else fine
        if taglio > posto:
            _leggi_testo(testo, posto, taglio, marcatore if posto == corpo else "", pezzi)
        if not etichetta:
            break
        posto = _leggi_evidenze(testo, etichetta, fine, pezzi[-1])
    if attaccato and len(pezzi) > prima:
        pezzi[prima].ordinale_dubbio = True


def _etichetta(
    testo: str, inizio: int, fine: int, *, inizio_riga: bool, pezzi: list[Pezzo]
) -> re.Match[str] | None:
    """The next "Evidenze:" label: at a line's start, after a stop, or with a capital."""
    for m in _EVIDENZE.finditer(testo, inizio, fine):
        parola = m.group().lstrip("([ \t\xa0")
        a_capo = m.start() == inizio and inizio_riga
        if m.start() == inizio and not pezzi:
            continue
        prima = testo[max(0, m.start() - 3) : m.start()].rstrip()[-1:]
        if parola[0] != "E" and not (a_capo or prima in (".", ";", ",", "-", "–") or m["aperta"]):
            continue
        fine_riga = m.end() == fine and not m.group().rstrip().endswith((":", "-", "–", "—", "="))
        if fine_riga and not a_capo:
            continue
        return m
    return None


def _leggi_evidenze(testo: str, etichetta: re.Match[str], fine: int, pezzo: Pezzo) -> int:
    """Store the evidence after a label; return where a new rule starts, or the line's end."""
    inizio = etichetta.end()
    seguente = _etichetta(testo, inizio, fine, inizio_riga=False, pezzi=[pezzo])
    fine = termine = seguente.start() if seguente else fine
    token = in_token(testo, inizio, fine)
    for i, t in enumerate(token):
        if t.percento and i and _apre_dopo_evidenze(token, i):
            termine = _prima_del_marcatore(testo, inizio, t.inizio)
            break
    da, a = _rifila(testo, inizio, termine)
    if etichetta["aperta"] and a > da and testo[a - 1] in ")]":
        a -= 1
    pezzo.chiuso = True
    if a > da:
        pezzo.evidenze.append((da, a))
    return termine


def _apre_dopo_evidenze(token: list[Token], i: int) -> bool:
    prima = token[i - 1].testo
    dopo = token[i + 1].testo if i + 1 < len(token) else ""
    if token[i].dentro >= 0 or prima in PARAMETRO_PRIMA or prima in ARTICOLI:
        return False
    if dopo in ("ogni", "per", "ciascun", "ciascuna", "ciascuno", "se", "cad"):
        return True
    return prima in (".", ";", "-", "–") and dopo not in PARTITIVI and dopo != ""


def _leggi_testo(testo: str, inizio: int, fine: int, marcatore: str, pezzi: list[Pezzo]) -> None:
    """A stretch without labels: new rules, or more of the one before."""
    inizio, fine = _rifila(testo, inizio, fine)
    if fine <= inizio:
        return
    token = in_token(testo, inizio, fine)
    libere = percentuali_di_punteggio(token)
    ultimo = pezzi[-1] if pezzi else None
    if not libere:
        _continua(testo, inizio, fine, marcatore, pezzi)
        return
    in_attesa = ultimo is not None and not ultimo.con_percentuale and not ultimo.chiuso
    if in_attesa and ultimo is not None and not (ultimo.marcatore and marcatore):
        inizio_primo, marca = ultimo.inizio, ultimo.marcatore
        pezzi.pop()
    else:
        inizio_primo, marca = inizio, marcatore
        if ultimo and _a_capo_forzato(token, libere, marcatore, ultimo):
            coda = token[libere[0]].inizio
            ultimo.fine = _rifila(testo, inizio, coda)[1]
            _leggi_testo(testo, coda, fine, "", pezzi)
            return
    ordinale = int(m.group(1)) if (m := _ORDINALE.match(marca)) else 0
    tagli = [
        _prima_del_marcatore(testo, inizio, token[k].inizio, ordinale and ordinale + n)
        for n, k in enumerate(_tagli(token, libere), 1)
    ]
    _aggiungi(testo, [inizio_primo, *tagli, fine], marca, pezzi)


def _aggiungi(
    testo: str, bordi: list[int], marcatore: str, pezzi: list[Pezzo], passata: int = 1
) -> None:
    """New rules between the borders; a part that divides again when read alone is divided."""
    for n, (da, a) in enumerate(pairwise(bordi)):
        da, a = _rifila(testo, da, a)
        if n:
            marcatore, da = _marcatori(testo, da, a, attaccato=False)
        if a <= da:
            continue
        if len(bordi) > 2 and passata < PASSATE:
            token = in_token(testo, da, a)
            tagli = _tagli(token, percentuali_di_punteggio(token))
            if tagli:
                interni = [_prima_del_marcatore(testo, da, token[k].inizio) for k in tagli]
                _aggiungi(testo, [da, *interni, a], marcatore, pezzi, passata + 1)
                continue
        pezzi.append(_nuovo(testo, da, a, marcatore))


def _prima_del_marcatore(testo: str, inizio: int, posto: int, atteso: int = 0) -> int:
    """Move a cut before the bullet that stands just there: "… 2) 100% …".

    "2." is a bullet only where it is the one expected; else it may end a sentence.
    """
    da = max(inizio, posto - 8)
    m = _MARCATORE_IN_RIGA.search(testo[da:posto])
    if not m and atteso:
        m = re.search(rf"(?:(?<=\s)|(?<=[;,.])){atteso}\.\s*$", testo[da:posto])
    return da + m.start() if m else posto


def _nuovo(testo: str, inizio: int, fine: int, marcatore: str) -> Pezzo:
    token = in_token(testo, inizio, fine)
    libere = percentuali_di_punteggio(token)
    pezzo = Pezzo(marcatore, inizio, fine, con_percentuale=bool(libere))
    if libere:
        pezzo.parole_prima = prima_parola(token, libere[0])
        pezzo.finisce_con_percentuale = not any(
            t.parola or t.numero for t in token[libere[-1] + 1 :]
        )
    return pezzo


def _continua(testo: str, inizio: int, fine: int, marcatore: str, pezzi: list[Pezzo]) -> None:
    """A line without a score: the phrase before goes on, or a phrase without percentage starts."""
    ultimo = pezzi[-1] if pezzi else None
    if ultimo is None:
        pezzi.append(Pezzo(marcatore, inizio, fine))
        return
    if ultimo.chiuso:
        if ultimo.evidenze and not marcatore and ultimo.evidenze[-1][1] <= inizio:
            ultimo.evidenze[-1] = (ultimo.evidenze[-1][0], fine)
        else:
            ultimo.evidenze.append((inizio, fine))
        return
    if not any(c.isalnum() for c in testo[inizio:fine]):
        ultimo.fine = fine
        return
    due_punti = testo[max(ultimo.inizio, ultimo.fine - 40) : ultimo.fine].rstrip().endswith(":")
    pari = bool(marcatore) and _genere(marcatore) == _genere(ultimo.marcatore)
    completa = ultimo.con_percentuale and ultimo.parole_prima and ultimo.finisce_con_percentuale
    titolo = ultimo.con_percentuale and testo[inizio:fine].endswith(":") and not marcatore
    if not due_punti and (pari or completa or titolo):
        pezzi.append(Pezzo(marcatore, inizio, fine))
        return
    ultimo.fine = fine


def _genere(marcatore: str) -> str:
    """Bullets of one list: "1)" and "2)" are alike, "-" and "•" are not."""
    return re.sub(r"[0-9]+", "1", re.sub(r"[a-zA-Z]+", "a", marcatore))


def _a_capo_forzato(token: list[Token], libere: list[int], marcatore: str, ultimo: Pezzo) -> bool:
    """A phrase broken by hand goes on at the line's start, before the next percentage."""
    prima = token[0]
    return (
        libere[0] > 0
        and not marcatore
        and not ultimo.chiuso
        and ultimo.con_percentuale
        and not ultimo.parole_prima
        and prima_parola(token, libere[0])
        and (prima.grezzo[0].islower() or prima.numero)
        and any(t.parola for t in token[libere[0] + 1 :])
        and token[libere[0] - 1].testo not in (":", "(", "=")
    )


def _tagli(token: list[Token], libere: list[int]) -> list[int]:
    """Indexes of the tokens where a new rule starts inside a line."""
    if len(libere) < 2:
        return []
    if not prima_parola(token, libere[0]):
        return _tagli_davanti(token, libere)
    return [_taglio_tra(token, p, q) for p, q in pairwise(libere)]


def _tagli_davanti(token: list[Token], libere: list[int]) -> list[int]:
    """Percentages lead their phrases: each opens a rule, its article included."""
    tagli: list[int] = []
    for p, q in pairwise(libere):
        if not _parole_tra(token, p, q):
            continue
        if q == libere[-1] and not _parole_tra(token, q, len(token)):
            if (k := _separatore(token, p, q)) is not None:
                tagli.append(k + 1)
            continue
        tagli.append(q - 1 if token[q - 1].testo in ARTICOLI else q)
    return tagli


def _taglio_tra(token: list[Token], p: int, q: int) -> int:
    """Where the rule of percentage ``p`` ends, when words come before the percentages."""
    fine_p = p + 1
    while fine_p < q and token[fine_p].testo in ")]":
        fine_p += 1
    if fine_p < q and token[fine_p].testo in ";.,|":
        return fine_p + 1
    if (k := _separatore(token, p, q)) is not None:
        return k + 1
    avanti = token[fine_p].testo if fine_p < q else ""
    if avanti in ("ogni", "per", "ciascun", "ciascuno", "ciascuna", "se", "cad", "a", "ad"):
        maiuscole = [
            k for k in range(fine_p + 1, q) if token[k].grezzo[0].isupper() and token[k].dentro < 0
        ]
        return maiuscole[0] if maiuscole else q
    return fine_p


def _separatore(token: list[Token], p: int, q: int) -> int | None:
    """The last strong separator between two percentages, else the last comma."""
    forti = [
        k
        for k in range(p + 1, q)
        if token[k].dentro < 0
        and (
            token[k].testo in _SEPARATORI
            or (token[k].testo == "." and k + 1 < q and token[k + 1].grezzo[0].isupper())
        )
    ]
    if forti:
        return forti[-1]
    virgole = [k for k in range(p + 1, q) if token[k].testo == "," and token[k].dentro < 0]
    return virgole[-1] if virgole else None


def _parole_tra(token: list[Token], p: int, q: int) -> bool:
    return any(t.parola or t.numero for t in token[p + 1 : q] if t.testo not in ARTICOLI)
