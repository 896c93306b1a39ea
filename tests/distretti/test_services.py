"""The verbs of the register."""

from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from distretti.enums import RuoloIncarico, TipoCertificazione
from distretti.models import (
    Adesione,
    AliasOrganizzazione,
    Certificazione,
    Distretto,
    Ente,
    Incarico,
    Organizzazione,
    Utente,
)
from distretti.nomi import cerca
from distretti.services import (
    RegistroRifiutato,
    affida_incarico,
    aggiungi_alias,
    chiudi_adesione,
    chiudi_incarico,
    fondi,
    nomi_noti,
    registra_adesione,
    registra_certificazione,
    registra_organizzazione,
)
from distretti.services.unione import riferimenti
from programmi.models import Programma


@pytest.fixture
def cs4(ente: Ente) -> Organizzazione:
    return registra_organizzazione(ente=ente, denominazione="Cooperativa sociale CS4")


@pytest.fixture
def doppia(ente: Ente) -> Organizzazione:
    return Organizzazione.objects.create(ente=ente, denominazione="Coop. C.S. Quattro")


# --- organisations --------------------------------------------------------------------------


def test_registra_pulisce_gli_spazi(ente: Ente) -> None:
    assert (
        registra_organizzazione(ente=ente, denominazione=" Pro\u00a0Loco  Civè ").denominazione
        == "Pro Loco Civè"
    )


def test_non_registra_due_volte_lo_stesso_nome(ente: Ente, cs4: Organizzazione) -> None:
    with pytest.raises(RegistroRifiutato, match="già nel registro"):
        registra_organizzazione(ente=ente, denominazione="C.S.4. società cooperativa sociale")


def test_lo_stesso_nome_in_un_altro_ente(altro_ente: Ente, cs4: Organizzazione) -> None:
    altra = registra_organizzazione(ente=altro_ente, denominazione=cs4.denominazione)
    assert altra.pk != cs4.pk


def test_alias_si_trova(ente: Ente, cs4: Organizzazione) -> None:
    aggiungi_alias(cs4, "Quattro Stagioni")
    assert cerca("quattro stagioni", nomi_noti(ente)).id == cs4.pk


def test_alias_uguale_al_nome_non_si_aggiunge(cs4: Organizzazione) -> None:
    assert aggiungi_alias(cs4, "COOPERATIVA SOCIALE CS4") is None


def test_alias_di_un_altra_rifiutato(ente: Ente, cs4: Organizzazione) -> None:
    altra = registra_organizzazione(ente=ente, denominazione="Biblioteca di Pergine")
    with pytest.raises(RegistroRifiutato, match="unirle"):
        aggiungi_alias(altra, "CS4")


# --- memberships ----------------------------------------------------------------------------


def test_aderisce_e_poi_esce(distretto: Distretto, cs4: Organizzazione) -> None:
    adesione = registra_adesione(
        distretto=distretto, organizzazione=cs4, dal=date(2022, 7, 15), proponente=True
    )
    chiudi_adesione(adesione, al=date(2025, 12, 31), motivo="cessata attività")
    assert list(distretto.adesioni.al(date(2025, 12, 31))) == [adesione]
    assert not distretto.adesioni.al(date(2026, 1, 1))


def test_non_aderisce_due_volte(distretto: Distretto, cs4: Organizzazione) -> None:
    registra_adesione(distretto=distretto, organizzazione=cs4, dal=date(2022, 7, 15))
    with pytest.raises(RegistroRifiutato, match="15 luglio 2022"):
        registra_adesione(distretto=distretto, organizzazione=cs4, dal=date(2024, 1, 1))


def test_rientra_dopo_l_uscita(distretto: Distretto, cs4: Organizzazione) -> None:
    prima = registra_adesione(distretto=distretto, organizzazione=cs4, dal=date(2022, 7, 15))
    chiudi_adesione(prima, al=date(2023, 1, 31), motivo="pausa")
    registra_adesione(distretto=distretto, organizzazione=cs4, dal=date(2023, 2, 1))
    assert distretto.adesioni.count() == 2


def test_non_si_esce_prima_di_entrare(distretto: Distretto, cs4: Organizzazione) -> None:
    adesione = registra_adesione(distretto=distretto, organizzazione=cs4, dal=date(2022, 7, 15))
    with pytest.raises(RegistroRifiutato, match="precedere"):
        chiudi_adesione(adesione, al=date(2022, 7, 14), motivo="errore")


