"""The allow-list for rich text: what a section of a programme may contain.

`pulisci` rebuilds the text from scratch out of the few elements below instead of cutting
pieces off what it was given: the source is read as a stream of events, every element opens
only where the content model allows it, and what comes out is always well nested. A second,
independent sanitiser (nh3) then has to agree. The result is a fixed point.
"""

import html
import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import nh3
from lxml import etree

PROFONDITA_MASSIMA = 60
LUNGHEZZA_MASSIMA = 1_000_000
CELLE_UNITE_MASSIME = 50
PASSATE_MASSIME = 4

TITOLI = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
CARATTERE = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "u": "u",
    "ins": "u",
    "s": "s",
    "strike": "s",
    "del": "s",
    "sub": "sub",
    "sup": "sup",
}
ELENCHI = {"ul", "ol"}
CELLE = {"td", "th"}
RIGHE_DI_TESTO = {"p", "h2", "h3", "h4"}
PARTI_DI_TABELLA = {"table", "thead", "tbody", "tr"}
# Their content is never text to read.
DA_BUTTARE = {
    *("script", "style", "template", "iframe", "object", "embed", "applet", "svg", "math"),
    *("head", "title", "noscript", "noframes", "noembed", "audio", "video", "canvas", "xml"),
    *("col", "colgroup", "datalist", "frame", "frameset"),
}
# Unknown elements that run inside a line; any other unknown element ends the paragraph.
IN_LINEA = {
    *("span", "font", "small", "big", "code", "kbd", "samp", "var", "cite", "dfn", "abbr"),
    *("q", "mark", "label", "time", "tt", "bdi", "bdo", "acronym", "data", "wbr", "img"),
    *("input", "button", "select", "option", "textarea", "nobr", "ruby", "rt", "rp", "output"),
}
TRASPARENTI = {"html", "body"}

