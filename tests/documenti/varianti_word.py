"""Ways in which real files differ from one another, applied to the two real programmes.

Every variant holds the same programme: the reading must be the same.
"""

import re
from collections.abc import Callable

from tests.documenti.file_word import (
    Elemento,
    celle,
    copia,
    corpo,
    crea,
    etichette,
    paragrafi,
    paragrafo,
    righe,
    run,
    tabelle_azioni,
    testo_di,
    titoli,
    w,
)
from tests.documenti.varianti_tratti import (
    campi_collegamento,
    commenti,
    controlli_contenuto,
    indice_generale,
    paragrafi_cancellati,
    revisioni,
    righe_cancellate,
    segni_di_paragrafo_cancellati,
    sillabazione,
    spostamenti,
    testo_nascosto,
    titolo_in_casella,
    tratti_spezzati,
    tutto_in_una_cornice,
)

Variante = Callable[[Elemento], None]

_PLURALI = {
    "Organizzazione referente.": "Organizzazioni referenti",
    "Altre organizzazioni coinvolte.": "Altri soggetti coinvolti",
    "Tempi.": "Tempi di realizzazione",
    "Indicatore/i di valutazione.": "Indicatore di valutazione",
    "Percentuale/i di valutazione.": "Percentuali",
    "AZIONE V.A.M.T. Percentuale/i di valutazione.": "AZIONE VAMT – Percentuali",
    "Azioni.": "Azione",
    "Obiettivo.": "Obiettivi",
    "Obiettivo generale.": "Obiettivi generali",
    "Obiettivo specifico.": "Obiettivi specifici",
}


def _sulle_etichette(cambia: Callable[[str], str]) -> Variante:
    def modifica(radice: Elemento) -> None:
        for t in etichette(radice):
            t.text = cambia(t.text or "")

    return modifica


def _sulle_teste(cambia: Callable[[str], str]) -> Variante:
    """Rewrite the line of the number of every action."""

    def modifica(radice: Elemento) -> None:
        for tbl in tabelle_azioni(radice):
            for t in righe(tbl)[0].iter(w("t")):
                if re.match(r"AZIONE n|PROGETTUALITÀ \d", t.text or ""):
                    t.text = cambia(t.text or "")

    return modifica


def _numero(forma: str) -> Variante:
    def cambia(testo: str) -> str:
        numero = re.search(r"\d+", testo)
        assert numero is not None
        parola = "AZIONE" if testo.startswith("AZIONE") else "PROGETTUALITÀ"
        return forma.format(parola=parola, minuscola=parola.capitalize(), n=numero.group())

    return _sulle_teste(cambia)


def titolo_sulla_riga_del_numero(radice: Elemento) -> None:
    for tbl in tabelle_azioni(radice):
        tc = next(c for c in celle(righe(tbl)[0]) if re.search(r"AZIONE n|PROGETT", testo_di(c)))
        prima, seconda = paragrafi(tc)
        prima.append(run(f" –  {testo_di(seconda)}"))
        tc.remove(seconda)


def spazi_fissi(radice: Elemento) -> None:
    for t in radice.iter(w("t")):
        t.text = (t.text or "").replace(" ", "\u00a0")


def paragrafi_vuoti(radice: Elemento) -> None:
    for p in list(radice.iter(w("p"))):
        p.addprevious(crea("p"))
        p.addnext(crea("p", run(" \u00a0")))


# --- the V.A.M.T. mark ----------------------------------------------------------------------


def _cella_del_segno(tbl: Elemento) -> Elemento | None:
    prima = celle(righe(tbl)[0])[0]
    return prima if len(celle(righe(tbl)[0])) == 2 else None


def _segnata(tbl: Elemento) -> bool:
    cella_segno = _cella_del_segno(tbl)
    return cella_segno is not None and testo_di(cella_segno) == "V.A.M.T."


