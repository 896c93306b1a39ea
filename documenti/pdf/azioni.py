"""One table an action, in the form of its year, and one table an area for the V.A.M.T. rows."""

from collections.abc import Iterator
from typing import Any

from django.utils.safestring import SafeString

from documenti.pdf.modelli import riempi
from documenti.pdf.testi import con_segni, paragrafi, riga

RIGA_VAMT, AZIONE, PROGETTUALITA = "riga_vamt", "azione", "progettualita"
TIPI = {"righe_vamt": RIGA_VAMT, "azioni": AZIONE, "progettualita": PROGETTUALITA}
MARCHIO = "V.A.M.T."
TESTI = {
    "obiettivo": "obiettivo",
    "obiettivo_generale": "obiettivo_generale",
    "obiettivo_specifico": "obiettivo_specifico",
    "titolo": "titolo",
    "descrizione": "descrizione",
    "referenti": "referenti_testo",
    "altre_organizzazioni": "altre_organizzazioni_testo",
    "tempi": "tempi",
}
INTESTAZIONI_VAMT = ("AZIONE", "% DI REALIZZAZIONE")
# Below this many characters (about half a page) a table stays whole on one page; so does a row.
TABELLA_INTERA = 1200
RIGA_INTERA = 700


def nome(azione: dict[str, Any]) -> str:
    """How bookmarks and the table of contents call an action."""
    genere = "Progettualità" if azione.get("tipo") == PROGETTUALITA else "Azione"
    titolo = " ".join((azione.get("titolo") or "").split())
    return f"{genere} {azione.get('numero')}" + (f" - {titolo}" if titolo else "")


def tabella(
    azione: dict[str, Any], campi: list[dict[str, Any]], *, ancora: str, livello: int
) -> str:
    righe: list[dict[str, Any]] = [
        {"etichetta": riga(etichetta), "cella": cella} for etichetta, cella in _righe(azione, campi)
    ]
    for una in righe:
        una["intera"] = len(una["cella"]) < RIGA_INTERA
    return riempi(
        "azione.html",
        marchio=MARCHIO if azione.get("tipo") == AZIONE and azione.get("vamt") else "",
        testate=[riga(testata) for testata in _testate(azione)],
        righe=righe,
        ancora=ancora,
        livello=livello,
        segnalibro=nome(azione),
        intera=sum(len(una["cella"]) for una in righe) < TABELLA_INTERA,
    )


def tabella_vamt(righe: list[dict[str, Any]], campi: list[dict[str, Any]]) -> str:
    etichette = {campo.get("codice"): campo.get("etichetta") or "" for campo in campi}
    percentuali = etichette.get("percentuali") or INTESTAZIONI_VAMT[1]
    azioni = next(
        (etichette[codice] for codice in ("titolo", "descrizione") if etichette.get(codice)),
        INTESTAZIONI_VAMT[0],
    )
    return riempi(
        "righe_vamt.html",
        intestazioni=[azioni.upper(), percentuali.upper()],
        righe=[
            {
                "azione": paragrafi(azione.get("titolo") or azione.get("descrizione") or ""),
                "percentuali": _regole(azione),
            }
            for azione in righe
        ],
    )


def _testate(azione: dict[str, Any]) -> list[str]:
    """The lines of the header row, without the V.A.M.T. mark."""
    numero = azione.get("numero")
    if azione.get("tipo") == AZIONE:
        return [f"AZIONE n. {numero}", *_piene([azione.get("titolo")])]
    strategico = "PROGETTO STRATEGICO" if azione.get("strategico") else None
    temi = _piene([strategico, azione.get("tema"), azione.get("macro_ambito")])
    return [f"PROGETTUALITÀ {numero}", *_piene([" - ".join(temi)])]


def _piene(righe: list[str | None]) -> list[str]:
    return [riga for riga in righe if riga]


def _righe(azione: dict[str, Any], campi: list[dict[str, Any]]) -> Iterator[tuple[str, SafeString]]:
    """Labels and cells; what a table of this year does not show is not yielded."""
    del_2022 = azione.get("tipo") == AZIONE
    for campo in campi:
        codice, etichetta = campo.get("codice"), _con_punto(campo.get("etichetta") or "")
        if codice == "indicatori":
            yield etichetta, _indicatori(azione)
        elif codice == "percentuali":
            if not (del_2022 or azione.get("regole") or azione.get("vamt")):
                continue
            if not del_2022 and azione.get("vamt"):
                etichetta = f"AZIONE {MARCHIO} {etichetta}"
            yield etichetta, _regole(azione)
        elif codice in TESTI and not (codice == "titolo" and del_2022):
            yield etichetta, paragrafi(azione.get(TESTI[codice]) or "")


def _con_punto(etichetta: str) -> str:
    return etichetta if etichetta.endswith((".", ":", "?")) else f"{etichetta}."


def _indicatori(azione: dict[str, Any]) -> SafeString:
    return con_segni(
        [
            (indicatore.get("marcatore") or "", indicatore.get("testo") or "")
            for indicatore in azione.get("indicatori") or []
        ]
    )


def _regole(azione: dict[str, Any]) -> SafeString:
    voci = []
    for regola in azione.get("regole") or []:
        testo = regola.get("testo") or ""
        if regola.get("evidenze"):
            testo += f"\nEvidenze: {regola['evidenze']}"
        voci.append((regola.get("marcatore") or "", testo))
    return con_segni(voci)
