"""The inside of an .odt paragraph: spans, links, notes, spaces, text boxes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from documenti.word.blocks import Brano, unisci
from documenti.word.docx.runs import Raccolta
from documenti.word.odt.styles import StileOdt, StiliOdt
from documenti.word.xml import Elemento, attributo, intero, nome

_BIANCHI = re.compile(r"[ \t\r\n]+")
_MUTI = frozenset(
    {
        "change",
        "change-start",
        "change-end",
        "soft-page-break",
        "bookmark",
        "bookmark-start",
        "bookmark-end",
        "reference-mark",
        "annotation-end",
        "tracked-changes",
        "ruby-text",
        "alphabetical-index-mark",
        "toc-mark",
        "forms",
    }
)
_FORME = frozenset({"custom-shape", "rect", "text-box", "ellipse", "g"})


class LettoreTesto:
    """Reads runs; text boxes met on the way wait in ``caselle``."""

    def __init__(self, stili: StiliOdt) -> None:
        self._stili = stili
        self.raccolta = Raccolta()
        self.caselle: list[Elemento] = []

    def brani(self, paragrafo: Elemento, stile: StileOdt) -> list[Brano]:
        return unisci(self._scorri(paragrafo, stile, ""))

    def _scorri(self, elemento: Elemento, stile: StileOdt, link: str) -> Iterator[Brano]:
        yield from self._scrivi(elemento.text, stile, link)
        for interno in elemento:
            yield from self._interno(interno, nome(interno), stile, link)
            yield from self._scrivi(interno.tail, stile, link)

    def _scrivi(self, testo: str | None, stile: StileOdt, link: str) -> Iterator[Brano]:
        if not testo:
            return
        if stile.nascosto:
            self.raccolta.nascosto = True
            return
        pulito = _BIANCHI.sub(" ", testo).replace("\u00ad", "").replace("\u2011", "-")
        yield _brano(pulito, stile, link)

    def _interno(
        self, elemento: Elemento, tipo: str, stile: StileOdt, link: str
    ) -> Iterator[Brano]:
        if tipo == "s":
            yield _brano(" " * min(200, intero(attributo(elemento, "c"), 1)), stile, link)
        elif tipo == "tab":
            yield _brano("\t", stile, link)
        elif tipo == "line-break":
            yield _brano("\n", stile, link)
        elif tipo == "span":
            proprio = self._stili.stile("text", attributo(elemento, "style-name"))
            yield from self._scorri(elemento, _sovrapponi(stile, proprio), link)
        elif tipo == "a":
            yield from self._scorri(elemento, stile, attributo(elemento, "href") or link)
        elif tipo == "note":
            yield from self._nota(elemento)
        elif tipo == "annotation":
            self.raccolta.commenti += 1
        elif tipo == "hidden-text":
            self.raccolta.nascosto = True
        elif tipo == "frame":
            self._cornice(elemento)
        elif tipo in _FORME:
            self.caselle.append(elemento)
        elif tipo in _MUTI or attributo(elemento, "showing-place-holder") == "true":
            return
        else:  # fields and wrappers print their content
            yield from self._scorri(elemento, stile, link)

    def _cornice(self, elemento: Elemento) -> None:
        caselle = [e for e in elemento if nome(e) == "text-box"]
        self.caselle.extend(caselle)
        if not caselle:
            self.raccolta.oggetti += 1

    def _nota(self, elemento: Elemento) -> Iterator[Brano]:
        corpo = next((e for e in elemento if nome(e) == "note-body"), None)
        if corpo is None:
            return
        testo = " ".join("".join(str(t) for t in corpo.itertext()).split())
        if testo:
            self.raccolta.note += 1
            yield Brano(str(self.raccolta.note), posizione="sup", nota=testo)


def _sovrapponi(sotto: StileOdt, sopra: StileOdt) -> StileOdt:
    detti = {
        campo: valore
        for campo in ("grassetto", "corsivo", "sottolineato", "barrato", "nascosto", "posizione")
        if (valore := getattr(sopra, campo)) is not None
    }
    return replace(sotto, **detti)


def _brano(testo: str, stile: StileOdt, link: str) -> Brano:
    return Brano(
        testo,
        grassetto=bool(stile.grassetto),
        corsivo=bool(stile.corsivo),
        sottolineato=bool(stile.sottolineato),
        barrato=bool(stile.barrato),
        posizione=stile.posizione or "",
        link=link,
    )
