"""What differs between two snapshots of a programme's text, said in Italian. Pure."""

from typing import Any

PARTI = {
    "titolo": "il frontespizio",
    "gruppo_di_lavoro_il": "la data del gruppo di lavoro",
    "dati_distretto": "i dati del distretto",
    "attori": "gli attori",
    "canali": "i canali",
    "ambiti": "gli ambiti",
}
"""The parts that the district writes, beside texts and actions: what the giunta approves."""

DELL_UFFICIO = {
    "aderenti_al": "la data dell'elenco degli aderenti",
    "aderenti": "l'elenco degli aderenti",
    "richiede_contributo": "la richiesta del contributo",
    "distretto": "ciò che il registro dice del distretto",
    "accordo": "l'accordo del distretto",
    "ente": "le intestazioni dell'ente",
}
"""What the office adds to that."""

DEL_REGISTRO = ("distretto", "accordo", "ente")
"""What a programme prints and nobody writes in it."""

TIPI = {"riga_vamt": "la riga V.A.M.T.", "azione": "l'azione", "progettualita": "la progettualità"}


def differenze(
    prima: dict[str, Any], dopo: dict[str, Any], *, anche_dell_ufficio: bool = False
) -> list[str]:
    """The places whose text changed, in the document's order; what the office adds is left out,
    unless it is asked for."""
    parti = PARTI | DELL_UFFICIO if anche_dell_ufficio else PARTI
    trovate = [
        nome for chiave, nome in parti.items() if _cambia(prima.get(chiave), dopo.get(chiave))
    ]
    testi = _testi(prima), _testi(dopo)
    trovate += [
        f"la parte «{titolo}»"
        for codice, titolo in _titoli(prima, dopo).items()
        if testi[0].get(codice) != testi[1].get(codice)
    ]
    azioni = _azioni(prima), _azioni(dopo)
    trovate += [
        f"{TIPI[tipo]} {numero}"
        for tipo, numero in dict.fromkeys([*azioni[0], *azioni[1]])
        if azioni[0].get((tipo, numero)) != azioni[1].get((tipo, numero))
    ]
    return trovate


def _cambia(prima: Any, dopo: Any) -> bool:
    """Of a set of data, only what the earlier text already told."""
    if isinstance(prima, dict) and isinstance(dopo, dict):
        return any(valore != dopo.get(chiave) for chiave, valore in prima.items())
    return bool(prima != dopo)


def _testi(snapshot: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {voce["codice"]: (voce["titolo"], voce["html"]) for voce in snapshot.get("voci") or []}


def _titoli(*snapshot: dict[str, Any]) -> dict[str, str]:
    return {voce["codice"]: voce["titolo"] for s in snapshot for voce in s.get("voci") or []}


def _azioni(snapshot: dict[str, Any]) -> dict[tuple[str, int], dict[str, Any]]:
    return {(a["tipo"], a["numero"]): a for a in snapshot.get("azioni") or []}
