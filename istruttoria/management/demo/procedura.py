"""The steps of a programme of the demo, each through the service that everybody uses."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from distretti.atti import leggi_atto
from distretti.models import Utente
from istruttoria import services
from istruttoria.management.demo.lettura import CARTELLA
from istruttoria.transizioni import TRANSIZIONI
from programmi.models import Programma

DELIBERA = CARTELLA / "delibera.pdf"


def muovi(programma: Programma, dati: dict[str, Any], persone: dict[str, Utente]) -> None:
    """Do the steps that are still to do; a programme that went another way is left alone."""
    nomi = [passo["nome"] for passo in dati["passi"]]
    fatti = list(programma.passaggi.values_list("transizione", flat=True))
    if fatti != nomi[: len(fatti)]:
        return
    oggi = timezone.localdate()
    for passo in dati["passi"][len(fatti) :]:
        if passo["nome"] == "chiede_integrazioni":
            _osserva(programma, dati["osservazioni"], persone["funzionario"])
        programma = services.esegui(
            passo["nome"],
            programma=programma,
            attore=persone[passo["persona"]],
            dati={n: _non_dopo(oggi, v) for n, v in passo.get("dati", {}).items()}
            | _allegato(passo["nome"]),
            nota=passo.get("nota", ""),
            con_avvisi=False,
        )
        if passo["nome"] == "chiede_integrazioni":
            _rispondi(programma, dati["osservazioni"], persone["manager"])


def _allegato(nome: str) -> dict[str, services.FileRicevuto]:
    if not TRANSIZIONI[nome].allega_da:
        return {}
    return {"allegato": services.FileRicevuto(DELIBERA.name, DELIBERA.read_bytes())}


def _osserva(programma: Programma, osservazioni: list[dict[str, Any]], autore: Utente) -> None:
    if programma.osservazioni.exists():
        return
    for osservazione in osservazioni:
        campi = {nome: valore for nome, valore in osservazione.items() if nome != "risposta"}
        services.aggiungi_osservazione(programma=programma, autore=autore, **campi)


def _rispondi(programma: Programma, osservazioni: list[dict[str, Any]], attore: Utente) -> None:
    for osservazione in osservazioni:
        if "risposta" in osservazione:
            scritta = programma.osservazioni.get(testo=osservazione["testo"])
            services.rispondi_osservazione(scritta, attore=attore, testo=osservazione["risposta"])


def _non_dopo(oggi: date, valore: Any) -> Any:
    """A day of the demo, or an act with its day, not later than today."""
    if isinstance(valore, date):
        return min(valore, oggi)
    atto = leggi_atto(valore)
    if atto is not None and atto.data is not None and atto.data > oggi:
        return replace(atto, data=oggi)
    return valore
