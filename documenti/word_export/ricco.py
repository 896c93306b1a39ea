"""Stored rich text as Word blocks: headings, paragraphs, real lists, tables, links."""

import html
import re
from dataclasses import dataclass, replace
from typing import Any

from lxml.html import HtmlElement, HTMLParser, fragment_fromstring

from documenti.word_export.elementi import Elemento, R, corsa, paragrafo, w
from documenti.word_export.griglia import Cella, griglia, in_testa
from documenti.word_export.risorse import Risorse, in_elenco
from documenti.word_export.tabelle import (
    COLONNE_MASSIME,
    LARGHEZZA,
    Casella,
    Riga,
    distanza,
    pari,
    tabella,
)
from programmi.testo_ricco import TestoNonAmmesso, pulisci

TITOLI = {"h2": 0, "h3": 1, "h4": 2}
LIVELLO_MASSIMO = 6
ANNIDATE_MASSIME = 4
IN_LINEA = {"strong", "em", "u", "s", "sub", "sup", "a", "br", "span"}
BR = w("br").tag
ELENCHI = {"ul": ("punti", "Puntoelenco"), "ol": ("numeri", "Numeroelenco")}


@dataclass(frozen=True, slots=True)
class _Aspetto:
    """The look of a run."""

    grassetto: bool = False
    corsivo: bool = False
    sottolineato: bool = False
    barrato: bool = False
    posizione: str = ""
    indirizzo: str = ""

    def corsa(self, testo: str) -> Elemento:
        return corsa(
            testo,
            w("rStyle", val="Collegamentoipertestuale") if self.indirizzo else None,
            w("b") if self.grassetto else None,
            w("i") if self.corsivo else None,
            w("strike") if self.barrato else None,
            w("u", val="single") if self.sottolineato and not self.indirizzo else None,
            w("vertAlign", val=self.posizione) if self.posizione else None,
        )


_SEGNI: dict[str, dict[str, Any]] = {
    "strong": {"grassetto": True},
    "em": {"corsivo": True},
    "u": {"sottolineato": True},
    "s": {"barrato": True},
    "sub": {"posizione": "subscript"},
    "sup": {"posizione": "superscript"},
}


@dataclass(frozen=True, slots=True)
class _Posto:
    """Where text is being written: its style, the list it is an item of, how deep in tables."""

    stile: str
    elenco: int = 0
    livello: int = 0
    tabelle: int = 0
    titoli: int = 0  # the level of an <h2>; 0 where headings are bold lines


def blocchi(ricco: str, risorse: Risorse, *, livello: int) -> list[Elemento]:
    """The blocks of a rich text; its first headings are of level `livello`."""
    if not ricco.strip():
        return []
    scrittore = _Scrittore(risorse)
    scrittore.flusso(_leggi(ricco), _Posto("Corpotesto", titoli=livello))
    return scrittore.scritti


def _leggi(ricco: str) -> HtmlElement:
    try:
        pulito = pulisci(ricco)
    except TestoNonAmmesso:
        # Refused by the allow-list as a whole: its words still are the programme's.
        semplice = html.unescape(re.sub(r"<[^<>]*>", "\n", ricco))
        righe = (riga for riga in semplice.split("\n") if riga.strip())
        pulito = "".join(f"<p>{html.escape(riga)}</p>" for riga in righe)
    lettore = HTMLParser(encoding="utf-8", huge_tree=True)
    return fragment_fromstring(pulito, create_parent="div", parser=lettore)


