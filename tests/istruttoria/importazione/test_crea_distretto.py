"""The district that a file describes, made by --crea."""

import pytest

from distretti.models import Distretto, Organizzazione
from tests.istruttoria.importazione.comando import reale

pytestmark = pytest.mark.django_db


def test_crea_il_distretto_dal_file() -> None:
    reale("2026", distretto="FA-AV")
    distretto = Distretto.objects.get()
    assert (distretto.codice, distretto.denominazione, distretto.tipo) == (
        "FA-AV",
        "Distretto family audit Alta Valsugana",
        "family_audit",
    )
    assert (distretto.capofila.denominazione, distretto.nato_anno, distretto.nato_il) == (
        "Comune di Pergine Valsugana",
        2022,
        None,
    )
    assert (distretto.mail, distretto.sito, distretto.facebook) == (
        "distretto.familyaudit@comune.pergine.tn.it",
        "",
        "DistrettoFamilyAudit",
    )


def test_crea_l_accordo_con_i_suoi_atti() -> None:
    reale("2026")
    accordo = Distretto.objects.get().accordi.get()
    assert (
        str(accordo.atto_comune) == "deliberazione della Giunta comunale n. 70 del 24 maggio 2022"
    )
    assert str(accordo.atto_provincia) == (
        "deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022"
    )
    assert accordo.sottoscritto_il is None


def test_nel_2022_la_sottoscrizione_e_un_giorno() -> None:
    reale("2022")
    distretto = Distretto.objects.get()
    assert distretto.accordi.get().sottoscritto_il == distretto.nato_il
    assert distretto.nato_il.isoformat() == "2018-10-10"


def test_crea_aderenti_e_incarichi() -> None:
    reale("2026")
    distretto = Distretto.objects.get()
    assert sorted(a.dal.isoformat() for a in distretto.adesioni.all()) == [
        *["2022-07-15"] * 4,
        "2022-12-16",
    ]
    assert {(i.ruolo, i.nominativo, i.utente) for i in distretto.incarichi.all()} == {
        ("coordinatore", "Anna Rossi", None),
        ("manager", "Giulia Verdi", None),
        ("referente_amministrativo", "Carla Neri", None),
    }


def test_il_capofila_e_anche_aderente_una_volta_sola() -> None:
    reale("2026")
    assert Organizzazione.objects.count() == 5


def test_le_organizzazioni_delle_azioni_sono_collegate() -> None:
    reale("2026")
    cs4 = Organizzazione.objects.get(denominazione__startswith="C.S.4.")
    assert [r.testo for r in cs4.nelle_azioni.all()] == ["Cooperativa CS4"]


def test_una_storica_crea_il_distretto_ma_non_chi_vi_sta_oggi() -> None:
    reale("2026", storico=True)
    distretto = Distretto.objects.get()
    assert distretto.capofila is not None
    assert not distretto.incarichi.exists()
    assert not distretto.adesioni.exists()
    assert distretto.mail == ""
