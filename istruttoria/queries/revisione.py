"""The review of a programme: its document in order, with what was written beside each place.

For the officers of its Ente alone: their notes are on the page.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from istruttoria.cambiamenti import NIENTE, Cambiamento, del_luogo
from istruttoria.confronto import Confronto, confronta
from istruttoria.enums import StatoOsservazione
from istruttoria.fatti import Fatti
from istruttoria.models import Osservazione, SeguitoOsservazione, Versione, VisitaRevisione
from istruttoria.parole import segna_parole
from istruttoria.parti import AzioneDaLeggere, Campo, Parte, parti_dello_snapshot
from istruttoria.queries.note import NotaLetta, note_interne
from istruttoria.queries.novita import PAUSA
from istruttoria.queries.programmi import (
    CON_SEGUITI,
    TUTTO,
    Controlli,
    Segnalazione,
    ancora_di,
    controlli_per_gravita,
    luogo_di,
    seguiti_di,
)
from istruttoria.sblocchi import Luogo
from programmi.enums import Stato, TipoAzione
from programmi.testo_ricco import TestoNonAmmesso, pulisci

TRASMISSIONE, VISITA, NASCONDI, RETTIFICA = "trasmissione", "visita", "nascondi", "rettifica"
TRASMISSIONI = ("trasmetti", "ritrasmetti")


@dataclass(frozen=True, slots=True)
class OsservazioneRivista:
    """A remark, with what changed in its place since the version that it was written on."""

    osservazione: Osservazione
    seguiti: list[SeguitoOsservazione]
    cambiamento: Cambiamento
    versione: int | None
    nuova: bool

    @property
    def aperta(self) -> bool:
        return self.osservazione.stato != StatoOsservazione.CHIUSA


@dataclass(slots=True)
class Posto:
    """A place that can be remarked on, and all that is written about it."""

    luogo: Luogo
    nome: str
    ancora: str
    osservabile: bool = True
    cambiamento: Cambiamento = NIENTE
    osservazioni: list[OsservazioneRivista] = field(default_factory=list)
    note: list[NotaLetta] = field(default_factory=list)
    segnalazioni: list[Segnalazione] = field(default_factory=list)

    @property
    def chiave(self) -> str:
        return self.luogo.chiave

    @property
    def testo_diverso(self) -> Any:
        """The words that changed in the one text of the place, None when they did not."""
        return self.cambiamento.testi[0].pezzi if self.cambiamento.testi else None


@dataclass(frozen=True, slots=True)
class AzioneRivista:
    azione: AzioneDaLeggere
    posto: Posto
    titolo: Posto | None
    campi: list[tuple[Campo, Posto]]


@dataclass(frozen=True, slots=True)
class GruppoRivisto:
    titolo: str
    introduzione: str
    azioni: list[AzioneRivista]


@dataclass(frozen=True, slots=True)
class ParteRivista:
    """``segnato`` is the rich text with its changes marked, "" when nothing is to be marked."""

    parte: Parte
    posto: Posto
    gruppi: list[GruppoRivisto]
    segnato: str


@dataclass(frozen=True, slots=True)
class Base:
    """A text with which today's can be compared."""

    chiave: str
    nome: str
    quando: datetime


@dataclass(frozen=True, slots=True)
class Revisione:
    tutto: Posto
    parti: list[ParteRivista]
    altrove: list[Posto]
    basi: list[Base]
    base: Base | None
    confronto: Confronto | None
    cambiate: list[Posto]
    tolte: list[str]
    conteggi: dict[str, int]
    da_inviare: int
    controlli: Controlli
    impronta: str
    da_guardare: list[tuple[Posto, OsservazioneRivista]]
    """The remarks not closed, each with its place, in the order of the document."""


def revisione(fatti: Fatti, utente: Any, *, da: str = "") -> Revisione:
    """The page; ``da`` names the text with which to compare, "" leaves the choice to the page."""
    return _Composta(fatti, utente).pagina(da)


