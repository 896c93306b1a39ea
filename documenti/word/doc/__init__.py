"""Reading the old binary .doc into the neutral block model, without any other program.

Word 97 to 2003 wrote it; LibreOffice still does. Only what a programme needs is read: text,
heading levels, lists, tables with merged cells, tracked changes, fields, notes, looks.
"""

import re
import struct

from documenti.word.blocks import Blocco, Documento, Paragrafo
from documenti.word.doc import fib
from documenti.word.doc.fib import Testa
from documenti.word.doc.ole import Contenitore
from documenti.word.doc.runs import LettoreCaratteri
from documenti.word.doc.sprm import Pagine, Proprieta, proprieta
from documenti.word.doc.styles import FoglioStili, ListeDoc, StileDoc
from documenti.word.doc.tables import TabellaAperta
from documenti.word.docx import avvisi
from documenti.word.docx.body import MAX_ANNIDATE, MAX_PARAGRAFI
from documenti.word.errors import FileNonLeggibile

MAX_CASELLE = 500
_FINE_PARAGRAFO = re.compile("[\r\x07\x0c]")
_IN_TABELLA, _FINE_RIGA, _PROFONDITA = 0x2416, 0x2417, 0x6649
_CELLA_INTERNA, _RIGA_INTERNA = 0x244B, 0x244C
_LIVELLO_LISTA, _LISTA, _STRUTTURA = 0x260A, 0x460B, 0x2640


def leggi_doc(contenuto: bytes) -> Documento:
    """The blocks of a .doc, in order."""
    try:
        lettore = _Lettore(Testa(Contenitore(contenuto)))
        documento = Documento(lettore.blocchi(0, lettore.testa.corpo))
    except (struct.error, IndexError) as errore:
        raise FileNonLeggibile(
            "Il file .doc è danneggiato o incompleto: non si riesce ad aprire."
        ) from errore
    raccolta = lettore.caratteri.raccolta
    documento.avvisi = avvisi(
        revisioni=raccolta.revisioni,
        nascosto=raccolta.nascosto,
        commenti=raccolta.commenti,
        oggetti=raccolta.oggetti,
        note=raccolta.note,
        margini=lettore.margini(),
    )
    return documento


