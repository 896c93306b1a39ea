"""The provincial count: proposed by the register, entered by an officer, used by the act."""

from datetime import date
from typing import Any

from distretti.models import Distretto, Ente, Organizzazione
from istruttoria.dati_dell_atto import quadro_in_vigore
from istruttoria.queries import conta_registro
from istruttoria.services import registra_quadro

CONTI = {"territoriali": 16, "tematici": 1, "family_audit": 3, "organizzazioni": 1178}


def test_la_proposta_conta_distretti_e_organizzazioni(
    ente: Ente,
    distretto: Distretto,
    altro_distretto: Distretto,
    distretto_tematico: Distretto,
    capofila: Organizzazione,
) -> None:
    for dove in (distretto, altro_distretto):
        dove.adesioni.create(organizzazione=capofila, dal=date(2023, 1, 1))
    assert conta_registro(ente) == {
        "territoriali": 1,
        "tematici": 1,
        "family_audit": 1,
        "organizzazioni": 1,
    }


def test_la_proposta_lascia_fuori_i_revocati(ente: Ente, distretto: Distretto) -> None:
    Distretto.objects.update(stato="revocato")
    assert conta_registro(ente)["family_audit"] == 0


def test_vale_l_ultimo_quadro_non_successivo(ente: Ente) -> None:
    for anno in (2023, 2025):
        registra_quadro(ente, al=date(anno, 12, 31), **CONTI)
    trovato: Any = quadro_in_vigore(ente.pk, date(2025, 6, 1))
    assert trovato["al"] == "2023-12-31"
    assert quadro_in_vigore(ente.pk, date(2023, 12, 30)) is None


def test_un_quadro_si_corregge_registrandolo_di_nuovo(ente: Ente) -> None:
    registra_quadro(ente, al=date(2025, 12, 31), **CONTI)
    registra_quadro(ente, al=date(2025, 12, 31), **CONTI | {"organizzazioni": 1180})
    assert ente.quadri.get().organizzazioni == 1180
