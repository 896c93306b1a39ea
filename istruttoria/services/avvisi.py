"""Notices of what happened to a programme: written with it, one for each person concerned."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction

from distretti.enums import Persona, RuoloEnte
from distretti.models import Incarico, Utente
from distretti.rules import PERSONA_DI_INCARICO
from istruttoria.enums import GenereAvviso, ModoAvvisi, StatoAvviso
from istruttoria.models import Avviso, Passaggio, SceltaAvvisi
from istruttoria.services.spedizione import spedisci
from istruttoria.transizioni import UFFICIO, Transizione
from programmi.models import Programma

RUOLO_DI_PERSONA = {
    Persona.FUNZIONARIO: RuoloEnte.FUNZIONARIO,
    Persona.DIRIGENTE: RuoloEnte.DIRIGENTE,
}

INDIRIZZO_LUNGO = 100


@dataclass(frozen=True, slots=True)
class Destinatario:
    """Who is told: a user, or only an address with the name of its holder."""

    indirizzo: str
    nome: str
    utente: Utente | None = None

    @property
    def chiave(self) -> str:
        """An address may be longer than what a key holds: then its fingerprint stands for it."""
        if self.utente:
            return f"u{self.utente.pk}"
        lungo = len(self.indirizzo) > INDIRIZZO_LUNGO
        return hashlib.sha256(self.indirizzo.encode()).hexdigest() if lungo else self.indirizzo


def avvisa(passaggio: Passaggio, transizione: Transizione) -> None:
    """Write, in the caller's transaction, a notice for the people that the table names, except
    who did it; those who want it at once are sent it when the transaction is committed."""
    programma = passaggio.programma
    a_chi = destinatari(programma, transizione.avvisa, escluso=passaggio.autore)
    modi = modi_di(a_chi)
    avvisi = Avviso.objects.bulk_create(
        Avviso(
            programma=programma,
            passaggio=passaggio,
            genere=GenereAvviso.PASSAGGIO,
            chiave=f"passaggio:{passaggio.pk}:{d.chiave}",
            utente=d.utente,
            destinatario=d.nome,
            indirizzo=d.indirizzo,
            modo=modi[d],
        )
        for d in a_chi
    )
    subito = [a.pk for a in avvisi if a.modo == ModoAvvisi.SUBITO]
    if subito:
        transaction.on_commit(partial(spedisci, subito), robust=True)


def modi_di(
    destinatari: Iterable[Destinatario], *, oggi: date | None = None
) -> dict[Destinatario, str]:
    """How each wants it; who does not sign in has it at once. With ``oggi``, also who has already
    had the day's digest: what must be known today does not wait for tomorrow's."""
    utenti = [d.utente for d in destinatari if d.utente]
    scelte = SceltaAvvisi.objects.filter(utente__in=utenti, modo=ModoAvvisi.RIEPILOGO)
    if oggi is not None:
        scelte = scelte.exclude(riepilogo_del=oggi)
    insieme = set(scelte.values_list("utente", flat=True))
    return {
        d: ModoAvvisi.RIEPILOGO if d.utente and d.utente.pk in insieme else ModoAvvisi.SUBITO
        for d in destinatari
    }


@transaction.atomic
def scegli_avvisi(*, utente: Utente, modo: str) -> None:
    """From now on; what waits for the digest of who wants it no more leaves at the next run."""
    SceltaAvvisi.objects.update_or_create(utente=utente, defaults={"modo": ModoAvvisi(modo)})
    attesa = Avviso.objects.filter(utente=utente, stato=StatoAvviso.DA_INVIARE)
    attesa.exclude(modo=modo).update(modo=modo)


# --- to whom ----------------------------------------------------------------------------------


def destinatari(
    programma: Programma, personae: Iterable[Persona], *, escluso: Utente | None = None
) -> list[Destinatario]:
    """Each address once: the office's people concerned, then the district's."""
    tutti = [
        *_ufficio(programma, [p for p in personae if p in UFFICIO]),
        *_distretto(programma, [p for p in personae if p not in UFFICIO]),
    ]
    proprio = escluso.email.lower() if escluso else ""
    per_indirizzo: dict[str, Destinatario] = {}
    for d in tutti:
        if d.indirizzo and d.indirizzo != proprio:
            per_indirizzo.setdefault(d.indirizzo, d)
    return list(per_indirizzo.values())


def _ufficio(programma: Programma, personae: list[Persona]) -> Iterator[Destinatario]:
    """Who has the programme in charge; nobody yet: the officers of the roles named, else the
    address of the Ente."""
    if not personae:
        return
    ente = programma.distretto.ente
    incaricato = programma.in_carico_a if programma.in_carico_a_id else None
    if Persona.FUNZIONARIO in personae and incaricato is not None and incaricato.is_active:
        yield di_utente(incaricato)
        return
    ruoli = [RUOLO_DI_PERSONA[p] for p in personae]
    utenti = list(Utente.objects.filter(ente=ente, is_active=True, ruolo__in=ruoli))
    yield from map(di_utente, utenti)
    if not utenti:
        yield Destinatario(ente.email.lower(), str(ente))


def _distretto(programma: Programma, personae: list[Persona]) -> Iterator[Destinatario]:
    if not personae:
        return
    ruoli = [ruolo for ruolo, persona in PERSONA_DI_INCARICO.items() if persona in personae]
    incarichi = (
        Incarico.objects.in_corso()
        .filter(distretto=programma.distretto_id, ruolo__in=ruoli)
        .select_related("utente")
    )
    for incarico in incarichi:
        utente = incarico.utente
        if utente is not None and utente.is_active:
            yield di_utente(utente)
        else:
            yield Destinatario(incarico.email.lower(), incarico.nominativo)


def di_utente(utente: Utente) -> Destinatario:
    return Destinatario(utente.email.lower(), str(utente), utente)
