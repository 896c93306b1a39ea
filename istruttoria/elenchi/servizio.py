"""Applying a list: all of it or nothing, as changes of the office or as proposals to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction

from distretti.models import Distretto, Proposta, Utente
from distretti.rules import puo_decidere
from distretti.services import GiaProposta, RegistroRifiutato, proponi, registra
from distretti.services.applicazione import applica as scrivi_nel_registro
from istruttoria.elenchi.confronto import Confronto, Differenza

SALE = "istruttoria.elenchi"
VALE = 4 * 3600  # seconds in which a preview may be confirmed


def sigilla(righe: Sequence[Any], distretto: Distretto) -> str:
    """What was read, to travel with the preview and come back with the confirmation."""
    return signing.dumps([distretto.pk, list(righe)], salt=SALE, compress=True)


def apri(sigillo: str, distretto: Distretto) -> list[dict[str, Any]]:
    """The rows sealed for this district. Raises ``RegistroRifiutato``."""
    try:
        pk, righe = signing.loads(sigillo, salt=SALE, max_age=VALE)
    except signing.BadSignature as errore:
        raise RegistroRifiutato("L'anteprima è scaduta: caricare di nuovo il file.") from errore
    if pk != distretto.pk:
        raise RegistroRifiutato("L'anteprima è di un altro distretto: caricare di nuovo il file.")
    lette: list[dict[str, Any]] = righe
    return lette


@dataclass(frozen=True, slots=True)
class Esito:
    """How many changes were made or proposed, and how many were waiting already."""

    fatte: int
    subito: bool
    gia_proposte: int = 0


@transaction.atomic
def applica(confronto: Confronto, *, distretto: Distretto, attore: Utente) -> Esito:
    """Make the changes, or propose them when it is not the office that imports.

    Raises ``RegistroRifiutato`` naming the row, and then nothing is written.
    """
    if confronto.errori or confronto.da_scegliere:
        raise RegistroRifiutato("Prima si risolvono gli errori e i dubbi.")
    if puo_decidere(attore, distretto):
        for differenza in confronto.differenze:
            with _della_riga(differenza):
                registra(distretto=distretto, attore=attore, **_argomenti(differenza))
        return Esito(len(confronto.differenze), subito=True)
    proposte: list[tuple[Differenza, Proposta]] = []
    for differenza in confronto.differenze:
        with _della_riga(differenza):
            try:
                nuova = proponi(
                    distretto=distretto, autore=attore, prova=False, **_argomenti(differenza)
                )
            except GiaProposta:
                continue
            proposte.append((differenza, nuova))
    _prova_insieme(proposte)
    return Esito(len(proposte), False, len(confronto.differenze) - len(proposte))


def _argomenti(differenza: Differenza) -> dict[str, Any]:
    return {
        "tipo": differenza.tipo,
        "organizzazione": differenza.organizzazione,
        "contenuto": differenza.contenuto,
    }


def _prova_insieme(proposte: Sequence[tuple[Differenza, Proposta]]) -> None:
    """Make all the changes in their order and undo them: one may hold only after another."""
    with transaction.atomic():
        for differenza, proposta in proposte:
            with _della_riga(differenza):
                scrivi_nel_registro(proposta)
        transaction.set_rollback(True)


class _della_riga:
    """A refusal inside says of which row it speaks."""

    def __init__(self, differenza: Differenza) -> None:
        self.differenza = differenza

    def __enter__(self) -> None:
        return None

    def __exit__(self, tipo: Any, errore: BaseException | None, traccia: Any) -> None:
        if isinstance(errore, RegistroRifiutato):
            dove = f"Riga {self.differenza.riga}, «{self.differenza.nome}»"
            raise RegistroRifiutato(f"{dove}: {errore}") from errore
