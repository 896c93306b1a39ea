from django.apps import AppConfig


class AzioniConfig(AppConfig):
    name = "azioni"
    verbose_name = "Azioni"
