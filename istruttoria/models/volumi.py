"""The register of an Ente's series: programmes and the other books that share its numbers."""

from django.db import models

from distretti.models import Ente, Utente
from programmi.models import Programma


class Volume(models.Model):
    """A number of the series and the book that bears it.

    A published programme has its row; another book has only a title. ``chiave`` orders numbers as
    numbers and makes each one unique however it is written (``istruttoria.collana.chiave``).
    """

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="volumi")
    numero = models.CharField("numero", max_length=20)
    chiave = models.CharField("ordine", max_length=120, editable=False)
    titolo = models.CharField("titolo", max_length=300)
    anno = models.PositiveSmallIntegerField("anno di uscita", null=True, blank=True)
    programma = models.OneToOneField(
        Programma, on_delete=models.PROTECT, null=True, blank=True, related_name="volume"
    )
    autore = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="registrato da",
    )
    registrato_il = models.DateTimeField("registrato il", auto_now_add=True)

    class Meta:
        verbose_name = "volume della collana"
        verbose_name_plural = "volumi della collana"
        ordering = ["chiave"]
        constraints = [
            models.UniqueConstraint(
                fields=["ente", "chiave"],
                name="volume_numero_unico",
                violation_error_message="Questo numero della collana è già usato.",
            )
        ]

    def __str__(self) -> str:
        return f"n. {self.numero} – {self.titolo}"
