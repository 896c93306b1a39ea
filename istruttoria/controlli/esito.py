"""What a check says: a finding, its severity, the place it speaks of."""

from dataclasses import dataclass
from typing import Any, NamedTuple

BLOCCA = "blocca"  # an officer would refuse to transmit the programme for it
AVVISA = "avvisa"  # to be looked at; the programme can go on


@dataclass(frozen=True, slots=True)
class Posto:
    """Where in the snapshot: a voce, an action by (tipo, numero), a field or an entry of it."""

    voce: str | None = None
    azione: tuple[str, int] | None = None
    campo: str | None = None

    def as_dict(self) -> dict[str, Any]:
        azione = {"tipo": self.azione[0], "numero": self.azione[1]} if self.azione else None
        return {"voce": self.voce, "azione": azione, "campo": self.campo}


class Segnale(NamedTuple):
    """What a check function yields; the registry adds its code and severity."""

    posto: Posto
    messaggio: str


@dataclass(frozen=True, slots=True)
class Esito:
    """A finding as officers and districts read it."""

    codice: str
    gravita: str
    messaggio: str
    dove: str
    posto: Posto

    def as_dict(self) -> dict[str, Any]:
        return {
            "codice": self.codice,
            "gravita": self.gravita,
            "messaggio": self.messaggio,
            "dove": self.dove,
            "posto": self.posto.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class EsitoControllo:
    """A check's finding and, when an officer overrode it, the reason given."""

    codice: str
    gravita: str
    messaggio: str
    dove: str
    posto: Posto
    superato: str = ""

    @property
    def blocca(self) -> bool:
        return self.gravita == BLOCCA and not self.superato

    def as_dict(self) -> dict[str, Any]:
        return {
            "codice": self.codice,
            "gravita": self.gravita,
            "messaggio": self.messaggio,
            "dove": self.dove,
            "superato": self.superato or None,
        }
