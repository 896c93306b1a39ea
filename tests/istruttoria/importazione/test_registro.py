"""What an import does to the register, and what it leaves alone."""

from datetime import date
from typing import Any

import pytest

from distretti.models import Adesione, Distretto, Organizzazione, Utente
from distretti.services import affida_incarico, registra_adesione
from programmi.models import Programma, Schema


@pytest.fixture
def importa_2027(importa: Any, schemi: None, lettura_2027: dict[str, Any]) -> Any:
    """Import the small 2027 programme on the district that the test has prepared."""
    return lambda **opzioni: importa(lettura_2027, **{"anno": 2027, **opzioni})


def test_il_piu_nuovo_riempie_il_registro(importa_2027: Any, prato: Distretto) -> None:
    importa_2027()
    prato.refresh_from_db()
    assert (prato.sito, prato.facebook) == ("prato.example", "")
    assert set(prato.incarichi.values_list("ruolo", "nominativo")) == {
        ("coordinatore", "Ugo Alti"),
        ("manager", "Ida Bassi"),
        ("referente_amministrativo", "Pia Conti"),
    }
    assert [str(a.organizzazione) for a in prato.adesioni.all()] == [
        "Comune di Prato",
        "BANDA DI PRATO",
    ]


def test_storica_non_tocca_il_registro(importa_2027: Any, prato: Distretto) -> None:
    importa_2027(storico=True)
    prato.refresh_from_db()
    assert (prato.sito, prato.incarichi.count(), prato.adesioni.count()) == ("", 0, 0)
    assert not Organizzazione.objects.exists()


def test_piu_vecchia_del_programma_piu_nuovo(
    importa_2027: Any, prato: Distretto, schema_2026: Schema
) -> None:
    Programma.objects.create(
        distretto=prato,
        schema=schema_2026,
        anno=2028,
        dal=date(2028, 1, 1),
        al=date(2028, 12, 31),
    )
    importa_2027()
    assert not prato.incarichi.exists()


def test_piu_vecchia_di_quest_anno_su_un_distretto_noto(
    importa: Any, schemi: None, prato: Distretto, lettura: Any
) -> None:
    """The register of a district without programmes speaks of today."""
    importa(lettura, anno=2024)
    prato.refresh_from_db()
    assert (prato.sito, prato.incarichi.count()) == ("", 0)


def test_chi_e_in_carica_resta(importa_2027: Any, prato: Distretto, manager: Utente) -> None:
    affida_incarico(
        distretto=prato,
        ruolo="manager",
        nominativo="Un'altra",
        dal=date(2025, 1, 1),
        utente=manager,
    )
    esito = importa_2027()
    assert prato.incarichi.get(ruolo="manager").utente == manager
    assert any("«Ida Bassi»" in d and "«Un'altra»" in d for d in esito.dubbi)


def test_chi_aderisce_gia_non_si_ripete(importa_2027: Any, prato: Distretto) -> None:
    banda = Organizzazione.objects.create(ente=prato.ente, denominazione="Banda di Prato")
    registra_adesione(distretto=prato, organizzazione=banda, dal=date(2019, 1, 1))
    importa_2027()
    assert Adesione.objects.get(organizzazione=banda).dal == date(2019, 1, 1)


def test_chi_manca_dall_elenco_non_esce(importa_2027: Any, prato: Distretto) -> None:
    altra = Organizzazione.objects.create(ente=prato.ente, denominazione="Soste srl")
    registra_adesione(distretto=prato, organizzazione=altra, dal=date(2019, 1, 1))
    esito = importa_2027()
    assert Adesione.objects.get(organizzazione=altra).al is None
    assert any("«Soste srl» aderisce secondo il registro" in d for d in esito.dubbi)


def test_un_nome_dubbio_non_si_collega(importa_2027: Any, prato: Distretto) -> None:
    simile = Organizzazione.objects.create(ente=prato.ente, denominazione="Banda musicale di Prato")
    esito = importa_2027()
    riga = Programma.objects.get().aderenti.get(posizione=2)
    assert riga.organizzazione is None
    assert not simile.adesioni.exists()
    assert any("forse è «Banda musicale di Prato»" in d for d in esito.dubbi)


def test_un_alias_si_collega(importa_2027: Any, prato: Distretto) -> None:
    filarmonica = Organizzazione.objects.create(ente=prato.ente, denominazione="Filarmonica")
    filarmonica.alias.create(nome="Banda di Prato")
    importa_2027()
    assert Programma.objects.get().aderenti.get(posizione=2).organizzazione == filarmonica


def test_un_altro_capofila_e_un_dubbio(importa_2027: Any, prato: Distretto) -> None:
    prato.capofila = Organizzazione.objects.create(
        ente=prato.ente, denominazione="Comune di Altrove"
    )
    prato.save()
    esito = importa_2027()
    prato.refresh_from_db()
    assert str(prato.capofila) == "Comune di Altrove"
    assert any("capofila" in d for d in esito.dubbi)


def test_un_file_di_un_altro_distretto_e_un_dubbio(importa_2027: Any, prato: Distretto) -> None:
    Distretto.objects.update(denominazione="Distretto famiglia Altrove", tipo="tematico")
    dubbi = importa_2027().dubbi
    assert any("Il file porta il nome" in d for d in dubbi)
    assert any("di tipo Territoriale" in d for d in dubbi)
