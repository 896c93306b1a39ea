"""Noun phrases: what is counted, and what a share is taken of."""

from __future__ import annotations

import re
from typing import Final

from azioni.percentuali import lessico
from azioni.percentuali.frase import Frase
from azioni.percentuali.numeri import PAROLE

PAROLA: Final = re.compile(r"[^\W\d_][^\W\d_'-]*(?:-[^\W\d_]+)*'?")
_PAROLA_O_NUMERO: Final = re.compile(rf"{PAROLA.pattern}|[0-9]{{1,9}}")
_BARRA: Final = re.compile(r"\s?/\s?([^\W\d_]+(?:-[^\W\d_]+)*)")
_OPPURE: Final = re.compile(r"\s(o|e\s?/\s?o|oppure)\s([^\W\d_]+(?:-[^\W\d_]+)*)")
_SPAZI: Final = ' "«“”»'
MAX_NOME: Final = 200
# "aderenti al Distretto", "dedicata ai Manager" stay together.
_LEGA: Final = re.compile(r"(?:aderent|dedicat|iscritt|invitat)[oaie]\s?$")
_VERSO: Final = lessico.insieme("al alla alle agli ai a ad")
_REGOLARI: Final = re.compile(r"[^\W\d_]{2,}(?:at|ut|it)[oaie]$")
_IRREGOLARI: Final = re.compile(rf"(?:{'|'.join(lessico.PARTICIPI)})[oaie]$")
_TERZA_PLURALE: Final = re.compile(r"(?!abban|perdo|condo)[^\W\d_]{3,}(?:sc|ng|lg|d|v|t|c|mp)ono$")
_DELLA_BASE: Final = re.compile(rf"(?:{'|'.join(lessico.DELLA_BASE)})[oaie]$")
_AGGETTIVO_PRIMA: Final = re.compile(rf"(?:{'|'.join(lessico.AGGETTIVI_PRIMA)})(?:[oaie]|um)$")
_FINE_BASE: Final = re.compile(r"[.,;:()\[\]\x01\x02≥>=<\"«»]")
_STOP_BASE: Final = lessico.insieme(
    "che chi cui se quando e ed entro durante con per mediante tramite attraverso o oppure presso "
    "ha hanno è sono nel nella nello nell' nei nelle sul sulla"
)


def participio(parola: str) -> bool:
    if parola in lessico.NON_PARTICIPI:
        return False
    return bool(_REGOLARI.match(parola) or _IRREGOLARI.match(parola))


def verbo(parola: str) -> bool:
    return parola in lessico.VERBI or bool(_TERZA_PLURALE.match(parola))


def nome(testo: str, posto: int) -> tuple[str, int]:
    """The noun phrase at ``posto``: noun and adjectives, up to a preposition or a participle."""
    parole: list[str] = []
    nomi = 0
    fine = posto
    while nomi < 3 and len(parole) < 6:
        while posto < len(testo) and testo[posto] in _SPAZI:
            posto += 1
        m = PAROLA.match(testo, posto)
        if not m or _chiude(m.group(), nomi):
            break
        parola = m.group()
        posto = fine = m.end()
        if not nomi and _AGGETTIVO_PRIMA.match(parola):
            parole += [] if parola.startswith("singol") else [parola]
            continue
        nomi += 1
        parole.append(parola)
        while m := _BARRA.match(testo, posto):
            parole[-1] += f"/{m.group(1)}"
            posto = fine = m.end()
        if (m := _OPPURE.match(testo, posto)) and m.group(2) in lessico.CONTABILI:
            parole += [m.group(1), m.group(2)]
            posto = fine = m.end()
    return (" ".join(parole)[:MAX_NOME], fine) if nomi else ("", posto)


def _chiude(parola: str, nomi: int) -> bool:
    if parola in lessico.FERMA or parola in lessico.VERBI or parola in PAROLE:
        return True
    return nomi > 0 and participio(parola)


def nome_prima(testo: str, posto: int) -> str:
    """The countable noun in the words just before ``posto``; "" when none is there."""
    parole: list[str] = PAROLA.findall(testo[max(0, posto - 60) : posto])
    for parola in reversed(parole):
        if parola in lessico.CONTABILI or parola in lessico.CONTABILI_PLURALI:
            return parola
    return ""


_COMPLEMENTO: Final = lessico.insieme(
    "a ad al agli alle ai con col coi da dal dai dagli dalle dei degli delle del della dello di "
    "nei nelle negli nel nella su sul sui sugli sulle tra fra per presso"
)


def nome_elencato(testo: str, posto: int) -> str:
    """What "25% ciascuna" counts: the plural that leads the words before, not its complements.

    "Mail inviate agli aderenti: 25% cadauna" counts the mails; after a number the noun it counts
    leads ("4 incontri con le aziende").
    """
    da = max(0, posto - 120)
    candidati: list[str] = []
    precedente = ""
    for m in _PAROLA_O_NUMERO.finditer(testo, da, posto):
        parola = m.group()
        if parola in lessico.CONTABILI_PLURALI:
            if precedente in PAROLE or precedente[:1].isdigit():
                return parola
            retto = precedente in _COMPLEMENTO
            articolo = precedente in ("le", "gli", "i", "un", "una")
            if not retto and not articolo:
                candidati.append(parola)
        precedente = parola
    return candidati[0] if candidati else nome_prima(testo, posto)


def base_di(f: Frase, posto: int) -> str:
    """What a share is taken of: up to a verb, a clause or a stop. As written."""
    oltre = min(len(f.testo), posto + 2 * MAX_NOME)
    limite = m.start() if (m := _FINE_BASE.search(f.testo, posto, oltre)) else oltre
    fine = posto
    for n, m in enumerate(PAROLA.finditer(f.testo, posto, limite)):
        parola = m.group()
        if n == 10 or parola in _STOP_BASE or (n and verbo(parola)):
            break
        if n and participio(parola) and not _DELLA_BASE.match(parola):
            break
        if n and parola in _VERSO and not _LEGA.search(f.testo[max(0, fine - 14) : fine]):
            break
        fine = m.end()
    base = f.originale[posto:fine].strip()
    while (parti := base.rsplit(" ", 1))[-1].lower() in lessico.FERMA and len(parti) > 1:
        base = parti[0]
    return base[:MAX_NOME]
