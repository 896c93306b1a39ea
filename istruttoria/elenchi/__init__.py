"""Member lists that leave as files and come back: lines, differences, application.

A file is read in the limited child and compared with the register; nothing is written until a
person confirms. What is written goes through the district's proposals: the office's are confirmed
at once, the district's wait for it.
"""

from istruttoria.elenchi.confronto import Confronto, Differenza, Dubbio, confronta
from istruttoria.elenchi.file import controlla_dimensione, leggi_file, scrivi
from istruttoria.elenchi.registro import Registro
from istruttoria.elenchi.servizio import Esito, applica, apri, sigilla

__all__ = [
    "Confronto",
    "Differenza",
    "Dubbio",
    "Esito",
    "Registro",
    "applica",
    "apri",
    "confronta",
    "controlla_dimensione",
    "leggi_file",
    "scrivi",
    "sigilla",
]
