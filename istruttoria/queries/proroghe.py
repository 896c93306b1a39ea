"""The prorogas granted, as the story of a programme and the page of a district tell them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from distretti.models import Distretto
from distretti.tempo import al_giorno, con_articolo, dal_giorno
from programmi.enums import STATI_CHIUSI
from programmi.models import Programma, Proroga


@dataclass(frozen=True, slots=True)
class ProrogaDetta:
    """A proroga as one district reads it; ``vale_ancora`` is a later day that it had already."""

    proroga: Proroga
    vale_ancora: date | None = None

    @property
    def titolo(self) -> str:
        return f"Proroga: {self.proroga.scadenza.get_tipo_display().lower()}"

    @property
    def giorni(self) -> str:
        """«Dal 31 marzo 2026 al 30 aprile 2026, per tutti i distretti»."""
        p = self.proroga
        da = f"{dal_giorno(p.giorno_prima)} " if p.giorno_prima else ""
        chi = "per il distretto" if p.distretto_id else "per tutti i distretti"
        detto = f"{da}{al_giorno(p.nuovo_giorno)}, {chi}"
        if self.vale_ancora:
            detto += f"; qui vale ancora {con_articolo(self.vale_ancora)}, concesso prima"
        return detto[:1].upper() + detto[1:]


def proroghe_del_programma(programma: Programma) -> list[ProrogaDetta]:
    """Those that concern a programme, the first one first; one query.

    A programme of a past year was never asked for; what is granted to all after a programme was
    closed does not concern it.
    """
    if programma.storico:
        return []
    righe = Proroga.objects.filter(scadenza__schema=programma.schema_id)
    if programma.stato in STATI_CHIUSI:
        righe = righe.filter(concessa_il__lte=programma.stato_dal)
    return list(_dette(righe, programma.distretto))


def proroghe_del_distretto(distretto: Distretto) -> list[ProrogaDetta]:
    """Those granted to a district or, in a form that serves it, to all; the latest first."""
    righe = Proroga.objects.filter(scadenza__schema__ente=distretto.ente_id)
    dette = list(_dette(righe, distretto))
    tipo = distretto.tipo
    return [d for d in reversed(dette) if tipo in d.proroga.scadenza.schema.tipi_distretto]


def _dette(righe: QuerySet[Proroga], distretto: Distretto) -> Iterator[ProrogaDetta]:
    sue = righe.filter(Q(distretto=None) | Q(distretto=distretto))
    ordinate: Iterable[Proroga] = sue.select_related("scadenza__schema", "autore").order_by(
        "concessa_il", "pk"
    )
    proprie: dict[int, Proroga] = {}
    for riga in ordinate:
        if riga.distretto_id:
            proprie[riga.scadenza_id] = riga
            yield ProrogaDetta(riga)
            continue
        propria = proprie.get(riga.scadenza_id)
        dopo = propria is not None and propria.nuovo_giorno > riga.nuovo_giorno
        yield ProrogaDetta(riga, propria.nuovo_giorno if propria and dopo else None)
