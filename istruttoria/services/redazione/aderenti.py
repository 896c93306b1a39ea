"""The annexed list of members, taken from the register as it stands on a day."""

from datetime import date

from django.db import transaction

from distretti.models import Utente
from istruttoria import rules
from istruttoria.fatti import Fatti
from istruttoria.sblocchi import Luogo
from istruttoria.services.redazione.salvataggio import ScritturaVietata, prendi_per_scrivere
from istruttoria.workflow import Rifiuto
from programmi.enums import TipoVoce
from programmi.services import fissa_aderenti


@transaction.atomic
def prendi_aderenti(programma_id: int, *, al: date, attore: Utente) -> int:
    """Rewrite the list from the register; the number of organisations."""
    programma = prendi_per_scrivere(programma_id, attore)
    fatti = Fatti(programma)
    codice = fatti.voci.get(TipoVoce.ADERENTI)
    if codice is None:
        raise Rifiuto("Lo schema di questo programma non prevede l'elenco degli aderenti.")
    if motivo := rules.motivo_scrittura(fatti, Luogo(codice)):
        raise ScritturaVietata(motivo)
    return fissa_aderenti(programma, al=al, attore=attore)
