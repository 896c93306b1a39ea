"""The Ente's own page in the office: how its acts are approved and numbered."""

import pytest
from django.test import Client
from django.urls import reverse

from distretti.models import Ente


def scheda(ente: Ente) -> str:
    return reverse("admin:distretti_ente_change", args=[ente.pk])


def modulo(client: Client, ente: Ente, **cambi: str) -> dict[str, str]:
    """What the page would send, with some values changed."""
    form = client.get(scheda(ente)).context["adminform"].form
    mandati = {nome: form[nome].value() for nome in form.fields}
    return {nome: valore for nome, valore in mandati.items() if valore} | cambi


def test_il_dirigente_sceglie_quando_l_atto_prende_il_numero(direzione: Client, ente: Ente) -> None:
    pagina = direzione.get(scheda(ente)).text
    assert "Stampato nel documento che si firma" in pagina
    assert "quelli emessi restano come sono" in pagina
    dati = modulo(direzione, ente, numerazione="dopo_firma")
    assert direzione.post(scheda(ente), dati).status_code == 302
    ente.refresh_from_db()
    assert ente.numerazione == "dopo_firma"


def test_il_funzionario_legge_e_non_cambia(ufficio: Client, ente: Ente) -> None:
    assert "Stampato nel documento" in ufficio.get(scheda(ente)).text
    assert ufficio.post(scheda(ente), {"numerazione": "dopo_firma"}).status_code == 403
    ente.refresh_from_db()
    assert ente.numerazione == "stampata"


@pytest.mark.parametrize("valore", ["", "a caso"])
def test_un_modo_che_non_c_e_si_rifiuta(valore: str, direzione: Client, ente: Ente) -> None:
    dati = modulo(direzione, ente, numerazione=valore)
    risposta = direzione.post(scheda(ente), dati)
    assert "numerazione" in risposta.context["adminform"].form.errors
