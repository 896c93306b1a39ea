"""The characters of a .doc paragraph: looks, fields, notes, special signs."""

import re
from dataclasses import dataclass

from documenti.word.blocks import Brano, unisci
from documenti.word.doc.fib import Testa
from documenti.word.doc.sprm import Pagine, Proprieta, proprieta
from documenti.word.doc.styles import FoglioStili, StileDoc
from documenti.word.docx.runs import Campo, Raccolta

_LINK = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"')
_SPECIALI = re.compile("([\x00-\x08\x0b-\x1f])")
_CANCELLATO, _RIVISTO = 0x0800, 0x0801
_GRASSETTO, _CORSIVO, _BARRATO, _NASCOSTO = 0x0835, 0x0836, 0x0837, 0x083C
_LINEA, _POSIZIONE, _STILE, _SIMBOLO = 0x2A3E, 0x2A48, 0x4A30, 0x6A09


@dataclass(frozen=True, slots=True)
class _Aspetto:
    grassetto: bool = False
    corsivo: bool = False
    sottolineato: bool = False
    barrato: bool = False
    posizione: str = ""


class LettoreCaratteri:
    """Reads runs of characters; fields may span paragraphs, so it lives with the document."""

    def __init__(self, testa: Testa, testo: str, pagine: Pagine, stili: FoglioStili) -> None:
        self._testa = testa
        self._testo = testo
        self._pagine = pagine
        self._stili = stili
        self._campi: list[Campo] = []
        self.note: dict[int, str] = {}  # position of a note's mark → its text
        self.caselle: dict[int, tuple[int, int]] = {}  # position of a box's anchor → its text
        self.raccolta = Raccolta()

    def brani(self, da: int, a: int, stile: StileDoc) -> list[Brano]:
        """The runs of the characters ``da``–``a``, neighbours of equal look joined."""
        letti: list[Brano] = []
        while da < a:
            lista, fine_fc = self._pagine.a(self._testa.fc(da))
            fine = self._fine_tratto(da, a, fine_fc)
            letti.extend(self._tratto(da, fine, proprieta(lista), stile))
            da = fine
        uniti = unisci(letti)
        while self._campi and not self._campi[-1].risultato:
            uniti.extend(self._campi.pop().sospesi)
        for brano in uniti:
            brano.testo = brano.testo.encode("utf-16-le", "surrogatepass").decode(
                "utf-16-le", "replace"
            )
        return uniti

    def cancellato(self, posto: int) -> bool:
        """Whether a tracked change deletes the character."""
        lista, _ = self._pagine.a(self._testa.fc(posto))
        return _acceso(proprieta(lista).get(_CANCELLATO), base=False)

    def in_sommario(self) -> bool:
        return any(c.sommario for c in self._campi)

    def _fine_tratto(self, da: int, a: int, fine_fc: int) -> int:
        pezzo = self._testa.pezzo(da)
        nel_pezzo = pezzo.da + max(0, fine_fc - pezzo.fc) // pezzo.larghezza
        return max(da + 1, min(a, max(pezzo.a, da + 1), nel_pezzo))

    def _tratto(self, da: int, a: int, proprie: Proprieta, stile: StileDoc) -> list[Brano]:
        if _acceso(proprie.get(_CANCELLATO), base=False):
            self.raccolta.revisioni = True
            return []
        if _acceso(proprie.get(_RIVISTO), base=False):
            self.raccolta.revisioni = True
        nel_stile = dict(stile.carattere)
        if _STILE in proprie:
            nel_stile.update(self._stili[int.from_bytes(proprie[_STILE], "little")].carattere)
        nascosto = _acceso(
            proprie.get(_NASCOSTO), base=_acceso(nel_stile.get(_NASCOSTO), base=False)
        )
        aspetto = _aspetto(proprie, nel_stile)
        brani: list[Brano] = []
        posto = da
        for pezzo in _SPECIALI.split(self._testo[da:a]):
            if len(pezzo) == 1 and pezzo < " " and pezzo != "\t":
                brani.extend(self._segno(pezzo, posto, aspetto))
            elif pezzo:
                if _SIMBOLO in proprie and pezzo == "(":
                    codice = int.from_bytes(proprie[_SIMBOLO][2:4], "little")
                    pezzo = "•" if codice == 0xF0B7 else chr(codice & 0xFF)
                brani.extend(self._scrivi(pezzo, aspetto, nascosto=nascosto))
            posto += len(pezzo)
        return brani

    def _scrivi(self, testo: str, aspetto: _Aspetto, *, nascosto: bool) -> list[Brano]:
        campo = self._campi[-1] if self._campi else None
        if campo is not None and not campo.risultato:
            campo.istruzione += testo
            return []
        if nascosto:
            self.raccolta.nascosto = True
            return []
        link = next((c.link for c in reversed(self._campi) if c.link), "")
        return self._emetti(
            Brano(
                testo.replace("\u00ad", ""),
                aspetto.grassetto,
                aspetto.corsivo,
                aspetto.sottolineato,
                aspetto.barrato,
                aspetto.posizione,
                link,
            )
        )

    def _segno(self, segno: str, posto: int, aspetto: _Aspetto) -> list[Brano]:
        campo = self._campi[-1] if self._campi else None
        if segno == "\x13":
            self._campi.append(Campo())
        elif segno == "\x14" and campo is not None:
            campo.risultato = True
            campo.sospesi.clear()
            trovato = _LINK.match(campo.istruzione)
            campo.link = trovato.group(1) if trovato else ""
        elif segno == "\x15" and campo is not None:
            self._campi.pop()
        elif campo is not None and not campo.risultato:
            return []
        elif segno == "\x0b":
            return self._scrivi("\n", aspetto, nascosto=False)
        elif segno == "\x1e":
            return self._scrivi("-", aspetto, nascosto=False)
        elif segno in ("\x01", "\x08"):
            self.raccolta.oggetti += posto not in self.caselle
        elif segno == "\x05":
            self.raccolta.commenti += 1
        elif segno == "\x02" and posto in self.note:
            self.raccolta.note += 1
            numero = str(self.raccolta.note)
            return self._emetti(Brano(numero, posizione="sup", nota=self.note[posto]))
        return []

    def _emetti(self, brano: Brano) -> list[Brano]:
        if self.in_sommario():
            return []
        return [brano]


def _acceso(operando: bytes | None, *, base: bool) -> bool:
    """A toggle: 0 and 1 are absolute, 0x80 follows the style and 0x81 is its opposite."""
    if not operando:
        return base
    if operando[0] in (0x80, 0x81):
        return base if operando[0] == 0x80 else not base
    return operando[0] != 0


def _aspetto(proprie: Proprieta, stile: Proprieta) -> _Aspetto:
    def segno(sprm: int) -> bool:
        return _acceso(proprie.get(sprm), base=_acceso(stile.get(sprm), base=False))

    linea = proprie.get(_LINEA, stile.get(_LINEA, b"\0"))
    posizione = proprie.get(_POSIZIONE, stile.get(_POSIZIONE, b"\0"))
    return _Aspetto(
        segno(_GRASSETTO),
        segno(_CORSIVO),
        linea[:1] not in (b"", b"\0"),
        segno(_BARRATO),
        {1: "sup", 2: "sub"}.get(posizione[0] if posizione else 0, ""),
    )
