"""The neutral model between file formats and recognition.

A document is a list of blocks: paragraphs and tables. Every reader (.docx, .odt) yields this model
with tracked changes resolved, hidden text left out and merged cells joined, so that recognition
never sees a file format.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

_SPAZI = re.compile(r"[ \t\u00a0\u2007\u202f\u2009\u200a\u2002\u2003]")


@dataclass(slots=True)
class Brano:
    """A run of text with one look."""

    testo: str
    grassetto: bool = False
    corsivo: bool = False
    sottolineato: bool = False
    barrato: bool = False
    posizione: str = ""  # "", "sub" or "sup"
    link: str = ""
    nota: str = ""  # text of the footnote that hangs here; ``testo`` is then its number

    def aspetto(self) -> tuple[bool, bool, bool, bool, str, str, str]:
        return (
            self.grassetto,
            self.corsivo,
            self.sottolineato,
            self.barrato,
            self.posizione,
            self.link,
            self.nota,
        )


@dataclass(slots=True)
class Elenco:
    """A paragraph's place in a real list: ``etichetta`` is the printed label ("•", "1.", "b)")."""

    livello: int
    ordinato: bool
    chiave: str
    etichetta: str


@dataclass(slots=True)
class Paragrafo:
    brani: list[Brano] = field(default_factory=list)
    titolo: int = 0  # heading level, 0 when it is body text
    elenco: Elenco | None = None
    corpo: bool = False  # the file says that it is running text: no heading, however bold

    @property
    def testo(self) -> str:
        """The text as written: line breaks are newlines, footnote numbers are left out."""
        return "".join(b.testo for b in self.brani if not b.nota)

    @property
    def piano(self) -> str:
        """The text for a plain field: ordinary spaces, footnotes in brackets.

        >>> Paragrafo([Brano("Entro\\u00a0maggio ")]).piano
        'Entro maggio'
        """
        pezzi = (f" (nota: {b.nota})" if b.nota else b.testo for b in self.brani)
        return spazi_semplici("".join(pezzi))

    @property
    def indirizzi(self) -> list[tuple[str, str]]:
        """(text, address) of the links whose text does not show their address."""
        trovati = []
        for link, gruppo in groupby(self.brani, key=lambda b: b.link):
            testo = "".join(b.testo for b in gruppo if not b.nota)
            if link and testo.strip() and not _contiene_indirizzo(testo, link):
                trovati.append((" ".join(testo.split()), link.removeprefix("mailto:")))
        return trovati

    @property
    def vuoto(self) -> bool:
        return not self.testo.strip() and not any(b.nota for b in self.brani)

    @property
    def tutto_grassetto(self) -> bool:
        pieni = [b for b in self.brani if b.testo.strip() and not b.nota]
        return bool(pieni) and all(b.grassetto for b in pieni)


@dataclass(slots=True)
class Cella:
    blocchi: list["Paragrafo | Tabella"] = field(default_factory=list)
    colonna: int = 0
    colonne: int = 1
    righe: int = 1
    _testo: str | None = None

    @property
    def testo(self) -> str:
        """The lines of the cell; kept, so only for cells that are wholly read."""
        if self._testo is None:
            self._testo = "\n".join(righe_di(self.blocchi))
        return self._testo


@dataclass(slots=True)
class Riga:
    """``celle`` are those that begin in this row; ``coperte`` those that reach it from above."""

    celle: list[Cella] = field(default_factory=list)
    coperte: list[Cella] = field(default_factory=list)
    intestazione: bool = False


@dataclass(slots=True)
class Tabella:
    righe: list[Riga] = field(default_factory=list)

    @property
    def larghezza(self) -> int:
        return max(
            (c.colonna + c.colonne for r in self.righe for c in (*r.celle, *r.coperte)), default=0
        )


Blocco = Paragrafo | Tabella


@dataclass(slots=True)
class Documento:
    """``avvisi`` are Italian sentences about what the reader left out or resolved."""

    blocchi: list[Blocco] = field(default_factory=list)
    avvisi: list[str] = field(default_factory=list)


def unisci(brani: Iterable[Brano]) -> list[Brano]:
    """Neighbours of equal look joined into one run."""
    uniti: list[Brano] = []
    testi: list[list[str]] = []
    aspetto: tuple[object, ...] | None = None
    for brano in brani:
        suo = brano.aspetto()
        if suo == aspetto and not brano.nota:
            testi[-1].append(brano.testo)
        else:
            uniti.append(brano)
            testi.append([brano.testo])
            aspetto = suo
    for brano, pezzi in zip(uniti, testi, strict=True):
        brano.testo = "".join(pezzi)
    return uniti


def spazi_semplici(testo: str) -> str:
    """Ordinary spaces for tabs and fixed spaces, no blanks at the ends of lines.

    >>> spazi_semplici("AZIONE\\u00a0n.\\u00a01 \\n TITOLO\\t")
    'AZIONE n. 1\\nTITOLO'
    """
    return "\n".join(riga.strip() for riga in _SPAZI.sub(" ", testo).split("\n")).strip()


def righe_di(blocchi: list[Blocco]) -> list[str]:
    """Every non-empty line of text, real list labels included ("• voce", "2. voce")."""
    righe: list[str] = []
    for blocco in blocchi:
        if isinstance(blocco, Tabella):
            for riga in blocco.righe:
                celle = [" ".join(righe_di(cella.blocchi)) for cella in riga.celle]
                testo = " | ".join(celle).strip(" |")
                if testo:
                    righe.append(testo)
            continue
        testo = blocco.piano
        if not testo:
            continue
        if blocco.elenco and blocco.elenco.etichetta:
            testo = f"{blocco.elenco.etichetta} {testo}"
        righe.extend(riga for riga in testo.split("\n") if riga)
    return righe


def indirizzi_di(blocchi: list[Blocco]) -> list[tuple[str, str]]:
    """The hidden addresses in these blocks, tables included."""
    trovati: list[tuple[str, str]] = []
    for blocco in blocchi:
        if isinstance(blocco, Paragrafo):
            trovati.extend(blocco.indirizzi)
        else:
            for riga in blocco.righe:
                for cella in riga.celle:
                    trovati.extend(indirizzi_di(cella.blocchi))
    return trovati


def _contiene_indirizzo(testo: str, link: str) -> bool:
    def nudo(indirizzo: str) -> str:
        return re.sub(r"^(mailto:|https?://)(www\.)?|^www\.|/+$|\s", "", indirizzo.lower())

    return nudo(link) in nudo(testo) or nudo(testo.strip()) in ("", nudo(link))
