"""Invitations in the browser: sent, sent again, withdrawn, accepted."""

import re
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distretti.models import Distretto, Incarico, Invito, Utente

pytestmark = pytest.mark.django_db(transaction=True)

NUOVA = "Quercia-rossa-71"
ACCETTA = {"nome": "Nadia", "cognome": "Nuova", "password": NUOVA, "ripetuta": NUOVA}


@pytest.fixture
def incarico(distretto: Distretto) -> Incarico:
    return Incarico.objects.create(
        distretto=distretto,
        ruolo="manager",
        nominativo="Nadia Nuova",
        email="nadia@example.org",
        dal=timezone.localdate(),
    )


@pytest.fixture
def coordina(client: Client, coordinatore: Utente) -> Client:
    client.force_login(coordinatore)
    return client


def invita(client: Client, incarico: Incarico) -> Any:
    return client.post(reverse("incarico_invita", args=[incarico.pk]))


@pytest.fixture
def pagina(coordina: Client, incarico: Incarico, mailoutbox: list[EmailMessage]) -> str:
    """The address in the mail."""
    invita(coordina, incarico)
    return indirizzo(mailoutbox[-1])


def indirizzo(messaggio: EmailMessage) -> str:
    return re.search(r"https?://testserver(/invito/\S+)", messaggio.body)[1]


# --- who sends ------------------------------------------------------------------------------


def test_invitare_lo_mostra_nell_elenco(coordina: Client, incarico: Incarico) -> None:
    risposta = invita(coordina, incarico)
    assert "Invito in attesa" in coordina.get(risposta.url).text


def test_due_volte_di_fila(coordina: Client, incarico: Incarico) -> None:
    invita(coordina, incarico)
    risposta = coordina.get(invita(coordina, incarico).url)
    assert "già un invito in attesa" in risposta.text.replace("&#x27;", "'")
    assert Invito.objects.count() == 1


def test_mandare_di_nuovo_cambia_il_collegamento(
    coordina: Client, pagina: str, mailoutbox: list[EmailMessage]
) -> None:
    coordina.post(reverse("invito_rimanda", args=[Invito.objects.get().pk]))
    assert Client().get(pagina).status_code == 404
    assert Client().get(indirizzo(mailoutbox[-1])).status_code == 200


def test_ritirare_chiude_la_porta(coordina: Client, pagina: str) -> None:
    coordina.post(reverse("invito_ritira", args=[Invito.objects.get().pk]))
    risposta = Client().get(pagina)
    assert risposta.status_code == 410
    assert "ritirato" in risposta.text


@pytest.mark.parametrize("nome", ["invito_rimanda", "invito_ritira"])
def test_un_invito_accettato_non_si_tocca(coordina: Client, pagina: str, nome: str) -> None:
    Client().post(pagina, ACCETTA)
    coordina.post(reverse(nome, args=[Invito.objects.get().pk]))
    invito = Invito.objects.get()
    assert invito.accettato_il
    assert invito.ritirato_il is None


def test_il_manager_non_invita(client: Client, manager: Utente, distretto: Distretto) -> None:
    client.force_login(manager)
    altro = Incarico.objects.create(
        distretto=distretto,
        ruolo="referente_organizzazione",
        nominativo="R",
        email="r@example.org",
        dal=timezone.localdate(),
    )
    assert invita(client, altro).status_code == 403
    assert not Invito.objects.exists()


# --- who receives ---------------------------------------------------------------------------


def test_si_sceglie_la_password_e_si_entra(pagina: str) -> None:
    nadia = Client()
    assert 'value="Nadia"' in nadia.get(pagina).text
    assert nadia.post(pagina, ACCETTA).url == reverse("accedi")
    dati = {"username": "nadia@example.org", "password": NUOVA}
    assert nadia.post(reverse("accedi"), dati).url == reverse("scrivania")


def test_leggere_la_pagina_non_cambia_niente(pagina: str) -> None:
    Client().get(pagina)
    assert Invito.objects.aperti().count() == 1
    assert not Utente.objects.filter(email="nadia@example.org").exists()


@pytest.mark.parametrize(
    "campi",
    [
        {"ripetuta": "diversa"},
        {"password": "12345678", "ripetuta": "12345678"},
        {"password": "nadia@example.org", "ripetuta": "nadia@example.org"},
        {"nome": ""},
    ],
)
def test_cio_che_non_va_si_dice(pagina: str, campi: dict[str, str]) -> None:
    assert Client().post(pagina, {**ACCETTA, **campi}).status_code == 422
    assert Invito.objects.aperti().count() == 1


def test_il_collegamento_vale_una_volta(pagina: str) -> None:
    Client().post(pagina, ACCETTA)
    for metodo in ("get", "post"):
        assert getattr(Client(), metodo)(pagina, ACCETTA).status_code == 410


def test_un_collegamento_inventato(client: Client) -> None:
    assert client.get(reverse("invito_accetta", args=["inventato"])).status_code == 404


def test_chi_ha_gia_un_utente_entra_e_accetta(pagina: str, estraneo: Utente) -> None:
    Utente.objects.filter(pk=estraneo.pk).update(email="nadia@example.org")
    elio = Client()
    assert "dopo l’accesso" in elio.get(pagina).text
    elio.force_login(estraneo)
    assert elio.post(pagina).url == reverse("scrivania")
    assert estraneo.incarichi.filter(ruolo="manager").count() == 2


def test_senza_accesso_non_si_prende_l_utente_di_un_altro(pagina: str, estraneo: Utente) -> None:
    Utente.objects.filter(pk=estraneo.pk).update(email="nadia@example.org")
    assert Client().post(pagina, ACCETTA).status_code == 422
    estraneo.refresh_from_db()
    assert not estraneo.check_password(NUOVA)


def test_chi_e_entrato_come_un_altro_deve_uscire(pagina: str, estraneo: Utente) -> None:
    elio = Client()
    elio.force_login(estraneo)
    assert "l’invito è per nadia@example.org" in elio.get(pagina).text
    assert elio.post(pagina, ACCETTA).status_code == 422
    assert Invito.objects.aperti().count() == 1


def test_chi_e_stato_disattivato_non_rientra(pagina: str, estraneo: Utente) -> None:
    Utente.objects.filter(pk=estraneo.pk).update(email="nadia@example.org", is_active=False)
    assert Client().get(pagina).status_code == 410
