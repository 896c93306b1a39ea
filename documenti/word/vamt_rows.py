"""The 2026 tables "AZIONE | % DI REALIZZAZIONE" → one V.A.M.T. row each."""

import re

from documenti.word.blocks import Cella, Riga, Tabella
from documenti.word.cells import unisci_seguito
from documenti.word.labels import chiave
from documenti.word.result import AmbitoLetto, AzioneLetta, Esito, citazione

MAX_TESTATA = 40
_PERCENTO = re.compile(r"\d\s*%")
_NUMERO = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s*[.)]?")
_EVIDENZE = re.compile(r"evidenz[ae]\b")
_AMBITO = re.compile(r"^(\d{1,2})\s*[.)–-]\s*(\S.*)$")


class LettoreRighe:
    """Follows V.A.M.T. rows across the tables of one section."""

    def __init__(self, esito: Esito) -> None:
        self._esito = esito
        self._ultima: AzioneLetta | None = None

    def chiudi(self) -> None:
        self._ultima = None

    def e_di_righe(self, tabella: Tabella) -> bool:
        """Whether most rows have a text and a percentage."""
        con_percento = 0
        for riga in tabella.righe:
            testi = [c.testo for c in riga.celle if c.testo]
            if _e_titolo_colonne(testi):
                return True
            con_percento += any(_PERCENTO.search(t) for t in testi)
        return con_percento > 0

    def tabella(self, tabella: Tabella, ambito: AmbitoLetto | None) -> list[Riga]:
        """Read the rows; return those that were not understood."""
        ignote: list[Riga] = []
        scambiate = _colonne_scambiate(tabella)
        evidenze: set[int] = set()
        for riga in tabella.righe:
            piene = [c.testo for c in riga.celle if c.testo]
            if not piene:
                continue
            if _e_titolo_colonne(piene):
                evidenze = {c.colonna for c in riga.celle if _EVIDENZE.match(chiave(c.testo))}
                continue
            testi = [_con_evidenze(c, evidenze) for c in riga.celle]
            if len(testi) > 2 and (not testi[0] or _NUMERO.fullmatch(testi[0])):
                testi = testi[1:]
            if len(testi) == 1 and not riga.coperte:
                nuovo = _ambito_di(testi[0], ambito, self._esito)
                if nuovo is None:
                    ignote.append(riga)
                else:
                    ambito = nuovo
                continue
            if scambiate and len(testi) == 2:
                testi.reverse()
            nome, regole = ("", testi) if riga.coperte else (testi[0], testi[1:])
            self._riga(nome, [r for t in regole for r in t.split("\n") if r], ambito)
        return ignote

    def _riga(self, nome: str, regole: list[str], ambito: AmbitoLetto | None) -> None:
        if not nome and self._ultima is not None:
            note = self._ultima.campi["percentuali"]
            self._ultima.campi["percentuali"] = unisci_seguito(note, regole)
            return
        azione = AzioneLetta("riga_vamt", None, ambito=ambito, vamt=True)
        azione.titolo = " ".join(nome.split())
        azione.campi["percentuali"] = regole
        if not nome:
            self._esito.dubbio(
                f"Azioni V.A.M.T.: la percentuale «{citazione(' '.join(regole))}» non ha la sua "
                "azione."
            )
        if not regole:
            self._esito.dubbio(f"Azioni V.A.M.T.: «{citazione(nome)}» non ha una percentuale.")
        self._esito.azioni.append(azione)
        self._ultima = azione


def _con_evidenze(cella: Cella, evidenze: set[int]) -> str:
    """The text of a cell; below a heading "Evidenze" it says so, as the other forms do."""
    testo = cella.testo
    nuda = cella.colonna in evidenze and testo and not _EVIDENZE.match(chiave(testo))
    return f"Evidenze: {testo}" if nuda else testo


def _e_titolo_colonne(testi: list[str]) -> bool:
    chiavi = [chiave(t) for t in testi]
    return (
        len(chiavi) >= 2
        and max(map(len, chiavi)) <= MAX_TESTATA
        and any(c in ("azione", "azioni") or c.startswith("azioni vamt") for c in chiavi)
        and any(c.startswith(("%", "percentual")) or c == "di realizzazione" for c in chiavi)
        and not any(_PERCENTO.search(t) for t in testi)
    )


def _colonne_scambiate(tabella: Tabella) -> bool:
    """Whether the percentages stand in the first of two columns."""
    prima = seconda = 0
    for riga in tabella.righe:
        testi = [c.testo for c in riga.celle]
        if len(testi) == 2:
            prima += bool(_PERCENTO.search(testi[0]))
            seconda += bool(_PERCENTO.search(testi[1]))
    return prima > seconda


def _ambito_di(testo: str, corrente: AmbitoLetto | None, esito: Esito) -> AmbitoLetto | None:
    """A row that only names an area ("2. INTERMEDIAZIONE") opens it."""
    trovato = _AMBITO.match(" ".join(testo.split()))
    if trovato is None or _PERCENTO.search(testo) or len(testo) > 100:
        return None
    numero, titolo = int(trovato.group(1)), trovato.group(2).strip()
    if corrente is not None and corrente.numero == numero:
        return corrente
    ambito = AmbitoLetto("azioni_vamt", numero, titolo)
    esito.ambiti.append(ambito)
    return ambito
