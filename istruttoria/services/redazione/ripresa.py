"""Taking actions and texts of an earlier programme into a draft."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from azioni.models import Azione
from distretti.models import Utente
from istruttoria import rules
from istruttoria.fatti import Fatti
from istruttoria.queries.ripresa import (
    COLONNE,
    AzioneDaRiprendere,
    SezioneDaRiprendere,
    origini,
    piano_di_ripresa,
)
from istruttoria.ripresa import sposta_anni, sposta_data
from istruttoria.sblocchi import Luogo
from istruttoria.services.redazione.azioni import copia_righe, nasce
from istruttoria.services.redazione.salvataggio import ScritturaVietata, prendi_per_scrivere
from istruttoria.workflow import Rifiuto
from programmi.enums import VOCE_DELLE_AZIONI, CodiceCampo, Stato, TipoAzione
from programmi.models import Programma
from programmi.services import gettone, scrivi_colonna


@dataclass(frozen=True, slots=True)
class Ripresa:
    """What was taken; ``senza_posto`` says, in sentences, what had no place or was left."""

    azioni: int
    sezioni: int
    senza_posto: tuple[str, ...]


@transaction.atomic
def riprendi(
    programma_id: int,
    origine_id: int,
    *,
    azioni: Collection[int] = (),
    sezioni: Collection[int] = (),
    sostituisci: Collection[int] = (),
    attore: Utente,
) -> Ripresa:
    """Take the chosen actions and sections (keys of their rows) of an earlier programme.

    An action is new here: deleting it undoes it. A part that has a text keeps it, unless it is
    among ``sostituisci``; then the earlier text is in its history. All or nothing.
    """
    programma = prendi_per_scrivere(programma_id, attore)
    if programma.stato != Stato.BOZZA:
        raise Rifiuto("Si riprende dall'anno scorso finché il programma è una bozza.")
    origine = next((p for p in origini(programma) if p.pk == origine_id), None)
    if origine is None:
        raise Rifiuto(
            "Quel programma non è un anno precedente di questo distretto, oppure è in rettifica: "
            "si riprende quando la rettifica è adottata o abbandonata."
        )
    piano = piano_di_ripresa(programma, origine)
    scelte = [a for a in piano.azioni if a.azione.pk in azioni]
    parti = [s for s in piano.sezioni if s.sezione.pk in sezioni]
    return _riprendi(programma, origine, scelte, parti, sostituisci, attore)


def riprendi_tutto(programma: Programma, origine: Programma, *, attore: Utente) -> Ripresa:
    """Fill a draft just opened with all that an earlier programme gives: to be called in the
    transaction that opened it, by whoever may.

    The rows that the form itself gives are not doubled. A part takes the earlier text in place of
    the form's introduction when that is the one on which the earlier text was written.
    """
    piano = piano_di_ripresa(programma, origine)
    azioni = [a for a in piano.azioni if not a.gia and a.azione.predefinita_id is None]
    parti = [s for s in piano.sezioni if not s.uguale]
    sopra = [s.sezione.pk for s in parti if s.nuova and _stessa_introduzione(s)]
    return _riprendi(programma, origine, azioni, parti, sopra, attore)


def _stessa_introduzione(parte: SezioneDaRiprendere) -> bool:
    nuova = parte.nuova
    return nuova is not None and nuova.voce.introduzione == parte.sezione.voce.introduzione


def _riprendi(
    programma: Programma,
    origine: Programma,
    azioni: Collection[AzioneDaRiprendere],
    parti: Collection[SezioneDaRiprendere],
    sostituisci: Collection[int],
    attore: Utente,
) -> Ripresa:
    note: list[str] = []
    riprese = sum(_azione(programma, origine, a, attore, note) for a in azioni)
    testi = sum(_sezione(programma, s, s.sezione.pk in sostituisci, attore, note) for s in parti)
    return Ripresa(riprese, testi, tuple(note))


def _azione(
    programma: Programma,
    origine: Programma,
    da_riprendere: AzioneDaRiprendere,
    attore: Utente,
    note: list[str],
) -> bool:
    originale, dove = da_riprendere.azione, da_riprendere.dove
    nome = originale.titolo or str(originale)
    if dove.motivo:
        note.append(f"«{nome}»: {dove.motivo}")
        return False
    _pretendi(programma, dove.tipo)
    passi = programma.anno - origine.anno
    testi = {CodiceCampo(codice): testo for codice, testo in dove.testi}
    copia = Azione(
        tipo=dove.tipo,
        ambito_id=dove.ambito,
        titolo=originale.titolo,
        vamt=originale.vamt,
        **{COLONNE[codice]: testo for codice, testo in testi.items()},
    )
    if dove.tipo == originale.tipo:
        copia.tema, copia.macro_ambito = originale.tema, originale.macro_ambito
    copia.tempi = sposta_anni(copia.tempi, passi)
    if originale.scadenza:
        copia.scadenza = sposta_data(originale.scadenza, passi)
    copia = nasce(programma, copia, attore)
    copia_righe(originale, copia, _campi(programma, dove.tipo))
    if dove.senza_posto:
        note.append(f"«{nome}»: senza posto {', '.join(dove.senza_posto)}")
    return True


def _campi(programma: Programma, tipo: str) -> set[str]:
    campi = programma.schema.campi.filter(tipo_azione=tipo)
    return set(campi.values_list("codice", flat=True))


def _pretendi(programma: Programma, tipo: str) -> None:
    voce = programma.schema.voci.get(tipo=VOCE_DELLE_AZIONI[TipoAzione(tipo)])
    if motivo := rules.motivo_scrittura(Fatti(programma), Luogo(voce.codice)):
        raise ScritturaVietata(motivo)


def _sezione(
    programma: Programma,
    da_riprendere: SezioneDaRiprendere,
    sostituisci: bool,
    attore: Utente,
    note: list[str],
) -> bool:
    vecchia, nuova = da_riprendere.sezione, da_riprendere.nuova
    if nuova is None:
        note.append(f"«{vecchia.titolo}»: il modulo di quest’anno non ha questa parte")
        return False
    if da_riprendere.piena and not sostituisci:
        if not da_riprendere.uguale:
            note.append(f"«{nuova.titolo}»: c’era già un testo, ed è rimasto")
        return False
    scritto = scrivi_colonna(
        programma,
        nuova,
        "html",
        vecchia.html,
        visto=gettone(nuova.html),
        modello="sezione",
        attore=attore,
    )
    return scritto.cambiato
