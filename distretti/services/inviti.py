"""Invitations: a person in charge gets a link by mail and sets a password of his or her own."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from distretti.models import Distretto, Incarico, Invito, Utente
from distretti.rules import Risposta, invito_valido, puo_affidare, puo_invitare
from distretti.services.rifiuto import RegistroRifiutato, salva_valida
from distretti.tempo import stampa_data

VALIDITA = timedelta(days=7)

Collegamento = Callable[[str], str]
"""From the secret of an invitation to the whole address of its page."""


def impronta(gettone: str) -> str:
    """What is kept of the secret: it has 256 bits, so a plain digest is enough."""
    return hashlib.sha256(gettone.encode()).hexdigest()


@transaction.atomic
def invita(*, incarico: Incarico, attore: Utente, collegamento: Collegamento) -> Invito:
    """Send the person in charge a way in; refused where one is already on its way."""
    Distretto.objects.select_for_update().get(pk=incarico.distretto_id)
    _pretendi(puo_invitare(attore, incarico))
    gettone, ora = secrets.token_urlsafe(32), timezone.now()
    invito = Invito(
        incarico=incarico,
        email=Utente.objects.normalizza(incarico.email),
        impronta=impronta(gettone),
        inviato_da=attore,
        inviato_il=ora,
        scade_il=ora + VALIDITA,
    )
    salva_valida(invito)
    transaction.on_commit(partial(_manda, invito, collegamento(gettone)))
    return invito


@transaction.atomic
def rimanda(*, invito: Invito, attore: Utente, collegamento: Collegamento) -> Invito:
    """Send again, to the address the incarico has now; the link sent before stops working."""
    _pretendi(puo_invitare(attore, invito.incarico))
    gettone, ora = secrets.token_urlsafe(32), timezone.now()
    mandati = (
        Invito.objects.aperti()
        .filter(pk=invito.pk)
        .update(
            email=Utente.objects.normalizza(invito.incarico.email),
            impronta=impronta(gettone),
            inviato_da=attore,
            inviato_il=ora,
            scade_il=ora + VALIDITA,
        )
    )
    if not mandati:
        raise RegistroRifiutato("L'invito non è più in attesa.")
    invito.refresh_from_db()
    transaction.on_commit(partial(_manda, invito, collegamento(gettone)))
    return invito


@transaction.atomic
def ritira_invito(*, invito: Invito, attore: Utente) -> None:
    """The link stops working; the incarico stays."""
    incarico = invito.incarico
    _pretendi(puo_affidare(attore, incarico.distretto, incarico.ruolo))
    if not Invito.objects.aperti().filter(pk=invito.pk).update(ritirato_il=timezone.now()):
        raise RegistroRifiutato("L'invito non è più in attesa.")


@transaction.atomic
def accetta_con_password(*, invito: Invito, nome: str, cognome: str, password: str) -> Utente:
    """Become a user, and the one of the incarico.

    Who already enters with this address is refused: an invitation never changes a password.
    """
    utente = utente_invitato(invito)
    if utente is not None and utente.has_usable_password():
        raise RegistroRifiutato("Con questo indirizzo si entra già: accettare dopo l'accesso.")
    _consuma(invito)
    if utente is None:
        try:
            with transaction.atomic():
                utente = Utente.objects.create_user(
                    invito.email, password, nome=nome, cognome=cognome
                )
        except IntegrityError as errore:
            raise RegistroRifiutato("Con questo indirizzo si entra già.") from errore
    elif not Utente.objects.filter(pk=utente.pk, is_active=True, password=utente.password).update(
        password=make_password(password)
    ):
        raise RegistroRifiutato("L'utente non è attivo: rivolgersi all'ufficio dell'ente.")
    _consegna(invito, utente)
    return utente


@transaction.atomic
def accetta_da(*, invito: Invito, utente: Utente) -> None:
    """Take the incarico with the user one already has, which must be the one invited."""
    if utente_invitato(invito) != utente:
        raise RegistroRifiutato(f"L'invito è per {invito.email}, non per {utente.email}.")
    _consuma(invito)
    _consegna(invito, utente)


def utente_invitato(invito: Invito) -> Utente | None:
    """Who already has the address of the invitation."""
    trovato: Utente | None = Utente.objects.filter(email__iexact=invito.email).first()
    return trovato


def _pretendi(risposta: Risposta) -> None:
    if not risposta:
        raise RegistroRifiutato(risposta.motivo)


def _consuma(invito: Invito) -> None:
    """Once, in time, and with the link that the person has: whoever comes second finds nothing."""
    accettati = (
        Invito.objects.validi()
        .filter(pk=invito.pk, impronta=invito.impronta)
        .update(accettato_il=timezone.now())
    )
    if not accettati:
        invito.refresh_from_db()
        raise RegistroRifiutato(invito_valido(invito).motivo or "Vale solo l'ultimo invito.")


def _consegna(invito: Invito, utente: Utente) -> None:
    affidati = Incarico.objects.filter(pk=invito.incarico_id, utente__isnull=True)
    if not affidati.update(utente=utente):
        raise RegistroRifiutato("L'incarico è già di un altro utente.")


def _manda(invito: Invito, indirizzo: str) -> None:
    incarico = invito.incarico
    ente = incarico.distretto.ente
    scadenza = stampa_data(timezone.localdate(invito.scade_il))
    righe = [
        f"{incarico.nominativo},",
        "",
        f"{invito.inviato_da} la invita nell'applicazione dei Distretti famiglia.",
        "",
        f"Distretto: {incarico.distretto}",
        f"Incarico: {incarico.get_ruolo_display()}, dal {stampa_data(incarico.dal)}",
        "",
        "Per accettare l'invito e scegliere la propria password:",
        indirizzo,
        "",
        f"Il collegamento vale fino al {scadenza} e una volta sola: è personale.",
        "Chi non si aspettava questo messaggio può ignorarlo.",
        "",
        f"{ente}",
        "",
    ]
    EmailMessage(
        f"Invito: {incarico.get_ruolo_display()} – {incarico.distretto}",
        "\n".join(righe),
        to=[invito.email],
        reply_to=[ente.email] if ente.email else None,
    ).send()
