"""The desk of who has a part in districts: what is asked, the districts, the actions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from azioni.models import OrganizzazioneAzione
from distretti.enums import Persona, RuoloIncarico, StatoDistretto
from distretti.models import Distretto, Ente, Incarico, Organizzazione
from distretti.rules import PERSONA_DI_INCARICO
from istruttoria.fatti import Fatti
from istruttoria.queries.quadri import FATTI, con_fatti, quadro, termini
from istruttoria.queries.termini import Proroghe, TermineDetto, proroghe_di, termini_detti
from istruttoria.richieste import (
    Porta,
    Richiesta,
    Termine,
    chiave_di_ordine,
    richieste,
    termine,
)
from istruttoria.situazione import Tappa, cammino, tocca_a
from programmi.enums import STATI_CHIUSI, Stato
from programmi.models import Programma

BOZZE_CONTROLLATE = 3
"""A manager has one or two drafts: their checks are run. Beyond these nothing is counted."""
PARTI_MANCANTI = ("sezione_vuota", "programma_senza_azioni")
"""Checks that speak of a part still to be written."""
IN_CORSO = (Stato.BOZZA, Stato.TRASMESSO, Stato.IN_ISTRUTTORIA, Stato.DA_INTEGRARE)
AZIONI_MOSTRATE = 40


@dataclass(frozen=True, slots=True)
class VoceRichiesta:
    """A thing asked, as a row: the sentence, the programme, the address, the deadline."""

    testo: str
    nome: str
    indirizzo: str
    termine: Termine | None
    attesa: bool


@dataclass(frozen=True, slots=True)
class ProgrammaInCorso:
    programma: Programma
    cammino: list[Tappa]
    tocca_a: tuple[str, str]
    scadenze: list[TermineDetto]


@dataclass(frozen=True, slots=True)
class Scheda:
    """One district of mine: my roles there, this year's programmes, the earlier ones in short."""

    distretto: Distretto
    ruoli: list[str]
    in_corso: list[ProgrammaInCorso]
    altri: list[Programma]

    @property
    def attivo(self) -> bool:
        return self.distretto.stato == StatoDistretto.ATTIVO


@dataclass(frozen=True, slots=True)
class AzioneNominata:
    """An action that names the reader's organisation."""

    titolo: str
    nome: str
    ruolo: str
    organizzazione: str
    indirizzo: str
    scadenza: Termine | None


@dataclass(frozen=True, slots=True)
class ScrivaniaDistretto:
    richieste: list[VoceRichiesta]
    schede: list[Scheda]
    lettore: bool
    scrive: bool
    organizzazioni: list[Organizzazione]
    azioni: list[AzioneNominata]
    enti: list[Ente]


def scrivania_distretto(utente: Any, *, oggi: date) -> ScrivaniaDistretto:
    """The desk of a person with parts in districts; whom to ask when there is none."""
    incarichi = list(
        Incarico.objects.in_corso(oggi)
        .filter(utente=utente)
        .select_related("distretto__capofila", "distretto__ente", "organizzazione")
        .order_by("distretto__denominazione", "pk")
    )
    programmi = list(
        termini(con_fatti(Programma.objects.visibili_a(utente)))
        .select_related("distretto", "in_carico_a")
        .order_by("-anno", "-pk")
    )
    attuali = [p for p in programmi if _attuale(p, oggi)]
    proroghe = proroghe_di(attuali)
    organizzazioni = _rappresentate(incarichi)
    return ScrivaniaDistretto(
        richieste=_richieste(incarichi, programmi, oggi),
        schede=_schede(incarichi, programmi, proroghe, oggi),
        lettore=any(i.ruolo == RuoloIncarico.REFERENTE_ORGANIZZAZIONE for i in incarichi),
        scrive=any(i.ruolo != RuoloIncarico.REFERENTE_ORGANIZZAZIONE for i in incarichi),
        organizzazioni=organizzazioni,
        azioni=_azioni(organizzazioni, attuali, oggi) if organizzazioni else [],
        enti=[] if incarichi else list(Ente.objects.all()[:5]),
    )


def _attuale(programma: Programma, oggi: date) -> bool:
    """A programme of this year or later, or one that is still on its way."""
    if programma.stato in STATI_CHIUSI or programma.storico:
        return False
    return programma.al >= oggi or programma.stato in IN_CORSO


# --- what is asked --------------------------------------------------------------------------


def _richieste(
    incarichi: list[Incarico], programmi: list[Programma], oggi: date
) -> list[VoceRichiesta]:
    personae = _personae(incarichi)
    trovate: list[tuple[Programma, Richiesta]] = []
    bozze = 0
    for programma in programmi:
        mie = personae.get(programma.distretto_id, [])
        scrive = any(persona != Persona.LETTORE for persona in mie)
        conteggi: dict[str, int] = {}
        if scrive and programma.stato == Stato.BOZZA and not programma.storico:
            bozze += 1
            conteggi = _conteggi(programma) if bozze <= BOZZE_CONTROLLATE else {}
        fatti = {nome: getattr(programma, nome) for nome in FATTI}
        trovate += [(programma, r) for r in richieste(mie, quadro(fatti, **conteggi))]
    trovate.sort(key=lambda trovata: chiave_di_ordine(trovata[1], oggi))
    return [
        VoceRichiesta(
            testo=r.testo,
            nome=str(programma),
            indirizzo=indirizzo(programma.pk, r.porta),
            termine=termine(r.termine, oggi) if r.termine else None,
            attesa=r.attesa,
        )
        for programma, r in trovate
    ]


