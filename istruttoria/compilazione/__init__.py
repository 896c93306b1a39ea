"""What the pages of the editor show: parts with their marks, fields with what they hold.

Everything is read from one programme loaded whole (``Fatti.pieno``).
"""

from istruttoria.compilazione.moduli import Compilazione
from istruttoria.compilazione.prontezza import GUIDATI, prontezza
from istruttoria.compilazione.quadro import TIPO_DELLA_VOCE
from istruttoria.compilazione.valori import CampoPagina, Gruppo, spiegata

__all__ = [
    "GUIDATI",
    "TIPO_DELLA_VOCE",
    "CampoPagina",
    "Compilazione",
    "Gruppo",
    "prontezza",
    "spiegata",
]
