"""Scores: from what was measured to a percentage, an action, a programme, a contribution.

Exact arithmetic (fractions) throughout; every result carries its working in Italian.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final, Protocol

from azioni.percentuali.plurali import accorda
from azioni.percentuali.regola import (
    MANUALE,
    PER_UNITA,
    PESO,
    QUOTA,
    SI_NO,
    SOGLIA,
    numero_italiano,
)

Numero = int | Decimal | Fraction

MEDIA: Final = "media"
SOMMA: Final = "somma"
PERCENTUALE_MASSIMA: Final = Decimal(80)
TETTO: Final = Decimal(10000)
DA_CONFERMARE: Final = "Percentuale massima, tetto e formula sono parametri da confermare."


class Regola(Protocol):
    """What a score needs of a rule: a reading or a stored row."""

    @property
    def tipo(self) -> str: ...
    @property
    def percentuale(self) -> Decimal | None: ...
    @property
    def unita(self) -> str | None: ...
    @property
    def soglia(self) -> Decimal | None: ...
    @property
    def quota(self) -> Decimal | None: ...
    @property
    def base(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Presenza:
    """An organisation counted in an entry: the same key counts once."""

    organizzazione: str | int
    aderente: bool = True


@dataclass(frozen=True, slots=True)
class Rilevata:
    """A share as it stood at one entry; the latest is the one that counts."""

    parte: Numero
    base: Numero


@dataclass(frozen=True, slots=True)
class Misura:
    """What was recorded for a rule, entries in order of time."""

    fatto: bool | None = None
    quantita: Sequence[Numero] = ()
    organizzazioni: Sequence[Presenza] = ()
    quote: Sequence[Rilevata] = ()
    valore: Numero | None = None
    motivo: str = ""


@dataclass(frozen=True, slots=True)
class Esito:
    """A score 0–100, or why there is none."""

    valore: Fraction | None
    spiegazione: str

    @property
    def valutabile(self) -> bool:
        return self.valore is not None

    @property
    def arrotondato(self) -> Decimal | None:
        """Two decimals, for showing and storing."""
        return None if self.valore is None else _due_decimali(self.valore)


@dataclass(frozen=True, slots=True)
class EsitoAzione:
    """The score of an action (or of a programme) with the parts left out and the working."""

    valore: Fraction | None
    spiegazione: str
    non_valutabili: tuple[str, ...] = ()
    passaggi: tuple[str, ...] = ()

    @property
    def valutabile(self) -> bool:
        return self.valore is not None

    @property
    def arrotondato(self) -> Decimal | None:
        return None if self.valore is None else _due_decimali(self.valore)


@dataclass(frozen=True, slots=True)
class AzioneDaContare:
    """An action for the programme's result; ``conta`` is the schema's decision."""

    nome: str
    esito: EsitoAzione
    conta: bool = True


@dataclass(frozen=True, slots=True)
class Contributo:
    importo: Decimal
    passaggi: tuple[str, ...]
    avvertenza: str = DA_CONFERMARE


# -- one rule -----------------------------------------------------------------------------------


def punteggio(regola: Regola | None, misura: Misura) -> Esito:
    """Score a rule on its measure; a missing rule or an empty base is *non valutabile*."""
    if regola is None:
        return Esito(None, "Non valutabile: nessuna regola.")
    if regola.tipo == MANUALE:
        return _manuale(misura)
    if regola.percentuale is None:
        return Esito(None, "Non valutabile: la regola non ha una percentuale.")
    q = _limita(Fraction(regola.percentuale))
    if regola.tipo in (SI_NO, PESO):
        if misura.fatto is None:
            return Esito(Fraction(0), "Non ancora fatto: 0%")
        return Esito(q, f"Fatto: {_p(q)}") if misura.fatto else Esito(Fraction(0), "Non fatto: 0%")
    if regola.tipo == PER_UNITA:
        return _per_unita(regola, q, misura)
    if regola.tipo == SOGLIA and regola.soglia is not None:
        return _soglia(regola, q, misura)
    if regola.tipo == QUOTA and regola.quota is not None:
        return _quota(regola, q, misura)
    return Esito(None, "Non valutabile: la regola è incompleta.")


def _manuale(misura: Misura) -> Esito:
    if misura.valore is None:
        return Esito(None, "Non valutabile: il valore va inserito a mano.")
    if not misura.motivo.strip():
        return Esito(None, "Non valutabile: manca la motivazione del valore inserito.")
    valore = _limita(Fraction(misura.valore))
    return Esito(valore, f"Valore inserito: {_p(valore)}. Motivo: {misura.motivo.strip()}")


def _altro(regola: Regola, nome: str) -> Any:
    """The finer points of a reading: an attribute, or a key of a stored row's ``lettura``."""
    lettura = getattr(regola, "lettura", None)
    if isinstance(lettura, Mapping):
        return lettura.get(nome)
    return getattr(regola, nome, None)


