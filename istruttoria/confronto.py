"""Two texts of a programme compared by meaning: what was added, removed, moved, changed. Pure.

Takes two snapshots (``docs/snapshot.md``), of one programme at two times or of two years.
"""

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from istruttoria.parole import Pezzo, parole_diverse, testo_semplice

SOMIGLIANZA = 0.6
"""Above this two actions with different titles are one that was renamed."""

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
FRONTESPIZIO = (
    ("titolo", "Frontespizio"),
    ("gruppo_di_lavoro_il", "Condiviso dal gruppo di lavoro il"),
    ("aderenti_al", "Aderenti alla data del"),
)
"""What is of the programme as a whole."""
TIPI = {"riga_vamt": "Riga V.A.M.T.", "azione": "Azione", "progettualita": "Progettualità"}


@dataclass(frozen=True, slots=True)
class TestoDiverso:
    """``chiave`` is the code of the part, or of the field."""

    nome: str
    pezzi: tuple[Pezzo, ...]
    chiave: str = ""


@dataclass(frozen=True, slots=True)
class AzioneDiversa:
    """``cambi``: aggiunta, tolta, spostata, modificata; ``frasi`` says them one by one.

    ``chiave`` is its kind and number, in the second text unless it was taken away.
    """

    nome: str
    chiave: tuple[str, int]
    cambi: tuple[str, ...]
    frasi: tuple[str, ...] = ()
    testi: tuple[TestoDiverso, ...] = ()
    frasi_percentuali: tuple[str, ...] = ()
    frase_scadenza: str = ""

    @property
    def percentuali(self) -> int:
        return len(self.frasi_percentuali)

    @property
    def scadenza(self) -> bool:
        return bool(self.frase_scadenza)


@dataclass(frozen=True, slots=True)
class Confronto:
    """What differs, in the order of the document; empty when nothing does.

    ``elenchi`` are sentences about rows that are not texts, each with the list that it is of: the
    kind of part that prints it, "" for the programme as a whole.
    """

    elenchi: tuple[tuple[str, str], ...]
    parti: tuple[TestoDiverso, ...]
    azioni: tuple[AzioneDiversa, ...]

    @property
    def frasi(self) -> tuple[str, ...]:
        return tuple(frase for _, frase in self.elenchi)

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
            pezzi = parole_diverse(testo_a, testo_b)
            parti.append(TestoDiverso(titolo_b or titolo_a, pezzi, codice))
    return Confronto(
        (
            *_elenchi(prima, dopo),
            *(("aderenti", frase) for frase in _aderenti(prima, dopo)),
        ),
        tuple(parti),
        tuple(_azioni(prima.get("azioni") or [], dopo.get("azioni") or [])),
    )


# --- actions --------------------------------------------------------------------------------


def _azioni(prima: list[dict[str, Any]], dopo: list[dict[str, Any]]) -> list[AzioneDiversa]:
    coppie = _coppie(prima, dopo)
    spostate = _spostate(coppie, prima)
    nuove = {id(b): a for a, b in coppie}
    diverse = []
    for b in dopo:
        a = nuove.get(id(b))
        if a is None:
            diverse.append(AzioneDiversa(_nome(b), _chiave(b), ("aggiunta",)))
        elif diversa := _diversa(a, b, spostata=id(b) in spostate):
            diverse.append(diversa)
    rimaste = {id(a) for a, _ in coppie}
    diverse += [
        AzioneDiversa(_nome(a), _chiave(a), ("tolta",)) for a in prima if id(a) not in rimaste
    ]
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
        TestoDiverso(nome, parole_diverse(_testo(a, chiave), _testo(b, chiave)), _campo(chiave))
        for chiave, nome in TESTI
        if _testo(a, chiave) != _testo(b, chiave)
    ]
    indicatori = _righe(a, "indicatori"), _righe(b, "indicatori")
    if indicatori[0] != indicatori[1]:
        pezzi = parole_diverse(*map("\n".join, indicatori))
        testi.append(TestoDiverso("Indicatori", pezzi, "indicatori"))
    scadenza = ""
    if a.get("scadenza") != b.get("scadenza"):
        scadenza = f"La scadenza passa da {_giorno(a['scadenza'])} a {_giorno(b['scadenza'])}."
        frasi.append(scadenza)
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
        _nome(b),
        _chiave(b),
        tuple(cambi),
        tuple(frasi),
        tuple(testi),
        tuple(percentuali),
        scadenza,
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


def _chiave(azione: dict[str, Any]) -> tuple[str, int]:
    return azione["tipo"], azione["numero"]


def _campo(chiave: str) -> str:
    """The code of the field that a key of the snapshot holds."""
    return chiave.removesuffix("_testo")


def _giorno(testo: str | None) -> str:
    return f"{date.fromisoformat(testo):%d/%m/%Y}" if testo else "nessuna"


# --- the rest of the document ---------------------------------------------------------------


def _parti(snapshot: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        voce["codice"]: (voce["titolo"], testo_semplice(voce.get("html") or ""))
        for voce in snapshot.get("voci") or []
    }


def _elenchi(prima: dict[str, Any], dopo: dict[str, Any]) -> list[tuple[str, str]]:
    frasi = [
        ("", f"{nome}: era «{_in_riga(prima.get(chiave))}», ora è «{_in_riga(dopo.get(chiave))}».")
        for chiave, nome in FRONTESPIZIO
        if chiave in prima and prima[chiave] != dopo.get(chiave)
    ]
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
                frasi.append((chiave, f"{nome}: era «{era or '-'}», ora è «{ora or '-'}»."))
    return frasi


def _in_riga(valore: Any) -> str:
    righe = " / ".join(str(valore or "-").splitlines())
    return _giorno(righe) if re.fullmatch(r"\d{4}-\d\d-\d\d", righe) else righe


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
