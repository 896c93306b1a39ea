"""Making a programme from the register, and changing its own fields."""

from datetime import date

import pytest

from distretti.enums import TipoCertificazione
from distretti.models import Distretto, Organizzazione, Utente
from programmi.models import Modifica, Programma, Schema
from programmi.services import (
    ConflittoDiModifica,
    ModificaRifiutata,
    aggiorna_programma,
    crea_programma,
    esiste_programma_vivo,
    fissa_aderenti,
)


@pytest.fixture
def nuovo(schema_2026: Schema, distretto: Distretto, manager: Utente) -> Programma:
    distretto.accordi.create(
        atto_comune="delib. Giunta comunale n. 70 dd. 24.05.2022",
        atto_provincia="D.G.P. n. 1273 del 15 luglio 2022",
        sottoscritto_il=date(2022, 10, 28),
    )
    return crea_programma(schema=schema_2026, distretto=distretto, anno=2026, autore=manager)


# --- making ---------------------------------------------------------------------------------


def test_ha_una_sezione_per_ogni_parte(nuovo: Programma, schema_2026: Schema) -> None:
    assert [s.titolo for s in nuovo.sezioni.all()] == [v.titolo for v in schema_2026.voci.all()]


def test_il_testo_introduttivo_e_gia_scritto(nuovo: Programma) -> None:
    assert "Manager territoriale" in nuovo.sezioni.get(voce__codice="azioni_vamt").html


def test_il_frontespizio(nuovo: Programma) -> None:
    assert nuovo.titolo.split("\n") == [
        "PROGRAMMA DI LAVORO",
        "DISTRETTO FAMILY AUDIT",
        "ALTA VALSUGANA",
        "2026",
    ]


def test_i_dati_vengono_dal_registro(nuovo: Programma) -> None:
    assert [d.valore for d in nuovo.dati.all()] == [
        "2022",
        "Deliberazione della Giunta comunale n. 70 del 24 maggio 2022",
        "28 ottobre 2022 (Deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022)",
    ]


def test_gli_attori_vengono_dal_registro(nuovo: Programma, manager: Utente) -> None:
    assert [(a.ruolo, a.nominativo) for a in nuovo.attori.all()] == [
        ("capofila", "Comune di Pergine Valsugana"),
        ("coordinatore", ""),
        ("manager", manager.get_full_name()),
        ("referente_amministrativo", ""),
    ]


def test_dove_il_canale_manca_c_e_un_trattino(nuovo: Programma) -> None:
    assert [(c.testo, c.valore) for c in nuovo.canali.all()] == [
        ("distretto@example.org", "distretto@example.org"),
        ("-", None),
        ("-", None),
    ]


def test_il_catalogo_introduce_gli_ambiti(schema_2022: Schema, distretto: Distretto) -> None:
    programma = crea_programma(schema=schema_2022, distretto=distretto, anno=2022)
    primo, _, terzo = programma.ambiti.all()
    assert "Attivazione di tavoli tematici" in primo.introduzione
    assert terzo.introduzione == ""


def test_il_registro_che_cambia_non_lo_riscrive(nuovo: Programma, distretto: Distretto) -> None:
    Distretto.objects.filter(pk=distretto.pk).update(mail="nuova@example.org")
    distretto.incarichi.update(nominativo="Un'altra persona")
    assert nuovo.attori.get(ruolo="manager").nominativo == "Marta Manara"
    assert nuovo.canali.first().testo == "distretto@example.org"


def test_uno_per_anno(nuovo: Programma, schema_2026: Schema, distretto: Distretto) -> None:
    with pytest.raises(ModificaRifiutata, match="già un programma"):
        crea_programma(schema=schema_2026, distretto=distretto, anno=2026)
    assert esiste_programma_vivo(distretto, 2026)
    assert not esiste_programma_vivo(distretto, 2025)


def test_schema_di_un_altro_ente(schema_2026: Schema, distretto_altrove: Distretto) -> None:
    with pytest.raises(ModificaRifiutata, match="enti diversi"):
        crea_programma(schema=schema_2026, distretto=distretto_altrove, anno=2026)


def test_schema_per_altri_distretti(schema_2026: Schema, distretto: Distretto) -> None:
    schema_2026.tipi_distretto = ["territoriale"]
    with pytest.raises(ModificaRifiutata, match="Family Audit"):
        crea_programma(schema=schema_2026, distretto=distretto, anno=2026)


def test_schema_non_attivo(schema_2026: Schema, distretto: Distretto) -> None:
    schema_2026.attivo = False
    with pytest.raises(ModificaRifiutata, match="attivo"):
        crea_programma(schema=schema_2026, distretto=distretto, anno=2026)
    assert crea_programma(schema=schema_2026, distretto=distretto, anno=2026, storico=True).pk


def test_uno_schema_di_due_anni(schema_2026: Schema, distretto: Distretto) -> None:
    schema_2026.durata = 2
    programma = crea_programma(schema=schema_2026, distretto=distretto, anno=2026)
    assert (programma.dal, programma.al) == (date(2026, 1, 1), date(2027, 12, 31))
    assert programma.titolo.endswith("2026-2027")


# --- the member list ------------------------------------------------------------------------


