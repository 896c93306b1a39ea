"""The words that a programme's form prints, and the tolerant ways of recognising them."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

VAMT = r"V\s?\.?\s?A\s?\.?\s?M\s?\.?\s?T\b\.?"
_VAMT = re.compile(rf"\b{VAMT}", re.I)
_DOPO_VAMT = re.compile(r"\bvamt\s*[-–—:/|.]+\s*")
_SOLO_VAMT = re.compile(rf"^\W*(?:azion[ei]\s*)?{VAMT}\W*(?:x|s[iì])?\W*$", re.I)
_BORDI = " \t\n.:;,*–—-_•"
_NUMERAZIONE = re.compile(
    r"^(?:(?:capitolo|cap\.|parte|sezione|allegato|all\.)(?:\s+(?:n\.\s*)?[0-9a-z]{1,4}\b)?\s*[.:)–—-]+\s*"
    r"|\d{1,2}(?:\.\d{1,2})*\s*[.)–—-]*\s+|(?:[a-z]|[ivx]{1,4})\s*[.)]\s+)"
)

_VOCI: tuple[tuple[str, str], ...] = (
    ("premessa", r"premess[ae]\b.{0,60}|introduzione"),
    ("dati_distretto", r"(?:(?:i )?dati|anagrafica)(?: \w+)?(?: del| di| sul)? distretto\b.{0,60}"),
    (
        "attori",
        r"(?:gli )?attori(?: e \w+| coinvolti)?(?: (?:del|di|nel) distretto\b.{0,60})?"
        r"|(?:i )?(?:referenti|soggetti) (?:del|di) distretto\b.{0,60}",
    ),
    (
        "canali",
        r"(?:i )?canali(?: (?:social|di comunicazione|comunicativi|web|informativi|digitali"
        r"|del distretto)\b.{0,60})?|social(?: media| network)?",
    ),
    ("azioni_vamt", r"(?:le )?azion[ei](?: obbligatorie)? vamt\b.{0,60}"),
    (
        "progettualita",
        r"(?:(?:le |elenco (?:delle )?)?progettualita)"
        r"(?: (?:(?:di|del) distretto\b.{0,40}|(?:(?:per )?(?:l')?anno |per il )?20\d\d"
        r"|previste\b.{0,40}|da realizzare\b.{0,40}))?",
    ),
    (
        "azioni",
        r"(?:(?:le |(?:elenco|piano|programma) delle )?azioni)"
        r"(?: (?:da realizzar\w*|programmate|previste|del distretto|del programma"
        r"|di distretto|(?:(?:per )?(?:l')?anno |per il )?20\d\d)\b.{0,60})?",
    ),
    ("progetto_strategico", r"(?:il )?progett[oi] strategic[oi]\b.{0,60}"),
    (
        "aderenti",
        r"(?:elenco|lista)\b.{0,50}\b(?:aderenti|adesioni)\b.{0,90}"
        r"|(?:le |gli |i )?(?:organizzazioni|enti|soggetti) aderenti\b.{0,90}"
        r"|(?:gli )?aderenti(?: (?:al|a)\b.{0,90})?",
    ),
)
VOCI = tuple((voce, re.compile(rf"^(?:{schema})$")) for voce, schema in _VOCI)

_SOGGETTO = r"(?:organizzazion[ei]|ent[ei]|soggett[oi]|aderent[ei]|realta|struttur[ae])"
_SOGGETTI = rf"{_SOGGETTO}(?:/i|/e)?"
_CODA = r"(?: \(.*\)| d[ei]l[l']?.*| di .*| da .*| in .*| attes[ioae].*| previst[ioae].*)?"
_CAMPI: tuple[tuple[str, str], ...] = (
    ("obiettivo_generale", rf"obiettiv[oi](?:/[aeio])? general[ei](?:/[aeio])?{_CODA}"),
    ("obiettivo_specifico", rf"obiettiv[oi](?:/[aeio])? specific[oi](?:/[aeio])?{_CODA}"),
    (
        "obiettivo",
        r"(?:gli |l')?obiettiv[oi](?:/[aeio])?(?: \(.*\)| dell'azione| da raggiungere.*)?",
    ),
    (
        "titolo",
        r"titolo(?: \(.*\)| (?:dell'|della |del )?(?:azione|progett\w+|attivita|intervento))?"
        r"|(?:denominazione|nome)(?: dell'azione| del(?:la)? progett\w+)?",
    ),
    (
        "altre_organizzazioni",
        rf"altr[aeio] {_SOGGETTI}(?: (?:coinvolt[aeio]|partner|interessat[aeio]).*)?{_CODA}"
        rf"|{_SOGGETTI} coinvolt[aeio](?:/e)?|partner(?:s|ship)?(?: coinvolti)?"
        r"|altri (?:partner|attori)(?: coinvolti)?",
    ),
    (
        "referenti",
        rf"(?:l')?{_SOGGETTI} (?:referent[ei]|capofila|responsabil[ei]|promotor[ei]|promotric[ei])"
        rf"(?:/[aeio])?{_CODA}|referent[ei](?:/[aeio])?(?: dell'azione| del progetto)?",
    ),
    ("tempi", rf"temp[oi](?:/[aeio])?{_CODA}|tempistic(?:a|he){_CODA}|scadenz[ae]|periodo{_CODA}"),
    ("indicatori", rf"(?:gli |l')?indicator[ei](?:/[aeio])?{_CODA}"),
    (
        "percentuali",
        rf"(?:azion[ei] )?(?:vamt )?(?:la |le )?percentual[ei](?:/[aeio])?{_CODA}(?: vamt)?"
        r"|(?:azion[ei] )?(?:vamt )?%(?: (?:di )?(?:realizzazione|valutazione|raggiungimento))?"
        r"(?: vamt)?|valutazione %",
    ),
    (
        "descrizione",
        r"azion[ei](?:/[aeio])?(?: ?(?:/|e) ?attivita)?"
        r"(?: \(.*\)| da realizzare| previst[ei]| da svolgere)?"
        r"|descrizion[ei](?: .{0,50})?"
        r"|attivita(?: ?(?:/|e) ?azioni)?(?: previste| da svolgere| da realizzare)?",
    ),
)
CAMPI = tuple((campo, re.compile(rf"^(?:{schema})$")) for campo, schema in _CAMPI)
_CANONICI: dict[str, str] = {
    "obiettivo generale": "obiettivo_generale",
    "obiettivo specifico": "obiettivo_specifico",
    "obiettivo": "obiettivo",
    "organizzazione referente": "referenti",
    "organizzazioni referenti": "referenti",
    "altre organizzazioni coinvolte": "altre_organizzazioni",
    "indicatore/i di valutazione": "indicatori",
    "indicatori di valutazione": "indicatori",
    "percentuale/i di valutazione": "percentuali",
    "percentuali di valutazione": "percentuali",
    "tempi di realizzazione": "tempi",
    "descrizione": "descrizione",
}
_PAROLE = tuple(
    dict.fromkeys(
        parola
        for canonico in (*_CANONICI, "titolo", "azioni")
        for parola in re.findall(r"\w{4,}", canonico)
    )
)
_SINONIMI: dict[str, str] = {
    "finalita": "obiettivo",
    "obiettivi e finalita": "obiettivo",
    "obiettivo principale": "obiettivo",
    "durata": "tempi",
    "cronoprogramma": "tempi",
    "quando": "tempi",
    "termine": "tempi",
    "tempi e luoghi": "tempi",
    "collaborazioni": "altre_organizzazioni",
    "indicatori e target": "indicatori",
}
_NUMERO = r"(?:(?:N(?:\.|°|º|R\.?|\.?RO\.?|UM\.?|UMERO|\b)?|№|#)\s*[.°º:]*\s*)"
_ROMANO = r"(?=[IVX]+\b)X{0,3}(?:IX|IV|V?I{0,3})"
_INTESTAZIONE = re.compile(
    rf"^(?:\d{{1,2}}\s*[.)]\s*|SCHEDA\s+)?(?P<prima>{VAMT}\W*)?(?:(?P<tipo>AZIONE|PROGETTUALIT(?:[AÀÁ]['’`´]?|A))(?!\w))\s*[-–—:]?\s*"
    rf"\(?(?P<mezzo>{VAMT})?\)?\s*[-–—:]?\s*"
    rf"(?:{_NUMERO}?(?P<numero>\d{{1,3}})(?!\d|[.,]\d|\s*%)[°º]?|{_NUMERO}(?P<romano>{_ROMANO})\b"
    rf"|(?P<senza>{_NUMERO})(?:\W*$|(?=\W*\n)))"
    r"\s*(?P<resto>.*)$",
    re.I,
)
_FORSE_TESTA = re.compile(r"azione|progettualit", re.I)
_NUDA = re.compile(
    r"^(?P<tipo>AZIONE|PROGETTUALIT[AÀÁ]['’`´]?)\s*(?:[:–—-]\s*(?P<resto>.*))?$", re.I
)
_NUMERO_AMBITO = re.compile(
    r"^(?:(?:macro\s*-?\s*)?(?:area|ambito)\s*(?:tematic[ao]\s*)?)?(?:n\.?\s*)?"
    r"(?:\d{1,2}\.)?(\d{1,2})\s*[.):–—-]*\s+(\S.*)$",
    re.I,
)


def piatto(testo: str) -> str:
    """Lower case, no accents, single ordinary spaces, straight apostrophes.

    >>> piatto("PROGETTUALITÀ\\u00a0 n. 1")
    'progettualita n. 1'
    """
    if testo.isascii():
        return " ".join(testo.replace("`", "'").lower().split())
    scomposto = unicodedata.normalize("NFKD", testo.replace("’", "'").replace("`", "'"))
    senza = "".join(c for c in scomposto if not unicodedata.combining(c))
    return " ".join(senza.casefold().split())


def chiave(testo: str) -> str:
    """The comparable form of a label or heading: "V.A.M.T." is one word, no edge punctuation.

    >>> chiave("  AZIONE V.A.M.T. Percentuale/i di valutazione. ")
    'azione vamt percentuale/i di valutazione'
    """
    nudo = _DOPO_VAMT.sub("vamt ", _VAMT.sub("vamt ", piatto(testo)))
    return " ".join(nudo.split()).strip(_BORDI).replace("a' ", "a ").removesuffix("'")


def senza_numero(testo: str) -> str:
    """A heading's key without its leading number or letter ("1. ", "b) ")."""
    return _NUMERAZIONE.sub("", testo)


