"""The command importa_programma: the two real files, what it prints, how it refuses."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from distretti.models import Distretto, Ente, Organizzazione, Utente
from istruttoria.importazione import DIMENSIONE_MASSIMA, servizio
from istruttoria.snapshot import componi_snapshot
from programmi.models import Modifica, Programma, Schema
from tests.documenti import ostili_word
from tests.documenti.lettura_word import DATI, NOMI, attesa, confronta, originale, struttura
from tests.documenti.programmi_word import programma_2022, programma_2026

CHIAVI = [
    *("programma", "schema", "anno", "sezioni", "azioni_vamt", "progettualita", "azioni"),
    *("indicatori", "regole", "aderenti", "dubbi", "non_riconosciuti", "controlli"),
]
CONTI = {
    "2026": {
        "sezioni": 7,
        "azioni_vamt": 9,
        "progettualita": 8,
        "azioni": 0,
        "indicatori": 16,
        "regole": 20,
        "aderenti": 5,
    },
    "2022": {
        "sezioni": 6,
        "azioni_vamt": 5,
        "progettualita": 0,
        "azioni": 12,
        "indicatori": 17,
        "regole": 17,
        "aderenti": 0,
    },
}


def importa(file: Path | str, **opzioni: Any) -> str:
    """What the command prints."""
    scritto = io.StringIO()
    call_command("importa_programma", str(file), stdout=scritto, **opzioni)
    return scritto.getvalue()


def reale(schema: str, **opzioni: Any) -> dict[str, Any]:
    """The report of importing a real file on a database that may be empty."""
    dati = {"distretto": f"FA-{schema}", "anno": int(schema), "crea": True, "json": True}
    return json.loads(importa(DATI / f"{NOMI[schema]}.docx", **{**dati, **opzioni}))


def rifiutata(file: Path | str, **opzioni: Any) -> str:
    """The message of a refused import, which printed one object, ended with 1, wrote nothing."""
    scritto = io.StringIO()
    with pytest.raises(SystemExit) as uscita:
        call_command("importa_programma", str(file), stdout=scritto, json=True, **opzioni)
    assert uscita.value.code == 1
    oggetto = json.loads(scritto.getvalue())
    assert list(oggetto) == ["errore"]
    return oggetto["errore"]


def nulla_scritto() -> bool:
    return not any(
        modello.objects.exists() for modello in (Ente, Schema, Distretto, Organizzazione, Programma)
    )


pytestmark = pytest.mark.django_db


# --- the real files -------------------------------------------------------------------------


@pytest.mark.parametrize("schema", ["2022", "2026"])
def test_ogni_cella_nel_suo_campo(schema: str) -> None:
    """From the file, through the database, to the exported object."""
    programma = reale(schema)["programma"]
    scritto = io.StringIO()
    call_command("esporta_json", str(programma), stdout=scritto)
    assert confronta(attesa(schema), json.loads(scritto.getvalue())) == []


@pytest.mark.parametrize("schema", ["2022", "2026"])
def test_il_rapporto(schema: str) -> None:
    rapporto = reale(schema)
    assert list(rapporto) == CHIAVI
    assert {nome: rapporto[nome] for nome in CONTI[schema]} == CONTI[schema]
    assert rapporto["non_riconosciuti"] == []
    assert (rapporto["schema"], rapporto["anno"]) == (schema, int(schema))


def test_i_dubbi_del_2026() -> None:
    """An ambiguous percentage, and a name that goes on after the one in the register."""
    percentuale, nome = reale("2026")["dubbi"]
    assert "50% della formazione" in percentuale
    assert nome.startswith("«ASIF Chimelli (in quanto già referente")
    assert "forse è «ASIF CHIMELLI»" in nome


def test_i_dubbi_del_2022() -> None:
    (percentuale,) = reale("2022")["dubbi"]
    assert "34% convocazione" in percentuale


@pytest.mark.parametrize("schema", ["2022", "2026"])
def test_i_controlli_del_rapporto(schema: str) -> None:
    controlli = reale(schema)["controlli"]
    assert {frozenset(c) for c in controlli} == {
        frozenset({"codice", "gravita", "messaggio", "dove"})
    }
    assert not [c for c in controlli if c["gravita"] == "blocca"]


def test_la_quarta_progettualita_e_il_progetto_strategico() -> None:
    programma = Programma.objects.get(pk=reale("2026")["programma"])
    strategiche = programma.azioni.filter(strategico=True).values_list("tipo", "posizione")
    assert list(strategiche) == [("progettualita", 4)]


def test_le_azioni_vamt_del_2022() -> None:
    programma = Programma.objects.get(pk=reale("2022")["programma"])
    numeri = programma.azioni.filter(vamt=True).values_list("posizione", flat=True)
    assert list(numeri) == [1, 2, 6, 8, 9]


def test_la_premessa_del_2026_ha_la_sua_struttura() -> None:
    programma = Programma.objects.get(pk=reale("2026")["programma"])
    html = programma.sezioni.get(voce__codice="premessa").html
    segni = struttura(html)
    assert [s for s in segni if s in ("h2", "h3")] == [
        *["h2", "h3", "h3", "h2", "h2", "h3", "h3", "h3", "h2"]
    ]
    assert (segni.count("table"), segni.count("ol"), segni.count("ul")) == (2, 1, 2)


def test_le_righe_predefinite_sono_riconosciute() -> None:
    programma = Programma.objects.get(pk=reale("2026")["programma"])
    assert programma.azioni.filter(predefinita__isnull=False).count() == 9


def test_i_trattini_non_sono_canali() -> None:
    snapshot = componi_snapshot(Programma.objects.get(pk=reale("2022")["programma"]))
    assert [c["valore"] for c in snapshot["canali"]] == [
        "https://distrettofamiliytrento.fbk.eu/",
        None,
        None,
    ]


def test_il_giorno_del_gruppo_di_lavoro() -> None:
    programma = Programma.objects.get(pk=reale("2022")["programma"])
    assert programma.gruppo_di_lavoro_il.isoformat() == "2022-04-15"


def test_arriva_in_bozza_e_dice_da_dove() -> None:
    programma = Programma.objects.get(pk=reale("2026")["programma"])
    assert (programma.stato, programma.storico) == ("bozza", False)
    origine = Modifica.objects.get(programma=programma, campo="importato").dopo
    assert origine.startswith("programma-alta-valsugana-2026.docx (SHA-256 ")


def test_storico_e_segnato() -> None:
    programma = Programma.objects.get(pk=reale("2022", storico=True)["programma"])
    assert (programma.stato, programma.storico) == ("bozza", True)


def test_sulla_stessa_base_convivono(ente: Ente) -> None:
    reale("2022")
    reale("2026")
    assert sorted(Programma.objects.values_list("schema__codice", flat=True)) == ["2022", "2026"]


@pytest.mark.parametrize("estensione", ["odt", "doc"])
def test_altri_formati(estensione: str) -> None:
    file = DATI / "word" / f"alta-valsugana-2026.{estensione}"
    rapporto = json.loads(importa(file, distretto="AV", anno=2026, crea=True, json=True))
    assert {nome: rapporto[nome] for nome in CONTI["2026"]} == CONTI["2026"]


# --- the district that the file describes ---------------------------------------------------


def test_crea_il_distretto_dal_file() -> None:
    reale("2026", distretto="FA-AV")
    distretto = Distretto.objects.get()
    assert (distretto.codice, distretto.denominazione, distretto.tipo) == (
        "FA-AV",
        "Distretto family audit Alta Valsugana",
        "family_audit",
    )
    assert (distretto.capofila.denominazione, distretto.nato_anno, distretto.nato_il) == (
        "Comune di Pergine Valsugana",
        2022,
        None,
    )
    assert (distretto.mail, distretto.sito, distretto.facebook) == (
        "distretto.familyaudit@comune.pergine.tn.it",
        "",
        "DistrettoFamilyAudit",
    )


def test_crea_l_accordo_con_i_suoi_atti() -> None:
    reale("2026")
    accordo = Distretto.objects.get().accordi.get()
    assert (
        str(accordo.atto_comune) == "deliberazione della Giunta comunale n. 70 del 24 maggio 2022"
    )
    assert str(accordo.atto_provincia) == (
        "deliberazione della Giunta provinciale n. 1273 del 15 luglio 2022"
    )
    assert accordo.sottoscritto_il is None


def test_nel_2022_la_sottoscrizione_e_un_giorno() -> None:
    reale("2022")
    distretto = Distretto.objects.get()
    assert distretto.accordi.get().sottoscritto_il == distretto.nato_il
    assert distretto.nato_il.isoformat() == "2018-10-10"


def test_crea_aderenti_e_incarichi() -> None:
    reale("2026")
    distretto = Distretto.objects.get()
    assert sorted(a.dal.isoformat() for a in distretto.adesioni.all()) == [
        *["2022-07-15"] * 4,
        "2022-12-16",
    ]
    assert {(i.ruolo, i.nominativo, i.utente) for i in distretto.incarichi.all()} == {
        ("coordinatore", "Anna Rossi", None),
        ("manager", "Giulia Verdi", None),
        ("referente_amministrativo", "Carla Neri", None),
    }


def test_il_capofila_e_anche_aderente_una_volta_sola() -> None:
    reale("2026")
    assert Organizzazione.objects.count() == 5


def test_le_organizzazioni_delle_azioni_sono_collegate() -> None:
    reale("2026")
    cs4 = Organizzazione.objects.get(denominazione__startswith="C.S.4.")
    assert [r.testo for r in cs4.nelle_azioni.all()] == ["Cooperativa CS4"]


def test_una_storica_crea_il_distretto_ma_non_chi_vi_sta_oggi() -> None:
    reale("2026", storico=True)
    distretto = Distretto.objects.get()
    assert distretto.capofila is not None
    assert not distretto.incarichi.exists()
    assert not distretto.adesioni.exists()
    assert distretto.mail == ""


# --- what people read -----------------------------------------------------------------------


def test_senza_json_racconta() -> None:
    scritto = importa(DATI / f"{NOMI['2026']}.docx", distretto="FA-AV", anno=2026, crea=True)
    assert "9 azioni V.A.M.T., 8 progettualità, 16 indicatori, 20 regole, 5 aderenti" in scritto
    assert "Da verificare:" in scritto
    assert "Controlli:" in scritto


def test_senza_json_un_rifiuto_va_sull_errore() -> None:
    with pytest.raises(CommandError) as rifiuto:
        importa("non-esiste.docx", distretto="FA-AV", anno=2026)
    assert rifiuto.value.returncode == 1
    assert "non esiste" in str(rifiuto.value)


# --- refusals -------------------------------------------------------------------------------


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


# --- years and forms that go together -------------------------------------------------------


def test_un_programma_2024_sulla_forma_2022(tmp_path: Path) -> None:
    file = tmp_path / "p.docx"
    file.write_bytes(programma_2022())
    rapporto = json.loads(importa(file, distretto="P", anno=2024, crea=True, json=True))
    assert (rapporto["schema"], rapporto["anno"], rapporto["azioni"]) == ("2022", 2024, 1)
    assert Programma.objects.get().dal.isoformat() == "2024-01-01"


def test_un_programma_2027_sulla_forma_2026(tmp_path: Path) -> None:
    file = tmp_path / "p.docx"
    file.write_bytes(programma_2026())
    rapporto = json.loads(importa(file, distretto="P", anno=2027, crea=True, json=True))
    assert (rapporto["schema"], rapporto["progettualita"]) == ("2026", 1)


def test_un_anno_piu_vecchio_non_tocca_il_registro(manager: Utente) -> None:
    reale("2026", distretto="AV")
    distretto = Distretto.objects.get(codice="AV")

    def registro() -> list[Any]:
        distretto.refresh_from_db()
        return [
            {c.name: getattr(distretto, c.attname) for c in Distretto._meta.concrete_fields},
            list(distretto.incarichi.values()),
            list(distretto.adesioni.values()),
            list(distretto.accordi.values()),
            list(Organizzazione.objects.values()),
        ]

    prima = registro()
    reale("2022", distretto="AV", crea=False)
    assert registro() == prima
    assert distretto.programmi.count() == 2
