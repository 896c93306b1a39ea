"""``manage.py conta_controlli``: counts the checks of the programmes whose text changed."""

from argparse import ArgumentParser
from typing import Any

from istruttoria import services
from istruttoria.enums import ComandoProgrammato
from istruttoria.management.base import ComandoConDati
from programmi.models import Programma


class Command(ComandoConDati):
    help = "Conta i controlli dei programmi cambiati dopo l'ultimo conteggio; da programmare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quanti", type=int, help="al massimo quanti programmi")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        quanti = services.conta_i_vecchi(Programma.objects.all(), quanti=opzioni["quanti"])
        services.registra_esecuzione(ComandoProgrammato.CONTA_CONTROLLI)
        self.stdout.write("1 programma contato" if quanti == 1 else f"{quanti} programmi contati")
