"""The member list: columns in any order, dates in any spelling."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from documenti.word.blocks import Paragrafo, Riga, Tabella
from documenti.word.dates import leggi_data, leggi_seriale
from documenti.word.labels import chiave, voce_di
from documenti.word.result import Esito, citazione

_COLONNE: tuple[tuple[str, str], ...] = (
    ("family_in_trentino", r"\bfamily in\b|\bfamily trentino\b"),
    ("family_audit", r"\bfamily audit\b|\baudit\b"),
    ("proponente", r"\bproponent"),
    ("al", r"\b(uscita|recesso|cessazione|revoca|cancellazione|fine|termine)\b|^(fino )?al$"),
    ("dal", r"\b(data|adesione|dal|ingresso|iscrizione|entrata|decorrenza)\b"),
    ("organizzazione", r"organizzazion|denominazion|\bent[ei]\b|aderent|nome|ragione sociale"),
    ("numero", r"^(n|nr|nro|num|numero|n °|n°|n\.?º|#|progr\w*|id)$"),
)
_PUNTATO = re.compile(r"^(?:\d{1,3}\s*[.)]|[-–—•▪·])\s+(?=\S)")
_CONDIVISE = frozenset({"dal", "al", "proponente", "family_in_trentino", "family_audit"})
"""The columns where one cell, merged down, may hold for several members."""
MAX_TESTATA = 40
MAX_RIGA = 200  # characters of a line that may name a member and a date
_CON_DATA = re.compile(
    r"^(?P<nome>.*?[^\W\d].*?)(?:\s*[(,;–—-]\s*|\s+)"
    r"(?P<dal>(?:\b(?:adesione|aderente|iscritt[aeio]|in data|dal|del|il)\b\s*:?\s*)*"
    r"(?:\d{1,2}\D[^,;()]{3,20}|(?<=dal )(?:[a-z]+ )?\d{4}))\)?$",
    re.I,
)
_SI = frozenset({"si", "x", "✓", "✔", "☒", "1", "vero", "s", "proponente"})


class LettoreAderenti:
    """Keeps the columns of the first table for the one that continues it."""

    def __init__(self, esito: Esito) -> None:
        self._esito = esito
        self.con_tabelle = False  # in a section with tables a numbered line is not a member
        self._colonne: dict[str, int] = {}
        self._larghezza = 0

    def tabella(self, tabella: Tabella) -> list[Riga] | None:
        """Read the rows and return those not understood; None when it is not a member list."""
        tabella = affiancate(tabella)
        righe = [r for r in tabella.righe if any(c.testo or _numero_di(c) for c in r.celle)]
        if not righe:
            return []
        sopra = [r for r in righe[:3] if len(r.celle) == 1 < tabella.larghezza]
        sopra = sopra if righe[: len(sopra)] == sopra else []
        righe = righe[len(sopra) :]
        testata: dict[str, int] = {}
        while righe and (altra := _testata(righe[0], prima=not testata)) is not None:
            testata = {**altra, **testata}
            self._segnala_lunghe(righe.pop(0))
        if not testata and self._colonne and tabella.larghezza == self._larghezza:
            colonne = self._colonne
        else:
            colonne = _dal_contenuto(righe, testata)
            if "organizzazione" not in colonne:
                return None
            liberi = [p for p in range(tabella.larghezza) if p not in colonne.values()]
            if not testata and len(liberi) == 2 and min(liberi) > colonne.get("dal", 99):
                colonne["family_in_trentino"], colonne["family_audit"] = liberi
            self._colonne, self._larghezza = colonne, tabella.larghezza
        ignote = [r for r in sopra if voce_di(r.celle[0].testo) != "aderenti"]
        for riga in righe:
            if _testata(riga) is None:
                ignote.extend(self._riga(riga, colonne))
        return ignote

    def _segnala_lunghe(self, riga: Riga) -> None:
        """A heading the form lacks, or that says more than the form's own, is quoted."""
        for cella in riga.celle:
            nudo = chiave(cella.testo)
            nota = any(re.search(schema, nudo) for _, schema in _COLONNE)
            if nudo and (not nota or len(nudo) > MAX_TESTATA):
                self._esito.dubbio(
                    f"Aderenti: il modulo non prevede la colonna «{' '.join(cella.testo.split())}»."
                )

    def paragrafo(self, paragrafo: Paragrafo) -> bool:
        """A list item, or a short line after one, that names a member."""
        testo = " ".join(paragrafo.piano.split()).rstrip(".;,")
        manuale = _PUNTATO.match(testo)
        voce = paragrafo.elenco is not None or manuale is not None
        breve = bool(self._esito.aderenti) and len(testo) <= 80 and not re.search(r"[:*]", testo)
        if self.con_tabelle or not (voce or breve):
            return False
        testo = _PUNTATO.sub("", testo)
        numero = re.match(r"\d+", manuale.group()) if manuale else None
        testo, scritta = _stacca_data(testo)
        data = leggi_data(scritta)
        self._esito.dubbio(
            "Gli aderenti sono scritti come elenco e non come tabella: controllare nomi e date."
        )
        if scritta and data is None:
            self._esito.dubbio(
                f"Aderenti: la data di adesione «{citazione(scritta)}» di {citazione(testo)} "
                "non si legge."
            )
        self._aggiungi(
            int(numero.group()) if numero else None,
            testo,
            data.isoformat() if data else None,
            scritta,
            {},
        )
        return True

    def _riga(self, riga: Riga, colonne: dict[str, int]) -> list[Riga]:
        """Read one member; the answer holds what of the row was not understood."""
        valori = {nome: _valore(riga, posto) for nome, posto in colonne.items()}
        for nome in _CONDIVISE & colonne.keys():
            valori[nome] = valori[nome] or _valore(Riga(riga.coperte), colonne[nome])
        nome = " ".join(valori.get("organizzazione", "").split())
        sola = len(riga.celle) + len(riga.coperte) == 1 < len(colonne)
        if not nome or sola or re.match(r"^totale\b", nome, re.I):
            return [riga]
        numero = re.search(r"\d+", valori.get("numero", ""))
        testo_dal, testo_al = valori.get("dal", ""), valori.get("al", "")
        dal, al = self._giorno(testo_dal, nome), self._giorno(testo_al, nome)
        if testo_dal and dal is None and chiave(testo_dal) not in ("", "nd", "n.d"):
            self._esito.dubbio(
                f"Aderenti: la data di adesione «{citazione(testo_dal)}» di {citazione(nome)} "
                "non si legge."
            )
        if testo_al and al is None and chiave(testo_al):
            self._esito.dubbio(
                f"Aderenti: la data di uscita «{citazione(testo_al)}» di {citazione(nome)} "
                "non si legge."
            )
        altro = {
            "al": al.isoformat() if al else None,
            "proponente": (chiave(valori["proponente"]) in _SI if "proponente" in valori else None),
            "family_in_trentino": valori.get("family_in_trentino", ""),
            "family_audit": valori.get("family_audit", ""),
        }
        self._aggiungi(
            int(numero.group()) if numero and len(numero.group()) < 6 else None,
            nome,
            dal.isoformat() if dal else None,
            testo_dal,
            altro,
        )
        return _fuori(riga, colonne)

    def _giorno(self, testo: str, nome: str) -> date | None:
        data = leggi_data(testo)
        if data is None and (data := leggi_seriale(testo)) is not None:
            self._esito.dubbio(
                f"Aderenti: «{testo}» di {citazione(nome)} è stato letto come giorno di un foglio "
                f"di calcolo: {data:%d/%m/%Y}."
            )
        return data

    def _aggiungi(
        self, numero: int | None, nome: str, dal: str | None, testo: str, altro: dict[str, Any]
    ) -> None:
        self._esito.aderenti.append(
            {
                "numero": numero if numero is not None else len(self._esito.aderenti) + 1,
                "organizzazione": nome,
                "dal": dal,
                "al": None,
                "proponente": None,
                "family_in_trentino": "",
                "family_audit": "",
                "dal_testo": testo,
                **altro,
            }
        )


