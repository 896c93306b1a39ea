"""The rich text by keyboard alone: headings, lists, tables, links, paste from Word."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from programmi.testo_ricco import pulisci
from tests.browser.officina.banco import banco
from tests.browser.officina.gesti import (
    RICCO,
    apri,
    bottone,
    casella,
    fotogramma,
    pronto,
    salvato,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.officina.urls"),
]
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{margin:0}</style>
</head><body><!--StartFragment-->
<p class=MsoNormal style='margin:0cm'>Si prevede:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span></span><![endif]>una
<b>passeggiata</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp;</span></span>
</span><![endif]>con i bambini<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>
<span style='mso-list:Ignore'>·<span>&nbsp;</span></span></span><![endif]>una cena</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>
&nbsp;</span></span>primo</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'>
<tr><td width=100><p class=MsoNormal><b>Voce</b></p></td><td><p><b>Euro</b></p></td></tr>
<tr><td><p class=MsoNormal>Sala</p></td><td><p class=MsoNormal>10</p></td></tr></table>
<!--EndFragment--></body></html>"""


@pytest.fixture(autouse=True)
def _banco_pulito() -> Iterator[None]:
    banco.azzera()
    yield


@pytest.fixture
def testo(page: Page, live_server: Any, errori_della_console: list[str]) -> Locator:
    """The rich text, empty and focused."""
    banco.valori[RICCO] = ""
    apri(page, live_server)
    return pronto(page)


def scritto(testo: Locator) -> str:
    """What was saved, which the server's allow-list leaves as it is."""
    casella(testo.page, "Titolo").focus()
    salvato(testo.page)
    assert pulisci(banco.valori[RICCO]) == banco.valori[RICCO]
    return banco.valori[RICCO]


def dalla_barra(testo: Locator, nome: str) -> None:
    """Alt+F10, the arrows up to the button, Enter: no mouse."""
    fotogramma(testo.page)
    testo.press("Alt+F10")
    for _ in range(40):
        if bottone(testo.page, nome).evaluate("b => b === document.activeElement"):
            break
        testo.page.keyboard.press("ArrowRight")
    testo.page.keyboard.press("Enter")


def incolla(testo: Locator, html: str) -> None:
    testo.evaluate(
        """(nodo, html) => { const dati = new DataTransfer(); dati.setData("text/html", html);
        nodo.dispatchEvent(new ClipboardEvent("paste",
          {clipboardData: dati, bubbles: true, cancelable: true})); }""",
        html,
    )


def test_titolo_grassetto_e_corsivo(testo: Locator) -> None:
    dalla_barra(testo, "T1: titolo di primo livello")
    testo.press_sequentially("Premessa")
    testo.press("Enter")
    testo.press("Control+b")
    testo.press_sequentially("forte")
    testo.press("Control+b")
    dalla_barra(testo, "Corsivo")
    testo.press_sequentially(" e lieve")
    assert scritto(testo) == "<h2>Premessa</h2><p><strong>forte</strong><em> e lieve</em></p>"


def test_elenco_con_una_voce_piu_dentro(testo: Locator) -> None:
    dalla_barra(testo, "Elenco puntato")
    testo.press_sequentially("uno")
    testo.press("Enter")
    dalla_barra(testo, "Sposta la voce più dentro")
    testo.press_sequentially("due")
    assert scritto(testo) == "<ul><li>uno<ul><li>due</li></ul></li></ul>"


def test_tabella_con_intestazione(testo: Locator) -> None:
    dalla_barra(testo, "Inserisci una tabella")
    dialogo = testo.page.get_by_role("dialog", name="Nuova tabella")
    dialogo.get_by_label("Righe").fill("2")
    dialogo.get_by_label("Colonne").fill("2")
    dialogo.get_by_label("Colonne").press("Enter")
    for cella in ("Voce", "Euro", "Sala", "10"):
        testo.press_sequentially(cella)
        testo.page.keyboard.press("Tab")
    expect(testo).not_to_be_focused()  # Tab leaves after the last cell
    assert scritto(testo) == (
        "<table><thead><tr><th>Voce</th><th>Euro</th></tr></thead>"
        "<tbody><tr><td>Sala</td><td>10</td></tr></tbody></table>"
    )


def test_righe_e_colonne_si_aggiungono_e_si_tolgono(testo: Locator) -> None:
    dalla_barra(testo, "Inserisci una tabella")
    testo.page.keyboard.press("Enter")
    testo.press_sequentially("A")
    for nome in ("Togli la riga", "Togli la colonna", "Aggiungi una riga sotto"):
        dalla_barra(testo, nome)
    testo.press_sequentially("x")
    salvata = scritto(testo)
    assert (salvata.count("<tr>"), salvata.count("<td>"), salvata.count("<th>")) == (3, 6, 0)


def test_collegamento(testo: Locator) -> None:
    testo.press_sequentially("sito")
    testo.press("Control+a")
    dalla_barra(testo, "Collegamento")
    testo.page.get_by_role("dialog").get_by_label("Indirizzo").fill("www.esempio.it")
    testo.page.keyboard.press("Enter")
    expect(testo).to_be_focused()
    assert scritto(testo) == '<p><a href="https://www.esempio.it">sito</a></p>'


