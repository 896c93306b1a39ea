"""The files that people hand over with a step: the deliberation, the act that denies or revokes."""

from django.db import models

from istruttoria.models.istruttoria import Passaggio


class Allegato(models.Model):
    """A file received with a step, kept as it came under the SHA-256 of its bytes.

    ``nome`` is the name that it had on the computer it came from.
    """

    passaggio = models.ForeignKey(Passaggio, on_delete=models.PROTECT, related_name="allegati")
    titolo = models.CharField("che cos'è", max_length=120)
    nome = models.CharField("nome del file", max_length=200)
    file = models.FileField("file", max_length=200)
    sha256 = models.CharField("impronta SHA-256", max_length=64, db_index=True)
    dimensione = models.PositiveIntegerField("dimensione in byte")
    ricevuto_il = models.DateTimeField("ricevuto il", auto_now_add=True)

    class Meta:
        verbose_name = "allegato"
        verbose_name_plural = "allegati"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["passaggio", "titolo"], name="allegato_titolo_unico")
        ]

    def __str__(self) -> str:
        return f"{self.titolo} ({self.nome})"
