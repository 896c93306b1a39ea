"""When an officer last reviewed a programme, and which text was on the page."""

from django.db import models

from distretti.models import Utente
from programmi.models import Programma


class VisitaRevisione(models.Model):
    """The text last seen, and the one with which the changes since the last visit are compared.

    As for ``Visita``, while a visit lasts ``prima`` and ``novita_dal`` stand still; both texts are
    canonical JSON of the snapshot, ``prima`` is "" at the first visit.
    """

    utente = models.ForeignKey(Utente, on_delete=models.CASCADE, related_name="+")
    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="+")
    quando = models.DateTimeField("ultima visita")
    novita_dal = models.DateTimeField("novità dal")
    testo = models.TextField("testo visto")
    prima = models.TextField("testo della visita prima", blank=True)

    class Meta:
        verbose_name = "visita alla revisione"
        verbose_name_plural = "visite alla revisione"
        constraints = [
            models.UniqueConstraint(
                fields=["utente", "programma"], name="visita_revisione_una_per_persona"
            )
        ]

    def __str__(self) -> str:
        return f"{self.utente}, {self.quando:%d/%m/%Y}"
