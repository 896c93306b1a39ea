"""Action tables and actions written in paragraphs → actions, field by field."""

import re
from collections.abc import Sequence

from documenti.word.blocks import Cella, Paragrafo, Riga, Tabella, righe_di
from documenti.word.cells import unisci_seguito
from documenti.word.heads import INIZIALI, prima_cella, testa_di, testa_implicita
from documenti.word.labels import (
    Intestazione,
    campo_di,
    campo_in_testa,
    campo_simile,
    chiave,
    contiene_vamt,
    intestazione,
    solo_vamt,
)
from documenti.word.result import AmbitoLetto, AzioneLetta, Esito, citazione

_TRATTINO = re.compile(r"\s+[-–—]\s+|\s*\n\s*")
MAX_ETICHETTA = 46  # longer than any label of the forms: it says something more
_MACRO_AMBITI = ("governance", "welfare territoriale", "comunita educante")
_STRATEGICO = re.compile(r"\(?\bprogetto strategico\b(?: d[ei]l? distretto)?\)?", re.I)
_SENZA_SPAZI = re.compile(r"\s*[-–—/|]\s*(?=(?:GOVERNANCE|WELFARE TERR|COMUNIT. EDUCANTE))", re.I)
_SEGUITO = ("segue", "continua", "(segue", "(continua")


