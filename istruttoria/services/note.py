"""What the office notes for itself on a programme. It sends no mail and enters no document."""

from distretti.models import Utente
from istruttoria import rules
from istruttoria.models import NotaInterna
from istruttoria.services.luoghi import pretendi_luogo, pretendi_testo
from istruttoria.workflow import Rifiuto
from programmi.models import Programma


def annota(
    *,
    programma: Programma,
    autore: Utente,
    testo: str,
    voce: str = "",
    azione_tipo: str = "",
    azione_numero: int | None = None,
    campo: str = "",
) -> NotaInterna:
    """A note on the programme, on a part, on an action or on one of its fields, in any state."""
    if not (risposta := rules.puo_annotare(autore, programma)):
        raise Rifiuto(risposta.motivo)
    testo = pretendi_testo(testo, "Scrivere la nota.", "testo")
    pretendi_luogo(programma, voce, azione_tipo, azione_numero, campo)
    return NotaInterna.objects.create(
        programma=programma,
        autore=autore,
        testo=testo,
        voce=voce,
        azione_tipo=azione_tipo,
        azione_numero=azione_numero,
        campo=campo,
    )
