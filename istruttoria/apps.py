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
        checks.register(controlla_i_comandi, checks.Tags.database, deploy=True)


def controlla_autorita(**_: Any) -> list[checks.CheckMessage]:
    """Every file in the folder of trusted authorities is a certificate."""
    from istruttoria.autorita import problemi

    return [checks.Warning(problema, id="istruttoria.W001") for problema in problemi()]


def controlla_i_comandi(*, databases: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """The commands to be scheduled are being run; asked with ``--deploy --database default``."""
    from django.db import DEFAULT_DB_ALIAS
    from django.utils import timezone

    from istruttoria.queries import comandi_fermi

    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    return [
        checks.Warning(
            fermo.per_chi_installa,
            hint="Va eseguito da un timer: gli esempi sono in docs/esercizio.md.",
            id="istruttoria.W003",
        )
        for fermo in comandi_fermi(timezone.now())
    ]
