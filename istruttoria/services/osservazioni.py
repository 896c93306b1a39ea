"""Remarks on a programme, and checks that an officer overrides."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from distretti.models import Utente
from distretti.rules import Risposta
from istruttoria import rules
from istruttoria.enums import GenereSeguito, StatoOsservazione, TipoOsservazione
from istruttoria.fatti import Fatti
from istruttoria.models import Osservazione, SeguitoOsservazione, SuperamentoControllo
from istruttoria.services.conteggi import conta_controlli
from istruttoria.services.luoghi import pretendi_luogo, pretendi_testo
from istruttoria.workflow import Rifiuto
from programmi.enums import Stato
from programmi.models import Programma


class OsservazioneCambiata(Rifiuto):
    """A colleague rewrote the remark after it was shown: ``attuale`` is how it reads now."""

    def __init__(self, attuale: Osservazione) -> None:
        super().__init__(
            f"Nel frattempo un collega l'ha riscritta così: «{attuale.testo}» "
            f"({attuale.get_tipo_display().lower()}). Scegliere quale testo resta e salvare.",
            "testo",
        )
        self.attuale = attuale


def aggiungi_osservazione(
    *,
    programma: Programma,
    autore: Utente,
    testo: str,
    tipo: str = TipoOsservazione.CORREZIONE,
    voce: str = "",
    azione_tipo: str = "",
    azione_numero: int | None = None,
    campo: str = "",
) -> Osservazione:
    """A remark on the programme, on a part, on an action or on one of its fields."""
    _pretendi(rules.puo_osservare(autore, programma))
    testo = pretendi_testo(testo, "Scrivere l'osservazione.", "testo")
    if tipo not in TipoOsservazione.values:
        raise Rifiuto("Il tipo di osservazione non è tra quelli previsti.", "tipo")
    pretendi_luogo(programma, voce, azione_tipo, azione_numero, campo)
    return Osservazione.objects.create(
        programma=programma,
        autore=autore,
        testo=testo,
        tipo=tipo,
        voce=voce,
        azione_tipo=azione_tipo,
        azione_numero=azione_numero,
        campo=campo,
    )


def correggi_osservazione(
    osservazione: Osservazione, *, attore: Utente, testo: str, tipo: str, visto: str
) -> Osservazione:
    """Another text, or kind, of a remark not yet sent; ``visto`` is its fingerprint as shown.

    Raises ``OsservazioneCambiata`` when a colleague has rewritten it meanwhile.
    """
    _pretendi(rules.puo_osservare(attore, osservazione.programma))
    testo = pretendi_testo(testo, "Scrivere l'osservazione.", "testo")
    if tipo not in TipoOsservazione.values:
        raise Rifiuto("Il tipo di osservazione non è tra quelli previsti.", "tipo")
    righe = Osservazione.objects.filter(pk=osservazione.pk, inviata_il__isnull=True)
    with transaction.atomic():
        attuale = righe.select_for_update().first()
        if attuale is None:
            raise Rifiuto(NON_PIU_DA_INVIARE)
        come_vista = {"testo": attuale.testo, "tipo": attuale.tipo}
        cambiata = attuale.impronta != visto
        if cambiata or not righe.filter(**come_vista).update(testo=testo, tipo=tipo):
            raise OsservazioneCambiata(attuale)
    attuale.testo, attuale.tipo = testo, tipo
    return attuale


def ritira_osservazione(osservazione: Osservazione, *, attore: Utente) -> None:
    """Take away a remark not yet sent: nobody outside the office has ever seen it."""
    _pretendi(rules.puo_osservare(attore, osservazione.programma))
    righe = Osservazione.objects.filter(pk=osservazione.pk, inviata_il__isnull=True)
    if not righe.delete()[0]:
        raise Rifiuto(NON_PIU_DA_INVIARE)


def invia_osservazioni(programma: Programma) -> int:
    """The open remarks reach the district; in the transaction that asks for integrations."""
    adesso = timezone.now()
    aperte = programma.osservazioni.filter(stato=StatoOsservazione.APERTA)
    dopo = SeguitoOsservazione.objects.filter(
        osservazione=OuterRef("osservazione"), pk__gt=OuterRef("pk")
    )
    riaperture = SeguitoOsservazione.objects.filter(
        ~Exists(dopo),
        osservazione__in=aperte,
        genere=GenereSeguito.RIAPERTURA,
        fissato_il__isnull=True,
    )
    chiavi = list(riaperture.values_list("pk", flat=True))
    SeguitoOsservazione.objects.filter(pk__in=chiavi).update(fissato_il=adesso)
    return aperte.filter(inviata_il__isnull=True).update(inviata_il=adesso)


def fissa_risposte(programma: Programma) -> int:
    """The answers are transmitted: from now on they stay as they are."""
    return _risposte_da_fissare(osservazione__programma=programma).update(fissato_il=timezone.now())


def _risposte_da_fissare(**quali: Any) -> QuerySet[SeguitoOsservazione]:
    return SeguitoOsservazione.objects.filter(
        genere=GenereSeguito.RISPOSTA, fissato_il__isnull=True, **quali
    )


def rispondi_osservazione(
    osservazione: Osservazione, *, attore: Utente, testo: str
) -> Osservazione:
    """The district's answer; it may be rewritten until it is transmitted."""
    _pretendi(rules.puo_rispondere(attore, osservazione.programma))
    testo = pretendi_testo(testo, "Scrivere la risposta.", "risposta")
    adesso = timezone.now()
    detta = {"testo": testo, "autore": attore, "quando": adesso}
    with transaction.atomic():
        cambiata = _cambia(
            osservazione,
            da=(StatoOsservazione.APERTA, StatoOsservazione.RISPOSTA),
            a=StatoOsservazione.RISPOSTA,
            risposta=testo,
            risposta_il=adesso,
            risposta_di=attore,
        )
        if not _risposte_da_fissare(osservazione=cambiata).update(**detta):
            cambiata.seguiti.create(genere=GenereSeguito.RISPOSTA, **detta)
    return cambiata


