"""Walking the sections: each block goes to the reader that understands it, or is kept marked."""

import re
from typing import Any

from documenti.word.actions import LettoreAzioni
from documenti.word.blocks import Blocco, Paragrafo, Tabella
from documenti.word.dates import leggi_data
from documenti.word.errors import FileNonLeggibile
from documenti.word.html import Testo
from documenti.word.labels import ambito_numerato, campo_di, chiave, intestazione, solo_vamt
from documenti.word.members import LettoreAderenti
from documenti.word.registry import VOCI as VOCI_REGISTRO
from documenti.word.registry import leggi_paragrafo, leggi_tabella
from documenti.word.result import AmbitoLetto, Esito, citazione
from documenti.word.sections import (
    VOCI_CON_AMBITI,
    Sezione,
    maiuscolo,
    tabella_di_azione,
    testo_titolo,
)
from documenti.word.vamt_rows import LettoreRighe
from programmi.testo_ricco import LUNGHEZZA_MASSIMA

VOCI_DI_AZIONI = frozenset({"azioni", "azioni_vamt", "progettualita"})
_NARRATIVE = frozenset({"premessa", "progetto_strategico", None})


class Percorso:
    """Reads one section after the other into ``esito``."""

    def __init__(self, esito: Esito, presenti: frozenset[str | None]) -> None:
        self._esito = esito
        self._presenti = presenti
        self._azioni = LettoreAzioni(esito)
        self._righe = LettoreRighe(esito)
        self._aderenti = LettoreAderenti(esito)
        self._voce: str | None = None
        self._testo = Testo()
        self._ambito: AmbitoLetto | None = None
        self._contenuto = False  # something structured was already read here

    def sezione(self, sezione: Sezione) -> dict[str, Any]:
        """Read one section; the answer is its entry in ``sezioni``."""
        self._voce = sezione.voce
        self._testo = Testo()
        self._contenuto = False
        self._cambia_ambito(None)
        self._azioni.strategica = sezione.voce == "progetto_strategico"
        self._aderenti.con_tabelle = any(isinstance(b, Tabella) for b in sezione.blocchi)
        if sezione.voce == "aderenti":
            data = leggi_data(sezione.titolo)
            self._esito.aderenti_al = data.isoformat() if data else None
        if sezione.voce is None:
            self._esito.non_riconosciuti.append(sezione.titolo)
            self._esito.dubbio(
                f"La sezione «{citazione(sezione.titolo)}» non fa parte del modulo: il suo testo è "
                "stato tenuto così com'è."
            )
        for indice, blocco in enumerate(sezione.blocchi):
            if isinstance(blocco, Tabella):
                self._tabella(blocco)
            elif not blocco.vuoto:
                self._paragrafo(blocco, sezione.blocchi[indice + 1 : indice + 12])
        self._azioni.chiudi()
        self._righe.chiudi()
        html = self._testo.html(sezione.livello)
        if len(html) > LUNGHEZZA_MASSIMA:
            raise FileNonLeggibile(
                f"La sezione «{citazione(sezione.titolo)}» è troppo lunga per un programma: "
                "supera il milione di caratteri."
            )
        return {"voce": sezione.voce, "titolo": sezione.titolo, "html": html}

    def _cambia_ambito(self, ambito: AmbitoLetto | None) -> None:
        self._ambito = ambito
        self._azioni.ambito = ambito
        self._azioni.chiudi()
        self._righe.chiudi()
        if ambito is not None:
            self._contenuto = False

    def _paragrafo(self, paragrafo: Paragrafo, seguenti: list[Blocco]) -> None:
        if self._voce in VOCI_CON_AMBITI:
            ambito = self._leggi_ambito(paragrafo, seguenti)
            if ambito is not None:
                if ambito is not self._ambito:
                    self._esito.ambiti.append(ambito)
                    self._cambia_ambito(ambito)
                return
        if self._leggi_paragrafo(paragrafo):
            self._contenuto = True
        else:
            self._libero(paragrafo)

    def _leggi_paragrafo(self, paragrafo: Paragrafo) -> bool:
        if self._voce == "premessa":
            return False
        if self._voce in VOCI_REGISTRO:
            return leggi_paragrafo(paragrafo, str(self._voce), self._esito)
        if self._voce == "aderenti":
            return self._aderenti.paragrafo(paragrafo)
        if self._voce is None and not self._azioni.sospesa():
            return intestazione(paragrafo.piano) is not None and self._azioni.paragrafo(paragrafo)
        return self._azioni.paragrafo(paragrafo)

    def _libero(self, blocco: Blocco) -> None:
        """Text between a heading and its content is free text; after the content it is foreign."""
        if self._voce in _NARRATIVE:
            self._testo.aggiungi(blocco)
        elif self._contenuto:
            self._esito.estraneo(self._testo, blocco)
        elif self._ambito is not None:
            self._ambito.introduzione.aggiungi(blocco)
        else:
            self._testo.aggiungi(blocco)

    def _tabella(self, tabella: Tabella) -> None:
        if self._leggi_tabella(tabella):
            self._contenuto = True
        elif self._voce in _NARRATIVE:
            self._testo.aggiungi(tabella)
        else:
            self._esito.estraneo(self._testo, tabella)

    def _leggi_tabella(self, tabella: Tabella) -> bool:
        if self._voce in VOCI_REGISTRO:
            if not _ha_testa(tabella):
                return self._tieni_righe(leggi_tabella(tabella, self._voce, self._esito))
        elif self._voce == "aderenti":
            if not _ha_testa(tabella):
                return self._tieni_righe(self._aderenti.tabella(tabella))
        elif self._voce == "azioni_vamt":
            aperta = self._azioni.sospesa()
            if not _ha_testa(tabella) and not aperta and self._righe.e_di_righe(tabella):
                return self._tieni_righe(self._righe.tabella(tabella, self._ambito))
        elif self._voce not in VOCI_DI_AZIONI and not _ha_testa(tabella):
            if self._voce == "progetto_strategico" and tabella_di_azione(tabella):
                if self._esito.schema == "2026":
                    return self._azioni.tabella(tabella)
                self._esito.dubbio(
                    "Il progetto strategico è in una tabella con le etichette di un'azione ma "
                    "senza numero: è rimasto nel testo della sua sezione."
                )
                return False
            return self._tieni_righe(self._registro_fuori_posto(tabella))
        letta = self._azioni.tabella(tabella)
        if letta and self._voce not in (*VOCI_DI_AZIONI, "progetto_strategico"):
            self._esito.dubbio("Alcune azioni sono state trovate fuori dalla loro sezione.")
        return letta

    def _registro_fuori_posto(self, tabella: Tabella) -> Any:
        """District data whose section heading is missing."""
        if all(voce in self._presenti for voce in VOCI_REGISTRO):
            return None
        righe = leggi_tabella(tabella, None, self._esito)
        if righe is not None:
            self._esito.dubbio(
                "I dati del distretto, gli attori o i canali sono stati trovati fuori dalla loro "
                "sezione."
            )
        return righe

    def _tieni_righe(self, ignote: Any) -> bool:
        """Rows that a reader gave back stay, marked, in the section."""
        if ignote is None:
            return False
        if ignote:
            self._esito.estraneo(self._testo, Tabella(list(ignote)))
        return True

    def _quanti_ambiti(self) -> int:
        return sum(1 for a in self._esito.ambiti if a.voce == self._voce)

    def _e_atteso(self, numero: int, testo: str) -> bool:
        """A plain line "2. Comunicazione" where the second area may begin."""
        return (
            numero == self._quanti_ambiti() + 1
            and len(testo) <= 60
            and testo[-1] not in ".;:,"
            and not self._azioni.attende_testo
        )

    def _leggi_ambito(self, paragrafo: Paragrafo, seguenti: list[Blocco]) -> AmbitoLetto | None:
        testo = testo_titolo(paragrafo)
        if len(testo) > 120 or intestazione(paragrafo.piano) or solo_vamt(testo):
            return None
        evidente = paragrafo.tutto_grassetto or maiuscolo(testo)
        trovato = ambito_numerato(testo)
        etichetta = paragrafo.elenco.etichetta if paragrafo.elenco else ""
        automatico = re.fullmatch(r"\(?(\d{1,2})[.)]?\)?", etichetta)
        numerato = trovato is not None or automatico is not None
        davanti = isinstance(_prossimo(seguenti), Tabella)
        if not paragrafo.titolo:
            atteso = trovato is not None and self._e_atteso(trovato[0], testo)
            if campo_di(testo) or not (evidente or atteso) or not (numerato or davanti):
                return None
            if not evidente:
                self._esito.dubbio(
                    f"«{citazione(testo)}» è scritto come testo normale ed è stato letto come "
                    "titolo di un ambito."
                )
            if testo.endswith((".", ":", ";")) and not numerato:
                return None
        numero = self._quanti_ambiti() + 1
        titolo = testo
        if trovato is not None:
            numero, titolo = trovato
        elif automatico is not None:
            numero = int(automatico.group(1))
        titolo = titolo.strip().rstrip(":").strip()
        if not numerato:
            self._esito.dubbio(
                f"L'ambito «{citazione(titolo)}» non ha il numero: gli è stato dato il {numero}."
            )
        if self._ambito is not None and chiave(self._ambito.titolo) == chiave(titolo):
            return self._ambito if self._ambito.numero == numero else None
        return AmbitoLetto(str(self._voce), numero, titolo)


def _prossimo(blocchi: list[Blocco]) -> Blocco | None:
    for blocco in blocchi:
        if isinstance(blocco, Tabella) or not blocco.vuoto:
            return blocco
    return None


def _ha_testa(tabella: Tabella) -> bool:
    """Whether a table holds the head of a numbered action."""
    for riga in tabella.righe[:60]:
        for cella in riga.celle[:3]:
            testa = intestazione(cella.testo)
            if testa is not None and testa.numero is not None:
                return True
    return False
