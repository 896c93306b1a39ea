"""The tables whose rows are written once. To guard another one, add a line to ``GUARDIE``.

A foreign key of a guarded row is PROTECT: nothing else may delete it or rewrite it on the way.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guardia:
    """A guarded table: ``modello`` is "app.Model", ``soggetto`` begins its messages.

    ``modificabili`` are the fields that may still change; a row may be completed as long as its
    field ``aperta_se[0]`` has the value ``aperta_se[1]``, or until ``chiusa_se[0]`` has the value
    ``chiusa_se[1]``. No row is ever deleted or replaced; but where there is ``fissata_da``, a row
    is a draft, free in every way, as long as that field of it is empty.
    """

    modello: str
    soggetto: str
    modificabili: tuple[str, ...] = ()
    aperta_se: tuple[str, str] | None = None
    chiusa_se: tuple[str, str] | None = None
    fissata_da: str = ""

    def messaggio(self, operazione: str) -> str:
        return f"{self.soggetto} {OPERAZIONI[operazione]}"


OPERAZIONI = {
    "modifica": "non si può modificare.",
    "cancella": "non si può cancellare.",
    "sostituisci": "non si può sostituire con un'altra.",
    "svuota": "non si può cancellare: la tabella non si svuota.",
}

POSTO = ("voce", "azione_tipo", "azione_numero", "campo")

GUARDIE = (
    Guardia("istruttoria.Versione", "Una versione fissata"),
    Guardia("istruttoria.Documento", "La registrazione di un documento emesso"),
    Guardia("istruttoria.CopiaFirmata", "La registrazione di una copia firmata"),
    Guardia("istruttoria.DecisioneCopia", "La decisione su una copia firmata"),
    Guardia("istruttoria.CopiaRifiutata", "La registrazione di una copia rifiutata"),
    Guardia("istruttoria.Allegato", "La registrazione di un file ricevuto"),
    Guardia("istruttoria.Passaggio", "Una riga del registro dei passaggi"),
    Guardia("istruttoria.ModelloDeterminazione", "Una versione del modello di atto", ("in_uso",)),
    Guardia("istruttoria.Avviso", "Un avviso spedito", chiusa_se=("stato", "inviato")),
    # The place of a remark, and of a note, follows its action to a new number, or stays with the
    # part when the action is deleted; state and answer are those of today, their story is below.
    Guardia(
        "istruttoria.Osservazione",
        "Un'osservazione inviata al distretto",
        (*POSTO, "stato", "risposta", "risposta_il", "risposta_di", "chiusa_il"),
        fissata_da="inviata_il",
    ),
    Guardia(
        "istruttoria.SeguitoOsservazione",
        "Una risposta trasmessa, o una decisione su un'osservazione,",
        fissata_da="fissato_il",
    ),
    # The office writes notes and overrides; no service of the product corrects or takes one away.
    Guardia("istruttoria.NotaInterna", "Una nota interna", POSTO),
    Guardia("istruttoria.SuperamentoControllo", "Il superamento di un controllo"),
    # Other books of the series may be corrected and taken out. The steps of a programme may change
    # its number, but the row is that programme's for ever.
    Guardia(
        "istruttoria.Volume",
        "Il volume di un programma nella collana",
        ("numero", "chiave", "titolo", "anno", "autore"),
        fissata_da="programma",
    ),
    Guardia("programmi.Modifica", "Una riga della storia delle modifiche"),
    Guardia("programmi.Proroga", "Una proroga concessa"),
    # Merging two organisations moves what points to them, in a decided proposal as well.
    Guardia(
        "distretti.Proposta",
        "Una proposta fatta all'ufficio",
        ("organizzazione",),
        aperta_se=("stato", "proposta"),
    ),
)


def motivo(errore: BaseException) -> str:
    """What a guard said when it refused a write; empty when the error is of another kind."""
    testo = str(errore)
    messaggi = (g.messaggio(operazione) for g in GUARDIE for operazione in OPERAZIONI)
    return next((messaggio for messaggio in messaggi if messaggio in testo), "")
