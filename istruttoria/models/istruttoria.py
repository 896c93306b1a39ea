"""The log of transitions, the remarks of the officers, the checks they override."""

import hashlib
from typing import Any

from django.db import models
from django.db.models import Q

from distretti.enums import Persona
from distretti.models import Utente
from istruttoria.enums import GenereSeguito, StatoOsservazione, TipoOsservazione
from istruttoria.models.versione import Versione
from programmi.enums import Stato
from programmi.models import Programma


class Passaggio(models.Model):
    """One transition that happened: who, as which persona, from, to, why. Append-only."""

    programma = models.ForeignKey(Programma, on_delete=models.PROTECT, related_name="passaggi")
    transizione = models.CharField("transizione", max_length=40)
    da = models.CharField("da", max_length=20, choices=Stato.choices)
    a = models.CharField("a", max_length=20, choices=Stato.choices)
    autore = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    persona = models.CharField("in qualità di", max_length=30, choices=Persona.choices)
    nota = models.TextField("nota", blank=True)
    dati = models.JSONField("dati registrati", default=dict, blank=True)
    versione = models.ForeignKey(
        Versione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quando = models.DateTimeField("quando", auto_now_add=True)

    class Meta:
        verbose_name = "passaggio"
        verbose_name_plural = "passaggi"
        ordering = ["quando", "id"]

    def __str__(self) -> str:
        return f"{self.transizione}: {self.get_da_display()} → {self.get_a_display()}"


class OsservazioneQuerySet(models.QuerySet["Osservazione"]):
    def inviate(self) -> "OsservazioneQuerySet":
        """Those that the district has received: all that anybody outside the office may see."""
        return self.filter(inviata_il__isnull=False)

    def visibili_a(self, utente: Any) -> "OsservazioneQuerySet":
        """Those of the programmes that the user sees; not yet sent, for officers of its Ente."""
        visibili = self.filter(programma__in=Programma.objects.visibili_a(utente))
        inviate = Q(inviata_il__isnull=False)
        if ente := getattr(utente, "ente_id", None):
            return visibili.filter(inviate | Q(programma__distretto__ente=ente))
        return visibili.filter(inviate)


class Osservazione(models.Model):
    """A remark of an officer on a place of the programme, which the district sees and answers.

    The office collects its remarks and sends them together, when it asks for integrations: until
    then (``inviata_il`` is empty) a remark can be corrected or withdrawn, and only the office knows
    of it.

    The place is the programme (all empty), a section (``voce``), an action (``azione_tipo`` and
    ``azione_numero``) or one of its fields (``campo``).
    """

    programma = models.ForeignKey(Programma, on_delete=models.PROTECT, related_name="osservazioni")
    tipo = models.CharField(
        "tipo",
        max_length=15,
        choices=TipoOsservazione.choices,
        default=TipoOsservazione.CORREZIONE,
    )
    stato = models.CharField(
        "stato",
        max_length=10,
        choices=StatoOsservazione.choices,
        default=StatoOsservazione.APERTA,
    )
    voce = models.SlugField("parte", max_length=40, blank=True)
    azione_tipo = models.CharField("tipo di azione", max_length=15, blank=True)
    azione_numero = models.PositiveSmallIntegerField("numero dell'azione", null=True, blank=True)
    campo = models.CharField("campo", max_length=40, blank=True)
    testo = models.TextField("osservazione")
    risposta = models.TextField("risposta del distretto", blank=True)
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    creata_il = models.DateTimeField("creata il", auto_now_add=True)
    inviata_il = models.DateTimeField("inviata al distretto il", null=True, blank=True)
    risposta_il = models.DateTimeField("risposta il", null=True, blank=True)
    risposta_di = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="risposta di",
    )
    chiusa_il = models.DateTimeField("chiusa il", null=True, blank=True)

    objects = OsservazioneQuerySet.as_manager()

    class Meta:
        verbose_name = "osservazione"
        verbose_name_plural = "osservazioni"
        ordering = ["creata_il", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stato=StatoOsservazione.CHIUSA) | Q(chiusa_il__isnull=False),
                name="osservazione_chiusa_con_data",
                violation_error_message="Un'osservazione chiusa ha la data di chiusura.",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoOsservazione.APERTA) | Q(inviata_il__isnull=False),
                name="osservazione_risposta_dopo_l_invio",
                violation_error_message="Un'osservazione non ancora inviata non ha risposta, e non "
                "si chiude.",
            ),
        ]

    def __str__(self) -> str:
        return self.testo[:80]

    @property
    def inviata(self) -> bool:
        return self.inviata_il is not None

    @property
    def impronta(self) -> str:
        """What tells one wording of the remark from another."""
        return hashlib.sha256(f"{self.tipo}\n{self.testo}".encode()).hexdigest()


class SeguitoOsservazione(models.Model):
    """What followed a remark: an answer, a reopening with its reason, a closing. Append-only.

    ``fissato_il`` is empty for an answer that the district may still write again, until it is
    transmitted, and for a reopening that the district has not received yet.
    """

    osservazione = models.ForeignKey(Osservazione, on_delete=models.PROTECT, related_name="seguiti")
    genere = models.CharField("che cosa", max_length=15, choices=GenereSeguito.choices)
    testo = models.TextField("testo", blank=True)
    autore = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quando = models.DateTimeField("quando")
    fissato_il = models.DateTimeField("non cambia più dal", null=True, blank=True)

    class Meta:
        verbose_name = "seguito di un'osservazione"
        verbose_name_plural = "seguiti delle osservazioni"
        ordering = ["quando", "id"]

    def __str__(self) -> str:
        return f"{self.get_genere_display()}: {self.testo[:80]}" if self.testo else "Chiusa"

    @property
    def del_solo_ufficio(self) -> bool:
        """A reopening that goes to the district with the next request of integrations."""
        return self.genere == GenereSeguito.RIAPERTURA and self.fissato_il is None


class SuperamentoControllo(models.Model):
    """An officer's decision that a check's finding does not count here, with the reason."""

    programma = models.ForeignKey(Programma, on_delete=models.PROTECT, related_name="superamenti")
    codice = models.CharField("controllo", max_length=60)
    dove = models.CharField("dove", max_length=200, blank=True)
    motivo = models.TextField("motivo")
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    creato_il = models.DateTimeField("creato il", auto_now_add=True)

    class Meta:
        verbose_name = "controllo superato"
        verbose_name_plural = "controlli superati"
        ordering = ["creato_il"]
        constraints = [
            models.UniqueConstraint(
                fields=["programma", "codice", "dove"],
                name="superamento_unico",
                violation_error_message="Questo controllo è già stato superato.",
            ),
            models.CheckConstraint(
                condition=~Q(motivo=""),
                name="superamento_con_motivo",
                violation_error_message="Indicare il motivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codice} – {self.dove}"
