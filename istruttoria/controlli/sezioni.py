"""Checks on the sections: what must be there, how long it is, what the import could not read."""

from collections.abc import Iterator

from istruttoria.controlli.documento import Documento
from istruttoria.controlli.esito import BLOCCA, Posto, Segnale
from istruttoria.controlli.registro import controllo

ESTRATTO = 80  # characters of an unread block shown in the message


@controllo("programma_senza_azioni", "Programma senza azioni", BLOCCA)
def programma_senza_azioni(doc: Documento) -> Iterator[Segnale]:
    """A programme is its actions (L.P. 1/2011, art. 16; Linee guida 2018)."""
    if not doc.azioni:
        yield Segnale(Posto(), "Il programma non ha azioni: inserirne almeno una.")


@controllo("sezione_vuota", "Sezione obbligatoria vuota", BLOCCA)
def sezione_vuota(doc: Documento) -> Iterator[Segnale]:
    """The narrative sections of the schema are to be written, unless it says otherwise."""
    scritte = {voce.get("codice") for voce, pezzi in doc.sezioni if pezzi}
    for voce in doc.voci:
        narrativa = voce.get("tipo") == "narrativa"
        if voce.get("obbligatoria", narrativa) and narrativa and voce.get("codice") not in scritte:
            yield Segnale(
                Posto(voce.get("codice")),
                "La sezione è vuota: scriverne il testo prima di trasmettere il programma.",
            )


@controllo("sezione_oltre_limite", "Sezione più lunga del limite")
def sezione_oltre_limite(doc: Documento) -> Iterator[Segnale]:
    """The schema's limit of a section, in characters (a row being a number of them set there)."""
    for voce, pezzi in doc.sezioni:
        limite = voce.get("limite_caratteri")
        lunga = sum(len(t) for b in pezzi for t in b.testi())
        if limite and lunga > limite:
            yield Segnale(
                Posto(voce.get("codice")),
                f"Il testo ha {lunga} caratteri e il limite dello schema è {limite}: "
                f"accorciarlo di almeno {lunga - limite}.",
            )


@controllo("blocco_non_riconosciuto", "Parte del file non riconosciuta")
def blocco_non_riconosciuto(doc: Documento) -> Iterator[Segnale]:
    """What the import could not place stays marked in the section it stood in."""
    dove = [(Posto(v.get("codice")), pezzi) for v, pezzi in doc.sezioni] + doc.introduzioni
    for posto, pezzi in dove:
        for blocco in pezzi:
            if blocco.tipo != "non_riconosciuto":
                continue
            testo = blocco.testo
            estratto = testo[:ESTRATTO] + ("…" if len(testo) > ESTRATTO else "")
            yield Segnale(
                posto,
                f"Una parte del file importato non è stata riconosciuta («{estratto}»): "
                "spostarla al suo posto o toglierla.",
            )


@controllo("progetto_strategico_mancante", "Manca il progetto strategico")
def progetto_strategico_mancante(doc: Documento) -> Iterator[Segnale]:
    """Both forms ask for one: a section of its own in 2022, a marked progettualità in 2026."""
    con_voce = [v for v in doc.voci if v.get("tipo") == "progetto_strategico"]
    scritto = any(v.get("tipo") == "progetto_strategico" and pezzi for v, pezzi in doc.sezioni)
    if not doc.azioni or scritto or any(a.get("strategico") for a in doc.azioni):
        return
    if con_voce:
        yield Segnale(
            Posto(con_voce[0].get("codice")),
            "Il progetto strategico non è descritto: scriverlo qui o indicare l'azione che lo è.",
        )
    elif any(v.get("tipo") == "progettualita" for v in doc.voci):
        yield Segnale(
            Posto(doc.voce_di_tipo("progettualita")),
            "Nessuna progettualità è indicata come progetto strategico: indicare quale lo è.",
        )
