"""Merging two rows of one organisation without losing a reference."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models, transaction
from django.db.models.fields.reverse_related import ManyToOneRel

from distretti.models import (
    Adesione,
    AliasOrganizzazione,
    Certificazione,
    Organizzazione,
    Utente,
)
from distretti.rules import e_ufficio
from distretti.services.rifiuto import RegistroRifiutato


@transaction.atomic
def fondi(
    duplicata: Organizzazione, in_: Organizzazione, *, attore: Utente | None = None
) -> Organizzazione:
    """Merge ``duplicata`` into ``in_``: every row that points to the first points to the second.

    The duplicate's names become aliases; memberships of the same district and marks of the same
    kind that overlap become one, from the earliest start. The duplicate stays as an empty row
    that says where it went.
    """
    righe = Organizzazione.objects.select_for_update().order_by("pk")
    attuali = {o.pk: o for o in righe.filter(pk__in=[duplicata.pk, in_.pk])}
    if len(attuali) < 2:
        raise RegistroRifiutato("Un'organizzazione non può essere unita a sé stessa.")
    via, resta = attuali[duplicata.pk], attuali[in_.pk]
    if via.ente_id != resta.ente_id:
        raise RegistroRifiutato("Le due organizzazioni appartengono a enti diversi.")
    if attore is not None and not e_ufficio(attore, resta.ente):
        raise RegistroRifiutato("Solo un funzionario dell'ente unisce due organizzazioni.")
    for organizzazione in (via, resta):
        if organizzazione.fusa_in_id is not None:
            raise RegistroRifiutato(f"«{organizzazione}» è già stata unita a un'altra.")
    _unisci_periodi(Adesione, via, resta, "distretto_id")
    _unisci_periodi(Certificazione, via, resta, "tipo")
    _unisci_nomi(via, resta)
    for modello, colonna in riferimenti():
        modello._base_manager.filter(**{colonna: via}).update(**{colonna: resta})
    for campo in ("forma_giuridica", "settore"):
        if not getattr(resta, campo):
            setattr(resta, campo, getattr(via, campo))
    resta.save(update_fields=["forma_giuridica", "settore"])
    Organizzazione.objects.filter(pk=via.pk).update(fusa_in=resta)
    if attore is not None:
        LogEntry.objects.log_actions(
            attore.pk, [resta], CHANGE, f"Unita a questa «{via}».", single_object=True
        )
    duplicata.refresh_from_db()
    in_.refresh_from_db()
    return in_


def riferimenti() -> Iterator[tuple[type[models.Model], str]]:
    """Every (model, field) of every room that points to an organisation, the unnamed ones too."""
    for relazione in Organizzazione._meta.get_fields(include_hidden=True):
        if isinstance(relazione, ManyToOneRel) and relazione.related_model is not None:
            yield relazione.related_model, relazione.field.name


def _unisci_nomi(via: Organizzazione, resta: Organizzazione) -> None:
    noti = {resta.denominazione.casefold(), *(a.nome.casefold() for a in resta.alias.all())}
    nomi = [via.denominazione, *(a.nome for a in via.alias.all())]
    via.alias.all().delete()
    for nome in nomi:
        if nome.casefold() not in noti:
            noti.add(nome.casefold())
            AliasOrganizzazione.objects.create(organizzazione=resta, nome=nome)


def _unisci_periodi(
    modello: type[Any], via: Organizzazione, resta: Organizzazione, chiave: str
) -> None:
    """Give ``resta`` the dated rows of both, those of one key that overlap made one."""
    gruppi: dict[Hashable, list[Any]] = defaultdict(list)
    for riga in modello.objects.filter(organizzazione__in=[via, resta]).order_by("dal", "pk"):
        gruppi[getattr(riga, chiave)].append(riga)
    for righe in gruppi.values():
        if not any(riga.organizzazione_id == via.pk for riga in righe):
            continue
        tenute: list[Any] = []
        for riga in righe:
            if tenute and (tenute[-1].al is None or riga.dal <= tenute[-1].al):
                _assorbi(tenute[-1], riga)
                riga.delete()
            else:
                tenute.append(riga)
        for riga in tenute:
            riga.organizzazione = resta
            riga.save()


def _assorbi(prima: Any, dopo: Any) -> None:
    """Stretch a dated row over one that begins inside it; who was proponente stays so."""
    if prima.al is not None and (dopo.al is None or dopo.al > prima.al):
        prima.al = dopo.al
        if hasattr(prima, "motivo_uscita"):
            prima.motivo_uscita = dopo.motivo_uscita
    if hasattr(prima, "proponente"):
        prima.proponente = prima.proponente or dopo.proponente
