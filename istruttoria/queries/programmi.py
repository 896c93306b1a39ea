"""The programme that a text names, and the page of one programme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch
from django.utils import timezone

from azioni.models import Azione
from distretti.enums import StatoDistretto, TipoDistretto
from distretti.models import Adesione, Distretto, Ente, Utente
from istruttoria.controlli import BLOCCA, EsitoControllo, Posto
from istruttoria.enums import GenereSeguito, StatoOsservazione
from istruttoria.fatti import PASSAGGI_DI_APPROVAZIONE, Fatti
from istruttoria.models import (
    Documento,
    Importazione,
    NotaInterna,
    Osservazione,
    Passaggio,
    SeguitoOsservazione,
)
from istruttoria.sblocchi import Luogo
from istruttoria.transizioni import TRANSIZIONI
from programmi.models import Modifica, Programma, Schema


class ProgrammaNonTrovato(LookupError):
    """No single programme answers to the text given; the message is for the reader."""


def trova_programma(testo: str) -> Programma:
    """The programme named by an id, ``CODICE/ANNO`` or, among several Enti, ``ENTE/CODICE/ANNO``.

    A district's year may hold closed programmes beside the live one: the live one is meant.
    """
    programmi = Programma.objects.select_related("distretto__ente", "schema")
    testo = testo.strip()
    pezzi = [pezzo.strip() for pezzo in testo.split("/")]
    if not all(pezzo.isprintable() and "\x00" not in pezzo for pezzo in pezzi):
        raise ProgrammaNonTrovato("Il programma si indica con il suo numero o con CODICE/ANNO.")
    if len(pezzi) == 1 and testo.isascii() and testo.isdigit():
        trovato = programmi.filter(pk=int(testo)).first() if len(testo) <= 18 else None
        if trovato is None:
            raise ProgrammaNonTrovato(f"Nessun programma ha il numero {testo}.")
        return trovato
    anno = pezzi[-1]
    if len(pezzi) not in (2, 3) or not (anno.isascii() and anno.isdigit() and len(anno) == 4):
        raise ProgrammaNonTrovato(
            f"«{testo}» non indica un programma: dare il suo numero oppure CODICE/ANNO, "
            "per esempio ALTAVALSUGANA/2026."
        )
    trovati = programmi.filter(distretto__codice__iexact=pezzi[-2], anno=int(anno))
    if len(pezzi) == 3:
        trovati = trovati.filter(distretto__ente__codice__iexact=pezzi[0])
    candidati = list(trovati.vivi()) or list(trovati.order_by("-pk")[:1])
    if not candidati:
        raise ProgrammaNonTrovato(f"Nessun programma {testo}: controllare codice e anno.")
    if len(candidati) > 1:
        quali = ", ".join(
            f"{p.distretto.ente.codice}/{p.distretto.codice}/{anno}" for p in candidati
        )
        raise ProgrammaNonTrovato(f"«{testo}» indica più programmi ({quali}): aggiungere l'ente.")
    return candidati[0]


# --- the page of a programme ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segnalazione:
    """A check's finding with the place of the page that it speaks of."""

    esito: EsitoControllo
    ancora: str
    luogo: str


@dataclass(frozen=True, slots=True)
class Controlli:
    bloccano: list[Segnalazione]
    avvisano: list[Segnalazione]
    superati: list[Segnalazione]


def controlli_per_gravita(esiti: Sequence[EsitoControllo]) -> Controlli:
    """What the checks found: what blocks, what warns, what an officer has let pass."""
    gruppi = Controlli([], [], [])
    for esito in esiti:
        if esito.superato:
            gruppo = gruppi.superati
        else:
            gruppo = gruppi.bloccano if esito.gravita == BLOCCA else gruppi.avvisano
        gruppo.append(Segnalazione(esito, *_posto(esito.posto)))
    return gruppi


def controlli_della_lettura(lettura: dict[str, Any]) -> Controlli:
    """What the checks will find on the programme that a reading would make."""
    return controlli_per_gravita(
        [
            EsitoControllo(
                codice=esito["codice"],
                gravita=esito["gravita"],
                messaggio=esito["messaggio"],
                dove=esito["dove"],
                posto=Posto(),
            )
            for esito in lettura.get("controlli", [])
        ]
    )


def campi(schema: Schema) -> dict[str, list[dict[str, str]]]:
    """The fields of each kind of action, in the schema's order, as a snapshot names them."""
    per_tipo: dict[str, list[dict[str, str]]] = {}
    for campo in schema.campi.all():
        riga = {"codice": campo.codice, "etichetta": campo.etichetta}
        per_tipo.setdefault(campo.tipo_azione, []).append(riga)
    return per_tipo


