"""The demo: invented districts, people and programmes, made through the services.

Everything is made where missing and never rewritten: what people changed stays as they left it.
Content is in ``istruttoria/dati/demo``.
"""

from collections.abc import Iterator

from django.db import transaction

from istruttoria import services
from istruttoria.impianto import impianta
from istruttoria.management.demo.anni import anni
from istruttoria.management.demo.firma import copie_firmate
from istruttoria.management.demo.lettura import leggi
from istruttoria.management.demo.programmi import programmi
from istruttoria.management.demo.registro import (
    UtenteDemo,
    distretti,
    proposte,
    utenti_degli_enti,
)
from istruttoria.models import QuadroProvinciale, Volume

__all__ = ["UtenteDemo", "carica"]


def carica() -> Iterator[str | UtenteDemo]:
    """Make what is missing; yields what was done, in Italian, then the users."""
    registro = leggi("registro")
    ente, _ = impianta()
    with transaction.atomic():
        persone, utenti = utenti_degli_enti(ente, registro)
        yield from distretti(ente, registro, persone, utenti)
        yield from proposte(ente, registro, persone)
        for quadro in registro["quadri"]:
            if not QuadroProvinciale.objects.filter(ente=ente, al=quadro["al"]).exists():
                services.registra_quadro(ente, **quadro)
        if not Volume.objects.filter(ente=ente).exists():
            for libro in registro["libri"]:
                services.registra_volume(ente, libro, autore=persone["funzionario"])
    yield from programmi(ente, persone)
    yield from anni(ente, persone)
    yield from copie_firmate(ente, persone)
    yield from utenti
