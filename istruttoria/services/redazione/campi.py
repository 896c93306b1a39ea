"""The fields that a district writes: what each holds, how what was typed becomes its value."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from azioni.models import Azione
from distretti.tempo import leggi_data
from programmi.enums import CodiceCampo
from programmi.incollato import dal_modulo
from programmi.models import (
    AmbitoProgramma,
    AttoreProgramma,
    CanaleProgramma,
    DatoProgramma,
    Programma,
    Sezione,
)
from programmi.testo_ricco import TestoNonAmmesso

TESTO_MASSIMO = 30_000
"""Characters of a plain text: what the longest action of a programme may hold."""

_COMANDI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


class CampoRifiutato(ValueError):
    """What was typed cannot be that field's value; the message is Italian."""


@dataclass(frozen=True, slots=True)
class Campo:
    """``modello`` and ``nome`` as pages name it (``azione-12-tempi``); ``colonna`` holds it.

    ``codice`` is the field as a remark names it, for actions.
    """

    modello: str
    nome: str
    pulisci: Callable[[str, "Campo"], Any]
    colonna: str = ""
    codice: str = ""

    @property
    def dove(self) -> str:
        return self.colonna or self.nome

    @property
    def massimo(self) -> int:
        """The most characters that the field holds."""
        field: Any = MODELLI[self.modello]._meta.get_field(self.dove)
        return field.max_length or TESTO_MASSIMO


def _testo(scritto: str, campo: Campo) -> str:
    pulito = _COMANDI.sub("", scritto.replace("\r\n", "\n").replace("\r", "\n"))
    pulito = unicodedata.normalize("NFC", pulito)
    pulito = "\n".join(riga.rstrip() for riga in pulito.split("\n")).strip("\n")
    if len(pulito) > campo.massimo:
        raise CampoRifiutato(
            f"Il testo ha {len(pulito)} caratteri e qui ce ne stanno {campo.massimo}: "
            f"accorciarlo di almeno {len(pulito) - campo.massimo}."
        )
    return pulito


def _riga(scritto: str, campo: Campo) -> str:
    return _testo(" ".join(scritto.split()), campo)


def _ricco(scritto: str, campo: Campo) -> str:
    try:
        return dal_modulo(scritto)
    except TestoNonAmmesso as errore:
        raise CampoRifiutato(str(errore)) from errore


def _giorno(scritto: str, campo: Campo) -> date | None:
    if not scritto.strip():
        return None
    giorno = leggi_data(scritto.strip())
    if giorno is None:
        raise CampoRifiutato("La data non si capisce: scriverla come 30/11/2026.")
    return giorno


def _si_no(scritto: str, campo: Campo) -> bool:
    return scritto.strip().lower() in ("1", "on", "true", "sì", "si")


def _chiave(scritto: str, campo: Campo) -> int | None:
    if not scritto.strip():
        return None
    if not scritto.strip().isascii() or not scritto.strip().isdigit():
        raise CampoRifiutato("Scegliere un valore dell'elenco.")
    return int(scritto)


MODELLI: dict[str, type[models.Model]] = {
    "programma": Programma,
    "sezione": Sezione,
    "ambito": AmbitoProgramma,
    "dato": DatoProgramma,
    "attore": AttoreProgramma,
    "canale": CanaleProgramma,
    "azione": Azione,
}

_ELENCO = (
    Campo("programma", "titolo", _testo),
    Campo("programma", "gruppo_di_lavoro_il", _giorno),
    Campo("programma", "aderenti_al", _giorno),
    Campo("programma", "richiede_contributo", _si_no),
    Campo("sezione", "titolo", _riga),
    Campo("sezione", "html", _ricco),
    Campo("ambito", "titolo", _riga),
    Campo("ambito", "introduzione", _ricco),
    Campo("dato", "valore", _testo),
    Campo("attore", "nominativo", _riga),
    Campo("attore", "qualifica", _testo),
    Campo("attore", "email", _riga),
    Campo("attore", "telefono", _riga),
    Campo("canale", "testo", _riga),
    Campo("azione", "titolo", _riga, codice=CodiceCampo.TITOLO),
    Campo("azione", "tema", _riga),
    Campo("azione", "macro_ambito", _riga),
    Campo("azione", "ambito", _chiave, colonna="ambito_id"),
    Campo("azione", "vamt", _si_no),
    Campo("azione", "strategico", _si_no),
    Campo("azione", "obiettivo", _testo, codice=CodiceCampo.OBIETTIVO),
    Campo("azione", "obiettivo_generale", _testo, codice=CodiceCampo.OBIETTIVO_GENERALE),
    Campo("azione", "obiettivo_specifico", _testo, codice=CodiceCampo.OBIETTIVO_SPECIFICO),
    Campo("azione", "descrizione", _testo, codice=CodiceCampo.DESCRIZIONE),
    Campo("azione", "referenti_testo", _testo, codice=CodiceCampo.REFERENTI),
    Campo("azione", "altre_testo", _testo, codice=CodiceCampo.ALTRE_ORGANIZZAZIONI),
    Campo("azione", "tempi", _testo, codice=CodiceCampo.TEMPI),
    Campo("azione", "scadenza", _giorno, codice=CodiceCampo.TEMPI),
)
CAMPI: dict[tuple[str, str], Campo] = {(c.modello, c.nome): c for c in _ELENCO}
"""Fields that are one column."""

CELLE: dict[str, str] = {
    "indicatori": CodiceCampo.INDICATORI,
    "percentuali": CodiceCampo.PERCENTUALI,
}
"""Fields of an action that are a cell of several rows, with the name that remarks give them."""


def pulisci_cella(scritto: str) -> str:
    """The text of a cell as typed, empty lines out."""
    campo = Campo("azione", "descrizione", _testo)
    testo = _testo(scritto, campo)
    return "\n".join(riga.strip() for riga in testo.split("\n") if riga.strip())
