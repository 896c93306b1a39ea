"""The facts of programmes that say what is asked of whom, as annotations of one query."""

from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from distretti.enums import Numerazione
from istruttoria.enums import StatoOsservazione
from istruttoria.fatti import PASSAGGI_DI_APPROVAZIONE, PROPONE, PROPONE_RETTIFICA
from istruttoria.models import Osservazione, Passaggio
from istruttoria.richieste import Quadro
from programmi.enums import Stato, TipoScadenza
from programmi.models import Modifica, Programma
from programmi.queries import scadenza_in_vigore

NUMERA = "registra_numero"


def con_fatti(programmi: QuerySet[Programma]) -> QuerySet[Programma]:
    """The programmes with the facts that ``quadro`` reads.

    ``proposto`` is told from the log: a proposal in this state that no change followed. The page
    of the programme compares the texts themselves, which a list cannot afford.
    """
    passaggi = Passaggio.objects.filter(programma=OuterRef("pk"))
    return programmi.annotate(
        termine=scadenza_in_vigore(TipoScadenza.TRASMISSIONE),
        aperte=_osservazioni(StatoOsservazione.APERTA),
        risposte=_osservazioni(StatoOsservazione.RISPOSTA),
        preparato=Exists(passaggi.filter(transizione="prepara_per_la_giunta")),
        proposto=proposto(),
        aspetta_numero=_aspetta_numero(),
    )


def proposto() -> Exists:
    """Whether the text of a programme, as it is, was proposed to the dirigente in this state, or
    in the rettifica that is open: what was adopted or given up waits for nobody.

    Who has it in charge is no text; how the Ente numbers its acts is, since the act is another one.
    """
    dopo_firma = Q(programma__distretto__ente__numerazione=Numerazione.DOPO_FIRMA)
    proposta_cosi = Q(dati__has_key="numero_dopo_firma")
    modifiche = Modifica.objects.filter(
        programma=OuterRef("programma"), quando__gt=OuterRef("quando")
    ).exclude(modello="programma", campo="in_carico_a")
    proposte = Passaggio.objects.filter(
        dopo_firma & proposta_cosi | ~dopo_firma & ~proposta_cosi,
        Q(transizione=PROPONE, quando__gte=OuterRef("stato_dal"))
        | Q(transizione=PROPONE_RETTIFICA, quando__gte=OuterRef("rettifica_dal")),
        programma=OuterRef("pk"),
    )
    return Exists(proposte.exclude(Exists(modifiche)))


def _aspetta_numero() -> Case:
    """Whether the act in force was issued without its number and nobody has recorded it since."""
    passaggi = Passaggio.objects.filter(
        programma=OuterRef("pk"), transizione__in=(*PASSAGGI_DI_APPROVAZIONE, NUMERA)
    )
    ultimo = Subquery(passaggi.order_by("-quando", "-id").values("transizione")[:1])
    numerato = Exact(Coalesce(ultimo, Value("")), Value(NUMERA))
    return Case(
        When(Q(numero_dopo_firma=True) & ~Q(numerato), then=Value(True)), default=Value(False)
    )


def _osservazioni(stato: StatoOsservazione) -> Coalesce:
    """How many remarks of the programme stand in a state.

    While the district integrates, those that it has not received do not count: nobody is asked
    for anything yet.
    """
    contate = Q(inviata_il__isnull=False) | ~Q(programma__stato=Stato.DA_INTEGRARE)
    quante = (
        Osservazione.objects.filter(contate, programma=OuterRef("pk"), stato=stato)
        .order_by()
        .values("programma")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(quante, output_field=IntegerField()), 0)


FATTI = (
    *("stato", "storico", "termine", "aperte", "risposte"),
    *("preparato", "proposto", "aspetta_numero", "integrazioni_entro", "rettifica_dal"),
)


def quadro(fatti: dict[str, Any], **conteggi: int) -> Quadro:
    """The facts of one programme; ``conteggi`` when its checks were run."""
    valori: dict[str, Any] = {nome: fatti[nome] for nome in FATTI} | conteggi
    return Quadro(**valori | {"stato": Stato(fatti["stato"])})


def termini(programmi: QuerySet[Programma]) -> QuerySet[Programma]:
    """The programmes with the deadlines that come after the approval."""
    return programmi.annotate(
        termine_rendiconto=scadenza_in_vigore(TipoScadenza.RENDICONTO),
        termine_contributo=scadenza_in_vigore(TipoScadenza.CONTRIBUTO),
    )
