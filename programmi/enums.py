"""Closed lists of the work programmes."""

from django.db import models


class TipoVoce(models.TextChoices):
    """What a part of the form holds."""

    NARRATIVA = "narrativa", "Testo"
    DATI_DISTRETTO = "dati_distretto", "Dati del distretto"
    ATTORI = "attori", "Attori del distretto"
    CANALI = "canali", "Canali social"
    RIGHE_VAMT = "righe_vamt", "Righe V.A.M.T."
    AZIONI = "azioni", "Azioni per ambito"
    PROGETTUALITA = "progettualita", "Progettualità"
    PROGETTO_STRATEGICO = "progetto_strategico", "Progetto strategico"
    ADERENTI = "aderenti", "Elenco degli aderenti"


VOCI_DI_TESTO = (TipoVoce.NARRATIVA, TipoVoce.PROGETTO_STRATEGICO)


class TipoAzione(models.TextChoices):
    RIGA_VAMT = "riga_vamt", "Riga V.A.M.T."
    AZIONE = "azione", "Azione"
    PROGETTUALITA = "progettualita", "Progettualità"


VOCE_DELLE_AZIONI = {
    TipoAzione.RIGA_VAMT: TipoVoce.RIGHE_VAMT,
    TipoAzione.AZIONE: TipoVoce.AZIONI,
    TipoAzione.PROGETTUALITA: TipoVoce.PROGETTUALITA,
}


class CodiceCampo(models.TextChoices):
    """The fields that an action may have; a schema says which, in what order, with what label."""

    OBIETTIVO = "obiettivo", "Obiettivo"
    OBIETTIVO_GENERALE = "obiettivo_generale", "Obiettivo generale"
    OBIETTIVO_SPECIFICO = "obiettivo_specifico", "Obiettivo specifico"
    TITOLO = "titolo", "Titolo"
    DESCRIZIONE = "descrizione", "Azioni"
    REFERENTI = "referenti", "Organizzazione referente"
    ALTRE_ORGANIZZAZIONI = "altre_organizzazioni", "Altre organizzazioni coinvolte"
    TEMPI = "tempi", "Tempi"
    INDICATORI = "indicatori", "Indicatori di valutazione"
    PERCENTUALI = "percentuali", "Percentuali di valutazione"


class Stato(models.TextChoices):
    """Where a programme stands. Only the workflow service assigns it."""

    BOZZA = "bozza", "Bozza"
    TRASMESSO = "trasmesso", "Trasmesso"
    IN_ISTRUTTORIA = "in_istruttoria", "In istruttoria"
    DA_INTEGRARE = "da_integrare", "Da integrare"
    APPROVATO = "approvato", "Approvato"
    PUBBLICATO = "pubblicato", "Pubblicato"
    RESPINTO = "respinto", "Respinto"
    REVOCATO = "revocato", "Revocato"
    ANNULLATO = "annullato", "Annullato"


STATI_CHIUSI = (Stato.RESPINTO, Stato.REVOCATO, Stato.ANNULLATO)
STATI_CON_DETERMINAZIONE = (Stato.APPROVATO, Stato.PUBBLICATO, Stato.REVOCATO)
STATI_RETTIFICABILI = (Stato.APPROVATO, Stato.PUBBLICATO)


class ChiaveDato(models.TextChoices):
    NASCITA = "nascita", "Anno di nascita"
    DELIBERA = "delibera", "Delibera di approvazione"
    ACCORDO = "accordo", "Sottoscrizione dell'accordo"
    ALTRO = "altro", "Altro"


class RuoloAttore(models.TextChoices):
    CAPOFILA = "capofila", "Organizzazione capofila"
    COORDINATORE = "coordinatore", "Coordinatore istituzionale"
    MANAGER = "manager", "Manager territoriale"
    REFERENTE_AMMINISTRATIVO = "referente_amministrativo", "Referente amministrativo"
    ALTRO = "altro", "Altro"


class TipoCanale(models.TextChoices):
    MAIL = "mail", "Mail"
    SITO = "sito", "Sito web"
    FACEBOOK = "facebook", "Pagina Facebook"
    ALTRI = "altri", "Altri social"
    ALTRO = "altro", "Altro"


class TipoScadenza(models.TextChoices):
    TRASMISSIONE = "trasmissione", "Trasmissione del programma"
    RENDICONTO = "rendiconto", "Rendiconto"
    CONTRIBUTO = "contributo", "Richiesta di contributo"
