"""How long the office has had a programme: the clock stops while the district answers."""

from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from istruttoria.models import Passaggio
from programmi.enums import Stato

GIORNO = 86_400
IN_ATTESA = (Stato.TRASMESSO, Stato.IN_ISTRUTTORIA)
"""The states in which the office's clock runs."""


class Epoca(Func):
    """An instant as whole seconds since 1970, on both databases."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        giorni = "julianday(%(expressions)s) - 2440587.5"  # the Julian day of 1 January 1970
        template = f"CAST(ROUND(({giorni}) * 86400) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "ROUND(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return self.as_sql(compiler, connection, template=template, **extra)


def attesa(adesso: datetime) -> Greatest:
    """For an annotation of programmes: the seconds that they have spent with the office.

    Every passage out of the waiting states adds its instant and every one into them takes it away;
    now counts as a way out for a programme that still waits. Where the log does not tell the way
    in (a programme put there by an import) the clock starts with the present state.
    """
    fuori = Q(da__in=IN_ATTESA) & ~Q(a__in=IN_ATTESA)
    dentro = Q(a__in=IN_ATTESA) & ~Q(da__in=IN_ATTESA)
    somma = Sum(Case(When(fuori, then=Epoca("quando")), default=-Epoca(F("quando"))))
    saldo = Count("pk", filter=dentro) - Count("pk", filter=fuori)
    passaggi = (
        Passaggio.objects.filter(fuori | dentro, programma=OuterRef("pk"))
        .order_by()
        .values("programma")
        .annotate(somma=somma, saldo=saldo)
    )
    ora = Value(round(adesso.timestamp()), output_field=BigIntegerField())
    aperto = Subquery(passaggi.filter(saldo=1).values("somma"), output_field=BigIntegerField())
    chiuso = Subquery(passaggi.filter(saldo=0).values("somma"), output_field=BigIntegerField())
    aspetta = Case(
        When(stato__in=IN_ATTESA, then=Coalesce(ora + aperto, ora - Epoca(F("stato_dal")))),
        default=Coalesce(chiuso, Value(0, output_field=BigIntegerField())),
        output_field=BigIntegerField(),
    )
    return Greatest(aspetta, Value(0, output_field=BigIntegerField()))
