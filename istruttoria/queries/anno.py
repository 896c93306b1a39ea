"""Opening a year: what would happen to each district, and the deadlines of its form."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q

from distretti.enums import StatoDistretto
from distretti.models import Distretto, Ente
from istruttoria.ripresa import che_cosa_si_riprende
from programmi.models import Modifica, Programma, Proroga, Scadenza, Schema

RIPRESA = "ripresa"
"""The field of the history row that says what a draft took from the year before."""


class Sorte(StrEnum):
    """What opening the year does to a district."""

    DA_ANNO_PRIMA = "da_anno_prima"
    VUOTO = "vuoto"
    GIA = "gia"
    NON_SERVITO = "non_servito"
    IN_RETTIFICA = "in_rettifica"

    @property
    def etichetta(self) -> str:
        return ETICHETTE[self]


ETICHETTE = {
    Sorte.DA_ANNO_PRIMA: "Nuovo, dall’anno prima",
    Sorte.VUOTO: "Nuovo, vuoto",
    Sorte.GIA: "C’è già",
    Sorte.NON_SERVITO: "Non servito",
    Sorte.IN_RETTIFICA: "Aspetta la rettifica",
}
APRIBILI = (Sorte.DA_ANNO_PRIMA, Sorte.VUOTO)


@dataclass(frozen=True, slots=True)
class RigaAnno:
    """One active district: what will happen, and why. ``note``: what its opening told."""

    distretto: Distretto
    sorte: Sorte
    dettaglio: str
    programma: Programma | None = None
    origine: Programma | None = None
    note: tuple[str, ...] = ()

    @property
    def apribile(self) -> bool:
        return self.sorte in APRIBILI


def schemi_dell_ente(ente: Ente) -> list[Schema]:
    """The forms of an Ente, the open ones first, with how many programmes each has and its
    deadlines; two queries."""
    return list(
        Schema.objects.filter(ente=ente)
        .annotate(quanti=Count("programmi"))
        .prefetch_related("scadenze")
        .order_by("-attivo", "-anno", "codice")
    )


def piano_dell_anno(schema: Schema, solo: Collection[int] | None = None) -> list[RigaAnno]:
    """What opening the year would do to each active district of the Ente (to these alone, when
    ``solo`` names them); four queries, whatever their number."""
    distretti = Distretto.objects.filter(ente=schema.ente_id, stato=StatoDistretto.ATTIVO)
    if solo is not None:
        distretti = distretti.filter(pk__in=solo)
    presenti, precedenti = _programmi(schema, distretti)
    note = _note(presenti.values())
    return [
        _riga(schema, distretto, presenti, precedenti, note)
        for distretto in distretti.order_by("denominazione", "pk")
    ]


def _programmi(schema: Schema, distretti: Any) -> tuple[dict[int, Programma], dict[int, Programma]]:
    """By district: the programme that covers the year already, and the latest one before it."""
    inizio, fine = date(schema.anno, 1, 1), date(schema.anno + schema.durata - 1, 12, 31)
    righe = (
        Programma.objects.vivi()
        .filter(distretto__in=distretti)
        .filter(Q(dal__lte=fine, al__gte=inizio) | Q(anno=schema.anno) | Q(anno__lt=schema.anno))
        .annotate(
            quante_azioni=Count("azioni", distinct=True),
            quanti_testi=Count("sezioni", filter=~Q(sezioni__html=""), distinct=True),
        )
        .order_by("anno", "pk")
    )
    presenti: dict[int, Programma] = {}
    precedenti: dict[int, Programma] = {}
    for riga in righe:
        copre = riga.anno == schema.anno or (riga.dal <= fine and riga.al >= inizio)
        (presenti if copre else precedenti)[riga.distretto_id] = riga
    return presenti, precedenti


def _note(programmi: Collection[Programma]) -> dict[int, tuple[str, ...]]:
    righe = Modifica.objects.filter(
        programma__in=[p.pk for p in programmi], modello="programma", campo=RIPRESA
    ).order_by("quando", "pk")
    return {riga.programma_id: tuple(riga.dopo.split("\n")) for riga in righe}


def _riga(
    schema: Schema,
    distretto: Distretto,
    presenti: dict[int, Programma],
    precedenti: dict[int, Programma],
    note: dict[int, tuple[str, ...]],
) -> RigaAnno:
    if presente := presenti.get(distretto.pk):
        nome = f"{presente.anno}" if presente.anno == presente.al.year else _periodo(presente)
        dettaglio = f"Programma {nome}, {presente.get_stato_display().lower()}"
        return RigaAnno(
            distretto, Sorte.GIA, dettaglio, programma=presente, note=note.get(presente.pk, ())
        )
    if distretto.tipo not in schema.tipi_distretto:
        tipo = distretto.get_tipo_display().lower()
        return RigaAnno(
            distretto, Sorte.NON_SERVITO, f"Lo schema non serve i distretti di tipo {tipo}"
        )
    if (origine := precedenti.get(distretto.pk)) and origine.rettifica_dal:
        return RigaAnno(
            distretto,
            Sorte.IN_RETTIFICA,
            f"Il programma {origine.anno} è in rettifica: si riprende quando è adottata o "
            "abbandonata",
        )
    if origine:
        conteggi: Any = origine
        quanto = che_cosa_si_riprende(conteggi.quante_azioni, conteggi.quanti_testi)
        return RigaAnno(
            distretto,
            Sorte.DA_ANNO_PRIMA,
            f"Dal programma {origine.anno}, che ha {quanto}",
            origine=origine,
        )
    return RigaAnno(distretto, Sorte.VUOTO, "Nessun programma di un anno precedente")


def _periodo(programma: Programma) -> str:
    return f"{programma.dal.year}–{programma.al.year}"


# --- deadlines ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScadenzaConProroghe:
    """A deadline of the form, the proroga to all in force, every one granted (last first)."""

    scadenza: Scadenza
    proroghe: list[Proroga]

    @property
    def per_tutti(self) -> Proroga | None:
        ultima = next((p for p in self.proroghe if p.distretto_id is None), None)
        return ultima if ultima and ultima.nuovo_giorno > self.scadenza.giorno else None


def scadenze_con_proroghe(schema: Schema) -> list[ScadenzaConProroghe]:
    """The deadlines of a form with the story of each; two queries."""
    proroghe: dict[int, list[Proroga]] = {}
    righe = Proroga.objects.filter(scadenza__schema=schema).select_related("distretto", "autore")
    for proroga in righe.order_by("-concessa_il", "-pk"):
        proroghe.setdefault(proroga.scadenza_id, []).append(proroga)
    return [ScadenzaConProroghe(s, proroghe.get(s.pk, [])) for s in schema.scadenze.all()]
