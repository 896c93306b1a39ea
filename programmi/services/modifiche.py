"""Changes of a programme's own fields: one conditional UPDATE, with its history row."""

from datetime import date
from typing import Any

from django.db import transaction

from distretti.enums import TipoCertificazione
from distretti.models import Adesione, Certificazione, Utente
from distretti.tempo import ABBREVIAZIONI
from programmi.enums import Stato
from programmi.models import AderenteProgramma, Modifica, Programma

CAMPI_MODIFICABILI = frozenset(
    {"titolo", "richiede_contributo", "gruppo_di_lavoro_il", "aderenti_al", "in_carico_a"}
)
STATI_MODIFICABILI = (
    Stato.BOZZA,
    Stato.TRASMESSO,
    Stato.IN_ISTRUTTORIA,
    Stato.DA_INTEGRARE,
)


def modificabile(programma: Programma) -> bool:
    """Whether the programme's own fields may change: until it is approved, and in a rettifica."""
    return programma.stato in STATI_MODIFICABILI or programma.rettifica_dal is not None


_MESE_BREVE = {numero: nome for nome, numero in ABBREVIAZIONI.items() if len(nome) == 3}


class ModificaRifiutata(Exception):
    """The change cannot be made; the message is Italian, for the reader."""


class ConflittoDiModifica(ModificaRifiutata):
    """Someone changed the same field meanwhile; ``attuale`` and ``proposto`` are both texts."""

    def __init__(self, campo: str, attuale: str, proposto: str) -> None:
        super().__init__(
            f"Nel frattempo «{campo}» è cambiato: ora vale «{attuale}», si voleva «{proposto}». "
            "Ricaricare e decidere quale tenere."
        )
        self.campo, self.attuale, self.proposto = campo, attuale, proposto


@transaction.atomic
def aggiorna_programma(programma: Programma, *, attore: Utente | None, **campi: Any) -> int:
    """Write plain fields of the programme; the number of fields that really changed.

    Each field is written only where it still has the value that ``programma`` was loaded with and
    the state is the same; otherwise ``ConflittoDiModifica`` and nothing is written.
    """
    vietati = sorted(set(campi) - CAMPI_MODIFICABILI)
    if vietati:
        raise ModificaRifiutata(f"Questi campi non si modificano così: {', '.join(vietati)}.")
    if not modificabile(programma):
        raise ModificaRifiutata(
            f"Un programma nello stato «{programma.get_stato_display()}» non si modifica."
        )
    cambiati = {nome: v for nome, v in campi.items() if getattr(programma, nome) != v}
    if not cambiati:
        return 0
    condizione: dict[str, Any] = {
        "pk": programma.pk,
        "stato": programma.stato,
        "rettifica_dal__isnull": programma.rettifica_dal is None,
    }
    for nome in cambiati:
        prima = getattr(programma, nome)
        condizione.update({f"{nome}__isnull": True} if prima is None else {nome: prima})
    if not Programma.objects.filter(**condizione).update(**cambiati):
        _spiega_conflitto(programma, cambiati)
    Modifica.objects.bulk_create(
        Modifica(
            programma=programma,
            modello="programma",
            oggetto=programma.pk,
            campo=nome,
            prima=_testo(getattr(programma, nome)),
            dopo=_testo(valore),
            autore=attore,
        )
        for nome, valore in cambiati.items()
    )
    for nome, valore in cambiati.items():
        setattr(programma, nome, valore)
    return len(cambiati)


def _spiega_conflitto(programma: Programma, cambiati: dict[str, Any]) -> None:
    attuale = Programma.objects.get(pk=programma.pk)
    if attuale.stato != programma.stato:
        raise ConflittoDiModifica(
            "stato", attuale.get_stato_display(), programma.get_stato_display()
        )
    for nome, valore in cambiati.items():
        ora = getattr(attuale, nome)
        if ora != getattr(programma, nome):
            colonna: Any = Programma._meta.get_field(nome)
            raise ConflittoDiModifica(str(colonna.verbose_name), _testo(ora), _testo(valore))
    raise ModificaRifiutata("Il programma è cambiato nel frattempo: ricaricare e riprovare.")


def _testo(valore: Any) -> str:
    if valore is None:
        return ""
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    return valore.isoformat() if isinstance(valore, date) else str(valore)


@transaction.atomic
def fissa_aderenti(programma: Programma, *, al: date, attore: Utente | None = None) -> int:
    """Rewrite the annexed member list from the register as it stands on ``al``; how many.

    A day on which the register has no member is refused: the list would vanish. The programme's row
    is held meanwhile, so that no step fixes half a list.
    """
    attuale = Programma.objects.select_for_update(no_key=True).get(pk=programma.pk)
    if not modificabile(attuale):
        raise ModificaRifiutata(
            f"Un programma nello stato «{attuale.get_stato_display()}» non si modifica."
        )
    aggiorna_programma(programma, attore=attore, aderenti_al=al)
    adesioni = list(
        Adesione.objects.filter(distretto=programma.distretto_id)
        .al(al)
        .select_related("organizzazione")
        .order_by("dal", "pk")
    )
    if not adesioni:
        raise ModificaRifiutata(
            f"Al {al:%d/%m/%Y} il registro non ha aderenti di questo distretto: l'elenco resta "
            "com'era. Controllare la data e le adesioni."
        )
    marchi = {
        (c.organizzazione_id, c.tipo): c
        for c in Certificazione.objects.al(al)
        .filter(organizzazione__in=[a.organizzazione_id for a in adesioni])
        .order_by("dal", "pk")
    }
    prima = programma.aderenti.count()
    programma.aderenti.all().delete()
    AderenteProgramma.objects.bulk_create(
        AderenteProgramma(
            programma=programma,
            posizione=i,
            denominazione=a.organizzazione.denominazione,
            organizzazione=a.organizzazione,
            dal=a.dal,
            al=a.al,
            dal_testo=_data_breve(a.dal),
            proponente=a.proponente,
            family_in_trentino=_marchio(
                marchi.get((a.organizzazione_id, TipoCertificazione.FAMILY_IN_TRENTINO))
            ),
            family_audit=_marchio(
                marchi.get((a.organizzazione_id, TipoCertificazione.FAMILY_AUDIT))
            ),
        )
        for i, a in enumerate(adesioni, 1)
    )
    Modifica.objects.create(
        programma=programma,
        modello="programma",
        oggetto=programma.pk,
        campo="aderenti",
        prima=f"{prima} organizzazioni",
        dopo=f"{len(adesioni)} organizzazioni",
        autore=attore,
    )
    return len(adesioni)


def _marchio(certificazione: Certificazione | None) -> str:
    return _data_breve(certificazione.dal) if certificazione else ""


def _data_breve(giorno: date) -> str:
    """15-lug-22, as the annexed list prints it."""
    return f"{giorno.day:02d}-{_MESE_BREVE[giorno.month]}-{giorno.year % 100:02d}"
