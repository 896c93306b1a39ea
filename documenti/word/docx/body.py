"""The body of a .docx: paragraphs and tables, tracked changes taken as accepted."""

from collections.abc import Iterator

from documenti.word.blocks import Blocco, Brano, Cella, Paragrafo, Riga, Tabella
from documenti.word.docx.numbering import Numerazione
from documenti.word.docx.package import Parti
from documenti.word.docx.runs import LettoreBrani, livello_massimo, segnaposto
from documenti.word.docx.styles import Stili, livello_paragrafo, numerazione
from documenti.word.errors import FileNonLeggibile
from documenti.word.xml import Elemento, attributo, figlio, intero, nome

MAX_PARAGRAFI = 30_000
MAX_ANNIDATE = 10

_AVVOLTI = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body"})


class LettoreCorpo:
    """Reads blocks; counts what it reads so that a hostile file ends early."""

    def __init__(self, parti: Parti) -> None:
        self._stili = Stili(parti.parte("styles"))
        self._numerazione = Numerazione(parti.parte("numbering"))
        self.brani = LettoreBrani(parti, self._stili)
        self._paragrafi = 0
        self.incorporati = 0

    def blocchi(self, genitore: Elemento, profondita: int = 0) -> list[Blocco]:
        if profondita > MAX_ANNIDATE:
            raise FileNonLeggibile(
                f"Il file ha tabelle annidate una dentro l'altra per più di {MAX_ANNIDATE} "
                "livelli: non può essere letto."
            )
        letti: list[Blocco] = []
        in_attesa: list[Brano] = []  # text whose paragraph mark was deleted: joins what follows
        for elemento in self._figli(genitore):
            if nome(elemento) == "tbl":
                if in_attesa:
                    letti.append(Paragrafo(in_attesa))
                    in_attesa = []
                tabella = self._tabella(elemento, profondita)
                if tabella.righe:
                    letti.append(tabella)
                continue
            paragrafo, caselle, unisci = self._paragrafo(elemento, profondita)
            if paragrafo is not None:
                paragrafo.brani[:0] = in_attesa
                in_attesa = []
                if unisci:
                    in_attesa = paragrafo.brani
                elif not (caselle and paragrafo.vuoto):
                    letti.append(paragrafo)
            letti.extend(caselle)
        if in_attesa:
            letti.append(Paragrafo(in_attesa))
        return letti

    def _figli(self, genitore: Elemento) -> Iterator[Elemento]:
        """Paragraphs and tables below any wrapper."""
        for elemento in genitore:
            tipo = nome(elemento)
            if tipo in ("p", "tbl"):
                yield elemento
            elif tipo in _AVVOLTI:
                if tipo == "sdt" and _da_saltare(elemento):
                    continue
                yield from self._figli(elemento)
            elif tipo == "AlternateContent":
                ramo = figlio(elemento, "Choice")
                ramo = figlio(elemento, "Fallback") if ramo is None else ramo
                if ramo is not None:
                    yield from self._figli(ramo)
            elif tipo == "altChunk":
                self.incorporati += 1

    def _paragrafo(
        self, elemento: Elemento, profondita: int
    ) -> tuple[Paragrafo | None, list[Blocco], bool]:
        """(paragraph, blocks of its text boxes, whether it joins the next paragraph)."""
        self._paragrafi += 1
        if self._paragrafi > MAX_PARAGRAFI:
            raise FileNonLeggibile(
                f"Il file è troppo lungo per essere un programma: più di {MAX_PARAGRAFI} paragrafi."
            )
        proprieta = figlio(elemento, "pPr")
        identita = attributo(figlio(proprieta, "pStyle"), "val") or self._stili.predefinito
        stile = self._stili[identita]
        prima = self.brani.in_sommario()
        brani = self.brani.brani(elemento, stile)
        caselle: list[Blocco] = []
        for casella in self._svuota_caselle():
            caselle.extend(self.blocchi(casella, profondita + 1))
        if stile.sommario or (prima and not any(b.testo.strip() for b in brani)):
            return None, caselle, False
        titolo = livello_paragrafo(proprieta)
        titolo = stile.titolo if titolo is None else titolo
        paragrafo = Paragrafo(brani, titolo=titolo or 0, corpo=titolo == 0)
        segno = figlio(proprieta, "rPr")
        unisci = figlio(segno, "del") is not None or figlio(segno, "moveFrom") is not None
        if unisci:
            self.brani.raccolta.revisioni = True
        elif not paragrafo.vuoto or numerazione(proprieta)[0] is not None:
            lista, livello = numerazione(proprieta)
            lista = stile.lista if lista is None else lista
            if lista:
                livello = stile.livello or 0 if livello is None else livello
                paragrafo.elenco = self._numerazione.elenco(lista, livello)
        return paragrafo, caselle, unisci

    def _svuota_caselle(self) -> list[Elemento]:
        caselle, self.brani.caselle = self.brani.caselle, []
        return caselle

    def _tabella(self, elemento: Elemento, profondita: int) -> Tabella:
        tabella = Tabella()
        aperte: dict[int, Cella] = {}
        for riga in self._sotto(elemento, "tr"):
            proprieta = figlio(riga, "trPr")
            if figlio(proprieta, "del") is not None:
                self.brani.raccolta.revisioni = True
                continue
            tabella.righe.append(self._riga(riga, proprieta, aperte, profondita))
        return tabella

    def _riga(
        self,
        elemento: Elemento,
        proprieta: Elemento | None,
        aperte: dict[int, Cella],
        profondita: int,
    ) -> Riga:
        intestazione = figlio(proprieta, "tblHeader")
        riga = Riga(
            intestazione=intestazione is not None
            and (attributo(intestazione, "val") or "1") not in ("0", "false", "off")
        )
        prima = attributo(figlio(proprieta, "gridBefore"), "val")
        colonna = min(60, max(0, intero(prima)))
        for tc in self._sotto(elemento, "tc"):
            caratteri = figlio(tc, "tcPr")
            if figlio(caratteri, "cellDel") is not None:
                self.brani.raccolta.revisioni = True
                continue
            colonne = livello_massimo(attributo(figlio(caratteri, "gridSpan"), "val"))
            contenuto = self.blocchi(tc, profondita + 1)
            unione = figlio(caratteri, "vMerge")
            sopra = aperte.get(colonna)
            accanto = figlio(caratteri, "hMerge")
            if accanto is not None and attributo(accanto, "val") != "restart" and riga.celle:
                riga.celle[-1].colonne += colonne
                riga.celle[-1].blocchi.extend(_pieni(contenuto))
            elif unione is not None and attributo(unione, "val") != "restart" and sopra is not None:
                sopra.righe += 1
                sopra.blocchi.extend(_pieni(contenuto))
                riga.coperte.append(sopra)
            else:
                cella = Cella(contenuto, colonna, colonne)
                riga.celle.append(cella)
                for posto in range(colonna, colonna + colonne):
                    aperte.pop(posto, None)
                if unione is not None:
                    aperte[colonna] = cella
            colonna += colonne
        return riga

    def _sotto(self, genitore: Elemento, cercato: str) -> Iterator[Elemento]:
        """Rows of a table or cells of a row, below any wrapper."""
        for elemento in genitore:
            tipo = nome(elemento)
            if tipo == cercato:
                yield elemento
            elif tipo in _AVVOLTI:
                yield from self._sotto(elemento, cercato)


def _pieni(blocchi: list[Blocco]) -> list[Blocco]:
    return [b for b in blocchi if isinstance(b, Tabella) or not b.vuoto]


def _da_saltare(sdt: Elemento) -> bool:
    galleria = attributo(figlio(sdt, "sdtPr", "docPartObj", "docPartGallery"), "val") or ""
    return segnaposto(sdt) or galleria.lower() in ("table of contents", "sommario")
