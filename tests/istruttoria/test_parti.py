"""The parts of a snapshot and of a reading, laid out for a page."""

from typing import Any

import pytest

from istruttoria.parti import (
    conteggi,
    parti_della_lettura,
    parti_dello_snapshot,
    spiega,
)
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma

REGOLA: dict[str, Any] = {
    "marcatore": "1)",
    "testo": "34% convocazione primo incontro",
    "evidenze": "verbale",
    "tipo": "peso",
    "percentuale": 34,
    "unita": None,
    "obiettivo": None,
    "soglia": None,
    "quota": None,
    "base": None,
    "da_confermare": True,
    "alternative": [
        {"tipo": "peso", "percentuale": 34},
        {"tipo": "per_unita", "percentuale": 34, "unita": "incontro", "obiettivo": 3},
    ],
}


def azione(**campi: Any) -> dict[str, Any]:
    testi = dict.fromkeys(
        ("obiettivo", "obiettivo_generale", "obiettivo_specifico", "descrizione", "tempi"), ""
    )
    return {
        "tipo": "azione",
        "numero": 1,
        "titolo": "Titolo",
        "ambito": None,
        "ambito_numero": None,
        "tema": None,
        "macro_ambito": None,
        "vamt": True,
        "strategico": False,
        **testi,
        "referenti_testo": "",
        "altre_organizzazioni_testo": "",
        "indicatori": [],
        "regole": [],
        **campi,
    }


def lettura(*azioni: dict[str, Any], **campi: Any) -> dict[str, Any]:
    return {
        "sezioni": [{"voce": "azioni", "titolo": "AZIONI", "html": ""}],
        "ambiti": [],
        "dati_distretto": [],
        "attori": [],
        "canali": [],
        "azioni": list(azioni),
        "aderenti": [],
        "dubbi": [],
        "non_riconosciuti": [],
        **campi,
    }


CAMPI = {"azione": [{"codice": "tempi", "etichetta": "Quando"}]}


def test_i_campi_hanno_le_etichette_dello_schema() -> None:
    (parte,) = parti_della_lettura(lettura(azione(tempi="maggio")), CAMPI)
    assert [(c.etichetta, c.testo) for c in parte.gruppi[0].azioni[0].campi] == [
        ("Quando", "maggio")
    ]


def test_ciò_che_lo_schema_non_prevede_si_vede_lo_stesso() -> None:
    (parte,) = parti_della_lettura(lettura(azione(obiettivo="Crescere")), CAMPI)
    assert ("Obiettivo", "Crescere") in [
        (c.etichetta, c.testo) for c in parte.gruppi[0].azioni[0].campi
    ]


def test_una_percentuale_dubbia_mostra_le_altre_letture() -> None:
    (parte,) = parti_della_lettura(lettura(azione(regole=[REGOLA])), {})
    (regola,) = parte.gruppi[0].azioni[0].campi[-1].regole
    assert regola.da_confermare
    assert regola.alternative == ("34% per ogni incontro, fino al 100%: si raggiunge con 3.",)


def test_le_azioni_di_un_ambito_ignoto_non_si_perdono() -> None:
    (parte,) = parti_della_lettura(lettura(azione(ambito_numero=9)), {})
    assert parte.conto == "1 azione"


def test_una_sezione_senza_voce_si_legge_come_testo() -> None:
    sezioni = [{"voce": None, "titolo": "ALTRO", "html": "<p>Resto</p>"}]
    (parte,) = parti_della_lettura(lettura(sezioni=sezioni), {})
    assert (parte.titolo, parte.html) == ("ALTRO", "<p>Resto</p>")


@pytest.mark.parametrize(
    ("regola", "frase"),
    [
        ({"tipo": "si_no", "percentuale": 100}, "100% quando è fatto"),
        ({"tipo": "soglia", "percentuale": 100, "soglia": 12.5, "unita": "ore"}, "almeno 12,5 ore"),
        ({"tipo": "quota", "percentuale": 100, "quota": 20, "base": "aderenti"}, "il 20%"),
        ({"tipo": "manuale", "percentuale": None}, "inserito a mano"),
    ],
)
def test_spiega(regola: dict[str, Any], frase: str) -> None:
    assert frase in spiega(regola)


def test_conteggi_mette_i_dubbi_per_primi() -> None:
    contati = conteggi(lettura(dubbi=["a"], non_riconosciuti=["b"], conteggi={"azioni": 12}))
    assert (contati[0].quanti, contati[0].classe) == (2, "attento")
    assert "Progettualità" not in [c.nome for c in contati]


def test_le_parti_di_un_programma_seguono_lo_schema(programma: Programma) -> None:
    parti = parti_dello_snapshot(componi_snapshot(programma))
    assert [p.titolo for p in parti] == [v.titolo for v in programma.schema.voci.all()]
    assert "9 righe V.A.M.T." in [p.conto for p in parti]
