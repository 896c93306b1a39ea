"""A small programme that uses what Word offers: the same one in .docx, .odt and .doc.

The .odt and .doc beside the tests were made from ``mosaico()`` by LibreOffice 7.4.
"""

from lxml import etree

from tests.documenti.file_word import (
    MC,
    Elemento,
    W,
    cella,
    copia,
    crea,
    paragrafo,
    run,
    tabella,
)
from tests.documenti.programmi_word import CAMPI_2022, azione, programma_2022

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"


def _livello(indice: int, formato: str, testo: str) -> str:
    return (
        f'<w:lvl w:ilvl="{indice}"><w:start w:val="1"/><w:numFmt w:val="{formato}"/>'
        f'<w:lvlText w:val="{testo}"/></w:lvl>'
    )


NUMERI = (
    f'<w:numbering xmlns:w="{W}">'
    f'<w:abstractNum w:abstractNumId="0">{_livello(0, "bullet", "•")}'
    f"{_livello(1, 'bullet', '–')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{_livello(0, "decimal", "%1)")}'
    f"{_livello(1, 'lowerLetter', '%2.')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{_livello(0, "decimal", "%1.")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{_livello(0, "decimal", "%1)")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
)
NOTE = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>Dati del comune.</w:t>'
    "</w:r></w:p></w:footnote>"
    '<w:footnote w:id="3"><w:p><w:r><w:t>Salvo pioggia.</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)
STILI = (
    f'<w:styles xmlns:w="{W}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2, 3)
    )
    + "</w:styles>"
)
LEGAMI = (
    f'<Relationships xmlns="{_REL}">'
    + "".join(
        f'<Relationship Id="{i}" Type="{R}/{tipo}" Target="{dove}"{modo}/>'
        for i, tipo, dove, modo in (
            ("r1", "numbering", "numbering.xml", ""),
            ("r2", "footnotes", "footnotes.xml", ""),
            ("r3", "styles", "styles.xml", ""),
            ("r4", "hyperlink", "https://prato.example/festa", ' TargetMode="External"'),
        )
    )
    + "</Relationships>"
)
TIPI = (
    '<?xml version="1.0" encoding="UTF-8"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{parte}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{tipo}+xml"/>'
        for parte, tipo in (
            ("document", "document.main"),
            ("numbering", "numbering"),
            ("footnotes", "footnotes"),
            ("styles", "styles"),
        )
    )
    + "</Types>"
)
PARTI = {
    "[Content_Types].xml": TIPI,
    "word/numbering.xml": NUMERI,
    "word/footnotes.xml": NOTE,
    "word/styles.xml": STILI,
    "word/_rels/document.xml.rels": LEGAMI,
}
_CASELLA = f"""<w:p xmlns:w="{W}" xmlns:mc="{MC}"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent><mc:Choice Requires="wps">
<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="3000000" cy="2000000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="casella"/>
<a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="2000000"/>
</a:xfrm><a:prstGeom prst="rect"/></wps:spPr><wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr/>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape style="width:200pt;height:100pt"><v:textbox><w:txbxContent/></v:textbox></v:shape>
</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def voce(testo: str, *, lista: str = "1", livello: str = "0") -> Elemento:
    """A paragraph of a real list: 1 bullets, 2 and 4 "1)", 3 "1."."""
    numero = crea("numPr", crea("ilvl", val=livello), crea("numId", val=lista))
    return crea("p", crea("pPr", numero), run(testo))


def casella_di_testo(*paragrafi: Elemento) -> Elemento:
    """A text box, written as Word does: a shape and a fallback with the same text."""
    p = etree.fromstring(_CASELLA)
    for contenuto in p.iter(f"{{{W}}}txbxContent"):
        contenuto.extend(copia(q) for q in paragrafi)
    return p


def collegamento(testo: str) -> Elemento:
    legame = crea("hyperlink", run(testo))
    legame.set(f"{{{R}}}id", "r4")
    return legame


def nota(numero: str = "2") -> Elemento:
    return crea("r", crea("footnoteReference", id=numero))


def con_stile(testo: str, *segni: str) -> Elemento:
    return crea("r", crea("rPr", *(crea(s) for s in segni)), crea("t", testo))


def azione_mosaico() -> Elemento:
    """An action with lists, a nested table, a tracked change and a merged label."""
    revisione = crea(
        "p",
        run("Una "),
        crea("del", crea("r", crea("delText", "vecchia ")), id="1", author="x"),
        crea("ins", run("grande "), id="2", author="x"),
        run("festa"),
    )
    campi = {
        **CAMPI_2022,
        "Obiettivo.": cella(revisione),
        "Azioni.": cella("Servono:", voce("tavoli"), voce("sedie"), voce("cuscini", livello="1")),
        "Organizzazione referente.": cella(crea("p", collegamento("Comune di Prato"))),
        "Tempi.": cella(crea("p", run("Entro giugno 2024"), nota("3"))),
        "Indicatore/i di valutazione.": cella(
            voce("Numero di feste", lista="2"), voce("Numero di cene", lista="2")
        ),
        "Percentuale/i di valutazione.": cella(
            voce("50% ogni festa", lista="4"), voce("100% relazione sulle cene", lista="4")
        ),
    }
    return azione(1, "LA FESTA", segno="V.A.M.T.", campi=campi)


def mosaico() -> bytes:
    """The whole programme."""
    frontespizio = [
        paragrafo(t, grassetto=True)
        for t in ("PROGRAMMA DI LAVORO", "DISTRETTO FAMIGLIA", "VALLE DI PRATO", "2024")
    ]
    dati = tabella(
        [cella("Comune", unione="restart"), "2022", "10"],
        [cella(unione="continue"), "2023", "12"],
        [cella("Totale", colonne=2), "22"],
    )
    premessa = (
        crea(
            "p",
            run("Siamo "),
            con_stile("molti", "b"),
            run(" e "),
            con_stile("vari", "i"),
            run(": "),
            collegamento("il sito"),
            run(" lo dice"),
            nota(),
            run("."),
        ),
        paragrafo("Chi siamo", stile="Heading2"),
        voce("famiglie"),
        voce("giovani", livello="1"),
        voce("enti"),
        paragrafo("Quanti siamo", stile="Heading3"),
        dati,
        voce("primo", lista="3"),
        voce("secondo", lista="3"),
    )
    return programma_2022(
        azione_mosaico(),
        frontespizio=(casella_di_testo(*frontespizio),),
        premessa=premessa,
        **PARTI,
    )
