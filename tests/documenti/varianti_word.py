"""Ways in which real files differ from one another, applied to the two real programmes.

Every variant holds the same programme: the reading must be the same.
"""

import re
from collections.abc import Callable

from lxml import etree

from tests.documenti.file_word import (
    MC,
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


# --- what Word puts inside paragraphs -------------------------------------------------------


def revisioni(radice: Elemento) -> None:
    """Every run inserted by a tracked change, with deleted text before it."""
    for r in list(radice.iter(w("r"))):
        if r.find(w("t")) is None:
            continue
        tolto = crea("del", crea("r", crea("delText", "testo tolto ")), id="1", author="x")
        messo = crea("ins", id="2", author="x")
        r.addprevious(tolto)
        r.addprevious(messo)
        messo.append(r)


def spostamenti(radice: Elemento) -> None:
    for r in list(corpo(radice).iter(w("r"))):
        if r.find(w("t")) is not None:
            r.addprevious(crea("moveFrom", run("spostato altrove ")))
            messo = crea("moveTo")
            r.addprevious(messo)
            messo.append(r)


def righe_cancellate(radice: Elemento) -> None:
    for tbl in tabelle_azioni(radice):
        tolta = copia(righe(tbl)[1])
        proprieta = tolta.find(w("trPr"))
        if proprieta is None:
            proprieta = crea("trPr")
            tolta.insert(0, proprieta)
        proprieta.append(crea("del", id="9", author="x"))
        for r in list(tolta.iter(w("r"))):
            tolto = crea("del", id="8", author="x")
            r.addprevious(tolto)
            tolto.append(r)
            for t in list(r.iter(w("t"))):
                t.tag = w("delText")
        righe(tbl)[1].addprevious(tolta)


def paragrafi_cancellati(radice: Elemento) -> None:
    """Before every paragraph one that a tracked change deletes, mark and all."""
    for p in list(radice.iter(w("p"))):
        segno = crea("pPr", crea("rPr", crea("del", id="3", author="x")))
        p.addprevious(crea("p", segno, crea("del", crea("r", crea("delText", "paragrafo tolto")))))


def segni_di_paragrafo_cancellati(radice: Elemento) -> None:
    """Every text cut in two paragraphs whose first mark is deleted."""
    for p in list(radice.iter(w("p"))):
        runs = [r for r in p.iterchildren(w("r")) if (testo_di(r)).count(" ") > 1]
        if len(runs) != 1:
            continue
        t = runs[0].find(w("t"))
        parole = t.text.split(" ")
        prima = crea("p", crea("pPr", crea("rPr", crea("del", id="4", author="x"))))
        altro = copia(runs[0])
        altro.find(w("t")).text = parole[0] + " "
        altro.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        prima.append(altro)
        t.text = " ".join(parole[1:])
        p.addprevious(prima)


def tratti_spezzati(radice: Elemento) -> None:
    """A run for every few letters, with spelling marks and bookmarks between."""
    for r in list(radice.iter(w("r"))):
        t = r.find(w("t"))
        if t is None or not t.text:
            continue
        for inizio in range(0, len(t.text), 5):
            pezzo = copia(r)
            testo = pezzo.find(w("t"))
            testo.text = t.text[inizio : inizio + 5]
            testo.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            r.addprevious(crea("proofErr", type="spellStart"))
            r.addprevious(crea("bookmarkStart", id="1", name="x"))
            r.addprevious(pezzo)
        r.getparent().remove(r)


def controlli_contenuto(radice: Elemento) -> None:
    """Content controls around runs, around paragraphs of cells and around rows."""
    for indice, r in enumerate(list(radice.iter(w("r")))):
        if indice % 3 == 0:
            sdt = crea("sdt", crea("sdtPr"), crea("sdtContent"))
            r.addprevious(sdt)
            sdt[1].append(r)
    for tbl in tabelle_azioni(radice):
        for indice, tr in enumerate(righe(tbl)):
            sdt = crea("sdt", crea("sdtPr"), crea("sdtContent"))
            if indice % 2:
                tr.addprevious(sdt)
                sdt[1].append(tr)
            else:
                for tc in celle(tr):
                    p = paragrafi(tc)[0]
                    altro = copia(sdt)
                    p.addprevious(altro)
                    altro[1].append(p)


def campi_collegamento(radice: Elemento) -> None:
    """Text that is the result of a field, as Word writes automatic links."""
    for indice, r in enumerate(list(radice.iter(w("r")))):
        if indice % 4 or r.find(w("t")) is None:
            continue
        r.addprevious(crea("r", crea("fldChar", fldCharType="begin")))
        r.addprevious(crea("r", crea("instrText", ' REF segno \\h "non è testo" ')))
        r.addprevious(crea("r", crea("fldChar", fldCharType="separate")))
        r.addnext(crea("r", crea("fldChar", fldCharType="end")))


def sillabazione(radice: Elemento) -> None:
    """Soft hyphens, as characters and as elements, inside words."""
    for t in radice.iter(w("t")):
        t.text = re.sub(r"([a-z]{4})([a-z]{4})", "\\1\u00ad\\2", t.text or "")
    for r in list(radice.iter(w("r"))):
        if r.find(w("t")) is not None:
            r.append(crea("softHyphen"))


def testo_nascosto(radice: Elemento) -> None:
    for r in list(radice.iter(w("r"))):
        r.addprevious(crea("r", crea("rPr", crea("vanish")), crea("t", "nascosto")))


def commenti(radice: Elemento) -> None:
    for r in list(radice.iter(w("r"))):
        r.addnext(crea("r", crea("commentReference", id="1")))
        r.addprevious(crea("commentRangeStart", id="1"))


def titolo_in_casella(radice: Elemento) -> None:
    """The title page in a text box, which Word writes twice (a shape and its fallback)."""
    primi = paragrafi(corpo(radice))
    fine = next(i for i, p in enumerate(primi) if testo_di(p) == "PREMESSA")
    casella = crea("txbxContent", *(copia(p) for p in primi[:fine]))
    alternativa = etree.Element(f"{{{MC}}}AlternateContent", nsmap={"mc": MC})
    scelta = etree.SubElement(alternativa, f"{{{MC}}}Choice", Requires="wps")
    scelta.append(crea("drawing", casella))
    ripiego = etree.SubElement(alternativa, f"{{{MC}}}Fallback")
    ripiego.append(crea("pict", copia(casella)))
    primi[0].addprevious(crea("p", crea("r", alternativa)))
    for p in primi[:fine]:
        corpo(radice).remove(p)


def indice_generale(radice: Elemento) -> None:
    """A table of contents after the title page: a field whose result repeats the headings."""
    primo = next(titoli(radice))
    apri = crea("r", crea("fldChar", fldCharType="begin"))
    istruzione = crea("r", crea("instrText", ' TOC \\o "1-3" \\h '))
    separa = crea("r", crea("fldChar", fldCharType="separate"))
    voci = [testo_di(p) for p in titoli(radice)]
    primo.addprevious(crea("p", apri, istruzione, separa, run(f"{voci[0]}\t2")))
    for numero, voce in enumerate(voci[1:], 3):
        primo.addprevious(crea("p", run(f"{voce}\t{numero}", grassetto=True)))
    primo.addprevious(crea("p", crea("r", crea("fldChar", fldCharType="end"))))


def tutto_in_una_cornice(radice: Elemento) -> None:
    """The whole document inside a table of one cell."""
    dentro = [e for e in corpo(radice) if e.tag != w("sectPr")]
    tbl = crea("tbl", crea("tblPr"), crea("tblGrid"), crea("tr", crea("tc", crea("tcPr"))))
    dentro[0].addprevious(tbl)
    for elemento in dentro:
        tbl[2][0].append(elemento)


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