def _senza_segno(tbl: Elemento) -> bool:
    """Take the mark's cell away and say whether the action was marked."""
    segnata = _segnata(tbl)
    cella_segno = _cella_del_segno(tbl)
    if cella_segno is not None:
        cella_segno.getparent().remove(cella_segno)
        celle(righe(tbl)[0])[0].find(f"{w('tcPr')}/{w('gridSpan')}").set(w("val"), "3")
    return segnata


def segno_a_destra(radice: Elemento) -> None:
    for tbl in tabelle_azioni(radice):
        cella_segno = _cella_del_segno(tbl)
        if cella_segno is not None:
            righe(tbl)[0].append(cella_segno)


def segno_in_una_riga_sopra(radice: Elemento) -> None:
    for tbl in tabelle_azioni(radice):
        if _senza_segno(tbl):
            riga = copia(righe(tbl)[0])
            for p in paragrafi(celle(riga)[0])[1:]:
                celle(riga)[0].remove(p)
            next(riga.iter(w("t"))).text = "V.A.M.T"
            righe(tbl)[0].addprevious(riga)


def segno_in_un_paragrafo_sopra(radice: Elemento) -> None:
    for tbl in tabelle_azioni(radice):
        if _senza_segno(tbl):
            tbl.addprevious(paragrafo("V.A.M.T."))


def _segno_nel_titolo(forma: str, riga: int) -> Variante:
    def modifica(radice: Elemento) -> None:
        for tbl in tabelle_azioni(radice):
            if _senza_segno(tbl):
                t = list(righe(tbl)[0].iter(w("t")))[riga]
                t.text = forma.format(t.text)

    return modifica


def segno_unito_in_colonna(radice: Elemento) -> None:
    """The mark's cell runs down the whole left side of the table."""
    for tbl in tabelle_azioni(radice):
        if _cella_del_segno(tbl) is None:
            continue
        for indice, tr in enumerate(righe(tbl)):
            if indice == 0:
                celle(tr)[0].find(w("tcPr")).append(crea("vMerge", val="restart"))
                continue
            celle(tr)[0].find(f"{w('tcPr')}/{w('gridSpan')}").set(w("val"), "1")
            vuota = crea("tc", crea("tcPr", crea("vMerge")), crea("p"))
            celle(tr)[0].addprevious(vuota)


# --- tables cut and joined ------------------------------------------------------------------


def _taglia(tbl: Elemento, indice: int) -> Elemento:
    """Move the rows from ``indice`` on to a second table, after an empty paragraph."""
    seconda = copia(tbl)
    for tr in righe(tbl)[indice:]:
        tbl.remove(tr)
    for tr in righe(seconda)[:indice]:
        seconda.remove(tr)
    tbl.addnext(seconda)
    tbl.addnext(crea("p"))
    return seconda


def tabelle_tagliate(radice: Elemento) -> None:
    for indice, tbl in enumerate(tabelle_azioni(radice)):
        _taglia(tbl, 2 + indice % (len(righe(tbl)) - 2))


def tabelle_tagliate_con_testata_ripetuta(radice: Elemento) -> None:
    for tbl in tabelle_azioni(radice):
        seconda = _taglia(tbl, 4)
        righe(seconda)[0].addprevious(copia(righe(tbl)[0]))


def righe_tagliate_fra_due_pagine(radice: Elemento) -> None:
    """A page ends inside a cell: its last paragraphs stand beside an empty label."""
    for tbl in tabelle_azioni(radice):
        for tr in righe(tbl)[1:]:
            contenuto = celle(tr)[-1]
            if len(paragrafi(contenuto)) > 1:
                seguito = copia(tr)
                for p in paragrafi(celle(seguito)[0]):
                    for r in p.iterchildren(w("r")):
                        p.remove(r)
                celle(seguito)[-1].remove(paragrafi(celle(seguito)[-1])[0])
                for p in paragrafi(contenuto)[1:]:
                    contenuto.remove(p)
                indice = righe(tbl).index(tr)
                tr.addnext(seguito)
                _taglia(tbl, indice + 1)
                break


