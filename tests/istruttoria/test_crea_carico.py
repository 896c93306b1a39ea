"""`crea_carico`: the volume asked for, never poured by mistake into a database in use."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from azioni.models import Azione, Regola
from distretti.models import Distretto
from programmi.enums import Stato
from programmi.models import Programma

pytestmark = pytest.mark.django_db


def crea(*argomenti: str) -> str:
    uscita = StringIO()
    volume = ["--distretti", "6", "--anni", "2", "--azioni", "7"]
    call_command("crea_carico", *volume, *argomenti, stdout=uscita)
    return uscita.getvalue()


def test_crea_quanto_chiesto() -> None:
    crea()
    contati = [m.objects.count() for m in (Distretto, Programma, Azione, Regola)]
    assert contati == [6, 12, 84, 168]


def test_dice_a_che_punto_e_e_quanto_ha_fatto() -> None:
    assert "3 distretti su 6" in (detto := crea())
    assert "12 programmi, 84 azioni, 168 regole" in detto


def test_gli_anni_passati_sono_pubblicati_e_l_ultimo_e_in_ogni_stato() -> None:
    crea()
    ultimo = Programma.objects.latest("anno").anno
    assert set(Programma.objects.filter(anno__lt=ultimo).values_list("stato", flat=True)) == {
        Stato.PUBBLICATO
    }
    assert Programma.objects.filter(anno=ultimo).values("stato").distinct().count() == 6


def test_non_tocca_una_base_di_dati_in_uso() -> None:
    crea()
    with pytest.raises(CommandError, match="--forza"):
        crea()
    assert Distretto.objects.count() == 6


def test_aggiunge_se_forzato() -> None:
    crea()
    crea("--forza")
    assert Distretto.objects.count() == 12


def test_rifiuta_un_volume_nullo() -> None:
    with pytest.raises(CommandError, match="almeno 1"):
        crea("--azioni", "0")
    assert not Programma.objects.exists()
