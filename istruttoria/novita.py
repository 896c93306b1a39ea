"""What changed, in words: events of several kinds in, one line for each thing somebody did.

Pure: no database. Events of one kind, by one person, on one programme, on one day and about one
thing make one line ("Giulia ha modificato 4 campi di «Azione 3»").
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

FATTI_DEI_PASSI = {
    "prepara_per_la_giunta": "ha preparato il testo per la giunta",
    "trasmetti": "ha trasmesso il programma",
    "annulla": "ha annullato la bozza",
    "prende_in_carico": "ha preso in carico il programma",
    "chiede_integrazioni": "ha chiesto integrazioni",
    "sposta_termine": "ha spostato il giorno per rispondere",
    "ritrasmetti": "ha ritrasmesso il programma",
    "propone": "ha proposto l’approvazione",
    "approva": "ha approvato il programma",
    "respinge": "ha respinto il programma",
    "registra_numero": "ha registrato il numero della determinazione",
    "apre_rettifica": "ha aperto una rettifica",
    "propone_rettifica": "ha proposto la rettifica",
    "rettifica": "ha rettificato il programma",
    "abbandona_rettifica": "ha abbandonato la rettifica",
    "pubblica": "ha pubblicato il programma",
    "revoca": "ha revocato l’approvazione",
    "registra_storico": "ha registrato il programma come storico",
}
"""What each transition is once done."""

FATTI_DELLE_MODIFICHE = {
    ("programma", "creato"): "ha aperto il programma",
    ("programma", "ripresa"): "ha ripreso il programma dell’anno prima",
    ("programma", "in_carico_a"): "ha cambiato chi ha in carico il programma",
    ("programma", "importato"): "ha importato il programma da un file",
    ("programma", "aderenti"): "ha aggiornato l’elenco degli aderenti",
    ("azione", "eliminata"): "ha tolto un’azione",
}
"""Changes that are not of one field."""

LUOGHI = {
    "programma": "i dati del programma",
    "dato": "i dati del distretto",
    "attore": "gli attori del distretto",
    "canale": "i canali del distretto",
    "ambito": "gli ambiti",
    "azione": "un’azione",
    "sezione": "una parte",
}
PREPOSIZIONI = {
    "il ": "del ",
    "i ": "dei ",
    "gli ": "degli ",
    "un’": "di un’",
    "una ": "di una ",
    "«": "di «",
}


@dataclass(frozen=True, slots=True)
class Evento:
    """One thing that happened. ``oggetto`` tells apart what counts once in its group."""

    quando: datetime
    chi: str
    programma: int
    nome: str
    genere: str
    luogo: str = ""
    ancora: str = ""
    oggetto: Hashable = None


@dataclass(frozen=True, slots=True)
class Novita:
    """One line: who did what, to which programme, when, and where it is seen."""

    quando: datetime
    chi: str
    fatto: str
    programma: int
    nome: str
    ancora: str


def novita(eventi: Iterable[Evento], *, giorno: Callable[[datetime], date]) -> list[Novita]:
    """The lines, latest first; ``giorno`` is the reader's day of an instant."""
    gruppi: dict[tuple[object, ...], list[Evento]] = {}
    for e in eventi:
        cosa = e.luogo if e.genere in ("campo", "passo") else ""
        chiave = (e.genere, e.chi, e.programma, giorno(e.quando), cosa)
        gruppi.setdefault(chiave, []).append(e)
    righe = [_riga(gruppo) for gruppo in gruppi.values()]
    return sorted(righe, key=lambda riga: riga.quando, reverse=True)


def _riga(gruppo: list[Evento]) -> Novita:
    ultimo = max(gruppo, key=lambda e: e.quando)
    ancore = {e.ancora for e in gruppo}
    return Novita(
        quando=ultimo.quando,
        chi=ultimo.chi,
        fatto=_fatto(ultimo, len({e.oggetto for e in gruppo}), {e.luogo for e in gruppo}),
        programma=ultimo.programma,
        nome=ultimo.nome,
        ancora=ultimo.ancora if len(ancore) == 1 else COMUNE.get(ultimo.genere, ""),
    )


COMUNE = {"osservazione": "osservazioni", "risposta": "osservazioni", "chiusura": "osservazioni"}


def _fatto(evento: Evento, quanti: int, luoghi: set[str]) -> str:
    if evento.genere == "passo":
        return evento.luogo
    dove = f" su {evento.luogo}" if len(luoghi) == 1 and evento.luogo else ""
    if evento.genere == "aggiunta":
        return f"ha aggiunto {evento.luogo if quanti == 1 else f'{quanti} azioni'}"
    if evento.genere == "campo":
        campi = "1 campo" if quanti == 1 else f"{quanti} campi"
        return f"ha modificato {campi} {di(evento.luogo)}"
    if evento.genere == "documento":
        return (
            f"è stato emesso: {evento.luogo}" if quanti == 1 else f"sono stati emessi {quanti} file"
        )
    verbo, una, molte = OSSERVAZIONI[evento.genere]
    return f"{verbo} {una if quanti == 1 else molte.format(n=quanti)}{dove}"


OSSERVAZIONI = {
    "osservazione": ("ha scritto", "un’osservazione", "{n} osservazioni"),
    "risposta": ("ha risposto", "a un’osservazione", "a {n} osservazioni"),
    "chiusura": ("ha chiuso", "un’osservazione", "{n} osservazioni"),
}


def di(luogo: str) -> str:
    """The place with the preposition: «di «Azione 3»», «dei dati del programma»."""
    for inizio, preposizione in PREPOSIZIONI.items():
        if luogo.startswith(inizio):
            return preposizione + luogo.removeprefix(inizio)
    return f"di {luogo}"
