"""Checks on wording: things left to define, addresses spelt unlike the others, years of before."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from distretti.tempo import MESI
from istruttoria.controlli.documento import Documento
from istruttoria.controlli.esito import Posto, Segnale
from istruttoria.controlli.registro import controllo

_SEGNAPOSTO = re.compile(
    r"\bT\.?B\.?[DCA]\b\.?|\bx{2,}\b|\?{3,}|_{4,}|\.{6,}|…{2,}|\[\s*(?:inserire|da\s+\w+|nome|\.+)[^\]]{0,80}\]"
    r"|\blorem\s+ipsum\b",
    re.I,
)
_DA_DEFINIRE = re.compile(
    r"\bda\s+(?:definir(?:e|si)|stabilir(?:e|si)|concordare|completare|inserire|precisare|"
    r"compilare|individuare)\b|\bin\s+(?:(?:fase|corso|via)\s+di\s+)?definizione\b|^\s*n[./]?d\.?\s*$",
    re.I,
)


# «XXX Aprile», «XX edizione», «via XX Settembre», «Giovanni XXIII»: a Roman number, not a gap.
_DOPO_ROMANO = re.compile(
    rf"\s+(?:{'|'.join(MESI)}|secolo|edizione|anniversario|congresso|convegno|giornata|giornate|"
    r"legislatura|anno|capitolo|comma|festival)\b",
    re.I,
)
_PRIMA_DI_ROMANO = re.compile(
    r"\b(?:secolo|sec\.|papa|pio|giovanni|capitolo|titolo|volume|allegato)\s+$", re.I
)


def _romano(testo: str, trovato: re.Match[str]) -> bool:
    if trovato[0] not in {"XX", "XXX"}:
        return False
    prima = testo[max(0, trovato.start() - 20) : trovato.start()]
    return bool(_DOPO_ROMANO.match(testo, trovato.end()) or _PRIMA_DI_ROMANO.search(prima))


@controllo("da_definire", "Cosa lasciata da definire")
def da_definire(doc: Documento) -> Iterator[Segnale]:
    """A programme that is approved has nothing left to fill in (2026: web site «TBD»). In prose
    only placeholders count: «soggetti da individuare» may be part of the plan."""
    detti = set()
    for brano in doc.brani:
        trovato = next(
            (m for m in _SEGNAPOSTO.finditer(brano.testo) if not _romano(brano.testo, m)), None
        )
        corto = brano.posto.azione is None or brano.posto.campo not in {
            "descrizione",
            "obiettivo",
            "obiettivo_generale",
            "obiettivo_specifico",
        }
        if trovato is None and not brano.narrativa and corto:
            trovato = _DA_DEFINIRE.search(brano.testo)
        if trovato and (brano.posto, trovato[0].lower()) not in detti:
            detti.add((brano.posto, trovato[0].lower()))
            yield Segnale(
                brano.posto,
                f"C'è ancora «{trovato[0].strip()}»: completare prima dell'approvazione.",
            )


# --- addresses -------------------------------------------------------------------------------

_HOST = re.compile(
    r"(?:(?<=@)|(?<=//)|(?<![\w.@/-]))((?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}"
    r"(?:it|eu|org|com|net|info|edu|gov|coop|social))\b",
    re.I,
)
_TERRITORIO = ("distretto", "distretti", "")
_TEMA = ("famiglia", "famiglie", "family", "familyaudit", "familyintrentino")
HOST_MASSIMI = 400  # addresses compared: no programme has so many
ETICHETTA_MINIMA = 9  # letters of a host's label below which one letter more or less tells nothing


def _host_con_posto(doc: Documento) -> list[tuple[Posto, str]]:
    testi = [(b.posto, b.testo) for b in doc.brani] + doc.collegamenti
    return [
        (posto, re.sub(r"^www\.", "", host.lower()))
        for posto, testo in testi
        for host in _HOST.findall(testo)
    ]


def _una_lettera(a: str, b: str) -> bool:
    """Whether one letter more, less or other, or two exchanged, turns `a` into `b`."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        scambio = a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
        uguali_cifre = a[i].isdecimal() and b[i].isdecimal()
        return not uguali_cifre and (a[i + 1 :] == b[i + 1 :] or scambio)
    lunga, corta = (a, b) if len(a) > len(b) else (b, a)
    return lunga[i + 1 :] == corta[i:] and not lunga[i].isdecimal()


def _lettere(testo: str) -> str:
    piano = unicodedata.normalize("NFKD", testo.lower())
    return "".join(c for c in piano if c.isalnum() and c.isascii())


