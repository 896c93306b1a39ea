"""Checks on the actions: their fields, their deadlines, what one repeats of another."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from distretti.nomi import normalizza
from distretti.tempo import leggi_scadenza, stampa_data
from istruttoria.controlli.documento import ETICHETTE, Documento, data_iso, vuoto
from istruttoria.controlli.esito import BLOCCA, Posto, Segnale
from istruttoria.controlli.registro import controllo

# An empty cell here means «none» (2022, action 5) or has a check of its own.
_LIBERI = {"altre_organizzazioni", "percentuali"}
_OBIETTIVI = ("obiettivo", "obiettivo_generale", "obiettivo_specifico")
FRASE_MINIMA = 40  # characters below which two equal sentences tell nothing
RIPETIZIONE = 0.9  # similarity from which two sentences are the same


@controllo("campo_obbligatorio_vuoto", "Campo obbligatorio vuoto", BLOCCA)
def campo_obbligatorio_vuoto(doc: Documento) -> Iterator[Segnale]:
    """The fields the schema makes obligatory for that kind of action."""
    campi = doc.snapshot.get("campi") or {}
    for azione in doc.azioni:
        for campo in campi.get(azione.get("tipo")) or []:
            codice = campo.get("codice")
            if not campo.get("obbligatorio") or codice in _LIBERI or not vuoto(azione, codice):
                continue
            nome = str(campo.get("etichetta") or codice).rstrip(". ")
            yield Segnale(
                doc.posto(azione, codice), f"Il campo «{nome}» è obbligatorio: compilarlo."
            )


def _facoltativo_e_vuoto(doc: Documento, azione: Mapping[str, Any], campo: str) -> bool:
    return (
        azione.get("tipo") != "riga_vamt"
        and vuoto(azione, campo)
        and doc.prevede(azione, campo)
        and not doc.obbligatorio(azione, campo)
    )


@controllo("azione_senza_referente", "Azione senza organizzazione referente")
def azione_senza_referente(doc: Documento) -> Iterator[Segnale]:
    """Someone answers for every action."""
    for azione in doc.azioni:
        if _facoltativo_e_vuoto(doc, azione, "referenti"):
            yield Segnale(
                doc.posto(azione, "referenti"),
                "Manca l'organizzazione referente: indicare chi risponde dell'azione.",
            )


@controllo("azione_senza_indicatore", "Azione senza indicatori")
def azione_senza_indicatore(doc: Documento) -> Iterator[Segnale]:
    """Each action has indicators that let its success be judged (determinazione 2026, premesse)."""
    for azione in doc.azioni:
        if _facoltativo_e_vuoto(doc, azione, "indicatori"):
            yield Segnale(
                doc.posto(azione, "indicatori"),
                "L'azione non ha indicatori di valutazione: aggiungerne almeno uno.",
            )


@controllo("scadenza_mancante", "Azione senza tempi")
def scadenza_mancante(doc: Documento) -> Iterator[Segnale]:
    """Both forms ask for the time of every action but the predefined rows."""
    for azione in doc.azioni:
        if _facoltativo_e_vuoto(doc, azione, "tempi") and not azione.get("scadenza"):
            yield Segnale(
                doc.posto(azione, "tempi"), "Mancano i tempi: scrivere entro quando si realizza."
            )


@controllo("scadenza_non_letta", "Tempi senza una data")
def scadenza_non_letta(doc: Documento) -> Iterator[Segnale]:
    """«Entro l'autunno» cannot be checked at the end of the year."""
    for azione in doc.azioni:
        tempi = (azione.get("tempi") or "").strip()
        data = data_iso(azione.get("scadenza")) or leggi_scadenza(tempi, doc.anno_finale)
        if tempi and data is None:
            yield Segnale(
                doc.posto(azione, "tempi"),
                f"Da «{tempi}» non si ricava un giorno: indicare una data di scadenza.",
            )


@controllo("scadenza_fuori_periodo", "Scadenza fuori dal periodo")
def scadenza_fuori_periodo(doc: Documento) -> Iterator[Segnale]:
    """What a programme promises is done within its period: a deadline of another year is most
    often a text copied from the last one."""
    if doc.dal is None or doc.al is None:
        return
    for azione in doc.azioni:
        scritta = leggi_scadenza(azione.get("tempi") or "", doc.anno_finale)
        scadenza = data_iso(azione.get("scadenza")) or scritta
        if scadenza and not doc.dal <= scadenza <= doc.al:
            yield Segnale(
                doc.posto(azione, "tempi"),
                f"La scadenza è il {stampa_data(scadenza)}, fuori dal periodo del programma "
                f"({stampa_data(doc.dal)} - {stampa_data(doc.al)}): correggerla.",
            )


@controllo("scadenza_discordante", "Scadenza diversa dai tempi scritti")
def scadenza_discordante(doc: Documento) -> Iterator[Segnale]:
    """The text is what is approved; the date beside it is what reminders go by."""
    for azione in doc.azioni:
        data = data_iso(azione.get("scadenza"))
        scritta = leggi_scadenza(azione.get("tempi") or "", doc.anno_finale)
        if data and scritta and data != scritta:
            yield Segnale(
                doc.posto(azione, "tempi"),
                f"Il testo dice «{azione['tempi'].strip()}», ma la scadenza registrata è il "
                f"{stampa_data(data)}: allinearle.",
            )


