"""Corrections to the tag tree that WeasyPrint makes, before the file is written."""

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import TableCellBox


def correggi(documento: Document, pdf: pydyf.PDF) -> None:
    _intestazioni(documento)
    for elemento in list(pdf.objects):
        if isinstance(elemento, dict) and elemento.get("S") == "/LI":
            _voce_di_elenco(elemento, pdf)


def _intestazioni(documento: Document) -> None:
    """Say of every header cell whether it heads its row or its column."""
    for pagina in documento.pages:
        for scatola in pagina._page_box.descendants():
            if isinstance(scatola, TableCellBox) and scatola.element_tag == "th":
                di_riga = scatola.element.get("scope") == "row"
                scatola.mark["A"]["Scope"] = "/Row" if di_riga else "/Column"


def _voce_di_elenco(voce: pydyf.Dictionary, pdf: pydyf.PDF) -> None:
    """A list item holds a label and a body; markers inside the line leave both in one."""
    segni: list[bytes] = []
    corpi: list[bytes] = []
    sciolti: pydyf.Dictionary | None = None
    for riferimento in voce["K"]:
        figlio = _oggetto(riferimento, pdf)
        if figlio["S"] == "/Lbl":
            segni.append(riferimento)
        elif figlio["S"] == "/LBody":
            segni.extend(_segni_dentro(figlio, voce, pdf))
            corpi.append(riferimento)
            sciolti = None
        else:
            if sciolti is None:
                sciolti = _nuovo_corpo(voce, pdf)
                corpi.append(sciolti.reference)
            sciolti["K"].append(riferimento)
            figlio["P"] = sciolti.reference
    voce["K"] = pydyf.Array([*segni, *corpi])


def _segni_dentro(corpo: pydyf.Dictionary, voce: pydyf.Dictionary, pdf: pydyf.PDF) -> list[bytes]:
    """The labels that stand in a body, taken out of it."""
    segni = [figlio for figlio in corpo["K"] if _e_segno(figlio, pdf)]
    if segni:
        corpo["K"] = pydyf.Array([figlio for figlio in corpo["K"] if figlio not in segni])
        for segno in segni:
            _oggetto(segno, pdf)["P"] = voce.reference
    return segni


def _e_segno(figlio: bytes | int, pdf: pydyf.PDF) -> bool:
    return isinstance(figlio, bytes) and _oggetto(figlio, pdf).get("S") == "/Lbl"


def _nuovo_corpo(voce: pydyf.Dictionary, pdf: pydyf.PDF) -> pydyf.Dictionary:
    corpo = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array([]),
            "Pg": voce["Pg"],
            "P": voce.reference,
        }
    )
    pdf.add_object(corpo)
    return corpo


def _oggetto(riferimento: bytes, pdf: pydyf.PDF) -> pydyf.Dictionary:
    return pdf.objects[int(riferimento.split()[0])]
