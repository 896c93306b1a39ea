"""Which places of a programme its district may write. Pure.

A draft is open everywhere. A programme to be integrated is open where the remarks that are not
closed ask for something: a field; an action with its rules; a part with what stands in it; all.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Luogo:
    """A place to write in: a part, an action of it by kind and number, a field of the action.

    All empty, it is the programme itself (its heading, its dates).
    """

    voce: str = ""
    azione: tuple[str, int] | None = None
    campo: str = ""

    @property
    def chiave(self) -> str:
        """The place as one word: «voce:premessa», «azione:3», «azione:3:tempi»; "" is all."""
        if self.azione:
            return ":".join(filter(None, (self.azione[0], str(self.azione[1]), self.campo)))
        return f"voce:{self.voce}" if self.voce else ""

    @classmethod
    def da_chiave(cls, chiave: str) -> "Luogo":
        """The place that a word names. Raises ``ValueError`` for a word that names none."""
        genere, *resto = chiave.split(":")
        if not genere and not resto:
            return cls()
        if genere == "voce" and len(resto) == 1:
            return cls(resto[0])
        if len(resto) in (1, 2) and resto[0].isascii() and resto[0].isdecimal():
            return cls("", (genere, int(resto[0])), *resto[1:])
        raise ValueError(chiave)


@dataclass(frozen=True, slots=True)
class Sblocchi:
    """The places that are open; a wider one opens what stands in it."""

    luoghi: frozenset[Luogo]

    @classmethod
    def tutto(cls) -> "Sblocchi":
        return cls(frozenset({Luogo()}))

    @classmethod
    def niente(cls) -> "Sblocchi":
        return cls(frozenset())

    @classmethod
    def dalle_osservazioni(cls, righe: Iterable[tuple[str, str, int | None, str]]) -> "Sblocchi":
        """From the place of each remark: part, kind and number of the action, field."""
        return cls(
            frozenset(
                Luogo("", (tipo, numero), campo) if tipo and numero else Luogo(voce)
                for voce, tipo, numero, campo in righe
            )
        )

    def apre(self, luogo: Luogo) -> bool:
        aperti = {Luogo(), luogo, Luogo(luogo.voce)}
        if luogo.azione:
            aperti |= {Luogo("", luogo.azione), Luogo("", luogo.azione, luogo.campo)}
        return bool(aperti & self.luoghi)

    def apre_qualcosa_in(self, luogo: Luogo) -> bool:
        """Whether the place, or some place inside it, is open."""
        return self.apre(luogo) or any(
            (luogo.azione is not None and aperto.azione == luogo.azione) for aperto in self.luoghi
        )