@controllo("titolo_ripetuto", "Due azioni con lo stesso titolo")
def titolo_ripetuto(doc: Documento) -> Iterator[Segnale]:
    """Two actions of one kind under one title cannot be told apart in the report."""
    visti: dict[tuple[Any, str], Mapping[str, Any]] = {}
    for azione in doc.azioni:
        chiave = (azione.get("tipo"), normalizza(azione.get("titolo") or ""))
        if not chiave[1]:
            continue
        if prima := visti.get(chiave):
            yield Segnale(
                doc.posto(azione, "titolo"),
                f"Ha lo stesso titolo di {_nome(doc, prima)}: distinguere le due azioni o unirle.",
            )
        visti.setdefault(chiave, azione)


def _nome(doc: Documento, azione: Mapping[str, Any]) -> str:
    return f"«{doc.dove(doc.posto(azione))}»"


@controllo("obiettivo_ripetuto", "Obiettivo ripetuto")
def obiettivo_ripetuto(doc: Documento) -> Iterator[Segnale]:
    """Two actions with one objective are one action, or a text copied by mistake (2022, actions 1
    and 2). Compared sentence by sentence, since a copy often gains a second one."""
    viste: list[tuple[Mapping[str, Any], str, list[str]]] = []
    for azione in doc.azioni:
        segnalati = set()
        for campo in _OBIETTIVI:
            for frase in _frasi(azione.get(campo) or ""):
                gemella = next((v for v in viste if _stessa(frase, v[2])), None)
                if gemella and (chiave := (id(gemella[0]), campo)) not in segnalati:
                    segnalati.add(chiave)
                    yield _ripetuto(doc, azione, campo, gemella)
                viste.append((azione, campo, frase))


def _ripetuto(
    doc: Documento,
    azione: Mapping[str, Any],
    campo: str,
    gemella: tuple[Mapping[str, Any], str, list[str]],
) -> Segnale:
    altra, altro_campo, frase = gemella
    if altra is azione:
        testo = f"Ripete quello che dice il campo «{ETICHETTE[altro_campo]}»"
    else:
        testo = f"È lo stesso obiettivo di {_nome(doc, altra)}"
    inizio = " ".join(frase[:8])
    return Segnale(
        doc.posto(azione, campo), f"{testo} («…{inizio}…»): scrivere quello proprio dell'azione."
    )


def _frasi(testo: str) -> list[list[str]]:
    """The sentences long enough to be compared, as lower-case words."""
    frasi = re.split(r"(?<=[.;!?])\s+|\n+", testo)
    return [re.findall(r"\w+", f.lower()) for f in frasi if len(f.strip()) >= FRASE_MINIMA]


def _stessa(una: list[str], altra: list[str]) -> bool:
    corta, lunga = sorted((len(una), len(altra)))
    if corta < 0.8 * lunga or len(set(una) & set(altra)) < 0.6 * len(set(una)):
        return False  # cheap bounds first: every sentence meets every other
    return SequenceMatcher(None, una, altra, autojunk=False).ratio() >= RIPETIZIONE


def _predefinite_per_area(doc: Documento) -> dict[int | None, list[str]]:
    """The titles of the rows that the form sets, by number of area."""
    attese: dict[int | None, list[str]] = {}
    for riga in doc.elenco("righe_predefinite"):
        attese.setdefault(riga.get("ambito_numero"), []).append(riga.get("titolo") or "")
    return attese


@controllo("righe_vamt_mancanti", "Mancano azioni V.A.M.T. obbligatorie", BLOCCA)
def righe_vamt_mancanti(doc: Documento) -> Iterator[Segnale]:
    """Who asks for the contribution must have the V.A.M.T. actions the schema sets (2026: nine
    rows in five areas; 2022: marked actions). An area may word its rows in its own way, so rows
    are counted; the titles say which ones are probably missing."""
    if not doc.richiede_contributo or not doc.azioni:
        return
    if not any(v.get("tipo") == "righe_vamt" for v in doc.voci):
        if not any(a.get("vamt") for a in doc.azioni):
            yield Segnale(
                Posto(doc.voce_di_tipo("azioni")),
                "È richiesto il contributo, ma nessuna azione è segnata V.A.M.T.: segnarne una.",
            )
        return
    voce = doc.voce_di_tipo("righe_vamt")
    righe = [a for a in doc.azioni if a.get("tipo") == "riga_vamt"]
    presenti = {normalizza(a.get("titolo") or "") for a in righe}
    per_area = Counter(a.get("ambito_numero") for a in righe)
    mancanti: list[str] = []
    for numero, attese in _predefinite_per_area(doc).items():
        assenti = [t for t in attese if normalizza(t) not in presenti]
        mancanti += [f"«{t}»" for t in assenti[: max(0, len(attese) - per_area[numero])]]
    if mancanti:
        yield Segnale(
            Posto(voce),
            "È richiesto il contributo, ma tra le azioni V.A.M.T. obbligatorie manca "
            f"{', '.join(mancanti)}: aggiungere quello che manca o rinunciare al contributo.",
        )
