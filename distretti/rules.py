"""Who may do what towards a district: pure predicates over user and object, never a request."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils import timezone

from distretti.enums import (
    RUOLI_UNICI,
    Persona,
    RuoloEnte,
    RuoloIncarico,
    StatoDistretto,
    StatoProposta,
)
from distretti.models import Distretto, Ente, Incarico, Invito, Proposta, Utente


class Risposta(NamedTuple):
    """``motivo`` is "" when the answer is yes."""

    ok: bool
    motivo: str

    def __bool__(self) -> bool:
        return self.ok


SI = Risposta(True, "")


def no(motivo: str) -> Risposta:
    return Risposta(False, motivo)


PROPONENTI = (Persona.MANAGER, Persona.COORDINATORE, Persona.REFERENTE_AMMINISTRATIVO)
"""Who writes for the district; a member's representative reads."""

UFFICIO = (Persona.FUNZIONARIO, Persona.DIRIGENTE, Persona.AMMINISTRATORE)
"""Who keeps the register."""

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


# --- people in charge -----------------------------------------------------------------------

# Each takes the personae where the caller already has them: they cost a query.


def puo_affidare(
    utente: Any,
    distretto: Distretto,
    ruolo: RuoloIncarico | str,
    personae: Sequence[Persona] | None = None,
) -> Risposta:
    """May the user put somebody in charge in this role, and invite who is?"""
    if distretto.stato == StatoDistretto.REVOCATO:
        return no("Il distretto è revocato: non si affidano nuovi incarichi.")
    return puo_disporre(utente, distretto, ruolo, personae)


def puo_disporre(
    utente: Any,
    distretto: Distretto,
    ruolo: RuoloIncarico | str,
    personae: Sequence[Persona] | None = None,
) -> Risposta:
    """Is this role the user's to give and to end, whatever the state of the district?"""
    proprie = set(personae or personae_verso(utente, distretto))
    if proprie & set(UFFICIO):
        return SI
    if Persona.COORDINATORE not in proprie:
        return no("Gli incarichi li affidano l'ufficio dell'ente e il coordinatore del distretto.")
    if ruolo == RuoloIncarico.COORDINATORE:
        return no("Il coordinatore lo nomina l'ufficio dell'ente.")
    return SI


def puo_passare(
    utente: Any, incarico: Incarico, personae: Sequence[Persona] | None = None
) -> Risposta:
    """May the user end this incarico by putting somebody else in charge?"""
    if incarico.ruolo not in RUOLI_UNICI:
        return no("Di referenti ce n'è più d'uno: si chiude l'incarico e se ne affida un altro.")
    permesso = puo_affidare(utente, incarico.distretto, incarico.ruolo, personae)
    return permesso and _ancora_aperto(incarico)


def puo_chiudere(
    utente: Any, incarico: Incarico, personae: Sequence[Persona] | None = None
) -> Risposta:
    """May the user end this incarico, leaving the role without a holder?"""
    permesso = puo_disporre(utente, incarico.distretto, incarico.ruolo, personae)
    return permesso and _ancora_aperto(incarico)


def puo_invitare(
    utente: Any, incarico: Incarico, personae: Sequence[Persona] | None = None
) -> Risposta:
    """May the user send the person in charge a way in?"""
    permesso = puo_affidare(utente, incarico.distretto, incarico.ruolo, personae)
    if not permesso:
        return permesso
    if incarico.utente_id:
        return no("Ha già il proprio utente.")
    if not incarico.email:
        return no("Manca l'indirizzo e-mail a cui mandare l'invito.")
    if incarico.al is not None and incarico.al < timezone.localdate():
        return no("L'incarico è chiuso.")
    return SI


def invito_valido(invito: Invito) -> Risposta:
    """Does the link of this invitation still open the door?"""
    if invito.accettato_il:
        return no("L'invito è già stato accettato: si entra con la propria password.")
    if invito.ritirato_il:
        return no("L'invito è stato ritirato.")
    if invito.incarico.al is not None and invito.incarico.al < timezone.localdate():
        return no("L'incarico si è chiuso nel frattempo.")
    if invito.scaduto:
        return no("L'invito è scaduto: se ne può chiedere un altro a chi lo ha mandato.")
    return SI


def _ancora_aperto(incarico: Incarico) -> Risposta:
    return SI if incarico.al is None else no("L'incarico ha già una data di fine.")


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


# --- proposals ------------------------------------------------------------------------------

# Each takes the personae where the caller already has them: they cost a query.


def puo_proporre(
    utente: Any, distretto: Distretto, personae: Sequence[Persona] | None = None
) -> Risposta:
    """May the user ask for a change of the register, or, being of the office, make one?"""
    if not set(personae or personae_verso(utente, distretto)) & {*PROPONENTI, *UFFICIO}:
        return no(
            "Le proposte le fanno il manager, il coordinatore e il referente amministrativo "
            "del distretto, o l'ufficio dell'ente."
        )
    if distretto.stato == StatoDistretto.REVOCATO:
        return no("Il distretto è revocato: il suo registro non cambia più.")
    return SI


def puo_decidere(
    utente: Any, distretto: Distretto, personae: Sequence[Persona] | None = None
) -> Risposta:
    """May the user confirm or reject what the district proposes?"""
    if set(personae or personae_verso(utente, distretto)) & set(UFFICIO):
        return SI
    return no("Sulle proposte decide un funzionario dell'ente.")


def puo_decidere_su(
    utente: Any, proposta: Proposta, personae: Sequence[Persona] | None = None
) -> Risposta:
    """May the user decide on this proposal now?"""
    return puo_decidere(utente, proposta.distretto, personae) and _ancora_aperta(proposta)


def puo_ritirare(
    utente: Any, proposta: Proposta, personae: Sequence[Persona] | None = None
) -> Risposta:
    """May the user withdraw this proposal? Any of those who write for its district."""
    if not set(personae or personae_verso(utente, proposta.distretto)) & set(PROPONENTI):
        return no("Una proposta la ritira chi può proporre per il distretto.")
    return _ancora_aperta(proposta)


def _ancora_aperta(proposta: Proposta) -> Risposta:
    if proposta.stato == StatoProposta.PROPOSTA:
        return SI
    return no(f"La proposta è già stata {proposta.get_stato_display().lower()}.")
