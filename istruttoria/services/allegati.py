"""The files that come with a step: checked for what they are, kept as they came."""

from dataclasses import dataclass

from django.conf import settings

from istruttoria import archivio
from istruttoria.models import Allegato, Passaggio
from istruttoria.workflow import TransizioneRifiutata

FORMATI = {"pdf": "un PDF", "p7m": "un PDF firmato in .p7m"}
"""The formats taken, each with its name in a sentence."""
INIZI_P7M = (b"\x30\x80", b"\x30\x82", b"\x30\x83", b"\x30\x84", b"-----BEGIN ", b"MI")
"""How a CMS message begins: DER or BER, PEM, bare base64."""
NOME_MASSIMO = 200


@dataclass(frozen=True, slots=True)
class FileRicevuto:
    """A file as it was handed over: its name on the sender's computer and its bytes."""

    nome: str
    contenuto: bytes


@dataclass(frozen=True, slots=True)
class Ricevuto:
    """A file already in the archive, with the name that it came with."""

    nome: str
    archiviato: archivio.Archiviato


def ricevi(file: FileRicevuto) -> Ricevuto:
    """Check a file and store it. Raises ``TransizioneRifiutata`` on the field ``allegato``."""
    if not file.contenuto:
        raise TransizioneRifiutata("Il file è vuoto.", "allegato")
    if len(file.contenuto) > settings.UPLOAD_MAX_BYTES:
        mega = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise TransizioneRifiutata(f"Il file supera {mega} MB.", "allegato")
    nome = nome_pulito(file.nome)
    estensione = _formato(nome, file.contenuto)
    return Ricevuto(nome, archivio.archivia(file.contenuto, estensione=estensione))


def registra_allegato(ricevuto: Ricevuto, *, passaggio: Passaggio, titolo: str) -> Allegato:
    """The row of a file that is already in the archive."""
    return Allegato.objects.create(
        passaggio=passaggio,
        titolo=titolo,
        nome=ricevuto.nome,
        file=ricevuto.archiviato.nome,
        sha256=ricevuto.archiviato.sha256,
        dimensione=ricevuto.archiviato.dimensione,
    )


def _formato(nome: str, contenuto: bytes) -> str:
    """What the file is, told from its bytes and not from its name alone."""
    estensione = nome.rpartition(".")[2].lower()
    if contenuto.lstrip()[:5] == b"%PDF-" and estensione == "pdf":
        return "pdf"
    if contenuto.startswith(INIZI_P7M) and estensione == "p7m":
        return "p7m"
    if estensione in FORMATI:
        raise TransizioneRifiutata(
            f"Il file «{nome}» non è {FORMATI[estensione]}, benché il suo nome lo dica.", "allegato"
        )
    raise TransizioneRifiutata(
        f"Il file «{nome}» non va bene: serve {' o '.join(FORMATI.values())}.", "allegato"
    )


def nome_pulito(nome: str) -> str:
    """The last part of a path, printable, short enough for its column with its extension."""
    nome = nome.replace("\\", "/").rpartition("/")[2]
    nome = " ".join("".join(c if c.isprintable() else " " for c in nome).split()) or "senza nome"
    if len(nome) > NOME_MASSIMO:
        corpo, punto, estensione = nome.rpartition(".")
        nome = f"{corpo[: NOME_MASSIMO - len(estensione) - 1]}{punto}{estensione}"[-NOME_MASSIMO:]
    return nome
