from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class IstruttoriaConfig(AppConfig):
    name = "istruttoria"
    verbose_name = "Istruttoria"

    def ready(self) -> None:
        from istruttoria import guardie

        # Once for each `migrate`, when every table of every room is in its final form.
        post_migrate.connect(guardie.installa, sender=self)
        checks.register(controlla_autorita)


def controlla_autorita(**_: Any) -> list[checks.CheckMessage]:
    """Every file in the folder of trusted authorities is a certificate."""
    from istruttoria.autorita import problemi

    return [checks.Warning(problema, id="istruttoria.W001") for problema in problemi()]
