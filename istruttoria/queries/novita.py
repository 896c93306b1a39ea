"""What other people did to the programmes that a user sees, since the last visit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from azioni.models import Azione
from istruttoria.enums import StatoOsservazione
from istruttoria.models import Documento, Osservazione, Passaggio, Visita
from istruttoria.novita import (
    FATTI_DEI_PASSI,
    FATTI_DELLE_MODIFICHE,
    LUOGHI,
    Evento,
    Novita,
    novita,
)
from istruttoria.transizioni import TRANSIZIONI
from programmi.enums import Stato, TipoAzione
from programmi.models import Modifica, Programma, Sezione

PAUSA = timedelta(minutes=30)
"""A visit lasts while one comes back to the desk within this time."""
PRIMA_VISITA = timedelta(days=14)
"""How far back who comes for the first time looks."""
LETTI = 300  # rows of each kind: beyond them only the latest are told
RIGHE = 12


@dataclass(frozen=True, slots=True)
class Novitate:
    """The lines to show, how many more there are, and since when; ``prima`` at the first visit."""

    righe: list[Novita]
    altre: int
    dal: datetime
    prima: bool


def novita_per(utente: Any, *, adesso: datetime) -> Novitate:
    """What changed since the last visit, one's own changes left out; five queries."""
    visita = Visita.objects.filter(utente=utente).first()
    if visita is None:
        dal = adesso - PRIMA_VISITA
    else:
        dal = visita.quando if adesso - visita.quando > PAUSA else visita.novita_dal
    righe = novita(_eventi(utente, dal), giorno=timezone.localdate)
    return Novitate(righe[:RIGHE], max(0, len(righe) - RIGHE), dal, visita is None)


def _eventi(utente: Any, dal: datetime) -> Iterator[Evento]:
    programmi = Programma.objects.visibili_a(utente).order_by()
    yield from _passaggi(utente, programmi, dal)
    yield from _osservazioni(utente, programmi, dal)
    yield from _modifiche(utente, programmi, dal)
    yield from _documenti(utente, programmi, dal)


def _passaggi(utente: Any, programmi: QuerySet[Programma], dal: datetime) -> Iterator[Evento]:
    passaggi = (
        Passaggio.objects.filter(programma__in=programmi, quando__gt=dal)
        .exclude(autore=utente)
        .select_related("autore", "programma__distretto")
        .order_by("-quando", "-pk")[:LETTI]
    )
    for p in passaggi:
        yield Evento(
            quando=p.quando,
            chi=_chi(p.autore),
            programma=p.programma_id,
            nome=str(p.programma),
            genere="passo",
            luogo=_passo(p),
            ancora="situazione",
            oggetto=p.pk,
        )


def _passo(passaggio: Passaggio) -> str:
    """What was done, with the document that came of it."""
    fatto = FATTI_DEI_PASSI[passaggio.transizione]
    emesso = TRANSIZIONI[passaggio.transizione].emette
    return f"{fatto}: nei documenti c’è «{emesso.label}»" if emesso else fatto


def _osservazioni(utente: Any, programmi: QuerySet[Programma], dal: datetime) -> Iterator[Evento]:
    parte = Sezione.objects.filter(
        programma=OuterRef("programma"), voce__codice=OuterRef("voce")
    ).values("titolo")[:1]
    osservazioni = (
        Osservazione.objects.visibili_a(utente)
        .filter(
            Q(creata_il__gt=dal)
            | Q(inviata_il__gt=dal)
            | Q(risposta_il__gt=dal)
            | Q(chiusa_il__gt=dal),
            programma__in=programmi,
        )
        .select_related("autore", "risposta_di", "programma__distretto__ente")
        .annotate(titolo_parte=Subquery(parte))
        .order_by("-pk")[:LETTI]
    )
    for o in osservazioni:
        # News for the district is that it arrived, for a colleague that it was written.
        nata = o.creata_il if utente.is_staff else o.inviata_il
        if nata and nata > dal and o.autore_id != utente.pk:
            yield _osservazione(o, nata, _chi(o.autore), "osservazione")
        if o.risposta_il and o.risposta_il > dal and o.risposta_di_id != utente.pk:
            yield _osservazione(o, o.risposta_il, _chi(o.risposta_di), "risposta")
        chiusa = o.stato == StatoOsservazione.CHIUSA and o.chiusa_il
        if chiusa and chiusa > dal and not utente.is_staff:
            yield _osservazione(o, chiusa, "L’ufficio", "chiusura")


