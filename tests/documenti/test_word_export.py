"""The Word file of a programme: what comes back from it, and how it is made."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from documenti.word import leggi_word
from documenti.word_export import componi
from programmi.testo_ricco import testo as parole_di
from tests.documenti.snapshot_word import azione, contenuto, snapshot, snapshot_qualsiasi

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ESEMPI = 400 if os.environ.get("PROVE") == "intere" else 40


def torna(dati: dict[str, Any]) -> dict[str, Any]:
    return contenuto(leggi_word(componi(dati)))


def parte(contenuto_docx: bytes, nome: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(contenuto_docx)) as archivio:
        return etree.fromstring(archivio.read(nome))


def premessa(html: str) -> str:
    """A premessa after a trip through Word."""
    return str(torna(snapshot(html={"premessa": html}))["sezioni"][0][2])


def stili(documento: Any, testo: str) -> list[str]:
    """The styles of the paragraphs that hold exactly this text."""
    return [
        p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        for p in documento.iter(f"{W}p")
        if "".join(p.itertext()) == testo
    ]


@pytest.mark.prova
@settings(
    max_examples=ESEMPI,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(snapshot_qualsiasi())
def test_cio_che_e_scritto_torna(dati: dict[str, Any]) -> None:
    assert torna(dati) == contenuto(dati)


# Any text of the allow-list, each word once: blocks in one another as an editor may leave them.
parole = st.integers(1, 10**9).map("p{}".format)
blocchi = st.recursive(
    parole,
    lambda dentro: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(
            ("p", "h2", "h4", "ul", "ol", "li", "table", "tr", "td", "th", "blockquote", "em")
        ),
        st.lists(dentro, min_size=1, max_size=4).map(" ".join),
    ),
    max_leaves=25,
)


@pytest.mark.prova
@settings(
    max_examples=ESEMPI,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(blocchi)
def test_di_un_testo_qualsiasi_nessuna_parola_si_perde_e_poi_nulla_cambia(html: str) -> None:
    prima = premessa(html)
    assert re.findall(r"p\d+", parole_di(prima)) == re.findall(r"p\d+", parole_di(html))
    dopo = premessa(prima)
    assert premessa(dopo) == dopo


@pytest.mark.parametrize(
    "html",
    [
        "<p><strong>Una riga tutta in grassetto</strong></p><p>Testo.</p>",
        "<h2>Uno</h2><p>a</p><h3>Due</h3><p>b</p><h4>Tre</h4><p>c</p>",
        "<ol><li>uno<ul><li>sotto</li></ul></li><li>due</li></ol><ol><li>da capo</li></ol>",
        "<p>n.&nbsp;3 e <a href=\"https://example.org/?a=1&amp;b=2\">qui</a><br>a capo</p>",
        '<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td rowspan="2">u</td>'
        "<td>d</td></tr><tr><td></td></tr></tbody></table>",
        "<table><tbody><tr><td>a</td></tr></tbody></table>" * 2,
        "<p>H<sub>2</sub>O, m<sup>2</sup>, <em><u>così</u></em> <s>no</s></p>",
    ],
)  # fmt: skip
def test_un_testo_ricco_torna_uguale(html: str) -> None:
    assert premessa(html) == html


@pytest.mark.parametrize(
    ("html", "tornato"),
    [
        ("<ul><li><p>uno</p><p>due</p></li></ul>", "<ul><li>uno<br>due</li></ul>"),
        (
            "<ul><li>a<blockquote><p>b</p><p>c</p></blockquote></li></ul>",
            "<ul><li>a<br>b<br>c</li></ul>",
        ),
        ("<blockquote>Detto così.</blockquote>", "<p>Detto così.</p>"),
        ("<table><tr><td colspan=50>a</td></tr></table>", None),
        ("<p>caratteri \x00\x0b\ufffe vietati</p>", "<p>caratteri  vietati</p>"),
        ("<ul><li></li><li>solo</li></ul>", "<ul><li>solo</li></ul>"),
    ],
)
def test_cio_che_word_non_ha_prende_la_forma_piu_vicina_e_poi_non_cambia(
    html: str, tornato: str | None
) -> None:
    prima = premessa(html)
    assert tornato is None or prima == tornato
    assert premessa(prima) == prima


def test_tabelle_annidate_oltre_misura_diventano_righe() -> None:
    html = "<p>fondo</p>"
    for _ in range(12):
        html = f"<table><tbody><tr><td>{html}</td><td>x</td></tr></tbody></table>"
    assert "fondo" in premessa(html)
    assert premessa(premessa(html)) == premessa(html)


def test_gli_stessi_byte_in_un_altro_processo() -> None:
    dati = snapshot(html={"premessa": '<p>a <a href="https://example.org/">b</a></p>'})
    programma = (
        "import sys, json; from documenti.word_export import componi; "
        "sys.stdout.buffer.write(componi(json.load(sys.stdin)))"
    )
    altrove = subprocess.run(
        [sys.executable, "-c", programma],
        input=json.dumps(dati).encode(),
        capture_output=True,
        check=True,
    )
    assert altrove.stdout == componi(dati)


def test_nel_file_non_ci_sono_date() -> None:
    with zipfile.ZipFile(io.BytesIO(componi(snapshot()))) as archivio:
        assert {voce.date_time for voce in archivio.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in archivio.read("docProps/core.xml")


def test_titolo_e_lingua_del_documento() -> None:
    docx = componi(snapshot())
    proprieta = etree.tostring(parte(docx, "docProps/core.xml"), encoding="unicode")
    assert "Programma di lavoro 2026 - Distretto famiglia Valle di prova" in proprieta
    assert "it-IT" in proprieta
    assert parte(docx, "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "it-IT"


def test_gli_stili_sono_quelli_di_word() -> None:
    html = "<h2>Sotto</h2><p>testo</p><ul><li>punto</li></ul><ol><li>numero</li></ol>"
    docx = componi(snapshot(html={"premessa": html}))
    documento = parte(docx)
    usati = [stili(documento, t)[0] for t in ("PREMESSA", "Sotto", "testo", "punto", "numero")]
    assert usati == ["Titolo1", "Titolo2", "Corpotesto", "Puntoelenco", "Numeroelenco"]
    nomi = {
        s.get(f"{W}styleId"): s.find(f"{W}name").get(f"{W}val")
        for s in parte(docx, "word/styles.xml").iter(f"{W}style")
    }
    assert [nomi[u] for u in usati] == [
        *("heading 1", "heading 2", "Body Text"),
        *("List Bullet", "List Number"),
    ]


def test_ogni_stile_usato_e_definito() -> None:
    dati = snapshot(azioni=[azione(descrizione="- a\n• b\n1) c\n2) d")], aderenti=[])
    docx = componi(dati)
    definiti = {s.get(f"{W}styleId") for s in parte(docx, "word/styles.xml").iter(f"{W}style")}
    for nome in ("document", "header1", "header2", "footer1"):
        radice = parte(docx, f"word/{nome}.xml")
        usati = radice.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
        assert {u.get(f"{W}val") for u in usati} <= definiti


def test_la_testata_di_un_azione_si_ripete_su_ogni_pagina() -> None:
    documento = parte(componi(snapshot(azioni=[azione(vamt=True)])))
    tabella = documento.find(f".//{W}tbl")
    assert len(list(tabella.iter(f"{W}tblHeader"))) == 1
    assert tabella.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    assert tabella.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Progettualità 1 - Un titolo"


def test_i_numeri_scritti_a_mano_in_ordine_diventano_un_elenco_vero() -> None:
    testo = "1) uno\n2) due\nEvidenze: tre\n- quattro\n2) cinque"
    dati = snapshot(azioni=[azione(descrizione=testo)])
    voci = [p for p in parte(componi(dati)).iter(f"{W}p") if p.find(f".//{W}numPr") is not None]
    assert ["".join(p.itertext()) for p in voci] == ["uno", "due"]
    assert torna(dati)["azioni"][0]["descrizione"] == testo


def test_una_progettualita_vamt_senza_percentuali_e_strategica_col_tema_resta_tale() -> None:
    dati = snapshot(azioni=[azione(vamt=True, strategico=True, tema="TEMA", macro_ambito="RETI")])
    tornata = torna(dati)["azioni"][0]
    assert (tornata["vamt"], tornata["strategico"]) == (True, True)
    assert (tornata["tema"], tornata["macro_ambito"]) == ("TEMA", "RETI")


def test_l_elenco_degli_aderenti_dice_il_giorno_e_chi_e_uscito() -> None:
    uno = {"numero": 1, "organizzazione": "Comune", "dal": "2022-07-15", "al": "2025-12-31"}
    dati = snapshot(aderenti=[uno], aderenti_al="2026-04-30")
    lettura = leggi_word(componi(dati))
    assert lettura["aderenti_al"] == "2026-04-30"
    assert lettura["sezioni"][-1]["titolo"].endswith("ADERENTI AL 30 APRILE 2026")
    assert (lettura["aderenti"][0]["dal"], lettura["aderenti"][0]["al"]) == (uno["dal"], uno["al"])


def test_una_bozza_lo_dice_in_testa_alle_pagine() -> None:
    for bozza in (True, False):
        docx = componi(snapshot(), bozza=bozza)
        for nome in ("header1", "header2"):
            assert ("BOZZA" in "".join(parte(docx, f"word/{nome}.xml").itertext())) is bozza


def test_le_pagine_sono_numerate() -> None:
    piede = parte(componi(snapshot()), "word/footer1.xml")
    campi = [c.get(f"{W}instr").strip() for c in piede.iter(f"{W}fldSimple")]
    assert campi == ["PAGE", "NUMPAGES"]
    assert re.fullmatch(r"pag\. 1 di 1", "".join(piede.itertext()))


def test_un_azione_di_un_tipo_senza_parte_non_sparisce() -> None:
    dati = snapshot(azioni=[azione("azione", titolo="FUORI POSTO")])
    assert "FUORI POSTO" in "".join(parte(componi(dati)).itertext())


def test_un_programma_senza_nulla_si_scrive() -> None:
    assert componi({}).startswith(b"PK")