class _Composta:
    """One composition of the page: what was read once, and the places made so far."""

    def __init__(self, fatti: Fatti, utente: Any) -> None:
        self.fatti, self.programma = fatti, fatti.programma
        self.versioni = list(self.programma.versioni.defer("contenuto").order_by("creata_il"))
        self.osservazioni = list(
            self.programma.osservazioni.select_related("autore").prefetch_related(CON_SEGUITI)
        )
        self.note = note_interne(self.programma, utente)
        self.visita = VisitaRevisione.objects.filter(
            utente=utente, programma=self.programma
        ).first()
        self.controlli = controlli_per_gravita(fatti.esiti)
        self.testi: dict[int, dict[str, Any]] = {}
        self.confronti: dict[int, Confronto] = {}
        self.confronto: Confronto | None = None
        self.prima: dict[str, Any] = {}
        self.posti: dict[str, Posto] = {}

    # --- what today's text is compared with --------------------------------------------------

    def _trasmessa(self) -> tuple[Versione, datetime] | None:
        """The text that the last transmission changed; what came after is a change too."""
        passaggi = list(
            self.programma.passaggi.filter(transizione__in=TRASMISSIONI, versione__isnull=False)
            .order_by("quando", "pk")
            .values_list("versione_id", "quando")
        )
        if not passaggi:
            return None
        in_mano_al_distretto = self.programma.stato in (Stato.BOZZA, Stato.DA_INTEGRARE)
        quale = passaggi[-1] if in_mano_al_distretto or len(passaggi) == 1 else passaggi[-2]
        return next(v for v in self.versioni if v.pk == quale[0]), quale[1]

    def _di_partenza(self) -> tuple[Versione, datetime] | None:
        """In a rettifica the text that it found, else the one that was transmitted."""
        apertura = self.fatti.apertura
        if apertura is None:
            return self._trasmessa()
        trovato = next((v for v in self.versioni if v.pk == apertura.versione_id), None)
        return (trovato, apertura.quando) if trovato else None

    def _base(self, versione: Versione, quando: datetime) -> Base:
        if self.fatti.in_rettifica:
            return Base(RETTIFICA, "Dall’apertura della rettifica", quando)
        nome = f"Dalla trasmissione (versione {versione.numero})"
        return Base(TRASMISSIONE, nome, quando)

    @cached_property
    def vista(self) -> tuple[str, datetime] | None:
        """The text of the last visit, not of the one that lasts still."""
        if self.visita is None:
            return None
        if timezone.now() - self.visita.quando > PAUSA:
            return self.visita.testo, self.visita.quando
        return (self.visita.prima, self.visita.novita_dal) if self.visita.prima else None

    def _scegli(self, da: str) -> tuple[list[Base], Base | None]:
        basi = []
        if trasmessa := self._di_partenza():
            versione, quando = trasmessa
            basi.append(self._base(versione, quando))
        if vista := self.vista:
            basi.append(Base(VISITA, "Dalla mia ultima visita", vista[1]))
        scelta = next((b for b in basi if b.chiave == da), basi[0] if basi and not da else None)
        if scelta and scelta.chiave != VISITA and trasmessa:
            self.prima = self._testo(trasmessa[0])
            self.confronto = self._dalla_versione(trasmessa[0])
        elif scelta and vista:
            self.prima = json.loads(vista[0])
            self.confronto = confronta(self.prima, self.fatti.snapshot)
        return basi, scelta

    def _testo(self, versione: Versione) -> dict[str, Any]:
        if not self.testi:
            servono = {v.pk for o in self.osservazioni if (v := self._osservata(o))}
            servono |= {versione.pk}
            contenuti = self.programma.versioni.filter(pk__in=servono)
            self.testi = {pk: json.loads(t) for pk, t in contenuti.values_list("pk", "contenuto")}
        return self.testi[versione.pk]

    def _osservata(self, osservazione: Osservazione) -> Versione | None:
        """The version that the remark was written on: the last one frozen before it."""
        prima = [v for v in self.versioni if v.creata_il <= osservazione.creata_il]
        return prima[-1] if prima else None

    def _dalla_versione(self, versione: Versione) -> Confronto:
        if versione.pk not in self.confronti:
            testo = self._testo(versione)
            self.confronti[versione.pk] = confronta(testo, self.fatti.snapshot)
        return self.confronti[versione.pk]

    # --- the places ---------------------------------------------------------------------------

    def _posto(self, luogo: Luogo, nome: str, tipo: str = "") -> Posto:
        posto = Posto(luogo, nome, ancora_di(luogo) or "tutto")
        if self.confronto:
            posto.cambiamento = del_luogo(self.confronto, luogo, tipo=tipo, intero=False)
        for osservazione in self.osservazioni:
            if luogo_di(osservazione) == luogo:
                posto.osservazioni.append(self._rivista(osservazione, tipo))
        posto.note = [nota for nota in self.note if nota.chiave == luogo.chiave]
        posto.segnalazioni = [
            s
            for s in (*self.controlli.bloccano, *self.controlli.avvisano)
            if s.luogo == luogo.chiave
        ]
        self.posti[luogo.chiave] = posto
        return posto

    def _rivista(self, osservazione: Osservazione, tipo: str) -> OsservazioneRivista:
        versione, cambiamento = self._osservata(osservazione), NIENTE
        if versione is not None:
            confronto = self._dalla_versione(versione)
            cambiamento = del_luogo(confronto, luogo_di(osservazione), tipo=tipo)
        risposta = osservazione.risposta_il
        nuova = bool(self.vista and risposta and risposta > self.vista[1])
        return OsservazioneRivista(
            osservazione,
            seguiti_di(osservazione, ufficio=True),
            cambiamento,
            versione.numero if versione else None,
            nuova,
        )

    def _azione(self, azione: AzioneDaLeggere) -> AzioneRivista:
        codici = {c["codice"] for c in self.fatti.snapshot["campi"][azione.chiave[0]]}

        def posto(codice: str, nome: str) -> Posto:
            trovato = self._posto(Luogo("", azione.chiave, codice), f"{azione.nome} – {nome}")
            trovato.osservabile = codice in codici
            return trovato

        return AzioneRivista(
            azione,
            self._posto(Luogo("", azione.chiave), azione.nome),
            posto("titolo", "Titolo") if "titolo" in codici else None,
            [(campo, posto(campo.codice, campo.etichetta)) for campo in azione.campi],
        )

    def _parte(self, parte: Parte) -> ParteRivista:
        posto = self._posto(Luogo(parte.codice), parte.titolo, parte.tipo)
        gruppi = [
            GruppoRivisto(g.titolo, g.introduzione, [self._azione(a) for a in g.azioni])
            for g in parte.gruppi
        ]
        return ParteRivista(
            parte, posto, gruppi, self._segnato(parte) if posto.testo_diverso else ""
        )

    def _segnato(self, parte: Parte) -> str:
        voci = {v["codice"]: v["html"] for v in self.prima.get("voci") or []}
        try:
            return segna_parole(pulisci(voci.get(parte.codice) or ""), pulisci(parte.html)) or ""
        except TestoNonAmmesso:
            return ""

    def _altrove(self) -> Iterator[Posto]:
        """Places that the document no longer prints, and are still written about."""
        scritti = [luogo_di(o) for o in self.osservazioni] + [luogo_di(n.nota) for n in self.note]
        for luogo in scritti:
            if luogo.chiave not in self.posti:
                yield self._posto(luogo, _nome(luogo))

    # --- the page -----------------------------------------------------------------------------

    def pagina(self, da: str) -> Revisione:
        basi, base = self._scegli(da)
        tutto = self._posto(Luogo(), TUTTO)
        parti = [self._parte(parte) for parte in parti_dello_snapshot(self.fatti.snapshot)]
        altrove = list(self._altrove())
        stati = [o.stato for o in self.osservazioni]
        return Revisione(
            tutto=tutto,
            parti=parti,
            altrove=altrove,
            basi=basi,
            base=base,
            confronto=self.confronto,
            cambiate=[p for p in (tutto, *_in_ordine(parti)) if p.cambiamento],
            tolte=[a.nome for a in self.confronto.azioni if "tolta" in a.cambi]
            if self.confronto
            else [],
            conteggi={str(stato): stati.count(stato) for stato in StatoOsservazione.values},
            da_inviare=sum(not o.inviata for o in self.osservazioni),
            controlli=self.controlli,
            impronta=self.fatti.impronta,
            da_guardare=[
                (posto, rivista)
                for posto in (tutto, *_in_ordine(parti), *altrove)
                for rivista in posto.osservazioni
                if rivista.aperta
            ],
        )


def _in_ordine(parti: Iterable[ParteRivista]) -> Iterator[Posto]:
    for parte in parti:
        yield parte.posto
        for gruppo in parte.gruppi:
            for azione in gruppo.azioni:
                yield azione.posto
                if azione.titolo:
                    yield azione.titolo
                yield from (posto for _, posto in azione.campi)


def _nome(luogo: Luogo) -> str:
    if luogo.azione:
        tipo, numero = luogo.azione
        nome = f"{TipoAzione(tipo).label} {numero}"
        return f"{nome} – {luogo.campo}" if luogo.campo else nome
    return luogo.voce
