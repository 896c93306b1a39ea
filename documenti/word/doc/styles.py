"""The style sheet and the lists of a .doc."""

import struct
from dataclasses import dataclass, field

from documenti.word.blocks import Elenco
from documenti.word.doc.sprm import Proprieta, proprieta
from documenti.word.docx.styles import livello_da_nome
from documenti.word.numbers import BULLET, Contatore, cifra

_FORMATI = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter"}
_SOMMARI = range(19, 28)  # built-in styles "toc 1" to "toc 9"


@dataclass(slots=True)
class StileDoc:
    base: int
    titolo: int = 0
    sommario: bool = False
    paragrafo: Proprieta = field(default_factory=dict)
    carattere: Proprieta = field(default_factory=dict)


class FoglioStili:
    """Styles by number, properties already inherited."""

    def __init__(self, dati: bytes) -> None:
        self._stili: dict[int, StileDoc] = {}
        self._risolti: dict[int, StileDoc] = {}
        if len(dati) < 6:
            return
        misura_testa, quanti, base = struct.unpack_from("<HHH", dati, 0)
        posto = 2 + misura_testa
        for numero in range(min(quanti, 4096)):
            if posto + 2 > len(dati):
                break
            (misura,) = struct.unpack_from("<H", dati, posto)
            definizione = dati[posto + 2 : posto + 2 + misura]
            posto += 2 + misura + (misura % 2)
            if len(definizione) >= base + 2 >= 10:
                self._stili[numero] = _stile(definizione, base)

    def __getitem__(self, numero: int) -> StileDoc:
        if numero not in self._risolti:
            risolto = StileDoc(0)
            catena: list[int] = []
            corrente = numero
            while corrente in self._stili and corrente not in catena and len(catena) < 40:
                catena.append(corrente)
                corrente = self._stili[corrente].base
            for passo in reversed(catena):
                stile = self._stili[passo]
                risolto.titolo = stile.titolo or risolto.titolo
                risolto.sommario = risolto.sommario or stile.sommario
                risolto.paragrafo.update(stile.paragrafo)
                risolto.carattere.update(stile.carattere)
            self._risolti[numero] = risolto
        return self._risolti[numero]


def _stile(definizione: bytes, base: int) -> StileDoc:
    tipo_proprio, genere, aggiunte = struct.unpack_from("<HHH", definizione, 0)
    identita, tipo = tipo_proprio & 0x0FFF, genere & 0x000F
    (lettere,) = struct.unpack_from("<H", definizione, base)
    fine_nome = base + 2 + lettere * 2
    nome = definizione[base + 2 : fine_nome].decode("utf-16-le", "replace")
    stile = StileDoc(base=genere >> 4)
    stile.titolo = identita if 1 <= identita <= 9 else livello_da_nome(nome) or 0
    stile.sommario = identita in _SOMMARI
    posto = fine_nome + 2
    parti: list[bytes] = []
    for _ in range(min(3, aggiunte & 0x000F)):
        posto += posto % 2
        if posto + 2 > len(definizione):
            break
        (misura,) = struct.unpack_from("<H", definizione, posto)
        parti.append(definizione[posto + 2 : posto + 2 + misura])
        posto += 2 + misura
    if tipo == 1:
        if parti:
            stile.paragrafo = proprieta(parti[0][2:])
        if len(parti) > 1:
            stile.carattere = proprieta(parti[1])
    elif tipo == 2 and parti:
        stile.carattere = proprieta(parti[0])
    return stile


@dataclass(frozen=True, slots=True)
class _Livello:
    formato: int
    inizio: int
    testo: str


class ListeDoc:
    """The lists of a .doc, with their running counters."""

    def __init__(self, liste: bytes, usi: bytes) -> None:
        self._liste: dict[int, list[_Livello]] = {}
        self._usi: list[int] = []
        self._contatori: dict[int, Contatore] = {}
        try:
            self._leggi_liste(liste)
        except (struct.error, IndexError):
            self._liste.clear()
        quanti = struct.unpack_from("<I", usi, 0)[0] if len(usi) >= 4 else 0
        for indice in range(min(quanti, 4096, max(0, (len(usi) - 4) // 16))):
            self._usi.append(struct.unpack_from("<i", usi, 4 + indice * 16)[0])

    def _leggi_liste(self, dati: bytes) -> None:
        if len(dati) < 2:
            return
        (quante,) = struct.unpack_from("<H", dati, 0)
        posto = 2 + quante * 28
        for indice in range(quante):
            (identita,) = struct.unpack_from("<i", dati, 2 + indice * 28)
            semplice = dati[2 + indice * 28 + 26] & 0x01
            livelli = []
            for _ in range(1 if semplice else 9):
                (inizio,) = struct.unpack_from("<i", dati, posto)
                formato = dati[posto + 4]
                caratteri, paragrafo = dati[posto + 24], dati[posto + 25]
                posto += 28 + caratteri + paragrafo
                (lettere,) = struct.unpack_from("<H", dati, posto)
                testo = dati[posto + 2 : posto + 2 + lettere * 2].decode("utf-16-le", "replace")
                posto += 2 + lettere * 2
                livelli.append(_Livello(formato, inizio, testo))
            self._liste[identita] = livelli

    def elenco(self, uso: int, livello: int) -> Elenco | None:
        """Count one item of the list in use ``uso`` (from 1); None when it prints no label."""
        if not 1 <= uso <= len(self._usi):
            return None
        lista = self._usi[uso - 1]
        livelli = self._liste.get(lista, [])
        if livello >= len(livelli):
            return Elenco(livello, ordinato=False, chiave=str(lista), etichetta=BULLET)
        dati = livelli[livello]
        if dati.formato == 23:
            return Elenco(livello, ordinato=False, chiave=str(lista), etichetta=BULLET)
        if dati.formato == 255 or not dati.testo.strip():
            return None
        contatore = self._contatori.setdefault(lista, Contatore())
        numero = contatore.avanza(livello, dati.inizio)
        etichetta = ""
        for carattere in dati.testo:
            posto = ord(carattere)
            if posto >= 9:
                etichetta += carattere
            elif posto == livello:
                etichetta += cifra(numero, _FORMATI.get(dati.formato, "decimal"))
            elif posto < len(livelli):
                altro = livelli[posto]
                valore = contatore.valori.get(posto, altro.inizio)
                etichetta += cifra(valore, _FORMATI.get(altro.formato, "decimal"))
        return Elenco(livello, ordinato=True, chiave=str(lista), etichetta=etichetta.strip())
