"""The page of the Ente's template: on which programme it is tried, what came before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from distretti.enums import Numerazione
from distretti.models import Ente
from istruttoria.determinazione import (
    NUMERO_NEL_TESTO,
    SEGNAPOSTI,
    Errore,
    cita_il_numero,
    componi,
    da_completare,
    errori_del_modello,
)
from istruttoria.enums import GenereModello
from istruttoria.fatti import Fatti
from istruttoria.models import Determinazione, ModelloDeterminazione
from programmi.enums import STATI_RETTIFICABILI
from programmi.models import Programma

PER_LA_PROVA = 60
NON_CITARE = "si registra dopo la firma: il testo non può citarlo"
MOTIVO_DI_PROVA = "(qui, il motivo scritto da chi apre la rettifica)"


def modelli_di(ente: Ente, genere: GenereModello) -> list[ModelloDeterminazione]:
    """Every version of the Ente's template of a kind of act, the one in use first; without their
    texts."""
    return list(
        ModelloDeterminazione.objects.filter(ente=ente, genere=genere)
        .select_related("autore")
        .only("ente", "versione", "in_uso", "nota", "creato_il", "autore__nome", "autore__cognome")
        .order_by("-versione")
    )


def programmi_per_la_prova(ente: Ente, genere: GenereModello) -> Sequence[Programma]:
    """On which programmes a template may be tried: the latest of the Ente's districts; those that
    have an act, for the one that rectifies it."""
    programmi = Programma.objects.filter(distretto__ente=ente)
    if genere == GenereModello.RETTIFICA:
        programmi = programmi.filter(stato__in=STATI_RETTIFICABILI, storico=False)
    return list(
        programmi.select_related("distretto").order_by("-anno", "-stato_dal", "-pk")[:PER_LA_PROVA]
    )


@dataclass(frozen=True, slots=True)
class Anteprima:
    """A text tried on a programme: the act, or what keeps it from being composed."""

    programma: Programma | None
    errori: Sequence[Errore] = ()
    atto: Mapping[str, Any] | None = None
    valori: Mapping[str, str] | None = None

    @property
    def mancanti(self) -> list[str]:
        """What is missing on this programme, but for what the approval gives."""
        return da_completare(self.atto) if self.atto else []

    @property
    def numero_nel_testo(self) -> str:
        """Why the texts may not name the number; "" when they do not, or may."""
        return NUMERO_NEL_TESTO if self.atto and cita_il_numero(self.atto) else ""


def anteprima(
    testi: Mapping[str, Any],
    programma: Programma | None,
    *,
    atto: Determinazione | None = None,
    genere: GenereModello | None = None,
) -> Anteprima:
    """What the texts give on a programme; ``atto`` says who proposes and signs, when it is not
    the one stored. The template of a rettifica is tried as if one had just been opened."""
    errori = errori_del_modello(testi)
    if programma is None:
        return Anteprima(None, errori)
    fatti = Fatti(programma)
    dati = fatti.dati_dell_atto(
        numero="" if programma.numero_dopo_firma else programma.determinazione_numero,
        data=None if programma.numero_dopo_firma else programma.determinazione_data,
        atto=atto,
    )
    if genere == GenereModello.RETTIFICA and not fatti.in_rettifica:
        dati |= fatti.dati_della_rettifica | {"motivo_rettifica": MOTIVO_DI_PROVA}
    valori = {nome: s.valore(fatti.snapshot, dati) for nome, s in SEGNAPOSTI.items()}
    if fatti.numerazione == Numerazione.DOPO_FIRMA:
        valori |= dict.fromkeys(("numero", "data"), NON_CITARE)
    if errori:
        return Anteprima(programma, errori, valori=valori)
    return Anteprima(programma, atto=componi(testi, fatti.snapshot, dati), valori=valori)


def righe_dei_segnaposti(anteprima: Anteprima) -> list[tuple[str, str, str]]:
    """Each placeholder with what it means and what it is worth on the programme."""
    valori = anteprima.valori or {}
    return [(nome, s.significato, valori.get(nome, "")) for nome, s in SEGNAPOSTI.items()]
