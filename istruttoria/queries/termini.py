"""The deadlines of programmes as their pages say them, with the proroga that moved each."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from istruttoria.queries.quadri import termini
from istruttoria.richieste import Termine, termine
from programmi.enums import Stato, TipoScadenza
from programmi.models import Programma, Proroga
from programmi.queries import proroghe_in_vigore, scadenza_in_vigore

ATTESI = {
    Stato.BOZZA: (("Trasmissione", TipoScadenza.TRASMISSIONE, "termine"),),
    Stato.DA_INTEGRARE: (("Risposte alle osservazioni", "", "integrazioni_entro"),),
    Stato.APPROVATO: (
        ("Rendiconto", TipoScadenza.RENDICONTO, "termine_rendiconto"),
        ("Contributo", TipoScadenza.CONTRIBUTO, "termine_contributo"),
    ),
}
ATTESI[Stato.PUBBLICATO] = ATTESI[Stato.APPROVATO]
"""The deadlines that still count in a state: name, kind, attribute that holds the day. The one
for the answers is of no form of a year: the officer gave it, and no proroga moves it."""
SI_ASPETTANO = (Stato.BOZZA, Stato.DA_INTEGRARE)
"""The states in which a day that has passed is still to be met."""


@dataclass(frozen=True, slots=True)
class TermineDetto:
    nome: str
    termine: Termine
    proroga: Proroga | None = None

    @property
    def nota(self) -> str:
        """«prorogato a tutti i distretti: elezioni comunali»."""
        if self.proroga is None:
            return ""
        chi = "al distretto" if self.proroga.distretto_id else "a tutti i distretti"
        return f"prorogato {chi}: {self.proroga.motivo}"


Proroghe = Mapping[tuple[int, str], Proroga]


def termini_detti(programma: Any, proroghe: Proroghe, oggi: date) -> Iterator[TermineDetto]:
    """The deadlines that count for a programme that carries its days as annotations."""
    for nome, tipo, attributo in ATTESI.get(Stato(programma.stato), ()):
        giorno = getattr(programma, attributo)
        passato = giorno and giorno < oggi and programma.stato not in SI_ASPETTANO
        if giorno and not passato and not programma.storico:
            proroga = proroghe.get((programma.pk, str(tipo)))
            yield TermineDetto(nome, termine(giorno, oggi), proroga)


def proroghe_di(programmi: Collection[Any]) -> Proroghe:
    """The prorogas of the programmes that have a deadline; one query, none without them."""
    return proroghe_in_vigore(
        [p for p in programmi if any(getattr(p, c) for _, _, c in ATTESI.get(Stato(p.stato), ()))]
    )


def termini_del_programma(programma: Programma, *, oggi: date) -> list[TermineDetto]:
    """The deadlines of one programme; at most two queries."""
    if programma.stato not in ATTESI:
        return []
    righe = termini(Programma.objects.filter(pk=programma.pk))
    letto = righe.annotate(termine=scadenza_in_vigore(TipoScadenza.TRASMISSIONE)).get()
    return list(termini_detti(letto, proroghe_di([letto]), oggi))
