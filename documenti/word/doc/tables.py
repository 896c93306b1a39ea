"""Rows of a .doc, which know only the widths of their cells → a grid."""

import struct
from dataclasses import dataclass, field

from documenti.word.blocks import Blocco, Cella, Riga, Tabella
from documenti.word.doc.sprm import Proprieta

_DEFINIZIONE, _UNIONE_VERTICALE, _INTESTAZIONE = 0xD608, 0xD62B, 0x3404
_TOLLERANZA = 60  # twentieths of a point: edges nearer than a millimetre are one edge
_MAX_CELLE = 63


@dataclass(slots=True)
class CellaDoc:
    blocchi: list[Blocco]
    sinistra: int = 0
    destra: int = 0
    unita_sopra: bool = False  # continues the cell above
    unita_prima: bool = False  # continues the cell on its left


@dataclass(slots=True)
class TabellaAperta:
    """A table whose rows are being read."""

    righe: list[tuple[list[CellaDoc], bool]] = field(default_factory=list)
    celle: list[list[Blocco]] = field(default_factory=list)
    cella: list[Blocco] = field(default_factory=list)

    def chiudi_cella(self) -> None:
        self.celle.append(self.cella)
        self.cella = []

    def chiudi_riga(self, proprieta: Proprieta) -> None:
        if self.cella:
            self.chiudi_cella()
        contenuti, self.celle = self.celle[:_MAX_CELLE], []
        celle = _misura(contenuti, proprieta.get(_DEFINIZIONE, b""))
        unione = proprieta.get(_UNIONE_VERTICALE, b"")
        if len(unione) >= 3 and unione[1] < len(celle):
            celle[unione[1]].unita_sopra = unione[2] == 1
        self.righe.append((celle, bool(proprieta.get(_INTESTAZIONE, b"\0")[0])))

    def tabella(self) -> Tabella:
        if self.celle or self.cella:
            self.chiudi_riga({})
        confini = _confini(self.righe)
        tabella = Tabella()
        aperte: dict[int, Cella] = {}
        for celle, intestazione in self.righe:
            riga = Riga(intestazione=intestazione)
            for cella in celle:
                colonna = _posto(confini, cella.sinistra)
                colonne = max(1, _posto(confini, cella.destra) - colonna)
                if cella.unita_prima and riga.celle:
                    riga.celle[-1].colonne += colonne
                    riga.celle[-1].blocchi.extend(cella.blocchi)
                elif cella.unita_sopra and colonna in aperte:
                    sopra = aperte[colonna]
                    sopra.righe += 1
                    sopra.blocchi.extend(cella.blocchi)
                    riga.coperte.append(sopra)
                else:
                    nuova = Cella(cella.blocchi, colonna, colonne)
                    riga.celle.append(nuova)
                    aperte[colonna] = nuova
            if riga.celle or riga.coperte:
                tabella.righe.append(riga)
        return tabella


def _misura(contenuti: list[list[Blocco]], definizione: bytes) -> list[CellaDoc]:
    """Give each cell its edges and merges; equal widths when the row does not say."""
    celle = [
        CellaDoc(blocchi, sinistra=i * 1000, destra=(i + 1) * 1000)
        for i, blocchi in enumerate(contenuti)
    ]
    if len(definizione) < 3:
        return celle
    quante = definizione[2]
    if quante < len(celle) or len(definizione) < 3 + (quante + 1) * 2:
        return celle
    bordi = struct.unpack_from(f"<{quante + 1}h", definizione, 3)
    for indice, cella in enumerate(celle):
        cella.sinistra, cella.destra = bordi[indice], bordi[indice + 1]
        posto = 3 + (quante + 1) * 2 + indice * 20
        if posto + 2 <= len(definizione):
            (segni,) = struct.unpack_from("<H", definizione, posto)
            cella.unita_prima = segni & 0x0003 == 1
            cella.unita_sopra = (segni >> 5) & 0x0003 == 1
    return celle


def _confini(righe: list[tuple[list[CellaDoc], bool]]) -> list[int]:
    bordi = sorted({b for celle, _ in righe for c in celle for b in (c.sinistra, c.destra)})
    confini: list[int] = []
    for bordo in bordi:
        if not confini or bordo - confini[-1] > _TOLLERANZA:
            confini.append(bordo)
    return confini


def _posto(confini: list[int], bordo: int) -> int:
    return min(range(len(confini)), key=lambda i: abs(confini[i] - bordo), default=0)
