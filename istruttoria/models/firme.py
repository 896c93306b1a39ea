"""Signed copies of issued documents, what a person decided on them, and the uploads refused.

All three are written once. What a copy's state is follows from its rows.
"""

from typing import Self

from django.db import models
from django.db.models import Q

from distretti.models import Utente
from istruttoria.enums import FormatoFirma, StatoCopia
from istruttoria.models.versione import Documento


class CopieQuerySet(models.QuerySet["CopiaFirmata"]):
    def valide(self) -> Self:
        """Those that stand beside the issued file: it is in them, or a person accepted them."""
        return self.filter(Q(conforme=True) | Q(decisione__accolta=True))


class CopiaFirmata(models.Model):
    """A signed copy, kept as it came under the SHA-256 of its bytes.

    ``rilievi`` is what was found (see ``documenti.firme``) without what only officers may read;
    that is in ``riservati``: ``codici_fiscali``, one for each signature in the same order, and
    ``confronto``, how the PDF differs from the issued one when it is not ``conforme``.
    """

    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, related_name="copie")
    nome = models.CharField("nome del file", max_length=200)
    file = models.FileField("file", max_length=200)
    sha256 = models.CharField("impronta SHA-256", max_length=64, db_index=True)
    dimensione = models.PositiveIntegerField("dimensione in byte")
    formato = models.CharField("formato", max_length=5, choices=FormatoFirma.choices)
    conforme = models.BooleanField("contiene il file emesso, byte per byte")
    rilievi = models.JSONField("rilievi")
    riservati = models.JSONField("rilievi riservati all'ufficio", default=dict)
    autore = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="+", verbose_name="caricata da"
    )
    caricata_il = models.DateTimeField("caricata il", auto_now_add=True)

    objects = CopieQuerySet.as_manager()

    class Meta:
        verbose_name = "copia firmata"
        verbose_name_plural = "copie firmate"
        ordering = ["caricata_il", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["documento", "sha256"],
                name="copia_firmata_unica",
                violation_error_message="Questa copia firmata è già stata caricata.",
            )
        ]

    def __str__(self) -> str:
        return f"copia firmata di «{self.documento}»"

    @property
    def stato(self) -> StatoCopia:
        if self.conforme:
            return StatoCopia.ACCETTATA
        decisione = getattr(self, "decisione", None)
        if decisione is None:
            return StatoCopia.DA_CONFERMARE
        return StatoCopia.ACCETTATA if decisione.accolta else StatoCopia.RESPINTA

    @property
    def valida(self) -> bool:
        return self.stato == StatoCopia.ACCETTATA


class DecisioneCopia(models.Model):
    """What an officer decided on a copy whose PDF is not, byte for byte, the issued one."""

    copia = models.OneToOneField(CopiaFirmata, on_delete=models.PROTECT, related_name="decisione")
    accolta = models.BooleanField("accolta")
    motivo = models.TextField("motivo")
    autore = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="+", verbose_name="decisa da"
    )
    decisa_il = models.DateTimeField("decisa il", auto_now_add=True)

    class Meta:
        verbose_name = "decisione su una copia firmata"
        verbose_name_plural = "decisioni sulle copie firmate"
        constraints = [
            models.CheckConstraint(
                condition=~Q(motivo=""),
                name="decisione_copia_con_motivo",
                violation_error_message="Indicare il motivo della decisione.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.copia}: {'accolta' if self.accolta else 'respinta'}"


class CopiaRifiutata(models.Model):
    """An upload that was refused: what came and why. The file itself is not kept."""

    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, related_name="copie_rifiutate"
    )
    nome = models.CharField("nome del file", max_length=200)
    sha256 = models.CharField("impronta SHA-256", max_length=64)
    dimensione = models.PositiveIntegerField("dimensione in byte")
    motivo = models.TextField("motivo")
    autore = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="+", verbose_name="caricata da"
    )
    quando = models.DateTimeField("quando", auto_now_add=True)

    class Meta:
        verbose_name = "copia firmata rifiutata"
        verbose_name_plural = "copie firmate rifiutate"
        ordering = ["-quando", "-id"]

    def __str__(self) -> str:
        return f"{self.nome}: {self.motivo}"