def affiancate(tabella: Tabella) -> Tabella:
    """Two or three lists side by side in one table, as one list below the other.

    They are told by a heading repeated for each, or by a column of numbers before each.
    """
    righe = [r for r in tabella.righe if any(c.testo or _numero_di(c) for c in r.celle)]
    for parti in (2, 3):
        passo, resto = divmod(tabella.larghezza, parti)
        if resto or passo < 1 or not righe or not _si_ripete(righe, passo, parti):
            continue
        sotto = []
        for parte in range(parti):
            for riga in righe:
                celle = [
                    replace(c, colonna=c.colonna - parte * passo)
                    for c in riga.celle
                    if c.colonna // passo == parte
                ]
                if any(c.testo for c in celle):
                    sotto.append(Riga(celle, intestazione=riga.intestazione))
        return Tabella(sotto)
    return tabella


def _si_ripete(righe: Sequence[Riga], passo: int, parti: int) -> bool:
    if any(c.colonna % passo + c.colonne > passo for r in righe for c in r.celle):
        return False
    prima = [chiave(c.testo) for c in righe[0].celle]
    if len(prima) == passo * parti and _testata(Riga(righe[0].celle[:passo])):
        return all(prima[:passo] == prima[p * passo :][:passo] for p in range(1, parti))
    if passo < 2:
        return False
    for parte in range(parti):
        posto = parte * passo
        numeri = [n for r in righe if (n := _valore(r, posto)).strip()]
        if not numeri or not all(re.fullmatch(r"\d{1,3}\s*[.)]?", n) for n in numeri):
            return False
    return True


