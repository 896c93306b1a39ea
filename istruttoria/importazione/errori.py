"""How an import says no."""


class ImportazioneRifiutata(Exception):
    """Nothing was written; the message is Italian, says why and what to do."""
