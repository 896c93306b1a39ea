"""What holds for every text and every measure (Hypothesis)."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azioni.percentuali import (
    TIPI,
    Esito,
    Misura,
    Presenza,
    RegolaLetta,
    Rilevata,
    contributo,
    leggi,
    punteggio,
    punteggio_azione,
)
from tests.tempi import crescita

# Bits of real phrases, thrown together: far likelier to confuse a reader than random letters.
BRICIOLE = (
    "25% 100% 33,3% 50 % 0% 120% 75%. cinquanta per cento 1/3 ogni ciascun ciascuna per a ad cad. "
    "almeno più_di ≥ >= = non_meno_di fino_a_un_massimo_di max se il_20%_degli_aderenti due 4 12 "
    "1.000 incontri incontro mail ore organizzazione_aderente relazione Evidenze: evidenza ( "
    ")  [ - – • 1) 2. a) ; , . : / e o di del entro_il_31_dicembre_2026 20/12/2026 su x \n \t \xa0 "
    "un una dei_4 ' ’ % per_cento un' l' n. n° (tre) è più Ì İ ß ﬁ \x00 \u2028 ٣% ² 💡 é"
)
LETTURA = settings(
    max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
PEZZI = st.sampled_from([p.replace("_", " ") for p in BRICIOLE.split(" ")])
COLLAGE = st.lists(st.tuples(PEZZI, st.sampled_from(["", " ", " ", " ", "\n"])), max_size=40).map(
    lambda coppie: "".join(p + s for p, s in coppie)
)
TESTI = st.one_of(COLLAGE, st.text(max_size=300))
FRASI = [
    "25% ogni mail",
    "50% ogni due incontri",
    "20% ogni incontro, max 60%",
    "100% per almeno 3 incontri",
    "100% per più di 12 ore",
    "100% se il 20% degli aderenti risponde",
    "100% se più di un terzo degli aderenti risponde",
    "100% relazione",
    "34% convocazione",
    "10% per ogni organizzazione aderente",
    "qualità",
]
NUMERI = st.one_of(
    st.integers(-50, 10**6),
    st.fractions(-50, 10**6),
    st.decimals(-50, 10**6, allow_nan=False, allow_infinity=False, places=3),
)
MISURE = st.builds(
    Misura,
    fatto=st.one_of(st.none(), st.booleans()),
    quantita=st.lists(NUMERI, max_size=5),
    organizzazioni=st.lists(st.builds(Presenza, st.integers(0, 9), st.booleans()), max_size=8),
    quote=st.lists(st.builds(Rilevata, NUMERI, NUMERI), max_size=3),
    valore=st.one_of(st.none(), NUMERI),
    motivo=st.text(max_size=5),
)


def senza_segni(testo):
    """The text without blanks and without the signs that bullets are made of."""
    return "".join(c for c in testo if not c.isspace() and c not in "-–•")


@given(TESTI)
@LETTURA
def test_reading_never_raises_and_keeps_the_bounds(testo):
    for regola in leggi(testo):
        assert regola.tipo in TIPI
        assert regola.percentuale is None or 0 <= regola.percentuale <= 100
        assert regola.quota is None or 0 < regola.quota <= 100
        assert regola.obiettivo is None or 0 < regola.obiettivo < 2**31
        assert len(regola.marcatore) <= 10
        assert bool(regola.alternative) == regola.da_confermare == bool(regola.dubbio)
        assert RegolaLetta.da_dict(regola.as_dict()) == regola


@given(TESTI)
@LETTURA
def test_every_phrase_stands_verbatim_in_the_cell_in_order(testo):
    posto = 0
    for regola in leggi(testo):
        posto = testo.index(regola.testo, posto) + len(regola.testo)
        for riga in regola.evidenze.split("\n"):
            assert riga in testo


@given(COLLAGE.filter(lambda t: "videnz" not in t))
@LETTURA
def test_no_word_is_left_out(testo):
    regole = leggi(testo)
    letto = "".join(senza_segni(r.marcatore) + senza_segni(r.testo) for r in regole)
    tutto = senza_segni(testo)
    if regole:
        assert tutto.startswith(letto)
        assert set(tutto.removeprefix(letto)) <= set("12a.)")  # at most bare bullets at the end
    else:
        assert not any(c.isalnum() for c in testo if c not in "12a")


INIZI = ["{q}% per ogni", "{q} % ogni", "{q}% per ciascun", "{q}% a", "{q}% per almeno 3", "{q}%"]
INIZI += ["{q}% per la", "{q}% se il 20% degli", "{q}% per più di 2", "Per ogni", "{q}% x"]
FRASE = st.builds(
    lambda inizio, q, cosa, coda: f"{inizio.format(q=q)} {cosa}{coda}",
    st.sampled_from(INIZI),
    st.sampled_from(["100", "50", "33,3", "12.5", "0", "cento"]),
    st.sampled_from(["incontro", "mail/post", "aderenti", "relazione finale", "ore di corso"]),
    st.sampled_from(["", ".", ";", " (max 4)", " entro il 31/12/2026", " 25%", " e verbale,", ":"]),
)


@given(st.lists(FRASE, min_size=1, max_size=4))
@LETTURA
def test_a_rule_read_again_reads_the_same(frasi):
    for regola in leggi("\n".join(frasi)):
        if not regola.scala:  # a doubt that comes from the neighbours
            assert leggi(regola.testo) == [regola]


@given(st.sampled_from(FRASI), MISURE)
@LETTURA
def test_a_score_is_between_0_and_100(frase, misura):
    esito = punteggio(leggi(frase)[0], misura)
    assert esito.spiegazione
    assert esito.valore is None or 0 <= esito.valore <= 100


@given(COLLAGE, MISURE)
@LETTURA
def test_whatever_is_read_can_be_scored(testo, misura):
    for regola in leggi(testo):
        valore = punteggio(regola, misura).valore
        assert valore is None or 0 <= valore <= 100


@given(st.sampled_from(FRASI[:5]), NUMERI, NUMERI)
@LETTURA
def test_more_never_scores_less(frase, prima, seconda):
    poco, tanto = sorted([prima, seconda], key=Fraction)
    regola = leggi(frase)[0]
    uno = punteggio(regola, Misura(quantita=[poco])).valore
    due = punteggio(regola, Misura(quantita=[tanto])).valore
    assert uno <= due


@given(st.sampled_from(FRASI[5:7]), st.integers(0, 500), st.integers(0, 500), st.integers(1, 500))
@LETTURA
def test_a_greater_share_never_scores_less(frase, prima, seconda, base):
    poco, tanto = sorted([prima, seconda])
    regola = leggi(frase)[0]
    uno = punteggio(regola, Misura(quote=[Rilevata(poco, base)])).valore
    due = punteggio(regola, Misura(quote=[Rilevata(tanto, base)])).valore
    assert uno <= due


@given(st.lists(st.one_of(st.none(), st.fractions(0, 100)), max_size=8))
@LETTURA
def test_a_mean_lies_between_its_rules(valori):
    letto = punteggio_azione([Esito(v, "prova") for v in valori])
    noti = [v for v in valori if v is not None]
    assert letto.valutabile == bool(noti)
    assert not noti or min(noti) <= letto.valore <= max(noti)
    assert len(letto.non_valutabili) == len(valori) - len(noti)


@given(st.integers(0, 10**7), st.fractions(0, 100))
@LETTURA
def test_a_contribution_never_exceeds_its_limits(costo, risultato):
    importo = contributo(costo, risultato).importo
    assert 0 <= importo <= 10000
    assert importo <= Decimal(costo) * Decimal("0.8") + Decimal("0.01")


def test_reading_needs_no_framework():
    prova = "import sys, azioni.percentuali; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", prova], check=False).returncode == 0


@pytest.mark.parametrize(
    "pezzo",
    [
        "25% ogni mail ",
        "parola ",
        "25% ogni mail\n",
        "a\n",
        "( 50% ",
        "1) ",
        "almeno 3 incontri e ",
        "ogni ",
        "il 20% degli aderenti ",
        "Evidenze: x 20% ogni y. ",
        "fino a un massimo di 4 ",
        "1.000.",
        "a-",
        "a/",
        "9",
        " ",
        "-",
        "(",
        "%",
        "; relazione 50%",
    ],
)
def test_time_grows_with_the_length(pezzo):
    """Eight times the text takes about eight times as long, never sixty-four."""
    corto, lungo = ((pezzo * quanto)[:quanto] for quanto in (2000, 16000))
    assert crescita(leggi, corto=corto, lungo=lungo) < 24
