"""Checks on numbers in the text: against the data, against the list beside them, against sums."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from istruttoria.controlli.documento import Brano, Documento
from istruttoria.controlli.esito import Posto, Segnale
from istruttoria.controlli.html import Blocco
from istruttoria.controlli.quantita import NUMERO, PAROLE, in_numero
from istruttoria.controlli.registro import controllo

VICINO = 80  # characters around a number that tell what it counts

_ORGANIZZAZIONI = re.compile(
    rf"(?<![\w.,])(?P<n>{NUMERO})\s+(?:organizzazioni|aderenti|(?:enti|soggetti)\s+aderenti)\b",
    re.I,
)
_IMPRECISO = re.compile(
    r"\b(?:oltre|almeno|circa|quasi|altr[ei]|nuov[ei]|ulteriori|minimo|massimo|più|meno|fino)"
    r"\s*(?:di\s+|a\s+|le\s+)?(?:n\.?\s*)?$",
    re.I,
)
_TUTTE = re.compile(r"\btutt[ei]\s+(?:le|gli|i)\s*$", re.I)
# What shows that a count is of the whole membership and not of some part of it.
_DI_TUTTE = re.compile(
    r"(?:\b(?:le|gli|i|delle|degli|dei|dalle|dagli|dai|alle|agli|ai)\s*|"
    r"\b(?:conta(?:\s+(?:oggi|ad\s+oggi|ora|attualmente|complessivamente|in\s+tutto))?|comprende|raccoglie|riunisce|raggruppa|aggrega|\w+\s+da|aderit\w+[^.;]{0,40}|"
    r"aderiscono[^.;]{0,40})\s*)$",
    re.I,
)
_CHE_SONO = re.compile(
    r"\s*(?:$|[,.;:)]|e\s|aderenti\b|partner\b|proponent|fondat|firmatari|promotric|"
    r"(?:facenti|che\s+fanno)\s+parte|del\s+distretto|si\s|hanno\s+aderito|"
    r"che\s+(?:compongono|aderiscono|costituiscono|hanno\s+aderito)|pubbliche\s+e\s+private)",
    re.I,
)
_PROPONENTI = re.compile(r"\b(?:proponent|fondatric|fondator|firmatari|promotric)\w*", re.I)
_AZIONI = re.compile(
    rf"(?<![\w.,])(?P<n>{NUMERO})\s+(?P<cosa>azioni\s+V\.?\s?A\.?\s?M\.?\s?T\b\.?|azioni|progettualità)"
    r"(?:\s+(?P<dopo>[^\W\d]+))?",
    re.I,
)
_DEL_PROGRAMMA = re.compile(r"\b(?:programma|piano|complessivamente|in\s+totale)\b", re.I)
_IN_TUTTO = re.compile(r"\b(?:complessivamente|in\s+totale|in\s+tutto)\s*$", re.I)
_ANNO = re.compile(r"\b(?:19|20)\d\d\b")
_FRASE = re.compile(r"(?<=[.;!?])\s+(?=[A-ZÀ-Ý])")


def _frasi(testo: str) -> list[str]:
    return [f for pezzo in testo.split("\n") for f in _FRASE.split(pezzo)]


def _di_un_altro_anno(frase: str, doc: Documento) -> bool:
    """A sentence that speaks only of other years tells the past."""
    anni = {int(a) for a in _ANNO.findall(frase)}
    return bool(anni) and not anni & {d.year for d in (doc.dal, doc.al) if d}


@controllo("numero_contraddetto", "Numero scritto che i dati contraddicono")
def numero_contraddetto(doc: Documento) -> Iterator[Segnale]:
    """The text says «12 organizzazioni» or «8 azioni» and the programme holds another number. What
    a target says («almeno 3 organizzazioni») and what the past was are left alone."""
    brani = [*doc.brani, *_determinazione(doc)]
    for brano in brani:
        for frase in _frasi(brano.testo):
            if _di_un_altro_anno(frase, doc):
                continue
            yield from _organizzazioni(doc, brano, frase)
            if brano.narrativa:
                yield from _azioni(doc, brano, frase)


def _determinazione(doc: Documento) -> Iterator[Brano]:
    for chiave, valore in (doc.snapshot.get("determinazione") or {}).items():
        if isinstance(valore, str):
            yield Brano(Posto(None, None, f"determinazione, {chiave}"), valore, narrativa=True)


def _organizzazioni(doc: Documento, brano: Brano, frase: str) -> Iterator[Segnale]:
    for trovato in _ORGANIZZAZIONI.finditer(frase):
        prima = frase[max(0, trovato.start() - VICINO) : trovato.start()]
        dopo = frase[trovato.end() : trovato.end() + VICINO]
        quali = _DI_TUTTE if brano.narrativa else _TUTTE
        if _IMPRECISO.search(prima) or not quali.search(prima) or not _CHE_SONO.match(dopo):
            continue
        proponenti = _PROPONENTI.match(dopo.lstrip())
        giusto = _quanti_proponenti(doc) if proponenti else len(doc.aderenti_in_corso)
        if giusto and in_numero(trovato["n"]) != giusto:
            cosa = "i proponenti dell'accordo sono" if proponenti else "gli aderenti in elenco sono"
            yield Segnale(
                brano.posto,
                f"Il testo dice «{trovato[0]}», ma {cosa} {giusto}: correggere il testo o i dati.",
            )


def _quanti_proponenti(doc: Documento) -> int | None:
    firmatari = doc.accordo.get("proponenti")
    if isinstance(firmatari, int):
        return firmatari
    return sum(1 for a in doc.aderenti if a.get("proponente")) or None


def _azioni(doc: Documento, brano: Brano, frase: str) -> Iterator[Segnale]:
    if not _DEL_PROGRAMMA.search(frase):
        return
    vamt = [a for a in doc.azioni if a.get("vamt")]
    progettualita = [a for a in doc.azioni if a.get("tipo") == "progettualita"]
    righe = [a for a in doc.azioni if a.get("tipo") == "riga_vamt"]
    for trovato in _AZIONI.finditer(frase):
        prima = frase[max(0, trovato.start() - VICINO) : trovato.start()]
        numero = in_numero(trovato["n"])
        cosa, totale = trovato["cosa"].lower(), bool(_IN_TUTTO.search(prima))
        if _IMPRECISO.search(prima):
            continue
        if "v" in cosa:
            giusti = {len(vamt), len(righe)}
        elif cosa == "progettualità":
            giusti = {len(progettualita)}
        elif totale:
            giusti = {len(doc.azioni)}
        elif (trovato["dopo"] or "").lower() in {"", "da", "e", "che", "del", "di", "per"}:
            giusti = {len(doc.azioni), len(progettualita), len(righe), len(vamt)}
        else:
            continue
        if numero not in giusti and giusti != {0}:
            quanti = len(doc.azioni)
            dettaglio = (
                f" ({len(righe)} V.A.M.T. e {len(progettualita)} progettualità)" if righe else ""
            )
            yield Segnale(
                brano.posto,
                f"Il testo dice «{trovato[0].strip()}», ma il programma ha {quanti} "
                f"azioni{dettaglio}: correggere il numero.",
            )


# --- a number and the list that follows it ---------------------------------------------------

_POCHI = rf"(?:\d{{1,2}}|{'|'.join(PAROLE)})"
_ANNUNCIO = re.compile(
    rf"(?<![\w.,/])(?P<n>{_POCHI})\s+(?P<cosa>[^\d:.;()]{{3,70}}):(?P<elenco>.*)$", re.I | re.S
)
_ARTICOLO = r"(?:il|lo|la|i|gli|le|un|uno|una)\s|(?:l|un)['’]"
# «Gli obiettivi sono quattro:», in words: «punto 4:» numbers a thing.
_SONO_TANTI = re.compile(rf"\bsono\s+({'|'.join(PAROLE)})()\s*:$", re.I)
_VIRGOLA = re.compile(rf",\s+(?={_ARTICOLO})", re.I)
_CONGIUNTA = re.compile(rf"\s+ed?\s+(?={_ARTICOLO})", re.I)
_FRA_PARENTESI = re.compile(
    rf"(?<![\w.,/])(?P<n>{_POCHI})\s+(?P<cosa>[^\d:.;()]{{3,70}})\((?P<elenco>[^()]+)\)", re.I
)
_APERTO = re.compile(
    r"\becc\b|\betc\b|\bes\.|\besempio\b|\btra\s+cui\b|\bfra\s+cui\b|…|\.\.\.", re.I
)


@controllo("elenco_contraddetto", "Numero annunciato diverso dall'elenco")
def elenco_contraddetto(doc: Documento) -> Iterator[Segnale]:
    """«Tre le principali azioni: l'apertura…, la costituzione…, le attività…, uno studio…» are
    four (2026, progettualità 2). Only lists whose items can be counted without doubt."""
    for brano in doc.brani:
        for frase in _frasi(brano.testo):
            trovato = _annunciato(frase)
            if trovato:
                cosa, numero, quanti = trovato
                yield _elenco(brano.posto, cosa, numero, quanti)
    for voce, pezzi in doc.sezioni:
        for prima, dopo in pairwise(pezzi):
            yield from _annuncio_di_lista(Posto(voce.get("codice")), prima, dopo)


def _elenco(posto: Posto, cosa: str, numero: int, quanti: int) -> Segnale:
    return Segnale(
        posto,
        f"Il testo ne annuncia {numero} («{cosa}») ma ne elenca {quanti}: correggere il numero o "
        "l'elenco.",
    )


def _annunciato(frase: str) -> tuple[str, int, int] | None:
    """What is announced, its number and how many the sentence lists, when they differ."""
    if _APERTO.search(frase):
        return None
    for trovato in _FRA_PARENTESI.finditer(frase):
        voci = [v.strip() for v in re.split(r"[,;]|\s+ed?\s+", trovato["elenco"])]
        numero = in_numero(trovato["n"])
        if numero and len(voci) >= 3 and all(v[:1].isupper() for v in voci) and len(voci) != numero:
            return f"{trovato['n']} {trovato['cosa'].strip()}", numero, len(voci)
    annuncio = _ANNUNCIO.search(frase)
    if annuncio is None or not re.match(rf"\s*(?:{_ARTICOLO})", annuncio["elenco"], re.I):
        return None
    numero = in_numero(annuncio["n"])
    voci = _VIRGOLA.split(annuncio["elenco"])
    al_piu = sum(len(_CONGIUNTA.split(v)) for v in voci)
    if numero and len(voci) >= 2 and not len(voci) <= numero <= al_piu:
        return f"{annuncio['n']} {annuncio['cosa'].strip()}", numero, max(len(voci), 1)
    return None


def _annuncio_di_lista(posto: Posto, prima: Blocco, dopo: Blocco) -> Iterator[Segnale]:
    """«…lungo tre pilastri fondamentali:» and the bullet list after it."""
    if prima.tipo != "paragrafo" or dopo.tipo != "elenco" or not dopo.voci:
        return
    ultima = _frasi(prima.testo)[-1]
    trovato = re.search(rf"(?<![\w.,/])({_POCHI})\s+([^\d:.;()]{{3,40}}):$", ultima.strip(), re.I)
    trovato = trovato or _SONO_TANTI.search(ultima.strip())
    numero = in_numero(trovato[1]) if trovato else None
    if trovato and numero and numero != len(dopo.voci):
        yield _elenco(posto, f"{trovato[1]} {trovato[2]}".strip(), numero, len(dopo.voci))


# --- sums ------------------------------------------------------------------------------------

_IMPORTO = re.compile(
    r"^(?:€|euro)?\s*(?P<n>-?\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|-?\d{1,12}(?:,\d{1,4})?)\s*(?:€|euro)?$",
    re.I,
)
_IMPORTI = re.compile(
    r"(?:€|euro)\s*(\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,12}(?:,\d{1,4})?)|"
    r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,12}(?:,\d{1,4})?)\s*(?:€|euro)",
    re.I,
)
_ORE = re.compile(
    r"(?<![\w.,])(?:(?P<a>\d{1,3})\s*ore\b|\bore(?:\s+obbligatorie)?:?\s*(?P<b>\d{1,3})\b)", re.I
)


def _numero(cella: str) -> Decimal | None:
    trovato = _IMPORTO.match(cella.strip())
    return _decimale(trovato["n"]) if trovato else None


def _decimale(testo: str) -> Decimal | None:
    try:
        return Decimal(testo.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None


def _cifra(valore: Decimal) -> str:
    intero, _, resto = f"{valore:f}".partition(".")
    return f"{int(intero):,}".replace(",", ".") + (f",{resto}" if resto.strip("0") else "")


@controllo("totale_errato", "Totale che non corrisponde alla somma")
def totale_errato(doc: Documento) -> Iterator[Segnale]:
    """Tables with a «Totale» row, amounts split by «di cui», the hours of a training listed one by
    one beside their total (2022, action 4: 6 + 6 + 4 = 16)."""
    for voce, pezzi in doc.sezioni:
        for blocco in pezzi:
            if blocco.tipo == "tabella":
                yield from _tabella(Posto(voce.get("codice")), blocco.righe)
    for brano in doc.brani:
        yield from _di_cui(brano)
    for azione in doc.azioni:
        testi = [i.get("testo") or "" for i in azione.get("indicatori") or []]
        parti = [o for riga in (azione.get("descrizione") or "").split("\n") for o in _ore(riga)]
        totali = {o for t in testi for o in _ore(t)}
        if len(parti) >= 2 and len(totali) == 1 and sum(parti) not in totali:
            yield Segnale(
                doc.posto(azione, "indicatori"),
                f"Le ore descritte sommano {sum(parti)}, l'indicatore ne dice {totali.pop()}: "
                "allinearle.",
            )


def _ore(testo: str) -> list[int]:
    return [int(o["a"] or o["b"]) for o in _ORE.finditer(testo)]


_TOTALE = re.compile(r"\s*(?:sub[\s-]?)?totale\b", re.I)


def _addendi(
    righe: list[list[str]], colonna: int
) -> tuple[list[Decimal], list[Decimal], list[Decimal]]:
    """What a total may add up: all the rows above, those since the last total, the totals."""
    voci: list[Decimal] = []
    recenti: list[Decimal] = []
    totali: list[Decimal] = []
    for riga in righe:
        numero = _numero(riga[colonna]) if len(riga) > colonna else None
        if numero is None:
            continue
        if _TOTALE.match(riga[0]):
            totali.append(numero)
            recenti = []
        else:
            voci.append(numero)
            recenti.append(numero)
    return voci, recenti, totali


def _tabella(posto: Posto, righe: list[list[str]]) -> Iterator[Segnale]:
    for i, riga in enumerate(righe):
        if not riga or not _TOTALE.match(riga[0]):
            continue
        for colonna in range(1, len(riga)):
            totale = _numero(riga[colonna])
            voci, dopo_l_ultimo, totali = _addendi(righe[:i], colonna)
            giuste = {sum(voci), sum(dopo_l_ultimo), sum(totali)}
            if totale is not None and len(voci) >= 2 and totale not in giuste:
                yield Segnale(
                    posto,
                    f"Nella tabella il totale è {_cifra(totale)}, ma le righe sommano "
                    f"{_cifra(sum(voci, Decimal(0)))}: correggere l'uno o le altre.",
                )


def _di_cui(brano: Brano) -> Iterator[Segnale]:
    for frase in _frasi(brano.testo):
        prima, separa, dopo = frase.partition("di cui")
        totali = [_decimale(a or b) for a, b in _IMPORTI.findall(prima)]
        parti = [n for a, b in _IMPORTI.findall(dopo) if (n := _decimale(a or b)) is not None]
        if not separa or not totali or totali[-1] is None or len(parti) < 2:
            continue
        if sum(parti) != totali[-1]:
            yield Segnale(
                brano.posto,
                f"Il testo dice {_cifra(totali[-1])} euro, ma le parti indicate sommano "
                f"{_cifra(sum(parti, Decimal(0)))}: correggere gli importi.",
            )
