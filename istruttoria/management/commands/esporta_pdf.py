"""``manage.py esporta_pdf PROGRAMMA --output F [--determinazione]``."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from istruttoria import archivio, services
from istruttoria.management.base import ComandoConDati
from istruttoria.queries import ProgrammaNonTrovato, trova_programma


class Command(ComandoConDati):
    help = "Scrive il PDF di un programma: quello emesso se è approvato, altrimenti la bozza."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programma", help="numero del programma, oppure CODICE/ANNO")
        parser.add_argument("--output", required=True, type=Path, help="file da scrivere")
        parser.add_argument(
            "--determinazione", action="store_true", help="con la determinazione davanti"
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        output: Path = opzioni["output"]
        try:
            programma = trova_programma(opzioni["programma"])
            contenuto = services.pdf(programma, determinazione=opzioni["determinazione"])
        except (ProgrammaNonTrovato, services.Rifiuto) as errore:
            raise CommandError(str(errore)) from errore
        if not output.parent.is_dir():
            raise CommandError(f"La cartella «{output.parent}» non esiste.")
        try:
            archivio.scrivi(output, contenuto)
        except OSError as errore:
            raise CommandError(f"Non si può scrivere «{output}»: {errore.strerror}.") from errore
        sha256 = hashlib.sha256(contenuto).hexdigest()
        self.stdout.write(f"{output}: {len(contenuto)} byte, SHA-256 {sha256}")
