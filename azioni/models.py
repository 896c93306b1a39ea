"""The actions of a programme and how they are measured."""

from django.db import models
from django.db.models import Q

from azioni.enums import RuoloOrganizzazione, TipoRegola
from distretti.models import Organizzazione
from programmi.enums import TipoAzione
from programmi.models import AmbitoProgramma, AzionePredefinita, Programma


class Azione(models.Model):
    """One action: a V.A.M.T. row, an action by area (2022) or a progettualità (2026).

    ``vamt`` and ``strategico`` are independent flags. The printed number is ``posizione``, which
    counts within programme and kind.
    """

    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="azioni")
    tipo = models.CharField("tipo", max_length=15, choices=TipoAzione.choices)
    posizione = models.PositiveSmallIntegerField("numero")
    ambito = models.ForeignKey(
        AmbitoProgramma, on_delete=models.PROTECT, null=True, blank=True, related_name="azioni"
    )
    predefinita = models.ForeignKey(
        AzionePredefinita, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    titolo = models.CharField("titolo", max_length=500, blank=True)
    tema = models.CharField("tema", max_length=200, blank=True)
    macro_ambito = models.CharField("macro-ambito", max_length=200, blank=True)
    vamt = models.BooleanField("V.A.M.T.", default=False)
    strategico = models.BooleanField("progetto strategico", default=False)
    obiettivo = models.TextField("obiettivo", blank=True)
    obiettivo_generale = models.TextField("obiettivo generale", blank=True)
    obiettivo_specifico = models.TextField("obiettivo specifico", blank=True)
    descrizione = models.TextField("azioni", blank=True)
    referenti_testo = models.TextField("organizzazione referente, come scritto", blank=True)
    altre_testo = models.TextField("altre organizzazioni, come scritto", blank=True)
    tempi = models.CharField("tempi", max_length=500, blank=True)
    scadenza = models.DateField("scadenza", null=True, blank=True)

    class Meta:
        verbose_name = "azione"
        verbose_name_plural = "azioni"
        ordering = ["tipo", "posizione"]
        constraints = [
            models.UniqueConstraint(
                fields=["programma", "tipo", "posizione"],
                name="azione_numero_unico",
                violation_error_message="Il programma ha già un'azione con questo numero.",
            ),
            models.CheckConstraint(
                condition=Q(posizione__gte=1),
                name="azione_numero_da_uno",
                violation_error_message="Le azioni si numerano da 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.posizione}: {self.titolo}"


class OrganizzazioneAzione(models.Model):
    """An organisation of an action, as written; linked to the register when certain."""

    azione = models.ForeignKey(Azione, on_delete=models.CASCADE, related_name="organizzazioni")
    ruolo = models.CharField("ruolo", max_length=10, choices=RuoloOrganizzazione.choices)
    posizione = models.PositiveSmallIntegerField("posizione")
    testo = models.CharField("come scritto", max_length=500)
    organizzazione = models.ForeignKey(
        Organizzazione, on_delete=models.PROTECT, null=True, blank=True, related_name="nelle_azioni"
    )

    class Meta:
        verbose_name = "organizzazione dell'azione"
        verbose_name_plural = "organizzazioni dell'azione"
        ordering = ["ruolo", "posizione"]
        constraints = [
            models.UniqueConstraint(
                fields=["azione", "ruolo", "posizione"], name="organizzazione_azione_posizione"
            )
        ]

    def __str__(self) -> str:
        return self.testo


class Indicatore(models.Model):
    """What an action measures; ``marcatore`` is the manual bullet of the document."""

    azione = models.ForeignKey(Azione, on_delete=models.CASCADE, related_name="indicatori")
    posizione = models.PositiveSmallIntegerField("posizione")
    marcatore = models.CharField("segno d'elenco", max_length=10, blank=True)
    testo = models.TextField("indicatore")
    unita = models.CharField("unità", max_length=120, blank=True)
    obiettivo = models.PositiveIntegerField("valore da raggiungere", null=True, blank=True)

    class Meta:
        verbose_name = "indicatore"
        verbose_name_plural = "indicatori"
        ordering = ["posizione"]
        constraints = [
            models.UniqueConstraint(fields=["azione", "posizione"], name="indicatore_posizione")
        ]

    def __str__(self) -> str:
        return self.testo


class Regola(models.Model):
    """A percentage rule: the phrase verbatim and how it is read (``azioni.percentuali``).

    ``lettura`` holds the rest of the reading: alternatives, step, cap, flags.
    """

    azione = models.ForeignKey(Azione, on_delete=models.CASCADE, related_name="regole")
    indicatore = models.ForeignKey(
        Indicatore, on_delete=models.SET_NULL, null=True, blank=True, related_name="regole"
    )
    posizione = models.PositiveSmallIntegerField("posizione")
    marcatore = models.CharField("segno d'elenco", max_length=10, blank=True)
    testo = models.TextField("frase")
    evidenze = models.TextField("evidenze richieste", blank=True)
    tipo = models.CharField(
        "lettura", max_length=10, choices=TipoRegola.choices, default=TipoRegola.MANUALE
    )
    percentuale = models.DecimalField(
        "percentuale", max_digits=7, decimal_places=4, null=True, blank=True
    )
    unita = models.CharField("unità", max_length=200, blank=True)
    obiettivo = models.PositiveIntegerField("unità da raggiungere", null=True, blank=True)
    soglia = models.DecimalField("soglia", max_digits=12, decimal_places=4, null=True, blank=True)
    quota = models.DecimalField("quota", max_digits=7, decimal_places=4, null=True, blank=True)
    base = models.CharField("base della quota", max_length=200, blank=True)
    da_confermare = models.BooleanField("da confermare", default=False)
    lettura = models.JSONField("lettura completa", default=dict, blank=True)

    class Meta:
        verbose_name = "regola"
        verbose_name_plural = "regole"
        ordering = ["posizione"]
        constraints = [
            models.UniqueConstraint(fields=["azione", "posizione"], name="regola_posizione"),
            models.CheckConstraint(
                condition=Q(percentuale__isnull=True) | Q(percentuale__gte=0, percentuale__lte=100),
                name="regola_percentuale_0_100",
                violation_error_message="La percentuale va da 0 a 100.",
            ),
            models.CheckConstraint(
                condition=Q(quota__isnull=True) | Q(quota__gte=0, quota__lte=100),
                name="regola_quota_0_100",
                violation_error_message="La quota va da 0 a 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.testo
