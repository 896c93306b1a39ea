"""Graduated scales: neighbours of which only the highest step should count."""

from __future__ import annotations

import re
from typing import Final

from azioni.percentuali.regola import CENTO, PESO, QUOTA, SI_NO, SOGLIA, RegolaLetta, descrivi

_UN_NUMERO: Final = re.compile(r"\b[0-9]{1,4}(?![0-9]|\s?%)|\b(?:un|uno|una|due|tre)\b|un'")
_SE_NO: Final = re.compile(r"\b(?:se|altrimenti|in caso|qualora|in ritardo|oltre il termine)\b")
_IN_PARTE: Final = re.compile(r"\b(?:parzial\w*|in parte|incomplet\w*|a metà|solo in bozza)\b")


def segna_scale(regole: list[RegolaLetta]) -> list[RegolaLetta]:
    """Number and mark the neighbours that look like steps of one scale."""
    gruppi = [0] * len(regole)
    numero = 0
    for i in range(1, len(regole)):
        if _gradini(regole[i - 1], regole[i]):
            if not gruppi[i - 1]:
                numero += 1
                gruppi[i - 1] = numero
            gruppi[i] = gruppi[i - 1]
    return [
        _gradino(regola, gruppo) if gruppo else regola
        for regola, gruppo in zip(regole, gruppi, strict=True)
    ]


def _gradini(a: RegolaLetta, b: RegolaLetta) -> bool:
    if a.percentuale is None or b.percentuale is None or a.percentuale == b.percentuale:
        return False
    if 0 in (a.percentuale, b.percentuale) or any(
        _IN_PARTE.search(r.testo.lower()) for r in (a, b)
    ):
        return True
    su = a.percentuale < b.percentuale
    if a.tipo == b.tipo == QUOTA and a.quota and b.quota:
        return (a.quota < b.quota) == su and a.quota != b.quota and (a.base == b.base or not b.base)
    if a.tipo == b.tipo == SOGLIA and a.soglia and b.soglia:
        stessa = not b.unita or not a.unita or _radice(a.unita) == _radice(b.unita)
        return a.soglia != b.soglia and (a.soglia < b.soglia) == su and stessa
    if {a.tipo, b.tipo} == {SI_NO, PESO}:
        return bool(_SE_NO.search((a if a.tipo == PESO else b).testo.lower()))
    if SOGLIA in (a.tipo, b.tipo) and {a.tipo, b.tipo} <= {SOGLIA, PESO, SI_NO}:
        una, piu = (a, b) if b.tipo == SOGLIA else (b, a)
        basso = (una.percentuale or CENTO) < (piu.percentuale or CENTO)
        stessa = bool(piu.unita) and _radice(str(piu.unita))[:4] in una.testo.lower()
        return basso and stessa and bool(_UN_NUMERO.search(una.testo.lower()))
    return False


def _radice(unita: str) -> str:
    parola = unita.split(" ")[0]
    return parola[:-1] if len(parola) > 4 else parola


def _gradino(regola: RegolaLetta, gruppo: int) -> RegolaLetta:
    in_scala = regola.con(scala=gruppo)
    motivo = "Sembra il gradino di una scala: conta solo il più alto raggiunto."
    da_sola = {**regola.lettura(), "spiegazione": f"Come regola a sé: {descrivi(regola)}"}
    insieme = {
        **in_scala.lettura(),
        "spiegazione": f"Come gradino di una scala, dove conta il più alto: {descrivi(regola)}",
    }
    altre = [a for a in regola.alternative if a["tipo"] != regola.tipo]
    return in_scala.con(
        da_confermare=True,
        dubbio=f"{regola.dubbio} {motivo}".strip(),
        alternative=(insieme, da_sola, *altre),
    )
