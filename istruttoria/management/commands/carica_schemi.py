"""Give an Ente the schemas and the template that come with the system."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from distretti.models import Ente
from istruttoria.impianto import impianta
from istruttoria.management.base import ComandoConDati
from programmi.models import Schema


class Command(ComandoConDati):
    help = (
        "Carica gli schemi dei programmi e il modello di determinazione forniti con il sistema. "
        "Quelli che ci sono già non cambiano."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--ente", default="", metavar="CODICE", help="ente a cui darli (quello iniziale)"
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        prima = set(Schema.objects.values_list("pk", flat=True))
        try:
            ente, schemi = impianta(opzioni["ente"])
        except Ente.DoesNotExist as errore:
            raise CommandError(str(errore)) from errore
        self.stdout.write(f"Ente {ente.codice}: {ente.denominazione}")
        for schema in schemi:
            esito = "c'era già" if schema.pk in prima else "caricato"
            self.stdout.write(f"  schema {schema.codice}: {esito}")
