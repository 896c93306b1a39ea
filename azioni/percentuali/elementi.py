"""What a phrase is made of: "ogni …", thresholds, shares, ceilings, totals.

Every finder takes the phrase as a ``Frase`` (blanks collapsed, lower case, dates masked) and
returns small values; nothing here decides the kind of rule.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from azioni.percentuali import lessico
from azioni.percentuali.divisione import in_token, intervallo, percentuali_di_punteggio
from azioni.percentuali.numeri import FRAZIONI, PAROLE, frazione, percento, quantita

BUCO: Final = "\x02"  # stands for what was masked
PUNTEGGIO: Final = "\x01"  # stands for the percentage that gives the score

_MESI = "|".join(lessico.MESI)
_PAROLE = "|".join(sorted((p for p, v in PAROLE.items() if v > 1), key=len, reverse=True))
_CIFRE = r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,4})?|[0-9]{1,9}(?:[.,][0-9]{1,4})?"
_NUM = rf"(?:{_CIFRE}|(?:{_PAROLE})\b)"
_UNO = r"(?:uno|una|un'|un)(?![^\W\d_])"
_PREFISSO = r"(?:(?:n|nr|num)\s?[.°º]?\s?|numero\s)?"
_ART = r"(?:il|lo|la|l'|i|gli|le|un|una|un')"
_FRAZIONE = r"[1-9][0-9]?\s?/\s?[1-9][0-9]?(?![0-9/])|(?:la )?(?:" + "|".join(FRAZIONI) + r")\b"

_GE = (
    r"almeno|per ?lo ?meno|quanto ?meno|non meno d(?:i|el|ei|ella|elle|ell')|"
    r"non inferior[ei] a(?:d|l|i|lla|lle|ll')?|(?:(?:con )?un )?minim[oa](?: d(?:i|el|ell'))?|min\.?|"
    r"a partire d(?:a|al|alle|ai|all')|maggior[ei] o uguali? a(?:d|l|ll')?|"
    r"(?:uguali?|pari) o (?:superior[ei]|maggior[ei]) a(?:d|l|ll')?|"
    r"(?:superior[ei]|maggior[ei]) o (?:uguali?|pari) a(?:d|l|ll')?|"
    r"pari ad almeno|[=>]?\s?[≥≧⩾]|>\s?=|=\s?>"
)
_GT = (
    r"più d(?:i|el|ei|ella|elle|ell')|piu'? d(?:i|el|ei|ella|elle|ell')|oltre|"
    r"(?:superior[ei]|maggior[ei]) a(?:d|l|i|lla|lle|ll')?|maggior[ei] d(?:i|el|ell')|"
    r">(?:\s?d(?:i|el|ell'))?"
)
_LE = (
    r"non (?:più|piu'?) d(?:i|el|ei)|non oltre|al massimo|non superior[ei] a(?:d|l)?|"
    r"meno d(?:i|el|ei)|inferior[ei] a(?:d|l|i)?|≤|<\s?=|<"
)
_OP = rf"(?:(?P<le>{_LE})|(?P<ge>{_GE})|(?P<gt>{_GT}))"

_MASCHERE: Final = tuple(
    re.compile(schema)
    for schema in (
        rf"\b(?:entro|dal|al|il|del|di|fino al|lo|l')?\s?\b[0-9]{{1,2}}[°º]?\s(?:{_MESI})\b(?:\s(?:19|20)[0-9]{{2}})?",
        r"\b[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-](?:19|20)?[0-9]{2}\b",
        rf"\b(?:{_MESI})\s(?:del\s)?(?:19|20)[0-9]{{2}}\b",
        rf"\bentro\s(?:(?:il|la|lo|l'|i|le|gli|e non oltre(?: il)?|massimo)\s?)?"
        rf"(?:n\.?\s?)?(?:(?:{_CIFRE})(?!\s?%)|(?:{_PAROLE})\b)(?:\s(?:giorni|mesi|settimane|ore|anni))?",
        r"\b(?:nei|dopo|prima di|per)\s[0-9]{1,3}\s(?:giorni|mesi|settimane|anni)\b",
        r"\b(?:ore|alle|dalle)\s[0-9]{1,2}[:.][0-9]{2}\b",
        r"\b[0-9]{1,2}:[0-9]{2}\b",
        r"\bdalle\s[0-9]{1,2}\salle\s[0-9]{1,2}\b",
        r"\b(?:dai|da|tra i|fra i)?\s?[0-9]{1,2}\s?(?:-|–|/|ai|a|e i)\s?[0-9]{1,2}\s(?:anni|mesi)\b",
        r"\b(?:anno|anni|nel|del|dal|annualità|per il|a\.s\.|stagione|estate|edizione)\s"
        r"(?:19|20)[0-9]{2}(?:\s?[/-]\s?(?:20)?[0-9]{2})?\b",
        r"(?<![0-9.,≥>])\b20[1-6][0-9](?:\s?[/-]\s?(?:20)?[0-9]{2})?\b(?!\s?%)",
        r"\b[0-9]{1,2}\s?[°ºª^](?![0-9])",
        r"\b(?:l|l\.p|lp|d\.?lgs|dpr|d\.p\.r|dm|d\.m)\.?\s?(?:n\.?\s?)?[0-9]{1,4}(?:/[0-9]{2,4})?\b",
        rf"\b(?:{'|'.join(sorted(lessico.NUMERATI))})\s?(?:\bn[.°]?\s?|\bnr\.?\s?|numero\s)?[0-9]{{1,4}}(?:[./][0-9]{{1,4}})?\b(?!\s?%)",
        r"(?<=[^\W\d_])-[0-9]{1,4}\b(?!\s?%)",
        r"\b[0-9]{1,2}\s?-\s?[0-9]{1,2}\b(?!\s?%)",
        r"\bh\s?24\b|\b24\s?/\s?7\b|\b[0-9]\.0\b",
    )
)


@dataclass(frozen=True, slots=True)
class Frase:
    originale: str  # blanks collapsed
    testo: str  # same length, lower case, masked
    percentuale: Decimal | None
    scritta: bool  # whether the phrase states a score at all
    dopo: int  # where the text after the score starts
    multipla: bool  # more than one score was left in it
    estremi: bool  # a range such as "50-100%"
    parametri: int  # percentages that are parameters


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
class Misura:
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


def minuscolo(testo: str) -> str:
    return "".join(c if len(b := c.lower()) != 1 else b for c in testo)


def frase(testo: str) -> Frase:
    """Prepare a phrase for the finders."""
    originale = " ".join(unicodedata.normalize("NFC", testo).replace("’", "'").split())
    originale = originale.replace(PUNTEGGIO, " ").replace(BUCO, " ").replace("‘", "'")
    token = in_token(originale)
    libere = percentuali_di_punteggio(token)
    basso = minuscolo(originale)
    percentuale, dopo = None, 0
    if libere:
        t = token[libere[0]]
        percentuale, dopo = t.valore, t.fine
        basso = basso[: t.inizio] + PUNTEGGIO * (t.fine - t.inizio) + basso[t.fine :]
    estremi = any(t.percento and intervallo(token, i) for i, t in enumerate(token))
    for maschera in _MASCHERE:
        basso = maschera.sub(lambda m: BUCO * len(m.group()), basso)
    return Frase(
        originale,
        basso,
        percentuale,
        bool(libere),
        dopo,
        len(libere) > 1,
        estremi,
        sum(t.percento for t in token) - len(libere),
    )


# -- noun phrases -------------------------------------------------------------------------------

_PAROLA: Final = re.compile(r"[^\W\d_][^\W\d_'-]*(?:-[^\W\d_]+)*'?")
_REGOLARI: Final = re.compile(r"[^\W\d_]{2,}(?:at|ut|it)[oaie]$")
_IRREGOLARI: Final = re.compile(rf"(?:{'|'.join(lessico.PARTICIPI)})[oaie]$")
_DELLA_BASE: Final = re.compile(rf"(?:{'|'.join(lessico.DELLA_BASE)})[oaie]$")
_AGGETTIVO_PRIMA: Final = re.compile(rf"(?:{'|'.join(lessico.AGGETTIVI_PRIMA)})(?:[oaie]|um)$")


def participio(parola: str) -> bool:
    if parola in lessico.NON_PARTICIPI:
        return False
    return bool(_REGOLARI.match(parola) or _IRREGOLARI.match(parola))


def nome(testo: str, posto: int) -> tuple[str, int]:
    """The noun phrase at ``posto``: noun and adjectives, up to a preposition or a participle."""
    parole: list[str] = []
    nomi = 0
    fine = posto
    while len(parole) < 6:
        while posto < len(testo) and testo[posto] in ' "«“”»':
            posto += 1
        m = _PAROLA.match(testo, posto)
        if not m:
            break
        parola = m.group()
        if parola in ("o", "e/o", "ed/o") and nomi and (seguito := _coordinato(testo, m.end())):
            parole += [parola, seguito[0]]
            posto = fine = seguito[1]
            continue
        if parola in lessico.FERMA or parola in lessico.VERBI or parola in PAROLE:
            break
        if nomi and participio(parola):
            break
        if not nomi and _AGGETTIVO_PRIMA.match(parola):
            if not parola.startswith("singol"):
                parole.append(parola)
        else:
            nomi += 1
            parole.append(parola)
        posto = fine = m.end()
        while (
            barra := re.compile(r"\s?/\s?([^\W\d_]+(?:-[^\W\d_]+)*)").match(testo, posto)
        ) and nomi:
            if parole[-1].endswith("/e"):
                break
            parole[-1] += "/" + barra.group(1)
            posto = fine = barra.end()
            if parole[-1].endswith("e/o"):
                parole[-1] = parole[-1][:-3].rstrip("/")
        if nomi == 3:
            break
    if not nomi:
        return "", posto
    return " ".join(parole), fine


def _coordinato(testo: str, posto: int) -> tuple[str, int] | None:
    """ "incontro o evento": the second noun, when it is a thing one counts."""
    m = re.compile(r"\s([^\W\d_]+(?:-[^\W\d_]+)*)").match(testo, posto)
    return (m.group(1), m.end()) if m and m.group(1) in lessico.CONTABILI else None


def nome_prima(testo: str, posto: int) -> str:
    """The countable noun in the words just before ``posto``; "" when none is there."""
    for parola in reversed(_PAROLA.findall(testo[max(0, posto - 60) : posto])):
        if parola in lessico.CONTABILI or parola in lessico.CONTABILI_PLURALI:
            return parola
    return ""


def tra_parentesi(testo: str, posto: int) -> bool:
    aperta = max(testo.rfind("(", 0, posto), testo.rfind("[", 0, posto))
    chiusa = max(testo.rfind(")", 0, posto), testo.rfind("]", 0, posto))
    return aperta > chiusa


# -- "ogni" -------------------------------------------------------------------------------------

_OGNI: Final = re.compile(
    r"(?<![^\W\d_])(?P<prep>(?:per|ad?|di|in|con|su|da|x|nell[ao']?|dell[ao']?|del|all[ao']?|al)\s?)?"
    r"(?P<ogni>(?:per\s)?ogni\s?qual(?:\s?volta)|ogni|ciascun[oa]?'?|cadaun[oa]'?|ognun[oa]'?|cad\.?|c\.u\.|"
    r"l'un[oa]|(?:per\s)?singol[oa]|a testa)(?![^\W\d_])\s?"
)
_TESTA_OGNI: Final = re.compile(
    r"^[\s\x01:=,(–\-]*(?:per|x|/|a|ad|di|cad\.?|cadauno|cadauna)?[\s(]*$"
)
_TESTA_A: Final = re.compile(
    r"[\s:=,(–-]{0,4}(?P<prep>ad|a|al|all'|alla|allo|per|x|/)\s?(?P<singolo>singol[oa]\s)?(?=[^\W\d_])"
)
_TESTA_X: Final = re.compile(
    rf"[\s:=,(–-]{{0,4}}[x×*]\s?{_PREFISSO}(?P<n>{_NUM})(?!\s?%)\s?(?:\([^)]{{1,20}}\)\s?)?"
)
_NUMERO: Final = re.compile(rf"{_PREFISSO}(?P<n>{_NUM})(?!\s?%)(?!\s?/)\s?(?:\([^)]{{1,20}}\)\s?)?")
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
            previsti, posto = _intero(quantita(n["n"])), n.end()
    elif n := _NUMERO.match(f.testo, posto):
        passo, posto = _intero(quantita(n["n"])) or 1, n.end()
    elif s := re.compile(r"singol[oa]\s").match(f.testo, posto):
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
        unita = nome_prima(f.testo, m.start())
        vicina = PUNTEGGIO in f.testo[max(0, m.start() - 4) : m.start()]
        in_testa = in_testa or vicina
        if not vicina:  # "di 3 ore ciascuno" describes the thing counted
            return None
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
        return Ogni(unita, 1, _intero(quantita(m["n"])), True, False, m.start(), fine)
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


def _intero(valore: Decimal | None) -> int | None:
    if valore is None or valore != valore.to_integral_value() or not 0 < valore < 10**6:
        return None
    return int(valore)


# -- shares -------------------------------------------------------------------------------------

_QUOTA: Final = re.compile(
    rf"(?:{_OP}\s?)?(?:{_ART}\s?)?"
    rf"(?:(?P<perc>[0-9]{{1,9}}(?:[.,][0-9]{{1,6}})?|(?:{_PAROLE})\b|un\b)\s?"
    rf"(?:%|per ?cento\b|punti percentuali\b)|(?P<fraz>{_FRAZIONE}))"
    r"(?P<di>\s?(?:(?:dello|della|delle|degli|del|dei|di)(?![^\W\d_])|dell'|d')\s?)?"
)
_FINE_BASE: Final = re.compile(r"[.,;:()\[\]\x01\x02≥>=<\"«»]")
_STOP_BASE: Final = frozenset(
    "che chi cui se quando e ed entro durante con per mediante tramite attraverso o oppure presso "
    "ha hanno è sono nel nella nello nell' nei nelle sul sulla".split()
)


def quote(f: Frase) -> list[Parte]:
    """The shares of a phrase: percentages or fractions of something."""
    parti: list[Parte] = []
    for m in _QUOTA.finditer(f.testo):
        if m["fraz"] and not m["di"]:
            continue
        valore = (
            percento(m["perc"]) if m["perc"] else frazione(m["fraz"].removeprefix("la ").strip())
        )
        if m["perc"] == "un":
            valore = Decimal(1)
        if valore is None:
            continue
        op = "le" if m["le"] else "gt" if m["gt"] else "ge"
        base = base_di(f, m.end()) if m["di"] else ""
        parti.append(Parte(valore, base, op, tra_parentesi(f.testo, m.start()), m.start(), m.end()))
    return parti


def base_di(f: Frase, posto: int) -> str:
    """What a share is taken of: up to a verb, a clause or a stop. As written."""
    limite = m.start() if (m := _FINE_BASE.search(f.testo, posto)) else len(f.testo)
    fine = posto
    parole = 0
    for m in _PAROLA.finditer(f.testo, posto, limite):
        parola = m.group()
        if parola in _STOP_BASE or parola in lessico.VERBI or parole == 10:
            break
        if parole and (participio(parola) and not _DELLA_BASE.match(parola)):
            break
        if (
            parole
            and parola in ("al", "alla", "alle", "agli", "ai", "a", "ad")
            and not _lega(f.testo, fine)
        ):
            break
        parole += 1
        fine = m.end()
    base = f.originale[posto:fine].strip()
    while (ultima := base.rsplit(" ", 1))[-1].lower() in lessico.FERMA and len(ultima) > 1:
        base = ultima[0]
    return base


def _lega(testo: str, fine: int) -> bool:
    """ "aderenti al Distretto", "dedicata ai Manager" stay together."""
    return bool(
        re.search(
            r"(?:aderent[ei]|dedicat[oaie]|iscritt[oaie]|invitat[oaie])\s?$",
            testo[max(0, fine - 14) : fine],
        )
    )


# -- numbers that count -------------------------------------------------------------------------

_CON_OP: Final = re.compile(
    rf"{_OP}\s?(?:(?:il|lo|la|l'|i|gli|le)\s?)?(?:con\s|in\s|a\s|ad\s|per\s|su\s|di\s)?{_PREFISSO}"
    rf"(?P<n>{_UNO}|{_NUM})(?!\s?(?:%|per ?cento))(?!\s?/)\s?(?:\((?:{_NUM}|{_UNO})\)\s?)?"
)
_SENZA_OP: Final = re.compile(
    rf"(?<![0-9.,/%\x02])(?<![^\W\d_])(?P<art>(?:i|le|gli|dei|degli|delle|ai|agli|alle|nei|nelle|sui|sulle|tra i|fra i|"
    rf"dai|dalle|coi|tutti i|tutte le|tutti gli|tutti e|tutte e|tra le|fra le)\s)?"
    rf"(?P<pref>(?:n|nr|num)\s?[.°º]?\s?|numero\s)?(?P<n>{_NUM})(?![0-9.,]?[0-9])(?!\s?(?:%|per ?cento|percent))(?!\s?/)"
    rf"\s?(?:\((?:{_NUM}|{_UNO})\)\s?)?(?:gli\s|le\s|i\s)?"
)
_AZIONE: Final = re.compile(
    r"(?:zione|sione|zioni|sioni|mento|menti|invio|avvio|svolgimento|stesura|apertura|consegna|raccolta|"
    r"verifica|uscita|stampa|firma|frequenza|presenza|raggiungere|realizzare|frequentare|totale)\s?(?:d(?:i|ei|elle|egli)|a|ad|ai|alle|agli)?\s?$"
)
_SU_TOTALE: Final = re.compile(
    rf"\s?(?:su|sui|sulle|dei|delle|degli|di)\s(?:un totale di\s)?(?:n\.?\s?)?(?:{_NUM})\b(?!\s?%)"
)
_DURATA: Final = frozenset("ora ore minuti giorno giorni giornata giornate".split())


def misure(f: Frase) -> list[Misura]:
    """Thresholds first written with a comparison, then bare counts, in the order of the text."""
    trovate: list[Misura] = []
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


def _misura(f: Frase, m: re.Match[str], op: str, posto: int) -> Misura | None:
    valore = quantita(m["n"])
    if valore is None:
        return None
    if su := _SU_TOTALE.match(f.testo, posto):
        unita, fine = nome(f.testo, su.end())
        unita = unita or nome_prima(f.testo, m.start())
        return Misura(valore, unita, op, m.start(), max(fine, su.end()), False)
    unita, fine = nome(f.testo, posto)
    if not unita:
        unita = nome_prima(f.testo, m.start())
        if op == "bare" and not unita:
            return None
    if op == "bare" and unita == f.testo[posto:fine] == "":
        return None
    return Misura(valore, unita, op, m.start(), fine, _qualifica(f, m, op, unita))


def _qualifica(f: Frase, m: re.Match[str], op: str, unita: str) -> bool:
    """ "un corso di 12 ore", "famiglie con almeno 3 figli": how it is made, not how many."""
    prima = f.testo[max(0, m.start() - 30) : m.start()]
    primo = unita.split(" ")[0]
    if primo in lessico.ETA:
        return True
    if primo in _DURATA and re.search(r"(?<![^\W\d_])d[ia]\s?$", prima):
        return not _AZIONE.search(prima)
    return op == "bare" and bool(re.search(r"(?<![^\W\d_])(?:da|tra|fra|presso|su)\s?$", prima))


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
        return not re.search(r"(?:\x01|per|\x01\s?per|realizza\w{0,6}|organizza\w{0,6})\s?$", prima)
    return True


# -- ceilings and totals ------------------------------------------------------------------------

_TETTO: Final = re.compile(
    r"(?:(?:e )?(?:comunque )?fino a(?:d|l|i|lle|gli)?(?: raggiungere)?(?: (?:il|un))?(?: (?:massimo|max\.?|tetto))?"
    r"(?: d(?:i|el))?|(?:per |con |entro )?(?:un |il )?(?:limite )?(?:massim[oa]|max\.?|tetto massimo|tetto|limite)"
    r"(?:\s?[:=]|\s?d(?:i|el))?|al massimo|non oltre(?: (?:il|i|le))?|non (?:più|piu'?) d(?:i|el))"
    rf"\s?(?:il\s|al\s)?{_PREFISSO}(?:(?P<perc>[0-9]{{1,9}}(?:[.,][0-9]{{1,4}})?|(?:{_PAROLE})\b)\s?(?:%|per ?cento\b)|(?P<n>{_NUM}|{_UNO}))"
)
_TOTALE: Final = re.compile(
    rf"(?:(?:per )?(?:un )?(?:totale|tot\.?|complessiv[oaie])\s?(?:di|del|:|=)?\s?|=\s?){_PREFISSO}"
    rf"(?:(?P<perc>[0-9]{{1,9}}(?:[.,][0-9]{{1,4}})?)\s?%|(?P<n>{_NUM}))"
)


@dataclass(frozen=True, slots=True)
class Tetto:
    percentuale: Decimal | None
    unita: Decimal | None
    inizio: int
    fine: int


def tetti(f: Frase) -> list[Tetto]:
    return [_tetto(m) for m in _TETTO.finditer(f.testo)]


def totali(f: Frase) -> list[Tetto]:
    return [_tetto(m) for m in _TOTALE.finditer(f.testo)]


def _tetto(m: re.Match[str]) -> Tetto:
    if m["perc"]:
        return Tetto(percento(m["perc"]), None, m.start(), m.end())
    return Tetto(None, quantita(m["n"]), m.start(), m.end())


def senza(f: Frase, tratti: list[tuple[int, int]]) -> Frase:
    """The phrase with some stretches masked."""
    testo = f.testo
    for inizio, fine in tratti:
        testo = testo[:inizio] + BUCO * (fine - inizio) + testo[fine:]
    return Frase(
        f.originale, testo, f.percentuale, f.scritta, f.dopo, f.multipla, f.estremi, f.parametri
    )


_NUMERI_RIMASTI: Final = re.compile(r"(?<![^\W_])[0-9]{1,9}(?![^\W_])")


def numeri_rimasti(testo: str, usati: list[tuple[int, int]]) -> bool:
    """Whether a number of the phrase was not understood by anybody."""
    return any(
        not any(a <= m.start() < b for a, b in usati[:50]) for m in _NUMERI_RIMASTI.finditer(testo)
    )
