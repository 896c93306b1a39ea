"""What Word itself puts around the same text: revisions, fields, split runs, text boxes, frames."""

import re

from lxml import etree

from tests.documenti.file_word import (
    MC,
    Elemento,
    celle,
    copia,
    corpo,
    crea,
    paragrafi,
    righe,
    run,
    tabelle_azioni,
    testo_di,
    titoli,
    w,
)


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
