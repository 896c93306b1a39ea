"""The statements of a public site, reached from the foot of every page."""

from django.test import Client
from django.urls import reverse

from distretti.models import Ente


def test_l_informativa_nomina_chi_risponde(ente: Ente, client: Client) -> None:
    Ente.objects.update(responsabile_dati="Ufficio protezione dati, rpd@example.org")
    pagina = client.get(reverse("privacy")).content.decode()
    assert ente.agenzia in pagina
    assert "rpd@example.org" in pagina


def test_le_segnalazioni_vanno_a_chi_le_riceve(ente: Ente, client: Client) -> None:
    assert f"mailto:{ente.email}" in client.get(reverse("accessibilita")).content.decode()
    Ente.objects.update(
        contatto_accessibilita="accesso@example.org",
        dichiarazione_accessibilita="https://form.example.org/1",
    )
    pagina = client.get(reverse("accessibilita")).content.decode()
    assert "mailto:accesso@example.org" in pagina
    assert "https://form.example.org/1" in pagina
    assert f"mailto:{ente.email}" not in pagina


def test_il_piede_di_ogni_pagina_vi_porta(db: None, client: Client) -> None:
    for nome in ("accedi", "pubblicati", "verifica", "privacy", "accessibilita"):
        pagina = client.get(reverse(nome)).content.decode()
        piede = pagina[pagina.index("<footer") :]
        for dove in ("privacy", "accessibilita", "pubblicati", "verifica"):
            assert f'href="{reverse(dove)}"' in piede
