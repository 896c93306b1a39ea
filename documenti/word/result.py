"""What recognition fills in while it walks the document."""

from dataclasses import dataclass, field
from typing import Any

from documenti.word.blocks import Blocco, Paragrafo, righe_di
from documenti.word.html import Testo


@dataclass(slots=True)
class AmbitoLetto:
    voce: str
    numero: int
    titolo: str
    introduzione: Testo = field(default_factory=Testo)


@dataclass(slots=True)
class AzioneLetta:
    """An action as read: ``campi`` holds each field's lines."""

    tipo: str
    numero: int | None
    luogo: str = ""
    titolo: str = ""
    ambito: AmbitoLetto | None = None
    tema: str | None = None
    macro_ambito: str | None = None
    vamt: bool = False
    strategico: bool = False
    campi: dict[str, list[str]] = field(default_factory=dict)

    def testo(self, campo: str) -> str:
        return "\n".join(self.campi.get(campo, ()))


@dataclass(slots=True)
class Esito:
    """The reading under way."""

    schema: str
    azioni: list[AzioneLetta] = field(default_factory=list)
    ambiti: list[AmbitoLetto] = field(default_factory=list)
    dati_distretto: list[dict[str, Any]] = field(default_factory=list)
    attori: list[dict[str, Any]] = field(default_factory=list)
    canali: list[dict[str, Any]] = field(default_factory=list)
    aderenti: list[dict[str, Any]] = field(default_factory=list)
    aderenti_al: str | None = None
    non_riconosciuti: list[str] = field(default_factory=list)
    indirizzi: dict[str, str] = field(default_factory=dict)  # text of a channel → its address
    _dubbi: dict[str, None] = field(default_factory=dict)  # an ordered set

    @property
    def dubbi(self) -> list[str]:
        return list(self._dubbi)

    def dubbio(self, frase: str) -> None:
        self._dubbi.setdefault(frase)

    def estraneo(self, testo: Testo, blocco: Blocco) -> None:
        """Put a block that was not understood, marked, where it stands."""
        if isinstance(blocco, Paragrafo) and blocco.vuoto:
            return
        scritto = "\n".join(righe_di([blocco]))
        if not scritto:
            return
        testo.aggiungi(blocco, riconosciuto=False)
        self.non_riconosciuti.append(scritto)


def citazione(testo: str, massimo: int = 60) -> str:
    """A short quotation for a sentence about a place in the document."""
    piano = " ".join(testo.split())
    return piano if len(piano) <= massimo else f"{piano[: massimo - 1].rstrip()}…"
