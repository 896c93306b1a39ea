"""The programme as a Word document, for an office that goes on writing it there."""

from documenti.word_export import componi
from istruttoria.fatti import Fatti
from programmi.models import Programma


def word(programma: Programma) -> bytes:
    """The .docx to hand out: the approved text once there is one, else today's marked draft.

    It writes nothing, so a page may ask for it at any time.
    """
    fatti = Fatti(programma)
    return componi(fatti.da_leggere, bozza=fatti.approvato is None)
