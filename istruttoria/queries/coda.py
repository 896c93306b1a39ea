"""The queue of the office: every programme it sees, filtered, sorted, with what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from distretti.models import Distretto, Utente
from distretti.queries import con_le_parole
from distretti.ricerca import espressioni
from distretti.tempo import stampa_data
from istruttoria.enums import StatoOsservazione
from istruttoria.models import ConteggioControlli, Osservazione
from istruttoria.queries.attesa import GIORNO, IN_ATTESA, attesa
from istruttoria.queries.quadri import proposto
from istruttoria.queries.ufficio import ORDINE_UFFICIO
from programmi.enums import Stato
from programmi.models import Modifica, Programma

CONTATI = (Stato.BOZZA, Stato.TRASMESSO, Stato.IN_ISTRUTTORIA, Stato.DA_INTEGRARE)
"""The states in which the checks still say what is to be done."""

DA_LAVORARE = "da_lavorare"
GRUPPI = {
    DA_LAVORARE: (Stato.TRASMESSO, Stato.IN_ISTRUTTORIA, Stato.DA_INTEGRARE),
    "all_ufficio": (Stato.TRASMESSO, Stato.IN_ISTRUTTORIA, Stato.APPROVATO),
    "tutti": tuple(Stato),
}
"""States that are asked for together."""
MIEI, DI_NESSUNO = "miei", "nessuno"
ORDINI = {
    "attesa": ("attesa",),
    "distretto": ("distretto__denominazione",),
    "anno": ("anno",),
    "stato": ("posto_stato",),
    "blocchi": ("conteggio__bloccano",),
    "assegnatario": ("in_carico_a__cognome", "in_carico_a__nome"),
}
ORDINE = "-attesa"


@dataclass(frozen=True, slots=True)
class RigaCoda:
    """A programme as the queue prints it."""

    programma: Any

    @property
    def giorni(self) -> int:
        return int(self.programma.attesa) // GIORNO

    @property
    def corre(self) -> bool:
        return self.programma.stato in IN_ATTESA

    @property
    def attesa(self) -> str:
        """«12 giorni»; «12 giorni, fermo» while the district answers; «in 23 giorni»."""
        if not self.corre and not self.programma.attesa:
            return "–"
        giorni = "1 giorno" if self.giorni == 1 else f"{self.giorni} giorni"
        if self.corre:
            return giorni if self.giorni else "da oggi"
        if not self.giorni:
            giorni = "meno di un giorno"
        return f"{giorni}, fermo" if self.programma.stato == Stato.DA_INTEGRARE else f"in {giorni}"

    @property
    def conta(self) -> bool:
        """Whether the checks of a programme in this state say what is to be done."""
        return self.programma.stato in CONTATI and not self.programma.storico

    @property
    def bloccano(self) -> int | None:
        """None when nobody has counted."""
        conteggio = getattr(self.programma, "conteggio", None)
        return conteggio.bloccano if conteggio and self.conta else None

    @property
    def controlli(self) -> str:
        if not self.conta:
            return "–"
        if self.bloccano is None:
            return "da contare"
        quanti = "1 blocca" if self.bloccano == 1 else f"{self.bloccano} bloccano"
        detto = quanti if self.bloccano else "nessuno blocca"
        return f"{detto} (prima delle ultime modifiche)" if self.programma.vecchio else detto

    @property
    def assegnatario(self) -> str:
        return str(self.programma.in_carico_a or "")

    @property
    def stato_dal(self) -> str:
        return stampa_data(timezone.localdate(self.programma.stato_dal))


def coda(utente: Any, filtri: Mapping[str, Any], *, adesso: datetime) -> QuerySet[Programma]:
    """The programmes that an officer sees, by the filters of ``CodaForm``; one query."""
    aperte = Osservazione.objects.filter(programma=OuterRef("pk")).exclude(
        stato=StatoOsservazione.CHIUSA
    )
    righe = (
        filtrati(Programma.objects.visibili_a(utente), utente, filtri)
        .select_related("distretto", "in_carico_a", "conteggio")
        .annotate(
            attesa=attesa(adesso),
            posto_stato=_posto_stato(),
            vecchio=_cambiato_dopo_il_conteggio(),
            da_chiudere=Exists(aperte),
            proposto=proposto(),
        )
    )
    return righe.order_by(*_ordine(filtri.get("ordine") or ORDINE), "-anno", "pk")


def filtrati(
    righe: QuerySet[Programma], utente: Any, filtri: Mapping[str, Any]
) -> QuerySet[Programma]:
    """The programmes that answer to every filter; an empty one asks nothing."""
    stato = filtri.get("stato") or DA_LAVORARE
    righe = righe.filter(stato__in=GRUPPI.get(stato, (stato,)))
    if distretto := filtri.get("distretto"):
        righe = righe.filter(distretto=distretto)
    if anno := filtri.get("anno"):
        righe = righe.filter(anno=anno)
    if chi := filtri.get("assegnatario"):
        righe = righe.filter(_in_carico(chi, utente))
    if controlli := filtri.get("controlli"):
        righe = _per_controlli(righe, controlli)
    return righe.filter(_con_le_parole(filtri.get("q") or ""))


def _in_carico(chi: str, utente: Any) -> Q:
    if chi == DI_NESSUNO:
        return Q(in_carico_a=None)
    return Q(in_carico_a=utente.pk if chi == MIEI else chi)


def _per_controlli(righe: QuerySet[Programma], quali: str) -> QuerySet[Programma]:
    if quali == "da_contare":
        return da_contare(righe)
    righe = righe.filter(stato__in=CONTATI, storico=False)
    condizione = Q(conteggio__bloccano__gt=0) if quali == "bloccano" else Q(conteggio__bloccano=0)
    return righe.filter(condizione)


def _con_le_parole(testo: str) -> Q:
    """Every word is in the district's name or code, or in a number of the procedure."""
    condizione = Q()
    for parola in espressioni(testo):
        uno = [parola]
        condizione &= (
            con_le_parole("distretto__denominazione", uno)
            | con_le_parole("distretto__codice", uno)
            | con_le_parole("distretto__capofila__denominazione", uno)
            | con_le_parole("protocollo_numero", uno)
            | con_le_parole("determinazione_numero", uno)
            | con_le_parole("serie_numero", uno)
        )
    return condizione


