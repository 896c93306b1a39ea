"""What the officers note for themselves."""

from django.db import models
from django.db.models import Q

from distretti.models import Utente
from programmi.models import Programma


class NotaInterna(models.Model):
    """A note of the office on a place of a programme, which its district never sees.

    A model of its own, so that what shows, mails, exports or freezes remarks cannot show a note;
    and without a way back from the programme. ``queries.note`` reads it, ``services.note`` writes
    it, nothing else does (a test counts them). The place is told as an ``Osservazione`` tells it.
    """

    programma = models.ForeignKey(Programma, on_delete=models.PROTECT, related_name="+")
    voce = models.SlugField("parte", max_length=40, blank=True)
    azione_tipo = models.CharField("tipo di azione", max_length=15, blank=True)
    azione_numero = models.PositiveSmallIntegerField("numero dell'azione", null=True, blank=True)
    campo = models.CharField("campo", max_length=40, blank=True)
    testo = models.TextField("nota")
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    scritta_il = models.DateTimeField("scritta il", auto_now_add=True)

    class Meta:
        verbose_name = "nota interna"
        verbose_name_plural = "note interne"
        ordering = ["scritta_il", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(testo=""),
                name="nota_con_testo",
                violation_error_message="Una nota ha un testo.",
            )
        ]

    def __str__(self) -> str:
        return f"nota di {self.autore}"