def frasi_tagliate_fra_due_pagine(radice: Elemento) -> None:
    """A page ends inside the sentence of the objective."""
    for tbl in tabelle_azioni(radice):
        tr = righe(tbl)[1]
        (t,) = celle(tr)[-1].iter(w("t"))
        parole = (t.text or "").split(" ")
        meta = next(i for i in range(len(parole) // 2, 99) if parole[i][:1].islower())
        seguito = copia(tr)
        t.text = " ".join(parole[:meta])
        (t_seguito,) = celle(seguito)[-1].iter(w("t"))
        t_seguito.text = " ".join(parole[meta:])
        for r in celle(seguito)[0].iter(w("t")):
            r.text = ""
        tr.addnext(seguito)


def due_azioni_in_una_tabella(radice: Elemento) -> None:
    tutte = tabelle_azioni(radice)
    for prima, seconda in zip(tutte[::2], tutte[1::2], strict=False):
        fra = prima.getnext()
        if fra is not None and fra.getnext() is seconda:
            for tr in righe(seconda):
                prima.append(tr)
            corpo(radice).remove(seconda)


def etichetta_unita_in_verticale(radice: Elemento) -> None:
    """A label cell merged down over two rows that share its content."""
    for tbl in tabelle_azioni(radice):
        for tr in righe(tbl)[1:]:
            contenuto = celle(tr)[-1]
            if len(paragrafi(contenuto)) > 1:
                seguito = copia(tr)
                celle(tr)[0].find(w("tcPr")).append(crea("vMerge", val="restart"))
                celle(seguito)[0].find(w("tcPr")).append(crea("vMerge"))
                for t in celle(seguito)[0].iter(w("t")):
                    t.text = ""
                celle(seguito)[-1].remove(paragrafi(celle(seguito)[-1])[0])
                for p in paragrafi(contenuto)[1:]:
                    contenuto.remove(p)
                tr.addnext(seguito)


def testo_e_etichetta_nella_stessa_cella(radice: Elemento) -> None:
    """One cell a row: the label opens the text."""
    for tbl in tabelle_azioni(radice):
        for tr in righe(tbl)[1:]:
            etichetta, contenuto = celle(tr)
            paragrafi(contenuto)[0].addprevious(paragrafi(etichetta)[0])
            tr.remove(etichetta)


def azioni_in_paragrafi(radice: Elemento) -> None:
    """No tables at all for the actions: heads, labels and texts are paragraphs."""
    for tbl in tabelle_azioni(radice):
        for tr in righe(tbl):
            for tc in celle(tr):
                for p in paragrafi(tc):
                    tbl.addprevious(p)
        corpo(radice).remove(tbl)


# --- headings -------------------------------------------------------------------------------


def _livello(p: Elemento) -> Elemento:
    stile = p.find(f"{w('pPr')}/{w('pStyle')}")
    assert stile is not None
    return stile


def titoli_di_sezione_senza_stile(radice: Elemento) -> None:
    """Bold capitals instead of heading styles, for sections and areas."""
    for p in list(titoli(radice)):
        if _livello(p).get(w("val")) == "Heading1" or re.match(r"\d\. ", testo_di(p)):
            p.getparent().replace(p, paragrafo(testo_di(p), grassetto=True))


def titoli_con_due_punti(radice: Elemento) -> None:
    for p in titoli(radice):
        if _livello(p).get(w("val")) == "Heading1" and not testo_di(p)[0].isdigit():
            t = next(p.iter(w("t")))
            t.text = f"{t.text}:"


def titoli_di_un_livello_sotto(radice: Elemento) -> None:
    for p in titoli(radice):
        stile = _livello(p)
        stile.set(w("val"), f"Heading{int(stile.get(w('val'))[-1]) + 1}")


def titoli_solo_con_livello_di_struttura(radice: Elemento) -> None:
    """A paragraph's own outline level and no style."""
    for p in titoli(radice):
        stile = _livello(p)
        livello = int(stile.get(w("val"))[-1]) - 1
        stile.getparent().replace(stile, crea("outlineLvl", val=str(livello)))


VARIANTI: dict[str, Variante] = {
    "etichette senza punto": _sulle_etichette(lambda t: t.rstrip(".")),
    "etichette con due punti": _sulle_etichette(lambda t: t.rstrip(".") + ":"),
    "etichette maiuscole": _sulle_etichette(str.upper),
    "etichette con spazi fissi": _sulle_etichette(lambda t: f"\u00a0{t} ".replace(" ", "\u00a0")),
    "etichette in altro numero": _sulle_etichette(lambda t: _PLURALI.get(t, t)),
    "etichette in altro numero maiuscole": _sulle_etichette(lambda t: _PLURALI.get(t, t).upper()),
    "etichette con a capo": _sulle_etichette(lambda t: t.replace(" ", "  ")),
    "AZIONE N° 3": _numero("{parola} N° {n}"),
    "AZIONE 3": _numero("{parola} {n}"),
    "AZIONE n.3": _numero("{parola} n.{n}"),
    "Azione nr. 3": _numero("{minuscola} nr. {n}"),
    "AZIONE N. 3.": _numero("{parola} N. {n}."),
    "AZIONE NUMERO 3:": _numero("{parola} NUMERO {n}:"),
    "AZIONE nbsp n. 3": _numero("{parola}\u00a0n.\u00a0{n}"),
    "titolo sulla riga del numero": titolo_sulla_riga_del_numero,
    "spazi fissi ovunque": spazi_fissi,
    "paragrafi vuoti ovunque": paragrafi_vuoti,
    "segno a destra": segno_a_destra,
    "segno in una riga sopra": segno_in_una_riga_sopra,
    "segno in un paragrafo sopra": segno_in_un_paragrafo_sopra,
    "segno dopo il numero": _segno_nel_titolo("{} V.A.M.T.", 0),
    "segno prima del numero": _segno_nel_titolo("VAMT - {}", 0),
    "segno in coda al titolo": _segno_nel_titolo("{} (V.A.M.T.)", 1),
    "segno in testa al titolo": _segno_nel_titolo("V.A.M.T – {}", 1),
    "segno unito in colonna": segno_unito_in_colonna,
    "tabelle tagliate": tabelle_tagliate,
    "tabelle tagliate con testata ripetuta": tabelle_tagliate_con_testata_ripetuta,
    "righe tagliate fra due pagine": righe_tagliate_fra_due_pagine,
    "frasi tagliate fra due pagine": frasi_tagliate_fra_due_pagine,
    "due azioni in una tabella": due_azioni_in_una_tabella,
    "etichetta unita in verticale": etichetta_unita_in_verticale,
    "testo e etichetta nella stessa cella": testo_e_etichetta_nella_stessa_cella,
    "azioni in paragrafi": azioni_in_paragrafi,
    "titoli di sezione senza stile": titoli_di_sezione_senza_stile,
    "titoli con due punti": titoli_con_due_punti,
    "titoli di un livello sotto": titoli_di_un_livello_sotto,
    "titoli solo con livello di struttura": titoli_solo_con_livello_di_struttura,
    "revisioni": revisioni,
    "spostamenti": spostamenti,
    "righe cancellate": righe_cancellate,
    "paragrafi cancellati": paragrafi_cancellati,
    "segni di paragrafo cancellati": segni_di_paragrafo_cancellati,
    "tratti spezzati": tratti_spezzati,
    "controlli contenuto": controlli_contenuto,
    "campi collegamento": campi_collegamento,
    "sillabazione": sillabazione,
    "testo nascosto": testo_nascosto,
    "commenti": commenti,
    "titolo in casella": titolo_in_casella,
    "indice generale": indice_generale,
    "tutto in una cornice": tutto_in_una_cornice,
}
