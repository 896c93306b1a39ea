"""``manage.py togli_secondo_fattore E-MAIL``: for who can enter no more, the administrator too."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from distretti.models import Utente
from distretti.services import togli_secondo_fattore
from istruttoria.management.base import ComandoConDati


class Command(ComandoConDati):
    help = "Toglie il secondo fattore a chi ha perso il telefono e i codici di recupero."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="e-mail con cui la persona entra")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        utente = Utente.objects.filter(email__iexact=opzioni["email"].strip()).first()
        if utente is None:
            raise CommandError(f"Nessuno entra con l'indirizzo {opzioni['email']}.")
        tolto = togli_secondo_fattore(utente=utente)
        self.stdout.write(
            f"{utente}: il secondo fattore è tolto." if tolto else f"{utente}: non ce l'aveva."
        )