class _Scrittore:
    """Writes blocks one after the other; the runs of a line wait until the line ends."""

    def __init__(self, risorse: Risorse) -> None:
        self.scritti: list[Elemento] = []
        self._risorse = risorse
        self._corse: list[Elemento] = []

    def flusso(self, genitore: HtmlElement, posto: _Posto) -> None:
        """The content of an element that holds blocks, bare text or both."""
        self._testo(genitore.text, _Aspetto())
        for figlio in genitore:
            if figlio.tag in IN_LINEA:
                self._in_linea(figlio, _Aspetto())
            else:
                posto = self._blocco(figlio, posto)
            self._testo(figlio.tail, _Aspetto())
        self._chiudi(posto)

    # -- lines

    def _testo(self, testo: str | None, aspetto: _Aspetto) -> None:
        if testo and (self._corse or testo.strip()):
            piano = re.sub(r"[\t\n\r]", " ", testo)
            self._metti(aspetto.corsa(piano), aspetto.indirizzo)

    def _in_linea(self, elemento: HtmlElement, aspetto: _Aspetto) -> None:
        if elemento.tag == "br":
            self._metti(aspetto.corsa("\n"), aspetto.indirizzo)
            return
        if elemento.tag == "a":
            aspetto = replace(aspetto, indirizzo=elemento.get("href") or "")
        else:
            aspetto = replace(aspetto, **_SEGNI.get(elemento.tag, {}))
        self._testo(elemento.text, aspetto)
        for figlio in elemento:
            self._in_linea(figlio, aspetto)
            self._testo(figlio.tail, aspetto)

    def _metti(self, run: Elemento, indirizzo: str) -> None:
        if indirizzo:
            collegamento = w("hyperlink", run, history=1)
            collegamento.set(f"{{{R}}}id", self._risorse.collegamento(indirizzo))
            run = collegamento
        self._corse.append(run)

    def _chiudi(self, posto: _Posto) -> None:
        """End the line, if there is one."""
        if not self._corse:
            return
        voce = in_elenco(posto.elenco, posto.livello) if posto.elenco else None
        self.scritti.append(paragrafo(posto.stile, *self._corse, proprieta=(voce,)))
        self._corse = []

    # -- blocks

    def _blocco(self, elemento: HtmlElement, posto: _Posto) -> _Posto:
        """Write a block; the answer is where what follows it stands."""
        if posto.elenco and elemento.tag in {"p", "blockquote", *TITOLI}:
            self._riga_di_voce(elemento)  # an item is one paragraph: its lines break
            return posto
        self._chiudi(posto)
        if elemento.tag in TITOLI:
            self._titolo(elemento, posto)
        elif elemento.tag in ELENCHI:
            self._elenco(elemento, posto)
        elif elemento.tag == "table":
            self._tabella(elemento, posto)
        elif elemento.tag == "blockquote":
            self.flusso(elemento, replace(posto, stile="Citazione", titoli=0))
        else:
            self.flusso(elemento, posto)
        # What an item says after an inner list or table goes on without a label of its own.
        return replace(posto, elenco=0) if posto.elenco else posto

    def _riga_di_voce(self, elemento: HtmlElement) -> None:
        """A block inside an item, on a line of its own; those inside it too."""
        if self._corse and self._corse[-1][-1].tag != BR:
            self._metti(corsa("\n"), "")
        self._testo(elemento.text, _Aspetto())
        for figlio in elemento:
            if figlio.tag in IN_LINEA:
                self._in_linea(figlio, _Aspetto())
            else:
                self._riga_di_voce(figlio)
            self._testo(figlio.tail, _Aspetto())

    def _titolo(self, elemento: HtmlElement, posto: _Posto) -> None:
        if posto.titoli:
            livello = min(posto.titoli + TITOLI[elemento.tag], LIVELLO_MASSIMO)
            self.flusso(elemento, replace(posto, stile=f"Titolo{livello}"))
            return
        self._testo(elemento.text, _Aspetto(grassetto=True))
        for figlio in elemento:
            self._in_linea(figlio, _Aspetto(grassetto=True))
            self._testo(figlio.tail, _Aspetto(grassetto=True))
        self._chiudi(posto)

    def _elenco(self, elemento: HtmlElement, posto: _Posto) -> None:
        genere, stile = ELENCHI[elemento.tag]
        livello = posto.livello if posto.elenco or posto.livello else 0
        numero = self._risorse.elenco(genere, livello)
        for voce in elemento:
            dentro = replace(posto, stile=stile, elenco=numero, livello=livello)
            self._voce(voce, dentro)

    def _voce(self, voce: HtmlElement, posto: _Posto) -> None:
        self._testo(voce.text, _Aspetto())
        corrente = posto
        for figlio in voce:
            if figlio.tag in ELENCHI:
                self._chiudi(corrente)
                self._elenco(figlio, replace(posto, livello=posto.livello + 1))
                corrente = replace(posto, elenco=0)
            elif figlio.tag in IN_LINEA:
                self._in_linea(figlio, _Aspetto())
            else:
                corrente = self._blocco(figlio, corrente)
            self._testo(figlio.tail, _Aspetto())
        self._chiudi(corrente)

    # -- tables

    def _tabella(self, elemento: HtmlElement, posto: _Posto) -> None:
        righe = griglia(elemento)
        larghezza = max((c.colonna + c.colonne for riga in righe for c in riga), default=0)
        if not larghezza:
            return
        if larghezza > COLONNE_MASSIME or posto.tabelle >= ANNIDATE_MASSIME:
            for riga in righe:
                for cella in riga:
                    if cella.elemento is not None:
                        self.flusso(cella.elemento, replace(posto, elenco=0, titoli=0))
            return
        testate = in_testa(elemento, righe)
        pronte = [self._riga(riga, n < testate, posto) for n, riga in enumerate(righe)]
        disponibile = LARGHEZZA // (3**posto.tabelle)
        self.scritti += [tabella(pronte, pari(larghezza, disponibile)), distanza()]

    def _riga(self, riga: list[Cella], testata: bool, posto: _Posto) -> Riga:
        return Riga([self._casella(cella, testata, posto) for cella in riga], testata=testata)

    def _casella(self, cella: Cella, testata: bool, posto: _Posto) -> Casella:
        if cella.elemento is None:
            return Casella([], cella.colonne, cella.unione)
        forte = testata or cella.elemento.tag == "th"
        dentro = _Scrittore(self._risorse)
        dentro.flusso(
            cella.elemento,
            _Posto("Testatatabella" if forte else "Testotabella", tabelle=posto.tabelle + 1),
        )
        return Casella(dentro.scritti, cella.colonne, cella.unione, ombra=forte)
