"""Reading .odt into the neutral block model."""

from collections.abc import Iterator

from documenti.word.blocks import Blocco, Cella, Documento, Elenco, Paragrafo, Riga, Tabella
from documenti.word.docx import avvisi
from documenti.word.docx.body import MAX_ANNIDATE, MAX_PARAGRAFI
from documenti.word.errors import FileNonLeggibile
from documenti.word.gate import Archivio
from documenti.word.numbers import Contatore
from documenti.word.odt.inline import LettoreTesto
from documenti.word.odt.styles import ListaAperta, StiliOdt
from documenti.word.xml import Elemento, analizza, attributo, figlio, intero, nome

_INDICI = frozenset(
    {
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    }
)
_INVOLUCRI = frozenset({"section", "numbered-paragraph", "list-header", "custom-shape", "g"})
MAX_COLONNE = 60


def leggi_odt(archivio: Archivio) -> Documento:
    """The blocks of an .odt, in order; its text is already the final one of tracked changes."""
    dati = archivio.leggi("content.xml")
    if dati is None:
        raise FileNonLeggibile("Il file ha la forma di un .odt ma non contiene il testo.")
    contenuto = analizza(dati, "content.xml")
    dati_comuni = archivio.leggi("styles.xml")
    comuni = analizza(dati_comuni, "styles.xml") if dati_comuni else None
    stili = StiliOdt(comuni, contenuto)
    corpo = figlio(contenuto, "body", "text")
    if corpo is None:
        raise FileNonLeggibile("Il file è un documento OpenDocument ma non un testo.")
    lettore = _Lettore(stili)
    documento = Documento(lettore.blocchi(corpo))
    raccolta = lettore.testo.raccolta
    documento.avvisi = avvisi(
        revisioni=raccolta.revisioni,
        nascosto=raccolta.nascosto,
        commenti=raccolta.commenti,
        oggetti=raccolta.oggetti,
        note=raccolta.note,
        margini=_margini(comuni, stili),
    )
    return documento


def _margini(comuni: Elemento | None, stili: StiliOdt) -> Iterator[str]:
    """The text at the head and foot of each kind of page."""
    lettore = LettoreTesto(stili)
    pagine = figlio(comuni, "master-styles")
    for parte in () if pagine is None else pagine.iter():
        if nome(parte).startswith(("header", "footer")):
            for paragrafo in (p for p in parte.iter() if nome(p) in ("p", "h")):
                stile = stili.stile("paragraph", attributo(paragrafo, "style-name"))
                yield "".join(b.testo for b in lettore.brani(paragrafo, stile))


