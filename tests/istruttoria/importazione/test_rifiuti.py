"""How the command refuses: one object, status 1, nothing written."""

from pathlib import Path
from typing import Any

import pytest

from distretti.models import Distretto, Ente
from istruttoria.importazione import DIMENSIONE_MASSIMA, servizio
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma, Schema
from tests.documenti import ostili_word
from tests.documenti.lettura_word import DATI, NOMI, originale
from tests.istruttoria.importazione.comando import nulla_scritto, reale, rifiutata

pytestmark = pytest.mark.django_db


def test_un_distretto_ignoto_senza_crea() -> None:
    motivo = rifiutata(DATI / f"{NOMI['2026']}.docx", distretto="FA-AV", anno=2026)
    assert "FA-AV" in motivo
    assert "--crea" in motivo
    assert nulla_scritto()


def test_senza_distretto_o_senza_anno() -> None:
    file = DATI / f"{NOMI['2026']}.docx"
    assert "--distretto CODICE" in rifiutata(file, anno=2026, crea=True)
    assert "--anno ANNO" in rifiutata(file, distretto="T", crea=True)
    assert nulla_scritto()


@pytest.mark.parametrize("codice", ["", "con spazi", "x" * 31, "a/b", "_x"])
def test_un_codice_che_non_puo_essere(codice: str) -> None:
    assert rifiutata(DATI / f"{NOMI['2026']}.docx", distretto=codice, anno=2026, crea=True)
    assert nulla_scritto()


def test_un_modulo_2022_mandato_come_2026() -> None:
    motivo = rifiutata(DATI / f"{NOMI['2022']}.docx", distretto="T", anno=2026, crea=True)
    assert motivo == (
        "Il file è il programma del 2022, non del 2026: controllare il file o l'anno."
    )
    assert nulla_scritto()


def test_un_modulo_2022_sullo_schema_2026() -> None:
    motivo = rifiutata(
        DATI / f"{NOMI['2022']}.docx", distretto="T", anno=2022, schema="2026", crea=True
    )
    assert "ha la forma del 2022" in motivo
    assert nulla_scritto()


@pytest.mark.parametrize(
    ("anno", "frase"), [("abc", "quattro cifre"), ("22", "quattro cifre"), ("1875", "1875")]
)
def test_un_anno_impossibile(anno: str, frase: str) -> None:
    motivo = rifiutata(DATI / f"{NOMI['2022']}.docx", distretto="T", anno=anno, crea=True)
    assert frase in motivo


def test_la_seconda_volta_e_rifiutata() -> None:
    programma = reale("2026")["programma"]
    prima = componi_snapshot(Programma.objects.get(pk=programma))
    motivo = rifiutata(DATI / f"{NOMI['2026']}.docx", distretto="FA-2026", anno=2026)
    assert "ha già un programma per il 2026" in motivo
    assert Programma.objects.count() == 1
    assert componi_snapshot(Programma.objects.get(pk=programma)) == prima


def test_annullato_il_primo_si_importa_di_nuovo() -> None:
    Programma.objects.filter(pk=reale("2026")["programma"]).update(stato="annullato")
    assert reale("2026")["programma"]
    assert Programma.objects.count() == 2


def test_un_ente_ignoto(ente: Ente) -> None:
    motivo = rifiutata(
        DATI / f"{NOMI['2026']}.docx", distretto="T", anno=2026, crea=True, ente="BOH"
    )
    assert "BOH" in motivo


def test_con_piu_enti_va_detto_quale(ente: Ente, altro_ente: Ente) -> None:
    motivo = rifiutata(DATI / f"{NOMI['2026']}.docx", distretto="T", anno=2026, crea=True)
    assert "ALTRA, PAT" in motivo or "PAT, ALTRA" in motivo
    assert reale("2026", ente="altra")["programma"]
    assert Distretto.objects.get().ente == altro_ente


def test_fra_piu_enti_si_intende_il_solo_che_ha_schemi(
    schema_2026: Schema, altro_ente: Ente
) -> None:
    assert reale("2026")["programma"]
    assert Distretto.objects.get().ente == schema_2026.ente


def test_uno_schema_ignoto(ente: Ente) -> None:
    motivo = rifiutata(
        DATI / f"{NOMI['2026']}.docx", distretto="T", anno=2026, crea=True, schema="1999"
    )
    assert "Ci sono: 2022, 2026" in motivo


def test_una_cartella(tmp_path: Path) -> None:
    assert "è una cartella" in rifiutata(tmp_path, distretto="T", anno=2026)


def test_un_nome_impossibile() -> None:
    assert rifiutata("x" * 5000 + ".docx", distretto="T", anno=2026)


def test_un_file_vuoto(tmp_path: Path) -> None:
    (tmp_path / "v.docx").touch()
    assert rifiutata(tmp_path / "v.docx", distretto="T", anno=2026) == "Il file è vuoto."


def test_un_file_enorme_non_si_apre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("aperto"))
    with (tmp_path / "e.docx").open("wb") as file:
        file.truncate(DIMENSIONE_MASSIMA * 5)
    assert "supera 20 MB" in rifiutata(tmp_path / "e.docx", distretto="T", anno=2026)


OSTILI = {
    "testo": lambda: b"un testo qualunque",
    "troncato": lambda: originale("2026")[:20_000],
    "bomba": ostili_word.bomba,
    "entità": ostili_word.risate,
    "entità esterna": ostili_word.entita_esterna,
    "protetto": ostili_word.doc_protetto,
    "altro modulo": ostili_word.altro_modulo,
    "tabelle annidate": lambda: ostili_word.annidate(3000),
}


@pytest.mark.parametrize("nome", OSTILI)
def test_un_file_ostile_non_cambia_nulla(nome: str, tmp_path: Path) -> None:
    file = tmp_path / "programma.docx"
    file.write_bytes(OSTILI[nome]())
    motivo = rifiutata(file, distretto="T", anno=2026, crea=True)
    assert motivo.endswith((".", "»"))
    assert "Traceback" not in motivo
    assert nulla_scritto()


def test_un_errore_a_meta_non_lascia_nulla(
    monkeypatch: pytest.MonkeyPatch, errori_attesi: pytest.LogCaptureFixture
) -> None:
    def rompi(snapshot: Any) -> None:
        raise ZeroDivisionError("guasto")

    monkeypatch.setattr(servizio.controlli, "esegui", rompi)
    motivo = rifiutata(DATI / f"{NOMI['2026']}.docx", distretto="T", anno=2026, crea=True)
    assert "errore imprevisto" in motivo
    assert "ZeroDivisionError: guasto" in errori_attesi.text
    assert nulla_scritto()
