"""The register of the checks, and how their findings are put together."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from istruttoria.controlli import AVVISA, BLOCCA, REGISTRO, esegui
from tests.istruttoria import (
    test_controlli_accordo,
    test_controlli_anagrafica,
    test_controlli_azioni,
    test_controlli_numeri,
    test_controlli_percentuali,
    test_controlli_sezioni,
    test_controlli_testi,
)
from tests.istruttoria.esempi import PULITO, azione, con_azioni, ogni, snapshot, trovati
from tests.tempi import crescita

MODULI = (
    test_controlli_accordo,
    test_controlli_anagrafica,
    test_controlli_azioni,
    test_controlli_numeri,
    test_controlli_percentuali,
    test_controlli_sezioni,
    test_controlli_testi,
)


def test_un_programma_pulito_non_ha_esiti() -> None:
    assert esegui(PULITO) == []


def test_ogni_controllo_ha_una_prova_che_scatta_e_una_che_non_scatta() -> None:
    for tabella in ("SCATTA", "NON_SCATTA"):
        provati = {codice for m in MODULI for codice, _ in getattr(m, tabella)}
        assert provati == set(REGISTRO), tabella


def test_ogni_controllo_dice_titolo_gravita_e_fonte() -> None:
    for voce in REGISTRO.values():
        assert voce.titolo and voce.fonte and voce.gravita in {BLOCCA, AVVISA}


def test_blocca_solo_quello_che_un_funzionario_rifiuterebbe() -> None:
    assert {c for c, voce in REGISTRO.items() if voce.gravita == BLOCCA} == {
        "programma_senza_azioni",
        "sezione_vuota",
        "capofila_mancante",
        "campo_obbligatorio_vuoto",
        "righe_vamt_mancanti",
        "vamt_senza_percentuale",
    }


def test_un_programma_storico_non_e_mai_bloccato() -> None:
    dati = con_azioni(azione(descrizione=""), storico=True)
    assert [e.gravita for e in trovati(dati, "campo_obbligatorio_vuoto")] == [AVVISA]


def test_prima_quello_che_blocca_poi_l_ordine_del_documento() -> None:
    dati = con_azioni(azione(2, tempi="Entro il 31 dicembre 2025"), azione(1, descrizione=""))
    dati["gruppo_di_lavoro_il"] = None
    assert [e.codice for e in esegui(dati)][:3] == [
        "campo_obbligatorio_vuoto",
        "gruppo_di_lavoro_senza_data",
        "scadenza_fuori_periodo",
    ]


def test_un_esito_in_json() -> None:
    (esito,) = trovati(con_azioni(azione(regole=[], vamt=False)), "azione_senza_percentuale")
    assert json.loads(json.dumps(esito.as_dict())) == {
        "codice": "azione_senza_percentuale",
        "gravita": "avvisa",
        "messaggio": "L'azione non ha percentuali di valutazione: aggiungerle, o confermare che "
        "resta fuori dalla valutazione.",
        "dove": "Progettualità 1, percentuale/i di valutazione",
        "posto": {
            "voce": "progettualita",
            "azione": {"tipo": "progettualita", "numero": 1},
            "campo": "percentuali",
        },
    }


def test_senza_campi_e_voci_il_posto_si_dice_lo_stesso() -> None:
    dati = snapshot(campi={}, voci=[], azioni=[azione(tempi="boh", tipo="azione")])
    (esito,) = trovati(dati, "scadenza_non_letta")
    assert esito.dove == "Azione 1, tempi"


def _rovinato(dati: Any, scelte: list[int]) -> Any:
    """The snapshot with one value, deep inside, emptied."""
    nodo = dati
    for scelta in scelte:
        figli = list(nodo) if isinstance(nodo, dict) else list(range(len(nodo)))
        if not figli:
            return dati
        chiave = figli[scelta % len(figli)]
        if not isinstance(nodo[chiave], dict | list) or scelta is scelte[-1]:
            nodo[chiave] = None if isinstance(nodo, dict) else nodo[chiave]
            return dati
        nodo = nodo[chiave]
    return dati


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=5), min_size=1, max_size=4))
def test_un_valore_mancante_non_ferma_i_controlli(buchi: list[list[int]]) -> None:
    dati = copy.deepcopy(PULITO)
    for scelte in buchi:
        dati = _rovinato(dati, scelte)
    json.dumps([e.as_dict() for e in esegui(dati)])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=80))
def test_nessun_testo_ferma_i_controlli(lungo: str, corto: str) -> None:
    dati = con_azioni(azione(descrizione=lungo, tempi=corto, indicatori=[corto]))
    dati["voci"][0]["html"] = lungo
    assert esegui(dati) is not None


def test_con_quattro_volte_le_azioni_al_piu_sedici_volte_il_tempo() -> None:
    """Every objective meets every other: the square, and no more."""
    testo = "Promuovere il benessere delle famiglie della valle numero {} con nuovi servizi."
    azioni = [azione(n, titolo=f"T{n}", obiettivo_generale=testo.format(n)) for n in range(200)]
    assert crescita(lambda n: esegui(con_azioni(*azioni[:n])), corto=50, lungo=200) < 20


@pytest.mark.parametrize("pezzo", ["www.", "n. 3 organizzazioni ", "9", "n.", "1/", "(", "A e "])
def test_un_testo_ostile_non_rallenta(pezzo: str) -> None:
    def controlla(quanto: int) -> None:
        testo = (pezzo * quanto)[:quanto]
        dati = con_azioni(azione(descrizione=testo, indicatori=[testo], regole=[ogni(25, testo)]))
        dati["voci"][0]["html"] = testo
        esegui(dati)

    assert crescita(controlla, corto=3_000, lungo=30_000) < 40
