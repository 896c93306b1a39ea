"""Which schema and which year a file belongs to."""

from copy import deepcopy
from typing import Any

import pytest

from distretti.models import Distretto, Ente
from istruttoria.importazione import ImportazioneRifiutata
from programmi.models import Schema
from programmi.services import copia_schema
from tests.istruttoria.importazione.conftest import LETTURE


def _con_anno(lettura: dict[str, Any], anno: int | None) -> dict[str, Any]:
    """As if the title page named this year, or none."""
    titolo = [r for r in lettura["titolo"] if not r.isdigit()]
    return {**lettura, "anno": anno, "titolo": titolo + ([str(anno)] if anno else [])}


@pytest.mark.usefixtures("schemi")
@pytest.mark.parametrize(
    ("forma", "anno", "scelto"),
    [
        ("2022", 2022, "2022"),
        ("2022", 2025, "2022"),
        ("2022", 2021, "2022"),
        ("2026", 2026, "2026"),
        ("2026", 2030, "2026"),
        ("2026", 2025, "2026"),
    ],
)
def test_lo_schema_dell_anno(importa: Any, forma: str, anno: int, scelto: str) -> None:
    lettura = _con_anno(deepcopy(LETTURE[forma]), anno)
    assert importa(lettura, anno=anno).schema == scelto


@pytest.mark.usefixtures("schemi")
@pytest.mark.parametrize("letto", [2026, None])
def test_la_forma_vecchia_per_un_anno_nuovo(importa: Any, lettura: Any, letto: int | None) -> None:
    with pytest.raises(ImportazioneRifiutata, match="in vigore «Programma di lavoro 2026»"):
        importa(_con_anno(lettura, letto), anno=2026)


@pytest.mark.usefixtures("schemi")
def test_chiesta_espressamente_si_accetta(importa: Any, lettura: Any) -> None:
    esito = importa(_con_anno(lettura, 2026), anno=2026, schema="2022")
    assert (esito.schema, esito.anno) == ("2022", 2026)


@pytest.mark.usefixtures("schemi")
def test_una_copia_vale_dal_suo_anno(importa: Any, schema_2026: Schema, lettura_2027: Any) -> None:
    copia_schema(schema_2026, codice="nuovo", titolo="Nuovo", anno=2027)
    assert importa(lettura_2027, anno=2027).schema == "nuovo"


@pytest.mark.usefixtures("schemi")
def test_uno_schema_non_attivo_solo_per_le_storiche(
    importa: Any, schema_2022: Schema, lettura: Any
) -> None:
    Schema.objects.filter(pk=schema_2022.pk).update(attivo=False)
    with pytest.raises(ImportazioneRifiutata, match="nessuno schema attivo"):
        importa(lettura, anno=2024)
    with pytest.raises(ImportazioneRifiutata, match="--storico"):
        importa(lettura, anno=2024, schema="2022")
    assert importa(lettura, anno=2024, storico=True).schema == "2022"


@pytest.mark.usefixtures("schemi")
def test_l_anno_si_prende_dal_file(importa: Any, lettura: Any) -> None:
    assert importa(lettura, anno=None).anno == 2024


@pytest.mark.usefixtures("schemi")
def test_l_anno_che_nessuno_dice(importa: Any, lettura: Any) -> None:
    with pytest.raises(ImportazioneRifiutata, match="L'anno non si legge"):
        importa(_con_anno(lettura, None), anno=None)


@pytest.mark.usefixtures("schemi")
def test_un_anno_che_il_frontespizio_non_porta_e_un_dubbio(importa: Any, lettura: Any) -> None:
    senza = {**_con_anno(lettura, None), "anno": 2023}
    esito = importa(senza, anno=2024)
    assert "Il programma è importato per il 2024, il file sembra del 2023." in esito.dubbi


@pytest.mark.usefixtures("schemi")
@pytest.mark.parametrize("anno", [2024, 2025])
def test_un_frontespizio_con_due_anni_vale_per_entrambi(
    importa: Any, lettura: Any, anno: int
) -> None:
    lettura["titolo"].append("2024-2025")
    assert importa(lettura, anno=anno).anno == anno


def test_un_ente_senza_schemi_li_riceve(importa: Any, prato: Distretto, lettura: Any) -> None:
    importa(lettura, anno=2024)
    assert prato.ente.schemi.count() == 2


def test_un_distretto_senza_nome_prende_il_codice(importa: Any, ente: Ente, lettura: Any) -> None:
    lettura["distretto"]["denominazione"] = ""
    esito = importa(lettura, anno=2024, crea=True)
    assert Distretto.objects.get().denominazione == "Distretto PRATO"
    assert any("è stato chiamato «Distretto PRATO»" in d for d in esito.dubbi)