def voce_di(testo: str) -> str | None:
    """The voce of the form whose heading this is.

    >>> voce_di("Elenco delle organizzazioni aderenti al 30 aprile 2026:")
    'aderenti'
    """
    if len(testo) > 160:
        return None
    nudo = senza_numero(chiave(testo))
    return next((voce for voce, schema in VOCI if schema.match(nudo)), None)


def campo_di(testo: str) -> str | None:
    """The field of an action that a label cell names.

    >>> campo_di("Organizzazioni referenti:"), campo_di("ALTRE ORGANIZZAZIONI COINVOLTE")
    ('referenti', 'altre_organizzazioni')
    """
    if not testo or len(testo) > 120:
        return None
    nudo = senza_numero(chiave(testo))
    return next((campo for campo, schema in CAMPI if schema.match(nudo)), None)


def campo_simile(testo: str) -> str | None:
    """The field of a label that is mistyped, abbreviated or in other words; None when none is near.

    >>> campo_simile("Obbiettivo spec."), campo_simile("Altre org. coinvolte")
    ('obiettivo_specifico', 'altre_organizzazioni')
    """
    nudo = chiave(testo)
    if not 3 <= len(nudo) <= 60:
        return None
    campo = _SINONIMI.get(nudo) or campo_di(" ".join(_corretta(p) for p in nudo.split()))
    if campo is not None:
        return campo
    voti = [(SequenceMatcher(None, nudo, canonico).ratio(), canonico) for canonico in _CANONICI]
    voto, canonico = max(voti)
    return _CANONICI[canonico] if voto >= 0.86 else None