ELEMENTI = {
    *("h2", "h3", "h4", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
    *("strong", "em", "u", "s", "sub", "sup", "a", "br", "blockquote"),
}
ATTRIBUTI = {
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "blockquote": {"class"},
}
SCHEMI = {"http", "https", "mailto"}
NON_RICONOSCIUTO = "non-riconosciuto"

_COMANDI = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_A_CAPO = re.compile("\r\n?|[\x0c\u2028\u2029]")
_SPAZI = " \t\n"


class TestoNonAmmesso(ValueError):
    """The text is refused as a whole; the message is Italian and meant for the writer."""

    __test__ = False


@dataclass(slots=True)
class _Blocco:
    nome: str
    implicito: bool = False
    finito: bool = False  # an <li> whose end was seen: only a nested list may still enter


@dataclass(slots=True)
class _Segno:
    """What the start of a source element did, to be undone at its end."""

    blocco: _Blocco | None = None
    formato: tuple[str, str] | None = None
    confine: bool = False
    buttato: bool = False


@dataclass
class _Costruttore:
    """Parser target: receives the source's events, writes the clean text."""

    uscita: list[str] = field(default_factory=list)
    pila: list[_Blocco] = field(default_factory=list)
    formati: list[tuple[str, str]] = field(default_factory=list)
    aperti: list[tuple[str, str]] = field(default_factory=list)
    segni: list[_Segno] = field(default_factory=list)
    buttati: int = 0
    a_inizio_riga: bool = True
    a_capo_dovuto: bool = False  # a line ended inside an item or a cell

    # -- events of the parser

    def start(self, nome: str, attributi: dict[str, str]) -> None:
        nome = nome.lower()
        if nome in TRASPARENTI:
            return
        self.segni.append(segno := _Segno())
        if len(self.segni) > PROFONDITA_MASSIMA:
            raise _troppo_annidato()
        if self.buttati or nome in DA_BUTTARE:
            segno.buttato = True
            self.buttati += 1
        elif nome == "br":
            self._a_capo()
        elif nome == "a":
            if indirizzo := _indirizzo_ammesso(attributi.get("href", "")):
                segno.formato = ("a", indirizzo)
                self.formati.append(segno.formato)
        elif nome in CARATTERE:
            segno.formato = (CARATTERE[nome], "")
            self.formati.append(segno.formato)
        elif nome == "p" or nome in TITOLI:
            segno.blocco = self._apri_nel_flusso(TITOLI.get(nome, nome))
        elif nome in ELENCHI or nome == "table":
            segno.blocco = self._apri_nel_flusso(nome)
        elif nome == "blockquote":
            classe = NON_RICONOSCIUTO in attributi.get("class", "").split()
            segno.blocco = self._apri_nel_flusso(
                nome, f' class="{NON_RICONOSCIUTO}"' if classe else ""
            )
        elif nome == "li":
            segno.blocco = self._apri_voce()
        elif nome in CELLE or nome in {"tr", "thead", "tbody", "tfoot"}:
            segno.blocco = self._apri_in_tabella(nome, attributi)
            segno.confine = segno.blocco is None
            if segno.confine:
                self._fine_riga()
        elif nome not in IN_LINEA:
            segno.confine = True
            self._fine_riga()

    def end(self, nome: str) -> None:
        if nome.lower() in TRASPARENTI or not self.segni:
            return
        segno = self.segni.pop()
        if segno.buttato:
            self.buttati -= 1
        elif segno.formato:
            self._togli_formato(segno.formato)
        elif segno.blocco:
            self._chiudi(segno.blocco)
        elif segno.confine:
            self._fine_riga()

    def data(self, testo: str) -> None:
        if self.buttati:
            return
        if self._in_flusso() and (self.a_inizio_riga or self.a_capo_dovuto):
            testo = testo.lstrip(_SPAZI)
        if not testo or (not self._in_flusso() and not testo.strip(_SPAZI)):
            return
        if self.a_capo_dovuto:
            self._a_capo()
        self._prepara_riga()
        self._accorda_formati()
        self.uscita.append(html.escape(testo, quote=False))
        self.a_inizio_riga = False

    def pi(self, nome: str, testo: str | None = None) -> None:
        """Processing instructions vanish, and so do comments, which never come here."""

    def close(self) -> str:
        self._riduci(0)
        return "".join(self.uscita)

    # -- blocks

    def _cima(self) -> str:
        return self.pila[-1].nome if self.pila else ""

    def _in_flusso(self) -> bool:
        """True where text may stand; at the root it is the beginning of a paragraph."""
        return not self.pila or not (
            self._cima() in ELENCHI or self._cima() in PARTI_DI_TABELLA or self.pila[-1].finito
        )

    def _spingi(self, nome: str, attributi: str = "", *, implicito: bool = False) -> _Blocco:
        self._chiudi_formati()
        blocco = _Blocco(nome, implicito)
        self.pila.append(blocco)
        if len(self.pila) > PROFONDITA_MASSIMA:
            raise _troppo_annidato()
        self.uscita.append(f"<{nome}{attributi}>")
        self.a_inizio_riga, self.a_capo_dovuto = True, False
        return blocco

    def _riduci(self, altezza: int) -> None:
        """Close blocks until only `altezza` are open."""
        self._chiudi_formati()
        while len(self.pila) > altezza:
            self.uscita.append(f"</{self.pila.pop().nome}>")
            self.a_inizio_riga, self.a_capo_dovuto = True, False

    def _chiudi(self, blocco: _Blocco) -> None:
        if any(aperto is blocco for aperto in self.pila):
            posto = next(i for i, aperto in enumerate(self.pila) if aperto is blocco)
            if blocco.nome == "li":
                self._riduci(posto + 1)
                blocco.finito = True
            else:
                self._riduci(posto)

    def _fine_riga(self) -> None:
        """End the open paragraph; in a list item or a cell, where lines stand bare, break."""
        if self._cima() in RIGHE_DI_TESTO:
            self._riduci(len(self.pila) - 1)
        elif self.pila and self._in_flusso() and not self.a_inizio_riga:
            self.a_capo_dovuto = True

    def _apri_nel_flusso(self, nome: str, attributi: str = "") -> _Blocco:
        if self._cima() in RIGHE_DI_TESTO:
            self._riduci(len(self.pila) - 1)
        if self.pila and self.pila[-1].finito and nome in ELENCHI:
            return self._spingi(nome, attributi)  # a nested list belongs to the item before it
        self._chiudi_finiti(nome)
        if self._cima() in ELENCHI:
            self._spingi("li", implicito=True)
        elif self._cima() in PARTI_DI_TABELLA:
            self._apri_in_tabella("td", {})
        return self._spingi(nome, attributi)

    def _chiudi_finiti(self, nome: str) -> None:
        while self.pila and self.pila[-1].finito:
            self._riduci(len(self.pila) - 1)
            if nome != "li" and self.pila and self.pila[-1].implicito:
                self._riduci(len(self.pila) - 1)

    def _apri_voce(self) -> _Blocco:
        if self._cima() in RIGHE_DI_TESTO:
            self._riduci(len(self.pila) - 1)
        if self._cima() == "li" and self.pila[-1].implicito and not self.pila[-1].finito:
            self._riduci(len(self.pila) - 1)
        self._chiudi_finiti("li")
        if self._cima() in PARTI_DI_TABELLA:
            self._apri_in_tabella("td", {})
        if self._cima() not in ELENCHI:
            self._spingi("ul", implicito=True)
        return self._spingi("li")

    def _apri_in_tabella(self, nome: str, attributi: dict[str, str]) -> _Blocco | None:
        tabella = next(
            (i for i in reversed(range(len(self.pila))) if self.pila[i].nome == "table"), None
        )
        if tabella is None:
            return None
        if nome in {"thead", "tbody", "tfoot"}:
            self._riduci(tabella + 1)
            return self._spingi("thead" if nome == "thead" else "tbody")
        gruppo = tabella + 1
        if len(self.pila) <= gruppo:
            self._spingi("tbody", implicito=True)
        if nome == "tr":
            self._riduci(gruppo + 1)
            return self._spingi("tr")
        if len(self.pila) <= gruppo + 1:
            self._spingi("tr", implicito=True)
        self._riduci(gruppo + 2)
        return self._spingi(nome, _unioni(attributi))

    # -- text and character formats

    def _prepara_riga(self) -> None:
        self._chiudi_finiti("")
        if not self.pila:
            self._spingi("p", implicito=True)
        elif self._cima() in ELENCHI:
            self._spingi("li", implicito=True)
        elif self._cima() in PARTI_DI_TABELLA:
            self._apri_in_tabella("td", {})

    def _a_capo(self) -> None:
        if self.buttati or not self._in_flusso():
            return
        self._prepara_riga()
        self._accorda_formati()
        self.uscita.append("<br>")
        self.a_inizio_riga = self.a_capo_dovuto = False

    def _accorda_formati(self) -> None:
        voluti: list[tuple[str, str]] = []
        for formato in self.formati:
            if formato[0] not in {nome for nome, _ in voluti}:
                voluti.append(formato)
        comuni = 0
        for prima, dopo in zip(self.aperti, voluti, strict=False):
            if prima != dopo:
                break
            comuni += 1
        while len(self.aperti) > comuni:
            self.uscita.append(f"</{self.aperti.pop()[0]}>")
        for nome, indirizzo in voluti[comuni:]:
            self.aperti.append((nome, indirizzo))
            self.uscita.append(f'<a href="{html.escape(indirizzo)}">' if indirizzo else f"<{nome}>")
        if len(self.pila) + len(self.aperti) > PROFONDITA_MASSIMA:
            raise _troppo_annidato()

    def _chiudi_formati(self) -> None:
        while self.aperti:
            self.uscita.append(f"</{self.aperti.pop()[0]}>")

    def _togli_formato(self, formato: tuple[str, str]) -> None:
        for indice in reversed(range(len(self.formati))):
            if self.formati[indice] is formato:
                del self.formati[indice]
                return


def _troppo_annidato() -> TestoNonAmmesso:
    return TestoNonAmmesso(
        f"Il testo ha più di {PROFONDITA_MASSIMA} livelli annidati: semplificare elenchi e tabelle."
    )


def _unioni(attributi: dict[str, str]) -> str:
    parti = []
    for nome in ("colspan", "rowspan"):
        valore = attributi.get(nome, "").strip()
        if re.fullmatch("[0-9]{1,9}", valore) and (numero := int(valore)) > 1:
            parti.append(f' {nome}="{min(numero, CELLE_UNITE_MASSIME)}"')
    return "".join(parti)


def _indirizzo_ammesso(valore: str) -> str:
    """The address of a link, made safe; empty when it is not http, https or mailto."""
    valore = re.sub("[\t\n\r\x0c]", "", valore).strip()
    try:
        parti = urlsplit(valore)
        schema, corpo = parti.scheme.lower(), valore[len(parti.scheme) :]
        parti.port  # noqa: B018 - reading it is how the port is checked
    except ValueError:
        return ""
    if schema not in SCHEMI or (schema != "mailto" and not parti.hostname):
        return ""
    if schema == "mailto" and not parti.path:
        return ""
    return schema + quote(corpo, safe="/:?#[]@!$&'()*+,;=~%", encoding="utf-8")


def _rileggi(testo: str) -> str:
    """One pass: rebuild, then let the second sanitiser have its say."""
    if not testo.strip():
        return ""
    lettore = etree.HTMLParser(
        target=_Costruttore(), encoding="utf-8", huge_tree=True, remove_comments=True
    )
    try:
        lettore.feed(testo.encode())
        rifatto = lettore.close()
    except etree.LxmlError as errore:
        raise TestoNonAmmesso("Il testo non è leggibile: incollarlo di nuovo.") from errore
    return nh3.clean(
        rifatto,
        tags=ELEMENTI,
        attributes=ATTRIBUTI,
        url_schemes=SCHEMI,
        link_rel=None,
        strip_comments=True,
    )


def pulisci(testo: str) -> str:
    """Reduce `testo` to the allow-list; raises nothing but `TestoNonAmmesso`."""
    if len(testo) > LUNGHEZZA_MASSIMA:
        raise TestoNonAmmesso("Il testo è troppo lungo.")
    corrente = _A_CAPO.sub("\n", _COMANDI.sub("", testo))
    for _ in range(PASSATE_MASSIME):
        prossimo = _rileggi(corrente)
        if prossimo == corrente:
            return prossimo
        corrente = prossimo
    raise TestoNonAmmesso("Il testo non si può ripulire: incollarlo di nuovo come testo semplice.")


def testo(ricco: str) -> str:
    """The words of a rich text: a line for each paragraph, item or row, cells apart by a tab."""
    pulito = pulisci(ricco)
    pulito = re.sub(r"</t[dh]>(?=<t[dh])", "\t", pulito)
    pulito = re.sub(r"<br>|</?(?:p|h[234]|li|tr|blockquote|ul|ol|table)\b[^>]*>", "\n", pulito)
    semplice = html.unescape(re.sub(r"<[^>]*>", "", pulito))
    righe = (riga.strip(_SPAZI) for riga in semplice.split("\n"))
    return "\n".join(riga for riga in righe if riga)