def _stacca_data(testo: str) -> tuple[str, str]:
    """("Comune di …", "dal 3 maggio 2020") of a line that ends with when the member joined."""
    trovata = _CON_DATA.match(testo) if len(testo) <= MAX_RIGA else None
    if trovata is None:
        return testo, ""
    dal = trovata["dal"].strip()
    return (
        (trovata["nome"].strip(), dal) if leggi_data(dal) or not dal[0].isdigit() else (testo, "")
    )


def _testata(riga: Riga, *, prima: bool = False) -> dict[str, int] | None:
    """Columns by heading, None when the row is not one of headings.

    The ``prima`` row may have as many columns that the form lacks as columns that it has.
    """
    colonne: dict[str, int] = {}
    riconosciute = 0
    for cella in riga.celle:
        nudo = chiave(cella.testo)
        if not nudo or len(nudo) > 60 or leggi_data(cella.testo):
            continue
        for nome, schema in _COLONNE:
            if nome not in colonne and re.search(schema, nudo):
                colonne[nome] = cella.colonna
                riconosciute += nome != "organizzazione"
                break
    vuote = sum(1 for c in riga.celle if not c.testo)
    piene = len(riga.celle) - vuote
    if riconosciute >= 1 and len(colonne) >= max(1, piene - 1):
        return colonne
    if prima and riconosciute >= 2 and "organizzazione" in colonne and 2 * len(colonne) >= piene:
        return colonne
    if piene == len(colonne) == 1 and len(riga.celle) == 1 and riga.celle[0].colonne == 1:
        return colonne
    return None


def _dal_contenuto(righe: Sequence[Riga], note: dict[str, int]) -> dict[str, int]:
    """Columns whose heading is missing, told from what they hold."""
    colonne = dict(note)
    per_posto: dict[int, list[str]] = {}
    for riga in righe[:200]:
        for cella in riga.celle:
            per_posto.setdefault(cella.colonna, []).append(cella.testo or _numero_di(cella))
    liberi = [p for p in sorted(per_posto) if p not in colonne.values()]
    for posto in liberi:
        pieni = [t for t in per_posto[posto] if t]
        if not pieni:
            continue
        if "numero" not in colonne and all(re.fullmatch(r"\d{1,4}\s*[.)]?", t) for t in pieni):
            colonne["numero"] = posto
        elif "dal" not in colonne and all(leggi_data(t) and len(t) < 25 for t in pieni):
            colonne["dal"] = posto
    liberi = [p for p in liberi if p not in colonne.values()]
    if "organizzazione" not in colonne and liberi:
        lunghezze = {p: sum(len(t) for t in per_posto[p]) for p in liberi}
        migliore = max(liberi, key=lambda p: lunghezze[p])
        if lunghezze[migliore]:
            colonne["organizzazione"] = migliore
    return colonne


def _valore(riga: Riga, posto: int) -> str:
    for cella in riga.celle:
        if cella.colonna <= posto < cella.colonna + cella.colonne:
            return cella.testo or _numero_di(cella)
    return ""


def _fuori(riga: Riga, colonne: dict[str, int]) -> list[Riga]:
    """A row of the member's name and of the columns that mean nothing to the form, if any."""
    altre = [
        c
        for c in riga.celle
        if c.testo and not any(c.colonna <= p < c.colonna + c.colonne for p in colonne.values())
    ]
    nome = [c for c in riga.celle if c.colonna == colonne["organizzazione"]]
    return [Riga([*nome, *altre])] if altre else []


def _numero_di(cella: Any) -> str:
    """The automatic number of a cell that holds nothing else."""
    for blocco in cella.blocchi:
        if isinstance(blocco, Paragrafo) and blocco.elenco and blocco.elenco.ordinato:
            return blocco.elenco.etichetta
    return ""
