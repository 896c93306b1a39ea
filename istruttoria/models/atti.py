"""The Agency's template of the determinazione, the act of a programme, the provincial count."""

from django.db import models
from django.db.models import Q

from distretti.fields import AttoField
from distretti.models import Ente, Utente
from istruttoria.enums import GenereModello
from programmi.models import Programma


class ModelloDeterminazione(models.Model):
    """Text of the determinazione, with placeholders (``istruttoria.determinazione``).

    Paragraphs are separated by a blank line. Versioned: the last version is the one in use, an
    earlier one is taken up again as a new version. An issued act keeps the number of the version
    it was made with, and its text lives in the frozen snapshot. There is one for each kind of act
    (``genere``), with versions of its own.
    """

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="modelli_determinazione")
    genere = models.CharField(
        "atto",
        max_length=15,
        choices=GenereModello.choices,
        default=GenereModello.APPROVAZIONE,
    )
    versione = models.PositiveSmallIntegerField("versione")
    in_uso = models.BooleanField("in uso", default=True)
    oggetto = models.TextField("oggetto")
    premesse = models.TextField("premesse")
    visti = models.TextField("visti")
    dispositivo = models.TextField("dispositivo")
    allegati = models.TextField("allegati", blank=True)
    nota_firma = models.TextField("nota sotto la firma", blank=True)
    nota = models.CharField(
        "che cosa cambia",
        max_length=200,
        blank=True,
        help_text="Per chi leggerà l’elenco delle versioni. Si può lasciare vuoto.",
    )
    autore = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    creato_il = models.DateTimeField("registrato il", auto_now_add=True)

    class Meta:
        verbose_name = "modello di determinazione"
        verbose_name_plural = "modelli di determinazione"
        ordering = ["ente", "-versione"]
        constraints = [
            models.UniqueConstraint(
                fields=["ente", "genere", "versione"], name="modello_versione_unica"
            ),
            models.UniqueConstraint(
                fields=["ente", "genere"],
                condition=Q(in_uso=True),
                name="modello_in_uso_unico",
                violation_error_message="L'ente ha già un modello in uso per questo atto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ente}, {self.get_genere_display().lower()}, versione {self.versione}"


class Determinazione(models.Model):
    """The act of one programme while it is written; what is issued lives in the frozen snapshot.

    It starts from the template in use; a rettifica writes another one (``progressivo`` 2, 3 …).
    ``revisione`` grows with each save, so that nobody writes over a text never seen.
    """

    programma = models.ForeignKey(
        Programma, on_delete=models.PROTECT, related_name="determinazioni"
    )
    progressivo = models.PositiveSmallIntegerField("progressivo", default=1)
    modello = models.PositiveSmallIntegerField("versione del modello", null=True, blank=True)
    oggetto = models.TextField("oggetto")
    premesse = models.TextField("premesse", blank=True)
    visti = models.TextField("visti", blank=True)
    dispositivo = models.TextField("dispositivo")
    allegati = models.TextField("allegati", blank=True)
    nota_firma = models.TextField("nota sotto la firma", blank=True)
    struttura = models.CharField("struttura che adotta l’atto", max_length=250, blank=True)
    organo = models.CharField("organo, sopra i visti", max_length=120, blank=True)
    formula_firma = models.CharField("formula di firma", max_length=120, blank=True)
    firmatario = models.CharField("chi firma", max_length=200, blank=True)
    sostituto = models.BooleanField("chi firma sostituisce il dirigente", default=False)
    delega = AttoField("atto di delega")
    proposta_di = models.CharField("chi propone", max_length=250, blank=True)
    validata_da = models.CharField("chi valida", max_length=250, blank=True)
    revisione = models.PositiveIntegerField("revisione", default=0)
    modificata_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    modificata_il = models.DateTimeField("modificata il", auto_now=True)

    class Meta:
        verbose_name = "determinazione"
        verbose_name_plural = "determinazioni"
        ordering = ["programma", "-progressivo"]
        constraints = [
            models.UniqueConstraint(
                fields=["programma", "progressivo"],
                name="determinazione_progressivo_unico",
                violation_error_message="Il programma ha già questo atto.",
            ),
            models.CheckConstraint(
                condition=~Q(oggetto="") & ~Q(dispositivo=""),
                name="determinazione_con_testo",
                violation_error_message="Un atto ha un oggetto e un dispositivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"atto {self.progressivo} di {self.programma}"


class QuadroProvinciale(models.Model):
    """The districts of the Ente's territory on a day, as the premises of an act state them."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="quadri")
    al = models.DateField("alla data del")
    territoriali = models.PositiveSmallIntegerField("distretti territoriali")
    tematici = models.PositiveSmallIntegerField("distretti tematici")
    family_audit = models.PositiveSmallIntegerField("distretti Family Audit")
    organizzazioni = models.PositiveIntegerField("organizzazioni coinvolte")

    class Meta:
        verbose_name = "quadro provinciale"
        verbose_name_plural = "quadri provinciali"
        ordering = ["ente", "-al"]
        constraints = [
            models.UniqueConstraint(
                fields=["ente", "al"],
                name="quadro_data_unica",
                violation_error_message="L'ente ha già un quadro con questa data.",
            )
        ]

    def __str__(self) -> str:
        return f"quadro al {self.al:%d/%m/%Y}"
