from django.apps import AppConfig


class ProgrammiConfig(AppConfig):
    name = "programmi"
    verbose_name = "Programmi di lavoro"
