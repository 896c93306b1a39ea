"""Dates and deadlines as Italian offices write them.

`leggi_data` reads a text that *is* a date, `trova_date` finds the dates inside a longer text,
`leggi_scadenza` reads the «Tempi» cell of an action. None of them raises: what cannot be read
with confidence, or names a day that does not exist, gives `None`.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

MESI = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
ABBREVIAZIONI = {
    "gen": 1,
    "genn": 1,
    "feb": 2,
    "febb": 2,
    "mar": 3,
    "apr": 4,
    "mag": 5,
    "magg": 5,
    "giu": 6,
    "lug": 7,
    "ago": 8,
    "set": 9,
    "sett": 9,
    "ott": 10,
    "nov": 11,
    "dic": 12,
}
ROMANI = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

# Two-digit years up to this one belong to 2000, later ones to 1900.
ULTIMO_ANNO_BREVE = 68

_NUMERO_DEL_MESE = {nome: n for n, nome in enumerate(MESI, 1)} | ABBREVIAZIONI
_NOMI = "|".join(sorted(_NUMERO_DEL_MESE, key=len, reverse=True))
_GIORNO = r"(?P<g>primo|[0-3]?\d)(?:\s?[°º^]|(?<=\b1)o\b)?"
_ANNO = r"(?P<a>(?:1[89]|2[01])\d\d|['’]?\d\d)"
_FORME = (
    r"(?P<a>(?:1[89]|2[01])\d\d)-(?P<m>\d\d)-(?P<g>\d\d)(?:T[\d:.+Z-]*)?",
    rf"{_GIORNO}\s?(?P<s>[./\-–])\s?(?P<m>[01]?\d)\s?(?P=s)\s?{_ANNO}",
    rf"{_GIORNO}\s?(?P<s>[./\-–])\s?(?P<m>[ivx]{{1,4}})\s?(?P=s)\s?{_ANNO}",
    rf"{_GIORNO}[\s./\-–]*(?P<m>{_NOMI})\b\.?[\s,./\-–]*(?:del\s+|dell'anno\s+)?{_ANNO}",
)
_DATE = tuple(re.compile(rf"(?<![\w/]){forma}(?![\w/]|[.,\-]\d)", re.I) for forma in _FORME)

_SETTIMANA = r"(?:luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica)"
_PREMESSA = re.compile(
    rf"(?:(?:in|di|alla)\s+data|addì,?|(?:(?:a|da)l)?l['’]|d\.?d\.|dd|lì|il(?:\s+giorno)?|"
    rf"del(?:l['’])?|dal|al|entro|{_SETTIMANA})"
    rf"(?:\s+|(?<=['’.]))",
    re.I,
)


class DataTrovata(NamedTuple):
    """A date inside a text: `testo[inizio:fine]` is how it is written."""

    data: date
    inizio: int
    fine: int


def spazi(testo: str) -> str:
    """The text with every run of white space (non-breaking too) made one space."""
    return " ".join(testo.split())


def _mese(testo: str) -> int | None:
    testo = testo.lower().rstrip(".")
    if testo.isdecimal():
        return int(testo)
    if testo in ROMANI:
        return ROMANI.index(testo) + 1
    return _NUMERO_DEL_MESE.get(testo)


def _anno(testo: str) -> int:
    cifre = testo.lstrip("'’")
    anno = int(cifre)
    if len(cifre) > 2:
        return anno
    return anno + (2000 if anno <= ULTIMO_ANNO_BREVE else 1900)


def _giorno(anno: int, mese: int | None, giorno: int) -> date | None:
    try:
        return date(anno, mese or 0, giorno)
    except ValueError:
        return None


def _da_gruppi(trovata: re.Match[str]) -> date | None:
    giorno = trovata["g"].lower()
    return _giorno(
        _anno(trovata["a"]), _mese(trovata["m"]), 1 if giorno == "primo" else int(giorno)
    )


def leggi_data(testo: str) -> date | None:
    """The date a text consists of, in any usual Italian form: `28 maggio 2026`, `1° gennaio 2026`,
    `2.07.2018`, `25/01/2019`, `28-4-26`, `15-lug-22`, `2026-05-28`. A short lead-in (`il`, `dd.`,
    `in data`, a weekday) and a final stop are allowed; any other word gives `None`."""
    resto = spazi(testo).rstrip(" .,;")
    while premessa := _PREMESSA.match(resto):
        resto = resto[premessa.end() :].lstrip(" ,")
    for forma in _DATE:
        if trovata := forma.fullmatch(resto):
            return _da_gruppi(trovata)
    return None


def trova_date(testo: str) -> list[DataTrovata]:
    """Every possible date inside a text, in order; impossible ones are left out."""
    trovate: list[DataTrovata] = []
    presi = bytearray(len(testo))
    for forma in _DATE:
        for trovata in forma.finditer(testo):
            data = _da_gruppi(trovata)
            inizio, fine = trovata.span()
            if data and not any(presi[inizio:fine]):
                presi[inizio:fine] = b"\1" * (fine - inizio)
                trovate.append(DataTrovata(data, inizio, fine))
    return sorted(trovate, key=lambda t: t.inizio)


def stampa_data(data: date) -> str:
    """`28 maggio 2026`; the first of the month is `1° maggio 2026`."""
    giorno = "1°" if data.day == 1 else str(data.day)
    return f"{giorno} {MESI[data.month - 1]} {data.year}"


def fine_mese(anno: int, mese: int) -> date:
    return date(anno, mese, monthrange(anno, mese)[1])


# --- deadlines ------------------------------------------------------------------------------

_ORDINALI = {
    "primo": 1,
    "prima": 1,
    "secondo": 2,
    "seconda": 2,
    "terzo": 3,
    "quarto": 4,
    "ultimo": -1,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_MESI_DEL_PERIODO = {"bimestre": 2, "trimestre": 3, "quadrimestre": 4, "semestre": 6}
_MESI_INTERI = "|".join(MESI)
_ANNO_INTERO = r"(?:19|20|21)\d\d"
_NON_SOLARE = r"(?:scolastico|educativo|accademico|pastorale|sportivo)"
_PEZZI = re.compile(
    rf"""
      (?P<impreciso>anno\s+{_NON_SOLARE} | \ba\.?\s?s\.
          | \b(?:met[aà]|inizio|inizi|prim[ai]\s+(?:met[aà]|settiman\w|giorni|decade|quindicina)
          |(?:seconda|terza|ultima)\s+(?:settimana|decade))\b )
    | (?P<vago>primavera|estate|autunno|inverno|estiv\w|primaveril\w|autunnal\w|invernal\w)
    | (?P<ordinale>primo|prima|secondo|seconda|terzo|quarto|ultimo|[1-6]\s?[°º^]?|i{{1,3}}|iv)\s+
      (?P<periodo>bimestre|trimestre|quadrimestre|semestre)
      (?:\s+(?:del(?:l'anno)?\s+)?(?P<anno_periodo>{_ANNO_INTERO}))?
    | (?P<giorno>[0-3]?\d)\s?[°º^]?\s*[./\-]?\s*
      (?P<mese_nome>(?:{_MESI_INTERI})\b|(?:{_NOMI})\b(?=\.|[\s/\-]+(?:{_ANNO_INTERO}|'?\d\d)\b))\.?
      (?:[\s,./\-]*(?:del\s+)?(?P<anno_nome>{_ANNO_INTERO}|'?\d\d)\b)?
    | (?P<primo>primo)\s+(?P<mese_primo>{_MESI_INTERI})
      (?:\s+(?:del\s+)?(?P<anno_primo>{_ANNO_INTERO}))?
    | (?<![\d/.\-])(?P<giorno_n>[0-3]?\d)[./\-](?P<mese_n>[01]?\d)
      [./\-](?P<anno_n>{_ANNO_INTERO}|\d\d)(?![\d/\-])
    | (?:^|\b(?:entro|il|al|dal|del)\s)\s*
      (?P<giorno_b>[0-3]?\d)[./\-](?P<mese_b>[01]?\d)(?!\d|[./\-]\d|\s+(?:{_MESI_INTERI})\b)
    | (?<![\d/.\-])(?P<mese_solo_n>[01]?\d)[/.\-](?P<anno_solo_n>{_ANNO_INTERO})(?!\d)
    | \b(?P<mese>{_MESI_INTERI})\b(?:\s+(?:del(?:l'anno)?\s+)?(?P<anno_mese>{_ANNO_INTERO}))?
    | \b(?P<mese_breve>{_NOMI})\b\.?[\s\-]*(?P<anno_breve>{_ANNO_INTERO}|'\d\d)
    | \b(?:entro|fine|tutto|intero|durante|corso|arco|termine|chiusura|conclusione)\b
      (?:\s+(?:il|l'|lo|del|dell'|di))?\s*(?P<tutto_anno>(?:intero\s+)?anno\b(?!\s+{_NON_SOLARE})
          (?:\s+(?P<anno_tutto>{_ANNO_INTERO}))?|(?P<anno_solo>{_ANNO_INTERO})\b(?!\s*[/\-]\s*\d))
    | (?P<annuale>\b(?:annuale|annualmente|anno\s+(?:in\s+corso|corrente))\b)
    | (?:\b(?:biennio|triennio|anni|annualità)\s+{_ANNO_INTERO}\s?[-/]|^{_ANNO_INTERO}\s?-)\s?
      (?P<anno_a>{_ANNO_INTERO})\b
    | (?:^|\b(?:entro|nel|per|anno|annualità|del)\b)(?:\s+(?:il|l'|l'anno|corso\s+del))?\s*
      (?P<anno_nudo>{_ANNO_INTERO})\b(?!\s*[/\-]\s*\d)
    """,
    re.I | re.X,
)
_INTERVALLO = re.compile(r"\s*(?:-|–|—|/|fino\s+(?:a|al)|al|a|e\s+il)\s*(?:il\s+|l')?", re.I)


# «dal 1° settembre», «a partire da ottobre», «dopo il 30 giugno»: when it starts, not when it ends.
_DECORRENZA = re.compile(
    r"\b(?:da|dal|dall'|a\s+partire\s+d\w+'?|dopo|non\s+prima\s+d\w+'?|"
    r"(?:avvio|inizio)(?:\s+(?:a|ad|da|dal|in))?)"
    r"\s*(?:il\s+|l'|mese\s+di\s+)?$",
    re.I,
)


class _Pezzo(NamedTuple):
    anno: int | None
    mese: int
    giorno: int | None  # None: the last day of the month
    inizio: int
    fine: int


def _pezzo(t: re.Match[str]) -> _Pezzo | None:
    """One mention of a time, or None when it names nothing that ends on a day."""
    dove = t.span()
    if t["periodo"]:
        durata = _MESI_DEL_PERIODO[t["periodo"].lower()]
        chiave = t["ordinale"].lower().rstrip("°º^ ")
        ordine = _ORDINALI.get(chiave) or int(chiave)
        ordine = 12 // durata if ordine == -1 else ordine
        if ordine * durata > 12:
            return None
        return _Pezzo(_anno_o_niente(t["anno_periodo"]), ordine * durata, None, *dove)
    if t["mese_nome"]:
        mese = _NUMERO_DEL_MESE[t["mese_nome"].lower()]
        return _Pezzo(_anno_o_niente(t["anno_nome"]), mese, int(t["giorno"]), *dove)
    if t["mese_primo"]:
        mese = _NUMERO_DEL_MESE[t["mese_primo"].lower()]
        return _Pezzo(_anno_o_niente(t["anno_primo"]), mese, 1, *dove)
    if t["giorno_n"]:
        return _Pezzo(_anno(t["anno_n"]), int(t["mese_n"]), int(t["giorno_n"]), *dove)
    if t["giorno_b"]:
        return _Pezzo(None, int(t["mese_b"]), int(t["giorno_b"]), *dove)
    if t["mese_solo_n"]:
        return _Pezzo(int(t["anno_solo_n"]), int(t["mese_solo_n"]), None, *dove)
    if nome := t["mese"] or t["mese_breve"]:
        anno = _anno_o_niente(t["anno_mese"] or t["anno_breve"])
        return _Pezzo(anno, _NUMERO_DEL_MESE[nome.lower()], None, *dove)
    if t["tutto_anno"] or t["annuale"]:
        return _Pezzo(_anno_o_niente(t["anno_tutto"] or t["anno_solo"]), 12, None, *dove)
    if anno_finale := t["anno_nudo"] or t["anno_a"]:
        return _Pezzo(int(anno_finale), 12, None, *dove)
    return None


def _anno_o_niente(testo: str | None) -> int | None:
    return _anno(testo) if testo else None


def _con_anni(testo: str, pezzi: list[_Pezzo], anno: int | None) -> list[_Pezzo]:
    """Give a year to the mentions without one: in «ottobre - maggio 2026» October is of 2025."""
    scritti = {p.anno for p in pezzi if p.anno}
    unico = scritti.pop() if len(scritti) == 1 else None
    completi = list(pezzi)
    for i, pezzo in enumerate(pezzi):
        if pezzo.anno is not None:
            continue
        dopo = pezzi[i + 1] if i + 1 < len(pezzi) else None
        prima = completi[i - 1] if i else None
        if dopo and dopo.anno and _INTERVALLO.fullmatch(testo[pezzo.fine : dopo.inizio]):
            nuovo: int | None = dopo.anno - (pezzo.mese > dopo.mese)
        elif (
            prima and pezzi[i - 1].anno and _INTERVALLO.fullmatch(testo[prima.fine : pezzo.inizio])
        ):
            nuovo = (prima.anno or 0) + (pezzo.mese < prima.mese)
        else:
            nuovo = unico or anno
        completi[i] = pezzo._replace(anno=nuovo)
    return completi


def leggi_scadenza(testo: str, anno: int | None = None) -> date | None:
    """The last day a «Tempi» text allows: `Entro dicembre 2022` is 31 December 2022, `gennaio -
    giugno 2026` is 30 June. `anno` is used where the text names no year. Vague texts (a season, a
    school year, «metà giugno») and impossible days give `None`."""
    pulito = spazi(testo).replace("’", "'").replace("–", "-").replace("—", "-")
    pezzi: list[_Pezzo] = []
    for trovato in _PEZZI.finditer(pulito):
        if trovato["impreciso"]:
            return None
        if trovato["vago"]:
            continue
        pezzo = _pezzo(trovato)
        if pezzo is None:
            return None
        pezzi.append(pezzo)
    if len(pezzi) == 1 and _comincia(pulito, pezzi[0]):
        return None
    precisi = [p for p in pezzi if p.giorno is not None]
    if _vago(pulito) and not precisi:
        return None
    giorni: list[date] = []
    for pezzo in _con_anni(pulito, pezzi, anno):
        if pezzo.anno is None or not 1 <= pezzo.mese <= 12:
            return None
        if pezzo.giorno is None:
            giorni.append(fine_mese(pezzo.anno, pezzo.mese))
        elif giorno := _giorno(pezzo.anno, pezzo.mese, pezzo.giorno):
            giorni.append(giorno)
        else:
            return None
    return max(giorni, default=None)


def _comincia(testo: str, pezzo: _Pezzo) -> bool:
    scritto = testo[pezzo.inizio : pezzo.fine].lower()
    return scritto.startswith("dal ") or bool(_DECORRENZA.search(testo[: pezzo.inizio]))


def _vago(testo: str) -> bool:
    return any(t["vago"] for t in _PEZZI.finditer(testo))


# --- how far a day is, in words -------------------------------------------------------------


def con_articolo(giorno: date) -> str:
    """«il 30 aprile 2026», «l’8 dicembre 2026», «l’11 marzo 2026»."""
    return f"{'l’' if giorno.day in (8, 11) else 'il '}{stampa_data(giorno)}"


def dal_giorno(giorno: date) -> str:
    """«dal 30 aprile 2026», «dall’8 dicembre 2026»."""
    return f"{'dall’' if giorno.day in (8, 11) else 'dal '}{stampa_data(giorno)}"


def al_giorno(giorno: date) -> str:
    """«al 30 aprile 2026», «all’8 dicembre 2026»."""
    return f"{'all’' if giorno.day in (8, 11) else 'al '}{stampa_data(giorno)}"


def quando_in_parole(giorno: date, oggi: date) -> str:
    """«oggi», «ieri», «domani», «fra 12 giorni», «3 giorni fa»."""
    distanza = (giorno - oggi).days
    vicini = {0: "oggi", 1: "domani", -1: "ieri"}
    if distanza in vicini:
        return vicini[distanza]
    return f"fra {distanza} giorni" if distanza > 0 else f"{-distanza} giorni fa"


def ritardo_in_parole(giorno: date, oggi: date) -> str:
    """How long ago a deadline passed: «scaduto ieri», «scaduto da 3 giorni»."""
    ritardo = (oggi - giorno).days
    return "scaduto ieri" if ritardo == 1 else f"scaduto da {ritardo} giorni"


def da_quando_in_parole(giorno: date, oggi: date) -> str:
    """For how long something has been so: «da oggi», «da ieri», «da 12 giorni»."""
    giorni = (oggi - giorno).days
    vicini = {0: "da oggi", 1: "da ieri"}
    return vicini.get(giorni, f"da {giorni} giorni")
