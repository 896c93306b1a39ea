"""What an installation starts with: an Ente, its schemas, its templates of determinazione.

Everything is made only where missing, so that it may run at any time.
"""

import tomllib
from pathlib import Path

from django.db import transaction

from distretti.models import Ente
from istruttoria.determinazione import modello_predefinito
from istruttoria.enums import GenereModello
from istruttoria.models import ModelloDeterminazione
from istruttoria.services.modelli import registra_modello
from programmi.models import Schema
from programmi.services import carica_schemi

ENTE_INIZIALE = Path(__file__).parent / "dati" / "ente.toml"


@transaction.atomic
def impianta(codice: str = "") -> tuple[Ente, list[Schema]]:
    """The Ente of that code (the initial one when "") with all it needs to work.

    What an officer changed is never rewritten. Raises ``Ente.DoesNotExist`` for a code that is
    neither registered nor the initial Ente's.
    """
    ente = _ente(codice)
    schemi = carica_schemi(ente)
    for genere in GenereModello:
        if not ModelloDeterminazione.objects.filter(ente=ente, genere=genere).exists():
            registra_modello(ente, modello_predefinito(genere), genere=genere)
    return ente, schemi


def _ente(codice: str) -> Ente:
    dati = tomllib.loads(ENTE_INIZIALE.read_text(encoding="utf-8"))
    cercato = codice or dati["codice"]
    esistente = Ente.objects.filter(codice__iexact=cercato).first()
    if esistente is not None:
        return esistente
    if cercato.casefold() != dati["codice"].casefold():
        raise Ente.DoesNotExist(f"Non c'è un ente con il codice «{codice}».")
    ente = Ente(**dati)
    ente.full_clean()
    ente.save()
    return ente
