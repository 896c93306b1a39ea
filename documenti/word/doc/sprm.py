"""Property lists ("sprm") of a .doc, and the pages that say which characters they cover."""

import struct
from bisect import bisect_right
from collections.abc import Iterator

PAGINA = 512
_MISURE = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABELLA = 0xD608
_ALTROVE = frozenset({0x6645, 0x6646, 0x646B})  # the list itself stands in the Data stream

Proprieta = dict[int, bytes]


def scorri(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """(property, operand) pairs; a broken list ends early."""
    posto = 0
    while posto + 2 <= len(grpprl):
        (sprm,) = struct.unpack_from("<H", grpprl, posto)
        posto += 2
        tipo = sprm >> 13
        if tipo != 6:
            misura = _MISURE[tipo]
        elif sprm == _TABELLA:
            if posto + 2 > len(grpprl):
                return
            misura = struct.unpack_from("<H", grpprl, posto)[0] + 1
        else:
            if posto >= len(grpprl):
                return
            misura = grpprl[posto] + 1
        if posto + misura > len(grpprl):
            return
        yield sprm, grpprl[posto : posto + misura]
        posto += misura


def proprieta(grpprl: bytes, dati: bytes = b"") -> Proprieta:
    """The last operand of each property."""
    trovate: Proprieta = {}
    for sprm, operando in scorri(grpprl):
        if sprm in _ALTROVE:
            (posto,) = struct.unpack("<I", operando)
            if posto + 2 <= len(dati):
                (misura,) = struct.unpack_from("<H", dati, posto)
                trovate.update(scorri(dati[posto + 2 : posto + 2 + misura]))
        else:
            trovate[sprm] = operando
    return trovate


class Pagine:
    """Runs of bytes of the document and the property list of each."""

    def __init__(self, documento: bytes, indice: bytes, *, paragrafi: bool) -> None:
        self._inizi: list[int] = []
        self._fini: list[int] = []
        self._liste: list[bytes] = []
        quante = max(0, min((len(indice) - 4) // 8, len(documento) // PAGINA))
        confini = ((len(indice) - 4) // 8 + 1) * 4
        tratti: list[tuple[int, int, bytes]] = []
        for posto in range(quante):
            (numero,) = struct.unpack_from("<I", indice, confini + posto * 4)
            pagina = documento[(numero & 0x3FFFFF) * PAGINA :][:PAGINA]
            if len(pagina) == PAGINA:
                tratti.extend(_tratti(pagina, paragrafi=paragrafi))
        for inizio, fine, lista in sorted(tratti, key=lambda t: t[0]):
            self._inizi.append(inizio)
            self._fini.append(fine)
            self._liste.append(lista)

    def a(self, fc: int) -> tuple[bytes, int]:
        """(property list, end of the run) at a byte; no list where nothing is said."""
        posto = bisect_right(self._inizi, fc) - 1
        if posto >= 0 and fc < self._fini[posto]:
            return self._liste[posto], self._fini[posto]
        seguente = self._inizi[posto + 1] if posto + 1 < len(self._inizi) else 1 << 40
        return b"", seguente


def _tratti(pagina: bytes, *, paragrafi: bool) -> Iterator[tuple[int, int, bytes]]:
    quanti = pagina[511]
    passo = 13 if paragrafi else 1
    if (quanti + 1) * 4 + quanti * passo > 511:
        return
    confini = struct.unpack_from(f"<{quanti + 1}I", pagina, 0)
    for indice in range(quanti):
        inizio = pagina[(quanti + 1) * 4 + indice * passo] * 2
        lista = b""
        if inizio:
            misura = pagina[inizio]
            if not paragrafi:
                lista = pagina[inizio + 1 : inizio + 1 + misura]
            elif misura:
                lista = pagina[inizio + 1 : inizio + misura * 2]
            else:
                misura = pagina[min(511, inizio + 1)]
                lista = pagina[inizio + 2 : inizio + 2 + misura * 2]
        if confini[indice] < confini[indice + 1]:
            yield confini[indice], confini[indice + 1], lista
