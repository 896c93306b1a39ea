"""Doubts: a rule marked *da confermare* with the readings on offer, the likelier first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from azioni.percentuali.regola import (
    CENTO,
    MANUALE,
    PESO,
    SI_NO,
    RegolaLetta,
    descrivi,
    numero_italiano,
)


def p_cento(q: Decimal) -> str:
    return f"{numero_italiano(q)}%"


def si_no_o_peso(q: Decimal) -> str:
    return SI_NO if q == CENTO else PESO


def forse(regola: RegolaLetta, dubbi: list[str], altre: list[RegolaLetta]) -> RegolaLetta:
    """The rule itself when nothing is doubtful, else marked with every reading on offer."""
    if not dubbi:
        return regola
    return regola.con(
        da_confermare=True, dubbio=" ".join(dubbi), alternative=offerta([regola, *altre])
    )


def offerta(letture: list[RegolaLetta]) -> tuple[dict[str, Any], ...]:
    """The readings on offer, the likelier first, each once; at least one other than ``manuale``."""
    if all(r.tipo == MANUALE for r in letture) and letture[0].percentuale:
        letture.append(letture[0].con(tipo=si_no_o_peso(letture[0].percentuale)))
    elif len(letture) == 1 and letture[0].tipo != MANUALE:
        letture.append(spoglia(letture[0]))
    offerte: list[dict[str, Any]] = []
    for lettura in letture:
        voce = {**lettura.lettura(), "spiegazione": descrivi(lettura)}
        if voce not in offerte:
            offerte.append(voce)
    return tuple(offerte)


def spoglia(regola: RegolaLetta) -> RegolaLetta:
    return RegolaLetta(testo=regola.testo, tipo=MANUALE, percentuale=regola.percentuale)


def manuale(regola: RegolaLetta, motivo: str) -> RegolaLetta:
    return forse(spoglia(regola), [motivo], [])


def in_dubbio(regola: RegolaLetta, motivo: str) -> RegolaLetta:
    """Mark a rule for a reason that its phrase alone does not show."""
    return regola.con(
        da_confermare=True,
        dubbio=f"{regola.dubbio} {motivo}".strip(),
        alternative=regola.alternative or offerta([regola]),
    )
