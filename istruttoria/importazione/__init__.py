"""From a Word file to a programme: read in a limited child, checked, written in one transaction.

``leggi_file`` → *lettura* (see ``documenti.word``) → ``registra`` writes it. ``importa`` is the
whole line of the command, ``prepara`` / ``conferma`` / ``scarta`` are that of the browser.
"""

from .errori import ImportazioneRifiutata
from .esito import EsitoImportazione
from .file import DIMENSIONE_MASSIMA, leggi_file, leggi_percorso
from .servizio import conferma, importa, prepara, registra, scarta

__all__ = [
    "DIMENSIONE_MASSIMA",
    "EsitoImportazione",
    "ImportazioneRifiutata",
    "conferma",
    "importa",
    "leggi_file",
    "leggi_percorso",
    "prepara",
    "registra",
    "scarta",
]
