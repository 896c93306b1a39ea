"""Reads that more than one page shares."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from distretti.models import Distretto
from programmi.enums import TipoScadenza
from programmi.models import Proroga, Scadenza


def scadenza_in_vigore(tipo: TipoScadenza) -> Greatest:
    """For an annotation of programmes: the day of a deadline, null when the schema has none.

    It is the latest of the schema's day, of the last proroga granted to all and of the last one
    granted to the programme's district: a general extension never shortens a particular one, and
    a proroga with a wrong day is corrected by granting it again.
    """
    giorno = Subquery(
        Scadenza.objects.filter(schema=OuterRef("schema"), tipo=tipo).values("giorno")[:1]
    )
    proroghe = (
        Proroga.objects.filter(scadenza__schema=OuterRef("schema"), scadenza__tipo=tipo)
        .order_by("-concessa_il", "-pk")
        .values("nuovo_giorno")
    )
    per_tutti = Subquery(proroghe.filter(distretto=None)[:1])
    per_il_distretto = Subquery(proroghe.filter(distretto=OuterRef("distretto"))[:1])
    return Greatest(giorno, Coalesce(per_tutti, giorno), Coalesce(per_il_distretto, giorno))


def giorno_in_vigore(scadenza: Scadenza, distretto: Distretto | None) -> date:
    """The day of a deadline for a district, or for all; as ``scadenza_in_vigore`` reads it."""
    concesse = scadenza.proroghe.order_by("-concessa_il", "-pk")
    giorni = [scadenza.giorno]
    for di_chi in {None, distretto}:
        ultima = concesse.filter(distretto=di_chi).first()
        giorni += [ultima.nuovo_giorno] if ultima else []
    return max(giorni)


def proroghe_in_vigore(programmi: Collection[Any]) -> dict[tuple[int, str], Proroga]:
    """The proroga that gives its day to a deadline, by programme and kind; one query.

    It is the later of the last one granted to all and the last one granted to the district, as
    ``scadenza_in_vigore`` reads them; the district's own when they are equal.
    """
    if not programmi:
        return {}
    righe = (
        Proroga.objects.filter(scadenza__schema__in={p.schema_id for p in programmi})
        .filter(Q(distretto=None) | Q(distretto__in={p.distretto_id for p in programmi}))
        .select_related("scadenza")
        .order_by("concessa_il", "pk")
    )
    ultime = {(r.scadenza.schema_id, r.scadenza.tipo, r.distretto_id): r for r in righe}
    trovate: dict[tuple[int, str], Proroga] = {}
    for programma in programmi:
        for tipo in TipoScadenza.values:
            chiave = (programma.schema_id, str(tipo))
            proprie = [ultime.get((*chiave, programma.distretto_id)), ultime.get((*chiave, None))]
            valide = [p for p in proprie if p and p.nuovo_giorno > p.scadenza.giorno]
            if valide:
                trovate[programma.pk, str(tipo)] = max(valide, key=lambda p: p.nuovo_giorno)
    return trovate
