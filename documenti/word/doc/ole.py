"""OLE compound files: the container of old Office documents, read-only and bounded."""

import struct

from documenti.word.errors import FileNonLeggibile

FIRMA = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FINE = 0xFFFFFFF9  # sector numbers from here on are marks, not sectors
_MAX_VOCI = 4_000


class Contenitore:
    """The streams of one compound file, by name."""

    def __init__(self, dati: bytes) -> None:
        if len(dati) < 1536 or not dati.startswith(FIRMA):
            raise _danneggiato()
        self._dati = dati
        self._settore = 1 << self._numero("<H", 30, 9, 12)
        self._piccolo = 1 << self._numero("<H", 32, 6, 6)
        (inizio_voci,) = struct.unpack_from("<I", dati, 48)
        soglia, inizio_mini, _, inizio_difat, quanti_difat = struct.unpack_from("<5I", dati, 56)
        self._soglia = soglia
        self._fat = self._leggi_fat(inizio_difat, quanti_difat)
        self._voci = self._leggi_voci(self._catena(inizio_voci))
        mini = self._catena(inizio_mini)
        self._mini_fat = struct.unpack(f"<{len(mini) // 4}I", mini[: len(mini) // 4 * 4])
        radice = self._voci.get("Root Entry")
        self._mini_dati = self._catena(radice[0]) if radice else b""

    def flusso(self, nome: str) -> bytes | None:
        """The bytes of a stream, None when the file has none by that name."""
        voce = self._voci.get(nome)
        if voce is None:
            return None
        inizio, misura = voce
        if misura < self._soglia:
            return self._catena_mini(inizio)[:misura]
        return self._catena(inizio)[:misura]

    def _numero(self, formato: str, posto: int, minimo: int, massimo: int) -> int:
        (valore,) = struct.unpack_from(formato, self._dati, posto)
        if not minimo <= valore <= massimo:
            raise _danneggiato()
        return int(valore)

    def _blocco(self, numero: int) -> bytes:
        inizio = (numero + 1) * self._settore
        return self._dati[inizio : inizio + self._settore]

    def _leggi_fat(self, difat: int, quanti: int) -> tuple[int, ...]:
        settori = list(struct.unpack_from("<109I", self._dati, 76))
        visti: set[int] = set()
        while difat < _FINE and difat not in visti and len(visti) <= min(quanti, 200):
            visti.add(difat)
            numeri = struct.unpack(f"<{self._settore // 4}I", self._pieno(difat))
            settori.extend(numeri[:-1])
            difat = numeri[-1]
        tabella: list[int] = []
        limite = len(self._dati) // self._settore + 1
        for settore in settori:
            if settore < _FINE and len(tabella) <= limite:
                tabella.extend(struct.unpack(f"<{self._settore // 4}I", self._pieno(settore)))
        return tuple(tabella[: limite + self._settore])

    def _pieno(self, numero: int) -> bytes:
        return self._blocco(numero).ljust(self._settore, b"\xff")

    def _catena(self, inizio: int) -> bytes:
        pezzi: list[bytes] = []
        visti: set[int] = set()
        while inizio < _FINE and inizio < len(self._fat):
            if inizio in visti:
                raise _danneggiato()
            visti.add(inizio)
            pezzi.append(self._blocco(inizio))
            inizio = self._fat[inizio]
        return b"".join(pezzi)

    def _catena_mini(self, inizio: int) -> bytes:
        pezzi: list[bytes] = []
        visti: set[int] = set()
        while inizio < _FINE and inizio < len(self._mini_fat):
            if inizio in visti:
                raise _danneggiato()
            visti.add(inizio)
            pezzi.append(self._mini_dati[inizio * self._piccolo : (inizio + 1) * self._piccolo])
            inizio = self._mini_fat[inizio]
        return b"".join(pezzi)

    def _leggi_voci(self, indice: bytes) -> dict[str, tuple[int, int]]:
        voci: dict[str, tuple[int, int]] = {}
        for posto in range(0, min(len(indice), _MAX_VOCI * 128) - 127, 128):
            (lunghezza,) = struct.unpack_from("<H", indice, posto + 64)
            if not 2 <= lunghezza <= 64:
                continue
            nome = indice[posto : posto + lunghezza - 2].decode("utf-16-le", "replace")
            inizio, misura = struct.unpack_from("<II", indice, posto + 116)
            voci.setdefault(nome, (inizio, misura))
        return voci


def _danneggiato() -> FileNonLeggibile:
    return FileNonLeggibile("Il file .doc è danneggiato o incompleto: non si riesce ad aprire.")
