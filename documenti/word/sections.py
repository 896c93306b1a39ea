"""Cutting a document into the sections of the form, by the text of their headings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documenti.word.blocks import Blocco, Paragrafo, Riga, Tabella, spazi_semplici
from documenti.word.labels import (
    ambito_numerato,
    campo_di,
    chiave,
    intestazione,
    piatto,
    senza_numero,
    solo_vamt,
    voce_di,
)

VOCI_CON_AMBITI = frozenset({"azioni", "azioni_vamt"})
_CANONICHE = {
    "premessa": "premessa",
    "dati del distretto": "dati_distretto",
    "attori del distretto": "attori",
    "canali social": "canali",
    "azioni da realizzare": "azioni",
    "azioni vamt": "azioni_vamt",
    "progettualita": "progettualita",
    "progetto strategico di distretto": "progetto_strategico",
}

_INDICI = frozenset({"indice", "sommario", "indice generale", "indice del documento"})
_RIGA_INDICE = re.compile(r"^[^\n]*\w[^\n]*?(?:\t|[.…_]{2,}|\s{2,})[\s.…_]*\d{1,3}\s*$")


@dataclass(slots=True)
class Sezione:
    """``voce`` is None for a heading the form does not know; ``blocchi`` excludes the heading."""

    voce: str | None
    titolo: str
    livello: int
    blocchi: list[Blocco] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Candidata:
    indice: int
    voce: str
    voto: int
    livello: int
    forte: bool  # a section's heading even at a deeper level than the others


def maiuscolo(testo: str) -> bool:
    """All letters are capitals, and there are some."""
    lettere = [c for c in testo if c.isalpha()]
    return len(lettere) >= 3 and all(c.isupper() for c in lettere)


def testo_titolo(paragrafo: Paragrafo) -> str:
    """A heading's text on one line."""
    return " ".join(spazi_semplici(paragrafo.testo).split())


def srotola(blocchi: Sequence[Blocco], profondita: int = 0) -> list[Blocco]:
    """Take the content out of tables of one cell that only frame it."""
    piani: list[Blocco] = []
    for blocco in blocchi:
        dentro = _contenuto_di_cornice(blocco)
        if dentro is None or profondita > 6:
            piani.extend(b for pezzo in _stacca_titolo(blocco) for b in _stacca_ambiti(pezzo))
        else:
            piani.extend(srotola(dentro, profondita + 1))
    return piani


def _stacca_titolo(blocco: Blocco) -> list[Blocco]:
    """Take a section's heading out of the first row of its table."""
    if isinstance(blocco, Paragrafo) or len(blocco.righe) < 2 or blocco.larghezza < 2:
        return [blocco]
    celle = blocco.righe[0].celle
    testo = celle[0].testo if len(celle) == 1 else ""
    if voce_di(testo) and not campo_di(testo) and not _segna(testo, Tabella(blocco.righe[1:])):
        titoli = [b for b in celle[0].blocchi if not (isinstance(b, Paragrafo) and b.vuoto)]
        return [*titoli, Tabella(blocco.righe[1:])]
    return [blocco]


def _stacca_ambiti(blocco: Blocco) -> list[Blocco]:
    """Take out of a table of actions the rows that only name an area, above an action's head."""
    if isinstance(blocco, Paragrafo) or blocco.larghezza < 2:
        return [blocco]
    righe = [r for r in blocco.righe if any(c.testo for c in r.celle)]
    pezzi: list[Blocco] = []
    fatte = 0
    for indice, (riga, seguente) in enumerate(pairwise(righe)):
        if not _nomina_un_ambito(riga) or not any(
            intestazione(c.testo) for c in seguente.celle[:3]
        ):
            continue
        if fatte < indice:
            pezzi.append(Tabella(righe[fatte:indice]))
        pezzi.extend(b for b in riga.celle[0].blocchi if isinstance(b, Tabella) or not b.vuoto)
        fatte = indice + 1
    return [*pezzi, Tabella(righe[fatte:])] if fatte else [blocco]


def _nomina_un_ambito(riga: Riga) -> bool:
    if len(riga.celle) != 1 or riga.coperte:
        return False
    testo = riga.celle[0].testo.partition("\n")[0]
    return (
        len(testo) <= 120
        and ambito_numerato(testo) is not None
        and intestazione(testo) is None
        and campo_di(testo) is None
    )


