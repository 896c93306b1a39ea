"""Two texts of a programme compared by meaning: what was added, removed, moved, changed. Pure.

Takes two snapshots (``docs/snapshot.md``), of one programme at two times or of two years.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, NamedTuple

CONTESTO = 160
"""Characters shown of a run that both texts have, on each side of a change."""
UGUALE, TOLTO, AGGIUNTO = "uguale", "tolto", "aggiunto"
SOMIGLIANZA = 0.6
"""Above this two actions with different titles are one that was renamed."""
CELLE_MASSIME = 1_000_000
"""Words by words beyond which a changed passage is shown whole, before and after."""

_PAROLE = re.compile(r"\w+|\s+|[^\w\s]")
_FINE_BLOCCO = re.compile(r"</(?:p|li|h[1-6]|tr|blockquote)>|<br ?/?>", re.I)
_FINE_CELLA = re.compile(r"</t[dh]>(?=\s*<t[dh])", re.I)
_SEGNO = re.compile(r"<[^>]*>")

TESTI = (
    ("titolo", "Titolo"),
    ("tema", "Tema"),
    ("macro_ambito", "Macro-ambito"),
    ("obiettivo", "Obiettivo"),
    ("obiettivo_generale", "Obiettivo generale"),
    ("obiettivo_specifico", "Obiettivo specifico"),
    ("descrizione", "Azioni"),
    ("referenti_testo", "Organizzazione referente"),
    ("altre_organizzazioni_testo", "Altre organizzazioni coinvolte"),
    ("tempi", "Tempi"),
)
TIPI = {"riga_vamt": "Riga V.A.M.T.", "azione": "Azione", "progettualita": "Progettualità"}


class Pezzo(NamedTuple):
    """A run of text, and whether both have it (``uguale``) or only one of them."""

    genere: str
    testo: str

    @property
    def breve(self) -> str:
        """The text, without the middle of a long run that both have."""
        if self.genere != UGUALE or len(self.testo) <= 2 * CONTESTO:
            return self.testo
        return f"{self.testo[:CONTESTO].rstrip()} […] {self.testo[-CONTESTO:].lstrip()}"


@dataclass(frozen=True, slots=True)
class TestoDiverso:
    nome: str
    pezzi: tuple[Pezzo, ...]


@dataclass(frozen=True, slots=True)
class AzioneDiversa:
    """``cambi``: aggiunta, tolta, spostata, modificata; ``frasi`` says them one by one."""

    nome: str
    cambi: tuple[str, ...]
    frasi: tuple[str, ...] = ()
    testi: tuple[TestoDiverso, ...] = ()
    percentuali: int = 0
    scadenza: bool = False


@dataclass(frozen=True, slots=True)
class Confronto:
    """What differs, in the order of the document; empty when nothing does."""

    frasi: tuple[str, ...]
    parti: tuple[TestoDiverso, ...]
    azioni: tuple[AzioneDiversa, ...]

    def quante(self, cambio: str) -> int:
        return sum(cambio in azione.cambi for azione in self.azioni)

    @property
    def in_breve(self) -> list[tuple[int, str]]:
        """How many of each thing, with its name in Italian; what is zero is left out."""
        conti = (
            (self.quante("aggiunta"), "azione aggiunta", "azioni aggiunte"),
            (self.quante("tolta"), "azione tolta", "azioni tolte"),
            (self.quante("spostata"), "azione spostata", "azioni spostate"),
            (self.quante("modificata"), "azione modificata", "azioni modificate"),
            (
                sum(azione.percentuali for azione in self.azioni),
                "percentuale cambiata",
                "percentuali cambiate",
            ),
            (
                sum(azione.scadenza for azione in self.azioni),
                "scadenza cambiata",
                "scadenze cambiate",
            ),
            (len(self.parti), "testo cambiato", "testi cambiati"),
            (len(self.frasi), "dato cambiato", "dati cambiati"),
        )
        return [(n, una if n == 1 else tante) for n, una, tante in conti if n]

    def __bool__(self) -> bool:
        return bool(self.frasi or self.parti or self.azioni)


def confronta(prima: dict[str, Any], dopo: dict[str, Any]) -> Confronto:
    """What is different in ``dopo``."""
    parti = []
    testi = _parti(prima), _parti(dopo)
    for codice in dict.fromkeys([*testi[1], *testi[0]]):
        (titolo_a, testo_a), (titolo_b, testo_b) = (t.get(codice, ("", "")) for t in testi)
        if testo_a != testo_b:
            parti.append(TestoDiverso(titolo_b or titolo_a, parole_diverse(testo_a, testo_b)))
    return Confronto(
        (*_elenchi(prima, dopo), *_aderenti(prima, dopo)),
        tuple(parti),
        tuple(_azioni(prima.get("azioni") or [], dopo.get("azioni") or [])),
    )


# --- words ----------------------------------------------------------------------------------


def parole_diverse(prima: str, dopo: str) -> tuple[Pezzo, ...]:
    """The two texts as one: without what was added it is the first, without what was removed it is
    the second. By lines first, then by words inside the lines that changed."""
    righe = prima.splitlines(keepends=True), dopo.splitlines(keepends=True)
    pezzi: list[Pezzo] = []
    for genere, i1, i2, j1, j2 in _confronto(*righe):
        a, b = "".join(righe[0][i1:i2]), "".join(righe[1][j1:j2])
        pezzi += _dentro(a, b) if genere == "replace" else _intero(genere, a, b)
    return _uniti(pezzi)


def _dentro(prima: str, dopo: str) -> list[Pezzo]:
    a, b = _PAROLE.findall(prima), _PAROLE.findall(dopo)
    if len(a) * len(b) > CELLE_MASSIME:
        return _intero("replace", prima, dopo)
    return [
        pezzo
        for genere, i1, i2, j1, j2 in _confronto(a, b)
        for pezzo in _intero(genere, "".join(a[i1:i2]), "".join(b[j1:j2]))
    ]


def _confronto(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())


def _intero(genere: str, prima: str, dopo: str) -> list[Pezzo]:
    if genere == "equal":
        return [Pezzo(UGUALE, prima)]
    return [p for p in (Pezzo(TOLTO, prima), Pezzo(AGGIUNTO, dopo)) if p.testo]


def _uniti(pezzi: Iterable[Pezzo]) -> tuple[Pezzo, ...]:
    uniti: list[Pezzo] = []
    for pezzo in pezzi:
        if uniti and uniti[-1].genere == pezzo.genere:
            uniti[-1] = Pezzo(pezzo.genere, uniti[-1].testo + pezzo.testo)
        elif pezzo.testo:
            uniti.append(pezzo)
    return tuple(uniti)


def testo_semplice(ricco: str) -> str:
    """The words of a rich text: a line for each block, a bar between the cells of a table."""
    righe = _FINE_BLOCCO.sub("\n", _FINE_CELLA.sub(" | ", ricco))
    pulite = (" ".join(r.split()) for r in html.unescape(_SEGNO.sub("", righe)).split("\n"))
    return "\n".join(riga for riga in pulite if riga)


# --- actions --------------------------------------------------------------------------------


def _azioni(prima: list[dict[str, Any]], dopo: list[dict[str, Any]]) -> list[AzioneDiversa]:
    coppie = _coppie(prima, dopo)
    spostate = _spostate(coppie, prima)
    nuove = {id(b): a for a, b in coppie}
    diverse = []
    for b in dopo:
        a = nuove.get(id(b))
        if a is None:
            diverse.append(AzioneDiversa(_nome(b), ("aggiunta",)))
        elif diversa := _diversa(a, b, spostata=id(b) in spostate):
            diverse.append(diversa)
    rimaste = {id(a) for a, _ in coppie}
    diverse += [AzioneDiversa(_nome(a), ("tolta",)) for a in prima if id(a) not in rimaste]
    return diverse


Coppia = tuple[dict[str, Any], dict[str, Any]]


def _coppie(prima: list[dict[str, Any]], dopo: list[dict[str, Any]]) -> list[Coppia]:
    """The same action before and after: same title, else the most alike of those that remain."""
    libere = list(prima)
    coppie: list[Coppia] = []
    sole = []
    for b in dopo:
        a = next((a for a in libere if _titolo(a) and _titolo(a) == _titolo(b)), None)
        if a is None:
            sole.append(b)
        else:
            coppie.append((a, b))
            libere.remove(a)
    for b in sole:
        voti = [(_somiglianza(a, b), -n) for n, a in enumerate(libere)]
        voto, n = max(voti, default=(0.0, 0))
        if voto >= SOMIGLIANZA:
            coppie.append((libere.pop(-n), b))
    ordine = {id(b): n for n, b in enumerate(dopo)}
    return sorted(coppie, key=lambda coppia: ordine[id(coppia[1])])


def _titolo(azione: dict[str, Any]) -> str:
    return " ".join(str(azione.get("titolo") or "").casefold().split())


def _somiglianza(a: dict[str, Any], b: dict[str, Any]) -> float:
    uno, altro = (f"{_titolo(x)} {x.get('descrizione') or ''}".split()[:80] for x in (a, b))
    return SequenceMatcher(None, uno, altro, autojunk=False).ratio() if uno and altro else 0.0


def _spostate(coppie: list[Coppia], prima: list[dict[str, Any]]) -> set[int]:
    """The actions that changed place among those that both have: the fewest that explain it."""
    posto = {id(a): n for n, a in enumerate(prima)}
    posti = [posto[id(a)] for a, _ in coppie]
    lunghe: list[list[int]] = []
    for i in range(len(coppie)):
        migliori = [lunghe[j] for j in range(i) if posti[j] <= posti[i]]
        lunghe.append([*_piu_lunga(migliori), i])
    ferme = set(_piu_lunga(lunghe))
    return {
        id(b)
        for i, (a, b) in enumerate(coppie)
        if i not in ferme or _ambito(a) != _ambito(b) or a["tipo"] != b["tipo"]
    }


def _piu_lunga(file: list[list[int]]) -> list[int]:
    return max(file, key=len) if file else []


def _ambito(azione: dict[str, Any]) -> str:
    return str(azione.get("ambito") or "")


def _diversa(a: dict[str, Any], b: dict[str, Any], *, spostata: bool) -> AzioneDiversa | None:
    frasi: list[str] = []
    if spostata:
        frasi.append(_spostamento(a, b))
    testi = [
        TestoDiverso(nome, parole_diverse(_testo(a, chiave), _testo(b, chiave)))
        for chiave, nome in TESTI
        if _testo(a, chiave) != _testo(b, chiave)
    ]
    indicatori = _righe(a, "indicatori"), _righe(b, "indicatori")
    if indicatori[0] != indicatori[1]:
        testi.append(TestoDiverso("Indicatori", parole_diverse(*map("\n".join, indicatori))))
    scadenza = a.get("scadenza") != b.get("scadenza")
    if scadenza:
        frasi.append(f"La scadenza passa da {_giorno(a['scadenza'])} a {_giorno(b['scadenza'])}.")
    percentuali = _percentuali(a.get("regole") or [], b.get("regole") or [])
    frasi += percentuali
    for chiave, nome in (("vamt", "V.A.M.T."), ("strategico", "progetto strategico")):
        if bool(a.get(chiave)) != bool(b.get(chiave)):
            frasi.append(f"Ora {'è' if b.get(chiave) else 'non è più'} {nome}.")
    if not (frasi or testi):
        return None
    modificata = bool(testi) or len(frasi) > spostata
    cambi = [c for c, vero in (("spostata", spostata), ("modificata", modificata)) if vero]
    return AzioneDiversa(
        _nome(b), tuple(cambi), tuple(frasi), tuple(testi), len(percentuali), scadenza
    )


def _spostamento(a: dict[str, Any], b: dict[str, Any]) -> str:
    if _ambito(a) != _ambito(b):
        return f"Passa da «{_ambito(a) or 'nessun ambito'}» a «{_ambito(b) or 'nessun ambito'}»."
    return f"Era {TIPI[a['tipo']]} {a['numero']}."


def _percentuali(prima: list[dict[str, Any]], dopo: list[dict[str, Any]]) -> list[str]:
    """One sentence for each phrase that is not the same, or is read in another way."""
    frasi = []
    for n in range(max(len(prima), len(dopo))):
        a, b = (regole[n] if n < len(regole) else None for regole in (prima, dopo))
        if a is None and b is not None:
            frasi.append(f"Nuova percentuale: {_regola(b)}")
        elif b is None and a is not None:
            frasi.append(f"Tolta la percentuale: {_regola(a)}")
        elif a and b and _regola(a) != _regola(b):
            frasi.append(f"La percentuale era {_regola(a)} Ora è {_regola(b)}")
    return frasi


def _regola(regola: dict[str, Any]) -> str:
    spiegazione = str(regola.get("spiegazione") or "").strip()
    return f"«{regola['testo']}»: {spiegazione}" if spiegazione else f"«{regola['testo']}»."


def _testo(azione: dict[str, Any], chiave: str) -> str:
    return str(azione.get(chiave) or "")


def _righe(azione: dict[str, Any], chiave: str) -> list[str]:
    return [str(riga["testo"]) for riga in azione.get(chiave) or []]


def _nome(azione: dict[str, Any]) -> str:
    return f"{TIPI[azione['tipo']]} {azione['numero']}. {azione.get('titolo') or 'senza titolo'}"


def _giorno(testo: str | None) -> str:
    return f"{date.fromisoformat(testo):%d/%m/%Y}" if testo else "nessuna"


# --- the rest of the document ---------------------------------------------------------------


def _parti(snapshot: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        voce["codice"]: (voce["titolo"], testo_semplice(voce.get("html") or ""))
        for voce in snapshot.get("voci") or []
    }


def _elenchi(prima: dict[str, Any], dopo: dict[str, Any]) -> list[str]:
    frasi = []
    for chiave, valore in (
        ("dati_distretto", "valore"),
        ("attori", "nominativo"),
        ("canali", "testo"),
    ):
        righe = [
            {r["etichetta"]: str(r.get(valore) or "") for r in s.get(chiave) or []}
            for s in (prima, dopo)
        ]
        for nome in dict.fromkeys([*righe[1], *righe[0]]):
            era, ora = (r.get(nome, "") for r in righe)
            if era != ora:
                frasi.append(f"{nome}: era «{era or '-'}», ora è «{ora or '-'}».")
    return frasi


def _aderenti(prima: dict[str, Any], dopo: dict[str, Any]) -> list[str]:
    elenchi = [
        {a["organizzazione"]: (a.get("dal"), a.get("al")) for a in s.get("aderenti") or []}
        for s in (prima, dopo)
    ]
    frasi = [f"Nell’elenco entra «{nome}»." for nome in elenchi[1] if nome not in elenchi[0]]
    frasi += [f"Dall’elenco esce «{nome}»." for nome in elenchi[0] if nome not in elenchi[1]]
    frasi += [
        f"Cambiano le date di «{nome}»."
        for nome, date_ in elenchi[1].items()
        if nome in elenchi[0] and elenchi[0][nome] != date_
    ]
    return frasi
