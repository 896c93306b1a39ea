"""What of a programme anybody may read: a closed list of keys, everything else stays out.

Pure: a snapshot in, a smaller JSON value out. Offices and the people who hold them are public;
telephone numbers, e-mail addresses of people and how a phrase is being read are not. A key added
to the snapshot tomorrow is not public until it is written here.
"""

from collections.abc import Iterable, Mapping
from typing import Any

FORMATO = "programma-pubblicato/1"

ENTE = ("codice", "denominazione", "agenzia", "struttura", "ufficio", "sito", "serie")
DISTRETTO = ("codice", "denominazione", "tipo", "nome_breve", "capofila")
ACCORDO = ("tipo", "atto_comune", "atto_provincia", "sottoscritto_il", "proponenti")
VOCE = ("codice", "tipo", "titolo", "html")
DATO = ("chiave", "etichetta", "valore")
ATTORE = ("ruolo", "etichetta", "nominativo", "qualifica")
CANALE = ("tipo", "etichetta", "testo", "valore")
AMBITO = ("voce", "numero", "titolo", "introduzione")
CAMPO = ("codice", "etichetta")
AZIONE = (
    *("tipo", "numero", "titolo", "ambito", "ambito_numero", "tema", "macro_ambito", "vamt"),
    *("strategico", "obiettivo", "obiettivo_generale", "obiettivo_specifico", "descrizione"),
    *("referenti", "referenti_testo", "altre_organizzazioni", "altre_organizzazioni_testo"),
    *("tempi", "scadenza"),
)
INDICATORE = ("marcatore", "testo", "unita", "obiettivo")
REGOLA = ("marcatore", "testo", "evidenze")
ADERENTE = (
    *("numero", "organizzazione", "dal", "al", "proponente", "family_in_trentino"),
    *("family_audit", "dal_testo"),
)
DETERMINAZIONE = (
    *("numero", "data", "oggetto", "organo", "firmatario", "numero_serie"),
    "rettifica",
)
PERIODO = ("dal", "al")
ATTO = ("tipo", "organo", "numero", "data", "testo")
SEMPLICI = ("anno", "titolo", "gruppo_di_lavoro_il", "aderenti_al", "storico")


def proietta(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The public part of a snapshot, in its own names."""
    return {
        "formato": FORMATO,
        **{chiave: snapshot.get(chiave) for chiave in SEMPLICI},
        "ente": _scegli(snapshot["ente"], ENTE),
        "distretto": _scegli(snapshot["distretto"], DISTRETTO),
        "periodo": _scegli(snapshot["periodo"], PERIODO),
        "accordo": _accordo(snapshot.get("accordo")),
        "voci": _righe(snapshot["voci"], VOCE),
        "dati_distretto": _righe(snapshot["dati_distretto"], DATO),
        "attori": _righe(snapshot["attori"], ATTORE),
        "canali": _righe(snapshot["canali"], CANALE),
        "ambiti": _righe(snapshot["ambiti"], AMBITO),
        "campi": {tipo: _righe(campi, CAMPO) for tipo, campi in snapshot["campi"].items()},
        "azioni": [_azione(azione) for azione in snapshot["azioni"]],
        "aderenti": _righe(snapshot["aderenti"], ADERENTE),
        "determinazione": _scegli(snapshot.get("determinazione") or {}, DETERMINAZIONE) or None,
    }


def _accordo(accordo: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not accordo:
        return None
    scelto = _scegli(accordo, ACCORDO)
    return {
        chiave: _scegli(valore, ATTO) if isinstance(valore, Mapping) else valore
        for chiave, valore in scelto.items()
    }


def _azione(azione: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_scegli(azione, AZIONE),
        "indicatori": _righe(azione["indicatori"], INDICATORE),
        "regole": _righe(azione["regole"], REGOLA),
    }


def _righe(righe: Iterable[Mapping[str, Any]], chiavi: tuple[str, ...]) -> list[dict[str, Any]]:
    return [_scegli(riga, chiavi) for riga in righe]


def _scegli(valori: Mapping[str, Any], chiavi: tuple[str, ...]) -> dict[str, Any]:
    return {chiave: valori[chiave] for chiave in chiavi if chiave in valori}
