"""Who is in charge of a district, and from when."""

from datetime import date, timedelta

from django.db import transaction

from distretti.enums import RUOLI_UNICI, RuoloIncarico
from distretti.models import Distretto, Incarico, Organizzazione, Utente
from distretti.services.rifiuto import RegistroRifiutato, salva_valida
from distretti.tempo import stampa_data


@transaction.atomic
def affida_incarico(
    *,
    distretto: Distretto,
    ruolo: RuoloIncarico | str,
    nominativo: str,
    dal: date,
    utente: Utente | None = None,
    organizzazione: Organizzazione | None = None,
    qualifica: str = "",
    email: str = "",
    telefono: str = "",
) -> Incarico:
    """Put a person in charge from a day on; whoever holds a single role ends the day before."""
    Distretto.objects.select_for_update().get(pk=distretto.pk)
    if ruolo in RUOLI_UNICI:
        attuale = Incarico.objects.filter(distretto=distretto, ruolo=ruolo, al__isnull=True).first()
        if attuale is not None:
            if attuale.dal >= dal:
                raise RegistroRifiutato(
                    f"{attuale.nominativo} è in carica dal {stampa_data(attuale.dal)}: "
                    "il nuovo incarico può cominciare solo dopo."
                )
            Incarico.objects.filter(pk=attuale.pk).update(al=dal - timedelta(days=1))
    incarico = Incarico(
        distretto=distretto,
        ruolo=ruolo,
        nominativo=nominativo,
        dal=dal,
        utente=utente,
        organizzazione=organizzazione,
        qualifica=qualifica,
        email=email,
        telefono=telefono,
    )
    salva_valida(incarico)
    return incarico


@transaction.atomic
def chiudi_incarico(incarico: Incarico, *, al: date) -> Incarico:
    """End an incarico in force; the access it gives ends with it."""
    if al < incarico.dal:
        raise RegistroRifiutato("La fine dell'incarico non può precederne l'inizio.")
    if not Incarico.objects.filter(pk=incarico.pk, al__isnull=True).update(al=al):
        raise RegistroRifiutato("L'incarico è già chiuso.")
    incarico.refresh_from_db()
    return incarico
