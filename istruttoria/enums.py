"""Closed lists of the procedure."""

from django.db import models


class TipoOsservazione(models.TextChoices):
    CORREZIONE = "correzione", "Correzione"
    CHIARIMENTO = "chiarimento", "Chiarimento"
    INTEGRAZIONE = "integrazione", "Integrazione"


class GenereSeguito(models.TextChoices):
    """What followed a remark."""

    RISPOSTA = "risposta", "Risposta del distretto"
    RIAPERTURA = "riapertura", "Riaperta"
    CHIUSURA = "chiusura", "Chiusa"


class StatoOsservazione(models.TextChoices):
    APERTA = "aperta", "Aperta"
    RISPOSTA = "risposta", "Con risposta"
    CHIUSA = "chiusa", "Chiusa"


class TipoDocumento(models.TextChoices):
    PROGRAMMA = "programma", "Programma di lavoro"
    ATTO = "atto", "Programma con determinazione"
    WORD = "word", "Programma di lavoro in Word"


class GenereModello(models.TextChoices):
    """Of which act a template is."""

    APPROVAZIONE = "approvazione", "Approvazione"
    RETTIFICA = "rettifica", "Rettifica"


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


class ModoAvvisi(models.TextChoices):
    """How a person wants the notices."""

    SUBITO = "subito", "Subito, un messaggio per ogni avviso"
    RIEPILOGO = "riepilogo", "Un riepilogo al giorno, la mattina"


class GenereAvviso(models.TextChoices):
    PASSAGGIO = "passaggio", "Passaggio"
    PROMEMORIA = "promemoria", "Promemoria di una scadenza"
    SCADUTI = "scaduti", "Elenco dei programmi in ritardo"


class StatoAvviso(models.TextChoices):
    DA_INVIARE = "da_inviare", "Da inviare"
    IN_INVIO = "in_invio", "In corso di invio"
    INVIATO = "inviato", "Inviato"
    RITIRATO = "ritirato", "Ritirato"
    NON_CONSEGNATO = "non_consegnato", "Non consegnato"


class ComandoProgrammato(models.TextChoices):
    """The commands that a timer runs and whose silence must be seen."""

    INVIA_AVVISI = "invia_avvisi", "Invio degli avvisi"
    CONTA_CONTROLLI = "conta_controlli", "Conteggio dei controlli"
