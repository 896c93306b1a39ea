"""``manage.py verifica_archivio [--ripristina] [--json]``."""

import json
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import CommandError

from istruttoria import services
from istruttoria.management.base import ComandoConDati


class Command(ComandoConDati):
    help = (
        "Ricalcola l'impronta di ogni testo fissato e di ogni file conservato e la confronta con "
        "quella registrata. Esce con 1 se qualcosa manca o è alterato. Senza --ripristina non "
        "scrive nulla."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--ripristina",
            action="store_true",
            help="rifà dalle versioni i documenti emessi che mancano o sono alterati, e li rimette "
            "nell'archivio se tornano uguali byte per byte",
        )
        parser.add_argument("--json", action="store_true", help="l'esito come oggetto JSON")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        esito = services.verifica_archivio()
        if opzioni["ripristina"] and esito.difetti:
            esito = services.ripristina(esito)
        if opzioni["json"]:
            self.stdout.write(json.dumps(esito.as_dict(), ensure_ascii=False, indent=2))
        else:
            self._racconta(esito)
        if not esito.integro:
            raise CommandError("L'archivio non è integro.", returncode=1)

    def _racconta(self, esito: services.Integrita) -> None:
        for chi, quanti in esito.verificati.items():
            self.stdout.write(f"{quanti:6d}  {_nome(chi)}")
        for nome in esito.rifatti:
            self.stdout.write(f"RIFATTO   Il file {nome}, uguale byte per byte.")
        for difetto in esito.difetti:
            self.stdout.write(f"{difetto.genere.upper():8}  {difetto.messaggio}")
        for nome in esito.guardie_mancanti:
            self.stdout.write(f"MANCA     La guardia {nome}: eseguire «manage.py migrate».")
        if esito.senza_registrazione:
            self.stdout.write(
                f"Nessuna riga nomina {len(esito.senza_registrazione)} file dell'archivio: li ha "
                "lasciati un passo preparato e poi rifiutato. Con --json si vede quali."
            )
        if esito.integro:
            self.stdout.write("Tutto è come è stato conservato.")


def _nome(chi: str) -> str:
    if chi == "file":
        return "file nell'archivio"
    return str(apps.get_model(chi)._meta.verbose_name_plural)
