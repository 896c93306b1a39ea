"""The command esporta_json: which programme, what it prints."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from distretti.models import Distretto, Ente
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma
from programmi.services import carica_schema, crea_programma

pytestmark = pytest.mark.django_db


def esporta(programma: str) -> str:
    scritto = io.StringIO()
    call_command("esporta_json", programma, stdout=scritto)
    return scritto.getvalue()


@pytest.mark.parametrize("forma", ["{pk}", "FA-AV/2026", "fa-av/2026", "PAT/FA-AV/2026"])
def test_stampa_lo_snapshot(programma: Programma, forma: str) -> None:
    assert json.loads(esporta(forma.format(pk=programma.pk))) == componi_snapshot(programma)


def test_i_nomi_che_altri_programmi_cercano(programma: Programma) -> None:
    esportato = json.loads(esporta(str(programma.pk)))
    assert {"distretto", "anno", "schema", "sezioni", "attori", "canali"} <= set(esportato)
    assert {"titolo", "html"} <= set(esportato["sezioni"][0])
    assert esportato["azioni"][0]["regole"][0]["tipo"] == "si_no"


def test_le_lettere_accentate_si_leggono(programma: Programma) -> None:
    assert "PROGETTUALITÀ" in esporta(str(programma.pk))


def test_stampare_due_volte_da_gli_stessi_byte(programma: Programma) -> None:
    assert esporta("FA-AV/2026") == esporta("FA-AV/2026")


@pytest.mark.parametrize("ignoto", ["0", "99999", "FA-AV/1999", "BOH/2026", "boh", "", "a/b/c/d"])
def test_un_programma_che_non_c_e(programma: Programma, ignoto: str) -> None:
    with pytest.raises(CommandError) as rifiuto:
        esporta(ignoto)
    assert rifiuto.value.returncode == 1


def test_un_codice_di_due_enti_vuole_l_ente(programma: Programma, altro_ente: Ente) -> None:
    omonimo = Distretto.objects.create(
        ente=altro_ente, codice="FA-AV", denominazione="Un altro", tipo="territoriale"
    )
    crea_programma(schema=carica_schema(altro_ente, "2026"), distretto=omonimo, anno=2026)
    with pytest.raises(CommandError, match="più programmi"):
        esporta("FA-AV/2026")
    assert json.loads(esporta("ALTRA/FA-AV/2026"))["distretto"]["denominazione"] == "Un altro"
