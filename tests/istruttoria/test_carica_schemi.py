"""The command carica_schemi, and the Ente it starts an installation with."""

import io

import pytest
from django.core.management import CommandError, call_command

from distretti.models import Ente
from istruttoria.impianto import impianta
from istruttoria.models import ModelloDeterminazione
from programmi.models import Schema

pytestmark = pytest.mark.django_db


def carica(**opzioni: str) -> str:
    scritto = io.StringIO()
    call_command("carica_schemi", stdout=scritto, **opzioni)
    return scritto.getvalue()


def test_su_una_base_vuota_crea_l_ente_e_cio_che_gli_serve() -> None:
    assert "schema 2026: caricato" in carica()
    ente = Ente.objects.get()
    assert (ente.codice, ente.agenzia) == ("PAT", "Agenzia per la coesione sociale")
    assert ente.schemi.count() == 2
    assert all(m.in_uso for m in ModelloDeterminazione.objects.filter(ente=ente))


def test_due_volte_e_come_una() -> None:
    carica()
    Schema.objects.update(titolo="Cambiato")
    assert "schema 2022: c'era già" in carica()
    assert (Ente.objects.count(), Schema.objects.count()) == (1, 2)
    assert set(Schema.objects.values_list("titolo", flat=True)) == {"Cambiato"}
    assert ModelloDeterminazione.objects.count() == 2


def test_un_ente_che_c_e_resta_com_e(ente: Ente) -> None:
    Ente.objects.update(agenzia="Nome nuovo")
    impianta()
    assert Ente.objects.get().agenzia == "Nome nuovo"


def test_anche_per_un_altro_ente(altro_ente: Ente) -> None:
    carica(ente="altra")
    assert altro_ente.schemi.count() == 2
    assert Ente.objects.count() == 1


def test_un_ente_ignoto() -> None:
    with pytest.raises(CommandError, match="«BOH»"):
        carica(ente="BOH")
    assert not Ente.objects.exists()
