"""What a phrase is made of: "ogni …", shares, thresholds, ceilings, totals.

Every finder takes a ``Frase`` and returns small values; nothing here decides the kind of rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from azioni.percentuali import lessico
from azioni.percentuali.frase import PUNTEGGIO, Frase, tra_parentesi
from azioni.percentuali.nomi import base_di, nome, nome_elencato, nome_prima
from azioni.percentuali.numeri import frazione, percento, quantita
from azioni.percentuali.schemi import (
    ART,
    COLLETTIVO,
    FRAZIONE,
    NUM,
    OP,
    PAROLE_NUMERO,
    PREFISSO,
    UNO,
)


@dataclass(frozen=True, slots=True)
class Ogni:
    unita: str
    passo: int
    previsti: int | None  # "ciascuno dei 4 incontri"
    in_testa: bool
    destinatario: bool
    inizio: int
    fine: int
    tra_parentesi: bool = False


@dataclass(frozen=True, slots=True)
class Conteggio:
    """A number with its comparison: "almeno 3 incontri", "4 mail"."""

    valore: Decimal
    unita: str
    op: str  # ge, gt, le, bare
    inizio: int
    fine: int
    qualifica: bool  # says how a thing is made, not how many are needed


@dataclass(frozen=True, slots=True)
class Parte:
    """A share: "il 20% degli aderenti totali"."""

    quota: Decimal
    base: str
    op: str
    tra_parentesi: bool
    inizio: int
    fine: int


@dataclass(frozen=True, slots=True)
class Tetto:
    percentuale: Decimal | None
    unita: Decimal | None
    inizio: int
    fine: int


# -- "ogni" -------------------------------------------------------------------------------------

_OGNI: Final = re.compile(
    r"(?<![^\W\d_])(?P<prep>(?:per|ad?|di|in|con|su|da|x|nell[ao']|dell[ao']|del|all[ao']|al)\s?)?"
    r"(?P<ogni>ogni|ciascun[oa]?'?|cadaun[oa]'?|ciaschedun[oa]|ognun[oa]'?|cad\.?|c\.u\.|l'un[oa]|singol[oa]|"
    r"a testa)(?![^\W\d_])\s?"
)
_TESTA_OGNI: Final = re.compile(
    r"^[\s\x01:=,(–\-]*(?:per|x|/|a|ad|di|cad\.?|cadauno|cadauna)?[\s(]*$"
)
_TESTA_A: Final = re.compile(
    r"[\s:=,(–-]{0,4}(?P<prep>all'|(?:alla|allo|al|ad|a|per|x)(?![^\W\d_])|[/*×])"
    r"\s?(?:(?:il\s)?(?:n\.|n°|numero(?:\sd[ie]i?)?)\s?)?(?P<singolo>singol[oa]\s)?(?=[^\W\d_])"
)
_TESTA_X: Final = re.compile(
    rf"[\s:=,(–-]{{0,4}}[x×*]\s?{PREFISSO}(?P<n>{NUM})(?!\s?%)\s?(?:\([^)]{{1,20}}\)\s?)?"
)
_X_PRIMA: Final = re.compile(rf"(?P<n>{NUM})\s(?=[^\W\d_])[^0-9\x01]{{1,40}}?[x×*]\s?(?=\x01)")
_PER_NUMERO: Final = re.compile(rf"(?:per|su|x)\s?(?:i\s|gli\s|le\s)?{PREFISSO}(?P<n>{NUM})\s")
_NUMERO: Final = re.compile(rf"{PREFISSO}(?P<n>{NUM})(?!\s?%)(?!\s?/)\s?(?:\([^)]{{1,20}}\)\s?)?")
_SINGOLO: Final = re.compile(r"singol[oa]\s")
_DEI: Final = re.compile(
    r"(?:(?:dei|degli|delle|(?:tra|fra) (?:i|gli|le)|di)(?![^\W\d_])|dell')\s?"
)


def ogni(f: Frase) -> list[Ogni]:
    """The distributives of a phrase, in order."""
    trovati = [_un_ogni(f, m) for m in _OGNI.finditer(f.testo)]
    if trovati:
        return [o for o in trovati if o is not None]
    testa = _in_testa(f)
    return [testa] if testa else []


def _un_ogni(f: Frase, m: re.Match[str]) -> Ogni | None:
    posto, passo, previsti = m.end(), 1, None
    if d := _DEI.match(f.testo, posto):
        posto = d.end()
        if n := _NUMERO.match(f.testo, posto):
            previsti, posto = intero(quantita(n["n"])), n.end()
    elif n := _NUMERO.match(f.testo, posto):
        passo, posto = intero(quantita(n["n"])) or 1, n.end()
    elif s := _SINGOLO.match(f.testo, posto):
        posto = s.end()
    unita, fine = nome(f.testo, posto)
    prima = f.testo[max(0, m.start() - 40) : m.start()]
    in_testa = _TESTA_OGNI.match(prima[prima.rfind(PUNTEGGIO) + 1 :]) is not None and (
        PUNTEGGIO in prima or m.start() < 40
    )
    parola = m["ogni"].strip()
    if not unita:
        if parola == "ogni" or parola.startswith("singol"):
            return None
        if PUNTEGGIO not in f.testo[max(0, m.start() - 4) : m.start()]:
            return None  # "di 3 ore ciascuno" describes the thing counted
        in_testa = True
        unita = nome_elencato(f.testo, m.start())
        if n := _PER_NUMERO.match(f.testo, posto):
            previsti = intero(quantita(n["n"]))
            dopo, fine = nome(f.testo, n.end())
            unita = dopo or unita
    elif f.testo.startswith(PUNTEGGIO, _prossimo(f.testo, fine)):
        in_testa = True
    primo = unita.split(" ")[0].split("/")[0]
    destinatario = (
        not in_testa
        and (m["prep"] or "").strip() in ("a", "ad", "con", "per", "da", "in")
        and any(p in lessico.DESTINATARI for p in unita.split(" "))
    ) or (not in_testa and primo in lessico.TEMPO)
    return Ogni(
        unita, passo, previsti, in_testa, destinatario, m.start(), fine,
        tra_parentesi(f.testo, m.start()) and PUNTEGGIO not in prima[prima.rfind("(") + 1 :],
    )  # fmt: skip


def _prossimo(testo: str, posto: int) -> int:
    while posto < len(testo) and testo[posto] in " :=,(→-–":
        posto += 1
    return posto


def _in_testa(f: Frase) -> Ogni | None:
    """ "25% a evento", "25% per incontro", "25% x 4 incontri", "25%/mail"."""
    if not f.scritta:
        return None
    if m := _TESTA_X.match(f.testo, f.dopo):
        unita, fine = nome(f.testo, m.end())
        return Ogni(unita, 1, intero(quantita(m["n"])), True, False, m.start(), fine)
    if m := _X_PRIMA.search(f.testo):
        unita, fine = nome(f.testo, m.end("n"))
        if unita:
            return Ogni(unita, 1, intero(quantita(m["n"])), True, False, m.start(), m.end())
    m2 = _TESTA_A.match(f.testo, f.dopo)
    if not m2:
        return None
    unita, fine = nome(f.testo, m2.end())
    primo = unita.split(" ")[0].split("/")[0]
    if primo not in lessico.CONTABILI and not m2["singolo"]:
        return None
    if m2["prep"] == "per" and f.percentuale == 100 and not m2["singolo"]:
        return None  # "100% per relazione": one thing, done or not
    return Ogni(unita, 1, None, True, False, m2.start(), fine)


def intero(valore: Decimal | None) -> int | None:
    if valore is None or valore != valore.to_integral_value() or not 0 < valore < 10**6:
        return None
    return int(valore)


# -- shares -------------------------------------------------------------------------------------

_PERC: Final = r"[0-9]{1,9}(?:[.,][0-9]{1,6})?"
_QUOTA: Final = re.compile(
    rf"(?:{OP}\s?)?(?:{ART}\s?)?"
    rf"(?:(?P<perc>{_PERC}|(?:{PAROLE_NUMERO})\b|un\b)\s?"
    rf"(?:%|per ?cento\b|punti percentuali\b)|(?P<fraz>{FRAZIONE}))"
    r"(?P<uno>\s?(?:\+|più)\s?(?:1|uno)\b)?"
    r"(?P<di>\s?(?:(?:dello|della|delle|degli|del|dei|di)(?![^\W\d_])|dell'|d')\s?)?"
)


def _base_diretta(f: Frase, posto: int) -> str:
    """ "20% aderenti": a plural just after the percentage is what it is taken of."""
    unita, fine = nome(f.testo, posto)
    parole = unita.split(" ")
    plurale = parole[0] in lessico.CONTABILI_PLURALI and parole[0] not in lessico.CONTABILI
    return f.originale[posto:fine].strip() if plurale or parole[0] == "monte" else ""


_PER_OGNI: Final = re.compile(r"\s?(?:per\s)?(?:ogni|ciascun)")


def quote(f: Frase) -> list[Parte]:
    """The shares of a phrase: percentages or fractions of something."""
    parti: list[Parte] = []
    for m in _QUOTA.finditer(f.testo):
        if m["fraz"] and not m["di"]:
            continue
        valore = (
            percento(m["perc"])
            if m["perc"]
            else frazione(m["fraz"].removeprefix("la ").removesuffix(" più uno").strip())
        )
        if m["perc"] == "un":
            valore = Decimal(1)
        if valore is None or valore == 0:
            continue
        if _PER_OGNI.match(f.testo, m.end()):
            continue  # a second score, not a share
        op = "le" if m["le"] else "gt" if m["gt"] else "ge"
        if m["uno"] or (m["fraz"] and m["fraz"].endswith("più uno")):
            op = "gt"
        base = base_di(f, m.end()) if m["di"] else _base_diretta(f, m.end())
        parti.append(Parte(valore, base, op, tra_parentesi(f.testo, m.start()), m.start(), m.end()))
    return parti


# -- numbers that count -------------------------------------------------------------------------

_O_PIU: Final = r"(?:(?:o|e|ed)\s(?:di\s)?(?:più|oltre)\s)?"
_CON_OP: Final = re.compile(
    rf"{OP}\s?(?:(?:il|lo|la|l'|i|gli|le)\s?)?(?:con\s|in\s|a\s|ad\s|per\s|su\s|di\s)?{PREFISSO}"
    rf"(?P<n>{COLLETTIVO}|{UNO}|{NUM})(?!\s?(?:%|per ?cento))(?!\s?/)\s?(?:\((?:{NUM}|{UNO})\)\s?)?"
)
_SENZA_OP: Final = re.compile(
    r"(?<![0-9.,/%\x02])(?<![^\W\d_])(?P<art>(?:i|le|gli|dei|degli|delle|ai|agli|alle|nei|nelle|"
    r"sui|sulle|tra i|fra i|dai|dalle|coi|tutti i|tutte le|tutti gli|tutti e|tutte e|tra le|"
    rf"fra le)\s)?{PREFISSO}(?P<n>{NUM})(?!\s?(?:%|per ?cento|percent))(?!\s?/)"
    rf"\s?(?:\((?:{NUM}|{UNO})\)\s?)?{_O_PIU}(?:gli\s|le\s|i\s)?"
)
_AZIONE: Final = re.compile(
    r"(?:zione|sione|zioni|sioni|mento|menti|invio|avvio|stesura|apertura|consegna|raccolta|"
    r"verifica|uscita|stampa|firma|frequenza|presenza|raggiungere|realizzare|frequentare|totale)"
    r"\s?(?:d(?:i|ei|elle|egli)|a|ad|ai|alle|agli)?\s?$"
)
_SU_TOTALE: Final = re.compile(
    rf"\s?(?:su|sui|sulle|dei|delle|degli|di)\s(?:un totale di\s)?(?:n\.?\s?)?(?:{NUM})\b(?!\s?%)"
)
# "il gruppo di 15 famiglie": the number describes who is there.
_INSIEMI: Final = r"(?:gruppo|classe|squadra|comitato|commissione|campione|team|platea|pubblico)"
DURATA: Final = lessico.insieme("ora ore minuti giorno giorni giornata giornate")


def misure(f: Frase) -> list[Conteggio]:
    """Thresholds first written with a comparison, then bare counts, in the order of the text."""
    trovate: list[Conteggio] = []
    occupati: list[tuple[int, int]] = []
    for m in _CON_OP.finditer(f.testo):
        op = "le" if m["le"] else "gt" if m["gt"] else "ge"
        misura = _misura(f, m, op, m.end())
        if misura:
            trovate.append(misura)
            occupati.append((m.start(), misura.fine))
    for m in _SENZA_OP.finditer(f.testo):
        if any(a <= m.start("n") < b for a, b in occupati[:50]):
            continue
        misura = _misura(f, m, "bare", m.end())
        if misura and not _articolo_che_nomina(f, m):
            trovate.append(misura)
            occupati.append((m.start(), misura.fine))
    return sorted(trovate, key=lambda x: x.inizio)


def _misura(f: Frase, m: re.Match[str], op: str, posto: int) -> Conteggio | None:
    valore = quantita(m["n"])
    if valore is None:
        return None
    if su := _SU_TOTALE.match(f.testo, posto):
        unita, fine = nome(f.testo, su.end())
        unita = unita or nome_prima(f.testo, m.start())
        return Conteggio(valore, unita, op, m.start(), max(fine, su.end()), False)
    unita, fine = nome(f.testo, posto)
    if not unita or unita == "unità":
        unita = nome_prima(f.testo, m.start()) or unita
        if op == "bare" and not unita:
            return None
    return Conteggio(valore, unita, op, m.start(), fine, _qualifica(f, m, op, unita))


def _qualifica(f: Frase, m: re.Match[str], op: str, unita: str) -> bool:
    """ "un corso di 12 ore", "famiglie con almeno 3 figli": how it is made, not how many."""
    prima = f.testo[max(0, m.start() - 30) : m.start()]
    primo = unita.split(" ")[0]
    if primo in lessico.QUALITA:
        return True
    if primo in DURATA and re.search(r"(?<![^\W\d_])d[ia]\s?$", prima):
        return not _AZIONE.search(prima)
    return op == "bare" and bool(
        re.search(rf"(?<![^\W\d_])(?:da|tra|fra|presso|su|{_INSIEMI} (?:composto )?di)\s?$", prima)
    )


def _articolo_che_nomina(f: Frase, m: re.Match[str]) -> bool:
    """ "tra i due Distretti" names them; "dei 4 incontri" after an action counts them."""
    articolo = (m["art"] or "").strip()
    if not articolo:
        return False
    if articolo.startswith("tutt"):
        return False
    prima = f.testo[max(0, m.start() - 30) : m.start()]
    if articolo in ("dei", "delle", "degli"):
        return not _AZIONE.search(prima)
    if articolo in ("ai", "alle", "agli"):
        return not re.search(r"(?:partecipazione|presenza|frequenza)\s?$", prima)
    if articolo in ("i", "le", "gli"):
        return not re.search(
            r"(?:\x01|per|raggiun\w{0,6}|realizza\w{0,6}|organizza\w{0,6})\s?$", prima
        )
    return True


# -- ceilings and totals ------------------------------------------------------------------------

_TETTO: Final = re.compile(
    r"(?<![^\W\d_])(?:(?:e )?(?:comunque )?[fs]ino a(?:d|l|i|lle|gli)?(?: raggiungere)?"
    r"(?: (?:il|un))?(?: (?:massimo|max\.?|tetto)(?: complessivo| totale)?)?(?: d(?:i|el))?|"
    r"(?:per |con |entro )?(?:un |il )?(?:limite )?"
    r"(?:massim[oa]|max\.?|tetto massimo|tetto|limite)(?: complessiv[oa]| totale)?"
    r"(?:\s?[:=]|\s?d(?:i|el))?|al massimo|"
    r"non oltre(?: (?:il|i|le))?|non (?:più|piu'?) d(?:i|el))"
    rf"\s?(?:il\s|al\s)?{PREFISSO}(?:(?P<perc>{_PERC}|(?:{PAROLE_NUMERO})\b)\s?(?:%|per ?cento\b)|"
    rf"(?P<n>{NUM}|{UNO}))"
)
_TOTALE: Final = re.compile(
    rf"(?:(?:per )?(?:un )?(?:totale|tot\.?|complessiv[oaie])\s?(?:di|del|:|=)?\s?|=\s?){PREFISSO}"
    rf"(?:(?P<perc>{_PERC})\s?%|(?P<n>{NUM}))"
)


def tetti(f: Frase) -> list[Tetto]:
    return [_tetto(m) for m in _TETTO.finditer(f.testo)]


def totali(f: Frase) -> list[Tetto]:
    return [_tetto(m) for m in _TOTALE.finditer(f.testo)]


def _tetto(m: re.Match[str]) -> Tetto:
    if m["perc"]:
        return Tetto(percento(m["perc"]), None, m.start(), m.end())
    return Tetto(None, quantita(m["n"]), m.start(), m.end())
