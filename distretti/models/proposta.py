"""What a district asks to change in the register, and what the office decided."""

from django.db import models
from django.db.models import Q

from distretti.enums import StatoProposta, TipoProposta
from distretti.models.distretto import Distretto
from distretti.models.ente import Utente
from distretti.models.organizzazione import Organizzazione

SENZA_ORGANIZZAZIONE = (TipoProposta.ORGANIZZAZIONE, TipoProposta.DATI)


class PropostaQuerySet(models.QuerySet["Proposta"]):
    def visibili_a(self, utente: Utente) -> "PropostaQuerySet":
        """Those of the districts that the user sees."""
        return self.filter(distretto__in=Distretto.objects.visibili_a(utente))

    def aperte(self) -> "PropostaQuerySet":
        """Those that wait for the office."""
        return self.filter(stato=StatoProposta.PROPOSTA)

    def decise(self) -> "PropostaQuerySet":
        """Those of which something has become, the last decided first."""
        return self.exclude(stato=StatoProposta.PROPOSTA).order_by("-decisa_il", "-id")


class Proposta(models.Model):
    """One change of the register: who asked for it, what became of it. Rows are never deleted.

    ``contenuto`` has the shape that ``distretti.services.contenuti`` gives its ``tipo``. A change
    that the office makes by itself is a proposal confirmed at once, so the rows of a district
    are its story. ``organizzazione`` is empty for the district's own data and, until it is
    confirmed, for a new organisation.
    """

    distretto = models.ForeignKey(Distretto, on_delete=models.PROTECT, related_name="proposte")
    tipo = models.CharField("che cosa", max_length=20, choices=TipoProposta.choices)
    organizzazione = models.ForeignKey(
        Organizzazione,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposte",
        verbose_name="organizzazione",
    )
    contenuto = models.JSONField("contenuto")
    autore = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="+", verbose_name="autore"
    )
    creata_il = models.DateTimeField("proposta il", auto_now_add=True)
    stato = models.CharField(
        "stato",
        max_length=12,
        choices=StatoProposta.choices,
        default=StatoProposta.PROPOSTA,
    )
    decisa_da = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="decisa da",
    )
    decisa_il = models.DateTimeField("decisa il", null=True, blank=True)
    motivo = models.TextField("motivo", blank=True, max_length=2000)

    objects = PropostaQuerySet.as_manager()

    class Meta:
        verbose_name = "proposta"
        verbose_name_plural = "proposte"
        ordering = ["-creata_il", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    stato=StatoProposta.PROPOSTA, decisa_da__isnull=True, decisa_il__isnull=True
                )
                | (
                    ~Q(stato=StatoProposta.PROPOSTA)
                    & Q(decisa_da__isnull=False, decisa_il__isnull=False)
                ),
                name="proposta_decisa_con_data",
                violation_error_message=(
                    "Una proposta decisa dice da chi e quando; una da decidere, no."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoProposta.RESPINTA) | ~Q(motivo=""),
                name="proposta_respinta_con_motivo",
                violation_error_message="Per respingere una proposta occorre il motivo.",
            ),
            models.CheckConstraint(
                condition=Q(organizzazione__isnull=False)
                | Q(tipo__in=[t.value for t in SENZA_ORGANIZZAZIONE]),
                name="proposta_con_organizzazione",
                violation_error_message="Indicare l'organizzazione di cui si tratta.",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo

    @property
    def titolo(self) -> str:
        """What is asked, in a line. Reads ``organizzazione``: select it beforehand."""
        nome = str(self.organizzazione or self.contenuto.get("denominazione", ""))
        if self.tipo == TipoProposta.DATI:
            return str(TipoProposta.DATI.label)
        if self.tipo == TipoProposta.CERTIFICAZIONE:
            return f"Marchio: {nome}"
        return f"{self.get_tipo_display()}: {nome}"
