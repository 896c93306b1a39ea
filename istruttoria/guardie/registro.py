"""The tables whose rows are written once. To guard another one, add a line to ``GUARDIE``.

A foreign key of a guarded row is PROTECT: nothing else may delete it or rewrite it on the way.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guardia:
    """A guarded table: ``modello`` is "app.Model", ``soggetto`` begins its messages.

    ``modificabili`` are the fields that may still change; a row may be completed as long as its
    field ``aperta_se[0]`` has the value ``aperta_se[1]``, or until ``chiusa_se[0]`` has the value
    ``chiusa_se[1]``. No row is ever deleted or replaced.
    """

    modello: str
    soggetto: str
    modificabili: tuple[str, ...] = ()
    aperta_se: tuple[str, str] | None = None
    chiusa_se: tuple[str, str] | None = None

    def messaggio(self, operazione: str) -> str:
        return f"{self.soggetto} {OPERAZIONI[operazione]}"


OPERAZIONI = {
    "modifica": "non si può modificare.",
    "cancella": "non si può cancellare.",
    "sostituisci": "non si può sostituire con un'altra.",
    "svuota": "non si può cancellare: la tabella non si svuota.",
}

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
