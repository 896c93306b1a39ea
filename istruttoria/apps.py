from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IstruttoriaConfig(AppConfig):
    name = "istruttoria"
    verbose_name = "Istruttoria"

    def ready(self) -> None:
        from istruttoria import guardie

        # Once for each `migrate`, when every table of every room is in its final form.
        post_migrate.connect(guardie.installa, sender=self)
