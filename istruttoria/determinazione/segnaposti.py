"""The closed list of the placeholders: what each one means, how it is read. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from distretti.atti import Atto, leggi_atto
from distretti.tempo import stampa_data

Snapshot = Mapping[str, Any]
Dati = Mapping[str, Any]

NUMERO_STAMPATO = "stampata"
NUMERO_DOPO = "dopo_firma"
"""The way of numbering in which the file is signed without its number."""


class Segnaposto(NamedTuple):
    """``significato`` also names the datum when it is missing."""

    significato: str
    leggi: Callable[[Snapshot, Dati], Any]

    def valore(self, snapshot: Snapshot, dati: Dati) -> str:
        """The text that takes its place, "" when the datum is missing."""
        letto = self.leggi(snapshot, dati)
        return "" if letto is None else str(letto).strip()


def _giorno(valore: Any) -> str:
    if not valore:
        return ""
    return stampa_data(valore if isinstance(valore, date) else date.fromisoformat(str(valore)))


def _conta(quanti: int | None, singolare: str, plurale: str) -> str:
    return "" if quanti is None else f"{quanti} {singolare if quanti == 1 else plurale}"


def _elenca(pezzi: list[str]) -> str:
    return (
        pezzi[0] if len(pezzi) == 1 else f"{', '.join(pezzi[:-1])} e {pezzi[-1]}" if pezzi else ""
    )


def conta_azioni(snapshot: Snapshot) -> str:
    """The actions as the act counts them: ``9 azioni V.A.M.T. e 8 progettualità``."""
    azioni = snapshot["azioni"]
    righe = sum(a["tipo"] == "riga_vamt" for a in azioni)
    progettualita = sum(a["tipo"] == "progettualita" for a in azioni)
    per_area = [a for a in azioni if a["tipo"] == "azione"]
    marcate = sum(bool(a["vamt"]) for a in per_area)
    pezzi = []
    if righe:
        pezzi.append(_conta(righe, "azione V.A.M.T.", "azioni V.A.M.T."))
    if per_area:
        dette = f", di cui {marcate} V.A.M.T." if marcate else ""
        pezzi.append(_conta(len(per_area), "azione", "azioni") + dette)
    if progettualita:
        pezzi.append(_conta(progettualita, "progettualità", "progettualità"))
    return _elenca(pezzi)


def _atto(valore: Any, *, organo: str = "", tipo: str = "") -> str:
    """An act of the snapshot in its one printed form, "" without a number or a date."""
    if not valore:
        return ""
    atto = valore if isinstance(valore, Atto) else Atto.from_dict(valore)
    if not (atto.numero and atto.data):
        return ""
    return Atto(atto.tipo or tipo, atto.organo or organo, atto.numero, atto.data).stampa()


def _atto_accordo(snapshot: Snapshot, chiave: str, *, provinciale: bool) -> str:
    """An act of the agreement: from the register, else from the data that the programme prints."""
    if trovato := _atto((snapshot.get("accordo") or {}).get(chiave)):
        return trovato
    for riga in snapshot.get("dati_distretto") or []:
        atto = leggi_atto(riga["valore"] or "") if riga["chiave"] != "nascita" else None
        if atto and ("provinciale" in atto.organo) == provinciale and (stampa := _atto(atto)):
            return stampa
    return ""


def _tipo_accordo(snapshot: Snapshot) -> str:
    tipo = (snapshot.get("accordo") or {}).get("tipo")
    return {
        "partenariato": "accordo di partenariato",
        "volontario": "accordo volontario di area",
    }.get(tipo or "", "accordo")


def _capofila(snapshot: Snapshot) -> str:
    stampato = (a["nominativo"] for a in snapshot.get("attori") or [] if a["ruolo"] == "capofila")
    return next(filter(None, stampato), "") or snapshot["distretto"].get("capofila") or ""


def _aderenti(snapshot: Snapshot) -> str:
    """Members at the date of the list: who has left by then does not count."""
    quando = snapshot.get("aderenti_al")
    attuali = [
        a
        for a in snapshot.get("aderenti") or []
        if not a.get("al") or (quando and a["al"] >= quando)
    ]
    return _conta(len(attuali) or None, "organizzazione", "organizzazioni")


def _proponenti(snapshot: Snapshot) -> str:
    quanti = (snapshot.get("accordo") or {}).get("proponenti")
    return _conta(quanti or None, "organizzazione proponente", "organizzazioni proponenti")


def _periodo(snapshot: Snapshot) -> str:
    dal, al = snapshot["periodo"]["dal"][:4], snapshot["periodo"]["al"][:4]
    return f"l'anno {dal}" if dal == al else f"gli anni {dal}-{al}"


def _protocollo(dati: Dati) -> str:
    protocollo = dati.get("protocollo") or {}
    if not (protocollo.get("numero") and protocollo.get("data")):
        return ""
    return Atto(
        "protocollo", "", protocollo["numero"], date.fromisoformat(protocollo["data"])
    ).stampa()


def _quadro(dati: Dati, chiave: str) -> Any:
    return (dati.get("quadro") or {}).get(chiave)


def _distretti_del_quadro(dati: Dati) -> str:
    quadro = dati.get("quadro")
    if not quadro:
        return ""
    return _elenca(
        [
            _conta(quadro["territoriali"], "distretto territoriale", "distretti territoriali"),
            _conta(quadro["tematici"], "distretto tematico", "distretti tematici"),
            _conta(quadro["family_audit"], "distretto family audit", "distretti family audit"),
        ]
    )


TIPI_DI_DISTRETTO = {
    "territoriale": "distretto famiglia territoriale",
    "tematico": "distretto famiglia tematico",
    "family_audit": "distretto family audit",
}


def _se_stampato(dati: Dati, chiave: str) -> Any:
    """Number and date, in an act that carries them: signed without, it cannot name them."""
    return None if dati.get("numerazione") == NUMERO_DOPO else dati.get(chiave)


_VOCI: dict[str, tuple[str, Callable[[Snapshot, Dati], Any]]] = {
    "ente": ("denominazione dell'ente", lambda s, d: s["ente"]["denominazione"]),
    "agenzia": ("nome dell'agenzia", lambda s, d: s["ente"]["agenzia"]),
    "struttura": (
        "struttura che adotta l'atto",
        lambda s, d: d.get("struttura") or s["ente"]["struttura"],
    ),
    "ufficio": ("ufficio competente", lambda s, d: s["ente"]["ufficio"]),
    "distretto": ("denominazione del distretto", lambda s, d: s["distretto"]["denominazione"]),
    "tipo_distretto": (
        "tipo di distretto",
        lambda s, d: TIPI_DI_DISTRETTO.get(s["distretto"].get("tipo") or ""),
    ),
    "capofila": ("ente capofila del distretto", lambda s, d: _capofila(s)),
    "anno": ("anno del programma", lambda s, d: s["anno"]),
    "periodo": ("periodo del programma", lambda s, d: _periodo(s)),
    "fine_periodo": ("ultimo giorno del periodo", lambda s, d: _giorno(s["periodo"]["al"])),
    "azioni": ("azioni del programma", lambda s, d: conta_azioni(s)),
    "aderenti": ("elenco degli aderenti", lambda s, d: _aderenti(s)),
    "aderenti_al": ("data dell'elenco degli aderenti", lambda s, d: _giorno(s.get("aderenti_al"))),
    "gruppo_di_lavoro_il": (
        "data in cui il gruppo di lavoro ha condiviso il programma",
        lambda s, d: _giorno(s.get("gruppo_di_lavoro_il")),
    ),
    "atto_capofila": (
        "atto del capofila che approva l'accordo",
        lambda s, d: _atto_accordo(s, "atto_comune", provinciale=False),
    ),
    "atto_provincia": (
        "atto della Giunta provinciale che approva l'accordo",
        lambda s, d: _atto_accordo(s, "atto_provincia", provinciale=True),
    ),
    "tipo_accordo": ("tipo di accordo", lambda s, d: _tipo_accordo(s)),
    "sottoscritto_il": (
        "data di sottoscrizione dell'accordo",
        lambda s, d: _giorno((s.get("accordo") or {}).get("sottoscritto_il")),
    ),
    "proponenti": ("numero di organizzazioni proponenti", lambda s, d: _proponenti(s)),
    "delibera": (
        "delibera della giunta del capofila",
        lambda s, d: _atto(d.get("delibera"), tipo="deliberazione"),
    ),
    "trasmesso_il": ("data di trasmissione", lambda s, d: _giorno(d.get("trasmesso_il"))),
    "protocollo": ("numero e data di protocollo", lambda s, d: _protocollo(d)),
    "numero": ("numero della determinazione", lambda s, d: _se_stampato(d, "numero")),
    "data": ("data della determinazione", lambda s, d: _giorno(_se_stampato(d, "data"))),
    "proposta_di": ("chi propone l'atto", lambda s, d: d.get("proposta_di")),
    "validata_da": ("chi valida la proposta", lambda s, d: d.get("validata_da")),
    "firmatario": ("chi firma l'atto", lambda s, d: d.get("firmatario")),
    "delega": ("atto che delega chi firma", lambda s, d: _atto(d.get("delega"))),
    "atto_rettificato": (
        "determinazione che si rettifica",
        lambda s, d: _atto(d.get("atto_rettificato")),
    ),
    "motivo_rettifica": (
        "motivo della rettifica, dalla nota di chi l'ha aperta",
        lambda s, d: (d.get("motivo_rettifica") or "").rstrip("."),
    ),
    "punti_rettificati": (
        "punti del programma che la rettifica cambia",
        lambda s, d: _elenca(d.get("punti_rettificati") or []),
    ),
    "quadro_al": ("quadro provinciale dei distretti", lambda s, d: _giorno(_quadro(d, "al"))),
    "quadro_distretti": (
        "quadro provinciale dei distretti",
        lambda s, d: _distretti_del_quadro(d),
    ),
    "quadro_organizzazioni": (
        "quadro provinciale dei distretti",
        lambda s, d: _quadro(d, "organizzazioni"),
    ),
}

SEGNAPOSTI: dict[str, Segnaposto] = {
    nome: Segnaposto(significato, leggi) for nome, (significato, leggi) in _VOCI.items()
}
"""The closed list, by name."""

DELL_APPROVAZIONE = tuple(SEGNAPOSTI[nome].significato for nome in ("numero", "data"))
"""What an act lacks until it is approved: no fault of its text."""
