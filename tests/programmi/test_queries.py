"""The deadline in force: the schema's day and the extensions granted to all or to a district."""

from datetime import date

import pytest

from distretti.models import Distretto, Utente
from programmi.models import Programma, Proroga
from programmi.queries import scadenza_in_vigore

APRILE, MAGGIO, GIUGNO, LUGLIO = (date(2026, mese, 30) for mese in (4, 5, 6, 7))


def in_vigore(programma: Programma) -> date | None:
    con_termine = Programma.objects.annotate(termine=scadenza_in_vigore("trasmissione"))
    return con_termine.get(pk=programma.pk).termine


# extensions in the order in which they are granted: (to whom, day) → the day in force
PROROGHE: list[tuple[list[tuple[str, date]], date]] = [
    ([], APRILE),
    ([("tutti", MAGGIO)], MAGGIO),
    ([("mio", MAGGIO)], MAGGIO),
    ([("altro", MAGGIO)], APRILE),
    ([("mio", GIUGNO), ("tutti", MAGGIO)], GIUGNO),
    ([("tutti", GIUGNO), ("mio", MAGGIO)], GIUGNO),
    ([("mio", LUGLIO), ("mio", MAGGIO)], MAGGIO),
    ([("tutti", LUGLIO), ("tutti", GIUGNO)], GIUGNO),
    ([("tutti", date(2026, 3, 31))], APRILE),
]


@pytest.mark.parametrize(("proroghe", "atteso"), PROROGHE)
def test_il_giorno_in_vigore(
    proroghe: list[tuple[str, date]],
    atteso: date,
    programma: Programma,
    altro_distretto: Distretto,
    funzionario: Utente,
) -> None:
    scadenza = programma.schema.scadenze.create(tipo="trasmissione", giorno=APRILE)
    chi = {"tutti": None, "mio": programma.distretto, "altro": altro_distretto}
    for distretto, giorno in proroghe:
        Proroga.objects.create(
            scadenza=scadenza,
            distretto=chi[distretto],
            nuovo_giorno=giorno,
            motivo="x",
            autore=funzionario,
        )
    assert in_vigore(programma) == atteso


def test_uno_schema_senza_scadenza(programma: Programma) -> None:
    assert in_vigore(programma) is None


def test_ogni_tipo_ha_la_sua_scadenza(programma: Programma) -> None:
    programma.schema.scadenze.create(tipo="rendiconto", giorno=APRILE)
    assert in_vigore(programma) is None
