"""A signed copy against the file that was issued: bytes in, findings out."""

import hashlib
import re
from typing import Any

from documenti.firme import busta, pades
from documenti.firme.errori import FirmaRifiutata
from documenti.firme.esame import Elenco, Firma

IDENTICO = "identico"
RISCRITTO = "riscritto"
FINE = re.compile(rb"%%EOF\r?\n?")
REVISIONI_CERCATE = 30


def verifica(copia: bytes, emesso: bytes, elenco: Elenco) -> dict[str, Any]:
    """The findings on a copy. Raises ``FirmaRifiutata``.

    ``esito`` is ``identico`` (the issued file is in it, byte for byte) or ``riscritto`` (it holds
    a PDF of other bytes: a person has to compare); ``contenuti`` are the SHA-256 of what it holds.
    """
    if copia == emesso:
        raise FirmaRifiutata("È il file emesso, senza alcuna firma.")
    if busta.sembra_busta(copia):
        return _busta(copia, emesso, elenco)
    if _e_pdf(copia):
        return _pdf(copia, emesso, elenco)
    raise FirmaRifiutata(busta.NON_P7M)


def _pdf(dati: bytes, emesso: bytes, elenco: Elenco) -> dict[str, Any]:
    try:
        letto = pades.leggi(dati, elenco)
    except FirmaRifiutata as rifiuto:
        raise FirmaRifiutata(rifiuto.messaggio, contenuti=_contenuti(dati)) from rifiuto
    identico = pades.contiene(letto, dati, emesso)
    return _rilievi("pades", identico, list(letto.firme), _contenuti(dati), strati=0)


def _busta(dati: bytes, emesso: bytes, elenco: Elenco) -> dict[str, Any]:
    aperta = busta.apri(dati, elenco)
    firme = list(aperta.firme)
    if aperta.contenuto == emesso:
        return _rilievi("p7m", True, firme, _contenuti(emesso), strati=aperta.strati)
    if not _e_pdf(aperta.contenuto):
        raise FirmaRifiutata("Il .p7m non contiene un PDF.", contenuti=_contenuti(aperta.contenuto))
    if not _con_firme(aperta.contenuto):
        contenuti = _contenuti(aperta.contenuto)
        return _rilievi("p7m", False, firme, contenuti, strati=aperta.strati)
    dentro = _pdf(aperta.contenuto, emesso, elenco)
    dentro["firme"] = [*(firma.come_dati() for firma in firme), *dentro["firme"]]
    return dentro | {"formato": "p7m", "strati": aperta.strati}


def pdf_contenuto(copia: bytes, elenco: Elenco) -> bytes:
    """The PDF that a copy shows: itself, or what its envelope holds."""
    return busta.apri(copia, elenco).contenuto if busta.sembra_busta(copia) else copia


def _rilievi(
    formato: str, identico: bool, firme: list[Firma], contenuti: tuple[str, ...], *, strati: int
) -> dict[str, Any]:
    return {
        "formato": formato,
        "esito": IDENTICO if identico else RISCRITTO,
        "strati": strati,
        "firme": [firma.come_dati() for firma in firme],
        "contenuti": list(contenuti),
    }


def _e_pdf(dati: bytes) -> bool:
    return b"%PDF-" in dati[:1024]


def _con_firme(dati: bytes) -> bool:
    return b"/ByteRange" in dati


def _contenuti(dati: bytes) -> tuple[str, ...]:
    """The hashes of the file and of each revision that its beginning may have been issued as."""
    fini = [trovata.end() for trovata in FINE.finditer(dati)][:REVISIONI_CERCATE]
    tagli = {len(dati), *fini, *(fine - 1 for fine in fini if dati[fine - 1 : fine] == b"\n")}
    return tuple(sorted({hashlib.sha256(dati[:taglio]).hexdigest() for taglio in tagli}))
