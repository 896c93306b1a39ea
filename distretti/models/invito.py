"""The invitation that gives the person in charge a way in."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from distretti.models.distretto import Incarico
from distretti.models.ente import Utente


class InvitoQuerySet(models.QuerySet["Invito"]):
    def aperti(self) -> "InvitoQuerySet":
        """Neither accepted nor withdrawn; the link may have expired meanwhile."""
        return self.filter(accettato_il__isnull=True, ritirato_il__isnull=True)

    def validi(self, ora: datetime | None = None) -> "InvitoQuerySet":
        """Those whose link works now; not when the incarico has ended meanwhile."""
        ora = ora or timezone.now()
        oggi = timezone.localdate(ora)
        in_corso = Q(incarico__al__isnull=True) | Q(incarico__al__gte=oggi)
        return self.aperti().filter(in_corso, scade_il__gt=ora)


class Invito(models.Model):
    """A link sent by mail to a person in charge: who opens it becomes the user of the incarico.

    The link itself is not kept, only its fingerprint: reading the database opens no door.
    """

    incarico = models.ForeignKey(
        Incarico, on_delete=models.CASCADE, related_name="inviti", verbose_name="incarico"
    )
    email = models.EmailField("e-mail")
    impronta = models.CharField("impronta del collegamento", max_length=64)
    inviato_da = models.ForeignKey(
        Utente,
        on_delete=models.SET_NULL,
        null=True,
        related_name="inviti_mandati",
        verbose_name="inviato da",
    )
    inviato_il = models.DateTimeField("inviato il")
    scade_il = models.DateTimeField("scade il")
    accettato_il = models.DateTimeField("accettato il", null=True, blank=True)
    ritirato_il = models.DateTimeField("ritirato il", null=True, blank=True)

    objects = InvitoQuerySet.as_manager()

    class Meta:
        verbose_name = "invito"
        verbose_name_plural = "inviti"
        ordering = ["-inviato_il"]
        constraints = [
            models.UniqueConstraint(
                fields=["impronta"],
                name="invito_impronta_unica",
                violation_error_message="Due inviti non possono avere lo stesso collegamento.",
            ),
            models.UniqueConstraint(
                fields=["incarico"],
                condition=Q(accettato_il__isnull=True, ritirato_il__isnull=True),
                name="invito_in_attesa_unico",
                violation_error_message="Per questo incarico c'è già un invito in attesa.",
            ),
            models.CheckConstraint(
                condition=Q(accettato_il__isnull=True) | Q(ritirato_il__isnull=True),
                name="invito_accettato_o_ritirato",
                violation_error_message="Un invito accettato non si può più ritirare.",
            ),
            models.CheckConstraint(
                condition=Q(scade_il__gt=F("inviato_il")),
                name="invito_scade_dopo_l_invio",
                violation_error_message="Un invito scade dopo il suo invio.",
            ),
        ]

    def __str__(self) -> str:
        return f"Invito a {self.email} per {self.incarico}"

    @property
    def scaduto(self) -> bool:
        return self.scade_il <= timezone.now()
