"""Signed copies of issued files: bytes in, findings out; nothing here knows the database.

``verifica`` says whether a PAdES PDF or a CAdES .p7m is whole and holds exactly the issued file,
who signed it, when they say they did and whether the list of trusted authorities knows them.
Revocation is not looked up: nothing here reaches the network. ``confronta`` tells how a rewritten
PDF differs.

Copies come from outside, so both work in the limited child process. Findings are plain JSON values:

``formato`` (pades, p7m), ``esito`` (identico, riscritto), ``strati`` of envelope, ``contenuti``
(SHA-256 of what the copy holds) and ``firme``: for each ``firmatario``, ``organizzazione``,
``codice_fiscale`` (personal data: officers only), ``emittente``, ``seriale``, ``valido_dal``,
``valido_al``, ``dichiarata_il``, ``marca_il``, ``algoritmo``, ``formato`` and ``fiducia``
(riconosciuta, scaduta_dopo, fuori_validita, non_di_firma, non_riconosciuta, senza_elenco).
"""

import base64
import datetime as dt
import json
import logging
from collections.abc import Sequence
from typing import Any

from documenti import sandbox
from documenti.firme.errori import FirmaRifiutata

__all__ = ["DIMENSIONE_MASSIMA", "IDENTICO", "FirmaRifiutata", "confronta", "verifica"]

IDENTICO = "identico"
logger = logging.getLogger(__name__)

DIMENSIONE_MASSIMA = 60 * 1024 * 1024
LIMITI = sandbox.Limiti(secondi=60, memoria_mib=1024)
LIMITI_CONFRONTO = sandbox.Limiti(secondi=120, memoria_mib=1024)
COMPITI = "documenti.firme.compito"


def verifica(
    copia: bytes, emesso: bytes, *, autorita: Sequence[bytes], adesso: dt.datetime
) -> dict[str, Any]:
    """The findings on a signed copy of ``emesso``. Raises ``FirmaRifiutata``.

    ``autorita`` are certificates in DER; ``adesso`` is the instant at which trust is asked for.
    """
    if not copia:
        raise FirmaRifiutata("Il file è vuoto.")
    if len(copia) > DIMENSIONE_MASSIMA:
        raise FirmaRifiutata(f"Il file supera {DIMENSIONE_MASSIMA // 1024**2} MB.")
    risposta = _esegui("verifica", copia, emesso, autorita, adesso, LIMITI)
    if "rifiuto" in risposta:
        raise FirmaRifiutata(risposta["rifiuto"], contenuti=tuple(risposta["contenuti"]))
    return risposta


def confronta(copia: bytes, emesso: bytes) -> dict[str, Any]:
    """How the PDF in the copy differs (``differenze.confronta``), or ``{"errore": "…"}``."""
    adesso = dt.datetime.now(dt.UTC)
    try:
        return _esegui("confronta", copia, emesso, (), adesso, LIMITI_CONFRONTO)
    except FirmaRifiutata as errore:
        return {"errore": errore.messaggio}


def _esegui(
    compito: str,
    copia: bytes,
    emesso: bytes,
    autorita: Sequence[bytes],
    adesso: dt.datetime,
    limiti: sandbox.Limiti,
) -> dict[str, Any]:
    argomenti: dict[str, object] = {
        "emesso": len(emesso),
        "autorita": [base64.b64encode(certificato).decode() for certificato in autorita],
        "adesso": adesso.isoformat(),
    }
    try:
        risposta = sandbox.esegui(f"{COMPITI}.{compito}", argomenti, emesso + copia, limiti=limiti)
    except sandbox.TempoScaduto as errore:
        raise FirmaRifiutata("Il file è troppo complesso: la verifica non finisce.") from errore
    except sandbox.MemoriaEsaurita as errore:
        raise FirmaRifiutata("Il file è troppo complesso: richiede troppa memoria.") from errore
    except sandbox.SandboxError as errore:
        logger.warning("Signed copy not read: %s %s", errore, getattr(errore, "dettaglio", ""))
        raise FirmaRifiutata("Il file è rovinato o scritto in modo insolito.") from errore
    dati: dict[str, Any] = json.loads(risposta)
    return dati