def _cambiato_dopo_il_conteggio() -> Exists:
    """Whether the text changed after its checks were counted; who has it in charge is no text."""
    cambi = Modifica.objects.filter(
        programma=OuterRef("pk"), quando__gt=OuterRef("conteggio__contati_il")
    )
    return Exists(cambi.exclude(modello="programma", campo="in_carico_a"))


def da_contare(righe: QuerySet[Programma]) -> QuerySet[Programma]:
    """The programmes whose checks nobody counted, or counted before the last change."""
    righe = righe.filter(stato__in=CONTATI, storico=False)
    senza = ~Exists(ConteggioControlli.objects.filter(programma=OuterRef("pk")))
    return righe.annotate(cambiato=_cambiato_dopo_il_conteggio()).filter(senza | Q(cambiato=True))


def _posto_stato() -> Case:
    posti = (When(stato=s, then=Value(posto)) for posto, s in enumerate(ORDINE_UFFICIO))
    return Case(*posti, default=Value(len(ORDINE_UFFICIO)), output_field=IntegerField())


def _ordine(chiesto: str) -> list[Any]:
    campi = ORDINI.get(chiesto.removeprefix("-"), ORDINI["attesa"])
    if chiesto.startswith("-"):
        return [F(campo).desc(nulls_last=True) for campo in campi]
    return [F(campo).asc(nulls_last=True) for campo in campi]


# --- what the filters offer -----------------------------------------------------------------


def distretti_della_coda(utente: Any) -> list[tuple[str, str]]:
    righe = Distretto.objects.visibili_a(utente).order_by("denominazione", "pk")
    return [(str(pk), nome) for pk, nome in righe.values_list("pk", "denominazione")]


def anni_della_coda(utente: Any) -> list[int]:
    righe = Programma.objects.visibili_a(utente).order_by("-anno")
    return list(righe.values_list("anno", flat=True).distinct())


def funzionari(utente: Any) -> list[Utente]:
    """The officers who may have a programme in charge: those of the Ente of who looks."""
    righe = Utente.objects.filter(is_active=True).exclude(ruolo="")
    if not utente.is_superuser:
        righe = righe.filter(ente=utente.ente_id)
    return list(righe.order_by("cognome", "nome", "pk"))