def _posto(posto: Posto) -> tuple[str, str]:
    """The anchor in the page and the place as a remark names it."""
    if posto.azione:
        tipo, numero = posto.azione
        return f"{tipo}-{numero}", f"{tipo}:{numero}"
    return (f"parte-{posto.voce}", f"voce:{posto.voce}") if posto.voce else ("", "")


def proposto_da(fatti: Fatti) -> str:
    """Who proposed the text as it stands for approval; "" when nobody did."""
    return str(fatti.proposta.autore) if fatti.proposta else ""


TUTTO = "Tutto il programma"


def luoghi(programma: Programma, *, con_i_campi: bool = False) -> list[tuple[str, str]]:
    """The parts and actions of a programme (and the fields of each, if asked for), as choices for
    the place of a remark: the key of the ``Luogo`` and its name."""
    parti = programma.sezioni.values_list("voce__codice", "titolo").order_by("voce__posizione")
    azioni = Azione.objects.filter(programma=programma).only("tipo", "posizione", "titolo")
    per_tipo = campi(programma.schema) if con_i_campi else {}
    scelte = [(Luogo(codice).chiave, titolo) for codice, titolo in parti]
    for a in azioni:
        dove, nome = (a.tipo, a.posizione), f"{a.get_tipo_display()} {a.posizione}"
        scelte.append((Luogo("", dove).chiave, f"{nome} – {a.titolo[:70]}"))
        scelte += [
            (Luogo("", dove, campo["codice"]).chiave, f"{nome} – {campo['etichetta']}")
            for campo in per_tipo.get(a.tipo, [])
        ]
    return scelte


def luogo_di(riga: Osservazione | NotaInterna) -> Luogo:
    """The place of a remark or of a note."""
    if riga.azione_tipo and riga.azione_numero:
        return Luogo("", (riga.azione_tipo, riga.azione_numero), riga.campo)
    return Luogo(riga.voce)


def ancora_di(luogo: Luogo) -> str:
    """The anchor of a place in a page that shows the text; "" for the whole programme."""
    if luogo.azione:
        return "-".join(filter(None, (luogo.azione[0], str(luogo.azione[1]), luogo.campo)))
    return f"parte-{luogo.voce}" if luogo.voce else ""


@dataclass(frozen=True, slots=True)
class OsservazioneLetta:
    """A remark with its place and what followed it, as the reader may see both."""

    osservazione: Osservazione
    seguiti: list[SeguitoOsservazione]
    luogo: str
    ancora: str

    @property
    def da_chiudere(self) -> bool:
        return self.osservazione.stato != StatoOsservazione.CHIUSA


def osservazioni(programma: Programma, *, ufficio: bool = False) -> list[OsservazioneLetta]:
    """Remarks, the open ones first, each with its place named; those not yet sent are for the
    office alone."""
    visibili = programma.osservazioni.all() if ufficio else programma.osservazioni.inviate()
    righe = list(visibili.select_related("autore").prefetch_related(CON_SEGUITI))
    seguiti = {riga.pk: seguiti_di(riga, ufficio=ufficio) for riga in righe}
    nomi = dict(luoghi(programma, con_i_campi=any(r.campo for r in righe))) if righe else {}
    ordine = [StatoOsservazione.RISPOSTA, StatoOsservazione.APERTA, StatoOsservazione.CHIUSA]
    righe.sort(key=lambda riga: ordine.index(StatoOsservazione(riga.stato)))
    return [_letta(riga, seguiti[riga.pk], nomi) for riga in righe]


CON_SEGUITI = Prefetch("seguiti", queryset=SeguitoOsservazione.objects.select_related("autore"))
STATO_DOPO = {
    GenereSeguito.RISPOSTA: StatoOsservazione.RISPOSTA,
    GenereSeguito.CHIUSURA: StatoOsservazione.CHIUSA,
}


def seguiti_di(riga: Osservazione, *, ufficio: bool) -> list[SeguitoOsservazione]:
    """What followed a remark. For the district, without the reopenings that it has not received:
    to it the remark stands as it did before (its state here is made so; nothing is written)."""
    tutti = list(riga.seguiti.all())
    if ufficio or not tutti:
        return tutti
    ricevuti = [seguito for seguito in tutti if not seguito.del_solo_ufficio]
    if tutti[-1].del_solo_ufficio and ricevuti:
        riga.stato = STATO_DOPO.get(GenereSeguito(ricevuti[-1].genere), riga.stato)
    return ricevuti


def _letta(
    riga: Osservazione, seguiti: list[SeguitoOsservazione], nomi: dict[str, str]
) -> OsservazioneLetta:
    luogo = luogo_di(riga)
    return OsservazioneLetta(
        riga, seguiti, nome_del_luogo(luogo, nomi), ancora_di(Luogo(luogo.voce, luogo.azione))
    )


