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
}
"""What the office adds to that."""

TIPI = {"riga_vamt": "la riga V.A.M.T.", "azione": "l'azione", "progettualita": "la progettualità"}


def differenze(
    prima: dict[str, Any], dopo: dict[str, Any], *, anche_dell_ufficio: bool = False
) -> list[str]:
    """The places whose text changed, in the document's order; what the office adds is left out,
    unless it is asked for."""
    parti = PARTI | DELL_UFFICIO if anche_dell_ufficio else PARTI
    trovate = [nome for chiave, nome in parti.items() if prima.get(chiave) != dopo.get(chiave)]
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


def _testi(snapshot: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {voce["codice"]: (voce["titolo"], voce["html"]) for voce in snapshot.get("voci") or []}


def _titoli(*snapshot: dict[str, Any]) -> dict[str, str]:
    return {voce["codice"]: voce["titolo"] for s in snapshot for voce in s.get("voci") or []}


def _azioni(snapshot: dict[str, Any]) -> dict[tuple[str, int], dict[str, Any]]:
    return {(a["tipo"], a["numero"]): a for a in snapshot.get("azioni") or []}
