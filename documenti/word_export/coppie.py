"""The small tables: district data, actors and channels; the member list."""

from collections.abc import Iterator, Sequence
from typing import Any

from documenti.word_export.azioni import DUE_COLONNE, cella_etichetta
from documenti.word_export.elementi import Elemento, corsa, paragrafo
from documenti.word_export.risorse import Risorse
from documenti.word_export.tabelle import LARGHEZZA, Casella, Riga, tabella
from documenti.word_export.testi import TESTO_TABELLA, data_breve, paragrafi, righe_di

TABELLE = {"dati_distretto", "attori", "canali"}
RECAPITI = ("nominativo", "qualifica", "email", "telefono")
LARGHE = {"N.": 620, "": 1280}


def tabella_coppie(
    tipo: str, righe: Sequence[dict[str, Any]], risorse: Risorse, *, nome: str
) -> Elemento:
    """Label and text, a row each."""
    return tabella(
        (
            Riga([Casella([cella_etichetta(etichetta)]), Casella(paragrafi(testo, risorse))])
            for etichetta, testo in _coppie(tipo, righe)
        ),
        DUE_COLONNE,
        nome=nome,
        prima_colonna=True,
    )


def _coppie(tipo: str, righe: Sequence[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    for riga in righe:
        if tipo == "attori":
            testo = "\n".join(riga.get(parte) or "" for parte in RECAPITI)
        else:
            testo = riga.get("valore" if tipo == "dati_distretto" else "testo") or ""
        yield riga.get("etichetta") or "", righe_di(testo)


def tabella_aderenti(aderenti: Sequence[dict[str, Any]], *, nome: str) -> Elemento:
    """The member list; columns for exits and founders only where somebody has them."""
    colonne = ["N.", "Organizzazione", "Data adesione"]
    if con_uscite := any(a.get("al") for a in aderenti):
        colonne.append("Data uscita")
    if con_proponenti := any(a.get("proponente") is not None for a in aderenti):
        colonne.append("Proponente")
    colonne += ["Marchio Family in Trentino", "Marchio Family Audit"]
    righe = [
        Riga([Casella([paragrafo("Testatatabella", corsa(c))]) for c in colonne], testata=True)
    ]
    for aderente in aderenti:
        celle = [str(aderente.get("numero") or ""), aderente.get("organizzazione") or ""]
        celle.append(aderente.get("dal_testo") or data_breve(aderente.get("dal") or ""))
        if con_uscite:
            celle.append(data_breve(aderente.get("al") or ""))
        if con_proponenti:
            proponente = aderente.get("proponente")
            celle.append("" if proponente is None else "Sì" if proponente else "No")
        celle += [aderente.get("family_in_trentino") or "", aderente.get("family_audit") or ""]
        righe.append(Riga([Casella(_semplici(cella)) for cella in celle]))
    larghe = [0 if c == "Organizzazione" else LARGHE.get(c, LARGHE[""]) for c in colonne]
    larghe[1] = LARGHEZZA - sum(larghe)
    return tabella(righe, larghe, nome=nome)


def _semplici(testo: str) -> list[Elemento]:
    return [paragrafo(TESTO_TABELLA, corsa(riga)) for riga in righe_di(testo)]