def nome_del_luogo(luogo: Luogo, nomi: Mapping[str, str]) -> str:
    """The name of a place; the key of one that is no longer there."""
    return nomi.get(luogo.chiave, luogo.chiave) or TUTTO


def per_posto(lette: Iterable[OsservazioneLetta]) -> dict[str, list[OsservazioneLetta]]:
    """The remarks not closed, by the anchor of the place of each."""
    posti: dict[str, list[OsservazioneLetta]] = {}
    for letta in lette:
        if letta.da_chiudere:
            posti.setdefault(ancora_di(luogo_di(letta.osservazione)), []).append(letta)
    return posti


def documenti(programma: Programma) -> list[Documento]:
    """Issued files, latest first; ``sostituito`` when a rettifica took the place of one."""
    approvate = Passaggio.objects.filter(
        programma=programma, transizione__in=PASSAGGI_DI_APPROVAZIONE
    )
    return list(
        Documento.objects.filter(versione__programma=programma)
        .annotate(
            sostituito=Exists(approvate.filter(versione=OuterRef("versione")))
            & Exists(approvate.filter(versione__numero__gt=OuterRef("versione__numero")))
        )
        .select_related("versione")
        .defer("versione__contenuto")
    )


@dataclass(frozen=True, slots=True)
class RigaRegistro:
    """One transition as the log tells it."""

    titolo: str
    passaggio: Passaggio
    dati: list[tuple[str, str]]
    sposta: bool

    @property
    def quando(self) -> datetime:
        return self.passaggio.quando


def registro(programma: Programma) -> list[RigaRegistro]:
    """What happened to the programme, latest first."""
    passaggi = (
        programma.passaggi.select_related("autore", "versione")
        .defer("versione__contenuto")
        .prefetch_related("allegati")
    )
    return [
        RigaRegistro(
            titolo=TRANSIZIONI[p.transizione].etichetta
            if p.transizione in TRANSIZIONI
            else p.transizione,
            passaggio=p,
            dati=dati_del_passaggio(p),
            sposta=p.da != p.a,
        )
        for p in passaggi.order_by("-quando", "-id")
    ]


def dati_del_passaggio(passaggio: Passaggio) -> list[tuple[str, str]]:
    """Recorded fields of the programme by their names; dates as they are written in Italian."""
    righe, dati = [], passaggio.dati
    for field in Programma._meta.get_fields():
        if field.name not in dati or not hasattr(field, "verbose_name"):
            continue
        valore = dati[field.name]
        if isinstance(field, models.DateField):
            valore = f"{date.fromisoformat(valore):%d/%m/%Y}"
        righe.append((str(field.verbose_name), str(valore)))
    return righe


def provenienza(programma: Programma) -> Importazione | None:
    """The Word file that the programme comes from, if it was imported in the browser."""
    return programma.importazioni.select_related("autore").defer("lettura").first()


# --- what the office is asked to enter ------------------------------------------------------


def conta_registro(ente: Ente) -> dict[str, int]:
    """What the register counts today: a proposal for the provincial count of the acts."""
    attivi = Distretto.objects.filter(ente=ente, stato=StatoDistretto.ATTIVO)
    per_tipo = dict(attivi.order_by().values_list("tipo").annotate(n=Count("pk")))
    aderenti = Adesione.objects.al(timezone.localdate()).filter(distretto__in=attivi)
    return {
        "territoriali": per_tipo.get(TipoDistretto.TERRITORIALE, 0),
        "tematici": per_tipo.get(TipoDistretto.TEMATICO, 0),
        "family_audit": per_tipo.get(TipoDistretto.FAMILY_AUDIT, 0),
        "organizzazioni": aderenti.values("organizzazione").distinct().count(),
    }


# --- the history of a field -----------------------------------------------------------------


@dataclass(slots=True)
class ValorePrecedente:
    """What a field held before somebody changed it; ``origine`` is the history row that says so."""

    origine: int
    prima: str
    autore: Utente | None
    quando: datetime


def storia_del_campo(
    programma_id: int, modello: str, oggetto: int, campo: str
) -> list[ValorePrecedente]:
    """The earlier values of a field, latest first; saves of one person minutes apart are one.

    While one writes, every pause is a save: of a run of them the first tells what there was
    before.
    """
    righe = Modifica.objects.filter(
        programma=programma_id, modello=modello, oggetto=oggetto, campo=campo
    ).select_related("autore")[:500]
    unite: list[ValorePrecedente] = []
    for riga in righe:
        dopo = unite[-1] if unite else None
        if dopo and dopo.autore == riga.autore and dopo.quando - riga.quando < DI_SEGUITO:
            dopo.origine, dopo.prima, dopo.quando = riga.pk, riga.prima, riga.quando
        else:
            unite.append(ValorePrecedente(riga.pk, riga.prima, riga.autore, riga.quando))
    return unite


DI_SEGUITO = timedelta(minutes=10)
