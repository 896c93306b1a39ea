"""A Word file uploaded in the browser, read and waiting for an officer to confirm it."""

from django.db import models

from distretti.models import Distretto, Utente
from istruttoria.enums import StatoImportazione
from programmi.models import Programma, Schema


class Importazione(models.Model):
    """The reading of one file (``lettura``, see ``documenti.word``) and what became of it."""

    distretto = models.ForeignKey(Distretto, on_delete=models.PROTECT, related_name="importazioni")
    anno = models.PositiveSmallIntegerField("anno")
    schema = models.ForeignKey(Schema, on_delete=models.PROTECT, related_name="+")
    storico = models.BooleanField("programma di un anno passato", default=False)
    nome_file = models.CharField("nome del file", max_length=200)
    sha256 = models.CharField("impronta del file", max_length=64)
    lettura = models.JSONField("lettura")
    stato = models.CharField(
        "stato",
        max_length=12,
        choices=StatoImportazione.choices,
        default=StatoImportazione.LETTA,
    )
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    creata_il = models.DateTimeField("caricata il", auto_now_add=True)
    programma = models.ForeignKey(
        Programma, on_delete=models.SET_NULL, null=True, blank=True, related_name="importazioni"
    )

    class Meta:
        verbose_name = "importazione"
        verbose_name_plural = "importazioni"
        ordering = ["-creata_il"]

    def __str__(self) -> str:
        return f"{self.nome_file} ({self.distretto} {self.anno})"
