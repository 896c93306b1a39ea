"""The authority and the people who sign in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from distretti.enums import Numerazione, RuoloEnte


class Ente(models.Model):
    """The public authority that registers districts and approves their programmes.

    Officers belong to one Ente and see only its districts. Another region is another row.
    """

    codice = models.SlugField("codice", max_length=20)
    denominazione = models.CharField("denominazione", max_length=200)
    agenzia = models.CharField("agenzia o dipartimento", max_length=200, blank=True)
    struttura = models.CharField("struttura che adotta gli atti", max_length=250, blank=True)
    ufficio = models.CharField("ufficio", max_length=250, blank=True)
    indirizzo = models.CharField("indirizzo", max_length=250, blank=True)
    email = models.EmailField("e-mail", blank=True)
    sito = models.CharField("sito web", max_length=200, blank=True)
    organo = models.CharField(
        "organo che adotta",
        max_length=120,
        default="IL DIRIGENTE",
        help_text="Come stampato sopra i «visto», per esempio «IL DIRIGENTE GENERALE».",
    )
    formula_firma = models.CharField("formula di firma", max_length=120, default="IL DIRIGENTE")
    serie = models.CharField(
        "collana", max_length=120, blank=True, help_text="Per esempio «TRENTINO FAMIGLIA»."
    )
    numerazione = models.CharField(
        "numero della determinazione",
        max_length=12,
        choices=Numerazione.choices,
        default=Numerazione.STAMPATA,
        help_text="Numero e data si stampano, se si conoscono già, o si registrano quando l’atto "
        "firmato li ha presi. Vale per gli atti ancora da approvare: quelli già proposti si "
        "propongono di nuovo, quelli emessi restano come sono.",
    )
    stessa_persona = models.BooleanField(
        "la stessa persona può proporre e approvare",
        default=False,
        help_text="Se no, un dirigente approva solo ciò che un’altra persona ha proposto.",
    )
    responsabile_dati = models.CharField(
        "responsabile della protezione dei dati",
        max_length=250,
        blank=True,
        help_text="Nome o ufficio con il recapito, come si leggerà nell'informativa.",
    )
    contatto_accessibilita = models.EmailField(
        "e-mail per l'accessibilità",
        blank=True,
        help_text="Dove si segnala ciò che non è accessibile; se manca vale l'e-mail dell'ente.",
    )
    dichiarazione_accessibilita = models.CharField(
        "dichiarazione di accessibilità",
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text="L'indirizzo della dichiarazione resa ad AgID.",
    )

    class Meta:
        verbose_name = "ente"
        verbose_name_plural = "enti"
        ordering = ["denominazione"]
        constraints = [
            models.UniqueConstraint(
                Lower("codice"),
                name="ente_codice_unico",
                violation_error_message="Esiste già un ente con questo codice.",
            )
        ]

    def __str__(self) -> str:
        return self.agenzia or self.denominazione


class UtenteQuerySet(models.QuerySet["Utente"]):
    def visibili_a(self, utente: Any) -> "UtenteQuerySet":
        """Users that an officer may see: those of the same Ente and those of its districts."""
        if utente.is_superuser:
            return self
        if not utente.ruolo:
            return self.filter(pk=utente.pk)
        return self.filter(
            Q(ente=utente.ente_id) | Q(incarichi__distretto__ente=utente.ente_id)
        ).distinct()


class UtenteManager(BaseUserManager.from_queryset(UtenteQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Utente":
        utente: Utente = self.model(email=self.normalizza(email), **fields)
        utente.set_password(password)
        utente.save(using=self._db)
        return utente

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Utente":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "Utente":
        utente: Utente = self.get(email__iexact=email)
        return utente

    @staticmethod
    def normalizza(email: str) -> str:
        return email.strip().lower()


class Utente(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address."""

    email = models.EmailField("e-mail", unique=True)
    nome = models.CharField("nome", max_length=100)
    cognome = models.CharField("cognome", max_length=100)
    ente = models.ForeignKey(
        Ente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="utenti",
        verbose_name="ente",
    )
    ruolo = models.CharField(
        "ruolo nell'ente", max_length=20, choices=RuoloEnte.choices, blank=True
    )
    is_active = models.BooleanField("attivo", default=True)
    iscritto_il = models.DateTimeField("iscritto il", auto_now_add=True)

    objects = UtenteManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nome", "cognome"]

    class Meta:
        verbose_name = "utente"
        verbose_name_plural = "utenti"
        ordering = ["cognome", "nome"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="utente_email_unica",
                violation_error_message="Esiste già un utente con questa e-mail.",
            ),
            models.CheckConstraint(
                condition=Q(ruolo="") | Q(ente__isnull=False),
                name="utente_ruolo_con_ente",
                violation_error_message="Chi ha un ruolo nell'ente deve appartenere a un ente.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def is_staff(self) -> bool:
        """Officers of an Ente and system administrators enter the admin site."""
        return self.is_superuser or bool(self.ruolo)

    def get_full_name(self) -> str:
        return f"{self.nome} {self.cognome}".strip()

    def get_short_name(self) -> str:
        return self.nome
