"""The scheduled round of the notices: reminders, lists of late programmes, digests, leftovers."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from distretti.enums import RuoloEnte
from distretti.models import Ente, Utente
from istruttoria.enums import GenereAvviso, StatoAvviso
from istruttoria.models import Avviso
from istruttoria.queries.avvisi import in_scadenza, risposte_in_scadenza
from istruttoria.queries.ritardi import Ritardo, elenchi_recenti, impronta_dei_ritardi, ritardi
from istruttoria.services.avvisi import Destinatario, destinatari, di_utente, modi_di
from istruttoria.services.spedizione import Esito, spedisci_riepiloghi, spedisci_rimasti
from istruttoria.transizioni import DISTRETTO
from programmi.models import Programma

SOGLIE = (14, 7, 1)
"""Days before the deadline at which its district is reminded of it, once each."""
SOGLIE_RISPOSTE = (7, 1)
"""The same, for the day by which the remarks are to be answered."""
RIPETI = 7
"""Days after which a list of late programmes goes again, though nothing in it has changed."""
ORA = 7
"""Nothing of what is told once a day leaves earlier in the morning."""


def invia_avvisi(*, adesso: datetime | None = None) -> Esito:
    """Everything that must leave now. Run again, or by two processes, it sends nothing twice."""
    adesso = adesso or timezone.now()
    esito = Esito()
    mattina = timezone.localtime(adesso).hour >= ORA
    if mattina:
        oggi = timezone.localtime(adesso).date()
        esito.promemoria = _prepara_promemoria(oggi) + _prepara_promemoria_risposte(oggi)
        esito.elenchi = _prepara_elenchi(oggi)
    spedisci_rimasti(adesso=adesso, esito=esito)
    if mattina:
        spedisci_riepiloghi(adesso=adesso, esito=esito)
    return esito


def _prepara_promemoria(oggi: date) -> int:
    """For the district's people: who writes the programme and who must transmit it.

    Days on which the command did not run are made up for, with one reminder: that of the last
    threshold passed. A proroga gives another deadline, with reminders of its own.
    """
    avvisi: list[Avviso] = []
    for programma in in_scadenza(oggi, entro=max(SOGLIE)):
        termine: date = programma.termine
        soglia = min(s for s in SOGLIE if (termine - oggi).days <= s)
        chiave = f"promemoria:{programma.pk}:{termine}:{soglia}"
        persone = destinatari(programma, DISTRETTO)
        avvisi += _nuovi(
            persone, oggi, chiave, GenereAvviso.PROMEMORIA, programma=programma, giorno=termine
        )
    return _scrivi(avvisi)


def _prepara_promemoria_risposte(oggi: date) -> int:
    """For the same people, of a request that came before the threshold: who was asked yesterday
    for an answer within three days needs no reminder of a week."""
    avvisi: list[Avviso] = []
    for programma in risposte_in_scadenza(oggi, entro=max(SOGLIE_RISPOSTE)):
        giorno, chiesto = programma.integrazioni_entro, timezone.localdate(programma.stato_dal)
        assert giorno is not None
        soglie = [s for s in SOGLIE_RISPOSTE if (giorno - oggi).days <= s < (giorno - chiesto).days]
        if not soglie:
            continue
        chiave = f"risposte:{programma.pk}:{chiesto}:{giorno}:{min(soglie)}"
        persone = destinatari(programma, DISTRETTO)
        avvisi += _nuovi(
            persone, oggi, chiave, GenereAvviso.PROMEMORIA, programma=programma, giorno=giorno
        )
    return _scrivi(avvisi)


def _prepara_elenchi(oggi: date) -> int:
    """For the officers of each Ente that has programmes late; its own address when it has none.

    A list goes when it says something new, otherwise once every ``RIPETI`` days, and never twice
    in a day; while one waits to leave (and it will say what is true then), no other is made.
    """
    avvisi: list[Avviso] = []
    recenti = {a.chiave.rpartition(":")[2]: a for a in elenchi_recenti(oggi - timedelta(RIPETI))}
    per_ente: dict[Ente, list[Ritardo]] = {}
    for ritardo in ritardi(Programma.objects.all(), oggi):
        per_ente.setdefault(ritardo.programma.distretto.ente, []).append(ritardo)
    for ente, elenco in per_ente.items():
        impronta = impronta_dei_ritardi(elenco)
        persone = [
            persona
            for persona in _chi_legge(ente)
            if _dice_altro(impronta, recenti.get(persona.chiave))
        ]
        avvisi += _nuovi(persone, oggi, f"scaduti:{oggi}", GenereAvviso.SCADUTI, giorno=oggi)
    return _scrivi(avvisi)


def _dice_altro(impronta: str, ultimo: Avviso | None) -> bool:
    return ultimo is None or (ultimo.stato == StatoAvviso.INVIATO and ultimo.impronta != impronta)


def _chi_legge(ente: Ente) -> list[Destinatario]:
    funzionari = Utente.objects.filter(ente=ente, is_active=True, ruolo=RuoloEnte.FUNZIONARIO)
    persone = [di_utente(utente) for utente in funzionari.order_by("pk")]
    if not persone and ente.email:
        persone = [Destinatario(ente.email.lower(), str(ente))]
    return persone


def _nuovi(
    persone: list[Destinatario],
    oggi: date,
    chiave: str,
    genere: GenereAvviso,
    *,
    giorno: date,
    programma: Programma | None = None,
) -> Iterable[Avviso]:
    modi = modi_di(persone, oggi=oggi)
    for persona in persone:
        yield Avviso(
            programma=programma,
            genere=genere,
            giorno=giorno,
            chiave=f"{chiave}:{persona.chiave}",
            utente=persona.utente,
            destinatario=persona.nome,
            indirizzo=persona.indirizzo,
            modo=modi[persona],
        )


@transaction.atomic
def _scrivi(avvisi: list[Avviso]) -> int:
    """Those not written yet; two processes write each once, for the key is unique.

    What is written is not written over: on SQLite the guard refuses even the attempt, so that the
    keys are read in the transaction that writes, of which there is one at a time.
    """
    chiavi = [avviso.chiave for avviso in avvisi]
    scritte = set(Avviso.objects.filter(chiave__in=chiavi).values_list("chiave", flat=True))
    mancano = [avviso for avviso in avvisi if avviso.chiave not in scritte]
    Avviso.objects.bulk_create(mancano, ignore_conflicts=True)
    return len(mancano)
