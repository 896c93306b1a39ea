"""What every text written about a place of a programme must have: a place that is there, words."""

from istruttoria.workflow import Rifiuto
from programmi.enums import TipoAzione
from programmi.models import Programma


def pretendi_luogo(
    programma: Programma, voce: str, azione_tipo: str, azione_numero: int | None, campo: str
) -> None:
    """Raises ``Rifiuto`` when the programme has no such part, action or field."""
    if voce and not programma.schema.voci.filter(codice=voce).exists():
        raise Rifiuto("Il programma non ha questa parte.", "voce")
    if bool(azione_tipo) != bool(azione_numero):
        raise Rifiuto("Per indicare un'azione servono il tipo e il numero.", "azione_numero")
    if azione_tipo and not (
        azione_tipo in TipoAzione.values
        and azione_numero
        and programma.azioni.filter(tipo=azione_tipo, posizione=azione_numero).exists()
    ):
        raise Rifiuto("Il programma non ha questa azione.", "azione_numero")
    if campo and not (azione_tipo and _ha_il_campo(programma, azione_tipo, campo)):
        raise Rifiuto("Il campo va scelto tra quelli di un'azione.", "campo")


def _ha_il_campo(programma: Programma, azione_tipo: str, campo: str) -> bool:
    return programma.schema.campi.filter(tipo_azione=azione_tipo, codice=campo).exists()


def pretendi_testo(testo: str, motivo: str, campo: str) -> str:
    """The text without blanks around it. Raises ``Rifiuto`` when nothing is left."""
    if not (testo := testo.strip()):
        raise Rifiuto(motivo, campo)
    return testo
