"""A person decides how a doubtful percentage is read."""

from typing import Any

from django.db import transaction

from azioni.models import Regola
from azioni.percentuali import RegolaLetta, descrivi
from azioni.services import costruisci_regole
from distretti.models import Utente
from istruttoria import rules
from istruttoria.fatti import Fatti
from istruttoria.services.redazione.celle import COLONNE_REGOLA
from istruttoria.services.redazione.salvataggio import ScritturaVietata, prendi_per_scrivere
from istruttoria.workflow import Rifiuto
from programmi.enums import CodiceCampo
from programmi.services import Punto, registra


@transaction.atomic
def conferma_lettura(
    programma_id: int, regola_id: int, *, scelta: int, testo: str, attore: Utente
) -> Regola:
    """Take the n-th of the readings that the phrase allows (from 0): it is doubtful no longer.

    ``testo`` is the phrase that the actor had before the eyes: another phrase is refused.
    """
    programma = prendi_per_scrivere(programma_id, attore)
    regola = (
        Regola.objects.filter(pk=regola_id, azione__programma=programma)
        .select_related("azione")
        .first()
    )
    if regola is None or regola.testo != testo:
        raise Rifiuto("Nel frattempo la frase è cambiata: rileggerla e scegliere di nuovo.")
    fatti = Fatti(programma)
    luogo = fatti.luogo_di(regola.azione, CodiceCampo.PERCENTUALI)
    if motivo := rules.motivo_scrittura(fatti, luogo):
        raise ScritturaVietata(motivo)
    prima = letta_di(regola)
    possibili = letture_possibili(prima)
    if not 0 <= scelta < len(possibili):
        raise Rifiuto("Scegliere una delle letture proposte.")
    dati: dict[str, Any] = {**prima.as_dict(), **possibili[scelta], "da_confermare": False}
    nuova = costruisci_regole(regola.azione, [dati])[0]
    valori = {colonna: getattr(nuova, colonna) for colonna in COLONNE_REGOLA}
    Regola.objects.filter(pk=regola.pk).update(**valori)
    registra(
        programma,
        Punto("regola", regola.pk, "lettura"),
        prima=descrivi(prima),
        dopo=descrivi(letta_di(nuova)),
        autore=attore,
    )
    regola.refresh_from_db()
    return regola


def letta_di(regola: Regola) -> RegolaLetta:
    """The reading that a stored rule holds."""
    colonne = {c: getattr(regola, c) for c in COLONNE_REGOLA if c != "lettura"}
    colonne |= {"unita": regola.unita or None, "base": regola.base or None}
    return RegolaLetta.da_dict({**regola.lettura, **colonne})


def letture_possibili(letta: RegolaLetta) -> list[dict[str, Any]]:
    """Every way to read a phrase, the present one among them."""
    return [dict(a) for a in letta.alternative] or [letta.lettura()]
