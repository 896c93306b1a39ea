"""Laid-out pages as one PDF/A-3a and PDF/UA-1 file with the snapshot inside."""

import zlib
from datetime import datetime
from typing import Any

import pydyf
from weasyprint import Attachment, Document
from weasyprint.document import DocumentMetadata, Page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from documenti.pdf.etichette import correggi

NOME_DATI = "programma.json"
COMPRESSIONE = 6
# PDF/A wants the attachment dated; the same content must give the same bytes.
DATA_FISSA = datetime(2000, 1, 1)

# PDF/UA-1 declares itself by a property that PDF/A wants described.
_PDFUA = """<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


class Metadati(DocumentMetadata):
    """Metadata that declares PDF/UA-1 beside PDF/A, which one variant alone does not."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = super().generate_rdf_metadata(variant, version, conformance)
        return rdf.removesuffix(b"</rdf:RDF>") + _PDFUA.encode()


def scrivi(
    pagine: list[Page],
    *,
    risorse: URLFetcher,
    caratteri: FontConfiguration,
    metadati: Metadati,
    dati: bytes,
) -> bytes:
    """Write the pages as one document; `dati` is embedded as the JSON they were made from."""
    intero = Document(pagine, metadati, risorse, caratteri, {}, output_intent="srgb")
    allegato = Attachment(
        file_obj=_Contenuto(dati),
        name=NOME_DATI,
        description="Contenuto del programma in formato JSON",
        created=DATA_FISSA,
        modified=DATA_FISSA,
        relationship="Source",
    )
    return intero.write_pdf(pdf_variant="pdf/a-3a", attachments=[allegato], finisher=correggi)


class _Contenuto:
    """A file object without a name."""

    def __init__(self, dati: bytes) -> None:
        self._dati = dati

    def read(self) -> bytes:
        return self._dati


class _PdfVeloce(pydyf.PDF):
    """The same file in less time: nothing is computed once for every use of it."""

    _riferimenti: tuple[bytes, ...] = ()

    @property
    def page_references(self) -> tuple[bytes, ...]:
        """Made once, not once for every tagged element."""
        if len(self._riferimenti) != self.pages["Count"]:
            self._riferimenti = tuple(super().page_references)
        return self._riferimenti

    def write(self, *argomenti: Any, **opzioni: Any) -> None:
        """Written and digested from the same bytes, made once."""
        self.objects: list[pydyf.Object] = [_Pronto(oggetto) for oggetto in self.objects]
        super().write(*argomenti, **opzioni)


class _Pronto(pydyf.Object):
    """An object whose bytes do not change any more."""

    def __init__(self, oggetto: pydyf.Object) -> None:
        self.number, self.generation = oggetto.number, oggetto.generation
        self.free, self.offset = oggetto.free, oggetto.offset
        self._comprimibile = oggetto.compressible
        if isinstance(oggetto, pydyf.Stream) and oggetto.compress:
            grezzo = b"\n".join(pydyf._to_bytes(pezzo) for pezzo in oggetto.stream)
            extra = {**oggetto.extra, "Filter": "/FlateDecode"}
            oggetto = pydyf.Stream([zlib.compress(grezzo, COMPRESSIONE)], extra)
        self._dati: bytes = oggetto.data if self.free != "f" else b""

    @property
    def compressible(self) -> bool:
        return self._comprimibile

    @property
    def data(self) -> bytes:
        return self._dati


# WeasyPrint makes its PDF by this name.
pydyf.PDF = _PdfVeloce
