"""What an import did, as people and programs read it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Rapporto:
    """What is noted while a lettura is written: doubts first, then what was not understood."""

    dubbi: list[str] = field(default_factory=list)
    non_riconosciuti: list[str] = field(default_factory=list)

    def dubbio(self, frase: str) -> None:
        if frase not in self.dubbi:
            self.dubbi.append(frase)


@dataclass(frozen=True, slots=True)
class EsitoImportazione:
    """A programme imported: what was counted, what a person should look at."""

    programma: int
    schema: str
    anno: int
    conteggi: dict[str, int]
    dubbi: list[str]
    non_riconosciuti: list[str]
    controlli: list[dict[str, str]]

    def as_dict(self) -> dict[str, Any]:
        """The object that the command prints with ``--json``."""
        return {
            "programma": self.programma,
            "schema": self.schema,
            "anno": self.anno,
            **self.conteggi,
            "dubbi": self.dubbi,
            "non_riconosciuti": self.non_riconosciuti,
            "controlli": self.controlli,
        }


def conta(snapshot: dict[str, Any]) -> dict[str, int]:
    """The counts of the report. ``azioni_vamt`` are the marked actions of the 2022 form and the
    rows of the areas of the 2026 one, where a progettualità counts as such even when V.A.M.T."""
    azioni = snapshot["azioni"]
    return {
        "sezioni": len(snapshot["sezioni"]),
        "azioni_vamt": sum(
            a["tipo"] == "riga_vamt" or (a["tipo"] == "azione" and a["vamt"]) for a in azioni
        ),
        "progettualita": sum(a["tipo"] == "progettualita" for a in azioni),
        "azioni": sum(a["tipo"] == "azione" for a in azioni),
        "indicatori": sum(len(a["indicatori"]) for a in azioni),
        "regole": sum(len(a["regole"]) for a in azioni),
        "aderenti": len(snapshot["aderenti"]),
    }
