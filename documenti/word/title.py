"""The title page: its lines, the year, the district's name and kind."""

import re
from collections import Counter
from collections.abc import Sequence

from documenti.word.blocks import Blocco, Paragrafo, Tabella, righe_di, spazi_semplici
from documenti.word.labels import chiave

_ANNO = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_PREFISSO = re.compile(
    r"^distretto\s+(?:(?:per\s+la\s+)?famiglia|family(?:\s+audit)?|tematico)?\s*"
    r"(?:family\s+audit\s*)?(?:territoriale\s*|tematico\s*)?"
    r"(?:[-–—:]\s*)?(?:(?:dell['’]|della|delle|dello|degli|del|dei|di)\s*(?=\S))?",
    re.I,
)
_PARTICELLE = frozenset(
    [
        "di",
        "del",
        "della",
        "delle",
        "dello",
        "dei",
        "degli",
        "e",
        "ed",
        "in",
        "su",
        "sul",
        "sulla",
        "a",
        "al",
        "alla",
        "da",
        "d",
        "con",
        "per",
    ]
)
_FORMULE = ("schema", "programma di lavoro", "programma", "bozza", "allegato", "anno")
_BORDI = ' -–—:,"“”«»'
MAX_RIGHE = 14
MAX_CARATTERI = 160


def dividi_inizio(blocchi: Sequence[Blocco]) -> tuple[list[str], list[Blocco]]:
    """(lines of the title page, blocks that are not part of it) of what precedes the sections."""
    pieni = [b for b in blocchi if isinstance(b, Tabella) or not b.vuoto]
    if len(pieni) <= MAX_RIGHE and all(_breve(b) for b in pieni):
        return _righe(pieni), []
    inizio = _ultimo_titolo(pieni)
    fine = inizio
    while fine < len(pieni) and fine - inizio < MAX_RIGHE and _breve(pieni[fine]):
        fine += 1
    return _righe(pieni[inizio:fine]), [*pieni[:inizio], *pieni[fine:]]


def _breve(blocco: Blocco) -> bool:
    if isinstance(blocco, Tabella):
        testi = [c.testo for r in blocco.righe for c in r.celle if c.testo]
        return len(testi) <= 4 and all(len(t) <= MAX_CARATTERI for t in testi)
    return len(blocco.testo) <= MAX_CARATTERI and blocco.elenco is None


def _ultimo_titolo(blocchi: Sequence[Blocco]) -> int:
    """Where the programme's own title begins: after any cover or act that precedes it."""
    for indice in range(len(blocchi) - 1, -1, -1):
        blocco = blocchi[indice]
        if isinstance(blocco, Paragrafo) and _breve(blocco):
            nudo = chiave(blocco.testo)
            if nudo.startswith("programma di lavoro"):
                precedente = blocchi[indice - 1] if indice else None
                if isinstance(precedente, Paragrafo) and chiave(precedente.testo) == "schema":
                    return indice - 1
                return indice
    return 0


def _righe(blocchi: Sequence[Blocco]) -> list[str]:
    righe: list[str] = []
    for blocco in blocchi:
        if isinstance(blocco, Tabella):
            righe.extend(
                r for riga in blocco.righe for c in riga.celle for r in righe_di(c.blocchi)
            )
        else:
            righe.extend(spazi_semplici(blocco.testo).split("\n"))
    return [" ".join(r.split()) for r in righe if r.strip()]


def anni(righe: Sequence[str]) -> list[int]:
    """The years that the lines name, in order, each once."""
    return list(dict.fromkeys(int(a) for riga in righe for a in _ANNO.findall(riga)))


def anno_piu_citato(testi: Sequence[str]) -> int | None:
    conta = Counter(int(a) for testo in testi for a in _ANNO.findall(testo))
    return conta.most_common(1)[0][0] if conta else None


def distretto(righe: Sequence[str], corpo: str) -> dict[str, str]:
    """Name and kind of the district that the title page names.

    >>> distretto(["DISTRETTO FAMIGLIA", "VAL DI PRATO"], "")["denominazione"]
    'Distretto famiglia Val di Prato'
    """
    utili = []
    for riga in righe:
        nuda = re.sub(r"(?i)^.*?programma\s+di\s+lavoro\b", "", _ANNO.sub("", riga))
        nuda = re.sub(r"(?i)(?:\bper l['’])?\banno\s*$", "", nuda.strip(" -–—:/,.()"))
        nuda = nuda.strip(" -–—:/,.()")
        if nuda and chiave(nuda) not in _FORMULE and any(c.isalpha() for c in nuda):
            utili.append(nuda)
    inizio = next((i for i, r in enumerate(utili) if "distretto" in r.lower()), None)
    if inizio is None:
        return {"denominazione": "", "nome_breve": "", "tipo": _tipo(" ".join(utili))}
    intero = " ".join(utili[inizio : inizio + 3])
    intero = intero[intero.lower().index("distretto") :]
    intero = intero.strip(_BORDI)
    nome = _PREFISSO.sub("", intero).lstrip(_BORDI)
    genere = intero[: len(intero) - len(nome)] if nome else intero
    nome = _scrittura(nome, corpo)
    genere = " ".join(genere.split()).strip(_BORDI)
    denominazione = f"{genere.capitalize()} {nome}".replace("' ", "'").strip()
    return {"denominazione": denominazione, "nome_breve": nome, "tipo": _tipo(intero)}


def _tipo(testo: str) -> str:
    nudo = chiave(testo)
    if "audit" in nudo:
        return "family_audit"
    if re.search(r"\btematico\b|\bdello sport\b|\bdell'educazione\b", nudo):
        return "tematico"
    return "territoriale"


def _scrittura(nome: str, corpo: str) -> str:
    """A name in capitals as the text writes it elsewhere, else with ordinary capitals."""
    if not nome or not nome.isupper():
        return nome
    schema = r"\s+".join(re.escape(p) for p in nome.split())
    scritture = Counter(
        " ".join(t.split())
        for t in re.findall(rf"(?<!\w){schema}(?!\w)", corpo, re.I)
        if not t.isupper() and not t.islower() and t[:1].isupper()
    )
    if scritture:
        return scritture.most_common(1)[0][0]
    parole = []
    for indice, parola in enumerate(nome.lower().split()):
        minuscola = indice and parola in _PARTICELLE
        parole.append(parola if minuscola else re.sub(r"(^|['’-])(\w)", _iniziale, parola))
    return " ".join(parole)


def _iniziale(trovato: re.Match[str]) -> str:
    return trovato.group(1) + trovato.group(2).upper()
