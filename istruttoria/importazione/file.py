"""The file itself: is it there, is it of a sane size, what does it say."""

import json
import logging
from pathlib import Path
from typing import Any

from documenti.sandbox import Limiti, MemoriaEsaurita, SandboxError, TempoScaduto, esegui
from istruttoria.importazione.errori import ImportazioneRifiutata

logger = logging.getLogger(__name__)

DIMENSIONE_MASSIMA = 20 * 1024 * 1024
CARATTERI_MASSIMI = 5_000_000  # what comes after the reading takes time in proportion
LIMITI = Limiti(secondi=8, memoria_mib=700, attesa=30)
COMPITO = "documenti.word.compito"


def leggi_percorso(percorso: Path) -> bytes:
    """The bytes of a file named on the command line."""
    try:
        if percorso.is_dir():
            raise ImportazioneRifiutata(f"«{percorso}» è una cartella, non un file.")
        if not percorso.exists():
            raise ImportazioneRifiutata(f"Il file «{percorso}» non esiste.")
        if not percorso.is_file():
            raise ImportazioneRifiutata(f"«{percorso}» non è un file che si possa leggere.")
        controlla_dimensione(percorso.stat().st_size)
        return percorso.read_bytes()
    except (OSError, ValueError) as errore:
        motivo = getattr(errore, "strerror", None) or "nome non valido"
        raise ImportazioneRifiutata(f"«{percorso}» non si può leggere: {motivo}.") from errore


def controlla_dimensione(byte: int) -> None:
    """Refuse what is no programme by its size alone, before anything opens it."""
    if byte == 0:
        raise ImportazioneRifiutata("Il file è vuoto.")
    if byte > DIMENSIONE_MASSIMA:
        mega = DIMENSIONE_MASSIMA // (1024 * 1024)
        raise ImportazioneRifiutata(
            f"Il file supera {mega} MB: un programma in Word è di solito sotto i 2 MB. "
            "Controllare che sia il documento giusto, o togliere le immagini."
        )


def leggi_file(contenuto: bytes, *, nome: str = "") -> dict[str, Any]:
    """The lettura of a Word programme, made in a child process with limits and no network."""
    controlla_dimensione(len(contenuto))
    try:
        risposta = json.loads(esegui(COMPITO, {"nome": nome}, contenuto, limiti=LIMITI))
    except TempoScaduto as errore:
        raise ImportazioneRifiutata(
            "La lettura del file dura troppo: è troppo grande, o è costruito in un modo che non "
            "si riesce a leggere. Aprirlo con Word, salvarlo di nuovo come .docx e riprovare."
        ) from errore
    except MemoriaEsaurita as errore:
        raise ImportazioneRifiutata(
            "La lettura del file richiede troppa memoria: è troppo grande, o è costruito in un "
            "modo che non si riesce a leggere. Salvarlo di nuovo come .docx e riprovare."
        ) from errore
    except SandboxError as errore:
        causa = getattr(errore, "dettaglio", "") or errore.messaggio
        logger.warning("reading of %r failed: %s", nome, causa)
        raise ImportazioneRifiutata(
            "Il file non si riesce a leggere. Aprirlo con Word, salvarlo di nuovo come .docx e "
            "riprovare."
        ) from errore
    if "errore" in risposta:
        raise ImportazioneRifiutata(risposta["errore"])
    lettura: dict[str, Any] = _senza_segni_vietati(risposta["lettura"])
    if _caratteri(lettura) > CARATTERI_MASSIMI:
        raise ImportazioneRifiutata(
            f"Il testo è troppo lungo per un programma: oltre {CARATTERI_MASSIMI // 1_000_000} "
            "milioni di caratteri. Controllare che sia il documento giusto."
        )
    return lettura


def _caratteri(valore: Any) -> int:
    """How much text a lettura holds, rich text with its marks."""
    if isinstance(valore, str):
        return len(valore)
    if isinstance(valore, dict):
        return sum(_caratteri(v) for v in valore.values())
    return sum(_caratteri(v) for v in valore) if isinstance(valore, list) else 0


def _senza_segni_vietati(valore: Any) -> Any:
    """Text without what a database refuses: NUL and halves of surrogate pairs."""
    if isinstance(valore, str):
        return valore.replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(valore, list):
        return [_senza_segni_vietati(v) for v in valore]
    if isinstance(valore, dict):
        return {k: _senza_segni_vietati(v) for k, v in valore.items()}
    return valore
