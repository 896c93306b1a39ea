"""What an officer does with the notices that could not be delivered."""

from functools import partial

from django.db import transaction

from distretti.models import Incarico, Utente
from istruttoria.enums import ModoAvvisi, StatoAvviso
from istruttoria.models import Avviso
from istruttoria.queries.consegne import non_consegnati
from istruttoria.services.spedizione import spedisci


@transaction.atomic
def riprova_avvisi(indirizzo: str, *, attore: Utente) -> int:
    """Everything given up for an address starts again; how many notices. Those that go at once
    leave when the transaction is committed, the others with the next digest."""
    righe = non_consegnati(attore).filter(indirizzo=indirizzo)
    chiavi = list(righe.values_list("pk", flat=True))
    ripresi = Avviso.objects.filter(pk__in=chiavi, stato=StatoAvviso.NON_CONSEGNATO)
    quanti = ripresi.update(
        stato=StatoAvviso.DA_INVIARE, tentativi=0, rifiutato_dal=None, prossimo_il=None
    )
    _a_chi_ha_cambiato_indirizzo(chiavi)
    subito = Avviso.objects.filter(pk__in=chiavi, modo=ModoAvvisi.SUBITO).order_by("pk")
    transaction.on_commit(partial(spedisci, list(subito.values_list("pk", flat=True))), robust=True)
    return quanti


def _a_chi_ha_cambiato_indirizzo(chiavi: list[int]) -> None:
    """Who signs in is written to at the address of the day; of who does not, the district's own
    row tells whether the address was corrected meanwhile: same district, same name."""
    senza_accesso = Avviso.objects.filter(pk__in=chiavi, utente=None, programma__isnull=False)
    for avviso in senza_accesso.select_related("programma"):
        assert avviso.programma is not None
        suoi = Incarico.objects.in_corso().filter(
            distretto=avviso.programma.distretto_id, nominativo=avviso.destinatario
        )
        nuovi = {i.email.lower() for i in suoi if i.email}
        if nuovi and avviso.indirizzo not in nuovi:
            Avviso.objects.filter(pk=avviso.pk).update(indirizzo=min(nuovi))


@transaction.atomic
def lascia_avvisi(indirizzo: str, *, attore: Utente) -> int:
    """They are not needed any more: withdrawn, with the name of who said so. How many."""
    righe = non_consegnati(attore).filter(indirizzo=indirizzo)
    quanti = 0
    for pk, detto in righe.values_list("pk", "errore"):
        errore = f"Non consegnato, lasciato da {attore}: {detto}"[:300]
        rimasto = Avviso.objects.filter(pk=pk, stato=StatoAvviso.NON_CONSEGNATO)
        quanti += rimasto.update(stato=StatoAvviso.RITIRATO, errore=errore)
    return quanti