class _Lettore:
    def __init__(self, stili: StiliOdt) -> None:
        self._stili = stili
        self.testo = LettoreTesto(stili)
        self._paragrafi = 0
        self._contatori: dict[str, Contatore] = {}

    def blocchi(self, genitore: Elemento, profondita: int = 0) -> list[Blocco]:
        if profondita > MAX_ANNIDATE:
            raise FileNonLeggibile(
                f"Il file ha tabelle annidate una dentro l'altra per più di {MAX_ANNIDATE} "
                "livelli: non può essere letto."
            )
        letti: list[Blocco] = []
        for elemento in genitore:
            tipo = nome(elemento)
            if tipo in ("p", "h"):
                letti.extend(self._paragrafo(elemento, None, profondita))
            elif tipo == "list":
                letti.extend(self._lista(elemento, None, 0, profondita))
            elif tipo == "table":
                letti.append(self._tabella(elemento, profondita))
            elif tipo == "tracked-changes":
                self.testo.raccolta.revisioni = len(elemento) > 0
            elif tipo in _INVOLUCRI:
                if attributo(elemento, "display") == "none":
                    self.testo.raccolta.nascosto = True
                else:
                    letti.extend(self.blocchi(elemento, profondita))
            elif tipo == "frame":
                for casella in elemento:
                    if nome(casella) == "text-box":
                        letti.extend(self.blocchi(casella, profondita + 1))
            elif tipo in _INDICI:
                continue
        return letti

    def _paragrafo(
        self, elemento: Elemento, elenco: Elenco | None, profondita: int
    ) -> list[Blocco]:
        self._paragrafi += 1
        if self._paragrafi > MAX_PARAGRAFI:
            raise FileNonLeggibile(
                f"Il file è troppo lungo per essere un programma: più di {MAX_PARAGRAFI} paragrafi."
            )
        stile = self._stili.stile("paragraph", attributo(elemento, "style-name"))
        titolo = stile.titolo or 0
        if nome(elemento) == "h":
            titolo = intero(attributo(elemento, "outline-level"), titolo or 1)
        brani = self.testo.brani(elemento, stile)
        caselle, self.testo.caselle = self.testo.caselle, []
        paragrafo = Paragrafo(brani, titolo=min(9, max(0, titolo)), elenco=elenco)
        letti: list[Blocco] = [] if caselle and paragrafo.vuoto else [paragrafo]
        for casella in caselle:
            letti.extend(self.blocchi(casella, profondita + 1))
        return letti

    def _lista(
        self, elemento: Elemento, sopra: ListaAperta | None, livello: int, profondita: int
    ) -> list[Blocco]:
        stile = attributo(elemento, "style-name") or (sopra.stile if sopra else "")
        lista = sopra
        if lista is None or stile != lista.stile:
            continua = attributo(elemento, "continue-numbering") == "true" or attributo(
                elemento, "continue-list"
            )
            contatore = self._contatori.get(stile) if continua else None
            self._contatori[stile] = contatore or Contatore()
            lista = ListaAperta(stile, self._stili.liste.get(stile, {}), self._contatori[stile])
        letti: list[Blocco] = []
        for voce in elemento:
            if nome(voce) not in ("list-item", "list-header"):
                continue
            valore = attributo(voce, "start-value")
            inizio = intero(valore, 1) if valore is not None else None
            prima = nome(voce) == "list-item"
            for interno in voce:
                if nome(interno) in ("p", "h"):
                    etichetta = lista.elenco(min(8, livello), inizio) if prima else None
                    letti.extend(self._paragrafo(interno, etichetta, profondita))
                    prima = False
                elif nome(interno) == "list":
                    letti.extend(self._lista(interno, lista, livello + 1, profondita))
        return letti

    def _tabella(self, elemento: Elemento, profondita: int) -> Tabella:
        tabella = Tabella()
        aperte: dict[int, tuple[Cella, int]] = {}
        for riga, intestazione in _righe(elemento, intestazione=False):
            for _ in range(min(20, max(1, intero(attributo(riga, "number-rows-repeated"), 1)))):
                tabella.righe.append(self._riga(riga, intestazione, aperte, profondita))
        return tabella

    def _riga(
        self,
        elemento: Elemento,
        intestazione: bool,
        aperte: dict[int, tuple[Cella, int]],
        profondita: int,
    ) -> Riga:
        riga = Riga(intestazione=intestazione)
        colonna = 0
        for cella in elemento:
            if nome(cella) not in ("table-cell", "covered-table-cell"):
                continue
            ripetute = max(1, intero(attributo(cella, "number-columns-repeated"), 1))
            for _ in range(min(ripetute, MAX_COLONNE - colonna)):
                if nome(cella) == "covered-table-cell":
                    _copri(riga, aperte, colonna)
                    colonna += 1
                    continue
                colonne = min(
                    MAX_COLONNE, max(1, intero(attributo(cella, "number-columns-spanned"), 1))
                )
                righe = max(1, intero(attributo(cella, "number-rows-spanned"), 1))
                letta = Cella(self.blocchi(cella, profondita + 1), colonna, colonne, righe)
                riga.celle.append(letta)
                if righe > 1:
                    aperte[colonna] = (letta, righe - 1)
                colonna += 1
        return riga


def _copri(riga: Riga, aperte: dict[int, tuple[Cella, int]], colonna: int) -> None:
    """A covered cell belongs to one on its left, or to one that comes down from above."""
    if colonna in aperte:
        cella, restano = aperte[colonna]
        riga.coperte.append(cella)
        if restano > 1:
            aperte[colonna] = (cella, restano - 1)
        else:
            del aperte[colonna]


def _righe(elemento: Elemento, *, intestazione: bool) -> Iterator[tuple[Elemento, bool]]:
    for interno in elemento:
        tipo = nome(interno)
        if tipo == "table-row":
            yield interno, intestazione
        elif tipo in ("table-rows", "table-row-group", "table-header-rows"):
            yield from _righe(interno, intestazione=intestazione or tipo == "table-header-rows")
