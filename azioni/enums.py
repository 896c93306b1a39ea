"""Closed lists of actions and their measures."""

from django.db import models


class TipoRegola(models.TextChoices):
    """How a percentage phrase is read."""

    SI_NO = "si_no", "Sì o no"
    PER_UNITA = "per_unita", "Per ogni unità"
    SOGLIA = "soglia", "Soglia da raggiungere"
    QUOTA = "quota", "Quota di un totale"
    PESO = "peso", "Peso"
    MANUALE = "manuale", "Valutazione manuale"


class RuoloOrganizzazione(models.TextChoices):
    REFERENTE = "referente", "Organizzazione referente"
    ALTRA = "altra", "Altra organizzazione coinvolta"
