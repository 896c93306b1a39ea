"""The determinazione, composed from a text with placeholders and a programme's snapshot. Pure.

A missing datum prints as a marked gap and is listed in ``mancanti``; a paragraph that may be left
out (``{{se presente}}``) is, and what it lacked is listed in ``omessi``.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from istruttoria.determinazione.linguaggio import (
    PARTI,
    ModelloNonValido,
    Paragrafo,
    errori_del_modello,
    paragrafi,
)
from istruttoria.determinazione.segnaposti import (
    DELL_APPROVAZIONE,
    NUMERO_DOPO,
    NUMERO_STAMPATO,
    SEGNAPOSTI,
    Dati,
    Snapshot,
)

_DATI = Path(__file__).parent.parent / "dati"


def modello_predefinito(genere: str = "approvazione") -> dict[str, Any]:
    """The template of a kind of act with which an Ente starts: ``versione`` and the texts named by
    ``PARTI``."""
    testo = (_DATI / f"modello_{genere}.json").read_text(encoding="utf-8")
    modello: dict[str, Any] = json.loads(testo)
    return {
        parte: "\n\n".join(testo) if isinstance(testo, list) else testo
        for parte, testo in modello.items()
    }


def componi(
    modello: Mapping[str, Any], snapshot: Snapshot, dati: Dati | None = None
) -> dict[str, Any]:
    """The ``determinazione`` of a snapshot: texts ready to print, gaps listed in ``mancanti``.

    ``dati`` holds what a snapshot does not: ``numero``, ``data``, ``numerazione``, ``struttura``,
    ``organo``, ``formula_firma``, ``firmatario``, ``sostituto`` and ``delega`` (ATTO),
    ``proposta_di``, ``validata_da``, ``numero_serie``, ``verifica`` (the address that verifies it),
    ``protocollo`` {numero, data}, ``delibera`` (ATTO), ``trasmesso_il``, ``quadro`` {al,
    territoriali, tematici, family_audit, organizzazioni}, and for an act that rectifies
    ``atto_rettificato`` (ATTO), ``motivo_rettifica``, ``punti_rettificati`` [testo]. Dates are ISO
    strings.
    Raises ``ModelloNonValido``.
    """
    dati = dati or {}
    if errori := errori_del_modello(modello):
        raise ModelloNonValido(
            "Il modello di determinazione non è valido. " + " ".join(map(str, errori))
        )
    composizione = _Composizione(snapshot, dati)
    parti = {parte: composizione.parte(str(modello.get(parte) or "")) for parte in PARTI}
    if dati.get("numerazione") != NUMERO_DOPO:
        for nome in ("numero", "data"):
            composizione.valore(nome)
    composizione.valore("firmatario")
    if dati.get("sostituto"):
        composizione.valore("delega")
    return {
        "modello": modello.get("versione"),
        "numero": dati.get("numero") or "",
        "data": dati.get("data") or None,
        "numero_serie": dati.get("numero_serie") or "",
        "verifica": dati.get("verifica") or "",
        "protocollo": dati.get("protocollo") or None,
        "numerazione": dati.get("numerazione") or NUMERO_STAMPATO,
        "struttura": dati.get("struttura")
        or snapshot["ente"]["struttura"]
        or snapshot["ente"]["agenzia"],
        "organo": dati.get("organo") or snapshot["ente"]["formula_firma"],
        "formula_firma": dati.get("formula_firma") or snapshot["ente"]["formula_firma"],
        "oggetto": " ".join(parti["oggetto"]),
        "premesse": parti["premesse"],
        "visti": parti["visti"],
        "dispositivo": parti["dispositivo"],
        "allegati": parti["allegati"],
        "firmatario": dati.get("firmatario") or "",
        "proposta_di": dati.get("proposta_di") or "",
        "validata_da": dati.get("validata_da") or "",
        "delega": dati.get("delega") or None,
        **({"rettifica": dati["atto_rettificato"]} if dati.get("atto_rettificato") else {}),
        "nota_firma": " ".join(parti["nota_firma"]),
        "mancanti": list(dict.fromkeys(composizione.mancanti)),
        "omessi": list(dict.fromkeys(composizione.omessi)),
    }


NUMERO_NEL_TESTO = (
    "L’ente firma la determinazione senza numero, che si registra dopo: il testo non può citarli. "
    "Togliere {{numero}} e {{data}}."
)


def cita_il_numero(atto: Mapping[str, Any]) -> bool:
    """Whether a text names a number or a date that the act does not have when it is signed."""
    dopo = atto["numerazione"] == NUMERO_DOPO
    return dopo and any(mancante in DELL_APPROVAZIONE for mancante in atto["mancanti"])


def da_completare(atto: Mapping[str, Any]) -> list[str]:
    """What is missing from a composed act, but for the number and the date that its approval
    gives: not where it gives none, since there the gap would be printed."""
    if atto["numerazione"] == NUMERO_DOPO:
        return list(atto["mancanti"])
    return [mancante for mancante in atto["mancanti"] if mancante not in DELL_APPROVAZIONE]


class _Composizione:
    """Fills the placeholders of one act and remembers what was missing."""

    def __init__(self, snapshot: Snapshot, dati: Dati) -> None:
        self.snapshot = snapshot
        self.dati = dati
        self.mancanti: list[str] = []
        self.omessi: list[str] = []

    def valore(self, nome: str) -> str:
        segnaposto = SEGNAPOSTI[nome]
        testo = segnaposto.valore(self.snapshot, self.dati)
        if not testo:
            self.mancanti.append(segnaposto.significato)
            return f"[manca: {segnaposto.significato}]"
        return testo

    def parte(self, testo: str) -> list[str]:
        return list(filter(None, map(self._paragrafo, paragrafi(testo))))

    def _paragrafo(self, paragrafo: Paragrafo) -> str:
        if paragrafo.tipi and self.snapshot["distretto"].get("tipo") not in paragrafo.tipi:
            return ""
        nomi = dict.fromkeys(paragrafo.nomi)
        if paragrafo.facoltativo:
            assenti = [
                SEGNAPOSTI[nome].significato
                for nome in nomi
                if not SEGNAPOSTI[nome].valore(self.snapshot, self.dati)
            ]
            self.omessi += assenti
            if assenti:
                return ""
        return paragrafo.riempi({nome: self.valore(nome) for nome in nomi})
