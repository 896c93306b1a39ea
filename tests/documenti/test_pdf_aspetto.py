"""What a reader finds in the document: order, bookmarks, marks, gaps."""

import io
import re
from typing import Any

import pypdf
import pytest

from documenti.pdf import componi, html
from tests.documenti.stampa import con_azioni, leggibile, pagine, progettualita, reale, vuoto

ATTO = {
    "numero": "5663",
    "data": "2026-05-28",
    "struttura": "UMSE DI PROVA",
    "oggetto": "Oggetto di prova",
    "premesse": ["Prima premessa.", "<p>Seconda <strong>premessa</strong>.</p>"],
    "organo": "IL DIRIGENTE GENERALE",
    "visti": ["vista la legge;", "- visto il regolamento;"],
    "dispositivo": ["1) di approvare;", "di dare atto."],
    "allegati": ["001 programma di lavoro"],
    "firmatario": "Nome Cognome",
    "nota_firma": "Nota sulla firma.",
    "numero_serie": "7.65",
}


def _segnalibri(pdf: bytes) -> list[tuple[int, str]]:
    esito: list[tuple[int, str]] = []

    def visita(voci: list[Any], livello: int) -> None:
        for voce in voci:
            if isinstance(voce, list):
                visita(voce, livello + 1)
            else:
                esito.append((livello, str(voce.title)))

    visita(pypdf.PdfReader(io.BytesIO(pdf)).outline, 0)
    return esito


def test_la_determinazione_nell_ordine_del_documento() -> None:
    testo = leggibile(componi({**vuoto(), "determinazione": ATTO}, determinazione=True))
    posto = -1
    for pezzo in (
        "DISTRETTO FAMILY AUDIT\nDI PROVA",
        "PROGRAMMA DI LAVORO 2026",
        "TRENTINO FAMIGLIA N. 7.65",
        "DETERMINAZIONE DEL DIRIGENTE N. 5663 DEL 28 MAGGIO 2026",
        "www.example.org",
        "PROVINCIA AUTONOMA DI TRENTO",
        "UMSE DI PROVA",
        "DETERMINAZIONE DEL DIRIGENTE N. 5663 DI DATA 28 MAGGIO 2026",
        "OGGETTO:",
        "Oggetto di prova",
        "Prima premessa.",
        "Seconda premessa.",
        "Tutto ciò premesso,",
        "IL DIRIGENTE GENERALE",
        "vista la legge;",
        "visto il regolamento;",
        "DETERMINA",
        "1) di approvare;",
        "2) di dare atto.",
        "Elenco degli allegati parte integrante",
        "001 programma di lavoro",
        "IL DIRIGENTE\nNome Cognome",
        "Nota sulla firma.",
        "PROGRAMMA DI LAVORO\nDISTRETTO FAMILY AUDIT\nDI PROVA\n2026",
    ):
        trovato = testo.find(pezzo, posto + 1)
        assert trovato > posto, pezzo
        posto = trovato


def test_senza_numero_di_serie_la_copertina_non_lo_nomina() -> None:
    atto = {**ATTO, "numero_serie": ""}
    pdf = componi({**vuoto(), "determinazione": atto}, determinazione=True)
    assert "TRENTINO FAMIGLIA" not in pagine(pdf)[0]


@pytest.mark.parametrize("atto", [None, {}, {"oggetto": "Con [manca: delibera] dentro"}])
def test_cio_che_manca_si_vede(atto: Any) -> None:
    testo = leggibile(componi({**vuoto(), "determinazione": atto}, determinazione=True))
    assert "N. [manca: numero] DI DATA [manca: data]" in testo
    segni = html({**vuoto(), "determinazione": atto}, determinazione=True)
    assert '<span class="lacuna">[manca: ' in segni


def test_senza_determinazione_il_programma_comincia_dal_suo_titolo() -> None:
    testi = pagine(componi({**vuoto(), "determinazione": ATTO}))
    assert "PROGRAMMA DI LAVORO\nDISTRETTO FAMILY AUDIT\nDI PROVA\n2026" in testi[0]
    assert "DETERMINAZIONE" not in "".join(testi)


def test_la_bozza_lo_dice_su_ogni_pagina_e_nel_titolo() -> None:
    pdf = componi(reale(2022), bozza=True)
    assert all("BOZZA" in testo for testo in pagine(pdf))
    assert pypdf.PdfReader(io.BytesIO(pdf)).metadata.title.endswith("(bozza)")


def test_chi_ascolta_la_bozza_non_sente_il_marchio_a_ogni_pagina() -> None:
    """The mark is outside the tag tree: no tagged content says it."""
    assert "BOZZA" not in html(reale(2022), bozza=True).split("</style>")[1]


def test_un_documento_definitivo_non_ha_il_marchio() -> None:
    assert not any("BOZZA" in testo for testo in pagine(componi(reale(2022))))


def test_segnalibri_delle_voci_delle_aree_e_delle_azioni() -> None:
    segnalibri = _segnalibri(componi(reale(2026)))
    assert (0, "Programma di lavoro 2026") in segnalibri
    assert (1, "PREMESSA") in segnalibri
    assert (2, "3. INTERAZIONE") in segnalibri
    assert (2, "Progettualità 4 - PROMOZIONE FAMILY GUIDE") in segnalibri


def test_segnalibri_delle_azioni_dentro_la_loro_area() -> None:
    segnalibri = _segnalibri(componi(reale(2022)))
    assert (2, "2. Comunicazione") in segnalibri
    assert (3, "Azione 5 - PROMOZIONE DELL'EUREGIOFAMILYPASS") in segnalibri