def _segna(testo: str, seguente: Blocco | None) -> bool:
    """Whether "AZIONE V.A.M.T." is no heading but the mark of the action that comes just below."""
    if not solo_vamt(testo) or not isinstance(seguente, Tabella):
        return False
    prima = next((r for r in seguente.righe if any(c.testo for c in r.celle)), Riga())
    return any(intestazione(c.testo) for c in prima.celle[:3])


def _contenuto_di_cornice(blocco: Blocco) -> list[Blocco] | None:
    if isinstance(blocco, Paragrafo) or len(blocco.righe) != 1 or len(blocco.righe[0].celle) != 1:
        return None
    cella = blocco.righe[0].celle[0]
    if any(isinstance(b, Tabella) for b in cella.blocchi):
        return cella.blocchi
    righe = [b for b in cella.blocchi if isinstance(b, Paragrafo) and not b.vuoto]
    if len(righe) == 1 and (righe[0].titolo or voce_di(testo_titolo(righe[0]))):
        return list(righe)
    return None


def senza_indice(blocchi: Sequence[Blocco]) -> tuple[list[Blocco], bool]:
    """Leave out a table of contents typed by hand; the second value says that there was one."""
    for indice, blocco in enumerate(blocchi):
        if not isinstance(blocco, Paragrafo) or chiave(blocco.testo) not in _INDICI:
            continue
        fine = indice + 1
        righe = 0
        while fine < len(blocchi):
            riga = blocchi[fine]
            if not isinstance(riga, Paragrafo) or not (
                riga.vuoto or (len(riga.testo) <= 200 and _RIGA_INDICE.match(riga.testo))
            ):
                break
            righe += not riga.vuoto
            fine += 1
        if righe > 1:
            return [*blocchi[:indice], *blocchi[fine:]], True
    return list(blocchi), False


def dividi(blocchi: Sequence[Blocco]) -> tuple[list[Blocco], list[Sezione]]:
    """(blocks before the first known section, sections in order)."""
    scelte = _scegli([c for i in range(len(blocchi)) if (c := _candidata(blocchi, i))], blocchi)
    livello_tipico = _tipico([c.livello for c in scelte.values()])
    inizio: list[Blocco] = []
    sezioni: list[Sezione] = []
    for indice, blocco in enumerate(blocchi):
        scelta = scelte.get(indice)
        if scelta is not None and isinstance(blocco, Paragrafo):
            sezioni.append(
                Sezione(scelta.voce, testo_titolo(blocco), scelta.livello or livello_tipico)
            )
        elif not sezioni:
            inizio.append(blocco)
        elif (
            isinstance(blocco, Paragrafo)
            and 0 < blocco.titolo <= livello_tipico
            and not blocco.vuoto
            and not _appartiene(blocchi, indice, sezioni[-1])
        ):
            sezioni.append(Sezione(None, testo_titolo(blocco), blocco.titolo))
        else:
            sezioni[-1].blocchi.append(blocco)
    return inizio, _riunisci(sezioni)


def _candidata(blocchi: Sequence[Blocco], indice: int) -> _Candidata | None:
    blocco = blocchi[indice]
    if isinstance(blocco, Tabella) or not 3 < len(blocco.testo) <= 160:
        return None
    testo = testo_titolo(blocco)
    voce = voce_di(testo)
    if voce is None:
        return None
    if _sotto_una_testa(blocchi, indice) or _segna(testo, _pieno(blocchi[indice + 1 :])):
        return None
    con_stile = blocco.titolo > 0
    puntato = blocco.elenco is not None and not blocco.elenco.ordinato
    evidente = blocco.tutto_grassetto or maiuscolo(testo)
    nudo = senza_numero(chiave(testo))
    canonica = _CANONICHE.get(nudo) == voce
    if not con_stile and (puntato or not (evidente or canonica)):
        return None
    if not con_stile and testo.rstrip().endswith(".") and nudo == "azioni":
        return None  # the label "Azioni." of an action written in paragraphs
    voto = {0: 0, 1: 4, 2: 2}.get(blocco.titolo, 1)
    voto += 2 * maiuscolo(testo) + blocco.tutto_grassetto + canonica
    seguita = _seguita_da(voce, blocchi, indice)
    voto += 3 * seguita
    forte = seguita or canonica or maiuscolo(testo) or voce == "premessa"
    return _Candidata(indice, voce, voto, blocco.titolo, forte)


def _pieno(blocchi: Sequence[Blocco]) -> Blocco | None:
    """The first block that is not an empty paragraph."""
    return next((b for b in blocchi if isinstance(b, Tabella) or not b.vuoto), None)


