"""Who may give and end which role: a table written by hand."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from distretti.enums import Persona, RuoloIncarico
from distretti.models import Distretto, Incarico
from distretti.rules import puo_affidare, puo_chiudere, puo_invitare, puo_passare

PERSONE = [str(p) for p in Persona.values]
# personae in the order of ``Persona``; roles: manager and the others below, coordinatore
PUO_DARE = {
    #               ano est let man coo ref fun dir  eE amm
    "manager": "      -   -   -   -   X   -   X   X   -   X",
    "referente_amministrativo": " -   -   -   -   X   -   X   X   -   X",
    "referente_organizzazione": " -   -   -   -   X   -   X   X   -   X",
    "coordinatore": " -   -   -   -   -   -   X   X   -   X",
}


@pytest.mark.parametrize("ruolo", PUO_DARE)
def test_chi_affida(ruolo: str, persone: dict[str, Any], distretto: Distretto) -> None:
    avuti = {p: bool(puo_affidare(persone[p], distretto, ruolo)) for p in PERSONE}
    attesi = [segno == "X" for segno in PUO_DARE[ruolo].split()]
    assert avuti == dict(zip(PERSONE, attesi, strict=True))


def test_il_no_dice_perche(persone: dict[str, Any], distretto: Distretto) -> None:
    motivo = puo_affidare(persone["manager"], distretto, RuoloIncarico.MANAGER).motivo
    assert "l'ufficio dell'ente e il coordinatore" in motivo
    motivo = puo_affidare(persone["coordinatore"], distretto, RuoloIncarico.COORDINATORE).motivo
    assert motivo == "Il coordinatore lo nomina l'ufficio dell'ente."


def test_in_un_distretto_revocato_si_chiude_soltanto(
    persone: dict[str, Any], distretto: Distretto, dirigente: Any
) -> None:
    distretto.stato = "revocato"
    incarico = persone["manager"].incarichi.get()
    incarico.distretto = distretto
    assert "revocato" in puo_affidare(dirigente, distretto, RuoloIncarico.MANAGER).motivo
    assert "revocato" in puo_passare(dirigente, incarico).motivo
    assert puo_chiudere(dirigente, incarico)


def test_un_incarico_chiuso_non_si_richiude(persone: dict[str, Any], dirigente: Any) -> None:
    incarico = persone["manager"].incarichi.get()
    incarico.al = timezone.localdate()
    assert "già una data di fine" in puo_chiudere(dirigente, incarico).motivo
    assert "già una data di fine" in puo_passare(dirigente, incarico).motivo


def test_i_referenti_non_passano_le_consegne(persone: dict[str, Any], dirigente: Any) -> None:
    incarico = persone["lettore"].incarichi.get()
    assert "più d'uno" in puo_passare(dirigente, incarico).motivo


@pytest.mark.parametrize(
    ("campi", "motivo"),
    [
        ({}, ""),
        ({"email": ""}, "Manca l'indirizzo"),
        ({"utente_id": 1}, "il proprio utente"),
        ({"al": -1}, "chiuso"),
        ({"al": 0}, ""),
    ],
)
def test_chi_si_puo_invitare(
    distretto: Distretto, dirigente: Any, campi: dict[str, Any], motivo: str
) -> None:
    if "al" in campi:
        campi = {"al": timezone.localdate() + timedelta(days=campi["al"])}
    dati = {"ruolo": "manager", "email": "a@example.org", "dal": timezone.localdate(), **campi}
    risposta = puo_invitare(dirigente, Incarico(distretto=distretto, **dati))
    assert motivo in risposta.motivo
    assert bool(risposta) == (not motivo)