def test_non_si_esce_due_volte(distretto: Distretto, cs4: Organizzazione) -> None:
    adesione = registra_adesione(distretto=distretto, organizzazione=cs4, dal=date(2022, 7, 15))
    chiudi_adesione(adesione, al=date(2023, 1, 31), motivo="pausa")
    with pytest.raises(RegistroRifiutato, match="già chiusa"):
        chiudi_adesione(adesione, al=date(2024, 1, 31), motivo="pausa")


def test_uscita_senza_motivo(distretto: Distretto, cs4: Organizzazione) -> None:
    adesione = registra_adesione(distretto=distretto, organizzazione=cs4, dal=date(2022, 7, 15))
    with pytest.raises(RegistroRifiutato, match="motivo"):
        chiudi_adesione(adesione, al=date(2023, 1, 31), motivo=" ")


def test_non_aderisce_a_un_distretto_d_altri(
    distretto_altrove: Distretto, cs4: Organizzazione
) -> None:
    with pytest.raises(RegistroRifiutato, match="enti diversi"):
        registra_adesione(distretto=distretto_altrove, organizzazione=cs4, dal=date(2024, 1, 1))


# --- people ---------------------------------------------------------------------------------


def _incarico(distretto: Distretto, nome: str, dal: date, **campi: Any) -> Incarico:
    return affida_incarico(
        distretto=distretto, ruolo=RuoloIncarico.MANAGER, nominativo=nome, dal=dal, **campi
    )


def test_chi_arriva_chiude_chi_c_era(distretto: Distretto) -> None:
    prima = _incarico(distretto, "Prima", date(2022, 1, 1))
    _incarico(distretto, "Seconda", date(2024, 9, 1))
    prima.refresh_from_db()
    assert prima.al == date(2024, 8, 31)


def test_il_nuovo_incarico_comincia_dopo(distretto: Distretto) -> None:
    _incarico(distretto, "Prima", date(2024, 1, 1))
    with pytest.raises(RegistroRifiutato, match="1° gennaio 2024"):
        _incarico(distretto, "Seconda", date(2024, 1, 1))


def test_piu_referenti_di_organizzazione(distretto: Distretto) -> None:
    for nome in ("Uno", "Due"):
        affida_incarico(
            distretto=distretto,
            ruolo=RuoloIncarico.REFERENTE_ORGANIZZAZIONE,
            nominativo=nome,
            dal=date(2024, 1, 1),
        )
    assert distretto.incarichi.in_corso(date(2024, 1, 1)).count() == 2


def test_chiudi_incarico(distretto: Distretto) -> None:
    incarico = chiudi_incarico(_incarico(distretto, "Prima", date(2022, 1, 1)), al=date(2023, 1, 1))
    assert not Incarico.objects.in_corso(date(2023, 1, 2)).filter(pk=incarico.pk)
    with pytest.raises(RegistroRifiutato, match="già chiuso"):
        chiudi_incarico(incarico, al=date(2023, 1, 1))


# --- merging --------------------------------------------------------------------------------


def test_ogni_riferimento_segue(
    programma: Programma, distretto: Distretto, cs4: Organizzazione, doppia: Organizzazione
) -> None:
    """One row for every foreign key to an organisation, whatever room it is in."""
    azione = programma.azioni.first()
    righe = {
        "distretti.Distretto.capofila": distretto,
        "distretti.Incarico.organizzazione": _incarico(
            distretto, "Uno", date(2024, 1, 1), organizzazione=doppia
        ),
        "programmi.AttoreProgramma.organizzazione": programma.attori.first(),
        "programmi.AderenteProgramma.organizzazione": programma.aderenti.create(
            posizione=1, denominazione="CS4", organizzazione=doppia
        ),
        "azioni.OrganizzazioneAzione.organizzazione": azione.organizzazioni.create(
            ruolo="altra", posizione=1, testo="CS4", organizzazione=doppia
        ),
    }
    Distretto.objects.filter(pk=distretto.pk).update(capofila=doppia)
    programma.attori.update(organizzazione=doppia)
    fondi(doppia, cs4)
    for percorso, riga in righe.items():
        riga.refresh_from_db()
        assert getattr(riga, percorso.rsplit(".", 1)[1]) == cs4, percorso
    for modello, campo in riferimenti():
        if campo != "fusa_in":
            assert not modello._base_manager.filter(**{campo: doppia}).exists(), modello


