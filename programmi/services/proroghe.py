"""Deadlines moved later, one row for each time."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from distretti.models import Distretto, Utente
from distretti.tempo import spazi
from programmi.models import Proroga, Scadenza
from programmi.queries import giorno_in_vigore


class ProrogaRifiutata(Exception):
    """The deadline cannot be moved so; the reason is Italian, ``campo`` says what it is about."""

    def __init__(self, motivo: str, campo: str = "") -> None:
        super().__init__(motivo)
        self.motivo, self.campo = motivo, campo


@transaction.atomic
def concedi_proroga(
    scadenza: Scadenza,
    *,
    nuovo_giorno: date,
    motivo: str,
    distretto: Distretto | None = None,
    autore: Utente,
) -> Proroga:
    """Move a deadline later for one district, or for all. Raises ``ProrogaRifiutata``.

    The last one granted counts, so a wrong day is corrected by granting again. The row of the
    deadline is held, so that two at a time each tell the day that they move.
    """
    scadenza = Scadenza.objects.select_for_update().get(pk=scadenza.pk)
    proroga = Proroga(
        scadenza=scadenza,
        distretto=distretto,
        giorno_prima=giorno_in_vigore(scadenza, distretto),
        nuovo_giorno=nuovo_giorno,
        motivo=spazi(motivo),
        autore=autore,
    )
    try:
        proroga.full_clean()
    except ValidationError as errore:
        campo, motivi = next(iter(errore.message_dict.items()))
        raise ProrogaRifiutata(" ".join(motivi), campo) from errore
    proroga.save(force_insert=True)
    return proroga