class _Lettore:
    def __init__(self, testa: Testa) -> None:
        self.testa = testa
        self._testo = testa.testo()
        self._stili = FoglioStili(testa.parte(fib.STILI))
        self._liste = ListeDoc(testa.da(fib.LISTE), testa.parte(fib.USI_LISTE))
        documento = testa.documento
        self._pagine = Pagine(documento, testa.parte(fib.PARAGRAFI), paragrafi=True)
        caratteri = Pagine(documento, testa.parte(fib.CARATTERI), paragrafi=False)
        self.caratteri = LettoreCaratteri(testa, self._testo, caratteri, self._stili)
        self._paragrafi = 0
        inizio = testa.corpo
        self._leggi_note(fib.NOTE, fib.TESTO_NOTE, inizio, testa.note)
        inizio += testa.note + testa.intestazioni + testa.commenti
        self._leggi_note(fib.NOTE_FINALI, fib.TESTO_NOTE_FINALI, inizio, testa.note_finali)
        self._leggi_caselle(inizio + testa.note_finali)

    def blocchi(self, da: int, fine: int) -> list[Blocco]:
        letti: list[Blocco] = []
        aperte: list[TabellaAperta] = []
        fine = min(fine, len(self._testo))
        while da < fine:
            trovato = _FINE_PARAGRAFO.search(self._testo, da, fine)
            a = trovato.start() if trovato else fine
            while (
                trovato is not None
                and trovato.group() == "\r"
                and a + 1 < fine
                and self.caratteri.cancellato(a)
            ):  # a deleted paragraph mark joins the next paragraph
                self.caratteri.raccolta.revisioni = True
                trovato = _FINE_PARAGRAFO.search(self._testo, a + 1, fine)
                a = trovato.start() if trovato else fine
            self._paragrafo(da, a, letti, aperte)
            da = a + 1
        _chiudi(aperte, 0, letti)
        return letti

    def _paragrafo(self, da: int, a: int, letti: list[Blocco], aperte: list[TabellaAperta]) -> None:
        self._paragrafi += 1
        if self._paragrafi > MAX_PARAGRAFI:
            raise FileNonLeggibile(
                f"Il file è troppo lungo per essere un programma: più di {MAX_PARAGRAFI} paragrafi."
            )
        segno = self._testo[a] if a < len(self._testo) else "\r"
        lista, _ = self._pagine.a(self.testa.fc(min(a, len(self._testo) - 1)))
        numero = int.from_bytes(lista[:2], "little") if len(lista) >= 2 else 0
        proprie = proprieta(lista[2:], self.testa.dati)
        stile = self._stili[numero]
        profondita = _profondita(proprie)
        if profondita > MAX_ANNIDATE:
            raise FileNonLeggibile(
                f"Il file ha tabelle annidate una dentro l'altra per più di {MAX_ANNIDATE} "
                "livelli: non può essere letto."
            )
        _chiudi(aperte, profondita, letti)
        while len(aperte) < profondita:
            aperte.append(TabellaAperta())
        if profondita and (_vero(proprie, _FINE_RIGA) or _vero(proprie, _RIGA_INTERNA)):
            aperte[-1].chiudi_riga(proprie)
            return
        prima = self.caratteri.in_sommario()
        brani = self.caratteri.brani(da, a, stile)
        nel_sommario = stile.sommario or (prima and not any(b.testo.strip() for b in brani))
        paragrafo = Paragrafo(brani, titolo=_titolo(proprie, stile))
        if not nel_sommario:
            uso, livello = _uso_lista(proprie, stile)
            if uso and (not paragrafo.vuoto or _LISTA in proprie):
                paragrafo.elenco = self._liste.elenco(uso, livello)
            dove = aperte[-1].cella if aperte else letti
            caselle = self._caselle_fra(da, a)
            if not (caselle and paragrafo.vuoto):
                dove.append(paragrafo)
            dove.extend(caselle)
        if profondita and (segno == "\x07" or _vero(proprie, _CELLA_INTERNA)):
            aperte[-1].chiudi_cella()

    def margini(self) -> list[str]:
        """The text at the head and foot of pages."""
        inizio = self.testa.corpo + self.testa.note
        return righe_senza_campi(self._testo[inizio : inizio + max(0, self.testa.intestazioni)])

    def _leggi_note(self, riferimenti: int, testi: int, inizio: int, misura: int) -> None:
        """Notes: where their marks stand and the text of each."""
        segni, confini = self.testa.parte(riferimenti), self.testa.parte(testi)
        if misura <= 0 or len(segni) < 10 or len(confini) < 8:
            return
        quante = min((len(segni) - 4) // 6, len(confini) // 4 - 1)
        posti = struct.unpack_from(f"<{quante}I", segni, 0)
        tagli = struct.unpack_from(f"<{quante + 1}I", confini, 0)
        for indice, posto in enumerate(posti):
            testo = self._testo[inizio + tagli[indice] : inizio + tagli[indice + 1]]
            pulito = " ".join(re.sub("[\x00-\x1f]", " ", testo).split())
            if pulito:
                self.caratteri.note[posto] = pulito

    def _leggi_caselle(self, inizio: int) -> None:
        """Text boxes: their text stands apart, their anchors name them by the shape's number."""
        ancore, testi = self.testa.parte(fib.ANCORE), self.testa.parte(fib.CASELLE)
        if self.testa.caselle <= 0 or len(ancore) < 34 or len(testi) < 30:
            return
        quante = (len(testi) - 4) // 26
        tagli = struct.unpack_from(f"<{quante + 1}I", testi, 0)
        tratti: dict[int, tuple[int, int]] = {}
        for indice in range(quante):
            (forma,) = struct.unpack_from("<i", testi, (quante + 1) * 4 + indice * 22 + 14)
            tratti[forma] = (inizio + tagli[indice], inizio + tagli[indice + 1])
        quante = min(MAX_CASELLE, (len(ancore) - 4) // 30)
        posti = struct.unpack_from(f"<{quante}I", ancore, 0)
        inizio_forme = ((len(ancore) - 4) // 30 + 1) * 4
        for indice in range(quante):
            (forma,) = struct.unpack_from("<i", ancore, inizio_forme + indice * 26)
            if forma in tratti:
                self.caratteri.caselle[posti[indice]] = tratti.pop(forma)

    def _caselle_fra(self, da: int, a: int) -> list[Blocco]:
        """What the text boxes anchored between two characters hold."""
        letti: list[Blocco] = []
        for posto in sorted(p for p in self.caratteri.caselle if da <= p <= a):
            inizio, fine = self.caratteri.caselle[posto]
            if posto < self.testa.corpo < inizio:
                letti.extend(b for b in self.blocchi(inizio, fine) if not _vuoto(b))
        return letti


def righe_senza_campi(testo: str) -> list[str]:
    """Lines without marks and without the instructions of fields.

    >>> righe_senza_campi("Comune\\rpag. \\x13 PAGE \\x142\\x15\\r")
    ['Comune', 'pag.  2 ', '']
    """
    testo = re.sub("\x13[^\x13\x14\x15]*\x14", " ", testo)
    return [re.sub("[\x00-\x1f]", " ", riga) for riga in _FINE_PARAGRAFO.split(testo)]


def _vuoto(blocco: Blocco) -> bool:
    return isinstance(blocco, Paragrafo) and blocco.vuoto


def _chiudi(aperte: list[TabellaAperta], profondita: int, letti: list[Blocco]) -> None:
    """Close the tables deeper than ``profondita`` into what holds them."""
    while len(aperte) > profondita:
        tabella = aperte.pop().tabella()
        if tabella.righe:
            (aperte[-1].cella if aperte else letti).append(tabella)


def _vero(proprie: Proprieta, sprm: int) -> bool:
    return bool(proprie.get(sprm, b"\0")[0])


def _profondita(proprie: Proprieta) -> int:
    if _PROFONDITA in proprie:
        return max(0, int.from_bytes(proprie[_PROFONDITA], "little", signed=True))
    return 1 if _vero(proprie, _IN_TABELLA) else 0


def _titolo(proprie: Proprieta, stile: StileDoc) -> int:
    livello = proprie.get(_STRUTTURA, stile.paragrafo.get(_STRUTTURA))
    if livello is not None and livello[0] <= 8:
        return livello[0] + 1
    if livello is not None and _STRUTTURA in proprie:
        return 0
    return stile.titolo


def _uso_lista(proprie: Proprieta, stile: StileDoc) -> tuple[int, int]:
    uso = proprie.get(_LISTA, stile.paragrafo.get(_LISTA, b"\0\0"))
    livello = proprie.get(_LIVELLO_LISTA, stile.paragrafo.get(_LIVELLO_LISTA, b"\0"))
    return int.from_bytes(uso, "little"), min(8, livello[0])
