"""Proposing a change of the register, and deciding on it.

A decision takes the row by a conditional UPDATE on its state: of two officers who press at once
one decides and the other is told. A change that the register refuses leaves the proposal open.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from distretti.enums import StatoProposta, TipoProposta
from distretti.models import Distretto, Organizzazione, Proposta, Utente
from distretti.rules import Risposta, puo_decidere, puo_proporre, puo_ritirare
from distretti.services.applicazione import applica
from distretti.services.contenuti import leggi_contenuto
from distretti.services.rifiuto import GiaProposta, RegistroRifiutato, salva_valida
from distretti.tempo import spazi


@transaction.atomic
def proponi(
    *,
    distretto: Distretto,
    tipo: TipoProposta | str,
    autore: Utente,
    contenuto: Mapping[str, Any],
    organizzazione: Organizzazione | None = None,
    prova: bool = True,
) -> Proposta:
    """Ask the office for a change; refused when the register would refuse it today.

    ``prova=False`` is for changes that hold only together with others proposed before them.
    """
    _pretendi(puo_proporre(autore, distretto))
    Distretto.objects.select_for_update().get(pk=distretto.pk)
    proposta = Proposta(
        distretto=distretto,
        tipo=tipo,
        organizzazione=organizzazione,
        contenuto=leggi_contenuto(tipo, contenuto),
        autore=autore,
    )
    _controlla_doppia(proposta)
    salva_valida(proposta)
    if prova:
        _prova(proposta)
    return proposta


@transaction.atomic
def registra(
    *,
    distretto: Distretto,
    tipo: TipoProposta | str,
    attore: Utente,
    contenuto: Mapping[str, Any],
    organizzazione: Organizzazione | None = None,
) -> Proposta:
    """A change that the office makes by itself: proposed and confirmed at once."""
    _pretendi(puo_decidere(attore, distretto))
    proposta = proponi(
        distretto=distretto,
        tipo=tipo,
        autore=attore,
        contenuto=contenuto,
        organizzazione=organizzazione,
        prova=False,
    )
    return conferma(proposta, attore=attore)


@transaction.atomic
def conferma(proposta: Proposta, *, attore: Utente) -> Proposta:
    """Write the change in the register. Refused, the proposal stays open and can be read why."""
    _pretendi(puo_decidere(attore, proposta.distretto))
    _prendi(proposta, StatoProposta.CONFERMATA, attore)
    organizzazione = applica(proposta)
    if organizzazione is not None:
        Proposta.objects.filter(pk=proposta.pk).update(organizzazione=organizzazione)
    proposta.refresh_from_db()
    return proposta


@transaction.atomic
def respingi(proposta: Proposta, *, attore: Utente, motivo: str) -> Proposta:
    """Turn the proposal down, saying why."""
    _pretendi(puo_decidere(attore, proposta.distretto))
    if not spazi(motivo):
        raise RegistroRifiutato("Indicare il motivo: il distretto deve sapere perché.")
    _prendi(proposta, StatoProposta.RESPINTA, attore, motivo=motivo.strip()[:2000])
    proposta.refresh_from_db()
    return proposta


@transaction.atomic
def ritira(proposta: Proposta, *, attore: Utente) -> Proposta:
    """Take the proposal back before the office decides."""
    _pretendi(puo_ritirare(attore, proposta))
    _prendi(proposta, StatoProposta.RITIRATA, attore)
    proposta.refresh_from_db()
    return proposta


def _prova(proposta: Proposta) -> None:
    """Make the change and undo it: raises ``RegistroRifiutato`` when it cannot be made."""
    with transaction.atomic():
        applica(proposta)
        transaction.set_rollback(True)


def _controlla_doppia(proposta: Proposta) -> None:
    uguale = (
        Proposta.objects.aperte()
        .filter(
            distretto=proposta.distretto,
            tipo=proposta.tipo,
            organizzazione=proposta.organizzazione,
            contenuto=proposta.contenuto,
        )
        .select_related("autore")
        .first()
    )
    if uguale is not None:
        quando = timezone.localtime(uguale.creata_il)
        raise GiaProposta(
            f"La stessa proposta aspetta già una decisione: è di {uguale.autore}, "
            f"{quando:%d/%m/%Y}."
        )


def _prendi(proposta: Proposta, stato: StatoProposta, attore: Utente, *, motivo: str = "") -> None:
    """Move the row if it is still open; the loser of a race learns who came first."""
    presa = Proposta.objects.aperte().filter(pk=proposta.pk)
    if not presa.update(stato=stato, decisa_da=attore, decisa_il=timezone.now(), motivo=motivo):
        attuale = Proposta.objects.select_related("decisa_da").get(pk=proposta.pk)
        quando = timezone.localtime(attuale.decisa_il)
        raise RegistroRifiutato(
            f"Nel frattempo la proposta è stata {attuale.get_stato_display().lower()} da "
            f"{attuale.decisa_da}, {quando:%d/%m/%Y} alle {quando:%H:%M}."
        )


def _pretendi(risposta: Risposta) -> None:
    if not risposta:
        raise RegistroRifiutato(risposta.motivo)