def _attese(doc: Documento) -> set[str]:
    """How a host named after the district would be spelt."""
    distretto = doc.snapshot.get("distretto") or {}
    luogo = _lettere(distretto.get("nome_breve") or "")
    return {f"{t}{tema}{dove}" for t in _TERRITORIO for tema in _TEMA for dove in {"", luogo}} | {
        f"{tema}{luogo}" for tema in ("distretto", "comune", "trentino")
    }


@controllo("indirizzo_discordante", "Indirizzo scritto in modo diverso dagli altri")
def indirizzo_discordante(doc: Documento) -> Iterator[Segnale]:
    """One letter off another host of the programme, or off the name of the district itself (2022:
    «distrettofamiliytrento»): a link that leads nowhere."""
    trovati = _host_con_posto(doc)
    quante = Counter(host for _, host in trovati[:HOST_MASSIMI])
    attese = _attese(doc)
    detti = set()
    for posto, host in trovati[:HOST_MASSIMI]:
        if host in detti:
            continue
        simile = next(
            (
                h
                for h in quante
                if _una_lettera(host, h) and quante[h] >= quante[host] and h not in detti
            ),
            None,
        )
        if simile is None:
            simile = next((a for e in host.split(".") if (a := _vicina(e, attese))), None)
        if simile:
            detti.add(host)
            yield Segnale(
                posto,
                f"«{host}» differisce di una lettera da «{simile}»: controllare quale è giusto.",
            )


def _vicina(etichetta: str, attese: set[str]) -> str | None:
    pulita = etichetta.replace("-", "")
    if len(pulita) < ETICHETTA_MINIMA or pulita in attese:
        return None
    return next((a for a in sorted(attese) if _una_lettera(pulita, a)), None)


# --- years -----------------------------------------------------------------------------------

_ANNO = r"(?P<anno>20\d\d)"
_DEL_PROGRAMMA = re.compile(
    rf"\b(?:programma(?:\s+di\s+lavoro)?|piano(?:\s+programma)?)\s+(?:(?:del|per\s+il|per\s+l['’]anno|anno|"
    rf"dell['’]anno|annuale)\s+)?{_ANNO}\b(?!\s*[-/]\s*\d)",
    re.I,
)
_FUTURO = re.compile(
    rf"\b(?:entro|per\s+l['’](?:anno|annualità))\s+(?:(?:il|la\s+fine\s+del|fine|dicembre|"
    rf"31\s+dicembre|il\s+31\s+dicembre|31/12/)\s*)?{_ANNO}\b",
    re.I,
)
_NELL_ANNO = re.compile(
    rf"\b(?:nel\s+corso\s+dell['’]anno|durante\s+l['’]anno|nell['’]anno|nel\s+corso\s+del|anno)\s+{_ANNO}\b",
    re.I,
)
_CONFRONTO = re.compile(
    r"\b(?:in\s+continuità|in\s+prosecuzione|a\s+seguito|sulla\s+(?:base|scorta)|rispetto|confronto|precedent[ei]|scors\w|conclus\w+|realizzat\w|già|rendiconta\w+|anni|"
    r"previst\w|prevedeva\w*|stat[oaie]|era(?:no)?|aveva(?:no)?)\b",
    re.I,
)


@controllo("anno_sbagliato", "Anno di un altro programma")
def anno_sbagliato(doc: Documento) -> Iterator[Segnale]:
    """A new programme begins as a copy of the last one: a title page, a promise or a measure that
    still bears the old year. Passages that tell the past are left alone; so is the deadline, which
    has its own check."""
    if doc.dal is None or doc.al is None:
        return
    primo, ultimo = doc.dal.year, doc.al.year
    for riga in doc.snapshot.get("titolo") or []:
        anni = {int(a) for a in re.findall(r"\b(20\d\d)\b", str(riga))}
        if anni and not anni & set(range(primo, ultimo + 1)):
            yield _anno(Posto(None, None, "titolo"), min(anni), ultimo)
    for brano in doc.brani:
        if brano.posto.campo == "tempi":
            continue
        forme = [_DEL_PROGRAMMA, _FUTURO]
        if brano.posto.campo in {"indicatori", "percentuali"}:
            forme.append(_NELL_ANNO)
        vecchi = {
            int(t["anno"])
            for frase in re.split(r"(?<=[.;])\s+", brano.testo)
            if not _CONFRONTO.search(frase)
            for forma in forme
            for t in forma.finditer(frase)
            if int(t["anno"]) < primo
        }
        if vecchi:
            yield _anno(brano.posto, max(vecchi), ultimo)


def _anno(posto: Posto, vecchio: int, giusto: int) -> Segnale:
    return Segnale(
        posto,
        f"Il testo parla del {vecchio} e il programma è del {giusto}: sembra copiato da un anno "
        "precedente, correggere l'anno.",
    )