def chiudi_osservazione(osservazione: Osservazione, *, attore: Utente) -> Osservazione:
    """The officer is satisfied, with or without an answer."""
    _pretendi(rules.puo_osservare(attore, osservazione.programma))
    adesso = timezone.now()
    with transaction.atomic():
        chiusa = _cambia(
            osservazione,
            da=(StatoOsservazione.APERTA, StatoOsservazione.RISPOSTA),
            a=StatoOsservazione.CHIUSA,
            chiusa_il=adesso,
        )
        _risposte_da_fissare(osservazione=chiusa).update(fissato_il=adesso)
        chiusa.seguiti.create(
            genere=GenereSeguito.CHIUSURA, autore=attore, quando=adesso, fissato_il=adesso
        )
    return chiusa


def riapri_osservazione(osservazione: Osservazione, *, attore: Utente, motivo: str) -> Osservazione:
    """The answer is not enough, and why: the remark waits for another one.

    The district learns of it as of a remark: with the request of integrations, or at once when it
    is integrating already.
    """
    _pretendi(rules.puo_osservare(attore, osservazione.programma))
    motivo = pretendi_testo(motivo, "Scrivere perché si riapre.", "motivo")
    adesso = timezone.now()
    with transaction.atomic():
        riaperta = _cambia(
            osservazione,
            da=(StatoOsservazione.RISPOSTA, StatoOsservazione.CHIUSA),
            a=StatoOsservazione.APERTA,
            risposta="",
            risposta_il=None,
            risposta_di=None,
            chiusa_il=None,
        )
        _risposte_da_fissare(osservazione=riaperta).update(fissato_il=adesso)
        al_distretto = riaperta.programma.stato == Stato.DA_INTEGRARE
        riaperta.seguiti.create(
            genere=GenereSeguito.RIAPERTURA,
            testo=motivo,
            autore=attore,
            quando=adesso,
            fissato_il=adesso if al_distretto else None,
        )
    return riaperta


def supera_controllo(
    *, programma: Programma, codice: str, dove: str, motivo: str, autore: Utente
) -> SuperamentoControllo:
    """An officer decides that a finding does not count here, and says why."""
    _pretendi(rules.puo_superare(autore, programma))
    motivo = pretendi_testo(motivo, "Scrivere il motivo.", "motivo")
    if not any((e.codice, e.dove) == (codice, dove) for e in Fatti(programma).esiti):
        raise Rifiuto("Questo controllo oggi non segnala nulla in questo punto.")
    try:
        with transaction.atomic():
            transaction.on_commit(lambda: conta_controlli(programma.pk), robust=True)
            return SuperamentoControllo.objects.create(
                programma=programma, codice=codice, dove=dove, motivo=motivo, autore=autore
            )
    except IntegrityError as errore:
        raise Rifiuto("Questo controllo è già stato superato.") from errore


def _pretendi(risposta: Risposta) -> None:
    if not risposta:
        raise Rifiuto(risposta.motivo)


NON_PIU_DA_INVIARE = (
    "L'osservazione è già stata inviata al distretto, o ritirata: non si corregge e non si ritira."
)


def _cambia(
    osservazione: Osservazione,
    *,
    da: tuple[StatoOsservazione, ...],
    a: StatoOsservazione,
    **campi: object,
) -> Osservazione:
    inviate = Osservazione.objects.inviate()
    cambiate = inviate.filter(pk=osservazione.pk, stato__in=da).update(stato=a, **campi)
    attuale = Osservazione.objects.select_related("programma__distretto__ente").get(
        pk=osservazione.pk
    )
    if attuale.inviata_il is None:
        raise Rifiuto(
            "L'osservazione non è ancora stata inviata al distretto: si può correggere o ritirare."
        )
    if not cambiate:
        raise Rifiuto(f"L'osservazione è «{attuale.get_stato_display()}».")
    return attuale
