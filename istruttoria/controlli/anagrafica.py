"""Checks on the actors, the channels and the dates of the programme itself."""

import re
from collections.abc import Iterator

from distretti.tempo import stampa_data, trova_date
from istruttoria.controlli.documento import Documento
from istruttoria.controlli.esito import BLOCCA, Posto, Segnale
from istruttoria.controlli.registro import controllo

_EMAIL = re.compile(r"[^\s@;,]{1,64}@[^\s@;,]{1,250}\.[a-z]{2,}", re.I)
_INCONTRATO = re.compile(
    r"gruppo di lavoro[^.]{0,200}?(?:incontrat|riunit|condivis)\w*[^.]{0,60}", re.I
)
_RUOLI = {
    "coordinatore": "il coordinatore istituzionale",
    "referente_amministrativo": "il referente amministrativo",
}
_CONTATTABILI = {"manager": "Manager territoriale", **_RUOLI}


def _nominati(doc: Documento, ruolo: str) -> list[dict[str, str]]:
    return [
        a
        for a in doc.elenco("attori")
        if a.get("ruolo") == ruolo and (a.get("nominativo") or "").strip(" -–")
    ]


@controllo("capofila_mancante", "Manca l'organizzazione capofila", BLOCCA)
def capofila_mancante(doc: Documento) -> Iterator[Segnale]:
    """The capofila's giunta approves the programme: without one nobody can transmit it."""
    capofila = (doc.snapshot.get("distretto") or {}).get("capofila") or ""
    if not capofila.strip() and not _nominati(doc, "capofila"):
        yield Segnale(
            Posto(doc.voce_di_tipo("attori"), None, "capofila"),
            "Manca l'organizzazione capofila: indicarla tra gli attori del distretto.",
        )


@controllo("manager_mancante", "Manca il Manager territoriale")
def manager_mancante(doc: Documento) -> Iterator[Segnale]:
    """The Manager writes the programme, answers for the V.A.M.T. actions, and the contribution is
    for the Manager's cost."""
    if _nominati(doc, "manager"):
        return
    coda = ": il contributo richiesto è per il suo costo." if doc.richiede_contributo else "."
    yield Segnale(
        Posto(doc.voce_di_tipo("attori"), None, "manager"),
        "Non è indicato il Manager territoriale. Inserirne il nome" + coda,
    )


@controllo("attore_mancante", "Manca un attore del distretto")
def attore_mancante(doc: Documento) -> Iterator[Segnale]:
    """Both forms print a coordinatore istituzionale and a referente amministrativo."""
    for ruolo, nome in _RUOLI.items():
        if not _nominati(doc, ruolo):
            yield Segnale(
                Posto(doc.voce_di_tipo("attori"), None, ruolo),
                f"Non è indicato {nome}: inserirne il nome.",
            )


@controllo("email_mancante", "Manca l'e-mail di un attore")
def email_mancante(doc: Documento) -> Iterator[Segnale]:
    """The Agency writes to these people by e-mail all year."""
    for ruolo in _CONTATTABILI:
        for attore in _nominati(doc, ruolo):
            nome, email = attore["nominativo"].strip(), (attore.get("email") or "").strip()
            posto = Posto(doc.voce_di_tipo("attori"), None, ruolo)
            if not email:
                yield Segnale(posto, f"Manca l'indirizzo e-mail di {nome}: aggiungerlo.")
            elif not _EMAIL.search(email):
                yield Segnale(posto, f"«{email}» non è un indirizzo e-mail: correggerlo.")


@controllo("canale_vuoto", "Canale senza contenuto")
def canale_vuoto(doc: Documento) -> Iterator[Segnale]:
    """A dash says that there is none; an empty cell says nothing."""
    for canale in doc.elenco("canali"):
        if not (canale.get("testo") or "").strip():
            yield Segnale(
                Posto(doc.voce_di_tipo("canali"), None, canale.get("tipo")),
                "Il canale è vuoto: scriverne l'indirizzo, o un trattino se non c'è.",
            )


@controllo("gruppo_di_lavoro_senza_data", "Manca la data del gruppo di lavoro")
def gruppo_di_lavoro_senza_data(doc: Documento) -> Iterator[Segnale]:
    """The gruppo di lavoro shares the programme before the giunta approves it."""
    if doc.snapshot.get("gruppo_di_lavoro_il"):
        return
    trovate = [
        data.data
        for brano in doc.brani
        if brano.narrativa
        for frase in _INCONTRATO.findall(brano.testo)
        for data in trova_date(frase)
        if doc.al is None or data.data.year in {doc.al.year, doc.al.year - 1}
    ]
    indizio = f" (il testo parla del {stampa_data(trovate[0])})" if trovate else ""
    yield Segnale(
        Posto(None, None, "gruppo_di_lavoro_il"),
        "Manca la data in cui il gruppo di lavoro ha condiviso il programma"
        f"{indizio}: inserirla nei dati del programma.",
    )
