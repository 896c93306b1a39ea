"""The programme as a Word document, for an office that goes on writing it there."""

import json

from documenti.word_export import componi
from istruttoria.fatti import Fatti
from programmi.enums import STATI_CON_DETERMINAZIONE
from programmi.models import Programma


def word(programma: Programma) -> bytes:
    """The .docx to hand out: the approved text once there is one, else today's marked draft.

    It writes nothing, so a page may ask for it at any time.
    """
    fatti = Fatti(programma)
    if programma.stato in STATI_CON_DETERMINAZIONE and (versione := fatti.versione_approvata):
        return componi(json.loads(versione.contenuto))
    return componi(fatti.snapshot, bozza=True)
