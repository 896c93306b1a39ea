"""What a programme prints: its own copy, which no later change of the register rewrites."""

from django.db import models
from django.db.models import F, Q

from distretti.models import Organizzazione
from programmi.enums import ChiaveDato, RuoloAttore, TipoCanale
from programmi.models.programma import Programma
from programmi.models.schema import Ambito, Voce


class Sezione(models.Model):
    """A part of the programme: its title as printed and its free text (allow-listed HTML)."""

    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="sezioni")
    voce = models.ForeignKey(Voce, on_delete=models.PROTECT, related_name="sezioni")
    titolo = models.CharField("titolo", max_length=250)
    html = models.TextField("testo", blank=True)

    class Meta:
        verbose_name = "sezione"
        verbose_name_plural = "sezioni"
        ordering = ["voce__posizione"]
        constraints = [
            models.UniqueConstraint(
                fields=["programma", "voce"],
                name="sezione_unica",
                violation_error_message="Il programma ha già questa sezione.",
            )
        ]

    def __str__(self) -> str:
        return self.titolo


class AmbitoProgramma(models.Model):
    """An area of actions as this programme prints it."""

    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="ambiti")
    voce = models.ForeignKey(Voce, on_delete=models.PROTECT, related_name="+")
    ambito = models.ForeignKey(
        Ambito, on_delete=models.PROTECT, null=True, blank=True, related_name="nei_programmi"
    )
    numero = models.PositiveSmallIntegerField("numero")
    titolo = models.CharField("titolo", max_length=200)
    introduzione = models.TextField("testo introduttivo", blank=True)

    class Meta:
        verbose_name = "ambito del programma"
        verbose_name_plural = "ambiti del programma"
        ordering = ["voce__posizione", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["programma", "voce", "numero"],
                name="ambito_programma_unico",
                violation_error_message="Il programma ha già un ambito con questo numero.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.titolo}"


class DatoProgramma(models.Model):
    """A row of the district's data, as printed that year."""

    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="dati")
    chiave = models.CharField("chiave", max_length=20, choices=ChiaveDato.choices)
    etichetta = models.CharField("etichetta", max_length=200)
    valore = models.TextField("valore", blank=True)
    posizione = models.PositiveSmallIntegerField("posizione")

    class Meta:
        verbose_name = "dato del distretto"
        verbose_name_plural = "dati del distretto"
        ordering = ["posizione"]

    def __str__(self) -> str:
        return self.etichetta


class AttoreProgramma(models.Model):
    """A person or body in charge, as printed that year, linked to the register when known."""

    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="attori")
    ruolo = models.CharField("ruolo", max_length=30, choices=RuoloAttore.choices)
    etichetta = models.CharField("etichetta", max_length=200)
    nominativo = models.CharField("nominativo", max_length=250, blank=True)
    qualifica = models.TextField("carica o ufficio", blank=True)
    email = models.CharField("e-mail", max_length=250, blank=True)
    telefono = models.CharField("telefono", max_length=100, blank=True)
    organizzazione = models.ForeignKey(
        Organizzazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    posizione = models.PositiveSmallIntegerField("posizione")

    class Meta:
        verbose_name = "attore del distretto"
        verbose_name_plural = "attori del distretto"
        ordering = ["posizione"]

    def __str__(self) -> str:
        return f"{self.etichetta}: {self.nominativo}"


class CanaleProgramma(models.Model):
    """A channel as printed that year; "-" and "TBD" are printed but mean none."""

    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="canali")
    tipo = models.CharField("tipo", max_length=10, choices=TipoCanale.choices)
    etichetta = models.CharField("etichetta", max_length=200)
    testo = models.CharField("come stampato", max_length=500, blank=True)
    posizione = models.PositiveSmallIntegerField("posizione")

    class Meta:
        verbose_name = "canale"
        verbose_name_plural = "canali"
        ordering = ["posizione"]

    def __str__(self) -> str:
        return f"{self.etichetta}: {self.testo}"

    @property
    def valore(self) -> str | None:
        """The channel itself, or None when the document prints a placeholder."""
        testo = self.testo.strip()
        return None if testo.strip("-–—./ ").lower() in SEGNAPOSTI else testo


SEGNAPOSTI = frozenset(
    {"", "tbd", "nd", "n.d", "da definire", "nessuno", "nessuna", "non presente"}
)


class AderenteProgramma(models.Model):
    """A row of the member list annexed to the programme, as printed."""

    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="aderenti")
    posizione = models.PositiveSmallIntegerField("numero")
    denominazione = models.CharField("organizzazione", max_length=300)
    organizzazione = models.ForeignKey(
        Organizzazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dal = models.DateField("data di adesione", null=True, blank=True)
    al = models.DateField("data di uscita", null=True, blank=True)
    dal_testo = models.CharField("data come stampata", max_length=60, blank=True)
    proponente = models.BooleanField("proponente", null=True, blank=True)
    family_in_trentino = models.CharField("Family in Trentino", max_length=120, blank=True)
    family_audit = models.CharField("Family Audit", max_length=120, blank=True)

    class Meta:
        verbose_name = "aderente"
        verbose_name_plural = "aderenti"
        ordering = ["posizione"]
        constraints = [
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(dal__isnull=True) | Q(al__gte=F("dal")),
                name="aderente_fine_dopo_inizio",
                violation_error_message="L'uscita non può precedere l'adesione.",
            ),
            models.UniqueConstraint(
                fields=["programma", "posizione"],
                name="aderente_posizione_unica",
                violation_error_message="L'elenco ha già questo numero.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominazione
