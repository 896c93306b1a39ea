"""What waits for a dirigente: the programmes that officers have proposed."""

from collections.abc import Sequence
from dataclasses import dataclass

from distretti.models import Ente
from istruttoria.models import Passaggio
from programmi.enums import Stato
from programmi.models import Programma


@dataclass(frozen=True, slots=True)
class Proposto:
    """A proposed programme; ``impronta`` is the SHA-256 of text and act as they were proposed."""

    programma: Programma
    proposta: Passaggio
    impronta: str


def proposti(ente: Ente) -> Sequence[Proposto]:
    """The programmes of an Ente with a proposal, by district. Two queries, whatever their number.

    That nothing has changed since is for the approval to check: it recomposes text and act.
    """
    programmi = {
        programma.pk: programma
        for programma in Programma.objects.filter(
            distretto__ente=ente, stato=Stato.IN_ISTRUTTORIA, storico=False
        )
        .select_related("distretto__ente", "schema", "in_carico_a")
        .order_by("distretto__denominazione", "anno")
    }
    passaggi = (
        Passaggio.objects.filter(
            programma__in=programmi, transizione="propone", versione__isnull=False
        )
        .select_related("versione", "autore")
        .defer("versione__contenuto")
        .order_by("quando", "id")
    )
    ultime = {
        passaggio.programma_id: passaggio
        for passaggio in passaggi
        if passaggio.quando >= programmi[passaggio.programma_id].stato_dal
    }
    return [
        Proposto(programma, ultima, ultima.versione.sha256)
        for pk, programma in programmi.items()
        if (ultima := ultime.get(pk)) is not None and ultima.versione is not None
    ]
