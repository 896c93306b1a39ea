"""Every word of the Word file is in the PDF, in its order; nothing else that we did not add."""

import copy
import difflib
import re
from collections import Counter

import pytest

from documenti.pdf import componi
from tests.documenti.stampa import leggibile, pagine, parole, parole_del_word, reale

ENTE_IN_COPERTINA = parole("Provincia autonoma di Trento Agenzia per la coesione sociale")
VAMT = parole("AZIONE % DI REALIZZAZIONE")
# What the PDF says that the Word file does not, and why. Header rows repeated after a page
# break are recognised by the table they belong to and are not listed.
AGGIUNTE = {
    2026: [
        ENTE_IN_COPERTINA,  # who the programme is addressed to, on the cover
        ["1"],  # the numbers that Word makes by itself for its numbered list
        ["2"],
        ["3"],
        ["4"],
        VAMT,  # the header of the V.A.M.T. table, which Word has on the first area only
        VAMT,
        VAMT,
        VAMT,
        parole("N. Organizzazione"),  # two headers that are empty cells in Word
    ],
    2022: [ENTE_IN_COPERTINA],
}


@pytest.fixture(scope="module")
def letti() -> dict[int, str]:
    return {anno: leggibile(componi(reale(anno))) for anno in (2026, 2022)}


def _testate(anno: int) -> list[list[str]]:
    esito = []
    for azione in reale(anno)["azioni"]:
        if azione["tipo"] == "azione":
            marchio = "V.A.M.T. " if azione["vamt"] else ""
            esito.append(parole(f"{marchio}AZIONE n. {azione['numero']} {azione['titolo']}"))
        elif azione["tipo"] == "progettualita":
            tema = f"{azione['tema'] or ''} {azione['macro_ambito'] or ''}".strip()
            esito.append(
                parole(f"PROGETTUALITÀ {azione['numero']} {tema or 'PROGETTO STRATEGICO'}")
            )
    return esito


def _differenze(anno: int, testo: str) -> tuple[list[list[str]], list[list[str]]]:
    confronto = difflib.SequenceMatcher(
        None, parole_del_word(anno), parole(testo), autojunk=False
    ).get_opcodes()
    word, pdf = parole_del_word(anno), parole(testo)
    mancanti = [word[a:b] for tipo, a, b, _, _ in confronto if tipo in {"delete", "replace"}]
    aggiunte = [pdf[c:d] for tipo, _, _, c, d in confronto if tipo in {"insert", "replace"}]
    return mancanti, aggiunte


@pytest.mark.parametrize("anno", [2026, 2022])
def test_nessuna_parola_manca_o_cambia_posto(anno: int, letti: dict[int, str]) -> None:
    mancanti, _ = _differenze(anno, letti[anno])
    trovate = 1 - sum(map(len, mancanti)) / len(parole_del_word(anno))
    assert trovate >= 0.995
    assert mancanti == []


@pytest.mark.parametrize("anno", [2026, 2022])
def test_le_parole_in_piu_sono_quelle_note(anno: int, letti: dict[int, str]) -> None:
    _, aggiunte = _differenze(anno, letti[anno])
    assert [parte for parte in aggiunte if parte not in _testate(anno)] == AGGIUNTE[anno]


@pytest.mark.parametrize(("anno", "quale"), [(2026, 12), (2026, 0), (2022, 4)])
def test_togliere_un_azione_toglie_le_sue_parole_e_basta(anno: int, quale: int) -> None:
    con, senza = reale(anno), copy.deepcopy(reale(anno))
    tolta = senza["azioni"].pop(quale)
    differenza = _parole_una_volta(con, anno) - _parole_una_volta(senza, anno)
    attese = Counter(_parole_dell_azione(tolta, con))
    assert differenza == attese
    assert not _parole_una_volta(senza, anno) - _parole_una_volta(con, anno)


def _parole_una_volta(snapshot: dict, anno: int) -> Counter[str]:
    """Words of the document, without the header rows that a page break repeats."""
    testo = " ".join(parole(leggibile(componi(snapshot))))
    for testata in {" ".join(testata) for testata in _testate(anno)}:
        ripetizione = re.compile(rf"(?<= ){re.escape(testata)}(?= )")
        prima = ripetizione.search(testo)
        if prima:
            testo = testo[: prima.end()] + ripetizione.sub("", testo[prima.end() :])
    return Counter(testo.split())


def _parole_dell_azione(azione: dict, snapshot: dict) -> list[str]:
    etichette = {c["codice"]: c["etichetta"] for c in snapshot["campi"][azione["tipo"]]}
    if azione["tipo"] == "riga_vamt":
        # The only row of its area: the header of its table goes with it.
        return parole(f"{azione['titolo']} {azione['regole'][0]['testo']}") + VAMT
    if azione["tipo"] == "azione":
        testa = f"{'V.A.M.T.' if azione['vamt'] else ''} AZIONE n. {azione['numero']}"
        testa += f" {azione['titolo']} {azione['obiettivo']}"
    else:
        testa = f"PROGETTUALITÀ {azione['numero']} {azione['tema'] or 'PROGETTO STRATEGICO'} "
        testa += f"{azione['macro_ambito'] or ''} {azione['titolo']} AZIONE V.A.M.T. "
        testa += f"{azione['obiettivo_generale']} {azione['obiettivo_specifico']}"
    resto = [
        azione["descrizione"],
        azione["referenti_testo"],
        azione["altre_organizzazioni_testo"],
        azione["tempi"],
        *(f"{voce['marcatore']} {voce['testo']}" for voce in azione["indicatori"]),
        *(f"{voce['marcatore']} {voce['testo']}" for voce in azione["regole"]),
    ]
    return parole(" ".join([testa, *etichette.values(), *resto]))


def test_le_parole_composte_non_si_spezzano_a_fine_riga(letti: dict[int, str]) -> None:
    """ "e-commerce" stays one word for whoever searches the text."""
    for composta in ("conciliazione vita-lavoro", "socio-economiche", "e-commerce"):
        assert composta.split()[-1] in re.sub(r"\n", "¶", letti[2026])


def test_ogni_pagina_dice_il_suo_numero_e_quante_sono() -> None:
    testi = pagine(componi(reale(2026)))
    for numero, testo in enumerate(testi[1:], 2):
        assert f"pag. {numero} di {len(testi)}" in testo