def _osservazione(o: Any, quando: datetime, chi: str, genere: str) -> Evento:
    luogo = f"«{o.titolo_parte}»" if o.titolo_parte else ""
    if o.azione_tipo:
        luogo = _azione(o.azione_tipo, o.azione_numero)
    return Evento(
        quando=quando,
        chi=chi,
        programma=o.programma_id,
        nome=str(o.programma),
        genere=genere,
        luogo=luogo,
        ancora=f"osservazione-{o.pk}",
        oggetto=o.pk,
    )


def _modifiche(utente: Any, programmi: QuerySet[Programma], dal: datetime) -> Iterator[Evento]:
    """Changes made by people; an officer is not told of every pause in the writing of a draft."""
    if utente.is_staff:
        programmi = programmi.exclude(stato=Stato.BOZZA)
    azione = Azione.objects.filter(pk=OuterRef("oggetto"), programma=OuterRef("programma"))
    sezione = Sezione.objects.filter(pk=OuterRef("oggetto"), programma=OuterRef("programma"))
    modifiche = (
        Modifica.objects.filter(programma__in=programmi, quando__gt=dal, autore__isnull=False)
        .exclude(autore=utente)
        .defer("prima", "dopo")
        .select_related("autore", "programma__distretto")
        .annotate(
            azione_tipo=Subquery(azione.values("tipo")[:1]),
            azione_numero=Subquery(azione.values("posizione")[:1]),
            titolo_parte=Subquery(sezione.values("titolo")[:1]),
            codice_parte=Subquery(sezione.values("voce__codice")[:1]),
        )
        .order_by("-quando", "-pk")[:LETTI]
    )
    for m in modifiche:
        luogo, ancora = _luogo(m)
        intera = FATTI_DELLE_MODIFICHE.get((m.modello, m.campo))
        yield Evento(
            quando=m.quando,
            chi=_chi(m.autore),
            programma=m.programma_id,
            nome=str(m.programma),
            genere="passo" if intera else "aggiunta" if m.campo == "creata" else "campo",
            luogo=intera.format(luogo=luogo) if intera else luogo,
            ancora=ancora,
            oggetto=(m.modello, m.oggetto, m.campo),
        )


def _luogo(m: Any) -> tuple[str, str]:
    """The place of a change and its anchor in the programme's page."""
    if m.modello == "azione" and m.azione_tipo:
        return _azione(m.azione_tipo, m.azione_numero), f"{m.azione_tipo}-{m.azione_numero}"
    if m.modello == "sezione" and m.titolo_parte:
        return f"«{m.titolo_parte}»", f"parte-{m.codice_parte}"
    return LUOGHI.get(m.modello, "il testo"), "testo"


def _azione(tipo: str, numero: int) -> str:
    return f"«{TipoAzione(tipo).label} {numero}»"


def _documenti(utente: Any, programmi: QuerySet[Programma], dal: datetime) -> Iterator[Evento]:
    """Files issued outside a transition: those of a transition are told with it."""
    dei_passaggi = Passaggio.objects.filter(quando__gt=dal, versione__isnull=False).values(
        "versione"
    )
    documenti = (
        Documento.objects.filter(versione__programma__in=programmi, creato_il__gt=dal)
        .exclude(versione__autore=utente)
        .exclude(versione__in=dei_passaggi)
        .select_related("versione__programma__distretto")
        .defer("versione__contenuto")
        .order_by("-creato_il", "-pk")[:LETTI]
    )
    for d in documenti:
        yield Evento(
            quando=d.creato_il,
            chi="",
            programma=d.versione.programma_id,
            nome=str(d.versione.programma),
            genere="documento",
            luogo=d.get_tipo_display(),
            ancora="documenti",
            oggetto=d.pk,
        )


def _chi(autore: Any) -> str:
    return str(autore) if autore else "Il sistema"
