"""Closed lists of the register of districts."""

from django.db import models


class TipoDistretto(models.TextChoices):
    TERRITORIALE = "territoriale", "Territoriale"
    TEMATICO = "tematico", "Tematico"
    FAMILY_AUDIT = "family_audit", "Family Audit"


class StatoDistretto(models.TextChoices):
    PROPOSTO = "proposto", "Proposto"
    ATTIVO = "attivo", "Attivo"
    REVOCATO = "revocato", "Revocato"


class TipoAccordo(models.TextChoices):
    VOLONTARIO = "volontario", "Accordo volontario di area"
    PARTENARIATO = "partenariato", "Accordo di partenariato"


class FormaGiuridica(models.TextChoices):
    ENTE_PUBBLICO = "ente_pubblico", "Ente pubblico"
    SOCIETA = "societa", "Società"
    COOPERATIVA = "cooperativa", "Cooperativa"
    ASSOCIAZIONE = "associazione", "Associazione"
    FONDAZIONE = "fondazione", "Fondazione"
    ALTRO = "altro", "Altro"


class TipoCertificazione(models.TextChoices):
    FAMILY_IN_TRENTINO = "family_in_trentino", "Family in Trentino"
    FAMILY_AUDIT = "family_audit", "Family Audit"


class RuoloIncarico(models.TextChoices):
    """A person's role in a district. The first three have one current holder each."""

    COORDINATORE = "coordinatore", "Coordinatore istituzionale"
    MANAGER = "manager", "Manager territoriale"
    REFERENTE_AMMINISTRATIVO = "referente_amministrativo", "Referente amministrativo"
    REFERENTE_ORGANIZZAZIONE = "referente_organizzazione", "Referente di organizzazione aderente"


RUOLI_UNICI = (
    RuoloIncarico.COORDINATORE,
    RuoloIncarico.MANAGER,
    RuoloIncarico.REFERENTE_AMMINISTRATIVO,
)


class RuoloEnte(models.TextChoices):
    """A user's role in the authority; empty for those who do not work there."""

    FUNZIONARIO = "funzionario", "Funzionario"
    DIRIGENTE = "dirigente", "Dirigente"


class Persona(models.TextChoices):
    """Who a user is towards one district: the rows of every permission table."""

    ANONIMO = "anonimo", "Visitatore"
    ESTRANEO = "estraneo", "Utente di un altro distretto"
    LETTORE = "lettore", "Referente di organizzazione aderente"
    MANAGER = "manager", "Manager territoriale"
    COORDINATORE = "coordinatore", "Coordinatore istituzionale"
    REFERENTE_AMMINISTRATIVO = "referente_amministrativo", "Referente amministrativo"
    FUNZIONARIO = "funzionario", "Funzionario dell'Ente"
    DIRIGENTE = "dirigente", "Dirigente dell'Ente"
    ESTRANEO_ENTE = "estraneo_ente", "Funzionario di un altro Ente"
    AMMINISTRATORE = "amministratore", "Amministratore del sistema"