def _corretta(parola: str) -> str:
    """A word as the form's labels write it, when it is an abbreviation or a slip of one."""
    radice, barra, resto = parola.partition("/")
    nuda = radice.rstrip(".")
    minimo = 2 if radice != nuda else 3
    if nuda in _PAROLE or len(nuda) < minimo:
        return parola
    intera = next((p for p in _PAROLE if p.startswith(nuda)), None)
    if intera is None and len(nuda) >= 6:
        intera = next(iter(get_close_matches(nuda, _PAROLE, n=1, cutoff=0.8)), None)
    return f"{intera}{barra}{resto}" if intera else parola


def campo_in_testa(testo: str) -> tuple[str, str, str] | None:
    """(field, label, rest) of a line that opens with a label: "Tempi: entro maggio".

    >>> campo_in_testa("Tempi di realizzazione: entro maggio")
    ('tempi', 'Tempi di realizzazione', 'entro maggio')
    """
    riga, _, seguito = testo.partition("\n")
    for separatore in re.finditer(r"[:.]\s*(?=\s|$)|\s[–—-]\s", riga[:100]):
        etichetta = riga[: separatore.start()]
        resto = riga[separatore.end() :].strip()
        if solo_vamt(resto):
            break
        if etichetta.count("(") == etichetta.count(")") and (campo := campo_di(etichetta)):
            return campo, etichetta.strip(), "\n".join(p for p in (resto, seguito) if p)
    if seguito and (campo := campo_di(riga)):
        return campo, riga.strip(), seguito
    return None