@pytest.mark.django_db
def test_riferimenti_di_tutte_le_stanze() -> None:
    assert {f"{m._meta.label}.{campo}" for m, campo in riferimenti()} == {
        "azioni.OrganizzazioneAzione.organizzazione",
        "distretti.Adesione.organizzazione",
        "distretti.AliasOrganizzazione.organizzazione",
        "distretti.Certificazione.organizzazione",
        "distretti.Distretto.capofila",
        "distretti.Incarico.organizzazione",
        "distretti.Organizzazione.fusa_in",
        "distretti.Proposta.organizzazione",
        "programmi.AderenteProgramma.organizzazione",
        "programmi.AttoreProgramma.organizzazione",
    }


def test_i_nomi_diventano_alias(ente: Ente, cs4: Organizzazione, doppia: Organizzazione) -> None:
    aggiungi_alias(doppia, "Quattro")
    fondi(doppia, cs4)
    assert set(cs4.alias.values_list("nome", flat=True)) == {"Coop. C.S. Quattro", "Quattro"}
    assert cerca("Quattro", nomi_noti(ente)).id == cs4.pk
    assert not AliasOrganizzazione.objects.filter(organizzazione=doppia).exists()


def test_adesioni_sovrapposte_diventano_una(
    distretto: Distretto, cs4: Organizzazione, doppia: Organizzazione
) -> None:
    registra_adesione(distretto=distretto, organizzazione=cs4, dal=date(2023, 1, 1))
    registra_adesione(
        distretto=distretto, organizzazione=doppia, dal=date(2022, 7, 15), proponente=True
    )
    fondi(doppia, cs4)
    adesione = Adesione.objects.get(distretto=distretto)
    assert (adesione.organizzazione, adesione.dal, adesione.al, adesione.proponente) == (
        cs4,
        date(2022, 7, 15),
        None,
        True,
    )


def test_adesioni_lontane_restano_due(
    distretto: Distretto, cs4: Organizzazione, doppia: Organizzazione
) -> None:
    registra_adesione(
        distretto=distretto, organizzazione=doppia, dal=date(2020, 1, 1), al=date(2020, 12, 31)
    )
    registra_adesione(distretto=distretto, organizzazione=cs4, dal=date(2023, 1, 1))
    fondi(doppia, cs4)
    assert [a.dal.year for a in cs4.adesioni.all()] == [2020, 2023]


def test_marchi_sovrapposti_diventano_uno(cs4: Organizzazione, doppia: Organizzazione) -> None:
    for organizzazione, inizio, fine in ((cs4, 2022, 2024), (doppia, 2023, 2026)):
        registra_certificazione(
            organizzazione=organizzazione,
            tipo=TipoCertificazione.FAMILY_AUDIT,
            dal=date(inizio, 1, 1),
            al=date(fine, 12, 31),
        )
    fondi(doppia, cs4)
    marchio = Certificazione.objects.get()
    assert (marchio.organizzazione, marchio.dal.year, marchio.al.year) == (cs4, 2022, 2026)


def test_chi_era_gia_unito_segue(ente: Ente, cs4: Organizzazione, doppia: Organizzazione) -> None:
    terza = Organizzazione.objects.create(ente=ente, denominazione="Terza")
    fondi(terza, doppia)
    fondi(doppia, cs4)
    terza.refresh_from_db()
    assert terza.fusa_in == cs4


def test_unita_non_si_trova_piu(ente: Ente, cs4: Organizzazione, doppia: Organizzazione) -> None:
    fondi(doppia, cs4)
    assert doppia.fusa_in == cs4
    assert doppia.pk not in nomi_noti(ente)


def test_non_si_unisce_due_volte(cs4: Organizzazione, doppia: Organizzazione) -> None:
    fondi(doppia, cs4)
    with pytest.raises(RegistroRifiutato, match="già stata unita"):
        fondi(doppia, cs4)
    with pytest.raises(RegistroRifiutato, match="già stata unita"):
        fondi(cs4, doppia)


def test_non_si_unisce_a_se_stessa(cs4: Organizzazione) -> None:
    with pytest.raises(RegistroRifiutato, match="sé stessa"):
        fondi(cs4, cs4)


def test_non_si_uniscono_enti_diversi(cs4: Organizzazione, altro_ente: Ente) -> None:
    altra = Organizzazione.objects.create(ente=altro_ente, denominazione="Altra")
    with pytest.raises(RegistroRifiutato, match="enti diversi"):
        fondi(altra, cs4)


def test_solo_l_ufficio_unisce(
    cs4: Organizzazione, doppia: Organizzazione, manager: Utente, funzionario: Utente
) -> None:
    with pytest.raises(RegistroRifiutato, match="funzionario"):
        fondi(doppia, cs4, attore=manager)
    fondi(doppia, cs4, attore=funzionario)
    assert LogEntry.objects.get(user=funzionario).object_id == str(cs4.pk)
