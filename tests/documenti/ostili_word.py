"""Files that are not what they say, or that are made to hurt."""

import io
import struct
import zipfile
from collections.abc import Callable

from tests.documenti.file_word import (
    RELAZIONI,
    TIPI,
    W,
    documento,
    impacchetta,
    paragrafo,
    smonta,
    tabella,
)
from tests.documenti.lettura_word import DATI, originale
from tests.documenti.programmi_word import CAMPI_2022, azione, capitolo, programma_2022

MEGA = 1024 * 1024
TESTA = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>'
CODA = "</w:body></w:document>"


def con_corpo(corpo: str | bytes) -> bytes:
    """A .docx with this inside its body."""
    dentro = corpo.encode() if isinstance(corpo, str) else corpo
    return con_documento(TESTA.encode() + dentro + CODA.encode())


def con_documento(xml: bytes, **altre: bytes | str) -> bytes:
    return impacchetta(
        {
            "[Content_Types].xml": TIPI,
            "_rels/.rels": RELAZIONI,
            "word/document.xml": xml,
            **altre,
        }
    )


def ole(*nomi: str) -> bytes:
    """An OLE container with streams of these names (and nothing in them)."""
    voci = b"".join(_voce(n, 5 if n == "Root Entry" else 2) for n in ("Root Entry", *nomi))
    testa = bytearray(512)
    testa[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", testa, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIII", testa, 44, 1, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    struct.pack_into("<I", testa, 44 + 4, 0)
    struct.pack_into("<109I", testa, 76, 1, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFE, 0xFFFFFFFD, *[0xFFFFFFFF] * 126)
    return bytes(testa) + voci.ljust(512, b"\0") + fat + b"\0" * 2048


def _voce(nome: str, tipo: int) -> bytes:
    codificato = nome.encode("utf-16-le")
    voce = bytearray(128)
    voce[: len(codificato)] = codificato
    struct.pack_into("<HB", voce, 64, len(codificato) + 2, tipo)
    struct.pack_into("<II", voce, 116, 0xFFFFFFFE, 0)
    return bytes(voce)


def office(principale: str) -> bytes:
    """A zipped Office file of another kind."""
    return impacchetta(
        {
            "[Content_Types].xml": f'<Types><Override ContentType="{principale}"/></Types>',
            "_rels/.rels": "<Relationships/>",
        }
    )


def odf(mimetype: str, **parti: bytes | str) -> bytes:
    return impacchetta({"mimetype": mimetype, **parti})


def doc_protetto() -> bytes:
    """The real .doc with the mark that Word sets on an encrypted one."""
    dati = bytearray((DATI / "word" / "trento-2022.doc").read_bytes())
    posto = dati.index(b"\xec\xa5")
    dati[posto + 11] |= 0x01
    return bytes(dati)


def zip_protetto() -> bytes:
    """The real file with every entry marked as encrypted."""
    dati = bytearray(originale("2022"))
    for firma, scarto in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        posto = dati.find(firma)
        while posto >= 0:
            dati[posto + scarto] |= 1
            posto = dati.find(firma, posto + 4)
    return bytes(dati)


def bomba() -> bytes:
    """100 kB that declare 200 MB of document."""
    return con_documento(TESTA.encode() + b" " * (200 * MEGA) + CODA.encode())


def bomba_che_mente() -> bytes:
    """The same, declaring ten bytes."""
    dati = bytearray(bomba())
    for firma, scarto in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        posto = dati.find(firma)
        while posto >= 0:
            if struct.unpack_from("<I", dati, posto + scarto)[0] > MEGA:
                struct.pack_into("<I", dati, posto + scarto, 10)
            posto = dati.find(firma, posto + 4)
    return bytes(dati)


def bomba_di_stili() -> bytes:
    rel = (
        '<Relationships><Relationship Id="r1" Type="x/styles" Target="styles.xml"/></Relationships>'
    )
    return con_documento(
        (TESTA + CODA).encode(),
        **{"word/_rels/document.xml.rels": rel, "word/styles.xml": b"<a>" + b" " * (90 * MEGA)},
    )


def troppe_parti() -> bytes:
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w") as archivio:
        archivio.writestr("[Content_Types].xml", TIPI)
        for numero in range(3000):
            archivio.writestr(f"word/media/{numero}", b"")
    return uscita.getvalue()


def indice_enorme() -> bytes:
    """A table of contents of 60.000 entries that the end record counts as one."""
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w") as archivio:
        for numero in range(60_000):
            archivio.writestr(f"{numero:060d}", b"")
    dati = bytearray(uscita.getvalue())
    struct.pack_into("<HH", dati, len(dati) - 14, 1, 1)
    return bytes(dati)


def risate() -> bytes:
    """A billion laughs."""
    entita = '<!ENTITY a0 "ah">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    xml = f'<?xml version="1.0"?><!DOCTYPE w [{entita}]>{TESTA[38:]}<w:p><w:r><w:t>&a9;'
    return con_documento(f"{xml}</w:t></w:r></w:p>{CODA}".encode())


def entita_esterna(bersaglio: str = "file:///etc/passwd") -> bytes:
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "{bersaglio}">]>{TESTA[38:]}'
        f"<w:p><w:r><w:t>&x;</w:t></w:r></w:p>{CODA}"
    )
    return con_documento(xml.encode())


