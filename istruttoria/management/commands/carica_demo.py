"""``manage.py carica_demo``: invented districts and programmes to look around in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from distretti.services import RegistroRifiutato
from istruttoria.management.base import ComandoConDati
from istruttoria.management.demo import UtenteDemo, carica
from istruttoria.services import Rifiuto
from programmi.services import ModificaRifiutata, SchemaRifiutato


class Command(ComandoConDati):
    help = (
        "Carica dati dimostrativi inventati. Si può ripetere: aggiunge ciò che manca e non "
        "tocca ciò che è stato cambiato."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forza",
            action="store_true",
            help="anche fuori da un'installazione di prova: le password sono pubbliche",
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        if not (settings.DEBUG or opzioni["forza"]):
            raise CommandError(
                "I dati dimostrativi hanno password che tutti conoscono: si caricano solo in "
                "un'installazione di prova (DEBUG=1), oppure con --forza."
            )
        utenti = []
        try:
            for cosa in carica():
                if isinstance(cosa, UtenteDemo):
                    utenti.append(cosa)
                else:
                    self.stdout.write(cosa)
        except (Rifiuto, RegistroRifiutato, ModificaRifiutata, SchemaRifiutato) as errore:
            raise CommandError(str(errore)) from errore
        self._elenca(utenti)

    def _elenca(self, utenti: list[UtenteDemo]) -> None:
        righe = [("Chi", "E-mail", "Password", "Dove")]
        righe += [(str(u.persona.label), u.email, u.password, u.dove) for u in utenti]
        larghezze = [max(len(riga[i]) for riga in righe) for i in range(3)]
        self.stdout.write("\nUtenti (chi ha cambiato la password usa la propria):")
        for riga in righe:
            prime = (testo.ljust(n) for testo, n in zip(riga[:3], larghezze, strict=True))
            self.stdout.write("  ".join([*prime, riga[3]]))
