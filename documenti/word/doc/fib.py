"""The head of a .doc: where its text is, in which pieces, and where its tables are.

Layout and numbers are those of Microsoft's published [MS-DOC] specification.
"""

import struct
from bisect import bisect_right
from dataclasses import dataclass

from documenti.word.doc.ole import Contenitore
from documenti.word.errors import FileNonLeggibile
from documenti.word.gate import SALVA_COME

STILI, NOTE, TESTO_NOTE, CARATTERI, PARAGRAFI, PEZZI = 1, 2, 3, 12, 13, 33
ANCORE, NOTE_FINALI, TESTO_NOTE_FINALI = 40, 46, 47
CASELLE, LISTE, USI_LISTE = 56, 73, 74
MAX_CARATTERI = 4_000_000
_WORD_97 = 0x00C1
_COMPRESSO = 0x40000000


@dataclass(frozen=True, slots=True)
class Pezzo:
    """Characters ``da``–``a`` of the document, stored from byte ``fc`` on."""

    da: int
    a: int
    fc: int
    larghezza: int  # bytes for each character


class Testa:
    """The file information block, the pieces of text and the stream of tables."""

    def __init__(self, contenitore: Contenitore) -> None:
        documento = contenitore.flusso("WordDocument")
        if documento is None or len(documento) < 512:
            raise FileNonLeggibile("Il file .doc è danneggiato: manca il testo del documento.")
        firma, versione = struct.unpack_from("<HH", documento, 0)
        (segni,) = struct.unpack_from("<H", documento, 10)
        if segni & 0x0100:
            raise FileNonLeggibile(
                "Il file è protetto da password: togliere la password e caricarlo di nuovo."
            )
        if firma != 0xA5EC or versione < _WORD_97:
            raise FileNonLeggibile(
                f"Il file è di una versione di Word troppo vecchia (prima del 1997). {SALVA_COME}"
            )
        self.documento = documento
        self.dati = contenitore.flusso("Data") or b""
        self.tabelle = contenitore.flusso("1Table" if segni & 0x0200 else "0Table") or b""
        (parole,) = struct.unpack_from("<H", documento, 32)
        lunghi = 34 + parole * 2
        (quanti,) = struct.unpack_from("<H", documento, lunghi)
        conta = struct.unpack_from("<8i", documento, lunghi + 2 + 12)
        self.corpo, self.note, self.intestazioni = conta[0], conta[1], conta[2]
        self.commenti, self.note_finali = conta[4], conta[5]
        self.caselle = conta[6]
        self._coppie = lunghi + 2 + quanti * 4 + 2
        (self._quante,) = struct.unpack_from("<H", documento, self._coppie - 2)
        self.pezzi = self._leggi_pezzi()
        self._inizi = [p.da for p in self.pezzi]

    def parte(self, indice: int) -> bytes:
        """One of the numbered structures of the table stream."""
        if indice >= self._quante:
            return b""
        inizio, misura = struct.unpack_from("<II", self.documento, self._coppie + indice * 8)
        return self.tabelle[inizio : inizio + misura]

    def da(self, indice: int) -> bytes:
        """A structure and all that follows it: the levels of lists are not counted in its size."""
        if indice >= self._quante:
            return b""
        inizio, misura = struct.unpack_from("<II", self.documento, self._coppie + indice * 8)
        return self.tabelle[inizio:] if misura else b""

    def fc(self, cp: int) -> int:
        """The byte where a character is stored."""
        pezzo = self.pezzo(cp)
        return pezzo.fc + (cp - pezzo.da) * pezzo.larghezza

    def pezzo(self, cp: int) -> Pezzo:
        """The piece that holds a character."""
        return self.pezzi[max(0, bisect_right(self._inizi, cp) - 1)]

    def testo(self) -> str:
        """All characters, a Python character for each of the file's own."""
        parti: list[str] = []
        for pezzo in self.pezzi:
            quanti = pezzo.a - pezzo.da
            grezzo = self.documento[pezzo.fc : pezzo.fc + quanti * pezzo.larghezza]
            if pezzo.larghezza == 1:
                parte = grezzo.decode("cp1252", "replace")
            else:
                grezzo = grezzo[: len(grezzo) // 2 * 2]
                parte = "".join(map(chr, struct.unpack(f"<{len(grezzo) // 2}H", grezzo)))
            parti.append(parte.ljust(quanti, "\x00"))
        return "".join(parti)

    def _leggi_pezzi(self) -> list[Pezzo]:
        clx = self.parte(PEZZI)
        posto = 0
        while posto + 3 <= len(clx) and clx[posto] == 1:
            posto += 3 + struct.unpack_from("<H", clx, posto + 1)[0]
        if posto + 5 > len(clx) or clx[posto] != 2:
            raise FileNonLeggibile("Il file .doc è danneggiato: il testo non si ricompone.")
        (misura,) = struct.unpack_from("<I", clx, posto + 1)
        tabella = clx[posto + 5 : posto + 5 + misura]
        quanti = (len(tabella) - 4) // 12
        confini = struct.unpack_from(f"<{quanti + 1}I", tabella, 0)
        pezzi: list[Pezzo] = []
        for indice in range(quanti):
            _, fc, _ = struct.unpack_from("<HIH", tabella, (quanti + 1) * 4 + indice * 8)
            da, a = confini[indice], confini[indice + 1]
            if a < da or a > len(self.documento) or (pezzi and da != pezzi[-1].a):
                raise FileNonLeggibile("Il file .doc è danneggiato: il testo non si ricompone.")
            if fc & _COMPRESSO:
                pezzi.append(Pezzo(da, a, (fc & ~_COMPRESSO) // 2, 1))
            else:
                pezzi.append(Pezzo(da, a, fc, 2))
        if pezzi and pezzi[-1].a > MAX_CARATTERI:
            raise FileNonLeggibile("Il file è troppo lungo per essere un programma.")
        if not pezzi:
            raise FileNonLeggibile("Il documento non contiene testo.")
        return pezzi
