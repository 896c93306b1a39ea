"""The inside of a paragraph: runs, fields, links, notes, symbols and text boxes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documenti.word.blocks import Brano, unisci
from documenti.word.docx.package import Parti
from documenti.word.docx.styles import VUOTO, Stile, Stili, acceso
from documenti.word.xml import Elemento, attributo, figlio, intero, nome

TRASPARENTI = frozenset(
    {"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "fldSimple"}
)
CANCELLATI = frozenset({"del", "moveFrom", "delText", "instrText"})
_LINK = re.compile(r'^\s*HYPERLINK\s+"([^"]+)"')
_SIMBOLI = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0E0: "→",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF0FE: "☒",
    0xF0B3: "≥",
    0xF0A3: "≤",
    0xF0B0: "°",
    0xF02D: "-",
}


@dataclass(slots=True)
class Campo:
    """A complex field: while its instruction is being read, text waits in ``sospesi``."""

    istruzione: str = ""
    risultato: bool = False
    link: str = ""
    sospesi: list[Brano] = field(default_factory=list)

    @property
    def sommario(self) -> bool:
        return self.risultato and self.istruzione.strip().upper().startswith("TOC")


@dataclass(slots=True)
class Raccolta:
    """What the reader met on its way and must tell."""

    revisioni: bool = False
    nascosto: bool = False
    commenti: int = 0
    oggetti: int = 0
    note: int = 0


class LettoreBrani:
    """Reads the runs of paragraphs; fields may span paragraphs, so it lives with the document."""

    def __init__(self, parti: Parti, stili: Stili) -> None:
        self._parti = parti
        self._stili = stili
        self._campi: list[Campo] = []
        self._note: dict[str, dict[str, str]] = {}
        self.raccolta = Raccolta()
        self.caselle: list[Elemento] = []  # text boxes met in the paragraph being read

    def brani(self, paragrafo: Elemento, stile: Stile) -> list[Brano]:
        """The runs of one paragraph, neighbours of equal look joined."""
        uniti = unisci(self._scorri(paragrafo, stile, ""))
        while self._campi and not self._campi[-1].risultato:
            uniti.extend(self._campi.pop().sospesi)  # a field that never got its result
        return uniti

    def in_sommario(self) -> bool:
        return any(c.sommario for c in self._campi)

    def _scorri(self, genitore: Elemento, stile: Stile, link: str) -> Iterator[Brano]:
        for elemento in genitore:
            tipo = nome(elemento)
            if tipo == "r":
                yield from self._run(elemento, stile, link)
            elif tipo == "hyperlink":
                identita = attributo(elemento, "id") or ""
                indirizzo = self._parti.collegamenti.get(identita, "") or link
                yield from self._scorri(elemento, stile, indirizzo)
            elif tipo in CANCELLATI:
                self.raccolta.revisioni = True
            elif tipo in TRASPARENTI:
                if tipo in ("ins", "moveTo"):
                    self.raccolta.revisioni = True
                if tipo == "sdt" and segnaposto(elemento):
                    continue
                yield from self._scorri(elemento, stile, link)
            elif tipo == "AlternateContent":
                scelto = _alternativa(elemento)
                if scelto is not None:
                    yield from self._scorri(scelto, stile, link)
            elif tipo in ("oMath", "oMathPara"):
                testo = "".join(t.text or "" for t in elemento.iter() if nome(t) == "t")
                yield from self._emetti(Brano(testo, link=link))
            elif tipo == "ruby":
                base = figlio(elemento, "rubyBase")
                if base is not None:
                    yield from self._scorri(base, stile, link)

    def _run(self, run: Elemento, stile: Stile, link: str) -> Iterator[Brano]:
        proprieta = figlio(run, "rPr")
        carattere = VUOTO
        aspetto = Brano("", bool(stile.grassetto), bool(stile.corsivo), link=link)
        if proprieta is not None:
            if figlio(proprieta, "del") is not None:
                return
            carattere = self._stili[attributo(figlio(proprieta, "rStyle"), "val")]
            aspetto = _aspetto(proprieta, carattere, stile, link)
        nascosto = _primo(acceso(proprieta, "vanish"), carattere.nascosto, stile.nascosto)
        for elemento in run:
            tipo = nome(elemento)
            testo = self._testo(elemento, tipo)
            if testo is None:
                yield from self._particolare(elemento, tipo, stile, link)
            elif testo and nascosto:
                self.raccolta.nascosto = True
            elif testo:
                yield from self._emetti(
                    Brano(
                        testo,
                        aspetto.grassetto,
                        aspetto.corsivo,
                        aspetto.sottolineato,
                        aspetto.barrato,
                        aspetto.posizione,
                        self._link_del_campo() or link,
                    )
                )

    def _testo(self, elemento: Elemento, tipo: str) -> str | None:
        """The characters a simple element prints; None when it is not a simple element."""
        if tipo == "t":
            return (elemento.text or "").replace("\u00ad", "").replace("\n", " ")
        if tipo in ("tab", "ptab"):
            return "\t"
        if tipo == "br":
            return "\n" if attributo(elemento, "type") in (None, "textWrapping") else ""
        if tipo == "cr":
            return "\n"
        if tipo == "noBreakHyphen":
            return "-"
        if tipo == "sym":
            codice = attributo(elemento, "char") or ""
            try:
                numero = int(codice, 16)
            except ValueError:
                return ""
            return _SIMBOLI.get(numero) or (chr(numero & 0xFF) if numero >= 0xF020 else "")
        if tipo in ("rPr", "softHyphen", "lastRenderedPageBreak", "annotationRef"):
            return ""
        return None

    def _particolare(
        self, elemento: Elemento, tipo: str, stile: Stile, link: str
    ) -> Iterator[Brano]:
        if tipo == "fldChar":
            yield from self._campo(elemento)
        elif tipo == "instrText":
            if self._campi and not self._campi[-1].risultato:
                self._campi[-1].istruzione += elemento.text or ""
        elif tipo == "delText":
            self.raccolta.revisioni = True
        elif tipo in ("footnoteReference", "endnoteReference"):
            testo = self._nota(tipo.removesuffix("Reference"), attributo(elemento, "id") or "")
            if testo:
                self.raccolta.note += 1
                yield from self._emetti(Brano(str(self.raccolta.note), posizione="sup", nota=testo))
        elif tipo == "commentReference":
            self.raccolta.commenti += 1
        elif tipo == "AlternateContent":
            scelto = _alternativa(elemento)
            if scelto is not None:
                for interno in scelto:
                    testo_interno = self._testo(interno, nome(interno))
                    if testo_interno:
                        yield from self._emetti(Brano(testo_interno, link=link))
                    else:
                        yield from self._particolare(interno, nome(interno), stile, link)
        elif tipo in ("drawing", "pict", "object"):
            caselle = [e for e in elemento.iter() if nome(e) == "txbxContent"]
            esterne = [c for c in caselle if not _dentro(c, caselle)]
            self.caselle.extend(_senza_doppioni(esterne))
            if (not caselle and tipo != "pict") or _ha_immagine(elemento):
                self.raccolta.oggetti += 1

    def _campo(self, elemento: Elemento) -> Iterator[Brano]:
        fase = attributo(elemento, "fldCharType")
        if fase == "begin":
            self._campi.append(Campo())
            casella = figlio(elemento, "ffData", "checkBox")
            if casella is not None:
                spuntata = acceso(casella, "checked")
                spuntata = acceso(casella, "default") if spuntata is None else spuntata
                self._campi.pop()
                yield from self._emetti(Brano("☒" if spuntata else "☐"))
                self._campi.append(Campo())
        elif fase == "separate" and self._campi:
            campo = self._campi[-1]
            campo.risultato = True
            campo.sospesi.clear()
            trovato = _LINK.match(campo.istruzione)
            campo.link = trovato.group(1) if trovato else ""
        elif fase == "end" and self._campi:
            self._campi.pop()

    def _emetti(self, brano: Brano) -> Iterator[Brano]:
        if any(c.sommario for c in self._campi):
            return
        for campo in self._campi:
            if not campo.risultato:
                campo.sospesi.append(brano)
                return
        yield brano

    def _link_del_campo(self) -> str:
        return next((c.link for c in reversed(self._campi) if c.link), "")

    def _nota(self, tipo: str, identita: str) -> str:
        if tipo not in self._note:
            radice = self._parti.parte(f"{tipo}s")
            self._note[tipo] = {
                attributo(nota, "id") or "": " ".join(
                    " ".join(testo_piano(p).split()) for p in nota.iter() if nome(p) == "p"
                ).strip()
                for nota in (radice if radice is not None else ())
                if nome(nota) == tipo
            }
        return self._note[tipo].get(identita, "")


def segnaposto(sdt: Elemento) -> bool:
    """A content control that still shows its "click here to write" prompt."""
    return figlio(sdt, "sdtPr", "showingPlcHdr") is not None


def _primo(*valori: bool | None) -> bool:
    return next((v for v in valori if v is not None), False)


def _aspetto(proprieta: Elemento, carattere: Stile, stile: Stile, link: str) -> Brano:
    sottolineato = figlio(proprieta, "u")
    posizione = attributo(figlio(proprieta, "vertAlign"), "val")
    return Brano(
        "",
        grassetto=_primo(acceso(proprieta, "b"), carattere.grassetto, stile.grassetto),
        corsivo=_primo(acceso(proprieta, "i"), carattere.corsivo, stile.corsivo),
        sottolineato=sottolineato is not None
        and (attributo(sottolineato, "val") or "single") != "none",
        barrato=_primo(acceso(proprieta, "strike"), acceso(proprieta, "dstrike")),
        posizione={"subscript": "sub", "superscript": "sup"}.get(posizione or "", ""),
        link=link,
    )


def _alternativa(elemento: Elemento) -> Elemento | None:
    """One branch of mc:AlternateContent: the first that holds anything to read."""
    rami = [e for e in elemento if nome(e) in ("Choice", "Fallback")]
    for ramo in rami:
        if any(nome(e) in ("txbxContent", "t", "oMath") for e in ramo.iter()):
            return ramo
    return rami[0] if rami else None


def _dentro(casella: Elemento, caselle: list[Elemento]) -> bool:
    return any(antenato in caselle for antenato in casella.iterancestors())


def _senza_doppioni(caselle: list[Elemento]) -> list[Elemento]:
    """A group drawn both as shape and as fallback holds its text twice."""
    return [c for c in caselle if not _in_fallback(c)]


def _in_fallback(casella: Elemento) -> bool:
    for antenato in casella.iterancestors():
        if nome(antenato) == "Fallback":
            genitore = antenato.getparent()
            return genitore is not None and _alternativa(genitore) is not antenato
        if nome(antenato) == "r":
            return False
    return False


def _ha_immagine(elemento: Elemento) -> bool:
    return any(nome(e) in ("blip", "imagedata", "chart", "relIds") for e in elemento.iter())


def testo_piano(paragrafo: Elemento) -> str:
    """The final text of a paragraph outside the body, with no look."""
    pezzi = []
    for elemento in paragrafo.iter():
        if nome(elemento) == "t":
            if not any(nome(a) in CANCELLATI for a in elemento.iterancestors()):
                pezzi.append(elemento.text or "")
        elif nome(elemento) in ("tab", "br"):
            pezzi.append(" ")
    return "".join(pezzi).replace("\u00ad", "")


def livello_massimo(valore: str | None) -> int:
    """A span read from the file, kept within what a page can hold."""
    return min(60, max(1, intero(valore, 1)))
