"""Whether the commands to be scheduled are being run, and who gets to know when they are not."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from distretti.models import Utente
from istruttoria.models import Avviso, Esecuzione
from istruttoria.queries import comandi_fermi
from istruttoria.services import registra_esecuzione
from programmi.models import Programma
from tests.istruttoria.conftest import SCRIVANIA, scadenza
from tests.istruttoria.posta import posta_guasta

COMANDI = ["invia_avvisi", "conta_controlli"]


def controlla() -> list[str]:
    trovati = run_checks(tags=["database"], databases=["default"], include_deployment_checks=True)
    return [avviso.msg for avviso in trovati if avviso.id == "istruttoria.W003"]


@pytest.mark.django_db
@pytest.mark.parametrize("comando", COMANDI)
def test_un_comando_dice_quando_ha_finito(comando: str) -> None:
    assert comando in [f.comando for f in comandi_fermi(timezone.now())]
    call_command(comando, stdout=StringIO())
    assert comando not in [f.comando for f in comandi_fermi(timezone.now())]
    call_command(comando, stdout=StringIO())
    assert Esecuzione.objects.filter(comando=comando).count() == 1


def test_un_comando_che_si_rompe_non_dice_di_aver_finito(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rotto(**_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("istruttoria.services.invia_avvisi", rotto)
    with pytest.raises(ZeroDivisionError):
        call_command("invia_avvisi")
    assert not Esecuzione.objects.exists()


@pytest.mark.django_db
def test_check_deploy_dice_quali_non_sono_mai_stati_eseguiti() -> None:
    assert controlla() == [f"«manage.py {c}» non è mai stato eseguito." for c in COMANDI]


@pytest.mark.django_db
def test_check_deploy_dice_da_quando() -> None:
    adesso = timezone.now()
    registra_esecuzione("invia_avvisi", adesso=adesso - timedelta(hours=25))
    registra_esecuzione("conta_controlli", adesso=adesso - timedelta(hours=23))
    (messaggio,) = controlla()
    assert messaggio.startswith("«manage.py invia_avvisi» è stato eseguito l'ultima volta il ")


@pytest.mark.django_db
def test_migrate_non_lo_chiede() -> None:
    """The check is for who installs: it asks nothing of a database that is being made."""
    assert not [a for a in run_checks(databases=["default"]) if a.id == "istruttoria.W003"]


# --- the desk -----------------------------------------------------------------------------------


@pytest.fixture
def entrato(client: Client, funzionario: Utente) -> Client:
    client.force_login(funzionario)
    return client


def test_una_prova_senza_avvisi_non_si_allarma(entrato: Client, programma: Programma) -> None:
    assert "non partono" not in entrato.get(SCRIVANIA).text


def test_la_scrivania_dice_che_non_si_e_mai_spedito(
    entrato: Client, programma: Programma, manager: Utente
) -> None:
    Avviso.objects.create(
        programma=programma, genere="promemoria", chiave="a", destinatario="M", indirizzo="m@x.it"
    )
    assert "non partono" not in entrato.get(SCRIVANIA).text
    Avviso.objects.update(creato_il=timezone.now() - timedelta(hours=25))
    testo = entrato.get(SCRIVANIA).text
    assert "Promemoria, riepiloghi ed elenchi dei ritardi non partono." in testo
    assert "<code>invia_avvisi</code>" in testo


def test_la_scrivania_dice_da_quando(entrato: Client, programma: Programma) -> None:
    quando = timezone.now() - timedelta(hours=25)
    registra_esecuzione("conta_controlli", adesso=quando)
    detto = f"{timezone.localtime(quando):%d/%m/%Y, ore %H.%M}"
    assert f"non si contano da soli dal {detto}." in entrato.get(SCRIVANIA).text
    registra_esecuzione("conta_controlli")
    assert "non si contano" not in entrato.get(SCRIVANIA).text


def test_la_scrivania_dice_che_il_server_non_si_puo_usare(
    entrato: Client,
    programma: Programma,
    persone: dict[str, Any],
    errori_attesi: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scadenza(programma, 7)
    monkeypatch.setattr("istruttoria.services.promemoria.ORA", 0)
    with (
        posta_guasta(monkeypatch, ConnectionRefusedError("rifiutata")),
        pytest.raises(CommandError, match=r"^Gli avvisi aspettano: il server .* \(rifiutata\)"),
    ):
        call_command("invia_avvisi", stdout=StringIO())
    atteso = "ritardi non partono: il server di posta non si può usare (rifiutata)."
    assert atteso in entrato.get(SCRIVANIA).text


def test_il_distretto_non_lo_legge(client: Client, programma: Programma, manager: Utente) -> None:
    registra_esecuzione("invia_avvisi", adesso=timezone.now() - timedelta(days=3))
    client.force_login(manager)
    assert "non partono" not in client.get(SCRIVANIA).text
