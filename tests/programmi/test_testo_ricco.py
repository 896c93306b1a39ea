"""The allow-list: what passes, what is refused, and that cleaning twice changes nothing."""

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programmi.testo_ricco import (
    ATTRIBUTI,
    ELEMENTI,
    LUNGHEZZA_MASSIMA,
    SCHEMI,
    TestoNonAmmesso,
    pulisci,
)
from programmi.testo_ricco import testo as parole_di
from tests.tempi import crescita


@pytest.mark.parametrize(
    ("dato", "atteso"),
    [
        ("", ""),
        ("  \n ", ""),
        ("ciao", "<p>ciao</p>"),
        ("<h1>a</h1><h6>b</h6>", "<h2>a</h2><h4>b</h4>"),
        ("<b>a</b><i>b</i><del>c</del>", "<p><strong>a</strong><em>b</em><s>c</s></p>"),
        ("<div>a<div>b</div>c</div>d", "<p>a</p><p>b</p><p>c</p><p>d</p>"),
        ("<span style='color:red' class=x onclick=y>a</span>", "<p>a</p>"),
        ("<p style='text-align:url(x)'>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script><style>p{}</style>a", "<p>a</p>"),
        ("<svg><script>1</script></svg><math><mi>x</mi></math>a", "<p>a</p>"),
        ("<img src=x onerror=alert(1)>a", "<p>a</p>"),
        ("<!-- via -->a<?php 1 ?>", "<p>a</p>"),
        ("a<br>b", "<p>a<br>b</p>"),
        ("<p>H<sub>2</sub>O</p>", "<p>H<sub>2</sub>O</p>"),
        ("&lt;script&gt; &amp; è €", "<p>&lt;script&gt; &amp; è €</p>"),
        ("a\x00\x07b\ud800", "<p>ab</p>"),
        ("a\u2028b", "<p>a\nb</p>"),
    ],
)
def test_testo_e_caratteri(dato: str, atteso: str) -> None:
    assert pulisci(dato) == atteso


@pytest.mark.parametrize(
    ("dato", "atteso"),
    [
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<li>a</li><p>b</p>", "<ul><li>a</li></ul><p>b</p>"),
        ("<ul>a<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li><div>a</div><div>b</div></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ol><li><p>a</p></li></ol>", "<ol><li><p>a</p></li></ol>"),
        (
            "<table><tr><td>a<td colspan=1000000 rowspan=0>b</table>",
            '<table><tbody><tr><td>a</td><td colspan="50">b</td></tr></tbody></table>',
        ),
        (
            "<table>x<thead><tr><th>a</table>",
            "<table><tbody><tr><td>x</td></tr></tbody><thead><tr><th>a</th></tr></thead></table>",
        ),
        ("<tr><td>a</td></tr>", "<p>a</p>"),
        ("<p>a<ul><li>b</li></ul>", "<p>a</p><ul><li>b</li></ul>"),
    ],
)
def test_elenchi_e_tabelle(dato: str, atteso: str) -> None:
    assert pulisci(dato) == atteso


@pytest.mark.parametrize(
    "indirizzo", ["http://x.it/a?b=1&c=2#d", "https://x.it", "mailto:a@b.it", " HTTPS://x.it/è "]
)
def test_collegamenti_ammessi(indirizzo: str) -> None:
    assert '<a href="' in pulisci(f'<a href="{indirizzo}">x</a>')


@pytest.mark.parametrize(
    "indirizzo",
    [
        *("javascript:alert(1)", "java\nscript:alert(1)", " JAVASCRIPT:1", "data:text/html,x"),
        *("vbscript:x", "file:///etc/passwd", "//x.it", "/a", "#a", "x.it", "http:", "mailto:"),
        *("http://[", "http://x.it:porta/", "&#106;avascript:1", "ftp://x.it"),
    ],
)
def test_collegamenti_tolti(indirizzo: str) -> None:
    assert pulisci(f'<p>a <a href="{indirizzo}">x</a></p>') == "<p>a x</p>"


def test_un_blocco_non_riconosciuto_tiene_il_suo_segno_e_nessun_altro() -> None:
    dato = '<blockquote class="non-riconosciuto altro" id="x">a</blockquote>'
    assert pulisci(dato) == '<blockquote class="non-riconosciuto">a</blockquote>'
    assert pulisci('<blockquote class="altro">a</blockquote>') == "<blockquote>a</blockquote>"


@pytest.mark.parametrize("pezzo", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>"])
def test_troppi_livelli_sono_rifiutati_presto(pezzo: str) -> None:
    def rifiuta(quanti: int) -> None:
        with pytest.raises(TestoNonAmmesso, match="annidati"):
            pulisci(pezzo * quanti)

    assert crescita(rifiuta, corto=6_000, lungo=60_000) < 40


def test_sessanta_livelli_passano() -> None:
    assert pulisci("<div>" * 59 + "x") == "<p>x</p>"


def test_un_testo_enorme_e_rifiutato() -> None:
    with pytest.raises(TestoNonAmmesso, match="troppo lungo"):
        pulisci("x" * (LUNGHEZZA_MASSIMA + 1))


@pytest.mark.parametrize(
    "pezzo", ["<", "<!--", "<a href=", "&", "<p>", "</p>", "<![CDATA[", "\n<x "]
)
def test_molti_pezzi_spezzati_non_rallentano(pezzo: str) -> None:
    assert crescita(lambda n: pulisci(pezzo * n), corto=2_000, lungo=20_000) < 40


_PEZZI = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("div", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "b"),
                *("strong", "em", "blockquote", "h1", "h2", "h5", "span", "br", "script", "svg"),
                *("caption", "form", "select", "template", "textarea", "title", "math", "font"),
            ]
        ).flatmap(lambda nome: st.sampled_from([f"<{nome}>", f"</{nome}>", f"<{nome} x='1'>"])),
        st.sampled_from(
            [
                '<a href="http://x.it/à b">',
                "<a href=javascript:1>",
                "</a>",
                "<td colspan=3 rowspan=99>",
                "<blockquote class=non-riconosciuto>",
                "&nbsp;",
                "&lt;b&gt;",
                "<!-- x -->",
                "<![CDATA[",
                "<?x",
                "\n ",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=30,
).map("".join)


@settings(max_examples=400)
@given(_PEZZI)
def test_pulire_due_volte_non_cambia(dato: str) -> None:
    pulito = pulisci(dato)
    assert pulisci(pulito) == pulito


@settings(max_examples=200)
@given(_PEZZI)
def test_cio_che_resta_e_nell_elenco(dato: str) -> None:
    """Another sanitiser, given the same list, finds nothing to take away."""
    pulito = pulisci(dato)
    altro = nh3.clean(
        pulito, tags=ELEMENTI, attributes=ATTRIBUTI, url_schemes=SCHEMI, link_rel=None
    )
    assert altro == pulito


@settings(max_examples=200)
@given(st.text())
def test_non_solleva_altro_che_un_rifiuto(dato: str) -> None:
    pulisci(dato)
    parole_di(dato)


@pytest.mark.parametrize(
    ("dato", "atteso"),
    [
        ("<h2>a</h2><p>b<br>c</p>", "a\nb\nc"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("<p>a &amp; b&lt;c</p>", "a & b<c"),
        ("<script>x</script>", ""),
    ],
)
def test_testo_semplice(dato: str, atteso: str) -> None:
    assert parole_di(dato) == atteso
