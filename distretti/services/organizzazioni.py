"""Organisations, the names they go by, their memberships and marks."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from distretti.enums import TipoCertificazione
from distretti.models import (
    Adesione,
    AliasOrganizzazione,
    Certificazione,
    Distretto,
    Ente,
    Organizzazione,
)
from distretti.nomi import Abbinamento, cerca, normalizza
from distretti.services.rifiuto import RegistroRifiutato, salva_valida
from distretti.tempo import spazi, stampa_data


def nomi_noti(ente: Ente) -> dict[int, list[str]]:
    """Each living organisation of the Ente with its name and then its aliases, for ``cerca``."""
    vive = Organizzazione.objects.filter(ente=ente).vive().order_by("pk")
    noti = {pk: [nome] for pk, nome in vive.values_list("pk", "denominazione")}
    alias = AliasOrganizzazione.objects.filter(organizzazione__in=vive).order_by("pk")
    for pk, nome in alias.values_list("organizzazione_id", "nome"):
        noti[pk].append(nome)
    return noti


def abbina(ente: Ente, nome: str) -> Abbinamento:
    """What organisation of the Ente a name means: certain, doubtful or none."""
    return cerca(nome, nomi_noti(ente))


@transaction.atomic
def registra_organizzazione(
    *, ente: Ente, denominazione: str, forma_giuridica: str = "", settore: str = ""
) -> Organizzazione:
    """A new organisation; refused when one of the Ente already goes by that name."""
    pulita = spazi(denominazione)
    trovata = abbina(ente, pulita)
    if trovata.certa and trovata.id is not None:
        nota = Organizzazione.objects.get(pk=trovata.id)
        raise RegistroRifiutato(f"«{pulita}» è già nel registro come «{nota}».")
    organizzazione = Organizzazione(
        ente=ente, denominazione=pulita, forma_giuridica=forma_giuridica, settore=settore
    )
    salva_valida(organizzazione)
    return organizzazione


@transaction.atomic
def aggiungi_alias(organizzazione: Organizzazione, nome: str) -> AliasOrganizzazione | None:
    """Another name of an organisation; None when it already goes by it.

    Refused when the name already means another organisation: that is a duplicate to merge.
    """
    pulito = spazi(nome)
    noti = nomi_noti(organizzazione.ente)
    propri = noti.pop(organizzazione.pk, [])
    if any(n.casefold() == pulito.casefold() for n in propri):
        return None
    altra = next(
        (
            pk
            for pk, nomi in noti.items()
            if any(normalizza(n) == normalizza(pulito) for n in nomi) and normalizza(pulito)
        ),
        None,
    )
    if altra is not None:
        nota = Organizzazione.objects.get(pk=altra)
        raise RegistroRifiutato(
            f"«{pulito}» indica già «{nota}»: se sono la stessa organizzazione, unirle."
        )
    alias = AliasOrganizzazione(organizzazione=organizzazione, nome=pulito)
    salva_valida(alias)
    return alias


@transaction.atomic
def registra_adesione(
    *,
    distretto: Distretto,
    organizzazione: Organizzazione,
    dal: date,
    al: date | None = None,
    motivo_uscita: str = "",
    proponente: bool = False,
) -> Adesione:
    """A membership from a day on; refused when it overlaps another of the same organisation."""
    if organizzazione.fusa_in_id is not None:
        raise RegistroRifiutato(f"«{organizzazione}» è stata unita a un'altra organizzazione.")
    if organizzazione.ente_id != distretto.ente_id:
        raise RegistroRifiutato("L'organizzazione e il distretto appartengono a enti diversi.")
    Distretto.objects.select_for_update().get(pk=distretto.pk)
    altre = Adesione.objects.filter(distretto=distretto, organizzazione=organizzazione).filter(
        Q(al__isnull=True) | Q(al__gte=dal)
    )
    if al is not None:
        altre = altre.filter(dal__lte=al)
    if in_corso := altre.first():
        raise RegistroRifiutato(
            f"«{organizzazione}» aderisce già a {distretto} dal {stampa_data(in_corso.dal)}."
        )
    adesione = Adesione(
        distretto=distretto,
        organizzazione=organizzazione,
        dal=dal,
        al=al,
        motivo_uscita=spazi(motivo_uscita),
        proponente=proponente,
    )
    salva_valida(adesione)
    return adesione


@transaction.atomic
def chiudi_adesione(adesione: Adesione, *, al: date, motivo: str) -> Adesione:
    """End a membership on a day, with the reason; refused when it already ended."""
    if not spazi(motivo):
        raise RegistroRifiutato("Indicare il motivo dell'uscita.")
    if al < adesione.dal:
        raise RegistroRifiutato("L'uscita non può precedere l'adesione.")
    aperta = Adesione.objects.filter(pk=adesione.pk, al__isnull=True)
    if not aperta.update(al=al, motivo_uscita=spazi(motivo)[:250]):
        raise RegistroRifiutato("L'adesione è già chiusa.")
    adesione.refresh_from_db()
    return adesione


def registra_certificazione(
    *,
    organizzazione: Organizzazione,
    tipo: TipoCertificazione | str,
    dal: date,
    al: date | None = None,
) -> Certificazione:
    """A mark or certification held from a day on; refused when one is already held then."""
    altre = Certificazione.objects.filter(organizzazione=organizzazione, tipo=tipo).filter(
        Q(al__isnull=True) | Q(al__gte=dal)
    )
    if al is not None:
        altre = altre.filter(dal__lte=al)
    if in_corso := altre.first():
        raise RegistroRifiutato(
            f"«{organizzazione}» ha già il marchio {in_corso.get_tipo_display()} "
            f"dal {stampa_data(in_corso.dal)}."
        )
    certificazione = Certificazione(organizzazione=organizzazione, tipo=tipo, dal=dal, al=al)
    salva_valida(certificazione)
    return certificazione
