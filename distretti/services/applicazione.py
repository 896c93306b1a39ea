"""Writing in the register what a proposal asks: one function for each kind.

Each raises ``RegistroRifiutato`` when the register, as it is now, does not allow it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from distretti.enums import ETICHETTE_PROPOSTA as ETICHETTE
from distretti.enums import TipoProposta
from distretti.models import Adesione, Certificazione, Distretto, Organizzazione, Proposta
from distretti.services.contenuti import CAMPI_ADESIONE, MARCHI, giorno
from distretti.services.organizzazioni import (
    aggiungi_alias,
    chiudi_adesione,
    registra_adesione,
    registra_certificazione,
    registra_organizzazione,
)
from distretti.services.rifiuto import RegistroRifiutato
from distretti.tempo import stampa_data


def applica(proposta: Proposta) -> Organizzazione | None:
    """Make the change; returns the organisation that it is about, the new one if it is new.

    To be called inside a transaction.
    """
    return APPLICAZIONI[TipoProposta(proposta.tipo)](proposta)


def _organizzazione(proposta: Proposta) -> Organizzazione:
    """The organisation as it is now: it may have been merged since."""
    return Organizzazione.objects.select_related("ente").get(proposte=proposta)


def _aderisci(proposta: Proposta, organizzazione: Organizzazione) -> None:
    contenuto = proposta.contenuto
    dal = giorno(contenuto["dal"])
    if dal is not None:
        registra_adesione(
            distretto=proposta.distretto,
            organizzazione=organizzazione,
            dal=dal,
            al=giorno(contenuto["al"]),
            motivo_uscita=contenuto["motivo_uscita"],
            proponente=contenuto["proponente"],
        )


def _adesione(proposta: Proposta) -> Organizzazione:
    organizzazione = _organizzazione(proposta)
    _aderisci(proposta, organizzazione)
    return organizzazione


def _nuova(proposta: Proposta) -> Organizzazione:
    contenuto = proposta.contenuto
    organizzazione = registra_organizzazione(
        ente=proposta.distretto.ente,
        denominazione=contenuto["denominazione"],
        forma_giuridica=contenuto["forma_giuridica"],
        settore=contenuto["settore"],
    )
    for nome in contenuto["altri_nomi"]:
        aggiungi_alias(organizzazione, nome)
    _aderisci(proposta, organizzazione)
    for tipo in MARCHI:
        if dal := giorno(contenuto[tipo]):
            registra_certificazione(organizzazione=organizzazione, tipo=tipo, dal=dal)
    return organizzazione


def _uscita(proposta: Proposta) -> Organizzazione:
    organizzazione = _organizzazione(proposta)
    al = giorno(proposta.contenuto["al"])
    adesione = Adesione.objects.filter(
        distretto=proposta.distretto, organizzazione=organizzazione, al__isnull=True
    ).first()
    if adesione is None or al is None:
        raise RegistroRifiutato(f"«{organizzazione}» oggi non aderisce a {proposta.distretto}.")
    chiudi_adesione(adesione, al=al, motivo=proposta.contenuto["motivo_uscita"])
    return organizzazione


def _certificazione(proposta: Proposta) -> Organizzazione:
    organizzazione, contenuto = _organizzazione(proposta), proposta.contenuto
    registra_certificazione(
        organizzazione=organizzazione,
        tipo=contenuto["tipo"],
        dal=date.fromisoformat(contenuto["dal"]),
        al=giorno(contenuto["al"]),
    )
    return organizzazione


def _correzione(proposta: Proposta) -> Organizzazione:
    organizzazione, contenuto = _organizzazione(proposta), proposta.contenuto
    propri = {c: contenuto[c] for c in ("forma_giuridica", "settore") if c in contenuto}
    if propri:
        _cambia(Organizzazione.objects.filter(pk=organizzazione.pk), propri)
    for nome in contenuto.get("altri_nomi", ()):
        aggiungi_alias(organizzazione, nome)
    dell_adesione = {c: contenuto[c] for c in CAMPI_ADESIONE if c in contenuto}
    if dell_adesione:
        _correggi_adesione(proposta, organizzazione, dell_adesione)
    for tipo in MARCHI:
        if tipo in contenuto:
            marchi = Certificazione.objects.filter(organizzazione=organizzazione, tipo=tipo)
            _cambia(marchi.filter(dal=contenuto[tipo][0]), {"dal": contenuto[tipo]})
    return organizzazione


def _correggi_adesione(
    proposta: Proposta, organizzazione: Organizzazione, cambiamenti: dict[str, list[Any]]
) -> None:
    Distretto.objects.select_for_update().get(pk=proposta.distretto_id)
    sue = Adesione.objects.filter(distretto=proposta.distretto, organizzazione=organizzazione)
    adesione = sue.filter(dal=proposta.contenuto["adesione"]).first()
    if adesione is None:
        raise RegistroRifiutato(f"L'adesione di «{organizzazione}» da correggere non c'è più.")
    _cambia(sue.filter(pk=adesione.pk), cambiamenti)
    adesione.refresh_from_db()
    altre = sue.exclude(pk=adesione.pk).filter(Q(al__isnull=True) | Q(al__gte=adesione.dal))
    if adesione.al is not None:
        altre = altre.filter(dal__lte=adesione.al)
    if altra := altre.first():
        raise RegistroRifiutato(
            f"«{organizzazione}» ha già un'adesione dal {stampa_data(altra.dal)} "
            "che copre gli stessi giorni."
        )


def _dati(proposta: Proposta) -> None:
    _cambia(Distretto.objects.filter(pk=proposta.distretto_id), proposta.contenuto)


def _cambia(righe: Any, cambiamenti: dict[str, list[Any]]) -> None:
    """One conditional UPDATE on the values that the proposer saw; the row must stay valid."""
    giorni = ("dal", "al")
    prima = {c: (p or None) if c in giorni else p for c, (p, _) in cambiamenti.items()}
    condizioni = {
        f"{c}__isnull" if v is None else c: True if v is None else v for c, v in prima.items()
    }
    dopo = {c: (d or None) if c in giorni else d for c, (_, d) in cambiamenti.items()}
    riga = righe.filter(**condizioni).first()
    if riga is not None:
        for campo, valore in dopo.items():
            setattr(riga, campo, giorno(valore) if campo in giorni and valore else valore)
        try:
            riga.full_clean()
        except ValidationError as errore:
            raise RegistroRifiutato(" ".join(errore.messages)) from errore
    if riga is None or not righe.filter(**condizioni).update(**dopo):
        quali = ", ".join(ETICHETTE[c].lower() for c in cambiamenti)
        raise RegistroRifiutato(
            f"Nel frattempo il registro è cambiato ({quali}): guardarlo e fare una nuova proposta."
        )


APPLICAZIONI: dict[TipoProposta, Callable[[Proposta], Organizzazione | None]] = {
    TipoProposta.ADESIONE: _adesione,
    TipoProposta.ORGANIZZAZIONE: _nuova,
    TipoProposta.USCITA: _uscita,
    TipoProposta.CERTIFICAZIONE: _certificazione,
    TipoProposta.CORREZIONE: _correzione,
    TipoProposta.DATI: _dati,
}