def test_un_indirizzo_pericoloso_non_passa(testo: Locator) -> None:
    testo.press_sequentially("sito")
    testo.press("Control+a")
    dalla_barra(testo, "Collegamento")
    dialogo = testo.page.get_by_role("dialog")
    dialogo.get_by_label("Indirizzo").fill("javascript:alert(1)")
    testo.page.keyboard.press("Enter")
    expect(dialogo.get_by_role("alert")).to_contain_text("Scrivere un indirizzo come")


def test_annulla_e_ripeti(testo: Locator) -> None:
    testo.press_sequentially("uno")
    dalla_barra(testo, "Annulla")
    expect(testo).to_have_text("")
    dalla_barra(testo, "Ripeti")
    assert scritto(testo) == "<p>uno</p>"


def test_tab_esce_dal_testo_ed_esc_dalla_tabella(testo: Locator) -> None:
    testo.press_sequentially("uno")
    testo.press("Tab")
    expect(testo).not_to_be_focused()
    testo.focus()
    testo.press("Enter")
    dalla_barra(testo, "Inserisci una tabella")
    testo.page.keyboard.press("Enter")
    testo.press("Tab")
    expect(testo).to_be_focused()
    testo.press("Escape")
    testo.page.keyboard.press("Tab")
    expect(testo).not_to_be_focused()


def test_la_barra_e_una_sola_fermata_e_dice_lo_stato(testo: Locator) -> None:
    testo.press("Shift+Tab")
    barra = testo.page.get_by_role("toolbar", name="Formattazione: Premessa")
    expect(barra.locator(":focus")).to_have_count(1)
    expect(bottone(testo.page, "Grassetto")).to_have_attribute("aria-pressed", "false")
    testo.page.keyboard.press("Escape")
    expect(testo).to_be_focused()
    testo.press("Control+b")
    expect(bottone(testo.page, "Grassetto")).to_have_attribute("aria-pressed", "true")


def test_il_testo_ha_nome_e_aiuto(testo: Locator) -> None:
    expect(testo).to_have_accessible_name("Premessa")
    expect(testo).to_have_accessible_description(
        "Aiuto del campo. Tastiera: Alt+F10 va alla barra, Esc ne torna; Tab esce dal testo "
        "(in una tabella passa alla cella dopo: per uscire, Esc e poi Tab)."
    )


def test_cio_che_viene_da_word_e_pulito(testo: Locator) -> None:
    incolla(testo, WORD)
    assert scritto(testo) == (
        "<p>Si prevede:</p>"
        "<ul><li>una <strong>passeggiata</strong><ul><li>con i bambini</li></ul></li>"
        "<li>una cena</li></ul><ol><li>primo</li></ol>"
        "<table><thead><tr><th>Voce</th><th>Euro</th></tr></thead>"
        "<tbody><tr><td>Sala</td><td>10</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("incollato", "atteso"),
    [
        ("<p>\uf0b7 a</p><p>\uf0b7\tb</p>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>·&nbsp;a</p><p>o&nbsp;&nbsp;b</p>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<p>· a</p><p>o la scuola</p>", "<ul><li>a</li></ul><p>o la scuola</p>"),
        ("<p>Testo semplice</p>", "<p>Testo semplice</p>"),
        (
            '<b style="font-weight:normal"><p style="color:red">a '
            '<span style="font-weight:700;font-style:italic">b</span></p></b>',
            "<p>a <strong><em>b</em></strong></p>",
        ),
    ],
)
def test_i_punti_elenco_scritti_diventano_elenchi(
    testo: Locator, incollato: str, atteso: str
) -> None:
    incolla(testo, incollato)
    assert scritto(testo) == atteso


def test_cio_che_c_era_non_si_perde(page: Page, live_server: Any) -> None:
    prima = (
        '<blockquote class="non-riconosciuto"><p>Riga</p></blockquote>'
        '<table><thead><tr><th colspan="2">T</th></tr></thead>'
        "<tbody><tr><td>a</td><td>H<sub>2</sub>O<br>b</td></tr></tbody></table>"
        "<ol><li>uno<ul><li>due</li></ul></li></ol><p><s>no</s> <u>sì</u></p>"
    )
    banco.valori[RICCO] = prima
    apri(page, live_server)
    testo = pronto(page)
    testo.press("Control+End")
    fotogramma(page)
    testo.press_sequentially("!")
    assert scritto(testo) == prima.replace("<u>sì</u>", "<u>sì!</u>")


def test_se_la_libreria_non_arriva_resta_la_casella(page: Page, live_server: Any) -> None:
    page.route("**/django_prose_editor/editor.js", lambda r: r.abort())
    apri(page, live_server)
    expect(page.get_by_text("L’editor non si è caricato")).to_be_visible()
    casella(page, "Premessa").fill("<p>A mano</p>")
    salvato(page)
    assert banco.valori[RICCO] == "<p>A mano</p>"
