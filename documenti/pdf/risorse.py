"""The only files a document may load: our style sheet and our fonts, by a scheme of our own."""

import os
import stat
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SCHEMA = "documenti"
RADICE = Path(__file__).resolve().parents[2]
STILE = RADICE / "static" / "documenti" / "programma.css"
STILE_BOZZA = STILE.with_name("bozza.css")
CARTELLA_STATICA = STILE.parent
# The fallback for what Titillium lacks (arrows, ticks, Greek, Cyrillic, Hebrew, Arabic …).
CARTELLE_DEJAVU = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/dejavu-sans-fonts"),
    Path("/usr/share/fonts/TTF"),
)
DEJAVU = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
TITILLIUM = (
    *("TitilliumWeb-Regular.ttf", "TitilliumWeb-Italic.ttf", "TitilliumWeb-SemiBold.ttf"),
    *("TitilliumWeb-SemiBoldItalic.ttf", "TitilliumWeb-Bold.ttf"),
)
TIPI = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}


@cache
def risorse_ammesse() -> dict[str, Path]:
    """Every address a document may load, and the file behind it."""
    ammesse = {
        f"{SCHEMA}:{file.name}": file
        for file in sorted(CARTELLA_STATICA.iterdir())
        if file.suffix in {".css", ".svg"}
    }
    for nome in TITILLIUM:
        ammesse[f"{SCHEMA}:{nome}"] = cartella_titillium() / nome
    return ammesse


@cache
def cartella_titillium() -> Path:
    modulo = find_spec("fontpkg_titillium_web")
    assert modulo is not None and modulo.origin is not None
    return Path(modulo.origin).parent / "files"


@cache
def file_dejavu() -> tuple[Path, ...]:
    for cartella in CARTELLE_DEJAVU:
        trovati = tuple(cartella / nome for nome in DEJAVU if (cartella / nome).is_file())
        if trovati:
            return trovati
    return ()


def prepara_fontconfig() -> None:
    """Point fontconfig at the fallback fonts alone, so that every machine draws alike.

    To be called before WeasyPrint is imported: fontconfig reads its settings once.
    """
    cartella = _cartella_propria()
    cartelle = sorted({file.parent for file in file_dejavu()})
    accettati = "".join(f"<glob>{file}</glob>" for file in file_dejavu())
    testo = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        "<fontconfig>"
        + "".join(f"<dir>{una}</dir>" for una in cartelle)
        + f"<cachedir>{cartella}</cachedir>"
        + f"<selectfont><rejectfont><glob>*</glob></rejectfont><acceptfont>{accettati}"
        + "</acceptfont></selectfont></fontconfig>"
    )
    impostazioni = cartella / "fonts.conf"
    if not impostazioni.is_file() or impostazioni.read_text(encoding="utf-8") != testo:
        provvisorio = cartella / f"fonts.conf.{os.getpid()}"
        provvisorio.write_text(testo, encoding="utf-8")
        provvisorio.replace(impostazioni)
    os.environ["FONTCONFIG_FILE"] = str(impostazioni)


def _cartella_propria() -> Path:
    """Where fontconfig keeps its cache: shared by our processes, closed to everyone else."""
    cartella = Path(tempfile.gettempdir()) / f"documenti-caratteri-{os.getuid()}"
    cartella.mkdir(mode=0o700, exist_ok=True)
    stato = cartella.lstat()
    if stat.S_ISDIR(stato.st_mode) and stato.st_uid == os.getuid() and not stato.st_mode & 0o077:
        return cartella
    return Path(tempfile.mkdtemp(prefix="documenti-caratteri-"))


def stile_autonomo(*, bozza: bool) -> str:
    """The style sheet with our addresses turned into files, for a browser on this host."""
    fogli = (STILE, STILE_BOZZA) if bozza else (STILE,)
    testo = "\n".join(foglio.read_text(encoding="utf-8") for foglio in fogli)
    for indirizzo, file in risorse_ammesse().items():
        testo = testo.replace(f'"{indirizzo}"', f'"{file.as_uri()}"')
    return testo
