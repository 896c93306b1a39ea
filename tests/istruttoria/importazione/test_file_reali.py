"""The two real files through the command: every count and every cell."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from distretti.models import Ente
from istruttoria.snapshot import componi_snapshot
from programmi.models import Modifica, Programma
from tests.documenti.lettura_word import DATI, NOMI, attesa, confronta, struttura
from tests.istruttoria.importazione.comando import importa, reale

pytestmark = pytest.mark.django_db


CHIAVI = [
    *("programma", "schema", "anno", "sezioni", "azioni_vamt", "progettualita", "azioni"),
    *("indicatori", "regole", "aderenti", "dubbi", "non_riconosciuti", "controlli"),
]
CONTI = {
    "2026": {
        "sezioni": 7,
        "azioni_vamt": 9,
        "progettualita": 8,
        "azioni": 0,
        "indicatori": 16,
        "regole": 20,
        "aderenti": 5,
    },
    "2022": {
        "sezioni": 6,
        "azioni_vamt": 5,
        "progettualita": 0,
        "azioni": 12,
        "indicatori": 17,
        "regole": 17,
        "aderenti": 0,
    },
}


@pytest.mark.parametrize("schema", ["2022", "2026"])
def test_ogni_cella_nel_suo_campo(schema: str) -> None:
    """From the file, through the database, to the exported object."""
    programma = reale(schema)["programma"]
    scritto = io.StringIO()
    call_command("esporta_json", str(programma), stdout=scritto)
    assert confronta(attesa(schema), json.loads(scritto.getvalue())) == []


@pytest.mark.parametrize("schema", ["2022", "2026"])
def test_il_rapporto(schema: str) -> None:
    rapporto = reale(schema)
    assert list(rapporto) == CHIAVI
    assert {nome: rapporto[nome] for nome in CONTI[schema]} == CONTI[schema]
    assert rapporto["non_riconosciuti"] == []
    assert (rapporto["schema"], rapporto["anno"]) == (schema, int(schema))


def test_i_dubbi_del_2026() -> None:
    """An ambiguous percentage, and a name that goes on after the one in the register."""
    percentuale, nome = reale("2026")["dubbi"]
    assert "50% della formazione" in percentuale
    assert nome.startswith("«ASIF Chimelli (in quanto già referente")
    assert "forse è «ASIF CHIMELLI»" in nome


def test_i_dubbi_del_2022() -> None:
    (percentuale,) = reale("2022")["dubbi"]
    assert "34% convocazione" in percentuale


@pytest.mark.parametrize("schema", ["2022", "2026"])
def test_i_controlli_del_rapporto(schema: str) -> None:
    controlli = reale(schema)["controlli"]
    assert {frozenset(c) for c in controlli} == {
        frozenset({"codice", "gravita", "messaggio", "dove"})
    }
    assert not [c for c in controlli if c["gravita"] == "blocca"]


def test_la_quarta_progettualita_e_il_progetto_strategico() -> None:
    programma = Programma.objects.get(pk=reale("2026")["programma"])
    strategiche = programma.azioni.filter(strategico=True).values_list("tipo", "posizione")
    assert list(strategiche) == [("progettualita", 4)]


def test_le_azioni_vamt_del_2022() -> None:
    programma = Programma.objects.get(pk=reale("2022")["programma"])
    numeri = programma.azioni.filter(vamt=True).values_list("posizione", flat=True)
    assert list(numeri) == [1, 2, 6, 8, 9]


def test_la_premessa_del_2026_ha_la_sua_struttura() -> None:
    programma = Programma.objects.get(pk=reale("2026")["programma"])
    html = programma.sezioni.get(voce__codice="premessa").html
    segni = struttura(html)
    assert [s for s in segni if s in ("h2", "h3")] == [
        *["h2", "h3", "h3", "h2", "h2", "h3", "h3", "h3", "h2"]
    ]
    assert (segni.count("table"), segni.count("ol"), segni.count("ul")) == (2, 1, 2)


def test_le_righe_predefinite_sono_riconosciute() -> None:
    programma = Programma.objects.get(pk=reale("2026")["programma"])
    assert programma.azioni.filter(predefinita__isnull=False).count() == 9


def test_i_trattini_non_sono_canali() -> None:
    snapshot = componi_snapshot(Programma.objects.get(pk=reale("2022")["programma"]))
    assert [c["valore"] for c in snapshot["canali"]] == [
        "https://distrettofamiliytrento.fbk.eu/",
        None,
        None,
    ]


def test_il_giorno_del_gruppo_di_lavoro() -> None:
    programma = Programma.objects.get(pk=reale("2022")["programma"])
    assert programma.gruppo_di_lavoro_il.isoformat() == "2022-04-15"


def test_arriva_in_bozza_e_dice_da_dove() -> None:
    programma = Programma.objects.get(pk=reale("2026")["programma"])
    assert (programma.stato, programma.storico) == ("bozza", False)
    origine = Modifica.objects.get(programma=programma, campo="importato").dopo
    assert origine.startswith("programma-alta-valsugana-2026.docx (SHA-256 ")


def test_storico_e_segnato() -> None:
    programma = Programma.objects.get(pk=reale("2022", storico=True)["programma"])
    assert (programma.stato, programma.storico) == ("bozza", True)


def test_sulla_stessa_base_convivono(ente: Ente) -> None:
    reale("2022")
    reale("2026")
    assert sorted(Programma.objects.values_list("schema__codice", flat=True)) == ["2022", "2026"]


@pytest.mark.parametrize("estensione", ["odt", "doc"])
def test_altri_formati(estensione: str) -> None:
    file = DATI / "word" / f"alta-valsugana-2026.{estensione}"
    rapporto = json.loads(importa(file, distretto="AV", anno=2026, crea=True, json=True))
    assert {nome: rapporto[nome] for nome in CONTI["2026"]} == CONTI["2026"]


def test_senza_json_racconta() -> None:
    scritto = importa(DATI / f"{NOMI['2026']}.docx", distretto="FA-AV", anno=2026, crea=True)
    assert "9 azioni V.A.M.T., 8 progettualità, 16 indicatori, 20 regole, 5 aderenti" in scritto
    assert "Da verificare:" in scritto
    assert "Controlli:" in scritto


def test_senza_json_un_rifiuto_va_sull_errore() -> None:
    with pytest.raises(CommandError) as rifiuto:
        importa("non-esiste.docx", distretto="FA-AV", anno=2026)
    assert rifiuto.value.returncode == 1
    assert "non esiste" in str(rifiuto.value)
