"""Opening a programme with its predefined actions; adding actions; recording rules."""

from decimal import Decimal

import pytest

from azioni.models import Azione, Regola
from azioni.percentuali import RegolaLetta, leggi
from azioni.services import aggiungi_azione, apri_programma, registra_regole
from distretti.models import Distretto, Utente
from programmi.enums import TipoAzione
from programmi.models import AzionePredefinita, Modifica, Programma, Schema
from programmi.services import ModificaRifiutata


def test_le_nove_righe_sono_numerate(programma: Programma) -> None:
    righe = programma.azioni.filter(tipo=TipoAzione.RIGA_VAMT)
    assert [r.posizione for r in righe] == list(range(1, 10))
    assert all(r.vamt and r.predefinita_id for r in righe)


def test_ogni_riga_sta_nel_suo_ambito(programma: Programma) -> None:
    ambiti = [a.ambito.titolo for a in programma.azioni.select_related("ambito")]
    assert ambiti == [
        "NETWORKING",
        "INTERMEDIAZIONE",
        *["INTERAZIONE"] * 3,
        *["ICT E NUOVE TECNOLOGIE"] * 3,
        "FORMAZIONE OBBLIGATORIA DEL MANAGER",
    ]


def test_le_percentuali_sono_lette(programma: Programma) -> None:
    regola = programma.azioni.get(posizione=2).regole.get()
    assert (regola.tipo, regola.percentuale, regola.obiettivo) == ("per_unita", 20, 5)
    assert regola.testo == "20% per ogni incontro."
    assert regola.evidenze == "elenco con data, argomento trattato e persone coinvolte"


def test_una_lettura_dubbia_resta_da_confermare(programma: Programma) -> None:
    regola = programma.azioni.get(posizione=9).regole.get()
    assert regola.da_confermare
    assert regola.lettura["alternative"]


def test_la_copia_non_segue_lo_schema(programma: Programma) -> None:
    AzionePredefinita.objects.update(titolo="CAMBIATO")
    assert not programma.azioni.filter(titolo="CAMBIATO").exists()


def test_uno_schema_senza_righe_predefinite(schema_2022: Schema, distretto: Distretto) -> None:
    programma = apri_programma(schema=schema_2022, distretto=distretto, anno=2022)
    assert not programma.azioni.exists()
    assert programma.ambiti.count() == 3


def test_se_il_programma_e_rifiutato_non_resta_nulla(
    programma: Programma, schema_2026: Schema, distretto: Distretto
) -> None:
    with pytest.raises(ModificaRifiutata):
        apri_programma(schema=schema_2026, distretto=distretto, anno=2026)
    assert Azione.objects.count() == 9


# --- adding ---------------------------------------------------------------------------------


def test_un_azione_nuova_prende_il_numero_dopo(programma: Programma, manager: Utente) -> None:
    for titolo in ("PRIMA", "SECONDA"):
        azione = aggiungi_azione(
            programma, tipo=TipoAzione.PROGETTUALITA, titolo=titolo, autore=manager
        )
    assert (azione.posizione, azione.titolo) == (2, "SECONDA")
    assert Modifica.objects.filter(modello="azione", oggetto=azione.pk, autore=manager).exists()


def test_un_campo_che_non_esiste(programma: Programma) -> None:
    with pytest.raises(ModificaRifiutata, match="colore"):
        aggiungi_azione(programma, tipo=TipoAzione.PROGETTUALITA, colore="blu")


# --- rules ----------------------------------------------------------------------------------


@pytest.fixture
def azione(programma: Programma) -> Azione:
    return aggiungi_azione(programma, tipo=TipoAzione.PROGETTUALITA, titolo="X")


def test_le_regole_nuove_sostituiscono_le_vecchie(azione: Azione) -> None:
    registra_regole(azione, leggi("25% ogni mail\n100% per relazione"))
    registra_regole(azione, leggi("50% ogni incontro"))
    assert [r.testo for r in azione.regole.all()] == ["50% ogni incontro"]


def test_dai_valori_o_dal_loro_json_e_lo_stesso(azione: Azione) -> None:
    lette = leggi("1. 25% ogni due mail\n2. 100% se il 20% degli aderenti partecipa")
    righe = []
    for regole in (lette, [r.as_dict() for r in lette]):
        registra_regole(azione, regole)
        righe.append(list(azione.regole.values("testo", "tipo", "percentuale", "quota", "lettura")))
    assert righe[0] == righe[1]


def test_un_terzo_ha_quattro_decimali(azione: Azione) -> None:
    registra_regole(azione, [RegolaLetta(testo="x", percentuale=Decimal("33.33335"))])
    assert Regola.objects.get(azione=azione).percentuale == Decimal("33.3334")


@pytest.mark.parametrize(
    "fuori",
    [
        {"percentuale": 250},
        {"quota": -1},
        {"soglia": 10**15},
        {"obiettivo": 10**12},
        {"percentuale": float("inf")},
    ],
)
def test_un_numero_che_non_ci_sta_si_conferma_a_mano(azione: Azione, fuori: dict) -> None:
    (regola,) = registra_regole(azione, [{"testo": "x", "tipo": "soglia", **fuori}])
    assert (regola.tipo, regola.da_confermare) == ("manuale", True)
    regola.full_clean(exclude=["lettura"])


def test_testi_lunghi_delle_letture_ci_stanno(azione: Azione) -> None:
    (regola,) = registra_regole(azione, [{"testo": "x", "unita": "u" * 999, "base": "b" * 999}])
    regola.refresh_from_db()
    assert len(regola.unita) == len(regola.base) == 200