def contati(regola: Regola, misura: Misura) -> Fraction:
    """How many units count: sums of entries, or distinct organisations (members only if said)."""
    if misura.organizzazioni and _altro(regola, "distinte"):
        solo = _altro(regola, "solo_aderenti")
        return Fraction(
            len({p.organizzazione for p in misura.organizzazioni if p.aderente or not solo})
        )
    totale = sum((Fraction(n) for n in misura.quantita), Fraction(0))
    if misura.organizzazioni:
        totale += len(misura.organizzazioni)
    return max(Fraction(0), totale)


def _per_unita(regola: Regola, q: Fraction, misura: Misura) -> Esito:
    n = contati(regola, misura)
    passo = max(1, int(_altro(regola, "passo") or 1))
    massimo = _altro(regola, "massimo")
    tetto = _limita(Fraction(str(massimo))) if massimo is not None else Fraction(100)
    volte = Fraction(n // passo) if passo > 1 else n
    valore = min(tetto, _limita(q * volte))
    obiettivo = _su(tetto / q) * passo if q else 0
    unita = regola.unita or "unità"
    return Esito(valore, f"{_n(n)} {accorda(unita, n)} su {obiettivo}: {_p(valore)}")


def _soglia(regola: Regola, q: Fraction, misura: Misura) -> Esito:
    n = contati(regola, misura)
    soglia = Fraction(regola.soglia or 0)
    stretta = bool(_altro(regola, "stretta"))
    raggiunta = n > soglia if stretta else n >= soglia
    valore = q if raggiunta else Fraction(0)
    unita = regola.unita or "unità"
    chiesto = f"più di {_n(soglia)}" if stretta else f"almeno {_n(soglia)}"
    return Esito(valore, f"{_n(n)} {accorda(unita, n)}, {_servono(soglia)} {chiesto}: {_p(valore)}")


def _quota(regola: Regola, q: Fraction, misura: Misura) -> Esito:
    if not misura.quote:
        return Esito(None, "Non valutabile: nessuna rilevazione della parte sul totale.")
    ultima = misura.quote[-1]
    base, parte = Fraction(ultima.base), Fraction(ultima.parte)
    nome = regola.base or "totale"
    if base <= 0:
        return Esito(None, f"Non valutabile: «{nome}» è 0.")
    richiesta = _parte_esatta(Fraction(regola.quota or 0)) * base
    stretta = bool(_altro(regola, "stretta"))
    valore = q if parte > richiesta or (parte == richiesta and not stretta) else Fraction(0)
    if parte.denominator == 1:  # people and things are counted whole, hours may be 7,5
        richiesta, stretta = Fraction(richiesta // 1 + 1 if stretta else _su(richiesta)), False
    chiesto = f"più di {_n(richiesta)}" if stretta else _n(richiesta)
    return Esito(
        valore,
        f"{_n(parte)} su {_n(base)} ({nome}), {_servono(richiesta)} {chiesto}: {_p(valore)}",
    )


def _parte_esatta(quota: Fraction) -> Fraction:
    """The share as a fraction of one: 66,6666 is how two thirds are kept, cut at four decimals."""
    scritta = quota / 100
    semplice = scritta.limit_denominator(99)
    return semplice if 0 < semplice - scritta < Fraction(1, 1_000_000) else scritta


def _servono(n: Fraction) -> str:
    return "ne serve" if n == 1 else "ne servono"


# -- actions and programme ----------------------------------------------------------------------


def punteggio_azione(
    esiti: Sequence[Esito],
    *,
    etichette: Sequence[str] = (),
    scale: Sequence[int | None] = (),
    combina: str = MEDIA,
) -> EsitoAzione:
    """The mean of an action's rules, those that cannot be valued listed and left out.

    Rules with the same number in ``scale`` are steps of one scale: the highest counts as one.
    ``combina`` is the schema's parameter: the mean, or the sum up to 100.
    """
    nomi = [etichette[i] if i < len(etichette) else f"Regola {i + 1}" for i in range(len(esiti))]
    fuori = tuple(
        f"{nome}: {e.spiegazione}" for nome, e in zip(nomi, esiti, strict=True) if e.valore is None
    )
    valori: dict[tuple[str, int], Fraction] = {}
    for i, esito in enumerate(esiti):
        if esito.valore is None:
            continue
        gruppo = scale[i] if i < len(scale) else None
        chiave = ("regola", i) if gruppo is None else ("scala", gruppo)
        valori[chiave] = max(valori.get(chiave, Fraction(0)), esito.valore)
    if not valori:
        return EsitoAzione(None, "Non valutabile: nessuna regola valutabile.", fuori)
    elenco = list(valori.values())
    passaggi = tuple(
        f"{nome}: {e.spiegazione}"
        for nome, e in zip(nomi, esiti, strict=True)
        if e.valore is not None
    )
    if combina == SOMMA:
        valore = _limita(sum(elenco, Fraction(0)))
        testo = f"Somma di {len(elenco)} {_regole(len(elenco))}, al massimo 100: {_p(valore)}"
    else:
        valore = sum(elenco, Fraction(0)) / len(elenco)
        testo = f"Media di {len(elenco)} {_regole(len(elenco))}: {_p(valore)}"
    return EsitoAzione(valore, testo, fuori, passaggi)


def punteggio_programma(azioni: Iterable[AzioneDaContare]) -> EsitoAzione:
    """The mean over the V.A.M.T. actions the schema counts."""
    contate = [a for a in azioni if a.conta]
    fuori = tuple(f"{a.nome}: {a.esito.spiegazione}" for a in contate if a.esito.valore is None)
    valori = [a.esito.valore for a in contate if a.esito.valore is not None]
    if not valori:
        return EsitoAzione(None, "Non valutabile: nessuna azione valutabile.", fuori)
    valore = sum(valori, Fraction(0)) / len(valori)
    passaggi = tuple(
        f"{a.nome}: {_p(a.esito.valore)}" for a in contate if a.esito.valore is not None
    )
    nome = "azione" if len(valori) == 1 else "azioni"
    return EsitoAzione(valore, f"Media di {len(valori)} {nome}: {_p(valore)}", fuori, passaggi)


# -- contribution -------------------------------------------------------------------------------


def contributo(
    costo: Numero,
    risultato: Numero,
    percentuale_massima: Numero = PERCENTUALE_MASSIMA,
    tetto: Numero = TETTO,
) -> Contributo:
    """min(percentuale_massima · cost, tetto) × result, in euro rounded to the cent.

    ``risultato`` is 0–100. How results reduce the contribution is not public: the parameters
    belong to the schema and the working is shown.
    """
    spesa = max(Fraction(0), Fraction(costo))
    quota = _limita(Fraction(percentuale_massima))
    limite = max(Fraction(0), Fraction(tetto))
    esito = _limita(Fraction(risultato))
    ammesso = spesa * quota / 100
    base = min(ammesso, limite)
    importo = _due_decimali(base * esito / 100)
    passaggi = [f"{_p(quota)} di {_euro(spesa)} = {_euro(ammesso)}"]
    if ammesso > limite:
        passaggi.append(f"Non oltre il tetto di {_euro(limite)}")
    passaggi.append(f"{_euro(base)} × risultato {_p(esito)} = {_euro(Fraction(importo))}")
    return Contributo(importo, tuple(passaggi))


# -- showing numbers ----------------------------------------------------------------------------


def _limita(valore: Fraction) -> Fraction:
    return min(Fraction(100), max(Fraction(0), valore))


def _su(valore: Fraction) -> int:
    return -(-valore.numerator // valore.denominator)


def _due_decimali(valore: Fraction) -> Decimal:
    centesimi = (abs(valore) * 100 + Fraction(1, 2)) // 1
    segno = -1 if valore < 0 else 1
    return (Decimal(segno * centesimi) / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _n(valore: Fraction) -> str:
    if valore.denominator == 1:
        return str(valore.numerator)
    return numero_italiano(_due_decimali(valore))


def _p(valore: Fraction) -> str:
    return f"{_n(valore)}%"


def _euro(valore: Fraction) -> str:
    intero, decimali = f"{_due_decimali(valore):,.2f}".split(".")
    return f"{intero.replace(',', '.')},{decimali} €"


def _regole(n: int) -> str:
    return "regola" if n == 1 else "regole"
