"""Users in the admin: who may invite whom, and whose password."""

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from distretti.models import Distretto, Ente, Incarico, Utente
from distretti.rules import puo_gestire

NUOVO = reverse("admin:distretti_utente_add")
PAROLA = "Quercia-rossa-71"


def dati(**campi: Any) -> dict[str, Any]:
    return {
        "email": "Nuova@Example.org",
        "nome": "Nuova",
        "cognome": "Persona",
        "ruolo": "",
        "usable_password": "true",
        "password1": PAROLA,
        "password2": PAROLA,
        **campi,
    }


def test_un_funzionario_invita(ufficio: Client, ente: Ente) -> None:
    ufficio.post(NUOVO, dati())
    nuovo = Utente.objects.get(email="nuova@example.org")
    assert (nuovo.ente, nuovo.ruolo, nuovo.is_superuser) == (ente, "", False)
    assert nuovo.check_password(PAROLA)


def test_un_funzionario_non_da_ruoli(ufficio: Client, ente: Ente) -> None:
    ufficio.post(NUOVO, dati(ruolo="dirigente", is_superuser="on", ente=99))
    nuovo = Utente.objects.get(email="nuova@example.org")
    assert (nuovo.ruolo, nuovo.is_superuser) == ("", False)


def test_il_dirigente_da_ruoli(direzione: Client) -> None:
    direzione.post(NUOVO, dati(ruolo="funzionario"))
    assert Utente.objects.get(email="nuova@example.org").ruolo == "funzionario"


def test_due_utenti_con_la_stessa_mail(ufficio: Client, funzionario: Utente) -> None:
    risposta = ufficio.post(NUOVO, dati(email=funzionario.email.upper()))
    assert risposta.context["adminform"].errors


def test_una_password_debole_non_passa(ufficio: Client, ente: Ente) -> None:
    assert ufficio.post(NUOVO, dati(password1="12345678", password2="12345678")).context["errors"]
    assert not Utente.objects.filter(email="nuova@example.org").exists()


@pytest.mark.parametrize(
    ("attore", "di_chi", "puo"),
    [
        ("funzionario", "manager", True),
        ("funzionario", "funzionario", False),
        ("funzionario", "dirigente", False),
        ("funzionario", "amministratore", False),
        ("dirigente", "funzionario", True),
        ("dirigente", "amministratore", False),
        ("dirigente", "estraneo_ente", False),
        ("amministratore", "dirigente", True),
        ("manager", "lettore", False),
    ],
)
def test_chi_gestisce_chi(attore: str, di_chi: str, puo: bool, persone: dict[str, Utente]) -> None:
    assert puo_gestire(persone[attore], persone[di_chi]) is puo


def test_chi_ha_parte_in_un_altro_ente_non_si_gestisce(
    funzionario: Utente, manager: Utente, distretto_altrove: Distretto
) -> None:
    Incarico.objects.create(
        distretto=distretto_altrove,
        ruolo="coordinatore",
        utente=manager,
        nominativo="M",
        dal="2020-01-01",
    )
    assert not puo_gestire(funzionario, manager)


def test_la_password_del_dirigente_non_si_tocca(ufficio: Client, dirigente: Utente) -> None:
    pagina = reverse("admin:auth_user_password_change", args=[dirigente.pk])
    vecchia = dirigente.password
    risposta = ufficio.post(
        pagina, {"usable_password": "true", "password1": PAROLA, "password2": PAROLA}
    )
    dirigente.refresh_from_db()
    assert (risposta.status_code, dirigente.password) == (403, vecchia)


def test_si_reimposta_la_password_di_un_manager(ufficio: Client, manager: Utente) -> None:
    pagina = reverse("admin:auth_user_password_change", args=[manager.pk])
    campi = {"usable_password": "true", "password1": PAROLA, "password2": PAROLA}
    ufficio.post(pagina, {**campi, "set-password": "1"})
    manager.refresh_from_db()
    assert manager.check_password(PAROLA)


def test_nelle_ricerche_la_password_non_si_indovina(
    ufficio: Client, manager: Utente, errori_attesi: object
) -> None:
    elenco = reverse("admin:distretti_utente_changelist")
    assert ufficio.get(f"{elenco}?password__startswith=md5").status_code == 400


# --- the second factor ----------------------------------------------------------------------


def _togli(client: Client, utente: Utente) -> None:
    pagina = reverse("admin:distretti_utente_change", args=[utente.pk])
    campi = {"email": utente.email, "nome": utente.nome, "cognome": utente.cognome}
    formset = {"incarichi-TOTAL_FORMS": "0", "incarichi-INITIAL_FORMS": "0"}
    dati = {**campi, **formset, "is_active": "on", "togli_secondo_fattore": "on"}
    client.post(pagina, dati)


def test_si_toglie_il_secondo_fattore_a_chi_lo_ha_perso(ufficio: Client, manager: Utente) -> None:
    TOTP.activate(manager, generate_totp_secret())
    pagina = reverse("admin:distretti_utente_change", args=[manager.pk])
    assert "togli il secondo fattore" in ufficio.get(pagina).text.lower()
    _togli(ufficio, manager)
    assert not manager.authenticator_set.exists()


def test_a_chi_non_lo_ha_non_si_propone(ufficio: Client, manager: Utente) -> None:
    pagina = reverse("admin:distretti_utente_change", args=[manager.pk])
    assert "togli_secondo_fattore" not in ufficio.get(pagina).text


def test_un_funzionario_non_lo_toglie_al_dirigente(ufficio: Client, dirigente: Utente) -> None:
    TOTP.activate(dirigente, generate_totp_secret())
    _togli(ufficio, dirigente)
    assert dirigente.authenticator_set.exists()


def test_lo_toglie_anche_il_comando(amministratore: Utente) -> None:
    TOTP.activate(amministratore, generate_totp_secret())
    call_command("togli_secondo_fattore", amministratore.email.upper(), stdout=StringIO())
    assert not amministratore.authenticator_set.exists()


@pytest.mark.django_db
def test_il_comando_con_un_indirizzo_ignoto() -> None:
    with pytest.raises(CommandError, match="Nessuno entra"):
        call_command("togli_secondo_fattore", "nessuno@example.org")
