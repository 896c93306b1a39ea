"""Odd and hostile content: the PDF comes out, conforms, and loses no word."""

import io
import json
from typing import Any

import pypdf
import pytest

from documenti import sandbox
from documenti.pdf import PdfNonProducibile, componi
from documenti.sandbox import Limiti
from tests.documenti.stampa import (
    con_azioni,
    leggibile,
    narrativa,
    parole,
    progettualita,
    vuoto,
)
from tests.verapdf import verifica

BUONO: dict[str, dict[str, int]] = {"3a": {}, "ua1": {}}

STRANI = {
    "emoji": "<p>Ciao 😀🙂👨‍👩‍👧 漢字 \uf0b7 a\u2028b\x07\ue000 e\u0301 q\u0301 𝔸 ½ ✓ ไทย</p>"
    "<h2>Titolo 🎉</h2><ul><li>🚀</li></ul><p><em>→ ≥ 漢</em> <strong><em>◦ é</em></strong></p>",
    "scritture": "<p>שלום עולם e هذا نص e Ελληνικά e Русский</p>",
    "livelli saltati": "<h4>uno</h4><p>x</p><h2>due</h2><h4>tre</h4><h3>quattro</h3><h4></h4>",
    "script e immagini": "<script>alert(1)</script><p onclick=x>a<img src='http://x.it/y.png'>b"
    "</p><style>p{color:red}</style><svg><script>1</script></svg><iframe src=file:///x></iframe>",
    "tabelle sbilenche": "<table><tr><th colspan=2>A</th><th>B</th></tr><tr><td>1</td></tr><tr>"
    "<td rowspan=9>x</td><td>2</td><td>3</td><td>4</td></tr><tr></tr></table>",
    "tabella in tabella": "<table><tr><td><table><tr><td>in</td><td>terna</td></tr></table></td>"
    "<td>fuori</td></tr></table>",
    "righe unite in testata": "<table><tr><th rowspan=3>R</th><th>c</th></tr><tr><td>1</td></tr>"
    "<tr><td>2</td></tr></table><table><tr><td rowspan=50>z</td></tr><tr><td>y</td></tr></table>",
    "testata in grassetto": "<table><tr><td><b>a</b></td><td><b>b</b></td></tr>"
    "<tr><td colspan=2>x</td></tr></table>",
    "tabella larga": "<table><tr>" + "<td>cella</td>" * 40 + "</tr></table>",
    "colonne a milioni": "<table><tr><td colspan=1000000>x</td></tr><tr><td>a<td>b</table>",
    "tabella vuota": "<table><tr><td></td></tr></table><table></table><p>dopo</p>",
    "marcatura nei collegamenti": "<p><a href='http://x.it/a'><b>neri</b> e <i>corsivi</i></a>"
    "</p><table><tr><th><a href='http://z.it'>in testata</a></th></tr><tr><td>x</td></tr></table>"
    "<h2><a href='https://y.it'>nel titolo</a></h2><p><a href='mailto:a@b.it'></a>fine</p>",
    "collegamento lungo": f"<p><a href='https://x.it/{'y' * 900}'>lungo {'z' * 300}</a></p>",
    "voci vuote": "<ul><li></li><li><p></p></li><li>a<ol><li>b</li><li></li></ol></li></ul>",
    "dodici elenchi": "<ul><li>n" * 12 + "</li></ul>" * 12,
    "blocchi negli elenchi": "<ul><li><p>uno</p><p>due</p></li><li><p>p</p>q<table><tr><td>t"
    "</td></tr></table></li><li>x<h2>titolo</h2>y</li></ul>",
    "centomila contenitori": "<div>" * 100_000 + "parola",
    "non riconosciuto": "<blockquote class='non-riconosciuto'>uno<p>due</p><ul><li>x</li></ul>"
    "</blockquote><blockquote>citato</blockquote>",
    "parole senza fine": f"<p>{'x' * 5000} https://example.org/{'a/' * 300} {'b-' * 300}</p>",
    "pedici": "<p>H<sub>2</sub>O x<sup>2</sup> <u>s</u> <s>b</s><br><br>fine</p>",
}


@pytest.mark.parametrize("nome", STRANI)
def test_ogni_stranezza_rispetta_le_due_norme(nome: str) -> None:
    assert verifica(componi(narrativa(STRANI[nome])), "3a", "ua1") == BUONO


def test_nessun_carattere_resta_senza_disegno() -> None:
    """WeasyPrint complains of a character without a glyph, and of all else, in its log."""
    tutti = narrativa("".join(html for nome, html in STRANI.items() if "centomila" not in nome))
    avvisi = sandbox.esegui(
        "tests.documenti.compiti_di_prova.avvisi_del_pdf",
        {},
        json.dumps(tutti).encode(),
        limiti=Limiti(),
    )
    assert avvisi == b""


