"""Invitations: what is kept of the link, what it opens, how often and for how long."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from distretti.models import Distretto, Incarico, Invito, Utente
from distretti.services import (
    RegistroRifiutato,
    accetta_con_password,
    accetta_da,
    chiudi_incarico,
    impronta,
    invita,
    rimanda,
    ritira_invito,
)

NUOVA = "Quercia-rossa-71"


def collegamento(gettone: str) -> str:
    return f"https://distretti.example.org/invito/{gettone}/"


@pytest.fixture
def incarico(distretto: Distretto) -> Incarico:
    return Incarico.objects.create(
        distretto=distretto,
        ruolo="manager",
        nominativo="Nadia Nuova",
        email="Nadia@Example.org",
        telefono="0461 000000",
        dal=timezone.localdate() - timedelta(days=1),
    )


@pytest.fixture
def invito(incarico: Incarico, dirigente: Utente) -> Invito:
    return invita(incarico=incarico, attore=dirigente, collegamento=collegamento)


def accetta(invito: Invito) -> Utente:
    return accetta_con_password(invito=invito, nome="Nadia", cognome="Nuova", password=NUOVA)


def gettone(messaggio: EmailMessage) -> str:
    return re.search(r"/invito/([^/]+)/", messaggio.body)[1]


# --- sending --------------------------------------------------------------------------------


def test_il_messaggio_parte_a_cosa_fatta(
    incarico: Incarico,
    dirigente: Utente,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invita(incarico=incarico, attore=dirigente, collegamento=collegamento)
        assert not mailoutbox
    assert [m.to for m in mailoutbox] == [["nadia@example.org"]]
    assert "Manager territoriale" in mailoutbox[0].body


def test_il_messaggio_non_dice_altro(
    incarico: Incarico,
    dirigente: Utente,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invita(incarico=incarico, attore=dirigente, collegamento=collegamento)
    assert incarico.telefono not in mailoutbox[0].body
    assert dirigente.email not in mailoutbox[0].body


def test_del_collegamento_resta_solo_l_impronta(
    incarico: Incarico,
    dirigente: Utente,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invito = invita(incarico=incarico, attore=dirigente, collegamento=collegamento)
    segreto = gettone(mailoutbox[0])
    assert invito.impronta == impronta(segreto)
    assert segreto not in str(list(Invito.objects.values()))


def test_un_invito_per_volta(invito: Invito, incarico: Incarico, dirigente: Utente) -> None:
    with pytest.raises(RegistroRifiutato, match="invito in attesa"):
        invita(incarico=incarico, attore=dirigente, collegamento=collegamento)


@pytest.mark.parametrize("chi", ["manager", "lettore", "estraneo", "estraneo_ente"])
def test_chi_non_puo_invitare(incarico: Incarico, request: Any, chi: str) -> None:
    incarico.ruolo = "referente_organizzazione"
    incarico.save()
    with pytest.raises(RegistroRifiutato, match="Gli incarichi li affidano"):
        invita(
            incarico=incarico,
            attore=request.getfixturevalue(chi),
            collegamento=collegamento,
        )


def test_rimandare_annulla_il_collegamento_di_prima(invito: Invito, dirigente: Utente) -> None:
    vecchio = Invito.objects.get(pk=invito.pk)
    rimanda(invito=invito, attore=dirigente, collegamento=collegamento)
    with pytest.raises(RegistroRifiutato, match="solo l'ultimo"):
        accetta(vecchio)
    assert accetta(invito).email == "nadia@example.org"


def test_rimandare_segue_l_indirizzo_corretto(
    invito: Invito, incarico: Incarico, dirigente: Utente
) -> None:
    Incarico.objects.filter(pk=incarico.pk).update(email="giusta@example.org")
    invito = Invito.objects.get(pk=invito.pk)
    assert rimanda(invito=invito, attore=dirigente, collegamento=collegamento).email == (
        "giusta@example.org"
    )


def test_un_invito_ritirato_non_apre(invito: Invito, dirigente: Utente) -> None:
    ritira_invito(invito=invito, attore=dirigente)
    with pytest.raises(RegistroRifiutato, match="ritirato"):
        accetta(invito)
    with pytest.raises(RegistroRifiutato, match="non è più in attesa"):
        rimanda(invito=invito, attore=dirigente, collegamento=collegamento)


# --- accepting ------------------------------------------------------------------------------


def test_accettare_fa_un_utente_e_gli_da_l_incarico(invito: Invito, incarico: Incarico) -> None:
    utente = accetta(invito)
    assert utente.check_password(NUOVA)
    assert (utente.ruolo, utente.is_staff, utente.ente) == ("", False, None)
    incarico.refresh_from_db()
    assert incarico.utente == utente
    assert Distretto.objects.visibili_a(utente).count() == 1


def test_vale_una_volta(invito: Invito) -> None:
    accetta(invito)
    Utente.objects.filter(email=invito.email).update(email="altra@example.org")
    with pytest.raises(RegistroRifiutato, match="già stato accettato"):
        accetta(invito)


def test_scade(invito: Invito) -> None:
    Invito.objects.update(inviato_il=invito.inviato_il - timedelta(days=8))
    Invito.objects.update(scade_il=timezone.now() - timedelta(seconds=1))
    with pytest.raises(RegistroRifiutato, match="scaduto"):
        accetta(invito)
    assert not Utente.objects.filter(email="nadia@example.org").exists()


def test_un_incarico_chiuso_non_si_prende(invito: Invito, incarico: Incarico) -> None:
    chiudi_incarico(incarico, al=incarico.dal)
    with pytest.raises(RegistroRifiutato, match="chiuso nel frattempo"):
        accetta(invito)


def test_un_invito_non_cambia_la_password_di_nessuno(invito: Invito) -> None:
    esistente = Utente.objects.create_user("nadia@example.org", "la-sua", nome="N", cognome="N")
    with pytest.raises(RegistroRifiutato, match="si entra già"):
        accetta(invito)
    esistente.refresh_from_db()
    assert esistente.check_password("la-sua")


def test_chi_ha_gia_un_utente_prende_l_incarico(invito: Invito, incarico: Incarico) -> None:
    esistente = Utente.objects.create_user("nadia@example.org", "la-sua", nome="N", cognome="N")
    accetta_da(invito=invito, utente=esistente)
    incarico.refresh_from_db()
    assert incarico.utente == esistente


def test_un_altro_utente_non_prende_l_incarico(invito: Invito, estraneo: Utente) -> None:
    with pytest.raises(RegistroRifiutato, match=r"L.invito è per nadia@example"):
        accetta_da(invito=invito, utente=estraneo)


def test_chi_non_ha_ancora_una_password_la_sceglie(invito: Invito) -> None:
    senza = Utente.objects.create_user("nadia@example.org", None, nome="N", cognome="N")
    assert accetta(invito) == senza
    senza.refresh_from_db()
    assert senza.check_password(NUOVA)


def test_chi_e_stato_disattivato_non_rientra(invito: Invito) -> None:
    Utente.objects.create_user("nadia@example.org", None, nome="N", cognome="N", is_active=False)
    with pytest.raises(RegistroRifiutato, match="non è attivo"):
        accetta(invito)
    assert Invito.objects.aperti().exists()


def test_un_incarico_dato_nel_frattempo_resta_a_chi_lo_ha(
    invito: Invito, incarico: Incarico, estraneo: Utente
) -> None:
    Incarico.objects.filter(pk=incarico.pk).update(utente=estraneo)
    with pytest.raises(RegistroRifiutato, match="di un altro utente"):
        accetta(invito)
    assert not Utente.objects.filter(email="nadia@example.org").exists()
