"""How the tests of the procedure make a step, and say that one was refused."""

from datetime import date
from typing import Any

import pytest

from distretti.models import Ente
from istruttoria.models import Passaggio
from istruttoria.services import FileRicevuto, TransizioneRifiutata, esegui
from programmi.models import Programma
from tests.istruttoria.conftest import DINIEGO, GIUNTA

DELIBERA = FileRicevuto("delibera 65.pdf", b"%PDF-1.7\n% la delibera della giunta\n")

DATI: dict[str, dict[str, Any]] = {
    "trasmetti": {"delibera_giunta": GIUNTA, "allegato": DELIBERA},
    "prende_in_carico": {"protocollo_numero": "366010", "protocollo_data": "2026-04-30"},
    "approva": {"determinazione_numero": "5663", "determinazione_data": "28/05/2026"},
    "registra_numero": {"determinazione_numero": "5663", "determinazione_data": "15/06/2026"},
    "respinge": {"atto_di_chiusura": DINIEGO},
    "pubblica": {"pubblicato_il": date(2026, 6, 15), "serie_numero": "7.65"},
    "revoca": {"atto_di_chiusura": DINIEGO},
    "registra_storico": {"determinazione_numero": "5663", "determinazione_data": "28/05/2026"},
}


def dati_di(nome: str, ente: Ente) -> dict[str, Any]:
    """What a step records where its Ente numbers acts as it does."""
    return {} if nome == "approva" and ente.numerazione == "dopo_firma" else DATI.get(nome, {})


def senza_numero(programma: Programma) -> Programma:
    """The programme as if its act had been issued without a number, if it is approved."""
    Programma.objects.filter(pk=programma.pk, stato="approvato").update(
        numero_dopo_firma=True, determinazione_numero="", determinazione_data=None
    )
    return Programma.objects.select_related("distretto__ente", "schema").get(pk=programma.pk)


def fai(nome: str, programma: Programma, attore: Any, **dati: Any) -> Programma:
    return esegui(
        nome, programma=programma, attore=attore, dati=DATI.get(nome, {}) | dati, nota="Perché sì."
    )


def rifiuto(nome: str, programma: Programma, attore: Any, **dati: Any) -> TransizioneRifiutata:
    with pytest.raises(TransizioneRifiutata) as preso:
        fai(nome, programma, attore, **dati)
    return preso.value


def intatto(programma: Programma) -> bool:
    attuale = Programma.objects.get(pk=programma.pk)
    return attuale.stato == programma.stato and not Passaggio.objects.exists()