def solo_vamt(testo: str) -> bool:
    """Whether a cell or line holds the V.A.M.T. mark and nothing else."""
    return bool(_SOLO_VAMT.match(testo.replace("\u00a0", " ")))


def contiene_vamt(testo: str) -> bool:
    return bool(_VAMT.search(testo))


def ambito_numerato(testo: str) -> tuple[int, str] | None:
    """Number and title of an area: "2. Comunicazione", "AREA 2 – COMUNICAZIONE".

    >>> ambito_numerato("Ambito n. 2: Comunicazione")
    (2, 'Comunicazione')
    """
    trovato = _NUMERO_AMBITO.match(testo)
    return (int(trovato.group(1)), trovato.group(2)) if trovato else None


@dataclass(frozen=True, slots=True)
class Intestazione:
    """The head of an action as one cell or line prints it."""

    tipo: str  # "azione" or "progettualita"
    numero: int | None
    vamt: bool
    righe: tuple[str, ...]  # what follows the number: title, theme


def intestazione(testo: str, *, nuda: bool = False) -> Intestazione | None:
    """Read the head of an action; with ``nuda`` a bare "AZIONE" counts, without its number.

    >>> intestazione("V.A.M.T.\\nAZIONE n.1 – TITOLO").numero
    1
    """
    if not _FORSE_TESTA.search(testo[:200]):
        return None
    vamt = False
    righe = [r for r in testo.replace("\u00a0", " ").split("\n") if r.strip()]
    while righe and solo_vamt(righe[0]):
        vamt = True
        righe.pop(0)
    if not righe:
        return None
    prima = righe[0].strip()
    trovata = _INTESTAZIONE.match(prima)
    if trovata is None:
        trovata = _NUDA.match(prima) if nuda else None
        if trovata is None:
            return None
    parti: dict[str, str | None] = trovata.groupdict()
    resto = _BORDO_TITOLO.sub("", parti.get("resto") or "")
    vamt = vamt or bool(parti.get("prima") or parti.get("mezzo"))
    altre: list[str] = []
    for riga in (resto, *righe[1:]):
        if solo_vamt(riga):
            vamt = True
            continue
        pulita, marcata = _stacca_vamt(riga.strip())
        vamt = vamt or marcata or contiene_vamt(pulita)
        if pulita:
            altre.append(pulita)
    tipo = "azione" if trovata.group("tipo").upper() == "AZIONE" else "progettualita"
    numero = parti.get("numero")
    romano = parti.get("romano")
    cifra = int(numero) if numero else _da_romano(romano) if romano else None
    return Intestazione(tipo, cifra, vamt, tuple(altre))


def _da_romano(numero: str) -> int:
    """
    >>> _da_romano("XIV")
    14
    """
    valori = [{"I": 1, "V": 5, "X": 10}[c] for c in numero.upper()]
    seguenti = [*valori[1:], 0]
    return sum(-v if v < dopo else v for v, dopo in zip(valori, seguenti, strict=True))


_BORDO_TITOLO = re.compile(r"^[\s.:;,)–—-]+")
_VAMT_INIZIO = re.compile(rf"^[(\[*]*\s*(?:azione\s+)?{VAMT}\s*[)\]*]*\s*[-–—:]*\s*", re.I)
_VAMT_FINE = re.compile(rf"\s*[-–—]?\s*[(\[*]*\s*(?:azione\s+)?\b{VAMT}\s*[)\]*]*\s*$", re.I)


def _stacca_vamt(riga: str) -> tuple[str, bool]:
    """Take the V.A.M.T. mark off either end of a title line."""
    senza = _VAMT_FINE.sub("", _VAMT_INIZIO.sub("", riga))
    return senza.strip(), senza != riga
