"""Who is writing where, while it is true."""

from django.db import models

from distretti.models import Utente
from programmi.models import Programma


class Presenza(models.Model):
    """The place of a programme in which a person was last seen writing; old ones mean nothing."""

    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="presenze")
    utente = models.ForeignKey(Utente, on_delete=models.CASCADE, related_name="+")
    qui = models.CharField("dove", max_length=60)
    visto_il = models.DateTimeField("visto il")

    class Meta:
        verbose_name = "presenza"
        verbose_name_plural = "presenze"
        constraints = [
            models.UniqueConstraint(
                fields=["programma", "utente"],
                name="presenza_una_per_persona",
                violation_error_message="La presenza di questa persona è già registrata.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.utente}: {self.qui}"
