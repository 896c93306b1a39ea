"""Names of organisations: compared, looked up, and taken out of the cell that lists them.

The same organisation is «C.S.4. SOCIETÀ COOPERATIVA SOCIALE O.N.L.U.S.», «Cooperativa CS4» and
«CS4». `normalizza` gives all three one form, `cerca` looks a name up among the known ones and
never settles a doubt by itself, `dividi_elenco` splits a cell into names as they are written.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

from distretti.tempo import spazi

# Legal forms as normalised words; taken away at the two ends of a name, longest first.
FORME_GIURIDICHE = tuple(
    sorted(
        (
            tuple(forma.split())
            for forma in (
                "srl", "s r l", "srls", "spa", "s p a", "snc", "sas", "scarl", "scrl", "sc a rl",
                "soc coop", "soc coop soc", "soc coop a rl", "soc cooperativa", "scs", "s c s",
                "soc cooperativa sociale", "soc coop sociale", "societa cooperativa",
                "societa cooperativa sociale", "societa cooperativa a rl", "societa a r l",
                "societa a responsabilita limitata", "societa per azioni", "societa semplice",
                "cooperativa", "cooperativa sociale", "coop", "coop sociale", "coop soc",
                "impresa sociale", "onlus", "ets", "aps", "odv", "asd", "ssd", "apsp",
                "unipersonale", "in liquidazione", "associazione di promozione sociale",
                "ente del terzo settore",
                "organizzazione di volontariato", "associazione sportiva dilettantistica",
                "azienda pubblica di servizi alla persona",
            )
        ),
        key=lambda parole: (-len(parole), parole),
    )
)  # fmt: skip

_FORME = frozenset(FORME_GIURIDICHE)

# Words that name a kind of body and tell nothing about which one it is.
GENERICHE = frozenset({
    "comune", "comunita", "provincia", "regione", "associazione", "fondazione", "universita",
    "distretto", "famiglia", "family", "audit", "agenzia", "azienda", "istituto", "scuola",
    "biblioteca", "consorzio", "rete", "ente", "servizio", "ufficio", "gruppo", "centro",
    "unione", "cassa", "rurale", "circolo", "comitato", "polisportiva", "parrocchia", "hotel",
    "comprensivo", "albergo", "ristorante", "negozio", "museo", "casa", "pro", "loco", "apt",
    "coop", "cooperativa",
})  # fmt: skip
# Read in full when two names are compared: they make a candidate, never a certainty.
_ABBREVIATE = {
    "ass": "associazione", "assoc": "associazione", "fond": "fondazione", "ist": "istituto",
    "ic": "istituto", "univ": "universita", "municipio": "comune", "municipalita": "comune",
}  # fmt: skip
_AMMINISTRAZIONE = "amministrazione comunale"
_VUOTE = frozenset({
    "di", "del", "della", "dei", "degli", "delle", "dello", "da", "e", "ed", "il", "la", "lo",
    "i", "gli", "le", "l", "d", "a", "al", "alla", "per", "in",
})  # fmt: skip

SOGLIA = 0.8  # similarity from which a known name is offered as a candidate
SIGLA = 0.85  # similarity given to an acronym of the full name
VOCE_MASSIMA = 2_000  # characters beyond which «A e B» is prose
NOME_MASSIMO = 300  # characters beyond which a text is not a name
CANDIDATI = 5  # candidates listed for a doubtful name

_SIGLA = re.compile(r"(?<![\w.])(?:\w\.){1,}\w\b\.?|(?<![\w.])(?:\w\.){2,}")


# «Comune di Pergine Valsugana (TN)».
_PROVINCIA = re.compile(r"\s\([A-Z]{2}\)\s*$")


def _senza_accenti(testo: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", testo) if not unicodedata.combining(c))


def parole(nome: str) -> list[str]:
    unito = _SIGLA.sub(lambda t: t[0].replace(".", "") + " ", unicodedata.normalize("NFKC", nome))
    piano = _senza_accenti(unito).casefold().replace("&", " e ")
    return re.findall(r"[^\W_]+", _senza_accenti(piano))


def _senza_forma(parole: list[str]) -> list[str]:
    """The words without the legal forms at their ends; never all of them."""
    inizio, fine = 0, len(parole)
    while tuple(parole[inizio:fine]) not in _FORME:
        for forma in FORME_GIURIDICHE:
            n = len(forma)
            if fine - inizio <= n:
                continue
            famiglia = forma[0] == "cooperativa" and parole[fine - n - 1] == "famiglia"
            if tuple(parole[fine - n : fine]) == forma and not famiglia:
                fine -= n
                break
            if tuple(parole[inizio : inizio + n]) == forma:
                inizio += n
                break
        else:
            break
    return parole[inizio:fine]


def normalizza(nome: str) -> str:
    """One form for all the ways of writing a name: lower case, no accents, no punctuation, no
    legal form at its ends, acronyms without dots, «&» as «e»."""
    return _normalizzato(nome) if len(nome) <= NOME_MASSIMO else _forma(nome)


def _forma(nome: str) -> str:
    return " ".join(_senza_forma(parole(_PROVINCIA.sub("", nome)) or parole(nome)))


_normalizzato = lru_cache(maxsize=16_384)(_forma)


# --- looking a name up ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidato:
    """A known organisation that a name may mean."""

    id: int
    nome: str
    somiglianza: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Abbinamento:
    """What a name was found to be. `id` is set only when the match is certain."""

    nome: str
    esito: Literal["certa", "dubbia", "nessuna"]
    id: int | None = None
    motivo: str = ""
    candidati: tuple[Candidato, ...] = ()

    @property
    def certa(self) -> bool:
        return self.esito == "certa"


class _Profilo(NamedTuple):
    """A normalised name taken apart: all its words, those that tell it apart, what it is."""

    parole: tuple[str, ...]
    proprie: tuple[str, ...]
    generi: frozenset[str]
    iniziali: str


@lru_cache(maxsize=16_384)
def _profilo(forma: str) -> _Profilo:
    parole = tuple(_ABBREVIATE.get(p, p) for p in forma.replace(_AMMINISTRAZIONE, "comune").split())
    piene = [p for p in parole if p not in _VUOTE]
    return _Profilo(
        parole,
        tuple(p for p in piene if p not in GENERICHE),
        frozenset(parole) & GENERICHE,
        "".join(p[0] for p in piene) if len(piene) >= 3 else "",
    )


@lru_cache(maxsize=16_384)
def _lettere(testo: str) -> Counter[str]:
    return Counter(testo)


def _rapporto(a: str, b: str, minimo: float) -> float:
    """`SequenceMatcher.ratio`, or 0 when a cheap bound shows it stays under `minimo`: the lengths,
    then the letters in common whatever their order."""
    meta = minimo * (len(a) + len(b)) / 2
    if min(len(a), len(b)) < meta:
        return 0.0
    altre = _lettere(b)
    if sum(min(n, altre[c]) for c, n in _lettere(a).items()) < meta:
        return 0.0
    return SequenceMatcher(None, a, b).ratio()


def _somiglianza(a: str, b: str) -> float:
    """How alike two normalised names are, from 0 to 1, on the words that tell them apart."""
    uno, due = _profilo(a), _profilo(b)
    if uno.parole == (due.iniziali,) or due.parole == (uno.iniziali,):
        return SIGLA  # «FBK» stands for «Fondazione Bruno Kessler»
    if not uno.proprie or not due.proprie:
        return _rapporto(a, b, SOGLIA)
    discordi = bool(uno.generi and due.generi and not uno.generi & due.generi)
    corte, lunghe = sorted((set(uno.proprie), set(due.proprie)), key=len)
    if corte <= lunghe:
        # «Comune di Trento» is not short for «AMA di Trento»: the shorter one's kind must agree.
        breve, estesa = (uno, due) if set(uno.proprie) <= set(due.proprie) else (due, uno)
        discordi = discordi or (corte != lunghe and not breve.generi <= estesa.generi)
        simile = 0.8 + 0.2 * len(corte) / len(lunghe)
    else:
        simile = _rapporto(" ".join(uno.proprie), " ".join(due.proprie), SOGLIA)
        if simile:
            simile = min(simile, _rapporto(a, b, SOGLIA - 0.05) + 0.05)
    return simile * (0.7 if discordi else 1.0)


def cerca(nome: str, noti: Mapping[int, Sequence[str]]) -> Abbinamento:
    """Look `nome` up among `noti` (id -> official name, then its aliases).

    Certain: one organisation alone bears that name, that alias, or that normalised form. Anything
    else that looks alike is doubtful, with the candidates, for a person to decide.
    """
    pulito = spazi(nome)
    esatti = {
        i: pos for i, nomi in noti.items() for pos, n in enumerate(nomi) if spazi(n) == pulito
    }
    if len(esatti) == 1:
        ((trovato, posto),) = esatti.items()
        return Abbinamento(nome, "certa", trovato, "nome" if posto == 0 else "alias")
    forma = normalizza(nome)
    if not forma or len(forma) > NOME_MASSIMO:
        return Abbinamento(nome, "nessuna")
    forme = {i: [normalizza(n) for n in nomi] for i, nomi in noti.items()}
    uguali = [i for i, f in forme.items() if forma in f]
    if len(uguali) == 1 and not esatti:
        return Abbinamento(nome, "certa", uguali[0], "forma normalizzata")
    candidati = _candidati(forma, forme, noti)
    if not candidati:
        return Abbinamento(nome, "nessuna")
    motivo = "più organizzazioni con lo stesso nome" if uguali else "nome simile"
    return Abbinamento(nome, "dubbia", None, motivo, candidati)


def _candidati(
    forma: str, forme: Mapping[int, Sequence[str]], noti: Mapping[int, Sequence[str]]
) -> tuple[Candidato, ...]:
    trovati = []
    for i, sue in forme.items():
        simile = max((1.0 if f == forma else _somiglianza(forma, f) for f in sue if f), default=0.0)
        if simile >= SOGLIA:
            trovati.append(Candidato(i, noti[i][0], round(simile, 3)))
    trovati.sort(key=lambda c: (-c.somiglianza, c.nome, c.id))
    return tuple(trovati[:CANDIDATI])


# --- splitting a cell -----------------------------------------------------------------------

_PUNTO_ELENCO = re.compile(
    r"\s*(?:[-–—•·▪◦‣*\uf0b7\u25a1\u2610]+(?=\s|$)|[•·▪◦‣\uf0b7]|\d{1,2}[.)](?=\s)|[a-z]\)(?=\s))\s*"
)
_RIGHE = re.compile(r"[\n\r\v\f\u2028\u2029]+|(?<=\S)\s*(?=[•▪◦‣\uf0b7])")
_CONGIUNZIONE = re.compile(r"\s+(?:e|ed|nonché|/)\s+(?=\S)")
_ABBREVIAZIONE = re.compile(
    r"(?:(?<![\w.])(?:\w\.)+\w?|(?<!\w)(?:ecc|etc|soc|coop|ass|fraz|prof|dott|prov|spa|inc|ltd|cons))\.?$",
    re.I,
)
# How the name of an institution begins; a lower-case word after it is not one («scuole del…»).
_ISTITUZIONE = re.compile(
    r"[A-ZÀ-Ý0-9][A-ZÀ-Ý0-9.]+|(?:[A-ZÀ-Ý0-9][A-ZÀ-Ý0-9.]+|(?:Comune|Comunità|Provincia|Regione|Università|Fondazione|"
    r"Distretto|D\.?F\.?A?|Associazione|Cooperativa|Coop\.?|Agenzia|Azienda|Istituto|Biblioteca|"
    r"Consorzio|Rete|Pro\s?Loco|Museo|Cassa\s+[Rr]urale|Famiglia\s+[Cc]ooperativa|Unione|Circolo|"
    r"Polisportiva|Parrocchia|Piano\s+[Gg]iovani|Croce))"
    r"\s+(?:(?:di|del|della|dell['’]|dei|degli|delle)\s*)*[A-ZÀ-Ý0-9\"“«'][^\s]*.*",
    re.S,
)
_COPPIE = {"(": ")", "[": "]", "«": "»", "“": "”"}


def _protetti(riga: str, noti: Sequence[str]) -> bytearray:
    """Which characters of a line are inside matched brackets or a known name: there nothing is
    split."""
    protetti = bytearray(len(riga))
    aperte: dict[str, list[int]] = {chiusa: [] for chiusa in _COPPIE.values()}
    for i, segno in enumerate(riga):
        if segno in _COPPIE:
            aperte[_COPPIE[segno]].append(i)
        elif aperte.get(segno):
            inizio = aperte[segno].pop()
            if not aperte[segno]:
                protetti[inizio : i + 1] = b"\1" * (i + 1 - inizio)
    for tra_virgolette in re.finditer(r'"[^"]*"', riga):
        inizio, fine = tra_virgolette.span()
        protetti[inizio:fine] = b"\1" * (fine - inizio)
    minuscola = riga.casefold()
    if len(minuscola) == len(riga):
        for noto in noti:
            cercato = noto.casefold()
            inizio = minuscola.find(cercato)
            while inizio >= 0:
                fine = inizio + len(cercato)
                if not (riga[inizio - 1 : inizio].isalnum() or riga[fine : fine + 1].isalnum()):
                    protetti[inizio:fine] = b"\1" * len(cercato)
                inizio = minuscola.find(cercato, fine)
    return protetti


def _tagli(riga: str, protetti: bytearray) -> Iterator[str]:
    """The line cut at «;» and «,» outside the protected parts; legal forms stay with their name."""
    inizio = 0
    for separatore in re.finditer("[,;]", riga):
        i = separatore.start()
        if protetti[i]:
            continue
        if riga[i] == "," and (_fra_cifre(riga, i) or _segue_forma(riga, i + 1)):
            continue
        yield riga[inizio:i]
        inizio = i + 1
    yield riga[inizio:]


def _fra_cifre(riga: str, i: int) -> bool:
    return riga[i - 1 : i].isdecimal() and riga[i + 1 : i + 2].isdecimal()


def _segue_forma(riga: str, inizio: int) -> bool:
    """Whether what follows a comma is only a legal form or «ecc.», not a name of its own."""
    prossimo = re.split(r"[,;]", riga[inizio : inizio + 60], maxsplit=1)[0]
    forma = tuple(parole(prossimo))
    return forma in _FORME or forma in {("ecc",), ("etc",), ("eccetera",)}


def _riconosciuta(nome: str, forme: frozenset[str]) -> bool:
    """Whether a text is a known name, begins as an institution, or bears a legal form."""
    nome = spazi(nome).rstrip(",;")
    if len(nome) > NOME_MASSIMO:
        return False
    if normalizza(nome) in forme or _ISTITUZIONE.fullmatch(nome.rstrip(".")):
        return True
    impresa = nome[:1].isupper() and normalizza(nome) != " ".join(parole(nome))
    return impresa and not _CONGIUNZIONE.search(nome)


def _congiunte(voce: str, noti: Sequence[str], forme: frozenset[str]) -> list[str]:
    """«A e B» as two names, only where both are known or read as names of institutions."""
    if len(voce) > VOCE_MASSIMA or normalizza(voce) in forme:
        return [voce]
    protetti = _protetti(voce, noti)
    for taglio in _CONGIUNZIONE.finditer(voce):
        prima, dopo = voce[: taglio.start()], voce[taglio.end() :]
        if protetti[taglio.start()] or not _riconosciuta(prima, forme):
            continue
        if _riconosciuta(dopo, forme):
            return [prima, *_congiunte(dopo, noti, forme)]
    return [voce]


def _rifinita(voce: str) -> str:
    voce = spazi(voce).rstrip(",;: ")
    if voce.endswith(".") and not _ABBREVIAZIONE.search(voce):
        voce = voce.rstrip(". ")
    return voce


def dividi_elenco(testo: str, noti: Iterable[str] = ()) -> list[str]:
    """The organisations a cell lists, each as it is written.

    Lines, «;» and «,» separate (not inside brackets or a known name); «e» separates only between
    two names that are known or begin as institutions do. Bullets and the closing stop are dropped,
    every other character survives.
    """
    nomi = [spazi(n) for n in noti if n.strip()]
    forme = frozenset(normalizza(n) for n in nomi)
    composti = [n for n in nomi if re.search(r"[,;]|\s(?:e|ed)\s", n, re.I)]
    voci: list[str] = []
    for riga in _righe(testo):
        pulita = spazi(_PUNTO_ELENCO.sub("", riga, count=1) if _PUNTO_ELENCO.match(riga) else riga)
        for voce in _tagli(pulita, _protetti(pulita, composti)):
            voci += _congiunte(spazi(voce), composti, forme)
    return [finita for voce in voci if (finita := _rifinita(voce))]


def _righe(testo: str) -> Iterator[str]:
    """The lines of a cell; a line that leaves a bracket open goes on in the next one."""
    sospesa = ""
    for riga in _RIGHE.split(testo):
        sospesa = f"{sospesa} {riga}" if sospesa else riga
        if sospesa.count("(") <= sospesa.count(")"):
            yield sospesa
            sospesa = ""
    if sospesa:
        yield from _RIGHE.split(sospesa)
