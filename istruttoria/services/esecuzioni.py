"""The commands say when they have done their work, so that who relies on them can know."""

from datetime import datetime

from django.utils import timezone

from istruttoria.enums import ComandoProgrammato
from istruttoria.models import Esecuzione


def registra_esecuzione(
    comando: ComandoProgrammato, *, errore: str = "", adesso: datetime | None = None
) -> None:
    """To be called at the end of the command, not at its beginning."""
    valori = {"finita_il": adesso or timezone.now(), "errore": errore[:300]}
    Esecuzione.objects.update_or_create(comando=comando, defaults=valori)
