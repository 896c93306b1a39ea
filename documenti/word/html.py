"""Blocks → the HTML of a section, within the rich-text allow-list."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any
from urllib.parse import urlsplit

from documenti.word.blocks import Blocco, Brano, Cella, Elenco, Paragrafo, Riga, Tabella, righe_di

_SCHEMI = ("http", "https", "mailto")


@dataclass(slots=True)
class Testo:
    """The free text of a section: blocks in order, and which of them were not understood."""

    blocchi: list[Blocco] = field(default_factory=list)
    estranei: set[int] = field(default_factory=set)

    def aggiungi(self, blocco: Blocco, *, riconosciuto: bool = True) -> None:
        if not riconosciuto:
            self.estranei.add(len(self.blocchi))
        self.blocchi.append(blocco)

    def html(self, livello_base: int = 1) -> str:
        """HTML; a heading one level below ``livello_base`` becomes <h2>."""
        scrittore = _Scrittore(livello_base)
        note: list[Brano] = []
        normali: list[Blocco] = []
        pezzi: list[str] = []
        for indice, blocco in enumerate(self.blocchi):
            if indice in self.estranei:
                pezzi.append(scrittore.blocchi(normali))
                normali = []
                dentro = scrittore.blocchi([blocco], piano=True)
                pezzi.append(f'<blockquote class="non-riconosciuto">{dentro}</blockquote>')
            else:
                normali.append(blocco)
            note.extend(note_di([blocco]))
        pezzi.append(scrittore.blocchi(normali))
        pezzi.extend(f"<p><sup>{n.testo}</sup> {escape(n.nota)}</p>" for n in note)
        return "".join(pezzi)


def note_di(blocchi: Sequence[Blocco]) -> list[Brano]:
    """The footnotes that hang in these blocks, in order."""
    note: list[Brano] = []
    for blocco in blocchi:
        if isinstance(blocco, Paragrafo):
            note.extend(b for b in blocco.brani if b.nota)
        else:
            for riga in blocco.righe:
                for cella in riga.celle:
                    note.extend(note_di(cella.blocchi))
    return note


def sembra_titolo(paragrafo: Paragrafo) -> bool:
    """A line of its own, all bold and short, that reads as a heading though it has no style."""
    testo = paragrafo.testo.strip()
    return (
        paragrafo.tutto_grassetto
        and not paragrafo.corpo
        and paragrafo.elenco is None
        and 2 < len(testo) <= 100
        and "\n" not in testo
        and testo[-1] not in ".;,:"
        and any(c.isalpha() for c in testo)
    )


class _Scrittore:
    def __init__(self, livello_base: int) -> None:
        self._base = max(1, livello_base)

    def blocchi(self, blocchi: Sequence[Blocco], *, piano: bool = False) -> str:
        """``piano``: no headings and no lists (inside cells and marked blocks)."""
        con_stile = any(isinstance(b, Paragrafo) and b.titolo for b in blocchi)
        pezzi: list[str] = []
        indice = 0
        while indice < len(blocchi):
            blocco = blocchi[indice]
            if isinstance(blocco, Tabella):
                pezzi.append(self._tabella(blocco))
            elif blocco.vuoto:
                pass
            elif blocco.titolo and not piano:
                pezzi.append(self._titolo(blocco))
            elif blocco.elenco:
                fine = indice
                while fine < len(blocchi) and _continua(blocco, blocchi[fine]):
                    fine += 1
                gruppo = [b for b in blocchi[indice:fine] if isinstance(b, Paragrafo)]
                pezzi.append(_lista([p for p in gruppo if not p.vuoto]))
                indice = fine
                continue
            elif not piano and not con_stile and _titolo_senza_stile(blocchi, indice):
                pezzi.append(f"<h2>{_in_linea(blocco, titolo=True)}</h2>")
            else:
                pezzi.append(f"<p>{_in_linea(blocco)}</p>")
            indice += 1
        return "".join(pezzi)

    def _titolo(self, paragrafo: Paragrafo) -> str:
        grado = min(4, max(2, paragrafo.titolo - self._base + 1))
        etichetta = f"{escape(paragrafo.elenco.etichetta)} " if paragrafo.elenco else ""
        testo = _in_linea(paragrafo, titolo=True).replace("<br>", " ")
        return f"<h{grado}>{etichetta}{testo}</h{grado}>"

    def _tabella(self, tabella: Tabella) -> str:
        larghezza = tabella.larghezza
        righe = [r for r in tabella.righe if r.celle or r.coperte]
        testata = 0
        while testata < len(righe) and righe[testata].intestazione:
            testata += 1
        if testata == 0 and len(righe) > 1 and _tutta_in_grassetto(righe[0]):
            testata = 1
        if testata >= len(righe):
            testata = 0
        capo = "".join(self._riga(r, larghezza, "th") for r in righe[:testata])
        corpo = "".join(self._riga(r, larghezza, "td") for r in righe[testata:])
        testa = f"<thead>{capo}</thead>" if capo else ""
        return f"<table>{testa}<tbody>{corpo}</tbody></table>" if corpo else ""

    def _riga(self, riga: Riga, larghezza: int, tag: str) -> str:
        occupate = sum(c.colonne for c in (*riga.celle, *riga.coperte))
        celle = "".join(self._cella(c, tag) for c in riga.celle)
        return f"<tr>{celle}{f'<{tag}></{tag}>' * max(0, larghezza - occupate)}</tr>"

    def _cella(self, cella: Cella, tag: str) -> str:
        attributi = ""
        if cella.colonne > 1:
            attributi += f' colspan="{min(50, cella.colonne)}"'
        if cella.righe > 1:
            attributi += f' rowspan="{min(50, cella.righe)}"'
        pieni = [b for b in cella.blocchi if isinstance(b, Tabella) or not b.vuoto]
        if len(pieni) == 1 and isinstance(pieni[0], Paragrafo) and not pieni[0].elenco:
            dentro = _in_linea(pieni[0], titolo=tag == "th")
        elif tag == "th":
            dentro = escape(" ".join(righe_di(cella.blocchi)))
        else:
            dentro = self.blocchi(pieni, piano=True)
        return f"<{tag}{attributi}>{dentro}</{tag}>"


def _titolo_senza_stile(blocchi: Sequence[Blocco], indice: int) -> bool:
    """A heading-like line counts as one when ordinary text, a list or a table follows it."""
    blocco = blocchi[indice]
    if not isinstance(blocco, Paragrafo) or not sembra_titolo(blocco):
        return False
    for seguente in blocchi[indice + 1 :]:
        if isinstance(seguente, Tabella):
            return True
        if not seguente.vuoto:
            return not sembra_titolo(seguente)
    return False


def _tutta_in_grassetto(riga: Riga) -> bool:
    piene = [c for c in riga.celle if c.testo]
    return bool(piene) and all(
        isinstance(b, Paragrafo) and (b.vuoto or b.tutto_grassetto)
        for c in piene
        for b in c.blocchi
    )


def _continua(primo: Paragrafo, blocco: Blocco) -> bool:
    if isinstance(blocco, Tabella) or blocco.titolo or blocco.elenco is None:
        return False
    stesso_tipo = blocco.elenco.ordinato == _elenco(primo).ordinato
    stessa_lista = blocco.elenco.chiave == _elenco(primo).chiave
    return blocco.elenco.livello > _elenco(primo).livello or (stessa_lista and stesso_tipo)


def _elenco(paragrafo: Paragrafo) -> Elenco:
    assert paragrafo.elenco is not None
    return paragrafo.elenco


def _lista(voci: list[Paragrafo]) -> str:
    """Items that follow one another as nested <ul>/<ol>.

    HTML within the allow-list cannot start a list at 3: an ordered list that goes on after an
    interruption keeps its printed numbers as plain paragraphs.
    """
    if not voci:
        return ""
    prima = _elenco(voci[0])
    if prima.ordinato and prima.etichetta.strip("().") not in ("1", "a", "A", "i", "I", "01"):
        return "".join(f"<p>{escape(_elenco(v).etichetta)} {_in_linea(v)}</p>" for v in voci)
    return _annida(voci, min(_elenco(v).livello for v in voci))


def _annida(voci: list[Paragrafo], livello: int) -> str:
    tag = "ol" if _elenco(voci[0]).ordinato else "ul"
    pezzi: list[str] = []
    indice = 0
    while indice < len(voci):
        fine = indice + 1
        while fine < len(voci) and _elenco(voci[fine]).livello > livello:
            fine += 1
        sotto = voci[indice + 1 : fine]
        if _elenco(voci[indice]).livello > livello:
            sotto, testo = voci[indice:fine], ""
        else:
            testo = _in_linea(voci[indice])
        annidata = _annida(sotto, min(_elenco(v).livello for v in sotto)) if sotto else ""
        pezzi.append(f"<li>{testo}{annidata}</li>")
        indice = fine
    return f"<{tag}>{''.join(pezzi)}</{tag}>"


def _in_linea(paragrafo: Paragrafo, *, titolo: bool = False) -> str:
    """The runs of a paragraph, blanks at its ends dropped.

    In a heading bold says nothing, and a look that the whole line has is the style's.
    """
    brani = [b for b in paragrafo.brani if b.testo]
    testi = [b.testo.replace("\t", " ") for b in brani]
    for posto in (0, -1):
        while testi and not testi[posto].strip(" \n"):
            testi.pop(posto)
            brani.pop(posto)
    if testi:
        testi[0] = testi[0].lstrip(" \n")
        testi[-1] = testi[-1].rstrip(" \n")
    if titolo:
        uniforme = {
            "corsivo": all(b.corsivo for b in brani if b.testo.strip()),
            "sottolineato": all(b.sottolineato for b in brani if b.testo.strip()),
        }
        tolti: dict[str, Any] = {"grassetto": False, **{k: False for k, v in uniforme.items() if v}}
        brani = [replace(b, **tolti) for b in brani]
    return "".join(_brano(b, t) for b, t in zip(brani, testi, strict=True))


def _brano(brano: Brano, testo: str) -> str:
    if brano.nota:
        return f"<sup>{escape(testo)}</sup>"
    html = escape(testo, quote=False).replace("\n", "<br>")
    if not testo.strip():
        return html
    segni = (
        (brano.posizione, bool(brano.posizione)),
        ("s", brano.barrato),
        ("u", brano.sottolineato and not brano.link),
        ("em", brano.corsivo),
        ("strong", brano.grassetto),
    )
    for tag, acceso in segni:
        if acceso:
            html = f"<{tag}>{html}</{tag}>"
    if brano.link and indirizzo_ammesso(brano.link):
        html = f'<a href="{escape(brano.link.strip())}">{html}</a>'
    return html


def indirizzo_ammesso(indirizzo: str) -> bool:
    try:
        return urlsplit(indirizzo.strip()).scheme.lower() in _SCHEMI
    except ValueError:
        return False
