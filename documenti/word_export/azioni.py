"""One table an action, in the form of its year, and one table an area for the V.A.M.T. rows."""

from collections.abc import Iterator, Sequence
from typing import Any

from documenti.word_export.elementi import Elemento, corsa, paragrafo, w
from documenti.word_export.risorse import Risorse
from documenti.word_export.tabelle import LARGHEZZA, Casella, Riga, tabella
from documenti.word_export.testi import paragrafi, righe_di

RIGA_VAMT, AZIONE, PROGETTUALITA = "riga_vamt", "azione", "progettualita"
TIPI = {"righe_vamt": RIGA_VAMT, "azioni": AZIONE, "progettualita": PROGETTUALITA}
MARCHIO = "V.A.M.T."
STRATEGICO = "PROGETTO STRATEGICO"
INTESTAZIONI_VAMT = ("AZIONE", "% DI REALIZZAZIONE")
ETICHETTA = 2500
DUE_COLONNE = (ETICHETTA, LARGHEZZA - ETICHETTA)
META = (LARGHEZZA // 2, LARGHEZZA // 2)
# Where each field of the form keeps its text; the lists stand in when a text is missing.
TESTI = {
    "obiettivo": ("obiettivo",),
    "obiettivo_generale": ("obiettivo_generale",),
    "obiettivo_specifico": ("obiettivo_specifico",),
    "titolo": ("titolo",),
    "descrizione": ("descrizione",),
    "referenti": ("referenti_testo", "referenti"),
    "altre_organizzazioni": ("altre_organizzazioni_testo", "altre_organizzazioni"),
    "tempi": ("tempi",),
}


def tabella_azione(
    azione: dict[str, Any], campi: Sequence[dict[str, Any]], risorse: Risorse
) -> Elemento:
    """The table of a numbered action: its head, then a row for each field of the form."""
    righe = [_testata(azione)]
    for etichetta, testo in _campi(azione, campi):
        righe.append(
            Riga([Casella([cella_etichetta(etichetta)]), Casella(paragrafi(testo, risorse))])
        )
    return tabella(righe, DUE_COLONNE, nome=_nome(azione), prima_colonna=True)


def tabella_vamt(
    azioni: Sequence[dict[str, Any]],
    campi: Sequence[dict[str, Any]],
    risorse: Risorse,
    *,
    ambito: str,
) -> Elemento:
    """The V.A.M.T. rows of one area: the action and its percentages."""
    etichette = {campo.get("codice"): campo.get("etichetta") or "" for campo in campi}
    prima = etichette.get("titolo") or etichette.get("descrizione") or INTESTAZIONI_VAMT[0]
    seconda = etichette.get("percentuali") or INTESTAZIONI_VAMT[1]
    righe = [Riga([_in_testa(prima.upper()), _in_testa(seconda.upper())], testata=True)]
    for azione in azioni:
        testo = azione.get("titolo") or azione.get("descrizione") or ""
        righe.append(
            Riga(
                [
                    Casella(paragrafi(righe_di(testo), risorse)),
                    Casella(paragrafi(_regole(azione), risorse)),
                ]
            )
        )
    return tabella(righe, META, nome=f"Azioni V.A.M.T. {ambito}".strip())


def cella_etichetta(testo: str) -> Elemento:
    """The label of a row."""
    return paragrafo("Etichetta", corsa(" ".join(testo.split())))


def _in_testa(testo: str) -> Casella:
    return Casella([paragrafo("Testatatabella", corsa(testo), proprieta=(w("keepNext"),))])


def _testata(azione: dict[str, Any]) -> Riga:
    """The head: mark, number, title (2022) or number, theme and macro area (2026)."""
    numero = azione.get("numero")
    titolo = " ".join((azione.get("titolo") or "").split())
    if azione.get("tipo") == AZIONE:
        righe = [f"AZIONE n. {numero}", titolo]
        if azione.get("vamt"):
            intestazione = _righe_di_testa(righe)
            return Riga([_in_testa(MARCHIO), Casella(intestazione)], testata=True)
    else:
        temi = " - ".join(t for t in (azione.get("tema"), azione.get("macro_ambito")) if t)
        strategico = STRATEGICO if azione.get("strategico") else ""
        righe = [f"PROGETTUALITÀ {numero}", strategico, temi]
    return Riga([Casella(_righe_di_testa(righe), colonne=2)], testata=True)


def _righe_di_testa(righe: Sequence[str]) -> list[Elemento]:
    return [
        paragrafo("Testatatabella", corsa(riga), proprieta=(w("keepNext"),))
        for riga in righe
        if riga
    ]


def _nome(azione: dict[str, Any]) -> str:
    genere = "Progettualità" if azione.get("tipo") == PROGETTUALITA else "Azione"
    titolo = azione.get("titolo") or ""
    return f"{genere} {azione.get('numero')}" + (f" - {titolo}" if titolo else "")


def _campi(
    azione: dict[str, Any], campi: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, list[str]]]:
    """Label and lines of each row; the 2026 form leaves out percentages that are not there."""
    del_2022 = azione.get("tipo") == AZIONE
    for campo in campi:
        codice, etichetta = campo.get("codice"), _con_punto(campo.get("etichetta") or "")
        if codice == "indicatori":
            yield etichetta, _indicatori(azione)
        elif codice == "percentuali":
            if del_2022 or azione.get("regole") or azione.get("vamt"):
                marchio = f"AZIONE {MARCHIO} " if azione.get("vamt") and not del_2022 else ""
                yield marchio + etichetta, _regole(azione)
        elif codice in TESTI and not (codice == "titolo" and del_2022):
            valore = next((v for chiave in TESTI[codice] if (v := azione.get(chiave))), "")
            yield etichetta, righe_di(valore if isinstance(valore, str) else "\n".join(valore))


def _con_punto(etichetta: str) -> str:
    return etichetta if etichetta.endswith((".", ":", "?")) else f"{etichetta}."


def _indicatori(azione: dict[str, Any]) -> list[str]:
    return [
        riga
        for indicatore in azione.get("indicatori") or []
        for riga in righe_di(_con_segno(indicatore))
    ]


def _regole(azione: dict[str, Any]) -> list[str]:
    righe: list[str] = []
    for regola in azione.get("regole") or []:
        righe += righe_di(_con_segno(regola))
        if evidenze := regola.get("evidenze"):
            righe += righe_di(f"Evidenze: {evidenze}")
    return righe


def _con_segno(voce: dict[str, Any]) -> str:
    return f"{voce.get('marcatore') or ''} {voce.get('testo') or ''}".strip()
