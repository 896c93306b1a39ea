"""What an act takes from elsewhere than its programme: the provincial count, its public address."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from istruttoria.models import QuadroProvinciale
from programmi.models import Programma

CAMPI_DELL_ATTO = (
    *("struttura", "organo", "formula_firma", "firmatario", "sostituto"),
    *("proposta_di", "validata_da"),
)
"""What an act's row says beside its texts and the act of delegation."""


def indirizzo_di_verifica(programma: Programma) -> str:
    """The public address that verifies a programme's act, "" when the site has no public one."""
    base = settings.INDIRIZZO_PUBBLICO.rstrip("/")
    return f"{base}{reverse('verifica_atto', args=[programma.pk])}" if base else ""


def quadro_in_vigore(ente_id: int, giorno: date) -> dict[str, Any] | None:
    """The latest provincial count not later than a day, as the act's template takes it."""
    quadro = QuadroProvinciale.objects.filter(ente=ente_id, al__lte=giorno).order_by("-al").first()
    if quadro is None:
        return None
    return {
        "al": quadro.al.isoformat(),
        "territoriali": quadro.territoriali,
        "tematici": quadro.tematici,
        "family_audit": quadro.family_audit,
        "organizzazioni": quadro.organizzazioni,
    }
