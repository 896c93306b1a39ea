"""styles.xml: what a style says about headings, lists, weight and visibility."""

import re
from dataclasses import dataclass, replace

from documenti.word.xml import Elemento, attributo, figlio, intero, nome

_TITOLO = re.compile(
    r"^(?:heading|titolo|intestazione|.?berschrift|titre|t[ií]tulo|kop)[ _]*([1-9])$", re.I
)
_SOMMARIO = re.compile(
    r"^(?:toc|sommario|verzeichnis|contents)[ _]*(?:\d|heading)|^titolo ?sommario", re.I
)


@dataclass(frozen=True, slots=True)
class Stile:
    """The resolved look of one style; None is "says nothing"."""

    titolo: int | None = None
    lista: str | None = None  # numId
    livello: int | None = None
    grassetto: bool | None = None
    corsivo: bool | None = None
    nascosto: bool | None = None
    sommario: bool = False


VUOTO = Stile()


def acceso(proprieta: Elemento | None, nome_segno: str) -> bool | None:
    """An on/off property such as w:b: absent None, present True unless its value is 0/false."""
    segno = figlio(proprieta, nome_segno)
    if segno is None:
        return None
    return (attributo(segno, "val") or "1").lower() not in ("0", "false", "off", "none")


def livello_da_nome(testo: str) -> int | None:
    """The heading level that a built-in style's name or id tells, in any language of Word's.

    >>> livello_da_nome("Titolo1"), livello_da_nome("berschrift2"), livello_da_nome("Normal")
    (1, 2, None)
    """
    trovato = _TITOLO.match(testo.strip())
    return int(trovato.group(1)) if trovato else None


class Stili:
    """All styles of a document, resolved along their ``basedOn`` chain."""

    def __init__(self, radice: Elemento | None) -> None:
        self._elementi: dict[str, Elemento] = {}
        self._risolti: dict[str, Stile] = {}
        self.predefinito = ""
        for elemento in radice if radice is not None else ():
            if nome(elemento) != "style":
                continue
            identita = attributo(elemento, "styleId")
            if not identita:
                continue
            self._elementi.setdefault(identita, elemento)
            if attributo(elemento, "type") == "paragraph" and (
                attributo(elemento, "default") in ("1", "true", "on")
            ):
                self.predefinito = identita

    def __getitem__(self, identita: str | None) -> Stile:
        if not identita:
            return VUOTO
        if identita not in self._risolti:
            catena: list[str] = []
            corrente: str | None = identita
            while corrente and corrente not in catena and len(catena) < 40:
                catena.append(corrente)
                corrente = attributo(figlio(self._elementi.get(corrente), "basedOn"), "val")
            risolto = VUOTO
            for passo in reversed(catena):
                risolto = self._applica(passo, risolto)
            self._risolti[identita] = risolto
        return self._risolti[identita]

    def _applica(self, identita: str, base: Stile) -> Stile:
        elemento = self._elementi.get(identita)
        nome_stile = attributo(figlio(elemento, "name"), "val") or identita
        paragrafo = figlio(elemento, "pPr")
        caratteri = figlio(elemento, "rPr")
        titolo = livello_paragrafo(paragrafo)
        if titolo is None:
            titolo = livello_da_nome(nome_stile) or livello_da_nome(identita)
        lista, livello = numerazione(paragrafo)
        grassetto = acceso(caratteri, "b")
        corsivo = acceso(caratteri, "i")
        nascosto = acceso(caratteri, "vanish")
        return replace(
            base,
            titolo=base.titolo if titolo is None else titolo,
            lista=base.lista if lista is None else lista,
            livello=base.livello if livello is None else livello,
            grassetto=base.grassetto if grassetto is None else grassetto,
            corsivo=base.corsivo if corsivo is None else corsivo,
            nascosto=base.nascosto if nascosto is None else nascosto,
            sommario=base.sommario or bool(_SOMMARIO.match(nome_stile)),
        )


def livello_paragrafo(proprieta: Elemento | None) -> int | None:
    """w:outlineLvl as a heading level: 1 to 9, 0 for "body text", None when absent."""
    valore = attributo(figlio(proprieta, "outlineLvl"), "val")
    if valore is None:
        return None
    livello = intero(valore, 9)
    return livello + 1 if 0 <= livello <= 8 else 0


def numerazione(proprieta: Elemento | None) -> tuple[str | None, int | None]:
    """(numId, level) of w:numPr, None where it says nothing."""
    numero = figlio(proprieta, "numPr")
    if numero is None:
        return None, None
    livello = attributo(figlio(numero, "ilvl"), "val")
    return (
        attributo(figlio(numero, "numId"), "val"),
        None if livello is None else min(8, max(0, intero(livello))),
    )
