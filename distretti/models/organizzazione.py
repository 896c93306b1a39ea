"""Organisations, the names they go by, and their membership of districts."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from distretti.enums import FormaGiuridica, TipoCertificazione
from distretti.models.ente import Ente


class OrganizzazioneQuerySet(models.QuerySet["Organizzazione"]):
    def vive(self) -> "OrganizzazioneQuerySet":
        """Those not merged into another one."""
        return self.filter(fusa_in__isnull=True)

    def visibili_a(self, utente: Any) -> "OrganizzazioneQuerySet":
        """Organisations of the officer's Ente, or of the Ente of the districts that one sees."""
        from distretti.models.distretto import Distretto

        if not utente.is_authenticated:
            return self.none()
        if utente.is_superuser:
            return self
        if utente.ruolo:
            return self.filter(ente=utente.ente_id)
        return self.filter(ente__in=Distretto.objects.visibili_a(utente).values("ente"))


class Organizzazione(models.Model):
    """A public body, company, co-operative or association known to an Ente."""

    ente = models.ForeignKey(
        Ente, on_delete=models.PROTECT, related_name="organizzazioni", verbose_name="ente"
    )
    denominazione = models.CharField("denominazione", max_length=250)
    forma_giuridica = models.CharField(
        "forma giuridica", max_length=20, choices=FormaGiuridica.choices, blank=True
    )
    settore = models.CharField("settore", max_length=120, blank=True)
    fusa_in = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="fuse",
        verbose_name="unita a",
    )

    objects = OrganizzazioneQuerySet.as_manager()

    class Meta:
        verbose_name = "organizzazione"
        verbose_name_plural = "organizzazioni"
        ordering = ["denominazione"]
        constraints = [
            models.UniqueConstraint(
                "ente",
                Lower("denominazione"),
                name="organizzazione_nome_unico",
                violation_error_message="L'ente ha già un'organizzazione con questo nome.",
            ),
            models.CheckConstraint(
                condition=Q(fusa_in__isnull=True) | ~Q(fusa_in=F("id")),
                name="organizzazione_non_fusa_in_se",
                violation_error_message="Un'organizzazione non può essere unita a sé stessa.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominazione


class AliasOrganizzazione(models.Model):
    """Another way in which documents write an organisation's name."""

    organizzazione = models.ForeignKey(
        Organizzazione, on_delete=models.CASCADE, related_name="alias"
    )
    nome = models.CharField("altro nome", max_length=250)

    class Meta:
        verbose_name = "altro nome"
        verbose_name_plural = "altri nomi"
        ordering = ["nome"]
        constraints = [
            models.UniqueConstraint(
                "organizzazione",
                Lower("nome"),
                name="alias_unico",
                violation_error_message="Questo nome è già registrato.",
            )
        ]

    def __str__(self) -> str:
        return self.nome


class AdesioneQuerySet(models.QuerySet["Adesione"]):
    def al(self, giorno: Any) -> "AdesioneQuerySet":
        """Memberships in force on a day, the first and the last day included."""
        return self.filter(dal__lte=giorno).filter(Q(al__isnull=True) | Q(al__gte=giorno))


class Adesione(models.Model):
    """An organisation's membership of a district, with the day it began and the day it ended."""

    distretto = models.ForeignKey(
        "distretti.Distretto", on_delete=models.CASCADE, related_name="adesioni"
    )
    organizzazione = models.ForeignKey(
        Organizzazione, on_delete=models.PROTECT, related_name="adesioni"
    )
    dal = models.DateField("aderisce dal")
    al = models.DateField("fino al", null=True, blank=True)
    motivo_uscita = models.CharField("motivo dell'uscita", max_length=250, blank=True)
    proponente = models.BooleanField("proponente dell'accordo", default=False)

    objects = AdesioneQuerySet.as_manager()

    class Meta:
        verbose_name = "adesione"
        verbose_name_plural = "adesioni"
        ordering = ["dal", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")),
                name="adesione_fine_dopo_inizio",
                violation_error_message="L'uscita non può precedere l'adesione.",
            ),
            models.UniqueConstraint(
                fields=["distretto", "organizzazione"],
                condition=Q(al__isnull=True),
                name="adesione_aperta_unica",
                violation_error_message="L'organizzazione aderisce già a questo distretto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organizzazione} ({self.distretto})"


class CertificazioneQuerySet(models.QuerySet["Certificazione"]):
    def al(self, giorno: Any) -> "CertificazioneQuerySet":
        """Certifications in force on a day."""
        return self.filter(dal__lte=giorno).filter(Q(al__isnull=True) | Q(al__gte=giorno))


class Certificazione(models.Model):
    """A family mark or certification that an organisation holds for a time."""

    organizzazione = models.ForeignKey(
        Organizzazione, on_delete=models.CASCADE, related_name="certificazioni"
    )
    tipo = models.CharField("marchio", max_length=20, choices=TipoCertificazione.choices)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)

    objects = CertificazioneQuerySet.as_manager()

    class Meta:
        verbose_name = "certificazione"
        verbose_name_plural = "certificazioni"
        ordering = ["tipo", "dal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")),
                name="certificazione_fine_dopo_inizio",
                violation_error_message="La fine della certificazione non può precederne l'inizio.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} dal {self.dal:%d/%m/%Y}"
