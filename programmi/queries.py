"""Reads that more than one page shares."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

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
