"""numbering.xml: which paragraphs are list items, and the label each one prints."""

import re
from dataclasses import dataclass

from documenti.word.blocks import Elenco
from documenti.word.numbers import BULLET, Contatore, cifra
from documenti.word.xml import Elemento, attributo, figlio, intero, nome

_SEGNAPOSTO = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Livello:
    formato: str
    etichetta: str
    inizio: int


class Numerazione:
    """The lists of a document, with their running counters."""

    def __init__(self, radice: Elemento | None) -> None:
        self._astratti: dict[str, dict[int, Livello]] = {}
        self._rinvii: dict[str, str] = {}
        self._stili: dict[str, str] = {}
        self._liste: dict[str, tuple[str, dict[int, Livello], dict[int, int]]] = {}
        self._contatori: dict[str, Contatore] = {}
        for elemento in radice if radice is not None else ():
            if nome(elemento) == "abstractNum":
                self._astratto(elemento)
            elif nome(elemento) == "num":
                self._lista(elemento)

    def _astratto(self, elemento: Elemento) -> None:
        identita = attributo(elemento, "abstractNumId") or ""
        self._astratti[identita] = dict(_livello(e) for e in elemento if nome(e) == "lvl")
        stile = attributo(figlio(elemento, "styleLink"), "val")
        if stile:
            self._stili[stile] = identita
        rinvio = attributo(figlio(elemento, "numStyleLink"), "val")
        if rinvio:
            self._rinvii[identita] = rinvio

    def _lista(self, elemento: Elemento) -> None:
        astratto = attributo(figlio(elemento, "abstractNumId"), "val") or ""
        sostituiti: dict[int, Livello] = {}
        inizi: dict[int, int] = {}
        for modifica in elemento:
            if nome(modifica) != "lvlOverride":
                continue
            posto = intero(attributo(modifica, "ilvl"))
            inizio = attributo(figlio(modifica, "startOverride"), "val")
            if inizio is not None:
                inizi[posto] = intero(inizio, 1)
            livello = figlio(modifica, "lvl")
            if livello is not None:
                sostituiti[posto] = _livello(livello)[1]
        self._liste[attributo(elemento, "numId") or ""] = (astratto, sostituiti, inizi)

    def elenco(self, lista: str, livello: int) -> Elenco | None:
        """Count one item of list ``lista``; None when the list prints no label at all."""
        if lista in ("", "0") or lista not in self._liste:
            return None
        astratto, sostituiti, inizi = self._liste[lista]
        livelli = self._astratti.get(self._stili.get(self._rinvii.get(astratto, ""), astratto), {})
        livelli = {**livelli, **sostituiti}
        dati = livelli.get(livello) or Livello("bullet", BULLET, 1)
        if dati.formato == "none" and not _SEGNAPOSTO.sub("", dati.etichetta).strip():
            return None
        if dati.formato == "bullet":
            return Elenco(livello, ordinato=False, chiave=lista, etichetta=BULLET)
        contatore = self._contatori.setdefault(f"#{lista}" if inizi else astratto, Contatore())
        numero = contatore.avanza(livello, inizi.get(livello, dati.inizio))

        def segno(trovato: re.Match[str]) -> str:
            posto = int(trovato.group(1)) - 1
            altro = livelli.get(posto) or dati
            valore = numero if posto == livello else contatore.valori.get(posto, altro.inizio)
            return "" if altro.formato == "none" else cifra(valore, altro.formato)

        etichetta = _SEGNAPOSTO.sub(segno, dati.etichetta).strip()
        return Elenco(livello, ordinato=True, chiave=lista, etichetta=etichetta)


def _livello(elemento: Elemento) -> tuple[int, Livello]:
    testo = attributo(figlio(elemento, "lvlText"), "val") or ""
    formato = attributo(figlio(elemento, "numFmt"), "val") or "decimal"
    if formato not in ("bullet", "none") and not _SEGNAPOSTO.search(testo) and not testo.strip():
        formato, testo = "none", ""
    return intero(attributo(elemento, "ilvl")), Livello(
        formato, testo, intero(attributo(figlio(elemento, "start"), "val"), 1)
    )
