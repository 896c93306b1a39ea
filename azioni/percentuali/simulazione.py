"""Trying a result before there is one: what was typed becomes a measure, and that a score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from azioni.percentuali.punteggi import (
    Esito,
    EsitoAzione,
    Misura,
    Rilevata,
    punteggio,
    punteggio_azione,
)
from azioni.percentuali.regola import PER_UNITA, PESO, QUOTA, SI_NO, SOGLIA, RegolaLetta

NUMERO_MASSIMO = Decimal(10**9)


@dataclass(frozen=True, slots=True)
class Ingresso:
    """One thing to type for a rule; ``spunta`` is a yes or no."""

    chiave: str
    etichetta: str
    valore: str
    spunta: bool = False


@dataclass(frozen=True, slots=True)
class Prova:
    """A rule, what to type for it, and what that would score (None before anything is typed)."""

    regola: RegolaLetta
    ingressi: tuple[Ingresso, ...]
    esito: Esito | None


def ingressi(regola: RegolaLetta, posto: int, dati: Mapping[str, str]) -> tuple[Ingresso, ...]:
    """What the kind of rule is measured by."""

    def uno(nome: str, etichetta: str, *, spunta: bool = False) -> Ingresso:
        chiave = f"r{posto}-{nome}"
        return Ingresso(chiave, etichetta, dati.get(chiave, "").strip(), spunta)

    if regola.tipo in (SI_NO, PESO):
        return (uno("fatto", "Fatto", spunta=True),)
    if regola.tipo in (PER_UNITA, SOGLIA):
        return (uno("quanti", f"Quanti ({regola.unita or 'unità'})"),)
    if regola.tipo == QUOTA:
        return (uno("parte", "Quanti"), uno("base", f"Su quanti ({regola.base or 'totale'})"))
    return (uno("valore", "Percentuale data a mano"),)


def prova(regole: Sequence[RegolaLetta], dati: Mapping[str, str]) -> list[Prova]:
    """Each rule with what was typed for it; keys are ``r1-fatto``, ``r2-quanti`` …"""
    return [
        Prova(regola, suoi, _esito(regola, {i.chiave.split("-")[1]: i.valore for i in suoi}))
        for posto, regola in enumerate(regole, 1)
        for suoi in [ingressi(regola, posto, dati)]
    ]


def risultato(prove: Sequence[Prova]) -> EsitoAzione | None:
    """The score of the action, once every rule has been tried."""
    if not prove or any(p.esito is None for p in prove):
        return None
    return punteggio_azione(
        [p.esito for p in prove if p.esito is not None],
        etichette=[p.regola.testo for p in prove],
        scale=[p.regola.scala for p in prove],
    )


def _esito(regola: RegolaLetta, scritti: Mapping[str, str]) -> Esito | None:
    if "fatto" in scritti:
        return (
            punteggio(regola, Misura(fatto=scritti["fatto"] == "1"))
            if any(scritti.values())
            else punteggio(regola, Misura(fatto=False))
        )
    numeri = {nome: numero(testo) for nome, testo in scritti.items()}
    if any(n is None for n in numeri.values()):
        return None
    certi = {nome: n for nome, n in numeri.items() if n is not None}
    if "quanti" in certi:
        return punteggio(regola, Misura(quantita=[certi["quanti"]]))
    if "base" in certi:
        return punteggio(regola, Misura(quote=[Rilevata(certi["parte"], certi["base"])]))
    return punteggio(regola, Misura(valore=certi["valore"], motivo="prova"))


def numero(testo: str) -> Decimal | None:
    """A number as Italians type it, not negative; None when it is not one."""
    try:
        letto = Decimal(testo.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return letto if letto.is_finite() and 0 <= letto <= NUMERO_MASSIMO else None
