"""The structure of a schema in use cannot change: the pages show it and let the rest be edited."""

from typing import Any

from django.http import HttpRequest

from distretti.admin.base import DelMioEnte, Pagina, Righe
from programmi.models import Ambito, Schema, Voce


def schema_di(obj: Any) -> Schema | None:
    """The schema that an object of the admin belongs to; None when it is not saved yet."""
    if isinstance(obj, Schema):
        return obj
    if isinstance(obj, Voce):
        return obj.schema
    return obj.voce.schema if isinstance(obj, Ambito) else None


class Congelabile(DelMioEnte):
    """Once a programme uses the schema, only the fields in ``sempre_modificabili`` change."""

    sempre_modificabili: tuple[str, ...] = ()

    def congelato(self, request: HttpRequest, obj: Any) -> bool:
        """Asked many times for one page: counted once for each schema."""
        schema = schema_di(obj)
        if schema is None or schema.pk is None:
            return False
        noti = request.__dict__.setdefault("_schemi_congelati", {})
        if schema.pk not in noti:
            noti[schema.pk] = schema.congelato
        return noti[schema.pk]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        campi = list(super().get_readonly_fields(request, obj))
        if not self.congelato(request, obj):
            return campi
        return campi + [c for c in self.struttura() if c not in self.sempre_modificabili]

    def struttura(self) -> list[str]:
        return list(self.fields or [])


class PaginaCongelabile(Congelabile, Pagina):
    pass


class RigheCongelabili(Congelabile, Righe):
    """Rows of the structure: neither added nor removed once the schema is in use."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not self.congelato(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self.congelato(request, obj)
