"""A Word file uploaded in the browser, read and waiting for an officer to confirm it."""

from django.db import models
from django.db.models import Q

from distretti.models import Distretto, Utente
from istruttoria.enums import StatoImportazione
from programmi.models import Programma, Schema


class Importazione(models.Model):
    """The reading of one file (``lettura``, see ``documenti.word``) and what became of it."""

    distretto = models.ForeignKey(
        Distretto, on_delete=models.PROTECT, null=True, blank=True, related_name="importazioni"
    )
    nuovo_codice = models.CharField(
        "codice del nuovo distretto",
        max_length=30,
        blank=True,
        help_text="Il distretto nasce dal file, alla conferma.",
    )
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
        constraints = [
            models.CheckConstraint(
                condition=Q(distretto__isnull=False) | ~Q(nuovo_codice=""),
                name="importazione_con_distretto",
                violation_error_message="Indicare il distretto, o il codice di quello nuovo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nome_file} ({self.nome_distretto} {self.anno})"

    @property
    def nome_distretto(self) -> str:
        """The district's name, or the code of the one that a confirmation will make."""
        return str(self.distretto or f"Distretto nuovo «{self.nuovo_codice}»")
