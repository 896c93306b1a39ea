"""The snapshot as a Word document, in the programme's own order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from documenti.word_export import azioni
from documenti.word_export.coppie import TABELLE, tabella_aderenti, tabella_coppie
from documenti.word_export.elementi import Elemento, corsa, paragrafo
from documenti.word_export.ricco import blocchi
from documenti.word_export.risorse import Risorse
from documenti.word_export.tabelle import distanza
from documenti.word_export.testi import data_estesa


@dataclass(slots=True)
class Documento:
    """The parts of the file that depend on the programme."""

    titolo: str
    autore: str
    ente: list[str]  # the lines above the title page
    corrente: str  # the line above every other page
    bozza: bool
    frontespizio: list[str] = field(default_factory=list)
    corpo: list[Elemento] = field(default_factory=list)
    risorse: Risorse = field(default_factory=Risorse)


def documento(snapshot: dict[str, Any], *, bozza: bool) -> Documento:
    ente, distretto = snapshot.get("ente") or {}, snapshot.get("distretto") or {}
    anno, nome = str(snapshot.get("anno") or ""), distretto.get("denominazione") or ""
    corrente = f"Programma di lavoro {anno} - {nome}".strip(" -")
    righe = [riga for riga in snapshot.get("titolo") or [] if riga.strip()]
    esito = Documento(
        titolo=corrente + (" (bozza)" if bozza else ""),
        autore=ente.get("denominazione") or nome,
        ente=[r for r in (ente.get("denominazione"), ente.get("agenzia")) if r],
        corrente=corrente,
        bozza=bozza,
        frontespizio=righe or [r for r in ("PROGRAMMA DI LAVORO", nome.upper(), anno) if r],
    )
    impaginatore = _Impaginatore(snapshot, esito)
    for voce in snapshot.get("voci") or []:
        impaginatore.voce(voce)
    impaginatore.azioni_rimaste()
    return esito


class _Impaginatore:
    """Writes the parts one after the other; every action is printed once."""

    def __init__(self, snapshot: dict[str, Any], esito: Documento) -> None:
        self._dati = snapshot
        self._corpo = esito.corpo
        self._risorse = esito.risorse
        self._da_stampare = list(snapshot.get("azioni") or [])

    def voce(self, voce: dict[str, Any]) -> None:
        """A part: its title, its free text, then what its kind holds."""
        tipo, titolo = voce.get("tipo") or "", voce.get("titolo") or ""
        if tipo == "aderenti":
            titolo = titolo_aderenti(titolo, self._dati.get("aderenti_al"))
        self._titolo(titolo, 1)
        self._corpo += blocchi(voce.get("html") or "", self._risorse, livello=2)
        if tipo in TABELLE and (righe := self._dati.get(tipo)):
            self._tabella(tabella_coppie(tipo, righe, self._risorse, nome=titolo))
        elif tipo == "aderenti" and (aderenti := self._dati.get("aderenti")):
            self._tabella(tabella_aderenti(aderenti, nome=titolo))
        elif tipo in azioni.TIPI:
            self._azioni_della_voce(voce, azioni.TIPI[tipo])

    def azioni_rimaste(self) -> None:
        """Actions of a kind that no part prints: they follow the rest, rather than vanish."""
        for tipo in azioni.TIPI.values():
            self._azioni(tipo, [a for a in self._da_stampare if a.get("tipo") == tipo])

    def _azioni_della_voce(self, voce: dict[str, Any], tipo: str) -> None:
        proprie = [a for a in self._da_stampare if a.get("tipo") == tipo]
        for ambito in self._dati.get("ambiti") or []:
            if ambito.get("voce") not in {voce.get("codice"), None}:
                continue
            titolo = f"{ambito.get('numero')}. {ambito.get('titolo') or ''}"
            self._titolo(titolo, 2)
            self._corpo += blocchi(ambito.get("introduzione") or "", self._risorse, livello=3)
            dentro = [a for a in proprie if a.get("ambito_numero") == ambito.get("numero")]
            proprie = [a for a in proprie if a.get("ambito_numero") != ambito.get("numero")]
            self._azioni(tipo, dentro, ambito=titolo)
        self._azioni(tipo, proprie)

    def _azioni(self, tipo: str, scelte: Sequence[dict[str, Any]], *, ambito: str = "") -> None:
        campi = (self._dati.get("campi") or {}).get(tipo) or []
        if tipo == azioni.RIGA_VAMT:
            if scelte:
                self._tabella(azioni.tabella_vamt(scelte, campi, self._risorse, ambito=ambito))
        else:
            for azione in scelte:
                self._tabella(azioni.tabella_azione(azione, campi, self._risorse))
        self._da_stampare = [a for a in self._da_stampare if not any(a is s for s in scelte)]

    def _titolo(self, testo: str, livello: int) -> None:
        if intero := " ".join(testo.split()):
            self._corpo.append(paragrafo(f"Titolo{livello}", corsa(intero)))

    def _tabella(self, tabella: Elemento) -> None:
        self._corpo += [tabella, distanza()]


def titolo_aderenti(titolo: str, al: str | None) -> str:
    """The heading of the member list says the day it speaks of.

    >>> titolo_aderenti("ORGANIZZAZIONI ADERENTI", "2026-04-30")
    'ORGANIZZAZIONI ADERENTI AL 30 APRILE 2026'
    """
    if not al or data_estesa(al).lower() in titolo.lower():
        return titolo
    quando = f"al {data_estesa(al)}"
    return f"{titolo} {quando.upper() if titolo.isupper() else quando}"
