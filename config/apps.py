"""Composition: nothing of the domain lives here."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Configurazione"
