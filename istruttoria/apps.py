from django.apps import AppConfig


class IstruttoriaConfig(AppConfig):
    name = "istruttoria"
    verbose_name = "Istruttoria"
