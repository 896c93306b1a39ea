"""What the checks of a programme found, kept for lists that cannot run them."""

from django.db import models

from programmi.models import Programma


class ConteggioControlli(models.Model):
    """How many checks block and how many warn, as counted at an instant. It can be made again."""

    programma = models.OneToOneField(
        Programma, on_delete=models.CASCADE, primary_key=True, related_name="conteggio"
    )
    bloccano = models.PositiveSmallIntegerField("bloccano")
    avvisano = models.PositiveSmallIntegerField("avvisano")
    contati_il = models.DateTimeField("contati il")

    class Meta:
        verbose_name = "conteggio dei controlli"
        verbose_name_plural = "conteggi dei controlli"

    def __str__(self) -> str:
        return f"{self.bloccano} bloccano, {self.avvisano} avvisano"