@pytest.fixture
def membri(distretto: Distretto, capofila: Organizzazione) -> None:
    uscita = Organizzazione.objects.create(ente=distretto.ente, denominazione="Soste srl")
    dopo = Organizzazione.objects.create(ente=distretto.ente, denominazione="Dopo srl")
    capofila.certificazioni.create(tipo=TipoCertificazione.FAMILY_AUDIT, dal=date(2023, 3, 1))
    distretto.adesioni.create(organizzazione=capofila, dal=date(2022, 7, 15), proponente=True)
    distretto.adesioni.create(organizzazione=uscita, dal=date(2022, 7, 15), al=date(2025, 1, 1))
    distretto.adesioni.create(organizzazione=dopo, dal=date(2026, 5, 1))


@pytest.mark.usefixtures("membri")
def test_fissa_chi_aderisce_quel_giorno(nuovo: Programma, funzionario: Utente) -> None:
    assert fissa_aderenti(nuovo, al=date(2026, 4, 30), attore=funzionario) == 1
    (riga,) = nuovo.aderenti.all()
    assert (riga.denominazione, riga.dal_testo, riga.family_audit, riga.proponente) == (
        "Comune di Pergine Valsugana",
        "15-lug-22",
        "01-mar-23",
        True,
    )
    assert nuovo.aderenti_al == date(2026, 4, 30)


@pytest.mark.usefixtures("membri")
def test_fissare_di_nuovo_riscrive_l_elenco(nuovo: Programma) -> None:
    fissa_aderenti(nuovo, al=date(2024, 1, 1))
    assert fissa_aderenti(nuovo, al=date(2026, 5, 1)) == 2
    assert [a.posizione for a in nuovo.aderenti.all()] == [1, 2]


@pytest.mark.usefixtures("membri")
def test_un_giorno_senza_aderenti_lascia_l_elenco_com_era(nuovo: Programma) -> None:
    fissa_aderenti(nuovo, al=date(2026, 4, 30))
    with pytest.raises(ModificaRifiutata, match="non ha aderenti"):
        fissa_aderenti(nuovo, al=date(1990, 1, 1))
    nuovo.refresh_from_db()
    assert (nuovo.aderenti_al, nuovo.aderenti.count()) == (date(2026, 4, 30), 1)


def test_non_si_fissa_su_un_programma_approvato(nuovo: Programma) -> None:
    nuovo.stato = "approvato"
    with pytest.raises(ModificaRifiutata, match="Approvato"):
        fissa_aderenti(nuovo, al=date(2026, 4, 30))


@pytest.mark.usefixtures("membri")
def test_ne_mentre_un_altro_lo_approva(nuovo: Programma) -> None:
    """The same day again: nothing to write in the programme, and yet its row is looked at."""
    giorno = date(2026, 4, 30)
    fissa_aderenti(nuovo, al=giorno)
    Programma.objects.filter(pk=nuovo.pk).update(
        stato="approvato", determinazione_numero="1", determinazione_data=date(2026, 5, 28)
    )
    with pytest.raises(ModificaRifiutata, match="Approvato"):
        fissa_aderenti(nuovo, al=giorno)
    assert nuovo.aderenti.count() == 1


# --- changing -------------------------------------------------------------------------------


def test_la_modifica_resta_scritta(nuovo: Programma, manager: Utente) -> None:
    assert aggiorna_programma(nuovo, attore=manager, gruppo_di_lavoro_il=date(2026, 3, 2)) == 1
    riga = Modifica.objects.get(campo="gruppo_di_lavoro_il")
    assert (riga.prima, riga.dopo, riga.autore) == ("", "2026-03-02", manager)
    assert Programma.objects.get(pk=nuovo.pk).gruppo_di_lavoro_il == date(2026, 3, 2)


def test_lo_stesso_valore_non_e_una_modifica(nuovo: Programma, manager: Utente) -> None:
    assert aggiorna_programma(nuovo, attore=manager, titolo=nuovo.titolo) == 0


def test_campi_diversi_non_si_disturbano(nuovo: Programma, manager: Utente) -> None:
    altra_copia = Programma.objects.get(pk=nuovo.pk)
    aggiorna_programma(nuovo, attore=manager, titolo="NUOVO")
    aggiorna_programma(altra_copia, attore=manager, richiede_contributo=False)
    scritto = Programma.objects.get(pk=nuovo.pk)
    assert (scritto.titolo, scritto.richiede_contributo) == ("NUOVO", False)


def test_lo_stesso_campo_e_un_conflitto(nuovo: Programma, manager: Utente) -> None:
    altra_copia = Programma.objects.get(pk=nuovo.pk)
    aggiorna_programma(nuovo, attore=manager, titolo="PRIMO")
    with pytest.raises(ConflittoDiModifica) as conflitto:
        aggiorna_programma(altra_copia, attore=manager, titolo="SECONDO")
    assert (conflitto.value.attuale, conflitto.value.proposto) == ("PRIMO", "SECONDO")
    assert Programma.objects.get(pk=nuovo.pk).titolo == "PRIMO"
    assert Modifica.objects.filter(campo="titolo").count() == 1


def test_chi_ha_un_vecchio_stato_non_scrive(nuovo: Programma, manager: Utente) -> None:
    Programma.objects.filter(pk=nuovo.pk).update(stato="trasmesso")
    with pytest.raises(ConflittoDiModifica, match="Trasmesso"):
        aggiorna_programma(nuovo, attore=manager, titolo="NUOVO")


def test_lo_stato_non_si_scrive_cosi(nuovo: Programma, manager: Utente) -> None:
    with pytest.raises(ModificaRifiutata, match="stato"):
        aggiorna_programma(nuovo, attore=manager, stato="approvato")
