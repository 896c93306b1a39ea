"""Last year beside this year's draft: what may be taken from it, and where it would land."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from azioni.models import Azione
from istruttoria.models import Osservazione
from istruttoria.ripresa import Destinazione, Modulo, destinazione, stesso_titolo
from programmi.enums import VOCE_DELLE_AZIONI, CodiceCampo, TipoAzione
from programmi.models import Programma, Sezione

COLONNE = {
    CodiceCampo.OBIETTIVO: "obiettivo",
    CodiceCampo.OBIETTIVO_GENERALE: "obiettivo_generale",
    CodiceCampo.OBIETTIVO_SPECIFICO: "obiettivo_specifico",
    CodiceCampo.DESCRIZIONE: "descrizione",
    CodiceCampo.REFERENTI: "referenti_testo",
    CodiceCampo.ALTRE_ORGANIZZAZIONI: "altre_testo",
    CodiceCampo.TEMPI: "tempi",
}
"""The column of each text that an action may bring along."""


@dataclass(frozen=True, slots=True)
class AzioneDaRiprendere:
    azione: Azione
    dove: Destinazione
    gia: bool
    osservazioni: list[Osservazione]

    @property
    def scelta(self) -> bool:
        """Whether the page proposes it."""
        return not self.dove.motivo and not self.gia


@dataclass(frozen=True, slots=True)
class SezioneDaRiprendere:
    """``nuova`` is the part of this year that receives the text; None when there is none."""

    sezione: Sezione
    nuova: Sezione | None
    osservazioni: list[Osservazione]

    @property
    def piena(self) -> bool:
        return self.nuova is not None and bool(self.nuova.html.strip())

    @property
    def uguale(self) -> bool:
        return self.nuova is not None and self.nuova.html == self.sezione.html


@dataclass(frozen=True, slots=True)
class Piano:
    origine: Programma
    azioni: list[AzioneDaRiprendere]
    sezioni: list[SezioneDaRiprendere]


def anni_prima(programma: Programma) -> list[Programma]:
    """The earlier programmes of the same district, the latest first."""
    return list(
        Programma.objects.vivi()
        .filter(distretto=programma.distretto_id, anno__lt=programma.anno)
        .select_related("schema")
        .order_by("-anno", "-pk")
    )


def origini(programma: Programma) -> list[Programma]:
    """Those from which it may be taken: the text that a rettifica is correcting is of the office
    alone."""
    return [prima for prima in anni_prima(programma) if prima.rettifica_dal is None]


def piano_di_ripresa(programma: Programma, origine: Programma) -> Piano:
    """What a draft may take from an earlier programme; eight queries."""
    modulo = _modulo(programma)
    titoli = list(programma.azioni.values_list("titolo", flat=True))
    osservazioni = list(origine.osservazioni.inviate())
    azioni = (
        origine.azioni.select_related("ambito")
        .annotate(
            quanti_indicatori=Count("indicatori", distinct=True),
            quante_regole=Count("regole", distinct=True),
        )
        .order_by("tipo", "posizione")
    )
    nuove = {s.voce.codice: s for s in programma.sezioni.select_related("voce")}
    return Piano(
        origine,
        [
            AzioneDaRiprendere(
                azione,
                _dove(azione, modulo),
                gia=any(stesso_titolo(azione.titolo, titolo) for titolo in titoli),
                osservazioni=[o for o in osservazioni if _parla_di(o, azione)],
            )
            for azione in azioni
        ],
        [
            SezioneDaRiprendere(
                sezione,
                nuove.get(sezione.voce.codice),
                [o for o in osservazioni if not o.azione_tipo and o.voce == sezione.voce.codice],
            )
            for sezione in origine.sezioni.select_related("voce").order_by("voce__posizione")
            if sezione.html.strip()
        ],
    )


def _parla_di(osservazione: Osservazione, azione: Azione) -> bool:
    return (osservazione.azione_tipo, osservazione.azione_numero) == (azione.tipo, azione.posizione)


def _modulo(programma: Programma) -> Modulo:
    parti = set(programma.schema.voci.values_list("tipo", flat=True))
    campi: dict[str, set[str]] = {
        str(tipo): set() for tipo in TipoAzione if VOCE_DELLE_AZIONI[tipo] in parti
    }
    for tipo, codice in programma.schema.campi.values_list("tipo_azione", "codice"):
        campi.setdefault(tipo, set()).add(codice)
    tipi: Mapping[Any, str] = {voce: str(tipo) for tipo, voce in VOCE_DELLE_AZIONI.items()}
    ambiti: dict[str, list[tuple[int, str]]] = {}
    for pk, voce, titolo in programma.ambiti.values_list("pk", "voce__tipo", "titolo"):
        ambiti.setdefault(tipi[voce], []).append((pk, titolo))
    return Modulo({tipo: frozenset(c) for tipo, c in campi.items()}, ambiti)


def _dove(azione: Any, modulo: Modulo) -> Destinazione:
    testi = {str(codice): str(getattr(azione, colonna)) for codice, colonna in COLONNE.items()}
    piene = []
    if azione.quanti_indicatori:
        piene.append(str(CodiceCampo.INDICATORI))
    if azione.quante_regole:
        piene.append(str(CodiceCampo.PERCENTUALI))
    return destinazione(
        azione.tipo, azione.ambito.titolo if azione.ambito else "", testi, piene, modulo
    )
