"""The files: written from the register, read in a child process with limits and no network."""

import json
import logging
from datetime import date
from typing import Any

from distretti import queries
from distretti.enums import FormaGiuridica, TipoCertificazione
from distretti.models import Adesione, Distretto
from distretti.services import RegistroRifiutato
from distretti.tempo import stampa_data
from documenti.elenchi import scrivi_csv, scrivi_xlsx
from documenti.elenchi.tabella import MAX_FILE, troppo_grande
from documenti.sandbox import Limiti, SandboxError, TempoScaduto, esegui

logger = logging.getLogger(__name__)

LIMITI = Limiti(secondi=8, memoria_mib=500, attesa=30)
COMPITO = "documenti.elenchi.compito"
FORME = {str(forma): str(forma.label) for forma in FormaGiuridica}


def scrivi(distretto: Distretto, giorno: date, *, formato: str) -> bytes:
    """The members on a day as a CSV or XLSX file."""
    righe = [_riga(adesione) for adesione in queries.aderenti(distretto, giorno)]
    if formato == "csv":
        return scrivi_csv(righe, forme=FORME)
    titolo = f"{distretto}: aderenti al {stampa_data(giorno)}"
    return scrivi_xlsx(righe, forme=FORME, titolo=titolo)


def _riga(adesione: Adesione) -> dict[str, Any]:
    """A membership as ``documenti.elenchi`` speaks of it."""
    organizzazione: Any = adesione.organizzazione
    marchi = {str(tipo): "" for tipo in TipoCertificazione}
    for marchio in organizzazione.marchi:  # the latest of each kind comes first
        marchi[marchio.tipo] = marchi[marchio.tipo] or marchio.dal.isoformat()
    return {
        "denominazione": organizzazione.denominazione,
        "altri_nomi": [alias.nome for alias in organizzazione.alias.all()],
        "forma_giuridica": organizzazione.forma_giuridica,
        "settore": organizzazione.settore,
        "dal": adesione.dal.isoformat(),
        "al": adesione.al.isoformat() if adesione.al else "",
        "motivo_uscita": adesione.motivo_uscita,
        "proponente": adesione.proponente,
        **marchi,
    }


def controlla_dimensione(byte: int) -> None:
    """Refuse what is no list by its size alone, before anything opens it."""
    if byte > MAX_FILE:
        raise RegistroRifiutato(troppo_grande())


def leggi_file(contenuto: bytes) -> dict[str, Any]:
    """The reading of a list: ``righe``, ``errori``, ``avvisi``."""
    controlla_dimensione(len(contenuto))
    try:
        lettura = json.loads(esegui(COMPITO, {"forme": FORME}, contenuto, limiti=LIMITI))
    except SandboxError as errore:
        logger.warning("reading of a list failed: %s", getattr(errore, "dettaglio", "") or errore)
        tempo = isinstance(errore, TempoScaduto)
        raise RegistroRifiutato(
            f"La lettura del file {'dura troppo' if tempo else 'non riesce'}: è costruito in un "
            "modo che un elenco non ha. Aprirlo con Excel, salvarlo di nuovo come .xlsx e "
            "riprovare."
        ) from errore
    return {nome: _senza_segni_vietati(lettura[nome]) for nome in ("righe", "errori", "avvisi")}


def _senza_segni_vietati(valore: Any) -> Any:
    """Text without what a database refuses: NUL and halves of surrogate pairs."""
    if isinstance(valore, str):
        return valore.replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(valore, list):
        return [_senza_segni_vietati(v) for v in valore]
    if isinstance(valore, dict):
        return {k: _senza_segni_vietati(v) for k, v in valore.items()}
    return valore
