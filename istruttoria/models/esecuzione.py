"""When each command that must be run again and again was last run to its end."""

from django.db import models

from istruttoria.enums import ComandoProgrammato


class Esecuzione(models.Model):
    """The last run of one command; ``errore`` says what kept it from its work, "" when nothing."""

    comando = models.CharField(
        "comando", max_length=30, choices=ComandoProgrammato.choices, unique=True
    )
    finita_il = models.DateTimeField("finita il")
    errore = models.CharField("errore", max_length=300, blank=True)

    class Meta:
        verbose_name = "esecuzione di un comando"
        verbose_name_plural = "esecuzioni dei comandi"

    def __str__(self) -> str:
        return f"{self.comando}, {self.finita_il:%d/%m/%Y %H:%M}"
