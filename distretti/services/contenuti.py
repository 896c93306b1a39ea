"""The shapes of what a proposal holds: read, cleaned and refused in Italian.

A content is JSON. Dates are ISO text; "" is an empty date or text. A change is ``[prima, dopo]``:
``prima`` is the value that the proposer saw, and the condition on which the change is made.

======================  =====================================================================
adesione                dal, al, motivo_uscita, proponente
organizzazione          denominazione, altri_nomi, forma_giuridica, settore, then as adesione
                        (dal may be empty: no membership), and a day for each mark
uscita                  al, motivo_uscita
certificazione          tipo, dal, al
correzione              adesione (the day it began), then any of: changes of forma_giuridica,
                        settore, dal, al, motivo_uscita, proponente and of a mark's day;
                        altri_nomi (names to add)
dati                    changes of mail, sito, facebook, altri_canali
======================  =====================================================================
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from distretti.enums import ETICHETTE_PROPOSTA as ETICHETTE
from distretti.enums import FormaGiuridica, TipoCertificazione, TipoProposta
from distretti.models import Adesione, Distretto, Organizzazione
from distretti.services.rifiuto import RegistroRifiutato
from distretti.tempo import leggi_data, spazi

Contenuto = dict[str, Any]

CANALI = ("mail", "sito", "facebook", "altri_canali")
MARCHI = tuple(str(tipo) for tipo in TipoCertificazione.values)
NIENTE = {"-", "–", "—", "tbd", "n.d.", "nessuno"}
"""How documents write an empty channel."""


def _giorno(valore: Any) -> str:
    if isinstance(valore, date):
        return valore.isoformat()
    if not valore:
        return ""
    letto = leggi_data(str(valore))
    if letto is None:
        raise RegistroRifiutato(f"«{valore}» non è una data.")
    return letto.isoformat()


def _testo(valore: Any) -> str:
    return spazi(str(valore or ""))[:250]


def _canale(valore: Any) -> str:
    testo = _testo(valore)
    return "" if testo.casefold() in NIENTE else testo


def _nomi(valore: Any) -> list[str]:
    puliti = (spazi(str(nome))[:250] for nome in valore or ())
    return list(dict.fromkeys(nome for nome in puliti if nome))


def _scelta(scelte: type[FormaGiuridica] | type[TipoCertificazione]) -> Callable[[Any], str]:
    def leggi(valore: Any) -> str:
        if valore and valore not in scelte.values:
            raise RegistroRifiutato(f"«{valore}» non è fra le voci ammesse.")
        return str(valore or "")

    return leggi


_ADESIONE: dict[str, Callable[[Any], Any]] = {
    "dal": _giorno,
    "al": _giorno,
    "motivo_uscita": _testo,
    "proponente": bool,
}
_ORGANIZZAZIONE: dict[str, Callable[[Any], Any]] = {
    "altri_nomi": _nomi,
    "forma_giuridica": _scelta(FormaGiuridica),
    "settore": lambda valore: _testo(valore)[:120],
}
_MARCHI: dict[str, Callable[[Any], Any]] = dict.fromkeys(MARCHI, _giorno)

FORME: dict[str, dict[str, Callable[[Any], Any]]] = {
    TipoProposta.ADESIONE: _ADESIONE,
    TipoProposta.ORGANIZZAZIONE: {
        "denominazione": _testo,
        **_ORGANIZZAZIONE,
        **_ADESIONE,
        **_MARCHI,
    },
    TipoProposta.USCITA: {"al": _giorno, "motivo_uscita": _testo},
    TipoProposta.CERTIFICAZIONE: {
        "tipo": _scelta(TipoCertificazione),
        "dal": _giorno,
        "al": _giorno,
    },
}
"""The fields that are plain values, and how each is read."""

CAMBIAMENTI: dict[str, dict[str, Callable[[Any], Any]]] = {
    TipoProposta.CORREZIONE: {
        "forma_giuridica": _ORGANIZZAZIONE["forma_giuridica"],
        "settore": _ORGANIZZAZIONE["settore"],
        **_ADESIONE,
        **_MARCHI,
    },
    TipoProposta.DATI: dict.fromkeys(CANALI, _canale),
}
"""The fields that are changes from a value to another."""

OBBLIGATORI: dict[str, tuple[str, ...]] = {
    TipoProposta.ADESIONE: ("dal",),
    TipoProposta.ORGANIZZAZIONE: ("denominazione",),
    TipoProposta.USCITA: ("al", "motivo_uscita"),
    TipoProposta.CERTIFICAZIONE: ("tipo", "dal"),
}


def leggi_contenuto(tipo: str, dati: Mapping[str, Any]) -> Contenuto:
    """The content of a proposal, cleaned. Raises ``RegistroRifiutato`` for what a person wrote
    wrong, ``ValueError`` for a field that the kind has not."""
    if tipo in CAMBIAMENTI:
        return _leggi_cambiamenti(tipo, dati)
    forma = FORME[tipo]
    if estranei := set(dati) - set(forma):
        raise ValueError(f"{tipo} has no {sorted(estranei)}")
    contenuto = {campo: leggi(dati.get(campo)) for campo, leggi in forma.items()}
    for campo in OBBLIGATORI[tipo]:
        if not contenuto[campo]:
            raise RegistroRifiutato(f"Manca un dato: {ETICHETTE[campo].lower()}.")
    if contenuto.get("al") and contenuto.get("dal", "") > contenuto["al"]:
        raise RegistroRifiutato("La fine non può precedere l'inizio.")
    if tipo == TipoProposta.ORGANIZZAZIONE and contenuto["al"] and not contenuto["dal"]:
        raise RegistroRifiutato("Manca un dato: il giorno da cui aderisce.")
    return contenuto


def _leggi_cambiamenti(tipo: str, dati: Mapping[str, Any]) -> Contenuto:
    forme = CAMBIAMENTI[tipo]
    contenuto: Contenuto = {}
    for campo, valore in dati.items():
        if campo == "altri_nomi" and tipo == TipoProposta.CORREZIONE:
            if nomi := _nomi(valore):
                contenuto[campo] = nomi
        elif campo == "adesione" and tipo == TipoProposta.CORREZIONE:
            continue
        else:
            prima, dopo = (forme[campo](v) for v in valore)
            if prima != dopo:
                _controlla(tipo, campo, dopo)
                contenuto[campo] = [prima, dopo]
    if not contenuto:
        raise RegistroRifiutato("Non c'è nulla di cambiato.")
    if "adesione" in dati:
        contenuto["adesione"] = _giorno(dati["adesione"])
    return contenuto


def _controlla(tipo: str, campo: str, valore: Any) -> None:
    """What the database's own column would refuse, or cannot be emptied."""
    if campo in ("dal", *MARCHI) and not valore:
        raise RegistroRifiutato(f"{ETICHETTE[campo]}: manca la data.")
    if campo in ("dal", "al", "motivo_uscita", "proponente", *MARCHI):
        return
    modello = Distretto if tipo == TipoProposta.DATI else Organizzazione
    colonna: Any = modello._meta.get_field(campo)
    try:
        colonna.clean(valore, None)
    except ValidationError as errore:
        raise RegistroRifiutato(f"{ETICHETTE[campo]}: {' '.join(errore.messages)}") from errore


def giorno(valore: str) -> date | None:
    """A day as a content keeps it."""
    return date.fromisoformat(valore) if valore else None


CAMPI_ADESIONE = tuple(f.name for f in Adesione._meta.fields if f.name in _ADESIONE)