def dtd_in_utf16() -> bytes:
    xml = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY x "y">]>' + TESTA[38:] + CODA
    )
    return con_documento(xml.encode("utf-16"))


def dtd_negli_stili() -> bytes:
    parti = smonta(originale("2022"))
    stili = parti["word/styles.xml"]
    fine = stili.index(b"?>") + 2
    parti["word/styles.xml"] = stili[:fine] + b'<!DOCTYPE w SYSTEM "http://x/">' + stili[fine:]
    return impacchetta(parti)


def annidate(quante: int) -> bytes:
    apri = "<w:tbl><w:tr><w:tc>" * quante
    chiudi = "<w:p/></w:tc></w:tr></w:tbl>" * quante
    return con_corpo(f"{apri}<w:p><w:r><w:t>in fondo</w:t></w:r></w:p>{chiudi}")


def annidate_odt(quante: int) -> bytes:
    spazi = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    dentro = "<table:table><table:table-row><table:table-cell>" * quante + "<text:p>x</text:p>"
    dentro += "</table:table-cell></table:table-row></table:table>" * quante
    return odf(
        "application/vnd.oasis.opendocument.text",
        **{
            "content.xml": f"<office:document-content {spazi}><office:body><office:text>{dentro}"
            "</office:text></office:body></office:document-content>"
        },
    )


def avvolti(nome: str, quanti: int) -> bytes:
    """Wrappers one inside the other around a paragraph or a run."""
    apri, chiudi = f"<w:{nome}>" * quanti, f"</w:{nome}>" * quanti
    return con_corpo(f"{apri}<w:p>{apri}<w:r><w:t>x</w:t></w:r>{chiudi}</w:p>{chiudi}")


def altro_modulo() -> bytes:
    """A plan that is a document like any other, with a table of its own."""
    return documento(
        paragrafo("Piano comunale delle politiche familiari", stile="Heading1"),
        paragrafo("Il piano raccoglie gli interventi dei servizi."),
        paragrafo("Azioni", stile="Heading1"),
        tabella(
            ["Titolo", "Tassonomia", "Obiettivo", "Descrizione"], ["Orti", "Ambiente", "A", "B"]
        ),
    )


