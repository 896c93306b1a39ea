"""What a programme asks of a person, and by when. Pure: facts and personae in, sentences out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from distretti.enums import Persona
from distretti.tempo import con_articolo, quando_in_parole, ritardo_in_parole
from programmi.enums import STATI_RETTIFICABILI, Stato

MITTENTI = (Persona.REFERENTE_AMMINISTRATIVO, Persona.COORDINATORE)
VICINO = 15  # days before a deadline from which it is shown as near


class Compito(StrEnum):
    """One kind of thing to do."""

    COMPLETA = "completa"
    PREPARA = "prepara"
    ASPETTA = "aspetta"
    TRASMETTI = "trasmetti"
    RISPONDI = "rispondi"
    RITRASMETTI = "ritrasmetti"
    PRENDE = "prende"
    VALUTA = "valuta"
    CHIEDE = "chiede"
    PROPONE = "propone"
    APPROVA = "approva"
    NUMERA = "numera"
    PUBBLICA = "pubblica"
    REGISTRA = "registra"
    RETTIFICA = "rettifica"
    CORREGGE = "corregge"
    SOLLECITA = "sollecita"
    SOLLECITA_RISPOSTE = "sollecita_risposte"


@dataclass(frozen=True, slots=True)
class Quadro:
    """What is true of one programme.

    ``termine`` is the day by which it is to be transmitted, ``integrazioni_entro`` the one by
    which the district answers the remarks, when the office gave one. ``mancano`` (parts without a
    text) and ``bloccano`` (other checks that block) are None when nobody ran the checks.
    ``preparato`` says that a text was fixed for the giunta, ``proposto`` that the text stands
    proposed, ``aspetta_numero`` that the act was issued without the number that it takes after the
    signature, ``rettifica_dal`` since when an approved programme is being corrected.
    """

    stato: Stato
    storico: bool = False
    termine: date | None = None
    aperte: int = 0
    risposte: int = 0
    mancano: int | None = None
    bloccano: int | None = None
    preparato: bool = False
    proposto: bool = False
    aspetta_numero: bool = False
    integrazioni_entro: date | None = None
    rettifica_dal: datetime | None = None

    @property
    def completa(self) -> bool:
        return self.mancano == 0 and self.bloccano == 0

    def in_ritardo(self, oggi: date) -> bool:
        entro = self.integrazioni_entro if self.stato == Stato.DA_INTEGRARE else self.termine
        return entro is not None and entro < oggi


class Porta(NamedTuple):
    """Where a thing is done: a step of the programme, the editor, the review, or an anchor in its
    page."""

    passo: str = ""
    ancora: str = ""
    redazione: bool = False
    revisione: bool = False


@dataclass(frozen=True, slots=True)
class Richiesta:
    """A thing asked: the sentence, the day by which it is due, where it is done.

    ``attesa``: nothing can be done yet, somebody else comes first.
    """

    compito: Compito
    testo: str
    porta: Porta
    termine: date | None = None
    attesa: bool = False


# --- the district ---------------------------------------------------------------------------


def richieste(personae: Iterable[Persona], quadro: Quadro) -> list[Richiesta]:
    """What a programme asks of who holds these roles in its district; each thing once."""
    trovate: dict[Compito, Richiesta] = {}
    for persona in personae:
        richiesta = _richiesta(persona, quadro)
        if richiesta is not None:
            trovate.setdefault(richiesta.compito, richiesta)
    if len(trovate) > 1:
        trovate.pop(Compito.ASPETTA, None)  # who writes and sends does not wait for oneself
    return list(trovate.values())


def _richiesta(persona: Persona, quadro: Quadro) -> Richiesta | None:
    if quadro.storico:
        return None
    if quadro.stato == Stato.BOZZA:
        if persona == Persona.MANAGER:
            return _bozza_del_manager(quadro)
        return _bozza_di_chi_trasmette(quadro) if persona in MITTENTI else None
    if quadro.stato == Stato.DA_INTEGRARE and persona in (Persona.MANAGER, *MITTENTI):
        return _integrazione(persona, quadro)
    return None


def _bozza_del_manager(quadro: Quadro) -> Richiesta | None:
    if quadro.completa:
        if quadro.preparato:
            return None
        testo = "La bozza è completa: preparare il testo per la giunta"
        return Richiesta(
            Compito.PREPARA, testo, Porta(passo="prepara_per_la_giunta"), quadro.termine
        )
    manca = _che_cosa_manca(quadro)
    testo = f"Completare la bozza: {manca}" if manca else "Completare la bozza"
    return Richiesta(Compito.COMPLETA, testo, Porta(redazione=True), quadro.termine)


def _che_cosa_manca(quadro: Quadro) -> str:
    """«mancano 3 parti e altri 2 controlli bloccano»; "" when nothing is known to."""
    pezzi = []
    if quadro.mancano:
        pezzi.append("manca 1 parte" if quadro.mancano == 1 else f"mancano {quadro.mancano} parti")
    if quadro.bloccano:
        uno = quadro.bloccano == 1
        if pezzi:
            pezzi.append(
                "un altro controllo blocca"
                if uno
                else f"altri {quadro.bloccano} controlli bloccano"
            )
        else:
            pezzi.append("1 controllo blocca" if uno else f"{quadro.bloccano} controlli bloccano")
    return " e ".join(pezzi)


def _bozza_di_chi_trasmette(quadro: Quadro) -> Richiesta:
    if not quadro.preparato:
        return Richiesta(
            Compito.ASPETTA,
            "Il manager sta scrivendo la bozza: dopo la delibera della giunta la trasmettete voi",
            Porta(ancora="situazione"),
            quadro.termine,
            attesa=True,
        )
    if manca := _che_cosa_manca(quadro):
        return Richiesta(
            Compito.TRASMETTI,
            f"Il testo per la giunta è pronto, ma non si può ancora trasmettere: {manca}",
            Porta(ancora="controlli"),
            quadro.termine,
            attesa=True,
        )
    return Richiesta(
        Compito.TRASMETTI,
        "Il testo per la giunta è pronto: con la delibera, trasmettere il programma",
        Porta(passo="trasmetti"),
        quadro.termine,
    )


def _integrazione(persona: Persona, quadro: Quadro) -> Richiesta | None:
    if quadro.aperte:
        quante = "1 osservazione" if quadro.aperte == 1 else f"{quadro.aperte} osservazioni"
        return Richiesta(
            Compito.RISPONDI,
            f"Rispondere a {quante} dell’ufficio",
            Porta(ancora="osservazioni"),
            quadro.integrazioni_entro,
        )
    if persona in MITTENTI:
        return Richiesta(
            Compito.RITRASMETTI,
            "Le osservazioni hanno tutte una risposta: ritrasmettere il programma",
            Porta(passo="ritrasmetti"),
            quadro.integrazioni_entro,
        )
    return None


# --- the office -----------------------------------------------------------------------------


def compito_ufficio(persona: Persona, quadro: Quadro, *, oggi: date) -> Compito | None:
    """What a programme asks of an officer; None when it waits for somebody else."""
    if quadro.rettifica_dal is not None:
        return _rettifica(persona, quadro)
    if persona == Persona.DIRIGENTE:
        pronto = quadro.proposto and not quadro.aperte and not quadro.risposte
        return Compito.APPROVA if quadro.stato == Stato.IN_ISTRUTTORIA and pronto else None
    if persona != Persona.FUNZIONARIO:
        return None
    if quadro.stato == Stato.BOZZA:
        if quadro.storico:
            return Compito.REGISTRA
        return Compito.SOLLECITA if quadro.in_ritardo(oggi) else None
    if quadro.stato == Stato.IN_ISTRUTTORIA:
        return _esame(quadro)
    if quadro.stato == Stato.DA_INTEGRARE:
        return Compito.SOLLECITA_RISPOSTE if quadro.in_ritardo(oggi) else None
    if quadro.aspetta_numero and quadro.stato in STATI_RETTIFICABILI:
        return Compito.NUMERA
    if quadro.stato == Stato.APPROVATO and not quadro.storico:
        return Compito.PUBBLICA
    return Compito.PRENDE if quadro.stato == Stato.TRASMESSO else None


def _rettifica(persona: Persona, quadro: Quadro) -> Compito | None:
    if persona == Persona.DIRIGENTE:
        return Compito.RETTIFICA if quadro.proposto else None
    return Compito.CORREGGE if persona == Persona.FUNZIONARIO and not quadro.proposto else None


def _esame(quadro: Quadro) -> Compito | None:
    if quadro.risposte:
        return Compito.VALUTA
    if quadro.aperte:
        return Compito.CHIEDE
    return None if quadro.proposto else Compito.PROPONE


ORDINE_UFFICIO = (
    Compito.APPROVA,
    Compito.RETTIFICA,
    Compito.PRENDE,
    Compito.VALUTA,
    Compito.CHIEDE,
    Compito.PROPONE,
    Compito.NUMERA,
    Compito.CORREGGE,
    Compito.PUBBLICA,
    Compito.REGISTRA,
    Compito.SOLLECITA,
    Compito.SOLLECITA_RISPOSTE,
)
"""What stops somebody else comes first."""

FRASI_UFFICIO = {
    Compito.APPROVA: ("Approvare 1 programma proposto", "Approvare {n} programmi proposti"),
    Compito.RETTIFICA: ("Adottare 1 rettifica proposta", "Adottare {n} rettifiche proposte"),
    Compito.CORREGGE: (
        "Correggere e proporre 1 rettifica aperta",
        "Correggere e proporre {n} rettifiche aperte",
    ),
    Compito.PRENDE: (
        "Prendere in carico 1 programma trasmesso",
        "Prendere in carico {n} programmi trasmessi",
    ),
    Compito.VALUTA: (
        "Valutare le risposte del distretto in 1 programma",
        "Valutare le risposte dei distretti in {n} programmi",
    ),
    Compito.CHIEDE: (
        "Chiedere le integrazioni in 1 programma: le osservazioni non sono ancora state inviate",
        "Chiedere le integrazioni in {n} programmi: le osservazioni non sono ancora state inviate",
    ),
    Compito.PROPONE: (
        "Esaminare e proporre 1 programma in istruttoria",
        "Esaminare e proporre {n} programmi in istruttoria",
    ),
    Compito.NUMERA: (
        "Registrare il numero della determinazione di 1 programma approvato",
        "Registrare il numero della determinazione di {n} programmi approvati",
    ),
    Compito.PUBBLICA: ("Pubblicare 1 programma approvato", "Pubblicare {n} programmi approvati"),
    Compito.REGISTRA: (
        "Registrare 1 programma di un anno passato",
        "Registrare {n} programmi di anni passati",
    ),
    Compito.SOLLECITA: (
        "Sollecitare 1 distretto: il termine per trasmettere è passato",
        "Sollecitare {n} distretti: il termine per trasmettere è passato",
    ),
    Compito.SOLLECITA_RISPOSTE: (
        "Sollecitare 1 distretto: il giorno per rispondere alle osservazioni è passato",
        "Sollecitare {n} distretti: il giorno per rispondere alle osservazioni è passato",
    ),
}
PORTE_UFFICIO = {
    Compito.APPROVA: Porta(passo="approva"),
    Compito.RETTIFICA: Porta(passo="rettifica"),
    Compito.CORREGGE: Porta(ancora="passi"),
    Compito.PRENDE: Porta(passo="prende_in_carico"),
    Compito.VALUTA: Porta(revisione=True),
    Compito.CHIEDE: Porta(passo="chiede_integrazioni"),
    Compito.PROPONE: Porta(revisione=True),
    Compito.NUMERA: Porta(passo="registra_numero"),
    Compito.PUBBLICA: Porta(passo="pubblica"),
    Compito.REGISTRA: Porta(passo="registra_storico"),
    Compito.SOLLECITA: Porta(ancora="situazione"),
    Compito.SOLLECITA_RISPOSTE: Porta(ancora="osservazioni"),
}


def frase_ufficio(compito: Compito, quanti: int) -> str:
    una, molte = FRASI_UFFICIO[compito]
    return una if quanti == 1 else molte.format(n=quanti)


# --- deadlines ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Termine:
    """A deadline as the desk says it."""

    giorno: date
    testo: str
    scaduto: bool
    vicino: bool

    @property
    def classe(self) -> str:
        return "scaduto" if self.scaduto else "vicino" if self.vicino else ""


def termine(giorno: date, oggi: date) -> Termine:
    """«entro il 30 aprile 2026, fra 12 giorni»; «era il 30 aprile 2026: scaduto da 3 giorni»."""
    data = con_articolo(giorno)
    if giorno < oggi:
        testo = f"il termine era {data}: {ritardo_in_parole(giorno, oggi)}"
        return Termine(giorno, testo, scaduto=True, vicino=False)
    testo = f"entro {data}, {quando_in_parole(giorno, oggi)}"
    return Termine(giorno, testo, scaduto=False, vicino=(giorno - oggi).days <= VICINO)


def chiave_di_ordine(richiesta: Richiesta, oggi: date) -> tuple[bool, bool, date]:
    """Overdue first, then what can be done now by its day, then what waits for others."""
    scaduta = richiesta.termine is not None and richiesta.termine < oggi
    return not scaduta, richiesta.attesa, richiesta.termine or date.max
