"""Which of the commands to be scheduled have not been run for a day, and what that means."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from istruttoria.enums import ComandoProgrammato, StatoAvviso
from istruttoria.models import Avviso, Esecuzione

TROPPO = timedelta(days=1)
"""Since the last run: what should have happened meanwhile has not."""
CHE_COSA = {
    ComandoProgrammato.INVIA_AVVISI: "Promemoria, riepiloghi ed elenchi dei ritardi non partono",
    ComandoProgrammato.CONTA_CONTROLLI: "I controlli dei programmi non si contano da soli",
}


@dataclass(frozen=True, slots=True)
class ComandoFermo:
    """A command that is not doing its work: since when (None: never), and why if it is known."""

    comando: ComandoProgrammato
    dal: datetime | None
    errore: str = ""

    @property
    def conseguenza(self) -> str:
        """«Promemoria, riepiloghi ed elenchi dei ritardi non partono dal 3/12/2026, ore 8.10.»"""
        detto = CHE_COSA[self.comando]
        if self.errore:
            return f"{detto}: {self.errore}."
        quando = f" dal {timezone.localtime(self.dal):%d/%m/%Y, ore %H.%M}" if self.dal else ""
        return f"{detto}{quando}."

    @property
    def per_chi_installa(self) -> str:
        """Of the command by its name."""
        if self.dal is None:
            return f"«manage.py {self.comando}» non è mai stato eseguito."
        quando = f"{timezone.localtime(self.dal):%d/%m/%Y alle %H:%M}"
        esito = f", e non è riuscito: {self.errore}" if self.errore else ""
        return f"«manage.py {self.comando}» è stato eseguito l'ultima volta il {quando}{esito}."


def comandi_fermi(adesso: datetime) -> list[ComandoFermo]:
    """Every command that has not been run for a day, or that could not do its work; one query."""
    return list(_fermi({e.comando: e for e in Esecuzione.objects.all()}, adesso))


def _fermi(eseguiti: dict[str, Esecuzione], adesso: datetime) -> Iterator[ComandoFermo]:
    for comando in ComandoProgrammato:
        ultima = eseguiti.get(comando)
        if ultima is None:
            yield ComandoFermo(comando, None)
        elif ultima.errore or ultima.finita_il < adesso - TROPPO:
            vecchia = ultima.finita_il < adesso - TROPPO
            yield ComandoFermo(comando, ultima.finita_il, "" if vecchia else ultima.errore)


def fermi_da_dire(adesso: datetime) -> list[ComandoFermo]:
    """What the desk of the office says: of a command never run, only when something waits for it.

    An installation for trial runs none, and has nothing that waits.
    """
    fermi = comandi_fermi(adesso)
    return [f for f in fermi if f.dal is not None or _aspettano(f.comando, adesso)]


def _aspettano(comando: ComandoProgrammato, adesso: datetime) -> bool:
    if comando != ComandoProgrammato.INVIA_AVVISI:
        return False
    vecchi = Avviso.objects.filter(stato=StatoAvviso.DA_INVIARE, creato_il__lt=adesso - TROPPO)
    return vecchi.exists()
