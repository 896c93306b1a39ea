"""``manage.py esporta_json PROGRAMMA``: the snapshot of a programme on the standard output."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from istruttoria.management.base import ComandoConDati
from istruttoria.queries import ProgrammaNonTrovato, trova_programma
from istruttoria.snapshot import componi_snapshot


class Command(ComandoConDati):
    help = "Stampa in JSON tutto il contenuto di un programma."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "programma", help="numero del programma, CODICE/ANNO oppure ENTE/CODICE/ANNO"
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        try:
            programma = trova_programma(opzioni["programma"])
        except ProgrammaNonTrovato as errore:
            raise CommandError(str(errore)) from errore
        snapshot = componi_snapshot(programma)
        self.stdout.write(json.dumps(snapshot, ensure_ascii=False, indent=2))
