"""The value a percentage phrase is read into. Pure: no database, no framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Final

SI_NO: Final = "si_no"
PER_UNITA: Final = "per_unita"
SOGLIA: Final = "soglia"
QUOTA: Final = "quota"
PESO: Final = "peso"
MANUALE: Final = "manuale"
TIPI: Final = (SI_NO, PER_UNITA, SOGLIA, QUOTA, PESO, MANUALE)

CENTO: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class RegolaLetta:
    """One rule of a cell: the phrase verbatim and how it is read.

    ``obiettivo`` is the number of units that gives the full score (``per_unita`` only).
    ``stretta`` means the measure must exceed the threshold or share, not just reach it.
    ``massimo`` is a ceiling below 100 that the phrase itself sets.
    ``scala`` numbers the rules that are steps of one graduated scale: only the highest counts.
    """

    testo: str
    tipo: str = MANUALE
    marcatore: str = ""
    evidenze: str = ""
    percentuale: Decimal | None = None
    unita: str | None = None
    obiettivo: int | None = None
    soglia: Decimal | None = None
    quota: Decimal | None = None
    base: str | None = None
    da_confermare: bool = False
    alternative: tuple[dict[str, Any], ...] = ()
    passo: int = 1
    massimo: Decimal | None = None
    stretta: bool = False
    distinte: bool = False
    solo_aderenti: bool = False
    scala: int | None = None
    dubbio: str = ""

    @property
    def spiegazione(self) -> str:
        return descrivi(self)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: numbers as numbers, absent values as null."""
        return {
            "testo": self.testo,
            "marcatore": self.marcatore,
            "evidenze": self.evidenze,
            **self.lettura(),
            "da_confermare": self.da_confermare,
            "dubbio": self.dubbio,
            "spiegazione": self.spiegazione,
            "alternative": [dict(a) for a in self.alternative],
        }

    def lettura(self) -> dict[str, Any]:
        """How it is read, without the phrase: what one alternative holds."""
        return {
            "tipo": self.tipo,
            "percentuale": numero_json(self.percentuale),
            "unita": self.unita,
            "obiettivo": self.obiettivo,
            "soglia": numero_json(self.soglia),
            "quota": numero_json(self.quota),
            "base": self.base,
            "passo": self.passo,
            "massimo": numero_json(self.massimo),
            "stretta": self.stretta,
            "distinte": self.distinte,
            "solo_aderenti": self.solo_aderenti,
            "scala": self.scala,
        }

    @classmethod
    def da_dict(cls, dati: Mapping[str, Any]) -> RegolaLetta:
        """The rule that ``as_dict`` printed; unknown keys are ignored."""
        noti = {campo: dati[campo] for campo in _CAMPI if campo in dati}
        for campo in ("percentuale", "soglia", "quota", "massimo"):
            if noti.get(campo) is not None:
                noti[campo] = Decimal(str(noti[campo]))
        noti["alternative"] = tuple(dict(a) for a in noti.get("alternative") or ())
        return cls(**{"testo": "", **noti})

    def con(self, **campi: Any) -> RegolaLetta:
        return replace(self, **campi)


_CAMPI: Final = tuple(campo.name for campo in fields(RegolaLetta))


def numero_json(valore: Decimal | None) -> int | float | None:
    if valore is None:
        return None
    return int(valore) if valore == valore.to_integral_value() else float(valore)


def numero_italiano(valore: Decimal | int) -> str:
    """12.50 → "12,5"; whole numbers without decimals."""
    testo = f"{Decimal(valore):f}"
    if "." in testo:
        testo = testo.rstrip("0").rstrip(".")
    return testo.replace(".", ",")


_CON_APOSTROFO: Final = {"il": "l'", "al": "all'", "del": "dell'"}


def con_articolo(articolo: str, valore: Decimal | int) -> str:
    """ "il 20%", "l'80%", "dell'11%": il, al or del before a percentage."""
    numero = numero_italiano(valore)
    intero = numero.partition(",")[0]
    elide = intero.startswith("8") or intero == "11"
    return f"{_CON_APOSTROFO[articolo] if elide else articolo + ' '}{numero}%"


def descrivi(regola: RegolaLetta) -> str:
    """The reading in one Italian sentence."""
    if regola.tipo == MANUALE or regola.percentuale is None:
        return "Valore inserito a mano, con la motivazione."
    q = f"{numero_italiano(regola.percentuale)}%"
    if regola.tipo == SI_NO:
        return f"{q} quando è fatto tutto ciò che la frase chiede."
    if regola.tipo == PESO:
        return f"{q} quando è fatto: è il peso di questa parte sul totale."
    if regola.tipo == PER_UNITA:
        tetto = con_articolo("al", regola.massimo if regola.massimo is not None else CENTO)
        unita = regola.unita or "unità"
        ogni = f"ogni {regola.passo} {unita}" if regola.passo > 1 else f"ogni {unita}"
        return f"{q} per {ogni}, fino {tetto}: si raggiunge con {regola.obiettivo}."
    verso = "più di" if regola.stretta else "almeno"
    if regola.tipo == SOGLIA and regola.soglia is not None:
        cosa = f"{numero_italiano(regola.soglia)} {regola.unita or 'unità'}"
        return f"{q} se sono {verso} {cosa}; altrimenti 0%."
    if regola.tipo == QUOTA and regola.quota is not None:
        parte = con_articolo("il", regola.quota)
        verso = "si supera" if regola.stretta else "si raggiunge"
        return f"{q} se {verso} {parte} di «{regola.base or 'totale'}»; altrimenti 0%."
    return "Valore inserito a mano, con la motivazione."
