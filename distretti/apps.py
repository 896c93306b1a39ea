from django.apps import AppConfig


class DistrettiConfig(AppConfig):
    name = "distretti"
    verbose_name = "Distretti"
