"""Closed lists of the procedure."""

from django.db import models


class TipoOsservazione(models.TextChoices):
    CORREZIONE = "correzione", "Correzione"
    CHIARIMENTO = "chiarimento", "Chiarimento"
    INTEGRAZIONE = "integrazione", "Integrazione"


class StatoOsservazione(models.TextChoices):
    APERTA = "aperta", "Aperta"
    RISPOSTA = "risposta", "Con risposta"
    CHIUSA = "chiusa", "Chiusa"


class TipoDocumento(models.TextChoices):
    PROGRAMMA = "programma", "Programma di lavoro"
    ATTO = "atto", "Programma con determinazione"
    WORD = "word", "Programma di lavoro in Word"


class StatoImportazione(models.TextChoices):
    LETTA = "letta", "In attesa di conferma"
    CONFERMATA = "confermata", "Confermata"
    SCARTATA = "scartata", "Scartata"


class FormatoFirma(models.TextChoices):
    PADES = "pades", "PDF firmato (PAdES)"
    P7M = "p7m", "Busta firmata (.p7m)"


class StatoCopia(models.TextChoices):
    ACCETTATA = "accettata", "Accettata"
    DA_CONFERMARE = "da_confermare", "Da confermare"
    RESPINTA = "respinta", "Respinta"
