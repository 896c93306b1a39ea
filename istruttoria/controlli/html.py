"""The blocks of a section's rich text, for reading: paragraphs, lists, tables, unread blocks."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from distretti.tempo import spazi

_PARAGRAFI = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "caption"}
_ELENCHI = {"ul", "ol"}


@dataclass(slots=True)
class Blocco:
    """`tipo` is paragrafo, elenco, tabella or non_riconosciuto; only its own part is filled."""

    tipo: str
    testo: str = ""
    voci: list[str] = field(default_factory=list)
    righe: list[list[str]] = field(default_factory=list)

    def testi(self) -> list[str]:
        if self.tipo == "elenco":
            return self.voci
        if self.tipo == "tabella":
            return [cella for riga in self.righe for cella in riga]
        return [self.testo]


class _Lettore(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocchi: list[Blocco] = []
        self._testo: list[str] = []
        self._aperti: list[Blocco] = []
        self.indirizzi: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        valori = dict(attrs)
        if tag == "br":
            self._testo.append(" ")
        elif tag == "a" and valori.get("href"):
            self.indirizzi.append(valori["href"] or "")
        elif tag == "blockquote" and "non-riconosciuto" in (valori.get("class") or "").split():
            self._chiudi_paragrafo()
            self._aperti.append(Blocco("non_riconosciuto"))
        elif tag in _ELENCHI or tag == "table":
            self._chiudi_paragrafo()
            self._aperti.append(Blocco("tabella" if tag == "table" else "elenco"))
        elif tag == "tr" and self._in("tabella"):
            self._testo.clear()
            self._aperti[-1].righe.append([])
        elif tag in _PARAGRAFI and not self._aperti:
            self._chiudi_paragrafo()
        elif tag in _PARAGRAFI or tag in {"td", "th", "li"}:
            self._testo.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "li" and self._in("elenco"):
            self._aperti[-1].voci.append(self._preso())
        elif tag in {"td", "th"} and self._in("tabella"):
            tabella = self._aperti[-1]
            if not tabella.righe:
                tabella.righe.append([])
            tabella.righe[-1].append(self._preso())
        elif (
            (tag in _ELENCHI and self._in("elenco"))
            or (tag == "table" and self._in("tabella"))
            or (tag == "blockquote" and self._in("non_riconosciuto"))
        ):
            blocco = self._aperti.pop()
            resto = self._preso()
            if blocco.tipo == "non_riconosciuto":
                blocco.testo = resto
            elif resto and blocco.tipo == "elenco":
                blocco.voci.append(resto)
            self._posa(blocco)
        elif tag in _PARAGRAFI and not self._aperti:
            self._chiudi_paragrafo()

    def handle_data(self, data: str) -> None:
        self._testo.append(data)

    def close(self) -> None:
        super().close()
        while self._aperti:
            self._posa(self._aperti.pop())
        self._chiudi_paragrafo()

    def _in(self, tipo: str) -> bool:
        return bool(self._aperti) and self._aperti[-1].tipo == tipo

    def _preso(self) -> str:
        testo = spazi("".join(self._testo))
        self._testo.clear()
        return testo

    def _posa(self, blocco: Blocco) -> None:
        """A block inside another gives it its text; an outer one stands for itself."""
        if self._aperti:
            self._testo.append(" " + " ".join(blocco.testi()) + " ")
        else:
            self.blocchi.append(blocco)

    def _chiudi_paragrafo(self) -> None:
        if self._aperti:
            return
        if testo := self._preso():
            self.blocchi.append(Blocco("paragrafo", testo))


def _letto(html: str) -> _Lettore:
    lettore = _Lettore()
    lettore.feed(html or "")
    lettore.close()
    return lettore


def blocchi(html: str) -> list[Blocco]:
    """The blocks of a rich text in order; plain text is one paragraph."""
    return _letto(html).blocchi


def indirizzi(html: str) -> list[str]:
    """The targets of its links."""
    return _letto(html).indirizzi
