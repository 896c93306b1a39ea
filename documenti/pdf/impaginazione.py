"""Layout: the document in parts of bounded length, each laid out apart, with common numbers.

The cost of a page grows with the length of what is laid out at once, so a long document is
cut at the start of an action or a paragraph. Page numbers and their total are set when the
number of pages of every part is known, before the margins are drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Page
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import layout_document
from weasyprint.layout.background import layout_backgrounds
from weasyprint.layout.page import make_margin_boxes
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documenti.pdf.modelli import riempi
from documenti.pdf.risorse import SCHEMA, STILE, STILE_BOZZA, TIPI, risorse_ammesse
from documenti.pdf.scrittore import Metadati, scrivi
from documenti.pdf.vista import Blocco, Documento

# Characters of HTML laid out at once, about fifteen pages.
PARTE = 45_000
# Documents longer than this get a table of contents (about forty pages).
LUNGO = 150_000


class Risorse(URLFetcher):
    """Serves the addresses of `risorse_ammesse` and refuses everything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=[SCHEMA], allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        file = risorse_ammesse().get(url)
        if file is None:
            raise ValueError(f"address not allowed: {url[:200]}")
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": TIPI[file.suffix]})


class Officina:
    """What stays warm between documents: fonts and the parsed style sheet."""

    def __init__(self) -> None:
        self.risorse = Risorse()
        self.caratteri = FontConfiguration()
        self.contatori = CounterStyle()
        self.stile, self.stile_bozza = self._foglio(STILE), self._foglio(STILE_BOZZA)

    def _foglio(self, file: Path) -> CSS:
        return CSS(
            string=file.read_text(encoding="utf-8"),
            base_url=f"{SCHEMA}:",
            url_fetcher=self.risorse,
            font_config=self.caratteri,
            counter_style=self.contatori,
        )

    def _parte(self, documento: Documento, blocchi: list[Blocco]) -> "_Parte":
        fogli = [self.stile, self.stile_bozza] if documento.bozza else [self.stile]
        return _Parte(self, documento.pagina(blocchi), fogli)

    def componi(self, documento: Documento, dati: bytes) -> bytes:
        lungo = _peso(documento.corpo) > LUNGO
        parti = [
            self._parte(documento, blocchi)
            for blocchi in _in_parti(documento.apertura, documento.corpo, apertura_da_sola=lungo)
        ]
        indice = self._indice(documento, {}) if lungo else None
        totale = sum(parte.quante for parte in parti) + (indice.quante if indice else 0)
        pagine: list[Page] = []
        for posto, parte in enumerate(parti):
            salto = indice.quante if indice and posto else 0
            pagine.extend(parte.pagine(len(pagine) + salto, totale))
        if indice:
            inizio = parti[0].quante
            numeri: dict[str, int] = {}
            for numero, pagina in enumerate(pagine, 1):
                for ancora in pagina.anchors:
                    numeri.setdefault(ancora, numero + indice.quante)
            pagine[inizio:inizio] = self._indice(documento, numeri).pagine(inizio, totale)
        metadati = Metadati(title=documento.titolo, lang="it", authors=[documento.distretto])
        return scrivi(
            pagine, risorse=self.risorse, caratteri=self.caratteri, metadati=metadati, dati=dati
        )

    def _indice(self, documento: Documento, numeri: dict[str, int]) -> "_Parte":
        """The table of contents; its length is the same with and without the numbers."""
        voci = [
            {"voce": voce, "pagina": str(numeri.get(voce.ancora, ""))} for voce in documento.indice
        ]
        return self._parte(documento, [Blocco(riempi("indice.html", voci=voci))])


def _peso(blocchi: list[Blocco]) -> int:
    return sum(len(blocco.html) for blocco in blocchi)


def _in_parti(
    apertura: list[Blocco], corpo: list[Blocco], *, apertura_da_sola: bool
) -> Iterator[list[Blocco]]:
    """The blocks in parts of bounded weight; a part never ends with a heading."""
    parte = list(apertura)
    if apertura_da_sola:
        yield parte
        parte = []
    peso = 0
    for posto, blocco in enumerate(corpo):
        if peso > PARTE and not corpo[posto - 1].legato:
            yield parte
            parte, peso = [], 0
        parte.append(blocco)
        peso += len(blocco.html)
    if parte:
        yield parte


@dataclass
class _Parte:
    """One part, laid out up to its margins."""

    officina: Officina
    testo: str
    fogli: list[CSS]

    def __post_init__(self) -> None:
        html = HTML(string=self.testo, base_url=f"{SCHEMA}:", url_fetcher=self.officina.risorse)
        opzioni = _opzioni(self.fogli)
        self._contesto = Document._build_layout_context(
            html, self.officina.caratteri, self.officina.contatori, {}, opzioni
        )
        radice = build_formatting_structure(
            html.etree_element,
            self._contesto.style_for,
            self._contesto.get_image_from_uri,
            html.base_url,
            self._contesto.target_collector,
            self.officina.contatori,
            self._contesto.footnotes,
        )
        self._generatore = layout_document(html, radice, self._contesto)
        # Every page is broken when the first one comes out; margins follow one by one.
        self._prima = next(self._generatore)
        self.quante = len(self._contesto.page_maker) - 1

    def pagine(self, prima_di_qui: int, totale: int) -> Iterator[Page]:
        for numero, stato in enumerate(self._contesto.page_maker[1:], prima_di_qui + 1):
            contatori = stato[3][1]
            contatori["page"], contatori["pages"] = [numero], [totale]
        self._rifai_margini_della_prima()
        yield Page(self._prima)
        for scatola in self._generatore:
            yield Page(scatola)

    def _rifai_margini_della_prima(self) -> None:
        """The first page drew its margins before the numbers were known."""
        pagina, contesto = self._prima, self._contesto
        contesto.current_page = 1
        interne = [figlio for figlio in pagina.children if not _di_margine(figlio)]
        margini = make_margin_boxes(contesto, pagina, contesto.page_maker[1][3])
        pagina.children = (*interne, *margini)
        layout_backgrounds(pagina, contesto.get_image_from_uri)


def _di_margine(scatola: Any) -> bool:
    return hasattr(scatola, "at_keyword")


def _opzioni(fogli: list[CSS]) -> dict[str, Any]:
    return {"cache": None, "stylesheets": fogli, "presentational_hints": False, "pdf_forms": False}