class LettoreAzioni:
    """Follows one action from its head to the next, across rows, tables and paragraphs."""

    def __init__(self, esito: Esito) -> None:
        self._esito = esito
        self.corrente: AzioneLetta | None = None
        self.ambito: AmbitoLetto | None = None
        self.strategica = False  # the section says that its actions are the strategic project
        self._campo = ""
        self._aperto = False  # the last label stood alone in its row: its text comes below
        self._segno_in_attesa = False
        self._interpretate: set[str] = set()
        self._colonne: dict[int, str] = {}  # fields whose labels stand side by side, above texts

    def chiudi(self) -> None:
        self.corrente = None
        self._campo = ""
        self._aperto = False

    @property
    def attende_testo(self) -> bool:
        """Whether a label stands open and a paragraph that follows is its text."""
        return self.corrente is not None and self._aperto

    def sospesa(self) -> bool:
        """Whether an action is open and may go on in the next table or paragraph."""
        return self.corrente is not None

    def tabella(self, tabella: Tabella) -> bool:
        """Read one table; False, with nothing read, when it is not about actions."""
        righe = [r for r in tabella.righe if any(c.testo for c in r.celle)]
        if not self._riconosce(righe):
            return False
        for indice, riga in enumerate(righe):
            self._riga(riga, indice, righe)
        self._aperto = False
        return True

    def paragrafo(self, paragrafo: Paragrafo) -> bool:
        """Read one paragraph of an action that is not in a table; False when it is not one."""
        testo = "\n".join(righe_di([paragrafo]))
        if solo_vamt(testo):
            self._segno_in_attesa = True
            return True
        testa = intestazione(testo)
        if testa is not None and (testa.numero is not None or paragrafo.tutto_grassetto):
            self._inizia(testa, ())
            return True
        if self.corrente is None:
            return False
        in_testa = campo_in_testa(testo)
        if in_testa is not None:
            campo, etichetta, resto = in_testa
            self._apri(campo, etichetta, aperto=True)
            self._scrivi(campo, resto.split("\n"))
            return True
        campo_nudo = campo_di(testo)
        if campo_nudo and paragrafo.tutto_grassetto:
            self._apri(campo_nudo, testo, aperto=True)
            return True
        if self._aperto and self._campo:
            self._scrivi(self._campo, testo.split("\n"))
            return True
        if not self.corrente.campi and not self.corrente.titolo:
            self._titola([testo])
            return True
        return False

    def _riconosce(self, righe: Sequence[Riga]) -> bool:
        etichette = 0
        for indice, riga in enumerate(righe):
            testi = [c.testo for c in riga.celle if c.testo]
            if any(testa_di(t, riga, indice, righe) for t in testi[:3]):
                return True
            prima = prima_cella(riga)
            etichette += prima is not None and campo_di(prima.testo) is not None
            etichette += len(testi) == 1 and campo_in_testa(testi[0]) is not None
        if self.corrente is not None:
            continua = bool(righe) and not righe[0].celle[0].testo and bool(self._campo)
            return etichette >= 1 or continua
        return etichette >= 2

    def _riga(self, riga: Riga, indice: int, righe: Sequence[Riga]) -> None:
        piene = [c for c in riga.celle if c.testo]
        segni = [c for c in piene if solo_vamt(c.testo)]
        resto = [c for c in piene if c not in segni]
        risposta = chiave(resto[0].testo) if len(resto) == 1 and segni else ""
        if risposta in ("no", "si", "x") and self.corrente is not None:
            self.corrente.vamt = risposta != "no"
            return
        if not resto:
            self._segno(indice, righe)
            return
        testa = testa_di(resto[0].testo, riga, indice, righe)
        if testa is not None and self._e_testa(testa, resto[0], indice, righe):
            altre = [r for c in resto[1:] for r in c.testo.split("\n")]
            self._inizia(testa, altre, vamt=bool(segni))
            return
        if self.corrente is None or self._ricomincia(resto[0], indice, righe):
            implicita = testa_implicita(riga, resto, indice, righe)
            self._inizia(implicita or Intestazione("azione", None, False, ()), (), vamt=bool(segni))
            if implicita is not None:
                return
        assert self.corrente is not None
        self.corrente.vamt = self.corrente.vamt or bool(segni)
        if not self._affiancate(resto, indice, righe):
            self._campi_di_riga(riga, resto)

    def _e_testa(
        self, testa: Intestazione, cella: Cella, indice: int, righe: Sequence[Riga]
    ) -> bool:
        """A text "Azione 2 …" in a continued cell is not the head of another action."""
        if indice == 0 or self.corrente is None or self.corrente.campi.get("percentuali"):
            return True
        if all(b.vuoto or b.tutto_grassetto for b in cella.blocchi if isinstance(b, Paragrafo)):
            return True
        for seguente in righe[indice + 1 : indice + 12]:
            prima = prima_cella(seguente)
            campo = campo_di(prima.testo) if prima is not None else None
            if campo is not None:
                return campo in INIZIALI
        return False

    def _ricomincia(self, cella: Cella, indice: int, righe: Sequence[Riga]) -> bool:
        """An action without head: a first label met again after the action was complete, or a
        title alone above it in a table of its own.
        """
        if self.corrente is None:
            return False
        campo = campo_di(cella.testo)
        completi = {"percentuali", "indicatori", "tempi"} & set(self.corrente.campi)
        if testa_implicita(righe[indice], [cella], indice, righe):
            campo = campo_di(righe[1].celle[0].testo)
        return campo in INIZIALI and campo == next(iter(self.corrente.campi), "") and bool(completi)

    def _segno(self, indice: int, righe: Sequence[Riga]) -> None:
        seguente = righe[indice + 1] if indice + 1 < len(righe) else None
        testi = [c.testo for c in seguente.celle if c.testo] if seguente is not None else []
        if seguente is None or self.corrente is None or any(intestazione(t) for t in testi):
            self._segno_in_attesa = True
        else:
            self.corrente.vamt = True

    def _inizia(self, testa: Intestazione, altre: Sequence[str], *, vamt: bool = False) -> None:
        righe = [r for r in (*testa.righe, *altre) if r.strip()]
        marcata = testa.vamt or vamt or self._segno_in_attesa
        self._segno_in_attesa = False
        if self._e_seguito(testa, righe):
            return
        righe = [r for r in righe if not chiave(r).startswith(_SEGUITO)]
        self.corrente = AzioneLetta(
            testa.tipo, testa.numero, ambito=self.ambito, vamt=marcata, strategico=self.strategica
        )
        self._esito.azioni.append(self.corrente)
        self._campo, self._aperto, self._colonne = "", False, {}
        self._titola(righe)

    def _e_seguito(self, testa: Intestazione, righe: Sequence[str]) -> bool:
        """The head printed again at the top of a new page."""
        if self.corrente is None or testa.numero is None or testa.numero != self.corrente.numero:
            return False
        testo = chiave(" ".join(righe))
        if not testo or testo.startswith(_SEGUITO) or testo.endswith(("segue", "segue)")):
            return True
        noto = (self.corrente.titolo, self.corrente.tema or "", self.corrente.macro_ambito or "")
        return bool(self.corrente.campi) and all(chiave(n) in testo for n in noto if n)

    def _titola(self, righe: Sequence[str]) -> None:
        """The lines below the number: the title (2022) or theme and macro area (2026)."""
        azione = self.corrente
        if azione is None or not righe:
            return
        if self._esito.schema == "2022" and azione.tipo == "azione":
            azione.titolo = " ".join([azione.titolo, *righe]).strip()
            return
        leggi_tema(azione, " ".join(righe), self._esito)

    def _campi_di_riga(self, riga: Riga, resto: Sequence[Cella]) -> None:
        prima = prima_cella(riga)
        sopra = [campo_di(c.testo) for c in riga.coperte if c.colonna <= resto[0].colonna]
        campo = next((c for c in reversed(sopra) if c), None)
        if campo and campo_di(resto[0].testo) is None:
            self._continua(campo, resto)
            return
        margine = len(riga.celle) > 2 and campo_di(resto[0].testo) is not None
        vuota = prima is not None and not any(c.isalnum() for c in prima.testo)
        if vuota and not margine and len(riga.celle) > 1 and self._campo:
            self._continua(self._campo, [c for c in resto if c is not prima])
            return
        for gruppo in _gruppi(resto):
            self._gruppo(gruppo, sola=len(riga.celle) == 1)

    def _affiancate(self, resto: Sequence[Cella], indice: int, righe: Sequence[Riga]) -> bool:
        """Labels side by side in one row, their texts in the rows below: column by column."""
        campi = [campo_di(c.testo) for c in resto]
        if campi[0] is None and resto and all(c.colonna in self._colonne for c in resto):
            for cella in resto:
                self._continua(self._colonne[cella.colonna], [cella])
            return True
        self._colonne = {}
        sotto = righe[indice + 1].celle if indice + 1 < len(righe) else []
        diversi = len(set(campi)) == len(campi) > 1 and None not in campi
        if not diversi or [c.colonna for c in sotto] != [c.colonna for c in resto]:
            return False
        if not sotto[0].testo or campo_di(sotto[0].testo) or campo_simile(sotto[0].testo):
            return False
        for cella, campo in zip(resto, campi, strict=True):
            if campo is not None:
                self._colonne[cella.colonna] = campo
                self._apri(campo, cella.testo, aperto=False)
        return True

    def _gruppo(self, celle: Sequence[Cella], *, sola: bool) -> None:
        etichetta, contenuto = celle[0].testo, celle[1:]
        chiusa = "\n" in etichetta and etichetta.partition("\n")[0].rstrip()[-1:] in (".", ":")
        in_testa = campo_in_testa(etichetta) if chiusa or not contenuto else None
        if in_testa is not None:
            scritto, nome, resto = in_testa
            self._apri(scritto, nome, aperto=sola)
            testi = (resto, *(c.testo for c in contenuto))
            self._scrivi(scritto, [r for t in testi for r in t.split("\n") if r])
            return
        campo = campo_di(etichetta)
        if campo is None and contenuto:
            campo = campo_simile(etichetta)
            if campo is not None:
                self._interpretata(etichetta, campo)
        if campo is not None:
            self._apri(campo, etichetta, aperto=sola)
            self._scrivi(campo, [r for c in contenuto for r in c.testo.split("\n") if r])
        elif sola and self._aperto and self._campo:
            self._continua(self._campo, celle)
        elif sola and self._senza_titolo():
            self._titola(etichetta.split("\n"))
        else:
            self._ignota(celle)

    def _senza_titolo(self) -> bool:
        azione = self.corrente
        return azione is not None and not azione.campi and not (azione.titolo or azione.tema)

    def _ignota(self, celle: Sequence[Cella]) -> None:
        """A row the form does not have: kept in the description and reported."""
        assert self.corrente is not None
        etichetta = " ".join(celle[0].testo.split())
        testo = "\n".join(c.testo for c in celle[1:])
        riga = f"{etichetta.rstrip(' .:')}: {testo}" if testo else celle[0].testo
        self.corrente.campi.setdefault("descrizione", []).extend(riga.split("\n"))
        self._esito.non_riconosciuti.append(riga)
        self._esito.dubbio(
            f"{self._luogo()}: la riga «{citazione(etichetta)}» non fa parte del modulo ed è stata "
            "aggiunta in fondo alla descrizione."
        )
        self._campo, self._aperto = "descrizione", False

    def _apri(self, campo: str, etichetta: str, *, aperto: bool) -> None:
        assert self.corrente is not None
        if campo == "titolo" and self._esito.schema == "2022" and self.corrente.titolo:
            self._esito.dubbio(f"{self._luogo()}: il titolo compare due volte.")
        if len(chiave(etichetta)) > MAX_ETICHETTA:
            self._interpretata(etichetta, campo)
        if self.corrente.campi.get(campo):
            self._esito.dubbio(
                f"{self._luogo()}: la riga «{citazione(etichetta)}» compare due volte e i testi "
                "sono stati uniti."
            )
        self.corrente.campi.setdefault(campo, [])
        if contiene_vamt(etichetta):
            self.corrente.vamt = True
        self._campo, self._aperto = campo, aperto

    def _interpretata(self, etichetta: str, campo: str) -> None:
        """A label that is not the form's own is quoted once, where it comes first."""
        scritta = " ".join(etichetta.split())
        if scritta not in self._interpretate:
            self._interpretate.add(scritta)
            self._esito.dubbio(
                f"{self._luogo()}: l'etichetta «{scritta}» è stata letta come "
                f"«{_LEGGIBILI[campo]}», qui e dove si ripete."
            )

    def _continua(self, campo: str, celle: Sequence[Cella]) -> None:
        assert self.corrente is not None
        righe = [r for c in celle for r in c.testo.split("\n") if r]
        note = self.corrente.campi.setdefault(campo, [])
        self.corrente.campi[campo] = unisci_seguito(note, righe)
        self._campo = campo

    def _scrivi(self, campo: str, righe: Sequence[str]) -> None:
        assert self.corrente is not None
        self.corrente.campi.setdefault(campo, []).extend(r for r in righe if r)

    def _luogo(self) -> str:
        return luogo(self.corrente) if self.corrente is not None else "Azioni"


