"""The form of a year, defined by the Agency as data: no code changes from one year to the next."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from distretti.enums import RuoloIncarico, TipoDistretto
from distretti.models import Distretto, Ente, Utente
from distretti.models.distretto import CODICE
from programmi.enums import CodiceCampo, TipoAzione, TipoScadenza, TipoVoce


def tutti_i_tipi() -> list[str]:
    return [str(tipo) for tipo in TipoDistretto.values]


class SchemaQuerySet(models.QuerySet["Schema"]):
    def visibili_a(self, utente: Any) -> "SchemaQuerySet":
        if utente.is_superuser:
            return self
        if utente.ruolo:
            return self.filter(ente=utente.ente_id)
        return self.filter(ente__distretti__in=Distretto.objects.visibili_a(utente)).distinct()

    def in_uso(self) -> "SchemaQuerySet":
        """Schemas on which at least one programme is written: their structure is frozen."""
        return self.filter(programmi__isnull=False).distinct()


class Schema(models.Model):
    """The form that the programmes of a year follow.

    Its structure (parts, areas, fields, predefined actions) freezes when a programme uses it;
    help texts, deadlines and contribution parameters may still change.
    """

    ente = models.ForeignKey(
        Ente, on_delete=models.PROTECT, related_name="schemi", verbose_name="ente"
    )
    codice = models.CharField("codice", max_length=30, validators=[CODICE])
    titolo = models.CharField("titolo", max_length=200)
    anno = models.PositiveSmallIntegerField(
        "anno", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    durata = models.PositiveSmallIntegerField(
        "durata in anni", default=1, validators=[MinValueValidator(1), MaxValueValidator(2)]
    )
    tipi_distretto = models.JSONField("tipi di distretto serviti", default=tutti_i_tipi)
    caratteri_per_riga = models.PositiveSmallIntegerField(
        "caratteri in una riga",
        default=90,
        help_text="I limiti dei testi sono in righe: qui si dice quanti caratteri fanno una riga.",
    )
    attivo = models.BooleanField(
        "attivo", default=True, help_text="Solo su uno schema attivo si aprono nuovi programmi."
    )
    contributo_percentuale = models.DecimalField(
        "contributo massimo (% del costo)",
        max_digits=5,
        decimal_places=2,
        default=80,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    contributo_tetto = models.DecimalField(
        "tetto del contributo (€)",
        max_digits=10,
        decimal_places=2,
        default=10000,
        validators=[MinValueValidator(0)],
    )
    conta_progettualita = models.BooleanField(
        "le progettualità V.A.M.T. contano nel risultato",
        default=True,
        help_text="Da confermare: la regola non è pubblica.",
    )

    objects = SchemaQuerySet.as_manager()

    class Meta:
        verbose_name = "schema"
        verbose_name_plural = "schemi"
        ordering = ["-anno", "codice"]
        constraints = [
            models.UniqueConstraint(
                "ente",
                Lower("codice"),
                name="schema_codice_unico",
                violation_error_message="L'ente ha già uno schema con questo codice.",
            ),
            models.CheckConstraint(
                condition=Q(durata__gte=1, durata__lte=2),
                name="schema_durata",
                violation_error_message="Uno schema dura uno o due anni.",
            ),
            models.CheckConstraint(
                condition=Q(contributo_percentuale__gte=0, contributo_percentuale__lte=100),
                name="schema_contributo_percentuale",
                violation_error_message="La percentuale del contributo va da 0 a 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo

    @property
    def congelato(self) -> bool:
        """True once a programme uses this schema."""
        return self.pk is not None and self.programmi.exists()


class Voce(models.Model):
    """One part of the form, in the document's order."""

    schema = models.ForeignKey(Schema, on_delete=models.CASCADE, related_name="voci")
    codice = models.SlugField("codice", max_length=40)
    tipo = models.CharField("tipo", max_length=20, choices=TipoVoce.choices)
    titolo = models.CharField("titolo", max_length=200)
    posizione = models.PositiveSmallIntegerField("posizione")
    obbligatoria = models.BooleanField("obbligatoria", default=True)
    aiuto = models.TextField("aiuto alla compilazione", blank=True)
    introduzione = models.TextField(
        "testo introduttivo", blank=True, help_text="Stampato sotto il titolo della parte."
    )
    limite_righe = models.PositiveSmallIntegerField("limite in righe", null=True, blank=True)

    class Meta:
        verbose_name = "voce"
        verbose_name_plural = "voci"
        ordering = ["posizione"]
        constraints = [
            models.UniqueConstraint(
                fields=["schema", "codice"],
                name="voce_codice_unico",
                violation_error_message="Lo schema ha già una voce con questo codice.",
            )
        ]

    def __str__(self) -> str:
        return self.titolo


