"""Names of roles and offices that a later programme should no longer use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from istruttoria.controlli.documento import Brano, Documento
from istruttoria.controlli.esito import Segnale
from istruttoria.controlli.registro import controllo


@dataclass(frozen=True, slots=True)
class NomeSuperato:
    """A name, the last year it was in use, the name that took its place, how that is known."""

    nome: str
    forma: re.Pattern[str]
    ultimo_anno: int
    nuovo: str
    fonte: str


NOMI_SUPERATI = (
    NomeSuperato(
        "referente tecnico organizzativo",
        re.compile(r"\breferent[ei]\s+tecnic\w+[\s\-]+organizzativ\w+|\bR\.?T\.?O\b\.?", re.I),
        2022,
        "Manager territoriale",
        "the forms of 2022 and 2026",
    ),
    NomeSuperato(
        "Agenzia per la famiglia",
        re.compile(
            r"\bagenzia\s+(?:provinciale\s+)?(?:per|della)\s+(?:la\s+)?famiglia\b|\bA(?:\.P\.F\.|[pP]F\b)",
            re.I,
        ),
        2021,
        "Agenzia per la coesione sociale",
        "programmes of 2021 still bear it, the Agency's manual of August 2021 no longer does",
    ),
    NomeSuperato(
        "Agenzia per la coesione sociale, la famiglia e la natalità",
        re.compile(r"\bagenzia\s+per\s+(?:la\s+)?coesione\s+sociale,\s+la\s+famiglia", re.I),
        2022,
        "Agenzia per la coesione sociale",
        "the Agency's manual of August 2021; determinazione of 2026",
    ),
    NomeSuperato(
        "Incarico speciale per le politiche familiari",
        re.compile(r"\b(?:incarico\s+speciale|I\.S\.)\s+per\s+le\s+politiche\s+familiari", re.I),
        2025,
        "Ufficio per le politiche familiari e gestione degli interventi economici",
        "Rapporto di gestione 2019; determinazione of 2026",
    ),
    NomeSuperato(
        "APSS",
        re.compile(
            r"\bA\.?P\.?S\.?S\b\.?|\bazienda\s+provinciale\s+per\s+i\s+servizi\s+sanitari\b", re.I
        ),
        2025,
        "ASUIT (Azienda sanitaria universitaria integrata del Trentino)",
        "in force from 1 January 2026",
    ),
)

_ANNO = re.compile(r"\b(?:19|20)\d\d\b")
_PASSATO = re.compile(
    r"(?:\bex|\bgià|\ballora|\bprecedente|\bcosiddetta)\s+(?:l['’]|la\s+)?$", re.I
)


@controllo("nome_superato", "Nome di un ruolo o ufficio non più in uso")
def nome_superato(doc: Documento) -> Iterator[Segnale]:
    """Roles and offices change name: the table above is dated, so a programme of those years is
    left alone, and so is a passage that tells of them."""
    anno = doc.dal.year if doc.dal else None
    if anno is None:
        return
    detti = set()
    for brano in doc.brani:
        for nome in NOMI_SUPERATI:
            chiave = (nome.nome, brano.posto)
            if anno <= nome.ultimo_anno or chiave in detti:
                continue
            if scritto := _scritto(brano, nome):
                detti.add(chiave)
                yield Segnale(
                    brano.posto,
                    f"«{scritto}» è un nome non più in uso dopo il {nome.ultimo_anno}: scrivere "
                    f"«{nome.nuovo}».",
                )


def _scritto(brano: Brano, nome: NomeSuperato) -> str:
    """The name as the text writes it, or nothing where it is right to."""
    for trovato in nome.forma.finditer(brano.testo):
        # An acronym in lower case is some other word.
        sigla = trovato[0].replace(".", "")
        if " " not in sigla and sigla.islower():
            continue
        if _PASSATO.search(brano.testo[max(0, trovato.start() - 30) : trovato.start()]):
            continue
        if not (brano.narrativa and _racconta(brano.testo, trovato.start(), nome.ultimo_anno)):
            return trovato[0]
    return ""


def _racconta(testo: str, posto: int, ultimo_anno: int) -> bool:
    """Whether the sentence around a place speaks of a year in which the name was right."""
    inizio = max(testo.rfind(". ", 0, posto), 0)
    fine = testo.find(". ", posto)
    frase = testo[inizio : fine if fine >= 0 else len(testo)]
    return any(int(a) <= ultimo_anno for a in _ANNO.findall(frase))
