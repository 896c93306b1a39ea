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


class TipoProposta(models.TextChoices):
    """What a district may ask the office to write in the register."""

    ADESIONE = "adesione", "Adesione"
    ORGANIZZAZIONE = "organizzazione", "Nuova organizzazione"
    USCITA = "uscita", "Uscita"
    CERTIFICAZIONE = "certificazione", "Marchio"
    CORREZIONE = "correzione", "Correzione"
    DATI = "dati", "Canali del distretto"


class StatoProposta(models.TextChoices):
    PROPOSTA = "proposta", "Da decidere"
    CONFERMATA = "confermata", "Confermata"
    RESPINTA = "respinta", "Respinta"
    RITIRATA = "ritirata", "Ritirata"


ETICHETTE_PROPOSTA = {
    "denominazione": "Denominazione",
    "altri_nomi": "Altri nomi",
    "forma_giuridica": "Forma giuridica",
    "settore": "Settore",
    "tipo": "Marchio",
    "dal": "Dal",
    "al": "Al",
    "motivo_uscita": "Motivo dell'uscita",
    "proponente": "Proponente dell'accordo",
    "mail": "Mail",
    "sito": "Sito web",
    "facebook": "Pagina Facebook",
    "altri_canali": "Altri canali",
    **{str(tipo): str(tipo.label) for tipo in TipoCertificazione},
}
"""The fields of a proposal's content, as people read them, in the order in which they read them."""


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


class Numerazione(models.TextChoices):
    """When an act takes its number: printed in the file that is signed, or recorded afterwards."""

    STAMPATA = "stampata", "Stampato nel documento che si firma"
    DOPO_FIRMA = "dopo_firma", "Registrato dopo la firma"
