"""Rich text repaired for a tagged page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documenti.pdf.ricco import blocchi
from documenti.pdf.testi import con_segni, data_estesa, paragrafi, riga
from programmi.testo_ricco import testo as parole_di


def _uno(html: str) -> str:
    return "".join(blocchi(html, livello=3))


@pytest.mark.parametrize(
    ("html", "atteso"),
    [
        ("<h2>a</h2><h4>b</h4>", "<h3>a</h3><h4>b</h4>"),
        ("<h4>a</h4><h2>b</h2>", "<h3>a</h3><h3>b</h3>"),
        ("<h2></h2><p> </p><p>x</p>", "<p>x</p>"),
        ("<ul><li></li><li>a</li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li></li></ul>", ""),
        ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<p>b</p></li></ul>"),
        ("<ul><li><p>a</p>b</li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ul><li>a<h2>b</h2></li></ul>", "<ul><li>a<p><strong>b</strong></p></li></ul>"),
        (
            "<p><a href='http://x.it'>a <b>b</b></a> c</p>",
            '<p><a href="http://x.it">a b</a> c</p>',
        ),
        ("<p><a href='http://x.it'></a>c</p>", "<p>c</p>"),
        ("<p>un e-mail</p>", '<p>un <span class="unita">e-mail</span></p>'),
        ("<p>a\uf0b7b</p>", "<p>a•b</p>"),
    ],
)
def test_riparazioni(html: str, atteso: str) -> None:
    assert _uno(html) == atteso


def test_la_prima_riga_di_sole_testate_diventa_testata_di_colonna() -> None:
    esito = _uno("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>")
    assert '<thead><tr class="intera"><th scope="col">a</th><th scope="col">b</th></tr>' in esito


def test_una_testata_unita_su_due_colonne_diventa_cella_in_grassetto() -> None:
    esito = _uno("<table><tr><th colspan=2>a</th></tr><tr><td>1</td><td>2</td></tr></table>")
    assert '<td class="forte" colspan="2">a</td>' in esito


def test_la_prima_cella_di_testata_vale_per_la_riga() -> None:
    esito = _uno("<table><tr><th>a</th><td>1</td></tr><tr><th>b</th><td>2</td></tr></table>")
    assert esito.count('<th scope="row">') == 2


def test_le_righe_corte_vengono_riempite() -> None:
    esito = _uno("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>")
    assert "<td>3</td><td></td>" in esito


def test_una_tabella_lunga_si_divide_con_la_sua_testata() -> None:
    righe = "<tr><td>x</td><td>y</td></tr>" * 300
    pezzi = blocchi(f"<table><tr><th>a</th><th>b</th></tr>{righe}</table>", livello=3)
    assert len(pezzi) == 3
    assert all('<th scope="col">a</th>' in pezzo for pezzo in pezzi)


def test_un_elenco_numerato_lungo_continua_a_contare() -> None:
    pezzi = blocchi("<ol>" + "<li>x</li>" * 200 + "</ol>", livello=3)
    assert pezzi[1].startswith('<ol style="counter-reset: list-item 150">')


def test_un_testo_rifiutato_conserva_le_sue_parole() -> None:
    assert _uno("<div>" * 200 + "una parola" + "</div>" * 200) == "<p>una parola</p>"


@pytest.mark.parametrize("vuoto", ["<p></p>", "<h2></h2>", "<table></table>", "<ul></ul>"])
@pytest.mark.parametrize("dove", ["<ul>uno{}uno", "<ul><li>uno{}<b>due</b>", "<blockquote>a{}b"])
def test_un_blocco_vuoto_non_unisce_le_parole_che_separa(vuoto: str, dove: str) -> None:
    html = dove.format(vuoto)
    assert parole_di(_uno(html)).split() == parole_di(html).split()


def test_un_a_capo_dentro_un_collegamento_divide_le_parole() -> None:
    assert _uno('<a href="http://x.it">uno<br>due</a>') == (
        '<p><a href="http://x.it">uno due</a></p>'
    )


_FRAMMENTI = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<table>", "</table>", "<tr>"),
            *("</tr>", "<td>", "<th>", "</td>", "<th colspan=3>", "<td rowspan=4>", "<h2>"),
            *("</h2>", "<h4>", "</h4>", "<b>", "</b>", "<a href='http://x.it'>", "</a>", "<br>"),
            *("<blockquote>", "</blockquote>", "uno", " due ", "tre-quattro", "è"),
        ]
    ),
    max_size=40,
).map("".join)


@given(_FRAMMENTI)
def test_le_parole_restano_tutte_e_in_ordine(html: str) -> None:
    assert parole_di(_uno(html)).split() == parole_di(html).split()


def test_righe_e_punti_scritti_a_mano() -> None:
    assert paragrafi("Ecco:\n- uno\n- due\nFine") == (
        '<p>Ecco:</p><ul class="segni"><li style="list-style-type: &quot;- &quot;">uno</li>'
        '<li style="list-style-type: &quot;- &quot;">due</li></ul><p>Fine</p>'
    )


def test_un_testo_solo_non_ha_bisogno_di_paragrafo() -> None:
    assert paragrafi("Comune di Trento") == "Comune di Trento"


def test_un_segno_che_non_e_un_segno_resta_testo() -> None:
    assert con_segni([('">', "x"), ("", "y")]) == "<p>&quot;&gt; x</p><p>y</p>"


def test_una_riga_non_lascia_passare_marcatura() -> None:
    assert riga("<b>&</b>") == "&lt;b&gt;&amp;&lt;/b&gt;"


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [("2026-04-30", "30 aprile 2026"), ("2026-01-01", "1 gennaio 2026"), ("30.4.26", "30.4.26")],
)
def test_date_per_esteso(valore: str, atteso: str) -> None:
    assert data_estesa(valore) == atteso
