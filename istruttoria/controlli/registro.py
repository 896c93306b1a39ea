"""The register of the checks, and the one function that runs them all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any

from istruttoria.controlli.documento import Documento
from istruttoria.controlli.esito import AVVISA, BLOCCA, Esito, Segnale

Funzione = Callable[[Documento], Iterable[Segnale]]


@dataclass(frozen=True, slots=True)
class Controllo:
    """A check: what it is called, how grave its findings are, where the rule comes from."""

    codice: str
    titolo: str
    gravita: str
    fonte: str
    funzione: Funzione


REGISTRO: dict[str, Controllo] = {}


def controllo(codice: str, titolo: str, gravita: str = AVVISA) -> Callable[[Funzione], Funzione]:
    """Enter a function in the register; its docstring says what the rule rests on."""

    def iscrivi(funzione: Funzione) -> Funzione:
        if codice in REGISTRO:
            raise ValueError(f"codice già usato: {codice}")
        fonte = cleandoc(funzione.__doc__ or "")
        REGISTRO[codice] = Controllo(codice, titolo, gravita, fonte, funzione)
        return funzione

    return iscrivi


def esegui(snapshot: Mapping[str, Any]) -> list[Esito]:
    """Run every check on a snapshot. What blocks comes first, then the document's own order.

    A historical programme was accepted in its day, so nothing blocks it: there all findings warn.
    """
    documento = Documento(snapshot)
    esiti: list[Esito] = []
    for voce in REGISTRO.values():
        gravita = AVVISA if snapshot.get("storico") else voce.gravita
        esiti += [
            Esito(voce.codice, gravita, s.messaggio, documento.dove(s.posto), s.posto)
            for s in voce.funzione(documento)
        ]
    return sorted(
        esiti, key=lambda e: (e.gravita != BLOCCA, documento.ordine(e.posto), e.codice, e.messaggio)
    )