def _personae(incarichi: Iterable[Incarico]) -> dict[int, list[Persona]]:
    """The personae in each district, strongest first."""
    ruoli: dict[int, set[str]] = {}
    for incarico in incarichi:
        ruoli.setdefault(incarico.distretto_id, set()).add(incarico.ruolo)
    return {
        distretto: [p for ruolo, p in PERSONA_DI_INCARICO.items() if ruolo in suoi]
        for distretto, suoi in ruoli.items()
    }


def _conteggi(programma: Programma) -> dict[str, int]:
    blocchi = Fatti(programma).blocchi
    mancano = sum(esito.codice in PARTI_MANCANTI for esito in blocchi)
    return {"mancano": mancano, "bloccano": len(blocchi) - mancano}


def indirizzo(programma: int, porta: Porta) -> str:
    """The exact place where a thing is done."""
    if porta.passo:
        return reverse("passo", args=[programma, porta.passo])
    if porta.redazione:
        return reverse("redazione", args=[programma])
    if porta.revisione:
        return reverse("revisione", args=[programma])
    ancora = f"#{porta.ancora}" if porta.ancora else ""
    return reverse("programma", args=[programma]) + ancora


# --- my districts ---------------------------------------------------------------------------


def _schede(
    incarichi: list[Incarico], programmi: list[Programma], proroghe: Proroghe, oggi: date
) -> list[Scheda]:
    """One card for each district, in the order of their names."""
    ruoli: dict[int, list[str]] = {}
    distretti: dict[int, Distretto] = {}
    for incarico in incarichi:
        distretti[incarico.distretto_id] = incarico.distretto
        etichette = ruoli.setdefault(incarico.distretto_id, [])
        etichetta = str(incarico.get_ruolo_display())
        if incarico.organizzazione:
            etichetta += f": {incarico.organizzazione}"
        if etichetta not in etichette:
            etichette.append(etichetta)
    schede = []
    for pk, distretto in distretti.items():
        suoi = [p for p in programmi if p.distretto_id == pk]
        attuali = [p for p in suoi if _attuale(p, oggi)]
        schede.append(
            Scheda(
                distretto=distretto,
                ruoli=ruoli[pk],
                in_corso=[_in_corso(p, proroghe, oggi) for p in attuali],
                altri=[p for p in suoi if p not in attuali],
            )
        )
    return schede


def _in_corso(programma: Programma, proroghe: Proroghe, oggi: date) -> ProgrammaInCorso:
    fatti = quadro({nome: getattr(programma, nome) for nome in FATTI})
    proposto = programma.stato == Stato.IN_ISTRUTTORIA and fatti.proposto
    in_rettifica = programma.rettifica_dal is not None
    return ProgrammaInCorso(
        programma=programma,
        cammino=cammino(programma.stato),
        tocca_a=("Al dirigente", "È proposto per l’approvazione.")
        if proposto
        else tocca_a(
            programma.stato, in_rettifica=in_rettifica, aspetta_numero=fatti.aspetta_numero
        ),
        scadenze=list(termini_detti(programma, proroghe, oggi)),
    )


# --- the actions of my organisation ---------------------------------------------------------


def _rappresentate(incarichi: list[Incarico]) -> list[Organizzazione]:
    trovate = {
        i.organizzazione.pk: i.organizzazione
        for i in incarichi
        if i.organizzazione and i.ruolo == RuoloIncarico.REFERENTE_ORGANIZZAZIONE
    }
    return list(trovate.values())


def _azioni(
    organizzazioni: list[Organizzazione], programmi: list[Programma], oggi: date
) -> list[AzioneNominata]:
    """The actions of these programmes that name the organisations, the nearest deadline first.

    A name that nobody has linked to the register counts when it is written as there.
    """
    nomi = {o.denominazione.lower() for o in organizzazioni}
    nomi |= {o.denominazione for o in organizzazioni}
    righe = (
        OrganizzazioneAzione.objects.filter(azione__programma__in=[p.pk for p in programmi])
        .annotate(minuscolo=Lower("testo"))
        .filter(
            Q(organizzazione__in=organizzazioni)
            | Q(organizzazione=None, minuscolo__in=nomi)
            | Q(organizzazione=None, testo__in=nomi)
        )
        .select_related("azione__programma__distretto")
        .order_by("azione__tipo", "azione__posizione", "ruolo")
    )
    da_fare = sorted(righe, key=lambda r: _vicinanza(r.azione.scadenza, oggi))
    viste: dict[int, AzioneNominata] = {}
    for riga in da_fare:
        if riga.azione_id not in viste:
            viste[riga.azione_id] = _azione(riga, oggi)
    return list(viste.values())[:AZIONI_MOSTRATE]


def _vicinanza(giorno: date | None, oggi: date) -> tuple[bool, date]:
    """Days to come first, the nearest one before; then those gone, then no day at all."""
    return giorno is None or giorno < oggi, giorno or date.max


def _azione(riga: OrganizzazioneAzione, oggi: date) -> AzioneNominata:
    azione = riga.azione
    return AzioneNominata(
        titolo=azione.titolo or "Senza titolo",
        nome=f"{azione.get_tipo_display()} {azione.posizione} · {azione.programma}",
        ruolo=str(riga.get_ruolo_display()),
        organizzazione=riga.testo,
        indirizzo=indirizzo(azione.programma_id, Porta(ancora=f"{azione.tipo}-{azione.posizione}")),
        scadenza=termine(azione.scadenza, oggi) if azione.scadenza else None,
    )
