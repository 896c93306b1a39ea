"""The tasks that the sandbox runs: the issued file and the copy in one stream, JSON out."""

import base64
import datetime as dt
import json
from typing import Any

from asn1crypto import x509

from documenti.firme import differenze
from documenti.firme.errori import FirmaRifiutata
from documenti.firme.esame import Elenco
from documenti.firme.verifica import pdf_contenuto
from documenti.firme.verifica import verifica as _verifica


def verifica(argomenti: dict[str, Any], dati: bytes) -> bytes:
    """The findings, or ``rifiuto`` with its reason."""
    emesso, copia = dati[: argomenti["emesso"]], dati[argomenti["emesso"] :]
    try:
        risposta = _verifica(copia, emesso, _elenco(argomenti))
    except FirmaRifiutata as rifiuto:
        risposta = {"rifiuto": rifiuto.messaggio, "contenuti": list(rifiuto.contenuti)}
    return json.dumps(risposta, ensure_ascii=False).encode()


def confronta(argomenti: dict[str, Any], dati: bytes) -> bytes:
    """The differences, or ``errore`` with its reason."""
    emesso, copia = dati[: argomenti["emesso"]], dati[argomenti["emesso"] :]
    try:
        risposta = differenze.confronta(emesso, pdf_contenuto(copia, _elenco(argomenti)))
    except (FirmaRifiutata, differenze.NonConfrontabile) as errore:
        risposta = {"errore": str(errore)}
    return json.dumps(risposta, ensure_ascii=False).encode()


def _elenco(argomenti: dict[str, Any]) -> Elenco:
    autorita = [x509.Certificate.load(base64.b64decode(c)) for c in argomenti["autorita"]]
    return Elenco(tuple(autorita), dt.datetime.fromisoformat(argomenti["adesso"]))
