"""The gate: what kind of file this is, by content, and whether it may be opened at all.

Sizes are checked on what the archive declares before anything is unpacked, and again while
unpacking. Every refusal says in Italian what is wrong and, where it helps, what to do.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Literal

from documenti.word.errors import FileNonLeggibile

MEGA = 1024 * 1024
MAX_FILE = 20 * MEGA
MAX_VOCI = 2_000
MAX_INDICE = 2 * MEGA
MAX_SCOMPATTATO = 100 * MEGA

Formato = Literal["docx", "odt", "doc"]

SALVA_COME = "Aprirlo con Word o LibreOffice e salvarlo come «Documento di Word (.docx)»."

_FIRME: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "un PDF"),
    (b"{\\rtf", "un documento RTF"),
    (b"\x89PNG", "un'immagine PNG"),
    (b"\xff\xd8\xff", "un'immagine JPEG"),
    (b"GIF8", "un'immagine GIF"),
    (b"II*\x00", "un'immagine TIFF"),
    (b"MM\x00*", "un'immagine TIFF"),
    (b"BM", "un'immagine BMP"),
    (b"7z\xbc\xaf", "un archivio 7z"),
    (b"Rar!", "un archivio RAR"),
    (b"\x1f\x8b", "un archivio compresso"),
    (b"MZ", "un programma eseguibile"),
    (b"\x7fELF", "un programma eseguibile"),
    (b"%!PS", "un file PostScript"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TIPI_WORD = ("wordprocessingml", "ms-word")
_ALTRI_OFFICE = {
    "spreadsheetml": "un foglio di calcolo",
    "ms-excel": "un foglio di calcolo",
    "presentationml": "una presentazione",
    "ms-powerpoint": "una presentazione",
}
_ALTRI_ODF = {
    "spreadsheet": "un foglio di calcolo",
    "presentation": "una presentazione",
    "graphics": "un disegno",
}


@dataclass(frozen=True, slots=True)
class Archivio:
    """A zip whose declared sizes have been accepted."""

    zip: zipfile.ZipFile
    nomi: frozenset[str]

    def leggi(self, nome: str, *, massimo: int = 15 * MEGA) -> bytes | None:
        """The bytes of one part, None when the archive has no such part."""
        if nome not in self.nomi:
            return None
        try:
            with self.zip.open(nome) as parte:
                dati = parte.read(massimo + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError) as errore:
            raise FileNonLeggibile(
                f"Il file è danneggiato o incompleto: la parte «{nome}» non si apre."
            ) from errore
        except RuntimeError as errore:  # an unknown compression too
            raise FileNonLeggibile(
                "Il file è compresso o protetto in un modo che Word non usa: non può essere letto."
            ) from errore
        if len(dati) > massimo:
            raise FileNonLeggibile(
                f"Il file è troppo grande: la parte «{nome}» supera i {massimo // MEGA} MB."
            )
        return dati


def riconosci(contenuto: bytes) -> tuple[Formato, Archivio | None]:
    """The format of the file and, for the zipped ones, the archive, ready to be read."""
    if not contenuto:
        raise FileNonLeggibile("Il file è vuoto.")
    if len(contenuto) > MAX_FILE:
        raise FileNonLeggibile(
            f"Il file pesa {len(contenuto) / MEGA:.0f} MB: il massimo è {MAX_FILE // MEGA} MB. "
            "Togliere le immagini o ridurle e salvarlo di nuovo."
        )
    if contenuto.startswith(_OLE):
        _controlla_ole(contenuto)
        return "doc", None
    if contenuto.startswith(b"PK"):
        archivio = apri_archivio(contenuto)
        return _formato_zip(archivio), archivio
    raise FileNonLeggibile(_descrivi(contenuto))


def _descrivi(contenuto: bytes) -> str:
    for firma, descrizione in _FIRME:
        if contenuto.startswith(firma):
            return f"Il file è {descrizione}, non un documento Word. {_rimedio(firma)}".strip()
    testa = contenuto[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if testa.startswith((b"<!doctype html", b"<html")) or b"<html" in testa:
        return f"Il file è una pagina web (HTML), non un documento Word. {SALVA_COME}"
    if testa.startswith((b"<?xml", b"<w:", b"<office:")):
        return f"Il file è un documento XML, non un file .docx. {SALVA_COME}"
    if not contenuto.strip(b"\x00 \t\r\n"):
        return "Il file è vuoto."
    if not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", contenuto[:4096]):
        return f"Il file contiene solo testo semplice, non un documento Word. {SALVA_COME}"
    return "Il file non è un documento Word, oppure è danneggiato dall'inizio."


def _rimedio(firma: bytes) -> str:
    if firma == b"%PDF-":
        return "Serve il documento Word (.docx) da cui il PDF è stato fatto."
    if firma == b"{\\rtf":
        return SALVA_COME
    if firma in (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b"):
        return "Estrarre dall'archivio il documento Word e caricare quello."
    return ""


def apri_archivio(contenuto: bytes) -> Archivio:
    """Open a zip after checking what it declares."""
    _controlla_indice(contenuto)
    try:
        archivio = zipfile.ZipFile(io.BytesIO(contenuto))
        voci = archivio.infolist()
    except (
        zipfile.BadZipFile,
        struct.error,
        ValueError,
        OSError,
        EOFError,
        RuntimeError,
        OverflowError,
        IndexError,
    ) as errore:
        raise FileNonLeggibile(
            "Il file è danneggiato o incompleto (per esempio un download interrotto)."
        ) from errore
    if len(voci) > MAX_VOCI:
        raise FileNonLeggibile(f"Il file contiene troppe parti: più di {MAX_VOCI}.")
    totale = sum(v.file_size for v in voci)
    if totale > MAX_SCOMPATTATO:
        raise FileNonLeggibile(
            f"Il file, una volta aperto, peserebbe {totale // MEGA} MB: il massimo è "
            f"{MAX_SCOMPATTATO // MEGA} MB."
        )
    if any(v.flag_bits & 0x1 for v in voci):
        raise FileNonLeggibile(
            "Il file è protetto da password: togliere la password e caricarlo di nuovo."
        )
    if any(v.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for v in voci):
        raise FileNonLeggibile(
            "Il file è compresso in un modo che Word non usa: non può essere letto."
        )
    return Archivio(archivio, frozenset(v.filename for v in voci))


def _controlla_indice(contenuto: bytes) -> None:
    """Refuse a huge table of contents before the zip module loads it."""
    posizione = contenuto.rfind(b"PK\x05\x06", max(0, len(contenuto) - 66_000))
    if posizione < 0 or posizione + 22 > len(contenuto):
        raise FileNonLeggibile(
            "Il file è danneggiato o incompleto (per esempio un download interrotto)."
        )
    voci, dimensione = struct.unpack_from("<HI", contenuto, posizione + 10)
    if voci > MAX_VOCI or dimensione > MAX_INDICE:
        raise FileNonLeggibile(f"Il file contiene troppe parti: più di {MAX_VOCI}.")


def _formato_zip(archivio: Archivio) -> Formato:
    tipi = archivio.leggi("[Content_Types].xml", massimo=MEGA)
    if tipi is not None:
        return _formato_office(archivio, tipi)
    mimetype = archivio.leggi("mimetype", massimo=MEGA)
    if mimetype is not None:
        return _formato_odf(archivio, mimetype.decode("ascii", "replace").strip())
    if "word/document.xml" in archivio.nomi:
        return "docx"
    raise FileNonLeggibile(
        "Il file è un archivio ZIP, non un documento Word. "
        "Se contiene il programma, estrarre il documento e caricare quello."
    )


def _formato_office(archivio: Archivio, tipi: bytes) -> Formato:
    if "EncryptedPackage" in archivio.nomi:
        raise _protetto()
    testo = tipi.decode("utf-8", "replace")
    if any(t in testo for t in _TIPI_WORD):
        principale = any(n in testo for n in ("document.main+xml", "template.main+xml"))
        if principale or "word/document.xml" in archivio.nomi:
            return "docx"
    for segno, descrizione in _ALTRI_OFFICE.items():
        if segno in testo:
            raise FileNonLeggibile(
                f"Il file è {descrizione}, non un documento Word, anche se il nome dice altro."
            )
    if "word/document.xml" in archivio.nomi:
        return "docx"
    raise FileNonLeggibile("Il file ha la forma di un .docx ma non contiene un documento Word.")


def _formato_odf(archivio: Archivio, mimetype: str) -> Formato:
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        manifesto = archivio.leggi("META-INF/manifest.xml", massimo=MEGA) or b""
        if b"encryption-data" in manifesto:
            raise _protetto()
        return "odt"
    for segno, descrizione in _ALTRI_ODF.items():
        if mimetype.startswith(f"application/vnd.oasis.opendocument.{segno}"):
            raise FileNonLeggibile(f"Il file è {descrizione}, non un documento di testo.")
    if mimetype == "application/epub+zip":
        raise FileNonLeggibile("Il file è un libro EPUB, non un documento Word.")
    raise FileNonLeggibile("Il file è un archivio ZIP, non un documento Word.")


def _controlla_ole(contenuto: bytes) -> None:
    """An OLE container may be an old .doc, an encrypted .docx, or another Office file."""

    def ha(voce: str) -> bool:
        return voce.encode("utf-16-le") + b"\x00\x00" in contenuto

    if ha("EncryptedPackage"):
        raise _protetto()
    if ha("WordDocument"):
        return
    if ha("Workbook") or ha("Book"):
        raise FileNonLeggibile("Il file è un foglio di calcolo Excel, non un documento Word.")
    if ha("PowerPoint Document"):
        raise FileNonLeggibile("Il file è una presentazione PowerPoint, non un documento Word.")
    if ha("__properties_version1.0"):
        raise FileNonLeggibile(
            "Il file è un messaggio di posta di Outlook: caricare il documento Word allegato."
        )
    raise FileNonLeggibile("Il file non è un documento Word, oppure è danneggiato.")


def _protetto() -> FileNonLeggibile:
    return FileNonLeggibile(
        "Il file è protetto da password: togliere la password e caricarlo di nuovo."
    )
