"""The district, the agreement that founds it and the people in charge of it."""

from collections.abc import Iterable
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from distretti.enums import (
    RUOLI_UNICI,
    RuoloIncarico,
    StatoDistretto,
    TipoAccordo,
    TipoDistretto,
)
from distretti.fields import AttoField
from distretti.models.ente import Ente, Utente
from distretti.models.organizzazione import Organizzazione

CODICE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z", "Il codice usa solo lettere, cifre, trattini."
)


class DistrettoQuerySet(models.QuerySet["Distretto"]):
    def visibili_a(self, utente: Any) -> "DistrettoQuerySet":
        """An officer sees those of the Ente, anyone else those where one has an incarico."""
        if not utente.is_authenticated:
            return self.none()
        if utente.is_superuser:
            return self
        if utente.ruolo:
            return self.filter(ente=utente.ente_id)
        return self.con_incarico(utente)

    def con_incarico(
        self, utente: Any, ruoli: Iterable[str] = RuoloIncarico.values
    ) -> "DistrettoQuerySet":
        """Those where the user has an incarico in force, in one of these roles."""
        if not utente.is_authenticated:
            return self.none()
        incarichi = Incarico.objects.in_corso().filter(utente=utente, ruolo__in=list(ruoli))
        return self.filter(pk__in=incarichi.values("distretto"))


class Distretto(models.Model):
    """A family district: a network of organisations under a lead body (ente capofila)."""

    ente = models.ForeignKey(
        Ente, on_delete=models.PROTECT, related_name="distretti", verbose_name="ente"
    )
    codice = models.CharField("codice", max_length=30, validators=[CODICE])
    denominazione = models.CharField("denominazione", max_length=200)
    tipo = models.CharField("tipo", max_length=20, choices=TipoDistretto.choices)
    stato = models.CharField(
        "stato", max_length=10, choices=StatoDistretto.choices, default=StatoDistretto.ATTIVO
    )
    capofila = models.ForeignKey(
        Organizzazione,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="distretti_guidati",
        verbose_name="ente capofila",
    )
    predecessore = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="successori",
        verbose_name="distretto da cui nasce",
    )
    nato_anno = models.PositiveSmallIntegerField("anno di nascita", null=True, blank=True)
    nato_il = models.DateField("data di nascita", null=True, blank=True)
    mail = models.EmailField("mail del distretto", blank=True)
    sito = models.CharField("sito web", max_length=250, blank=True)
    facebook = models.CharField("pagina Facebook", max_length=250, blank=True)
    altri_canali = models.CharField("altri canali", max_length=250, blank=True)

    objects = DistrettoQuerySet.as_manager()

    class Meta:
        verbose_name = "distretto"
        verbose_name_plural = "distretti"
        ordering = ["denominazione"]
        constraints = [
            models.UniqueConstraint(
                "ente",
                Lower("codice"),
                name="distretto_codice_unico",
                violation_error_message="L'ente ha già un distretto con questo codice.",
            ),
            models.CheckConstraint(
                condition=Q(predecessore__isnull=True) | ~Q(predecessore=F("id")),
                name="distretto_non_predecessore_di_se",
                violation_error_message="Un distretto non nasce da sé stesso.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominazione


class Accordo(models.Model):
    """The agreement on which a district stands, with the two acts that allow its signature."""

    distretto = models.ForeignKey(Distretto, on_delete=models.CASCADE, related_name="accordi")
    tipo = models.CharField(
        "tipo", max_length=20, choices=TipoAccordo.choices, default=TipoAccordo.VOLONTARIO
    )
    atto_comune = AttoField("atto del capofila che approva")
    atto_provincia = AttoField("atto della Giunta provinciale che approva")
    sottoscritto_il = models.DateField("sottoscritto il", null=True, blank=True)
    firmatari = models.PositiveSmallIntegerField(
        "numero di organizzazioni proponenti", null=True, blank=True
    )

    class Meta:
        verbose_name = "accordo"
        verbose_name_plural = "accordi"
        ordering = ["sottoscritto_il", "id"]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} – {self.distretto}"


class IncaricoQuerySet(models.QuerySet["Incarico"]):
    def in_corso(self, giorno: Any = None) -> "IncaricoQuerySet":
        """Incarichi in force on a day (today when not given)."""
        giorno = giorno or timezone.localdate()
        return self.filter(dal__lte=giorno).filter(Q(al__isnull=True) | Q(al__gte=giorno))


class Incarico(models.Model):
    """A person's role in a district for a time. When it names a user, it is also the access."""

    distretto = models.ForeignKey(Distretto, on_delete=models.CASCADE, related_name="incarichi")
    ruolo = models.CharField("ruolo", max_length=30, choices=RuoloIncarico.choices)
    utente = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incarichi",
        verbose_name="utente",
    )
    organizzazione = models.ForeignKey(
        Organizzazione,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incarichi",
        verbose_name="organizzazione rappresentata",
    )
    nominativo = models.CharField("nome e cognome", max_length=200)
    qualifica = models.TextField("carica o ufficio", blank=True)
    email = models.EmailField("e-mail", blank=True)
    telefono = models.CharField("telefono", max_length=60, blank=True)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)

    objects = IncaricoQuerySet.as_manager()

    class Meta:
        verbose_name = "incarico"
        verbose_name_plural = "incarichi"
        ordering = ["ruolo", "-dal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")),
                name="incarico_fine_dopo_inizio",
                violation_error_message="La fine dell'incarico non può precederne l'inizio.",
            ),
            models.UniqueConstraint(
                fields=["distretto", "ruolo"],
                condition=Q(al__isnull=True, ruolo__in=[r.value for r in RUOLI_UNICI]),
                name="incarico_un_titolare",
                violation_error_message=(
                    "Il distretto ha già una persona in carica per questo ruolo: "
                    "chiudere prima l'incarico in corso."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nominativo}, {self.get_ruolo_display()}"
