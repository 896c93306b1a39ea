"""The determinazione, composed from the Ente's template and a programme's snapshot.

Pure: plain values in, plain values out. The template is text with placeholders from a closed
list, written ``{{nome}}``; it is never executed. Paragraphs are separated by a blank line. A
paragraph that begins with ``{{se presente}}`` is left out when one of its data is missing;
elsewhere a missing datum prints as a marked gap and is listed in ``mancanti``.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from distretti.atti import Atto, leggi_atto
from distretti.tempo import stampa_data

PARTI = ("oggetto", "premesse", "visti", "dispositivo", "allegati", "nota_firma")
"""The texts of a template, in the order of the act."""

SE_PRESENTE = "se presente"

_SEGNAPOSTO = re.compile(r"\{\{\s*(?P<nome>[^{}]*?)\s*\}\}")
_GRAFFE = re.compile(r"\{\{|\}\}")
_MODELLO = Path(__file__).parent / "dati" / "modello_determinazione.json"


class ModelloNonValido(ValueError):
    """The template uses something outside its language; the message is for its author."""


def modello_predefinito() -> dict[str, Any]:
    """The template with which an Ente starts: ``versione`` and the texts named by ``PARTI``."""
    modello: dict[str, Any] = json.loads(_MODELLO.read_text(encoding="utf-8"))
    return {
        parte: "\n\n".join(testo) if isinstance(testo, list) else testo
        for parte, testo in modello.items()
    }


# --- values ---------------------------------------------------------------------------------

Snapshot = Mapping[str, Any]
Dati = Mapping[str, Any]


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


SEGNAPOSTI: dict[str, tuple[str, Callable[[Snapshot, Dati], Any]]] = {
    "ente": ("denominazione dell'ente", lambda s, d: s["ente"]["denominazione"]),
    "agenzia": ("nome dell'agenzia", lambda s, d: s["ente"]["agenzia"]),
    "struttura": ("struttura che adotta l'atto", lambda s, d: s["ente"]["struttura"]),
    "ufficio": ("ufficio competente", lambda s, d: s["ente"]["ufficio"]),
    "distretto": ("denominazione del distretto", lambda s, d: s["distretto"]["denominazione"]),
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
    "numero": ("numero della determinazione", lambda s, d: d.get("numero")),
    "data": ("data della determinazione", lambda s, d: _giorno(d.get("data"))),
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
"""The closed list: name -> what it is called when it is missing, how it is read."""


# --- composition ----------------------------------------------------------------------------


def errori_del_modello(modello: Mapping[str, Any]) -> list[str]:
    """What is wrong with a template, in Italian; empty when it can be used."""
    errori = []
    for parte in PARTI:
        testo = str(modello.get(parte) or "")
        for trovato in _SEGNAPOSTO.finditer(testo):
            nome = trovato["nome"]
            if nome == SE_PRESENTE:
                if testo[: trovato.start()].rstrip(" ") and not re.search(
                    r"\n[ \t]*\n\s*$", testo[: trovato.start()]
                ):
                    errori.append(f"{parte}: «{{{{{SE_PRESENTE}}}}}» va all'inizio del paragrafo.")
            elif nome not in SEGNAPOSTI:
                errori.append(f"{parte}: il segnaposto «{{{{{nome}}}}}» non esiste.")
        if _GRAFFE.search(_SEGNAPOSTO.sub("", testo)):
            errori.append(f"{parte}: c'è una doppia graffa senza la sua compagna.")
    for parte in ("oggetto", "dispositivo"):
        if not str(modello.get(parte) or "").strip():
            errori.append(f"{parte}: il testo manca.")
    return errori


def componi(
    modello: Mapping[str, Any], snapshot: Snapshot, dati: Dati | None = None
) -> dict[str, Any]:
    """The ``determinazione`` of a snapshot: texts ready to print, gaps listed in ``mancanti``.

    ``dati`` holds what a snapshot does not: ``numero``, ``data``, ``firmatario``, ``organo``,
    ``numero_serie``, ``protocollo`` {numero, data}, ``delibera`` (ATTO), ``trasmesso_il``,
    ``quadro`` {al, territoriali, tematici, family_audit, organizzazioni}. Dates are ISO strings.
    Raises ``ModelloNonValido``.
    """
    dati = dati or {}
    if errori := errori_del_modello(modello):
        raise ModelloNonValido("Il modello di determinazione non è valido. " + " ".join(errori))
    composizione = _Composizione(snapshot, dati)
    parti = {parte: composizione.paragrafi(str(modello.get(parte) or "")) for parte in PARTI}
    for nome in ("numero", "data"):
        composizione.valore(nome)
    return {
        "modello": modello.get("versione"),
        "numero": dati.get("numero") or "",
        "data": dati.get("data") or None,
        "numero_serie": dati.get("numero_serie") or "",
        "protocollo": dati.get("protocollo") or None,
        "struttura": snapshot["ente"]["struttura"] or snapshot["ente"]["agenzia"],
        "organo": dati.get("organo") or snapshot["ente"]["formula_firma"],
        "oggetto": " ".join(parti["oggetto"]),
        "premesse": parti["premesse"],
        "visti": parti["visti"],
        "dispositivo": parti["dispositivo"],
        "allegati": parti["allegati"],
        "firmatario": dati.get("firmatario") or "",
        "nota_firma": " ".join(parti["nota_firma"]),
        "mancanti": list(dict.fromkeys(composizione.mancanti)),
        "omessi": list(dict.fromkeys(composizione.omessi)),
    }


class _Composizione:
    """Fills the placeholders of one act and remembers what was missing."""

    def __init__(self, snapshot: Snapshot, dati: Dati) -> None:
        self.snapshot = snapshot
        self.dati = dati
        self.mancanti: list[str] = []
        self.omessi: list[str] = []

    def valore(self, nome: str) -> str:
        etichetta, leggi = SEGNAPOSTI[nome]
        testo = _testo(leggi(self.snapshot, self.dati))
        if not testo:
            self.mancanti.append(etichetta)
            return f"[manca: {etichetta}]"
        return testo

    def paragrafi(self, testo: str) -> list[str]:
        return list(filter(None, map(self._paragrafo, re.split(r"\n[ \t]*\n", testo.strip()))))

    def _paragrafo(self, testo: str) -> str:
        nomi = [t["nome"] for t in _SEGNAPOSTO.finditer(testo)]
        if SE_PRESENTE in nomi:
            assenti = [
                SEGNAPOSTI[nome][0]
                for nome in nomi
                if nome != SE_PRESENTE and not _testo(SEGNAPOSTI[nome][1](self.snapshot, self.dati))
            ]
            self.omessi += assenti
            if assenti:
                return ""
        riempito = _SEGNAPOSTO.sub(
            lambda t: "" if t["nome"] == SE_PRESENTE else self.valore(t["nome"]), testo
        )
        return " ".join(riempito.split(" ")).strip()


def _testo(valore: Any) -> str:
    return "" if valore is None else str(valore).strip()