@pytest.mark.parametrize(
    ("html", "attese"),
    [
        (STRANI["tabelle sbilenche"], "A B 1 x 2 3 4"),
        (STRANI["tabella in tabella"], "in terna fuori"),
        (STRANI["dodici elenchi"], "n n n n n n n n n n n n"),
        (STRANI["centomila contenitori"], "parola"),
        (STRANI["blocchi negli elenchi"], "uno due p q t x titolo y"),
        (STRANI["livelli saltati"], "uno x due tre quattro"),
        (STRANI["script e immagini"], "ab"),
    ],
)
def test_nessuna_parola_si_perde(html: str, attese: str) -> None:
    testo = parole(leggibile(componi(narrativa(html))).split("PREMESSA")[-1])
    assert testo == parole(attese)


def test_i_titoli_scendono_di_un_livello_alla_volta() -> None:
    pdf = componi(narrativa(STRANI["livelli saltati"]))
    assert [titolo for titolo in _ruoli(pdf) if titolo.startswith("/H")] == [
        *("/H1", "/H2"),
        *("/H3", "/H3", "/H4", "/H4"),
    ]


def _ruoli(pdf: bytes) -> list[str]:
    """The roles of the tag tree, in reading order."""
    ruoli: list[str] = []

    def visita(nodo: Any) -> None:
        nodo = nodo.get_object()
        if isinstance(nodo, pypdf.generic.ArrayObject):
            for figlio in nodo:
                visita(figlio)
        elif isinstance(nodo, pypdf.generic.DictionaryObject):
            if "/S" in nodo:
                ruoli.append(nodo["/S"])
            if "/K" in nodo:
                visita(nodo["/K"])

    visita(pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])
    return ruoli


def test_un_azione_di_trentamila_caratteri() -> None:
    testo = "parole in fila " * 2000
    pdf = componi(con_azioni(progettualita(1, descrizione=testo)))
    assert verifica(pdf, "3a", "ua1") == BUONO
    assert parole(leggibile(pdf)).count("fila") == 2000


def test_trentamila_caratteri_senza_uno_spazio() -> None:
    pdf = componi(con_azioni(progettualita(1, descrizione="x" * 30_000)))
    assert leggibile(pdf).count("x") == 30_000


def test_duecento_azioni_in_parti_con_indice_e_numeri_di_seguito() -> None:
    azioni = [progettualita(n, descrizione="Testo di prova. " * 20) for n in range(1, 201)]
    pdf = componi(con_azioni(*azioni))
    assert verifica(pdf, "3a", "ua1") == BUONO
    lettore = pypdf.PdfReader(io.BytesIO(pdf))
    testi = [pagina.extract_text() for pagina in lettore.pages]
    for numero, testo in enumerate(testi[1:], 2):
        assert f"pag. {numero} di {len(testi)}" in testo
    assert "INDICE" in testi[1]
    for numero in (1, 57, 200):
        indicata = next(
            int(riga.split()[-1])
            for testo in testi[1:12]
            for riga in testo.splitlines()
            if riga.startswith(f"Progettualità {numero} - ")
        )
        assert f"PROGETTUALITÀ {numero}\n" in testi[indicata - 1]


def test_un_programma_vuoto() -> None:
    assert "PROGRAMMA DI LAVORO" in leggibile(componi(vuoto()))


def test_testi_che_somigliano_a_marcatura_si_leggono_come_sono() -> None:
    pdf = componi(
        con_azioni(
            progettualita(
                1,
                titolo='<b>A</b> & "B" {{ c }}',
                indicatori=[
                    {"marcatore": '"><i>', "testo": "uno"},
                    {"marcatore": "\\", "testo": ""},
                ],
            )
        )
    )
    assert '<b>A</b> & "B" {{ c }}' in leggibile(pdf)
    assert '"><i> uno' in leggibile(pdf)


def test_una_tabella_di_mille_righe() -> None:
    righe = "".join(f"<tr><td>{n}</td><td>valore numero {n}</td></tr>" for n in range(1000))
    pdf = componi(narrativa(f"<table><tr><th>N</th><th>V</th></tr>{righe}</table>"))
    assert parole(leggibile(pdf)).count("valore") == 1000


def test_troppo_per_il_tempo_dato_si_dice_in_italiano(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documenti.pdf.LIMITI", Limiti(secondi=0.2))
    azioni = [progettualita(n) for n in range(300)]
    with pytest.raises(PdfNonProducibile, match="troppo tempo"):
        componi(con_azioni(*azioni))


def test_troppo_per_la_memoria_data_si_dice_in_italiano(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documenti.pdf.LIMITI", Limiti(memoria_mib=150))
    with pytest.raises(PdfNonProducibile, match="troppa memoria"):
        componi(con_azioni(*[progettualita(n) for n in range(400)]))
