"""Model fields of the domain."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from distretti.atti import Atto, leggi_atto


class AttoField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs only
    """An act (tipo, organo, numero, data) kept in its one printed form.

    Python value: ``Atto`` or None. Stored: the printed text, "" for none, so that a row can be
    read without the application. Reading back is exact because parsing the printed form gives the
    same act (tested). Text that is no act is refused with an Italian message.
    """

    description = "Atto amministrativo"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 300)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Atto | None:
        return leggi_atto(value) if value else None

    def to_python(self, value: Any) -> Atto | None:
        if value is None or value == "" or isinstance(value, Atto):
            return value or None
        atto = leggi_atto(str(value))
        if atto is None:
            raise ValidationError(
                "«%(value)s» non si legge come un atto: indicare numero e data, per esempio "
                "«deliberazione della Giunta comunale n. 70 del 24 maggio 2022».",
                params={"value": value},
                code="atto",
            )
        return atto

    def get_prep_value(self, value: Any) -> str:
        atto = self.to_python(value)
        return str(atto) if atto else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value) if value else "")

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"empty_value": "", **kwargs})
