"""The scheduled round of the notices: reminders, lists of late programmes, digests, leftovers."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from distretti.enums import RuoloEnte
from distretti.models import Ente, Utente
from istruttoria.enums import GenereAvviso
from istruttoria.models import Avviso
from istruttoria.queries.avvisi import in_ritardo, in_scadenza
from istruttoria.services.avvisi import Destinatario, destinatari, di_utente, modi_di
from istruttoria.services.spedizione import Esito, spedisci_riepiloghi, spedisci_rimasti
from istruttoria.transizioni import DISTRETTO
from programmi.models import Programma

SOGLIE = (14, 7, 1)
"""Days before the deadline at which its district is reminded of it, once each."""
ORA = 7
"""Nothing of what is told once a day leaves earlier in the morning."""


def invia_avvisi(*, adesso: datetime | None = None) -> Esito:
    """Everything that must leave now. Run again, or by two processes, it sends nothing twice."""
    adesso = adesso or timezone.now()
    esito = Esito()
    mattina = timezone.localtime(adesso).hour >= ORA
    if mattina:
        esito.promemoria = _prepara_promemoria(timezone.localtime(adesso).date())
        esito.elenchi = _prepara_elenchi(timezone.localtime(adesso).date())
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


def _prepara_elenchi(oggi: date) -> int:
    """For the officers of each Ente that has programmes late; its own address when it has none."""
    avvisi: list[Avviso] = []
    ritardi = in_ritardo(Programma.objects.all(), oggi).order_by().values("distretto__ente")
    for ente in Ente.objects.filter(pk__in=ritardi):
        funzionari = Utente.objects.filter(
            ente=ente, is_active=True, ruolo=RuoloEnte.FUNZIONARIO
        ).order_by("pk")
        persone = [di_utente(utente) for utente in funzionari]
        if not persone and ente.email:
            persone = [Destinatario(ente.email.lower(), str(ente))]
        avvisi += _nuovi(persone, oggi, f"scaduti:{oggi}", GenereAvviso.SCADUTI, giorno=oggi)
    return _scrivi(avvisi)


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


def _scrivi(avvisi: list[Avviso]) -> int:
    """Those not written yet; two processes write each once, for the key is unique."""
    chiavi = [avviso.chiave for avviso in avvisi]
    scritte = set(Avviso.objects.filter(chiave__in=chiavi).values_list("chiave", flat=True))
    mancano = [avviso for avviso in avvisi if avviso.chiave not in scritte]
    Avviso.objects.bulk_create(mancano, ignore_conflicts=True)
    return len(mancano)
