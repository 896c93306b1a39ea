"""How the tests of the procedure make a step, and say that one was refused."""

from datetime import date
from typing import Any

import pytest
from django.db.models import QuerySet

from distretti.models import Ente
from istruttoria.models import Passaggio
from istruttoria.services import FileRicevuto, TransizioneRifiutata, esegui
from programmi.models import Programma
from tests.istruttoria.conftest import DINIEGO, GIUNTA

DELIBERA = FileRicevuto("delibera 65.pdf", b"%PDF-1.7\n% la delibera della giunta\n")

DATI: dict[str, dict[str, Any]] = {
    "trasmetti": {"delibera_giunta": GIUNTA, "allegato": DELIBERA},
    "prende_in_carico": {"protocollo_numero": "366010", "protocollo_data": "2026-04-30"},
    "sposta_termine": {"integrazioni_entro": date(2099, 12, 31)},
    "approva": {"determinazione_numero": "5663", "determinazione_data": "28/05/2026"},
    "registra_numero": {"determinazione_numero": "5663", "determinazione_data": "15/06/2026"},
    "respinge": {"atto_di_chiusura": DINIEGO},
    "pubblica": {"pubblicato_il": date(2026, 6, 15), "serie_numero": "7.65"},
    "rettifica": {"determinazione_numero": "6001", "determinazione_data": "10/06/2026"},
    "revoca": {"atto_di_chiusura": DINIEGO},
    "registra_storico": {"determinazione_numero": "5663", "determinazione_data": "28/05/2026"},
}


def dati_di(nome: str, ente: Ente) -> dict[str, Any]:
    """What a step records where its Ente numbers acts as it does."""
    senza = nome in ("approva", "rettifica") and ente.numerazione == "dopo_firma"
    return {} if senza else DATI.get(nome, {})


def senza_numero(programma: Programma) -> Programma:
    """The approved programme as if its act had been issued without a number; a published one, as if
    that act rectified the one that has its number.
    """
    Programma.objects.filter(pk=programma.pk, stato="approvato").update(
        numero_dopo_firma=True, determinazione_numero="", determinazione_data=None
    )
    Programma.objects.filter(pk=programma.pk, stato="pubblicato").update(
        numero_dopo_firma=True, determinazione_numero="4000"
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


PRIMA = "Prima della prova."


def apri_rettifica(programma: Programma) -> Programma:
    """An approved programme in the middle of a rettifica, with the log that tells of its act."""
    for nome in ("approva", "apre_rettifica"):
        passaggio = programma.passaggi.create(
            transizione=nome, da=programma.stato, a=programma.stato, persona="dirigente",
            nota=PRIMA, dati=DATI.get(nome, {}) and {
                "determinazione_numero": programma.determinazione_numero,
                "determinazione_data": programma.determinazione_data.isoformat(),
            },
        )  # fmt: skip
    Programma.objects.filter(pk=programma.pk).update(rettifica_dal=passaggio.quando)
    programma.refresh_from_db()
    return programma


def fatti() -> QuerySet[Passaggio]:
    """The steps made in the test, without those that only prepare it."""
    return Passaggio.objects.exclude(nota=PRIMA)


def intatto(programma: Programma) -> bool:
    attuale = Programma.objects.get(pk=programma.pk)
    return attuale.stato == programma.stato and not fatti().exists()
