"""The work programme of a district for a period."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from distretti.fields import AttoField
from distretti.models import Distretto, Utente
from programmi.enums import STATI_CHIUSI, STATI_CON_DETERMINAZIONE, STATI_RETTIFICABILI, Stato
from programmi.models.schema import Schema


class ProgrammaQuerySet(models.QuerySet["Programma"]):
    def visibili_a(self, utente: Any) -> "ProgrammaQuerySet":
        """Programmes of the districts that the user may see."""
        if utente.is_superuser:
            return self
        return self.filter(distretto__in=Distretto.objects.visibili_a(utente))

    def vivi(self) -> "ProgrammaQuerySet":
        """Programmes that occupy their district's year: not annulled, rejected or revoked."""
        return self.exclude(stato__in=STATI_CHIUSI)


class Programma(models.Model):
    """A district's plan for a period, written on a schema.

    ``stato`` is assigned by ``istruttoria.services`` only. Dates and numbers of the procedure are
    columns here so that the database itself can hold what must never be false of a state.
    """

    distretto = models.ForeignKey(
        Distretto, on_delete=models.PROTECT, related_name="programmi", verbose_name="distretto"
    )
    schema = models.ForeignKey(
        Schema, on_delete=models.PROTECT, related_name="programmi", verbose_name="schema"
    )
    anno = models.PositiveSmallIntegerField("anno", db_index=True)
    dal = models.DateField("inizio del periodo")
    al = models.DateField("fine del periodo")
    titolo = models.TextField("righe del frontespizio", blank=True)
    stato = models.CharField(
        "stato", max_length=20, choices=Stato.choices, default=Stato.BOZZA, editable=False
    )
    storico = models.BooleanField(
        "storico",
        default=False,
        help_text="Programma di un anno passato, entrato da un documento già approvato.",
    )
    richiede_contributo = models.BooleanField(
        "richiede il contributo",
        default=True,
        help_text="Le righe V.A.M.T. predefinite sono obbligatorie per chi lo richiede.",
    )
    gruppo_di_lavoro_il = models.DateField(
        "condiviso dal gruppo di lavoro il", null=True, blank=True
    )
    aderenti_al = models.DateField("elenco degli aderenti al", null=True, blank=True)
    in_carico_a = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programmi_in_carico",
        verbose_name="in carico a",
    )
    # The procedure: what each transition records.
    delibera_giunta = AttoField("delibera della giunta del capofila")
    trasmesso_il = models.DateField("trasmesso il", null=True, blank=True)
    protocollo_numero = models.CharField("protocollo n.", max_length=40, blank=True)
    protocollo_data = models.DateField("data di protocollo", null=True, blank=True)
    integrazioni_entro = models.DateField("giorno per rispondere", null=True, blank=True)
    determinazione_numero = models.CharField("determinazione n.", max_length=40, blank=True)
    determinazione_data = models.DateField("data della determinazione", null=True, blank=True)
    numero_dopo_firma = models.BooleanField(
        "numero da registrare dopo la firma",
        default=False,
        editable=False,
    )
    atto_di_chiusura = AttoField("atto di diniego o di revoca")
    serie_numero = models.CharField("numero della collana", max_length=20, blank=True)
    pubblicato_il = models.DateField("pubblicato il", null=True, blank=True)
    rettifica_dal = models.DateTimeField("in rettifica dal", null=True, blank=True, editable=False)
    creato_il = models.DateTimeField("creato il", auto_now_add=True)
    stato_dal = models.DateTimeField("in questo stato dal", auto_now_add=True)

    objects = ProgrammaQuerySet.as_manager()

    class Meta:
        verbose_name = "programma di lavoro"
        verbose_name_plural = "programmi di lavoro"
        ordering = ["-anno", "distretto__denominazione"]
        constraints = [
            models.UniqueConstraint(
                fields=["distretto", "anno"],
                condition=~Q(stato__in=[s.value for s in STATI_CHIUSI]),
                name="programma_uno_vivo_per_anno",
                violation_error_message="Il distretto ha già un programma per questo anno.",
            ),
            models.CheckConstraint(
                condition=Q(al__gte=F("dal")),
                name="programma_fine_dopo_inizio",
                violation_error_message="La fine del periodo non può precederne l'inizio.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=Stato.values),
                name="programma_stato_noto",
                violation_error_message="Stato sconosciuto.",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=[s.value for s in STATI_CON_DETERMINAZIONE])
                | (~Q(determinazione_numero="") & Q(determinazione_data__isnull=False))
                | Q(
                    stato__in=[Stato.APPROVATO, Stato.REVOCATO],
                    numero_dopo_firma=True,
                    determinazione_numero="",
                    determinazione_data__isnull=True,
                    pubblicato_il__isnull=True,
                ),
                name="programma_approvato_con_determinazione",
                violation_error_message=(
                    "Un programma approvato ha numero e data della determinazione; solo se è "
                    "firmato senza li riceve dopo, e prima di essere pubblicato."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=[Stato.IN_ISTRUTTORIA, Stato.DA_INTEGRARE])
                | (~Q(protocollo_numero="") & Q(protocollo_data__isnull=False)),
                name="programma_in_istruttoria_con_protocollo",
                violation_error_message=(
                    "Un programma in istruttoria ha numero e data di protocollo."
                ),
            ),
            models.CheckConstraint(
                condition=Q(stato=Stato.DA_INTEGRARE) | Q(integrazioni_entro__isnull=True),
                name="programma_giorno_per_rispondere",
                violation_error_message=(
                    "Il giorno per rispondere c'è solo mentre il distretto deve integrare."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(stato=Stato.PUBBLICATO) | Q(pubblicato_il__isnull=False),
                name="programma_pubblicato_con_data",
                violation_error_message="Un programma pubblicato ha la data di pubblicazione.",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=[Stato.RESPINTO, Stato.REVOCATO]) | ~Q(atto_di_chiusura=""),
                name="programma_chiuso_con_atto",
                violation_error_message="Diniego e revoca hanno il loro atto.",
            ),
            models.CheckConstraint(
                condition=Q(rettifica_dal__isnull=True)
                | Q(stato__in=[s.value for s in STATI_RETTIFICABILI]),
                name="programma_in_rettifica_se_approvato",
                violation_error_message="Si rettifica un programma approvato, e non revocato.",
            ),
        ]
        indexes = [models.Index(fields=["stato", "anno"], name="programma_stato_anno")]

    def __str__(self) -> str:
        return f"{self.distretto} {self.anno}"

    @property
    def senza_numero(self) -> bool:
        """Approved with an act issued without its number, which nobody has recorded yet."""
        return self.numero_dopo_firma and not self.determinazione_numero


class Modifica(models.Model):
    """One change of one field of a programme's content: what it was, what it became, by whom.

    Append-only: written in the same transaction as the change, never updated.
    """

    programma = models.ForeignKey(Programma, on_delete=models.PROTECT, related_name="modifiche")
    modello = models.CharField("che cosa", max_length=30)
    oggetto = models.PositiveBigIntegerField("identificativo")
    campo = models.CharField("campo", max_length=40)
    prima = models.TextField("prima", blank=True)
    dopo = models.TextField("dopo", blank=True)
    autore = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quando = models.DateTimeField("quando", auto_now_add=True)

    class Meta:
        verbose_name = "modifica"
        verbose_name_plural = "modifiche"
        ordering = ["-quando", "-id"]
        indexes = [
            models.Index(fields=["modello", "oggetto", "campo"], name="modifica_oggetto"),
            models.Index(fields=["quando"], name="modifica_quando"),
        ]

    def __str__(self) -> str:
        return f"{self.campo} ({self.modello} {self.oggetto})"
