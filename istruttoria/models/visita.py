"""When a person last looked at the desk."""

from django.db import models
from django.db.models import F, Q

from distretti.models import Utente


class Visita(models.Model):
    """The last visit to the desk, and the instant from which it shows what is new.

    While a visit lasts (``services.PAUSA``) ``novita_dal`` stands still, so that coming back to
    the page, or reloading it, does not make what was new disappear.
    """

    utente = models.OneToOneField(Utente, on_delete=models.CASCADE, related_name="visita")
    quando = models.DateTimeField("ultima visita")
    novita_dal = models.DateTimeField("novità dal")

    class Meta:
        verbose_name = "visita"
        verbose_name_plural = "visite"
        constraints = [
            models.CheckConstraint(
                condition=Q(novita_dal__lte=F("quando")),
                name="visita_novita_prima",
                violation_error_message="Le novità non possono cominciare dopo la visita.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.utente}, {self.quando:%d/%m/%Y}"
