"""What a signed PDF adds to the issued file that it begins with.

The same first bytes are not enough: an incremental update may replace a page and be signed with it.
So the issued file must be the first revisions of the copy, and in the later ones an object that was
there may change only in what signing needs: the form with its signature fields, the validation
data, the notes of a page that gains a signature, the dates in the metadata. New objects hang from
those alone. Anything else, however innocent, is left to a person.
"""

import io
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

DEL_CATALOGO = {"/AcroForm", "/DSS", "/Extensions", "/Version", "/Metadata", "/Perms"}
DEL_MODULO = {"/Fields", "/SigFlags", "/DR", "/DA"}
CON_AZIONI = {"/A", "/AA"}
PARTE_DI_PAGINA = 4
"""A visible signature may cover at most one part in so many of its page."""


def solo_firme(copia: PdfFileReader, emesso: bytes) -> bool:
    """Whether the copy, which begins with the issued bytes, adds only signatures to them.

    What cannot be read raises whatever the reader raises: the caller takes that as a no.
    """
    originale = PdfFileReader(io.BytesIO(emesso), strict=True)
    base = originale.xrefs.total_revisions - 1
    if copia.xrefs.hybrid_xrefs_present or not _continua(copia, originale, base, len(emesso)):
        return False
    prima = copia.get_historical_resolver(base)
    return all(
        _revisione(prima, copia.get_historical_resolver(numero), copia, numero)
        for numero in range(base + 1, copia.xrefs.total_revisions)
    )


def _continua(copia: PdfFileReader, originale: PdfFileReader, base: int, fine: int) -> bool:
    """The copy's first revisions are the issued file's; the others stand after it."""
    if copia.xrefs.total_revisions <= base + 1:
        return False
    stesse = all(
        originale.xrefs.get_startxref_for_revision(n) == copia.xrefs.get_startxref_for_revision(n)
        for n in range(base + 1)
    )
    return stesse and all(
        copia.xrefs.get_xref_container_info(n).start_location >= fine
        for n in range(base + 1, copia.xrefs.total_revisions)
    )


def _revisione(
    prima: HistoricalResolver, dopo: HistoricalResolver, copia: PdfFileReader, numero: int
) -> bool:
    di_prima = _esistenti(copia, prima.revision)
    if copia.xrefs.refs_freed_in_revision(numero) & di_prima:
        return False
    toccati = copia.xrefs.explicit_refs_in_revision(numero) & di_prima
    pagine = {ref for ref in toccati if _tipo(prima(ref)) == "/Page"}
    return all(
        _ammesso(ref, prima, dopo, pagine) for ref in toccati if not _uguali(prima(ref), dopo(ref))
    )


def _esistenti(copia: PdfFileReader, revisione: int) -> set[generic.Reference]:
    trovati: set[generic.Reference] = set()
    for numero in range(revisione + 1):
        trovati |= copia.xrefs.explicit_refs_in_revision(numero)
    return trovati


def _ammesso(
    ref: generic.Reference,
    prima: HistoricalResolver,
    dopo: HistoricalResolver,
    pagine: set[generic.Reference],
) -> bool:
    if ref == prima.root_ref:
        return _catalogo(prima.root, dopo.root)
    if ref in pagine:
        return _pagina(prima(ref), dopo(ref))
    if ref == _riferimento(prima.trailer_view, "/Info"):
        return isinstance(dopo(ref), generic.DictionaryObject)
    if ref == _riferimento(prima.root, "/Metadata"):
        return _tipo(dopo(ref)) == "/Metadata"
    return False


def _catalogo(prima: Any, dopo: Any) -> bool:
    if _altre(prima, DEL_CATALOGO) != _altre(dopo, DEL_CATALOGO):
        return False
    if "/AcroForm" not in dopo:
        return True
    modulo = dopo["/AcroForm"]
    campi = [campo.get_object() for campo in modulo.get("/Fields", ())]
    return set(modulo) <= DEL_MODULO and all(_e_firma(campo) for campo in campi)


def _pagina(prima: Any, dopo: Any) -> bool:
    if _altre(prima, {"/Annots"}) != _altre(dopo, {"/Annots"}):
        return False
    vecchie, nuove = list(prima.get("/Annots", ())), list(dopo.get("/Annots", ()))
    if _crude(prima)[: len(vecchie)] != _crude(dopo)[: len(vecchie)]:
        return False
    return all(_discreta(nota.get_object(), dopo) for nota in nuove[len(vecchie) :])


def _crude(pagina: Any) -> list[Any]:
    return list(pagina["/Annots"]) if "/Annots" in pagina else []


def _e_firma(campo: Any) -> bool:
    return (
        campo.get("/FT") == "/Sig"
        and not CON_AZIONI & set(campo)
        and "/Kids" not in campo
        and campo.get("/Subtype", "/Widget") == "/Widget"
    )


def _discreta(nota: Any, pagina: Any) -> bool:
    """A signature's field, invisible or small."""
    if not _e_firma(nota):
        return False
    carta = pagina.get_and_apply("/MediaBox", list) or _ereditata(pagina)
    return _area(nota["/Rect"]) * PARTE_DI_PAGINA <= _area(carta)


def _ereditata(pagina: Any) -> Any:
    while "/MediaBox" not in pagina:
        pagina = pagina["/Parent"]
    return pagina["/MediaBox"]


def _area(riquadro: Any) -> float:
    a, b, c, d = (float(lato) for lato in riquadro)
    return abs(c - a) * abs(d - b)


def _altre(oggetto: Any, tolte: set[str]) -> dict[str, Any]:
    return {chiave: oggetto.raw_get(chiave) for chiave in oggetto if chiave not in tolte}


def _uguali(prima: Any, dopo: Any) -> bool:
    if isinstance(prima, generic.StreamObject) or isinstance(dopo, generic.StreamObject):
        return (
            isinstance(prima, generic.StreamObject)
            and isinstance(dopo, generic.StreamObject)
            and dict(prima) == dict(dopo)
            and prima.encoded_data == dopo.encoded_data
        )
    return bool(prima == dopo)


def _tipo(oggetto: Any) -> str:
    return str(oggetto.get("/Type", "")) if isinstance(oggetto, generic.DictionaryObject) else ""


def _riferimento(oggetto: Any, chiave: str) -> generic.Reference | None:
    try:
        valore = oggetto.raw_get(chiave)
    except KeyError:
        return None
    return valore.reference if isinstance(valore, generic.IndirectObject) else None
