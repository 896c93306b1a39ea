"""``manage.py importa_programma FILE --distretto CODICE --anno ANNO``: a Word programme in."""

import json
import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from istruttoria.importazione import (
    EsitoImportazione,
    ImportazioneRifiutata,
    importa,
    leggi_percorso,
)
from istruttoria.management.base import ComandoConDati, impedimento_dei_dati

logger = logging.getLogger(__name__)

CONTEGGI = (
    ("sezioni", "sezioni"),
    ("azioni_vamt", "azioni V.A.M.T."),
    ("azioni", "azioni"),
    ("progettualita", "progettualità"),
    ("indicatori", "indicatori"),
    ("regole", "regole"),
    ("aderenti", "aderenti"),
)
IMPREVISTO = (
    "L'importazione si è fermata per un errore imprevisto; non è stato cambiato nulla. "
    "Riprovare; se si ripete, mandare il file e il registro degli errori a chi cura il sistema."
)


def _codice(testo: str) -> str:
    if not testo.strip():
        raise ImportazioneRifiutata("Indicare il codice del distretto: --distretto CODICE.")
    return testo.strip()


def _anno(testo: str) -> int:
    """The year as typed; the range is the import's own concern."""
    pulito = testo.strip()
    if not pulito:
        raise ImportazioneRifiutata("Indicare l'anno del programma: --anno ANNO.")
    if not (pulito.isascii() and pulito.isdigit() and len(pulito) == 4):
        raise ImportazioneRifiutata(f"«{testo}» non è un anno: scriverlo con quattro cifre.")
    return int(pulito)


class Command(ComandoConDati):
    help = "Importa un programma di lavoro in Word (.docx, .odt, .doc), nella forma 2022 o 2026."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="il file da importare")
        # Both are required: what is missing is said by the import, in Italian.
        parser.add_argument("--distretto", default="", metavar="CODICE")
        parser.add_argument("--anno", default="", metavar="ANNO")
        parser.add_argument(
            "--crea",
            action="store_true",
            help="crea il distretto da ciò che dice il file, se il codice è sconosciuto",
        )
        parser.add_argument("--ente", default="", metavar="CODICE", help="se gli enti sono più")
        parser.add_argument(
            "--schema", default="", metavar="CODICE", help="altrimenti quello dell'anno"
        )
        parser.add_argument(
            "--storico", action="store_true", help="programma di un anno passato, già approvato"
        )
        parser.add_argument("--json", action="store_true", help="stampa un solo oggetto JSON")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        try:
            esito = importa(
                leggi_percorso(opzioni["file"]),
                nome=opzioni["file"].name,
                distretto=_codice(opzioni["distretto"]),
                anno=_anno(str(opzioni["anno"])),
                crea=opzioni["crea"],
                ente=opzioni["ente"].strip(),
                schema=opzioni["schema"].strip(),
                storico=opzioni["storico"],
            )
        except ImportazioneRifiutata as rifiuto:
            self._rifiuta(str(rifiuto), in_json=opzioni["json"])
        except Exception as errore:
            # A file nobody has seen may break any layer: people get a sentence, the log the cause.
            logger.error("import of %s: %s: %s", opzioni["file"], type(errore).__name__, errore)
            logger.debug("import of %s", opzioni["file"], exc_info=True)
            self._rifiuta(impedimento_dei_dati(errore) or IMPREVISTO, in_json=opzioni["json"])
        else:
            if opzioni["json"]:
                self.stdout.write(json.dumps(esito.as_dict(), ensure_ascii=False, indent=2))
            else:
                self._racconta(esito)

    def _rifiuta(self, messaggio: str, *, in_json: bool) -> None:
        """End with status 1: the JSON object alone on the output, or the sentence on the error."""
        if in_json:
            self.stdout.write(json.dumps({"errore": messaggio}, ensure_ascii=False, indent=2))
            raise SystemExit(1)
        raise CommandError(messaggio)

    def _racconta(self, esito: EsitoImportazione) -> None:
        self.stdout.write(
            f"Importato il programma n. {esito.programma}, anno {esito.anno}, schema {esito.schema}"
        )
        contati = ", ".join(
            f"{esito.conteggi[chiave]} {nome}"
            for chiave, nome in CONTEGGI
            if esito.conteggi[chiave]
        )
        self.stdout.write(f"  {contati}")
        for titolo, testi in (
            ("Da verificare", esito.dubbi),
            ("Non riconosciuti (segnati nella loro sezione)", esito.non_riconosciuti),
            (
                "Controlli",
                [f"[{c['gravita']}] {c['dove']}: {c['messaggio']}" for c in esito.controlli],
            ),
        ):
            if testi:
                self.stdout.write(f"{titolo}:")
                for testo in testi:
                    self.stdout.write(f"  - {testo}")
