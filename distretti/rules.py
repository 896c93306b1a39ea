"""Who may do what towards a district: pure predicates over user and object, never a request."""

from typing import Any

from distretti.enums import Persona, RuoloEnte, RuoloIncarico
from distretti.models import Distretto, Ente, Incarico, Utente

PERSONA_DI_INCARICO = {
    RuoloIncarico.MANAGER: Persona.MANAGER,
    RuoloIncarico.COORDINATORE: Persona.COORDINATORE,
    RuoloIncarico.REFERENTE_AMMINISTRATIVO: Persona.REFERENTE_AMMINISTRATIVO,
    RuoloIncarico.REFERENTE_ORGANIZZAZIONE: Persona.LETTORE,
}
"""In order of strength: who holds two roles acts as the first."""


def persona_verso_ente(utente: Any, ente: Ente) -> Persona:
    """The persona of a user towards an Ente as a whole (organisations, schemas)."""
    if not utente.is_authenticated or not utente.is_active:
        return Persona.ANONIMO
    if utente.is_superuser:
        return Persona.AMMINISTRATORE
    if not utente.ruolo:
        return Persona.ESTRANEO
    if utente.ente_id != ente.pk:
        return Persona.ESTRANEO_ENTE
    return Persona.DIRIGENTE if utente.ruolo == RuoloEnte.DIRIGENTE else Persona.FUNZIONARIO


def personae_verso(utente: Any, distretto: Distretto) -> list[Persona]:
    """Every persona of a user towards a district, strongest first; never empty.

    Most people have one; who holds two incarichi in a district has both. One query for those who
    are not officers.
    """
    persona = persona_verso_ente(utente, distretto.ente)
    if persona != Persona.ESTRANEO:
        return [persona]
    ruoli = set(
        Incarico.objects.in_corso()
        .filter(utente=utente, distretto=distretto)
        .values_list("ruolo", flat=True)
    )
    return [p for r, p in PERSONA_DI_INCARICO.items() if r in ruoli] or [Persona.ESTRANEO]


def e_ufficio(utente: Utente, ente: Ente) -> bool:
    """Funzionario or dirigente of this Ente, or system administrator."""
    return persona_verso_ente(utente, ente) in (
        Persona.FUNZIONARIO,
        Persona.DIRIGENTE,
        Persona.AMMINISTRATORE,
    )


def puo_gestire(attore: Utente, utente: Utente) -> bool:
    """May an officer change a user's data and password? Never those of someone who can do more.

    The dirigente manages the officers of the Ente; any officer manages people who have a part in
    districts of the Ente alone.
    """
    if attore.is_superuser:
        return True
    if not attore.ruolo or utente.is_superuser or utente.ente_id not in (None, attore.ente_id):
        return False
    if utente.ruolo:
        return attore.ruolo == RuoloEnte.DIRIGENTE
    return (
        not Incarico.objects.filter(utente=utente).exclude(distretto__ente=attore.ente_id).exists()
    )
