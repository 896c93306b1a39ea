"""The case file of a programme (*fascicolo*): all of its story in one ZIP, for the archive.

What is inside can be checked without this product: ``SHA256SUMS`` lists every file with its hash in
the format of ``sha256sum``, so that ``sha256sum -c SHA256SUMS`` in the unpacked folder says whether
something was altered or is missing. The same story gives the same bytes.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from istruttoria.models import Allegato, CopiaFirmata, Documento
from istruttoria.queries.firme import copie_firmate
from istruttoria.queries.storia import Evento, storia
from istruttoria.services.documenti import contenuto_documento
from programmi.models import Programma

INDICE = "SHA256SUMS"
LEGGIMI = """Fascicolo del programma di lavoro {programma}

storia.html   che cosa è successo, nell'ordine, da leggere con un browser
storia.json   lo stesso, per le macchine
versioni/     i testi fissati, in JSON: l'impronta SHA-256 di ogni file è quella del registro
documenti/    i file emessi
allegati/     i file ricevuti con i passaggi
firme/        le copie firmate, e accanto a ognuna che cosa ne è risultato, in JSON
SHA256SUMS    l'impronta SHA-256 di ogni file di questo fascicolo

Per verificare che nulla sia cambiato, nella cartella estratta:

    sha256sum -c SHA256SUMS

(su macOS: shasum -a 256 -c SHA256SUMS)
"""


@dataclass(frozen=True, slots=True)
class Carta:
    """A file of the case file: its path inside, its bytes, the time at which it came to be."""

    percorso: str
    contenuto: bytes
    quando: datetime


def scrivi_fascicolo(programma: Programma, uscita: IO[bytes]) -> None:
    """Write the ZIP. Raises ``Rifiuto`` when a stored file is missing or was altered."""
    eventi = storia(programma)
    indice: list[str] = []
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for carta in _carte(programma, eventi):
            indice.append(f"{hashlib.sha256(carta.contenuto).hexdigest()}  {carta.percorso}\n")
            archivio.writestr(_voce(carta), carta.contenuto)
        fine = Carta(INDICE, "".join(indice).encode(), eventi[-1].quando)
        archivio.writestr(_voce(fine), fine.contenuto)


def _voce(carta: Carta) -> zipfile.ZipInfo:
    locale = timezone.localtime(carta.quando)
    voce = zipfile.ZipInfo(carta.percorso, locale.timetuple()[:6])
    voce.compress_type = zipfile.ZIP_DEFLATED
    voce.external_attr = 0o644 << 16
    return voce


def _carte(programma: Programma, eventi: list[Evento]) -> Iterator[Carta]:
    percorsi: dict[str, str] = {}
    for carta, chiave in _conservate(programma):
        percorsi[chiave] = carta.percorso
        yield carta
    fine = eventi[-1].quando
    righe = [_come_dati(evento, percorsi) for evento in eventi]
    dati = {"programma": str(programma), "stato": programma.stato, "eventi": righe}
    testo = json.dumps(dati, ensure_ascii=False, indent=2, sort_keys=True)
    yield Carta("storia.json", testo.encode(), fine)
    pagina = render_to_string(
        "istruttoria/fascicolo.html", {"programma": programma, "eventi": righe}
    )
    yield Carta("storia.html", pagina.encode(), fine)
    yield Carta("LEGGIMI.txt", LEGGIMI.format(programma=programma).encode(), fine)


def _conservate(programma: Programma) -> Iterator[tuple[Carta, str]]:
    """Every stored file, with the key by which an event speaks of it."""
    for versione in programma.versioni.order_by("numero").iterator():
        percorso = f"versioni/{versione.numero:02d}.json"
        carta = Carta(percorso, versione.contenuto.encode(), versione.creata_il)
        yield carta, f"versione {versione.numero}"
    documenti = Documento.objects.filter(versione__programma=programma)
    for documento in documenti.select_related("versione").defer("versione__contenuto"):
        nome = f"{documento.versione.numero:02d}-{documento.tipo}.{_estensione(documento)}"
        contenuto = contenuto_documento(documento)
        carta = Carta(f"documenti/{nome}", contenuto, documento.creato_il)
        yield carta, f"documento {documento.pk}"
    for allegato in Allegato.objects.filter(passaggio__programma=programma):
        nome = f"{allegato.pk}-{slugify(allegato.titolo)}.{_estensione(allegato)}"
        contenuto = contenuto_documento(allegato)
        yield Carta(f"allegati/{nome}", contenuto, allegato.ricevuto_il), f"allegato {allegato.pk}"
    yield from _firmate(programma)


def _firmate(programma: Programma) -> Iterator[tuple[Carta, str]]:
    """The valid signed copies and what was found in each; no tax code stands in the findings."""
    for letta in copie_firmate(programma):
        copia, documento = letta.copia, letta.copia.documento
        nome = f"firme/{copia.pk}-{documento.tipo}"
        contenuto = contenuto_documento(copia)
        percorso = f"{nome}.{_estensione(copia)}"
        yield Carta(percorso, contenuto, copia.caricata_il), f"copiafirmata {copia.pk}"
        dati = {
            "file_emesso": documento.sha256,
            "copia": copia.sha256,
            "contiene_il_file_emesso": copia.conforme,
            "accettata_perche": "" if copia.conforme else copia.decisione.motivo,
            **copia.rilievi,
        }
        testo = json.dumps(dati, ensure_ascii=False, indent=2, sort_keys=True)
        yield Carta(f"{nome}.json", testo.encode(), copia.caricata_il), f"rilievi {copia.pk}"


def _estensione(riga: Documento | Allegato | CopiaFirmata) -> str:
    return str(riga.file.name).rpartition(".")[2]


def _come_dati(evento: Evento, percorsi: dict[str, str]) -> dict[str, Any]:
    """An event as plain values; its files are told by their path in the ZIP."""
    file = [
        {"titolo": f.titolo, "sha256": f.sha256, "percorso": percorsi[f"{f.pagina} {f.riga.pk}"]}
        for f in evento.file
    ]
    versione = (
        {
            "numero": evento.numero_versione,
            "sha256": evento.versione,
            "percorso": percorsi[f"versione {evento.numero_versione}"],
        }
        if evento.numero_versione
        else None
    )
    return {
        "quando": timezone.localtime(evento.quando).isoformat(timespec="seconds"),
        "genere": evento.genere_detto,
        "titolo": evento.titolo,
        "chi": evento.chi,
        "righe": list(evento.righe),
        "stato": evento.stato_detto,
        "versione": versione,
        "file": file,
    }
