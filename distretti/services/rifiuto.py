"""How a verb of the register says no."""

from django.core.exceptions import ValidationError
from django.db import models


class RegistroRifiutato(Exception):
    """The register stays as it is; the message is Italian, for the reader."""


class GiaProposta(RegistroRifiutato):
    """The same change already waits for the office."""


def salva_valida(riga: models.Model) -> None:
    """Save a row that passes its own validation, constraints included."""
    try:
        riga.full_clean()
    except ValidationError as errore:
        raise RegistroRifiutato(" ".join(errore.messages)) from errore
    riga.save()
