"""The signatures inside a PDF: each whole, the last one over everything that is there."""

import datetime as dt
import io
import logging
import re
from dataclasses import dataclass

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from documenti.firme.aggiunte import solo_firme
from documenti.firme.certificati import SENZA_NOME, firmatario
from documenti.firme.errori import FirmaRifiutata
from documenti.firme.esame import Elenco, Firma, descrivi, giudica, pretendi_integra, subito

FIRME_MASSIME = 20
REVISIONI_MASSIME = 60
ILLEGGIBILE = "Il PDF è rovinato o incompleto: non si legge."
CODA = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
ROTTURE = (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Letto:
    """A signed PDF: its signatures, oldest first, and whether it was read by the strict rules."""

    firme: tuple[Firma, ...]
    lettore: PdfFileReader
    rigoroso: bool


def leggi(dati: bytes, elenco: Elenco) -> Letto:
    """Examine every signature of the PDF. Raises ``FirmaRifiutata``."""
    lettore, rigoroso = _apri(dati)
    try:
        firme = sorted(lettore.embedded_regular_signatures, key=lambda f: f.signed_revision)
    except ROTTURE as errore:
        raise FirmaRifiutata(ILLEGGIBILE) from errore
    if not firme:
        raise FirmaRifiutata("Il PDF non contiene alcuna firma digitale.")
    if len(firme) > FIRME_MASSIME:
        raise FirmaRifiutata(f"Il PDF contiene più di {FIRME_MASSIME} firme.")
    esaminate = [_una_firma(firma, firma is firme[-1], elenco) for firma in firme]
    return Letto(tuple(esaminate), lettore, rigoroso)


def contiene(letto: Letto, dati: bytes, emesso: bytes) -> bool:
    """Whether the signed PDF is the issued file followed by nothing but its signatures."""
    if not letto.rigoroso or not dati.startswith(emesso) or not CODA.search(dati[-64:]):
        return False
    try:
        return solo_firme(letto.lettore, emesso)
    except ROTTURE:
        return False


def _apri(dati: bytes) -> tuple[PdfFileReader, bool]:
    """Strictly, if the file allows it; what is read otherwise is always left to a person."""
    for rigoroso in (True, False):
        try:
            lettore = PdfFileReader(io.BytesIO(dati), strict=rigoroso)
            if lettore.encrypted:
                raise FirmaRifiutata("Il PDF è protetto da una password: serve senza.")
            if lettore.xrefs.total_revisions > REVISIONI_MASSIME:
                raise FirmaRifiutata("Il PDF è stato modificato troppe volte per verificarlo.")
            _ = lettore.embedded_signatures
        except ROTTURE as errore:
            if not rigoroso:
                raise FirmaRifiutata(ILLEGGIBILE) from errore
            continue
        return lettore, rigoroso
    raise FirmaRifiutata(ILLEGGIBILE)


def _una_firma(firma: EmbeddedPdfSignature, ultima: bool, elenco: Elenco) -> Firma:
    try:
        esito = subito(async_validate_pdf_signature(firma, elenco.contesto()))
        nome = firmatario(esito.signing_cert).nome
        chi = nome if nome != SENZA_NOME else "un firmatario senza nome"
        pretendi_integra(esito, chi)
        _pretendi_copertura(esito, chi, ultima)
        fiducia = giudica(esito, elenco, lambda m: _riesamina(firma, elenco, m))
    except SignatureValidationError as errore:
        raise FirmaRifiutata(f"Una firma del PDF non si può verificare ({errore}).") from errore
    except ROTTURE as errore:
        raise FirmaRifiutata("Una firma del PDF è rovinata o incompleta.") from errore
    return descrivi(esito, formato="PAdES", fiducia=fiducia)


def _riesamina(firma: EmbeddedPdfSignature, elenco: Elenco, quando: dt.datetime) -> bool:
    contesto = elenco.contesto(quando)
    return subito(async_validate_pdf_signature(firma, contesto, skip_diff=True)).trusted


def _pretendi_copertura(esito: PdfSignatureStatus, chi: str, ultima: bool) -> None:
    if esito.coverage is None or esito.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        raise FirmaRifiutata(f"La firma di {chi} non copre tutto il documento.")
    ammesso = ModificationLevel.LTA_UPDATES if ultima else ModificationLevel.FORM_FILLING
    livello = esito.modification_level
    if livello is None or livello > ammesso or not esito.docmdp_ok or (ultima and _avanza(esito)):
        raise FirmaRifiutata(f"Il PDF è stato modificato dopo la firma di {chi}.")


def _avanza(esito: PdfSignatureStatus) -> bool:
    """Bytes after the last signature that are no revision at all."""
    return (
        esito.coverage != SignatureCoverageLevel.ENTIRE_FILE
        and esito.modification_level == ModificationLevel.NONE
    )
