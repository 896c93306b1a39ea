"""``manage.py invia_avvisi [--json]``."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from istruttoria import services
from istruttoria.enums import ComandoProgrammato
from istruttoria.management.base import ComandoConDati


class Command(ComandoConDati):
    help = (
        "Spedisce gli avvisi rimasti, i promemoria delle scadenze, l'elenco dei ritardi e i "
        "riepiloghi del giorno. Eseguito di nuovo non ripete nulla. Esce con 1 se qualcosa non "
        "è partito: lo ritenta, e dopo sei rifiuti di un indirizzo lo dice all'ufficio."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="l'esito come oggetto JSON")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        esito = services.invia_avvisi()
        guasto = f"il server di posta non si può usare ({esito.guasto})" if esito.guasto else ""
        services.registra_esecuzione(ComandoProgrammato.INVIA_AVVISI, errore=guasto)
        if opzioni["json"]:
            self.stdout.write(json.dumps(esito.as_dict(), ensure_ascii=False, indent=2))
        else:
            self._racconta(esito)
        if guasto:
            raise CommandError(f"Gli avvisi aspettano: {guasto}.", returncode=1)
        if esito.falliti:
            raise CommandError(f"Messaggi non partiti: {len(esito.falliti)}.", returncode=1)

    def _racconta(self, esito: services.Esito) -> None:
        for quanti, che_cosa in (
            (esito.messaggi, "messaggi spediti"),
            (esito.avvisi, "avvisi, contando quelli nei riepiloghi"),
            (esito.promemoria, "promemoria preparati"),
            (esito.elenchi, "elenchi di ritardi preparati"),
            (esito.ritirati, "avvisi ritirati, perché non servono o non si possono più leggere"),
        ):
            self.stdout.write(f"{quanti:6d}  {che_cosa}")
        for fallito in esito.falliti:
            dopo = "non si riprova più" if fallito.rinuncia else "si riproverà"
            self.stdout.write(f"NON PARTITO  {fallito.a}: {fallito.errore}; {dopo}")