def test_la_testata_di_un_azione_si_ripete_dopo_il_salto_di_pagina() -> None:
    azione = progettualita(7, descrizione="Una frase intera di prova. " * 400)
    testi = pagine(componi(con_azioni(azione)))
    assert len(testi) >= 4
    assert all("PROGETTUALITÀ 7\nTEMA - AMBITO" in testo for testo in testi[1:])


def test_un_azione_fino_a_mezza_pagina_non_si_divide() -> None:
    """All the actions of the 2022 programme, of which three used to be cut near their end."""
    testi = pagine(componi(reale(2022)))
    for numero in range(1, 13):
        titolo = re.compile(rf"AZIONE n\. {numero}\b")
        assert sum(bool(titolo.search(testo)) for testo in testi) == 1, numero


def test_la_formula_delle_premesse_sta_con_chi_decide() -> None:
    """However long the premises are, it is never the last line of a page."""
    for quante in range(16, 24):
        atto = {**ATTO, "premesse": ["Una premessa."] * quante}
        testi = pagine(componi({**vuoto(), "determinazione": atto}, determinazione=True))
        assert sum("Tutto ciò premesso,\nIL DIRIGENTE GENERALE" in t for t in testi) == 1, quante


def test_la_struttura_si_stampa_in_maiuscolo_anche_con_segni() -> None:
    atto = {**ATTO, "struttura": "Umse politiche & coesione"}
    testo = leggibile(componi({**vuoto(), "determinazione": atto}, determinazione=True))
    assert "UMSE POLITICHE & COESIONE" in testo


@pytest.mark.parametrize(
    ("valori", "testata"),
    [
        ({"tema": "A", "macro_ambito": "B"}, "PROGETTUALITÀ 1\nA - B"),
        ({"tema": "A", "macro_ambito": None}, "PROGETTUALITÀ 1\nA\n"),
        ({"tema": None, "macro_ambito": None, "strategico": True}, "\nPROGETTO STRATEGICO\n"),
        ({"tema": "A", "macro_ambito": "B", "strategico": True}, "\nPROGETTO STRATEGICO - A - B\n"),
    ],
)
def test_testata_di_una_progettualita(valori: dict[str, Any], testata: str) -> None:
    assert testata in leggibile(componi(con_azioni(progettualita(1, **valori))))


@pytest.mark.parametrize("vamt", [True, False])
def test_senza_percentuali_resta_la_riga_di_chi_e_vamt(vamt: bool) -> None:
    testo = leggibile(componi(con_azioni(progettualita(1, vamt=vamt))))
    assert ("Percentuale/i" in testo) is vamt


@pytest.mark.parametrize(("vamt", "atteso"), [(True, True), (False, False)])
def test_la_riga_delle_percentuali_dice_se_vale_per_il_manager(vamt: bool, atteso: bool) -> None:
    azione = progettualita(
        1, vamt=vamt, regole=[{"testo": "100% per relazione", "evidenze": "una"}]
    )
    testo = leggibile(componi(con_azioni(azione))).replace("\n", " ")
    assert ("AZIONE V.A.M.T. Percentuale/i di valutazione." in testo) is atteso
    assert "100% per relazione Evidenze: una" in testo


def test_nel_2022_anche_le_righe_vuote_si_stampano() -> None:
    snapshot = reale(2022)
    snapshot["azioni"] = [{**azione, "regole": []} for azione in snapshot["azioni"]]
    testo = leggibile(componi(snapshot))
    assert testo.count("Percentuale/i di valutazione.") == 12


def test_un_azione_senza_voce_nello_schema_si_stampa_lo_stesso() -> None:
    snapshot = {**con_azioni(progettualita(1, titolo="Rimasta fuori")), "voci": []}
    assert "Rimasta fuori" in leggibile(componi(snapshot))


def test_gli_aderenti_con_data_di_uscita_e_titolo_alla_data() -> None:
    aderente = {"numero": 1, "organizzazione": "Comune", "dal": "2022-07-15", "al": "2025-03-01"}
    snapshot = {
        **vuoto(),
        "aderenti_al": "2026-04-30",
        "voci": [
            {"codice": "a", "tipo": "aderenti", "titolo": "ELENCO DEGLI ADERENTI", "html": ""}
        ],
        "aderenti": [aderente],
    }
    testo = leggibile(componi(snapshot))
    assert "ELENCO DEGLI ADERENTI AL 30 APRILE 2026" in testo
    assert "15/07/2022 fino al 01/03/2025" in testo.replace("\n", " ")


def test_l_html_di_anteprima_e_una_pagina_intera_in_italiano() -> None:
    pagina = html(reale(2022))
    assert pagina.startswith("<!doctype html>")
    assert '<html lang="it">' in pagina
    assert "documenti:" not in pagina


INDIRIZZO = "https://distretti.example.org/verifica/65/"


def test_la_copertina_porta_alla_verifica() -> None:
    """The address stands in the text and, as a drawing with a name, in the code."""
    atto = {**ATTO, "verifica": INDIRIZZO}
    copertina = pagine(componi({**vuoto(), "determinazione": atto}, determinazione=True))[0]
    assert INDIRIZZO in copertina
    pagina = html({**vuoto(), "determinazione": atto}, determinazione=True)
    assert f'aria-label="Codice QR: {INDIRIZZO}"' in pagina


def test_senza_indirizzo_la_copertina_non_ha_codice() -> None:
    assert "Codice QR" not in html({**vuoto(), "determinazione": ATTO}, determinazione=True)
