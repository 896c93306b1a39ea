"""What was frozen: the programme's canonical snapshot and the files made from it."""

from django.db import models

from distretti.models import Utente
from istruttoria.enums import TipoDocumento
from programmi.models import Programma


class Versione(models.Model):
    """An immutable snapshot of a programme: canonical JSON text and its SHA-256 (hex)."""

    programma = models.ForeignKey(Programma, on_delete=models.PROTECT, related_name="versioni")
    numero = models.PositiveSmallIntegerField("versione")
    contenuto = models.TextField("contenuto (JSON canonico)")
    sha256 = models.CharField("impronta SHA-256", max_length=64)
    motivo = models.CharField("congelata per", max_length=120)
    autore = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    creata_il = models.DateTimeField("creata il", auto_now_add=True)

    class Meta:
        verbose_name = "versione"
        verbose_name_plural = "versioni"
        ordering = ["-numero"]
        constraints = [
            models.UniqueConstraint(fields=["programma", "numero"], name="versione_numero_unico")
        ]

    def __str__(self) -> str:
        return f"versione {self.numero}"


class Documento(models.Model):
    """An issued file, stored by the SHA-256 of its bytes.

    ``forma`` is the form in which it was printed (``documenti.pdf.forma``): with the version it
    says all that its bytes depend on. It is empty for what was issued before it was kept.
    """

    versione = models.ForeignKey(Versione, on_delete=models.PROTECT, related_name="documenti")
    tipo = models.CharField("tipo", max_length=12, choices=TipoDocumento.choices)
    file = models.FileField("file", max_length=200)
    sha256 = models.CharField("impronta SHA-256", max_length=64, db_index=True)
    dimensione = models.PositiveIntegerField("dimensione in byte")
    forma = models.CharField("forma di stampa", max_length=16, blank=True)
    creato_il = models.DateTimeField("creato il", auto_now_add=True)

    class Meta:
        verbose_name = "documento"
        verbose_name_plural = "documenti"
        ordering = ["-creato_il", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["versione", "tipo"], name="documento_tipo_unico")
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} ({self.versione})"
