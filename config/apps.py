"""Composition: nothing of the domain lives here."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Configurazione"

    def ready(self) -> None:
        # Once for each `migrate`: the signal comes only from applications that have models.
        post_migrate.connect(_tabella_della_cache, sender=apps.get_app_config("distretti"))


def _tabella_della_cache(using: str, **altro: Any) -> None:
    """The table of the shared cache, where it is missing."""
    call_command("createcachetable", database=using, verbosity=0)