def _sotto_una_testa(blocchi: Sequence[Blocco], indice: int) -> bool:
    """A line just below "PROGETTUALITÀ 4" is its theme, whatever it says."""
    for blocco in reversed(blocchi[max(0, indice - 4) : indice]):
        if isinstance(blocco, Tabella):
            return False
        if not blocco.vuoto:
            testa = intestazione(blocco.piano)
            return testa is not None and testa.numero is not None
    return False


def _scegli(candidate: Sequence[_Candidata], blocchi: Sequence[Blocco]) -> dict[int, _Candidata]:
    """The best heading of each voce, and its exact repetitions."""
    migliori: dict[str, _Candidata] = {}
    for candidata in candidate:
        nota = migliori.get(candidata.voce)
        if nota is None or candidata.voto > nota.voto:
            migliori[candidata.voce] = candidata
    tipico = _tipico([c.livello for c in migliori.values()])
    scelte: dict[int, _Candidata] = {}
    for candidata in candidate:
        migliore = migliori[candidata.voce]
        sotto = 0 < tipico < candidata.livello
        if sotto and not candidata.forte:
            continue
        if candidata is migliore or (
            candidata.voto >= migliore.voto - 1
            and _testo(blocchi, candidata.indice) == _testo(blocchi, migliore.indice)
        ):
            scelte[candidata.indice] = candidata
    return scelte


def _testo(blocchi: Sequence[Blocco], indice: int) -> str:
    blocco = blocchi[indice]
    return chiave(blocco.testo) if isinstance(blocco, Paragrafo) else ""


def _tipico(livelli: Sequence[int]) -> int:
    """The level most section headings have; 1 when none has a style."""
    conta = Counter(livello for livello in livelli if livello)
    return conta.most_common(1)[0][0] if conta else 1


def _seguita_da(voce: str, blocchi: Sequence[Blocco], indice: int) -> bool:
    """Whether a table of the kind that ``voce`` holds follows within a few blocks."""
    for seguente in blocchi[indice + 1 : indice + 7]:
        if isinstance(seguente, Paragrafo):
            if voce_di(testo_titolo(seguente)) and (seguente.titolo or seguente.tutto_grassetto):
                return False
            continue
        prime = [piatto(c.testo) for r in seguente.righe[:4] for c in r.celle[:3]]
        segni = {
            "dati_distretto": ("nascita", "delibera", "sottoscrizione"),
            "attori": ("capofila", "coordinat", "manager", "amministrativ"),
            "canali": ("mail", "sito", "facebook", "social"),
            "azioni_vamt": ("%", "azione"),
            "aderenti": ("adesione", "marchio", "organizzazion", "denominazione"),
        }.get(voce)
        if segni is not None:
            return any(segno in testo for testo in prime for segno in segni)
        if voce in ("azioni", "progettualita"):
            return tabella_di_azione(seguente)
        return False
    return False


def tabella_di_azione(tabella: Tabella) -> bool:
    """Whether a table has the head of an action, or at least two of its labels."""
    etichette = 0
    for riga in tabella.righe[:40]:
        for cella in riga.celle[:2]:
            testo = cella.testo
            if intestazione(testo):
                return True
            etichette += campo_di(testo) not in (None, "titolo") or solo_vamt(testo)
    return etichette >= 2


def _appartiene(blocchi: Sequence[Blocco], indice: int, sezione: Sezione) -> bool:
    """A heading of the sections' own level that is an area, or an action, of this section."""
    blocco = blocchi[indice]
    assert isinstance(blocco, Paragrafo)
    if sezione.voce not in VOCI_CON_AMBITI | {"progettualita", "progetto_strategico"}:
        return False
    if intestazione(blocco.piano):
        return True
    numerato = senza_numero(chiave(blocco.testo)) != chiave(blocco.testo) or blocco.elenco
    if sezione.voce in VOCI_CON_AMBITI and numerato:
        return True
    for seguente in blocchi[indice + 1 : indice + 6]:
        if isinstance(seguente, Tabella):
            return tabella_di_azione(seguente)
        if seguente.titolo:
            return False
        if intestazione(seguente.piano):
            return True
    return False


def _riunisci(sezioni: list[Sezione]) -> list[Sezione]:
    """A heading repeated further on continues the section it repeats."""
    riunite: list[Sezione] = []
    per_voce: dict[str, Sezione] = {}
    for sezione in sezioni:
        nota = per_voce.get(sezione.voce or "")
        if nota is not None:
            nota.blocchi.extend(sezione.blocchi)
            continue
        if sezione.voce:
            per_voce[sezione.voce] = sezione
        riunite.append(sezione)
    return riunite