OSTILI: dict[str, tuple[Callable[[], bytes], str]] = {
    "vuoto": (lambda: b"", "è vuoto"),
    "solo zeri": (lambda: bytes(5000), "è vuoto"),
    "testo semplice": (lambda: b"Programma di lavoro", "testo semplice"),
    "pdf": (lambda: b"%PDF-1.7\n...", "è un PDF"),
    "rtf": (lambda: b"{\\rtf1 ciao}", "RTF"),
    "html": (lambda: b"<!DOCTYPE html><html><body>x</body></html>", "HTML"),
    "html di word": (lambda: b"<html xmlns:w='x'><head/></html>", "HTML"),
    "word xml": (lambda: b"<?xml version='1.0'?><w:wordDocument/>", "XML"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "immagine PNG"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "immagine JPEG"),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(100), "archivio"),
    "eseguibile": (lambda: b"MZ" + bytes(100), "eseguibile"),
    "rumore": (lambda: bytes(range(256)) * 4, "non è un documento Word"),
    "xlsx": (
        lambda: office(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        ),
        "foglio di calcolo",
    ),
    "pptx": (
        lambda: office(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
        ),
        "presentazione",
    ),
    "zip": (lambda: impacchetta({"programma.docx": b"x"}), "archivio ZIP"),
    "zip vuoto": (lambda: impacchetta({}), "archivio ZIP"),
    "ods": (lambda: odf("application/vnd.oasis.opendocument.spreadsheet"), "foglio di calcolo"),
    "epub": (lambda: odf("application/epub+zip"), "EPUB"),
    "xls": (lambda: ole("Workbook"), "Excel"),
    "ppt": (lambda: ole("PowerPoint Document"), "PowerPoint"),
    "msg": (lambda: ole("__properties_version1.0"), "posta"),
    "ole ignoto": (lambda: ole("Altro"), "non è un documento Word"),
    "doc vuoto": (lambda: ole("WordDocument"), "danneggiato"),
    "docx cifrato": (lambda: ole("EncryptedPackage", "EncryptionInfo"), "password"),
    "zip cifrato": (zip_protetto, "password"),
    "odt cifrato": (
        lambda: odf(
            "application/vnd.oasis.opendocument.text",
            **{"META-INF/manifest.xml": "<m><encryption-data/></m>"},
        ),
        "password",
    ),
    "doc cifrato": (doc_protetto, "password"),
    "troncato": (lambda: originale("2022")[:9000], "incompleto"),
    "troncato alla fine": (lambda: originale("2022")[:-30], "incompleto"),
    "doc troncato": (
        lambda: (DATI / "word" / "trento-2022.doc").read_bytes()[:20_000],
        "danneggiato",
    ),
    "senza documento": (
        lambda: impacchetta({"[Content_Types].xml": TIPI, "_rels/.rels": RELAZIONI}),
        "non contiene il testo",
    ),
    "documento non xml": (lambda: con_documento(b"ciao"), "danneggiato"),
    "altra radice": (lambda: con_documento(b"<a/>"), "non contiene il testo"),
    "senza testo": (lambda: con_corpo("<w:p/>"), "non contiene testo"),
    "altro modulo": (altro_modulo, "né le sue sezioni"),
    "bomba": (bomba, "peserebbe"),
    "bomba che mente": (bomba_che_mente, "danneggiato"),
    "bomba di stili": (bomba_di_stili, "troppo grande"),
    "troppe parti": (troppe_parti, "troppe parti"),
    "indice enorme": (indice_enorme, "troppe parti"),
    "100 MB": (lambda: b"PK\x03\x04" + bytes(100 * MEGA), "pesa 100 MB"),
    "risate": (risate, "DTD"),
    "entità esterna": (entita_esterna, "DTD"),
    "dtd in utf-16": (dtd_in_utf16, "DTD"),
    "dtd negli stili": (dtd_negli_stili, "DTD"),
    "tabelle annidate 3000": (lambda: annidate(3000), "uno dentro l'altro"),
    "tabelle annidate 60": (lambda: annidate(60), "annidate"),
    "tabelle annidate odt": (lambda: annidate_odt(3000), "uno dentro l'altro"),
    "controlli annidati": (lambda: avvolti("sdtContent", 3000), "uno dentro l'altro"),
    "quindici mega di paragrafi": (lambda: con_corpo("<w:p/>" * 2_400_000), "troppo complesso"),
    "molti paragrafi": (lambda: con_corpo("<w:p/>" * 290_000), "troppo lungo"),
    "molti attributi": (
        lambda: con_corpo("<w:p " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>"),
        "troppo complesso",
    ),
    "un testo di 14 MB": (
        lambda: con_corpo("<w:p><w:r><w:t>" + "azione n. " * 1_400_000 + "</w:t></w:r></w:p>"),
        "troppo complesso",
    ),
    "molte celle": (
        lambda: con_corpo(
            "<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 60 + "</w:tr>") * 1500 + "</w:tbl>"
        ),
        "troppo lungo",
    ),
    "molti tratti": (
        lambda: con_corpo("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 140_000 + "</w:p>"),
        "né le sue sezioni",
    ),
    "testi di 9 MB": (
        lambda: programma_2022(premessa=(paragrafo("azione n. " * 900_000),)),
        "PREMESSA» è troppo lunga",
    ),
    "righe smisurate": (
        lambda: programma_2022(
            azione(1),
            paragrafo("AZIONE n. " + "2 " * 30_000),
            paragrafo("Tempi" + " . " * 30_000),
            frontespizio=("PROGRAMMA DI LAVORO 2024", "15-lug-" * 30_000),
            attori=[["CAPOFILA: " * 5_000, "15-lug-" * 30_000], ["x", "a b, " * 30_000]],
            coda=(
                capitolo("ELENCO ADERENTI"),
                paragrafo("1. " + "ente dal 1 " * 30_000),
                paragrafo("- " + "e " * 30_000),
            ),
        ),
        "",
    ),
    "azioni di 9 MB": (
        lambda: programma_2022(
            azione(campi=dict.fromkeys(CAMPI_2022, "100% e AZIONE n. 1) " * 60000))
        ),
        "troppo lunga",
    ),
    "mille azioni": (
        lambda: programma_2022(*(azione(n, segno="V.A.M.T.") for n in range(1000))),
        "",
    ),
}
