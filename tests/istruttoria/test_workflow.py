"""The table of transitions and the rules over it: state × transition × persona, every cell."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from distretti.enums import Persona
from istruttoria import rules
from istruttoria.rules import puo
from istruttoria.workflow import TRANSIZIONI
from programmi.enums import Stato
from programmi.models import Programma
from tests.istruttoria.tabella_transizioni import PERSONAE, RICHIEDE, STATI, TABELLA

CELLE = [(nome, stato) for nome in TRANSIZIONI for stato in STATI]


def test_la_tabella_nomina_tutto() -> None:
    assert set(RICHIEDE) == set(TRANSIZIONI) == {nome for nome, _ in TABELLA}
    assert set(STATI) == set(Stato.values)
    assert set(PERSONAE) == set(Persona.values)


@pytest.mark.parametrize("nome", TRANSIZIONI)
def test_partenza_e_arrivo(nome: str) -> None:
    transizione = TRANSIZIONI[nome]
    arrivi = {(da, a) for (altra, da), (a, _) in TABELLA.items() if altra == nome}
    assert {(str(da), str(transizione.arrivo(da))) for da in transizione.da} == arrivi


@pytest.mark.parametrize("nome", TRANSIZIONI)
def test_dati_richiesti(nome: str) -> None:
    assert set(TRANSIZIONI[nome].richiede) == RICHIEDE[nome]


@pytest.mark.parametrize("nome", TRANSIZIONI)
def test_ogni_guardia_esiste(nome: str) -> None:
    assert set(TRANSIZIONI[nome].guardie) <= set(rules.GUARDIE)


@pytest.mark.parametrize("nome", TRANSIZIONI)
def test_chi_deve_scrivere_una_nota_sa_perche(nome: str) -> None:
    transizione = TRANSIZIONI[nome]
    assert bool(transizione.nota_da) == bool(transizione.nota_perche)


@pytest.mark.parametrize(("nome", "stato"), CELLE)
def test_stato_per_persona(
    nome: str,
    stato: str,
    programma: Programma,
    persone: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "motivo_guardie", lambda transizione, fatti: "")
    monkeypatch.setattr(rules, "motivo_proposta", lambda utente, transizione, fatti: "")
    programma.stato = stato
    _, attese = TABELLA.get((nome, stato), ("", set()))
    ammesse = {persona for persona in PERSONAE if puo(persone[persona], nome, programma)}
    assert ammesse == attese


@pytest.mark.parametrize("persona", PERSONAE)
def test_un_no_dice_sempre_perche(
    persona: str, programma: Programma, persone: dict[str, Any]
) -> None:
    programma.stato = Stato.ANNULLATO
    motivi = [puo(persone[persona], nome, programma).motivo for nome in TRANSIZIONI]
    assert all(motivo.endswith(".") for motivo in motivi)


def test_chi_ha_due_incarichi_agisce_con_quello_che_serve(
    programma: Programma, manager: Any, in_istruttoria: Programma
) -> None:
    from distretti.models import Incarico

    Incarico.objects.create(
        distretto=programma.distretto,
        ruolo="coordinatore",
        utente=manager,
        nominativo="Marta Manara",
        dal="2021-01-01",
    )
    assert puo(manager, "prepara_per_la_giunta", programma)
    assert puo(manager, "trasmetti", programma)


def test_un_incarico_finito_non_vale(programma: Programma, manager: Any) -> None:
    manager.incarichi.update(al="2024-12-31")
    assert "non si ha un incarico" in puo(manager, "annulla", programma).motivo


# --- conditions -----------------------------------------------------------------------------


def _motivo(utente: Any, nome: str, programma: Programma) -> str:
    return puo(utente, nome, programma).motivo


def test_le_condizioni_valgono_quando_non_manca_nulla(
    in_istruttoria: Programma, funzionario: Any, dirigente: Any
) -> None:
    assert _motivo(funzionario, "propone", in_istruttoria) == ""
    assert _motivo(dirigente, "approva", in_istruttoria) == ""


def test_senza_osservazioni_aperte_non_si_chiedono_integrazioni(
    in_istruttoria: Programma, funzionario: Any
) -> None:
    assert "almeno un'osservazione aperta" in _motivo(
        funzionario, "chiede_integrazioni", in_istruttoria
    )


@pytest.mark.parametrize("stato", ["aperta", "risposta"])
def test_con_osservazioni_non_chiuse_non_si_approva(
    stato: str, in_istruttoria: Programma, funzionario: Any, dirigente: Any
) -> None:
    in_istruttoria.osservazioni.create(
        testo="Manca un dato.", autore=funzionario, stato=stato, inviata_il=timezone.now()
    )
    assert _motivo(dirigente, "approva", in_istruttoria).startswith(
        "Osservazioni non ancora chiuse: 1."
    )


def test_con_osservazioni_senza_risposta_non_si_ritrasmette(
    nello_stato: Callable[[str], Programma], coordinatore: Any, funzionario: Any
) -> None:
    programma = nello_stato("da_integrare")
    programma.osservazioni.create(
        testo="Manca un dato.", autore=funzionario, inviata_il=timezone.now()
    )
    assert "senza risposta: 1" in _motivo(coordinatore, "ritrasmetti", programma)
    programma.osservazioni.update(stato="risposta", risposta="Aggiunto.")
    assert _motivo(coordinatore, "ritrasmetti", programma) == ""


def test_uno_storico_non_si_trasmette(
    nello_stato: Callable[[str], Programma], coordinatore: Any
) -> None:
    programma = nello_stato("bozza")
    programma.storico = True
    assert "anno passato" in _motivo(coordinatore, "trasmetti", programma)


def test_solo_uno_storico_si_registra_senza_istruttoria(
    nello_stato: Callable[[str], Programma], funzionario: Any
) -> None:
    assert "anno passato" in _motivo(funzionario, "registra_storico", nello_stato("bozza"))


def test_senza_modello_non_si_approva(
    in_istruttoria: Programma, modello: Any, dirigente: Any
) -> None:
    type(modello).objects.update(in_uso=False)
    assert "non ha un modello di determinazione" in _motivo(dirigente, "approva", in_istruttoria)


def test_se_all_atto_manca_un_dato_lo_si_elenca(in_istruttoria: Programma, dirigente: Any) -> None:
    in_istruttoria.distretto.accordi.all().delete()
    assert _motivo(dirigente, "approva", in_istruttoria) == (
        "Per la determinazione mancano: atto della Giunta provinciale che approva l'accordo."
    )


def test_amministratore_non_compie_atti(in_istruttoria: Programma, amministratore: Any) -> None:
    assert "amministratore del sistema" in _motivo(amministratore, "approva", in_istruttoria)