_LEGGIBILI = {
    "obiettivo": "Obiettivo",
    "obiettivo_generale": "Obiettivo generale",
    "obiettivo_specifico": "Obiettivo specifico",
    "titolo": "Titolo",
    "descrizione": "Azioni",
    "referenti": "Organizzazione referente",
    "altre_organizzazioni": "Altre organizzazioni coinvolte",
    "tempi": "Tempi",
    "indicatori": "Indicatore/i di valutazione",
    "percentuali": "Percentuale/i di valutazione",
}


def luogo(azione: AzioneLetta) -> str:
    """Where an action stands, for a sentence: "Azione 3", "Progettualità 2"."""
    nome = {"progettualita": "Progettualità", "riga_vamt": "Azione V.A.M.T."}.get(
        azione.tipo, "Azione"
    )
    if azione.numero is not None:
        return f"{nome} {azione.numero}"
    return f"{nome} senza numero ({citazione(azione.titolo or azione.tema or '…', 40)})"


def leggi_tema(azione: AzioneLetta, testo: str, esito: Esito) -> None:
    """ "IBRIDAZIONE DELLE POLITICHE - GOVERNANCE" is theme and macro area; either may be alone."""
    senza = _STRATEGICO.sub(" - ", testo)
    azione.strategico = azione.strategico or senza != testo
    nomi = [n for p in _TRATTINO.split(f" {senza} ") if (n := p.strip(" -–—"))]
    nomi = [n for n in (azione.tema, azione.macro_ambito) if n] + nomi
    if len(nomi) == 1:
        tema, _, macro = _SENZA_SPAZI.sub("\n", nomi[0]).partition("\n")
        nomi = [n for n in (tema, macro) if n]
    sola = len(nomi) == 1 and chiave(nomi[0]) in _MACRO_AMBITI
    azione.tema = nomi[0] if nomi and not sola else None
    azione.macro_ambito = " - ".join(nomi if sola else nomi[1:]) or None
    if len(nomi) > 2:
        esito.dubbio(
            f"{luogo(azione)}: di «{citazione(testo)}» non è chiaro quale sia il tema e quale "
            "il macro-ambito."
        )


def _gruppi(celle: Sequence[Cella]) -> list[list[Cella]]:
    """Cut "label, text, label, text" in one row into its pairs."""
    gruppi: list[list[Cella]] = []
    for indice, cella in enumerate(celle):
        etichetta = indice >= 2 and indice + 1 < len(celle) and campo_di(cella.testo) is not None
        if not gruppi or etichetta:
            gruppi.append([])
        gruppi[-1].append(cella)
    return gruppi