class RigaVoce(models.Model):
    """A labelled row of the parts that hold district data, actors and channels."""

    voce = models.ForeignKey(Voce, on_delete=models.CASCADE, related_name="righe")
    chiave = models.CharField(
        "chiave",
        max_length=30,
        help_text="Che cosa contiene la riga: nascita, delibera, accordo; capofila, coordinatore, "
        "manager, referente_amministrativo; mail, sito, facebook, altri.",
    )
    etichetta = models.CharField("etichetta stampata", max_length=200)
    posizione = models.PositiveSmallIntegerField("posizione")

    class Meta:
        verbose_name = "riga"
        verbose_name_plural = "righe"
        ordering = ["posizione"]
        constraints = [
            models.UniqueConstraint(
                fields=["voce", "chiave"],
                name="riga_chiave_unica",
                violation_error_message="La voce ha già una riga con questa chiave.",
            )
        ]

    def __str__(self) -> str:
        return self.etichetta


class Ambito(models.Model):
    """An area of actions, with its number as printed."""

    voce = models.ForeignKey(Voce, on_delete=models.CASCADE, related_name="ambiti")
    numero = models.PositiveSmallIntegerField("numero")
    titolo = models.CharField("titolo", max_length=200)

    class Meta:
        verbose_name = "ambito"
        verbose_name_plural = "ambiti"
        ordering = ["voce__posizione", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["voce", "numero"],
                name="ambito_numero_unico",
                violation_error_message="La voce ha già un ambito con questo numero.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.titolo}"


class TipologiaAzione(models.Model):
    """A typical action of an area: the catalogue that the form suggests."""

    ambito = models.ForeignKey(Ambito, on_delete=models.CASCADE, related_name="tipologie")
    gruppo = models.CharField("gruppo", max_length=200)
    testo = models.CharField("tipologia", max_length=250)
    posizione = models.PositiveSmallIntegerField("posizione")

    class Meta:
        verbose_name = "tipologia di azione"
        verbose_name_plural = "tipologie di azione"
        ordering = ["posizione"]

    def __str__(self) -> str:
        return self.testo


class CampoAzione(models.Model):
    """A field of the actions of one kind: label, order, obligation, help."""

    schema = models.ForeignKey(Schema, on_delete=models.CASCADE, related_name="campi")
    tipo_azione = models.CharField("tipo di azione", max_length=15, choices=TipoAzione.choices)
    codice = models.CharField("campo", max_length=25, choices=CodiceCampo.choices)
    etichetta = models.CharField("etichetta stampata", max_length=120)
    posizione = models.PositiveSmallIntegerField("posizione")
    obbligatorio = models.BooleanField("obbligatorio", default=True)
    aiuto = models.TextField("aiuto alla compilazione", blank=True)

    class Meta:
        verbose_name = "campo delle azioni"
        verbose_name_plural = "campi delle azioni"
        ordering = ["tipo_azione", "posizione"]
        constraints = [
            models.UniqueConstraint(
                fields=["schema", "tipo_azione", "codice"],
                name="campo_azione_unico",
                violation_error_message="Questo campo è già presente per questo tipo di azione.",
            )
        ]

    def __str__(self) -> str:
        return self.etichetta


class AzionePredefinita(models.Model):
    """An action that every programme on the schema starts with (the nine V.A.M.T. rows of 2026)."""

    ambito = models.ForeignKey(Ambito, on_delete=models.CASCADE, related_name="predefinite")
    tipo = models.CharField(
        "tipo", max_length=15, choices=TipoAzione.choices, default=TipoAzione.RIGA_VAMT
    )
    titolo = models.CharField("titolo", max_length=300)
    percentuale = models.TextField(
        "percentuale di realizzazione",
        blank=True,
        help_text="La frase come si stampa, con le evidenze richieste.",
    )
    vamt = models.BooleanField("V.A.M.T.", default=True)
    posizione = models.PositiveSmallIntegerField("posizione")

    class Meta:
        verbose_name = "azione predefinita"
        verbose_name_plural = "azioni predefinite"
        ordering = ["posizione"]

    def __str__(self) -> str:
        return self.titolo


class Scadenza(models.Model):
    """A deadline of the year. It may change; a later day is granted by a Proroga."""

    schema = models.ForeignKey(Schema, on_delete=models.CASCADE, related_name="scadenze")
    tipo = models.CharField("tipo", max_length=20, choices=TipoScadenza.choices)
    giorno = models.DateField("giorno")

    class Meta:
        verbose_name = "scadenza"
        verbose_name_plural = "scadenze"
        ordering = ["giorno"]
        constraints = [
            models.UniqueConstraint(
                fields=["schema", "tipo"],
                name="scadenza_unica",
                violation_error_message="Lo schema ha già questa scadenza.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.giorno:%d/%m/%Y}"


class Proroga(models.Model):
    """A deadline moved later for one district, or for all when the district is empty.

    The rows are the log of what was granted: a wrong day is corrected by granting again, never by
    rewriting. ``giorno_prima`` is the day that it moved, as it was in force then; rows older than
    that column do not have it.
    """

    scadenza = models.ForeignKey(Scadenza, on_delete=models.PROTECT, related_name="proroghe")
    distretto = models.ForeignKey(
        Distretto, on_delete=models.PROTECT, null=True, blank=True, related_name="proroghe"
    )
    giorno_prima = models.DateField("giorno di prima", null=True, editable=False)
    nuovo_giorno = models.DateField("nuovo giorno")
    motivo = models.CharField("motivo", max_length=300)
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    concessa_il = models.DateTimeField("concessa il", auto_now_add=True)

    class Meta:
        verbose_name = "proroga"
        verbose_name_plural = "proroghe"
        ordering = ["concessa_il"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(motivo=""),
                name="proroga_con_motivo",
                violation_error_message="Una proroga dice il suo motivo.",
            )
        ]

    def __str__(self) -> str:
        return f"al {self.nuovo_giorno:%d/%m/%Y}"

    def clean(self) -> None:
        """A proroga moves the schema's day later, for a district that the schema serves."""
        if self.scadenza_id is None:
            return
        giorno, schema = self.scadenza.giorno, self.scadenza.schema
        if self.nuovo_giorno and self.nuovo_giorno <= giorno:
            motivo = f"Una proroga sposta il termine in avanti: lo schema dà il {giorno:%d/%m/%Y}."
            raise ValidationError({"nuovo_giorno": motivo})
        if self.distretto is None:
            return
        if self.distretto.ente_id != schema.ente_id:
            raise ValidationError({"distretto": "Il distretto è di un altro ente."})
        if self.distretto.tipo not in schema.tipi_distretto:
            raise ValidationError({"distretto": "Lo schema non serve i distretti di questo tipo."})


RUOLO_DELL_ATTORE = {
    "coordinatore": RuoloIncarico.COORDINATORE,
    "manager": RuoloIncarico.MANAGER,
    "referente_amministrativo": RuoloIncarico.REFERENTE_AMMINISTRATIVO,
}
