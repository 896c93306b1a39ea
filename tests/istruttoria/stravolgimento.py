"""Every row that may change, changed: each editable field of each model that is not guarded."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Concat, Substr

from distretti.fields import AttoField
from istruttoria.guardie import GUARDIE

STANZE = ("distretti", "programmi", "azioni", "istruttoria")
PASSATE = 4  # a field that a constraint ties to another one waits for it


def stravolgi() -> tuple[set[str], set[str]]:
    """Change everything; which fields were changed, which could not be in any row that exists."""
    da_cambiare = [(m, c) for m in _modelli() if m._base_manager.exists() for c in _campi(m)]
    cambiati: set[str] = set()
    for _ in range(PASSATE):
        for modello, campo in da_cambiare:
            nome = f"{modello._meta.label}.{campo.name}"
            if nome not in cambiati and _cambia(modello, campo):
                cambiati.add(nome)
    return cambiati, {f"{m._meta.label}.{c.name}" for m, c in da_cambiare} - cambiati


def _modelli() -> Iterator[type[models.Model]]:
    for stanza in STANZE:
        yield from apps.get_app_config(stanza).get_models()


def _campi(modello: type[models.Model]) -> list[models.Field]:
    """All but the key; of a guarded table, those that its guard leaves free."""
    liberi = {g.modello: g.modificabili for g in GUARDIE}.get(modello._meta.label)
    return [
        c
        for c in reversed(modello._meta.concrete_fields)  # before the state, what it allows
        if not c.primary_key and (liberi is None or c.name in liberi)
    ]


def _cambia(modello: type[models.Model], campo: models.Field) -> bool:
    """Change the field in all rows at once or, where a constraint minds, in those that can."""
    tutte = modello._base_manager.all()
    if any(_prova(tutte, campo, valore) for valore in _valori(campo)):
        return True
    singole = [modello._base_manager.filter(pk=pk) for pk in tutte.values_list("pk", flat=True)]
    cambiate = [any(_prova(una, campo, v) for v in _valori(campo)) for una in singole]
    return any(cambiate)


def _prova(righe: models.QuerySet, campo: models.Field, valore: Any) -> bool:
    prima = _colonna(righe, campo)
    try:
        with transaction.atomic():
            righe.update(**{campo.attname: valore})
    except DatabaseError:
        return False
    return _colonna(righe, campo) != prima


def _colonna(righe: models.QuerySet, campo: models.Field) -> list[Any]:
    return list(righe.order_by("pk").values_list(campo.attname, flat=True))


def _valori(campo: models.Field) -> list[Any]:
    """Values to try, the most different first; a constraint may refuse some."""
    if campo.is_relation:
        righe = campo.related_model._base_manager.order_by("-pk").values_list("pk", flat=True)
        return [*righe[:3], *righe.reverse()[:3], None]
    if isinstance(campo, AttoField):
        return ["determinazione del dirigente n. 9 del 1 gennaio 2031", ""]
    if campo.choices:
        return [valore for valore, _ in campo.flatchoices]
    if isinstance(campo, models.BooleanField):
        altro = Case(When(**{campo.name: True}, then=False), default=True)
        return [altro, True, False]
    if isinstance(campo, models.JSONField):
        return [{"cambiato": True}]
    if isinstance(campo, models.DateTimeField):
        return [datetime(2090, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC)]
    if isinstance(campo, models.DateField):
        return [date(2090, 1, 1), date(1990, 1, 1)]
    if isinstance(campo, models.IntegerField):
        return [F(campo.name) + 1000, 1, 2]
    if isinstance(campo, models.DecimalField):
        return [F(campo.name) + 1, 1, 2]
    if isinstance(campo, models.CharField | models.TextField | models.FileField):
        testo = Concat(Value("x"), F(campo.name), output_field=models.TextField())
        return [Substr(testo, 1, campo.max_length or 100_000)]
    raise AssertionError(f"di {campo} non si sa che cosa scrivere")
