"""Readings that no form foresees: nothing of them is lost, the database takes them."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from distretti.models import Distretto
from istruttoria.importazione import ImportazioneRifiutata, registra
from istruttoria.importazione import file as modulo_file
from istruttoria.importazione.scrittura import giorno_del_gruppo
from programmi.models import Programma, Schema


def test_una_parte_con_un_titolo_ignoto_va_in_quella_prima(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"].insert(
        1, {"voce": None, "titolo": "RINGRAZIAMENTI", "html": "<p>Grazie.</p>"}
    )
    _, snapshot = scritto()
    assert snapshot["sezioni"][0]["html"].endswith("<h2>RINGRAZIAMENTI</h2><p>Grazie.</p>")


def test_una_parte_ignota_all_inizio_va_nella_prima(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"].insert(0, {"voce": None, "titolo": "PRIMA", "html": "<p>Ecco.</p>"})
    _, snapshot = scritto()
    assert snapshot["sezioni"][0]["html"].startswith("<h2>PRIMA</h2><p>Ecco.</p><p>Siamo")


def test_una_parte_ripetuta_si_accoda(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"].append({"voce": "premessa", "titolo": "PREMESSA", "html": "<p>Bis.</p>"})
    _, snapshot = scritto()
    assert "<h2>PREMESSA</h2><p>Bis.</p>" in snapshot["sezioni"][-1]["html"]


def test_una_parte_che_lo_schema_non_ha(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"].append({"voce": "progettualita", "titolo": "ALTRO", "html": "<p>X.</p>"})
    esito, snapshot = scritto()
    assert "<p>X.</p>" in snapshot["sezioni"][-1]["html"]
    assert "Lo schema non prevede la parte «ALTRO»." in esito.dubbi


def test_solo_parti_ignote(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"] = [{"voce": None, "titolo": "TUTTO", "html": "<p>Y.</p>"}]
    _, snapshot = scritto()
    assert snapshot["sezioni"][0]["html"] == "<h2>TUTTO</h2><p>Y.</p>"


def test_il_testo_ricco_passa_dal_filtro(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"][0]["html"] = '<p onclick="x">Ciao<script>alert(1)</script></p>'
    _, snapshot = scritto()
    assert snapshot["sezioni"][0]["html"] == "<p>Ciao</p>"


def test_un_testo_troppo_annidato_e_rifiutato(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"][0]["html"] = "<blockquote>" * 100 + "x"
    with pytest.raises(ImportazioneRifiutata, match="PREMESSA"):
        scritto()
    assert not Programma.objects.exists()


@pytest.mark.parametrize(
    ("dove", "colonna"),
    [
        ("azioni", "titolo"),
        ("azioni", "tempi"),
        ("azioni", "tema"),
        ("attori", "nominativo"),
        ("attori", "telefono"),
        ("canali", "testo"),
        ("dati_distretto", "etichetta"),
        ("ambiti", "titolo"),
    ],
)
def test_un_testo_troppo_lungo_resta_intero_e_segnato(
    scritto: Any, lettura: Any, dove: str, colonna: str
) -> None:
    lungo = "parola " * 100
    lettura[dove][0][colonna] = lungo
    esito, snapshot = scritto()
    segnati = [s["html"] for s in snapshot["sezioni"] if "non-riconosciuto" in s["html"]]
    assert len(segnati) == 1
    assert lungo.strip() in segnati[0]
    assert lungo in esito.non_riconosciuti


def test_un_titolo_di_parte_troppo_lungo(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"][0]["titolo"] = "P" * 300
    _, snapshot = scritto()
    assert len(snapshot["sezioni"][0]["titolo"]) == 250
    assert "P" * 300 in snapshot["sezioni"][0]["html"]


def test_un_azione_di_un_tipo_che_lo_schema_non_ha(
    scritto: Any, lettura: Any, lettura_2027: Any
) -> None:
    lettura["azioni"].append(lettura_2027["azioni"][-1])
    esito, snapshot = scritto()
    assert len(snapshot["azioni"]) == 1
    assert any("Turni di ascolto" in s["html"] for s in snapshot["sezioni"])
    assert any("10% ogni turno" in testo for testo in esito.non_riconosciuti)


def test_un_obiettivo_che_lo_schema_non_ha(scritto: Any, lettura: Any) -> None:
    lettura["azioni"][0]["obiettivo_generale"] = "Stare bene"
    esito, snapshot = scritto()
    assert snapshot["azioni"][0]["obiettivo"] == (
        "Far incontrare le famiglie\nObiettivo generale: Stare bene"
    )
    assert any("Obiettivo generale" in d for d in esito.dubbi)


def _numeri(snapshot: dict[str, Any]) -> list[int]:
    return [a["numero"] for a in snapshot["azioni"]]


@pytest.mark.parametrize(
    ("scritti", "attesi", "dubbi"),
    [
        ([1, 2, 3], [1, 2, 3], 0),
        ([1, 3, 7], [1, 3, 7], 0),
        ([1, 1, 2], [1, 2, 3], 2),
        ([None, None], [1, 2], 2),
        ([5, 2], [5, 6], 1),
        ([0, 99_999], [1, 2], 2),
    ],
)
def test_i_numeri_delle_azioni(
    scritto: Any, lettura: Any, scritti: list[int | None], attesi: list[int], dubbi: int
) -> None:
    lettura["azioni"] = [{**lettura["azioni"][0], "numero": n} for n in scritti]
    esito, snapshot = scritto()
    assert _numeri(snapshot) == attesi
    assert sum("il numero" in d for d in esito.dubbi) == dubbi


def test_due_ambiti_con_lo_stesso_numero(scritto: Any, lettura: Any) -> None:
    primo = lettura["ambiti"][0]
    lettura["ambiti"].append({**primo, "titolo": "Altro"})
    lettura["azioni"].append({**lettura["azioni"][0], "numero": 2, "ambito": "Altro"})
    _, snapshot = scritto()
    assert [(a["numero"], a["titolo"]) for a in snapshot["ambiti"]] == [
        (1, "Incontri"),
        (2, "Altro"),
    ]
    assert [a["ambito"] for a in snapshot["azioni"]] == ["Incontri", "Altro"]


def test_chi_esce_prima_di_entrare(
    prato: Distretto, schema_2026: Schema, lettura_2027: Any
) -> None:
    lettura_2027["aderenti"][0].update(dal="2020-01-01", al="2019-01-01")
    esito = registra(lettura_2027, distretto=prato, schema=schema_2026, anno=2027)
    riga = Programma.objects.get().aderenti.first()
    assert (riga.dal, riga.al) == (date(2020, 1, 1), None)
    assert any("prima di aderire" in d for d in esito.dubbi)


def test_segni_che_una_base_di_dati_non_prende() -> None:
    assert modulo_file._senza_segni_vietati({"a": ["x\x00y", "\ud800z", 1, None]}) == {
        "a": ["xy", "z", 1, None]
    }


def test_indicatori_e_regole_vanno_a_coppie_se_sono_altrettanti(scritto: Any, lettura: Any) -> None:
    azione = lettura["azioni"][0]
    spaiata = deepcopy({**azione, "numero": 2})
    spaiata["indicatori"].append({"marcatore": "-", "testo": "un altro"})
    lettura["azioni"].append(spaiata)
    _, snapshot = scritto()
    assert [[r["indicatore"] for r in a["regole"]] for a in snapshot["azioni"]] == [[0], [None]]


def test_senza_azioni_vamt_e_senza_contributo(scritto: Any) -> None:
    _, snapshot = scritto()
    assert snapshot["richiede_contributo"] is False


def test_la_scadenza_si_legge_dai_tempi(scritto: Any) -> None:
    _, snapshot = scritto()
    assert (snapshot["azioni"][0]["tempi"], snapshot["azioni"][0]["scadenza"]) == (
        "Entro giugno 2024",
        "2024-06-30",
    )


@pytest.mark.parametrize(
    ("html", "giorno"),
    [
        ("<p>Il gruppo di lavoro si è riunito il 3 marzo 2024.</p>", date(2024, 3, 3)),
        ("<p>Il gruppo di lavoro si è incontrato il 9.12.2023 a Prato.</p>", date(2023, 12, 9)),
        ("<p>Il gruppo&nbsp;di lavoro si è\nincontrato l'8&nbsp;marzo 2024.</p>", date(2024, 3, 8)),
        ("<p>Il gruppo di lavoro si riunisce ogni mese.</p>", None),
        ("<p>Il gruppo di lavoro si è riunito il 3 marzo 2014.</p>", None),
        ("<p>Il gruppo di lavoro si è riunito il 3 marzo 2024 e il 4 aprile 2024.</p>", None),
        ("<p>L'accordo è stato firmato il 3 marzo 2024.</p>", None),
        ("", None),
    ],
)
def test_il_giorno_del_gruppo(html: str, giorno: date | None) -> None:
    assert giorno_del_gruppo(html, 2024) == giorno
