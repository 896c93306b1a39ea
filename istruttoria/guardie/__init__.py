"""Rows that are written once: what they are, and the triggers that keep them so.

``registro`` names the tables, ``sql`` writes their triggers (both pure), ``installazione`` puts
them in the database after every migrate and says which are missing.
"""

from .installazione import installa, mancanti, presenti
from .registro import GUARDIE, Guardia, motivo

__all__ = ["GUARDIE", "Guardia", "installa", "mancanti", "motivo", "presenti"]
