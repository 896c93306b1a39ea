"""``manage.py esporta_fascicolo PROGRAMMA --output F``."""

import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from istruttoria import archivio, services
from istruttoria.management.base import ComandoConDati
from istruttoria.queries import ProgrammaNonTrovato, trova_programma


class Command(ComandoConDati):
    help = "Scrive in un file ZIP tutta la storia di un programma, con l'indice delle impronte."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programma", help="numero del programma, oppure CODICE/ANNO")
        parser.add_argument("--output", required=True, type=Path, help="file da scrivere")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        output: Path = opzioni["output"]
        memoria = io.BytesIO()
        try:
            services.scrivi_fascicolo(trova_programma(opzioni["programma"]), memoria)
        except (ProgrammaNonTrovato, services.Rifiuto) as errore:
            raise CommandError(str(errore)) from errore
        if not output.parent.is_dir():
            raise CommandError(f"La cartella «{output.parent}» non esiste.")
        try:
            archivio.scrivi(output, memoria.getvalue())
        except OSError as errore:
            raise CommandError(f"Non si può scrivere «{output}»: {errore.strerror}.") from errore
        self.stdout.write(f"{output}: {len(memoria.getvalue())} byte")
