"""Starting from last year: what an earlier action becomes on this year's form. No database.

``REGOLE`` is what the page tells; the functions below do just that.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from distretti.tempo import spazi
from programmi.enums import CodiceCampo, TipoAzione

REGOLE = (
    ("Titolo, obiettivi, descrizione", "restano come sono"),
    ("Organizzazioni", "restano, col loro posto nel registro"),
    ("Tempi e scadenza", "avanzano degli anni passati: «Entro il 30 novembre» dell’anno nuovo"),
    ("Indicatori e percentuali", "restano, con la lettura già confermata"),
    ("Segno V.A.M.T.", "resta"),
    ("Progetto strategico", "si toglie: si sceglie ogni anno"),
    ("Osservazioni dell’ufficio e risposte", "non si riportano: si leggono qui accanto"),
    ("Testi delle parti", "restano come sono: gli anni che nominano vanno riletti"),
)
"""What is kept, moved or cleared, in the order of the page."""

AFFINI = {
    TipoAzione.RIGA_VAMT: (TipoAzione.RIGA_VAMT,),
    TipoAzione.AZIONE: (TipoAzione.AZIONE, TipoAzione.PROGETTUALITA),
    TipoAzione.PROGETTUALITA: (TipoAzione.PROGETTUALITA, TipoAzione.AZIONE),
}
"""The kinds that an action may become, the first that the form has."""

CAMPI_AFFINI = {
    CodiceCampo.OBIETTIVO: CodiceCampo.OBIETTIVO_SPECIFICO,
    CodiceCampo.OBIETTIVO_SPECIFICO: CodiceCampo.OBIETTIVO,
}
"""Where a text goes when the form has no field of its own for it and that one is free."""

_ANNO = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([/\-–])(\d\d))?(?!\d)")
_DATA_BREVE = re.compile(r"(?<![\d./\-])(\d{1,2}([./\-])\d{1,2}\2)(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Modulo:
    """This year's form as an action meets it: the fields of each kind, the areas of each kind."""

    campi: Mapping[str, frozenset[str]]
    ambiti: Mapping[str, Sequence[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Destinazione:
    """Where an action lands: kind and area; its texts by field, and those that have no place.

    ``motivo`` says why it has no place at all; the rest is then empty.
    """

    tipo: str = ""
    ambito: int | None = None
    testi: tuple[tuple[str, str], ...] = ()
    senza_posto: tuple[str, ...] = ()
    motivo: str = ""


def destinazione(
    tipo: str, ambito: str, testi: Mapping[str, str], piene: Collection[str], modulo: Modulo
) -> Destinazione:
    """Where an earlier action lands.

    ``testi``: its texts by code of the field; ``piene``: the codes of its other fields that hold
    something (organisations, times, indicators, percentages).
    """
    nuovo = next((t for t in AFFINI[TipoAzione(tipo)] if t in modulo.campi), None)
    if nuovo is None:
        nome = TipoAzione(tipo).label
        return Destinazione(motivo=f"il modulo di quest’anno non ha una parte per «{nome}»")
    ambiti = modulo.ambiti.get(nuovo, ())
    trovato = next((pk for pk, titolo in ambiti if _stesso(titolo, ambito)), None)
    if ambiti and trovato is None:
        quale = f"l’ambito «{ambito}»" if ambito else "un ambito in cui stare"
        return Destinazione(motivo=f"nel modulo di quest’anno non c’è {quale}")
    campi = modulo.campi[nuovo]
    messi: dict[str, str] = {}
    fuori: list[str] = []
    for codice, testo in testi.items():
        affine = CAMPI_AFFINI.get(CodiceCampo(codice))
        if not testo.strip():
            continue
        if codice in campi:
            messi[codice] = testo
        elif affine in campi and not testi.get(str(affine), "").strip():
            messi[str(affine)] = testo
        else:
            fuori.append(codice)
    fuori += [codice for codice in piene if codice not in campi]
    return Destinazione(
        tipo=str(nuovo),
        ambito=trovato,
        testi=tuple(messi.items()),
        senza_posto=tuple(str(CodiceCampo(codice).label) for codice in fuori),
    )


def sposta_anni(testo: str, passi: int) -> str:
    """The years that a text names, ``passi`` years later: «2025/26» and «30/11/25» as well."""
    testo = _DATA_BREVE.sub(lambda t: f"{t[1]}{(int(t[3]) + passi) % 100:02}", testo)
    return _ANNO.sub(lambda t: _anno(t, passi), testo)


def _anno(trovato: re.Match[str], passi: int) -> str:
    anno, segno, coda = int(trovato[1]), trovato[2] or "", trovato[3] or ""
    if coda and int(coda) == (anno + 1) % 100:
        coda = f"{(int(coda) + passi) % 100:02}"
    return f"{anno + passi}{segno}{coda}"


def sposta_data(giorno: date, passi: int) -> date:
    """The same day some years later; 29 February becomes the 28th where there is none."""
    try:
        return giorno.replace(year=giorno.year + passi)
    except ValueError:
        return giorno.replace(year=giorno.year + passi, day=28)


def stesso_titolo(uno: str, altro: str) -> bool:
    """Whether two titles are the same but for capitals and spaces; an empty one never is."""
    return bool(uno.strip()) and _stesso(uno, altro)


def _stesso(uno: str, altro: str) -> bool:
    return spazi(uno).casefold() == spazi(altro).casefold()


def che_cosa_si_riprende(azioni: int, testi: int) -> str:
    """«1 azione e 3 parti di testo»."""
    prima = "1 azione" if azioni == 1 else f"{azioni} azioni"
    return f"{prima} e {'1 parte' if testi == 1 else f'{testi} parti'} di testo"
