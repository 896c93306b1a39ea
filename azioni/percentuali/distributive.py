"""Phrases with "ogni": so much for each unit, up to a ceiling."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal
from typing import Final

from azioni.percentuali import elementi, lessico
from azioni.percentuali.dubbi import forse, manuale, p_cento
from azioni.percentuali.elementi import Ogni, intero
from azioni.percentuali.frase import Frase, senza
from azioni.percentuali.regola import CENTO, MANUALE, PER_UNITA, PESO, SI_NO, RegolaLetta

_SUCCESSIVI: Final = re.compile(
    r"\b(?:ulterior[ei]|aggiuntiv[oaie]|successiv[oaie]|in più|a partire dal|"
    r"oltre (?:il|al|la|alla) prim[oa]|dopo (?:il|la) prim[oa]|dal (?:second|terz)o|"
    r"dalla (?:second|terz)a|altr[oa])\b"
)
TERZI: Final = (3, 6, 7, 9, 11, 12)


def per_unita(
    f: Frase, regola: RegolaLetta, ogni: Ogni, tutti: list[Ogni], tetti: list[elementi.Tetto]
) -> RegolaLetta:
    q = regola.percentuale
    if q is None or q == 0:
        return manuale(regola, "Una percentuale di 0 per ogni unità non dà punteggio.")
    dubbi: list[str] = []
    massimo = _massimo(q, ogni.passo, tetti, dubbi)
    obiettivo = obiettivo_per(q, ogni.passo, massimo)
    letta = regola.con(
        tipo=PER_UNITA,
        unita=ogni.unita or None,
        passo=ogni.passo,
        massimo=massimo,
        obiettivo=obiettivo,
        **organizzazioni(f, ogni.unita),
    )
    altre: list[RegolaLetta] = []
    previsti = _previsti(f, ogni, tetti)
    minimo = _minimo(f, ogni, tetti)
    if minimo is not None and minimo not in (previsti, obiettivo):
        dubbi.append(f"Sotto {minimo} potrebbe non valere nulla.")
        altre.append(regola.con(tipo=MANUALE))
    if previsti is not None and previsti != obiettivo and massimo is None:
        if _quasi_cento(q, previsti):
            letta = letta.con(obiettivo=previsti)
            dubbi.append(f"{previsti} volte {p_cento(q)} non fanno esattamente 100%.")
            altre.append(letta.con(obiettivo=obiettivo))
        else:
            dubbi.append(f"Il numero scritto ({previsti}) non è quello che porta al 100%.")
            altre.append(letta.con(obiettivo=previsti, massimo=min(CENTO, q * previsti)))
    elif previsti is None and massimo is None and (n := _terzi(q)) is not None:
        dubbi.append(
            f"{p_cento(q)} sta forse per 1/{n}: con {n} si arriva solo a {p_cento(q * n)}."
        )
        altre.append(letta.con(obiettivo=n * ogni.passo))
    if q == CENTO and not ogni.in_testa:
        dubbi.append("Può bastarne uno, oppure servono tutti.")
        altre.append(regola.con(tipo=SI_NO))
    if _SUCCESSIVI.search(f.testo):
        dubbi.append("Si conta solo da un certo punto in poi.")
        altre.append(regola.con(tipo=MANUALE))
    altro = tutti[1] if len(tutti) > 1 else ogni
    if altro.unita != ogni.unita and not (altro.tra_parentesi or altro.destinatario):
        dubbi.append(f"Si contano «{ogni.unita}» o «{altro.unita}».")
        altre.append(letta.con(unita=altro.unita, **organizzazioni(f, altro.unita)))
    if _bare(f, ogni) and q > 50 and q < CENTO:
        dubbi.append("Può essere il peso di una cosa sola.")
        altre.append(regola.con(tipo=PESO))
    if ogni.passo > 1 and ogni.unita.split(" ")[0] in lessico.TEMPO:
        dubbi.append("Può essere una cadenza e non un conteggio.")
        altre.append(regola.con(tipo=MANUALE))
    if not ogni.unita:
        dubbi.append("Non è detto che cosa si conta.")
        altre.append(regola.con(tipo=MANUALE))
    return forse(letta, dubbi, altre)


def _bare(f: Frase, ogni: Ogni) -> bool:
    return not re.search(r"ogni|ciascun|cadaun|cad\b|singol", f.testo)


def _massimo(
    q: Decimal, passo: int, tetti: list[elementi.Tetto], dubbi: list[str]
) -> Decimal | None:
    """The ceiling a phrase sets, when it stops below 100."""
    for tetto in tetti[:1]:
        if tetto.percentuale is not None:
            if tetto.percentuale > CENTO or tetto.percentuale < q:
                dubbi.append("Il massimo scritto non è compatibile con la percentuale.")
                return None
            return tetto.percentuale if tetto.percentuale < CENTO else None
        if tetto.unita is not None and tetto.unita >= passo:
            raggiunto = q * int(tetto.unita // passo)
            return raggiunto if raggiunto < CENTO else None
    return None


def obiettivo_per(q: Decimal, passo: int, massimo: Decimal | None) -> int:
    arrivo = massimo if massimo is not None else CENTO
    return int((arrivo / q).to_integral_value(rounding=ROUND_CEILING)) * passo


def _previsti(f: Frase, ogni: Ogni, tetti: list[elementi.Tetto]) -> int | None:
    """How many units the phrase itself foresees: "ciascuno dei 4", "(4 incontri)", "totale 4"."""
    if ogni.previsti is not None:
        return ogni.previsti
    for totale in elementi.totali(f):
        if totale.unita is not None:
            return intero(totale.unita)
    if tetti:
        return None
    resto = senza(f, [(ogni.inizio, ogni.fine)])
    resto = senza(resto, [(p.inizio, p.fine) for p in elementi.quote(resto)])
    for misura in elementi.misure(resto):
        if misura.op in ("ge", "bare") and misura.unita and _stessa(misura.unita, ogni.unita):
            return intero(misura.valore)
    return None


def _minimo(f: Frase, ogni: Ogni, tetti: list[elementi.Tetto]) -> int | None:
    """ "minimo 2, massimo 4": the least that the same phrase asks for."""
    resto = senza(f, [(ogni.inizio, ogni.fine), *((t.inizio, t.fine) for t in tetti)])
    resto = senza(resto, [(p.inizio, p.fine) for p in elementi.quote(resto)])
    for misura in elementi.misure(resto):
        if misura.op == "ge" and (not misura.unita or _stessa(misura.unita, ogni.unita)):
            return intero(misura.valore)
    return None


def _stessa(una: str, altra: str) -> bool:
    prima, seconda = una.split(" ")[0], altra.split(" ")[0]
    singolare = lessico.SINGOLARE.get
    return singolare(prima, prima) == singolare(seconda, seconda)


def _quasi_cento(q: Decimal, n: int) -> bool:
    return 0 <= CENTO - q * n < n * _ultima_cifra(q)


def _terzi(q: Decimal) -> int | None:
    """3 for 33 and 33,3; 6 for 16,6; 12 for 8,3: a rounded-down part of a hundred."""
    for n in TERZI:
        if 0 < CENTO / n - q < _ultima_cifra(q):
            return n
    return None


def _ultima_cifra(q: Decimal) -> Decimal:
    esponente = q.as_tuple().exponent
    return Decimal(1).scaleb(min(0, esponente if isinstance(esponente, int) else 0))


def organizzazioni(f: Frase, unita: str) -> dict[str, bool]:
    parole = set(re.split(r"[ /]", unita))
    distinte = bool(parole & lessico.ORGANIZZAZIONI)
    membri = bool(parole & lessico.MEMBRI) and "non aderent" not in f.testo
    del_distretto = bool(re.search(r"\bdel distretto\b", f.testo)) and distinte
    return {
        "distinte": distinte,
        "solo_aderenti": distinte and (membri or del_distretto) and "non aderent" not in f.testo,
    }


def alternativa_per_unita(f: Frase, regola: RegolaLetta, unita: str) -> RegolaLetta:
    q = regola.percentuale or CENTO
    return regola.con(
        tipo=PER_UNITA, unita=unita, obiettivo=obiettivo_per(q, 1, None), **organizzazioni(f, unita)
    )
