"""The notices by mail: one row for each person and thing told, and how each person wants them."""

from django.db import models
from django.db.models import Q

from distretti.models import Utente
from istruttoria.enums import GenereAvviso, ModoAvvisi, StatoAvviso
from istruttoria.models.istruttoria import Passaggio
from programmi.models import Programma


class Avviso(models.Model):
    """A notice for one person, written in the transaction of what it tells and sent afterwards.

    Its text is made when it is sent, of what the reader may see then: ``oggetto`` and
    ``inviato_il`` are what was sent. ``chiave`` names what is told and to whom, so that nothing is
    told twice. ``presa`` and ``presa_il`` say which process is sending it, since when. A list of
    late programmes has no ``programma`` and keeps the fingerprint (``impronta``) of what was sent;
    a person who does not sign in has an ``indirizzo`` only. ``tentativi`` counts the refusals,
    which began at ``rifiutato_dal``; nothing is tried again before ``prossimo_il``.
    """

    programma = models.ForeignKey(
        Programma, on_delete=models.PROTECT, null=True, blank=True, related_name="avvisi"
    )
    passaggio = models.ForeignKey(
        Passaggio, on_delete=models.PROTECT, null=True, blank=True, related_name="avvisi"
    )
    genere = models.CharField("genere", max_length=15, choices=GenereAvviso.choices)
    giorno = models.DateField("termine, o giorno dell'elenco", null=True, blank=True)
    chiave = models.CharField("chiave", max_length=200, unique=True)
    utente = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="avvisi"
    )
    destinatario = models.CharField("destinatario", max_length=250)
    indirizzo = models.EmailField("indirizzo", max_length=254)
    modo = models.CharField(
        "come", max_length=10, choices=ModoAvvisi.choices, default=ModoAvvisi.SUBITO
    )
    stato = models.CharField(
        "stato", max_length=15, choices=StatoAvviso.choices, default=StatoAvviso.DA_INVIARE
    )
    creato_il = models.DateTimeField("creato il", auto_now_add=True)
    presa = models.UUIDField("presa", null=True, blank=True)
    presa_il = models.DateTimeField("presa il", null=True, blank=True)
    inviato_il = models.DateTimeField("inviato il", null=True, blank=True)
    oggetto = models.CharField("oggetto", max_length=300, blank=True)
    impronta = models.CharField("impronta dell'elenco", max_length=64, blank=True)
    tentativi = models.PositiveIntegerField("tentativi rifiutati", default=0)
    rifiutato_dal = models.DateTimeField("rifiutato dal", null=True, blank=True)
    prossimo_il = models.DateTimeField("da ritentare dal", null=True, blank=True)
    errore = models.CharField("ultimo errore", max_length=300, blank=True)

    class Meta:
        verbose_name = "avviso"
        verbose_name_plural = "avvisi"
        ordering = ["creato_il", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stato=StatoAvviso.INVIATO, inviato_il__isnull=False)
                | (~Q(stato=StatoAvviso.INVIATO) & Q(inviato_il__isnull=True)),
                name="avviso_inviato_con_data",
                violation_error_message="Un avviso inviato, e solo quello, ha la data di invio.",
            ),
            models.CheckConstraint(
                condition=Q(genere=GenereAvviso.SCADUTI, programma__isnull=True)
                | (~Q(genere=GenereAvviso.SCADUTI) & Q(programma__isnull=False)),
                name="avviso_di_un_programma",
                violation_error_message=(
                    "Un avviso parla di un programma; solo l'elenco dei ritardi parla di molti."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["modo", "id"],
                name="avviso_da_inviare",
                condition=Q(stato__in=[StatoAvviso.DA_INVIARE, StatoAvviso.IN_INVIO]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_genere_display()} a {self.destinatario}"


class SceltaAvvisi(models.Model):
    """How a person wants the notices; who has no row has them at once.

    ``riepilogo_del`` is the last day whose digest left, or is leaving.
    """

    utente = models.OneToOneField(Utente, on_delete=models.CASCADE, related_name="scelta_avvisi")
    modo = models.CharField("come", max_length=10, choices=ModoAvvisi.choices)
    riepilogo_del = models.DateField("ultimo riepilogo", null=True, blank=True)

    class Meta:
        verbose_name = "scelta sugli avvisi"
        verbose_name_plural = "scelte sugli avvisi"
        constraints = [
            models.CheckConstraint(
                condition=Q(modo__in=ModoAvvisi.values),
                name="scelta_avvisi_nota",
                violation_error_message="Gli avvisi arrivano subito o in un riepilogo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.utente}: {self.get_modo_display()}"
