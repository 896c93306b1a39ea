"""The import as a service: odd readings, the register, the two steps of the browser, the race."""

import threading
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.db import connection

from azioni.models import Azione
from distretti.models import Adesione, Distretto, Ente, Organizzazione, Utente
from distretti.services import affida_incarico, registra_adesione
from documenti.sandbox import CompitoFallito, MemoriaEsaurita, TempoScaduto
from documenti.word import leggi_word
from istruttoria import importazione as servizio
from istruttoria.importazione import ImportazioneRifiutata, prepara, registra
from istruttoria.importazione import file as modulo_file
from istruttoria.importazione.scrittura import giorno_del_gruppo
from istruttoria.models import Importazione
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma, Schema
from programmi.services import copia_schema
from tests.documenti.lettura_word import originale
from tests.documenti.programmi_word import programma_2022, programma_2026

LETTURE = {
    "2022": leggi_word(programma_2022()),
    "2026": leggi_word(programma_2026()),
}


@pytest.fixture
def lettura() -> dict[str, Any]:
    """A small programme of 2024 in the 2022 form, to be changed."""
    return deepcopy(LETTURE["2022"])


@pytest.fixture
def lettura_2027() -> dict[str, Any]:
    return deepcopy(LETTURE["2026"])


@pytest.fixture
def prato(ente: Ente) -> Distretto:
    """The district of the small programmes, bare."""
    return Distretto.objects.create(
        ente=ente,
        codice="PRATO",
        denominazione="Distretto famiglia Valle di Prato",
        tipo="territoriale",
    )


@pytest.fixture
def scritto(prato: Distretto, schema_2022: Schema, lettura: dict[str, Any]) -> Any:
    """``scritto(lettura)``: registered and read back, (esito, snapshot)."""

    def scrivi(letta: dict[str, Any] = lettura, **opzioni: Any) -> tuple[Any, dict[str, Any]]:
        dati = {"distretto": prato, "schema": schema_2022, "anno": 2024, **opzioni}
        esito = registra(letta, **dati)
        return esito, componi_snapshot(Programma.objects.get(pk=esito.programma))

    return scrivi


# --- odd readings: nothing is lost ----------------------------------------------------------


def test_una_parte_con_un_titolo_ignoto_va_in_quella_prima(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"].insert(
        1, {"voce": None, "titolo": "RINGRAZIAMENTI", "html": "<p>Grazie.</p>"}
    )
    _, snapshot = scritto()
    assert snapshot["sezioni"][0]["html"].endswith("<h2>RINGRAZIAMENTI</h2><p>Grazie.</p>")


def test_una_parte_ignota_all_inizio_va_nella_prima(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"].insert(0, {"voce": None, "titolo": "PRIMA", "html": "<p>Ecco.</p>"})
    _, snapshot = scritto()
    assert snapshot["sezioni"][0]["html"].startswith("<h2>PRIMA</h2><p>Ecco.</p><p>Siamo")


def test_una_parte_ripetuta_si_accoda(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"].append({"voce": "premessa", "titolo": "PREMESSA", "html": "<p>Bis.</p>"})
    _, snapshot = scritto()
    assert "<h2>PREMESSA</h2><p>Bis.</p>" in snapshot["sezioni"][-1]["html"]


def test_una_parte_che_lo_schema_non_ha(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"].append({"voce": "progettualita", "titolo": "ALTRO", "html": "<p>X.</p>"})
    esito, snapshot = scritto()
    assert "<p>X.</p>" in snapshot["sezioni"][-1]["html"]
    assert "Lo schema non prevede la parte «ALTRO»." in esito.dubbi


def test_solo_parti_ignote(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"] = [{"voce": None, "titolo": "TUTTO", "html": "<p>Y.</p>"}]
    _, snapshot = scritto()
    assert snapshot["sezioni"][0]["html"] == "<h2>TUTTO</h2><p>Y.</p>"


def test_il_testo_ricco_passa_dal_filtro(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"][0]["html"] = '<p onclick="x">Ciao<script>alert(1)</script></p>'
    _, snapshot = scritto()
    assert snapshot["sezioni"][0]["html"] == "<p>Ciao</p>"


def test_un_testo_troppo_annidato_e_rifiutato(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"][0]["html"] = "<blockquote>" * 100 + "x"
    with pytest.raises(ImportazioneRifiutata, match="PREMESSA"):
        scritto()
    assert not Programma.objects.exists()


@pytest.mark.parametrize(
    ("dove", "colonna"),
    [
        ("azioni", "titolo"),
        ("azioni", "tempi"),
        ("azioni", "tema"),
        ("attori", "nominativo"),
        ("attori", "telefono"),
        ("canali", "testo"),
        ("dati_distretto", "etichetta"),
        ("ambiti", "titolo"),
    ],
)
def test_un_testo_troppo_lungo_resta_intero_e_segnato(
    scritto: Any, lettura: Any, dove: str, colonna: str
) -> None:
    lungo = "parola " * 100
    lettura[dove][0][colonna] = lungo
    esito, snapshot = scritto()
    segnati = [s["html"] for s in snapshot["sezioni"] if "non-riconosciuto" in s["html"]]
    assert len(segnati) == 1
    assert lungo.strip() in segnati[0]
    assert lungo in esito.non_riconosciuti


def test_un_titolo_di_parte_troppo_lungo(scritto: Any, lettura: Any) -> None:
    lettura["sezioni"][0]["titolo"] = "P" * 300
    _, snapshot = scritto()
    assert len(snapshot["sezioni"][0]["titolo"]) == 250
    assert "P" * 300 in snapshot["sezioni"][0]["html"]


def test_un_azione_di_un_tipo_che_lo_schema_non_ha(
    scritto: Any, lettura: Any, lettura_2027: Any
) -> None:
    lettura["azioni"].append(lettura_2027["azioni"][-1])
    esito, snapshot = scritto()
    assert len(snapshot["azioni"]) == 1
    assert any("Turni di ascolto" in s["html"] for s in snapshot["sezioni"])
    assert any("10% ogni turno" in testo for testo in esito.non_riconosciuti)


def test_un_obiettivo_che_lo_schema_non_ha(scritto: Any, lettura: Any) -> None:
    lettura["azioni"][0]["obiettivo_generale"] = "Stare bene"
    esito, snapshot = scritto()
    assert snapshot["azioni"][0]["obiettivo"] == (
        "Far incontrare le famiglie\nObiettivo generale: Stare bene"
    )
    assert any("Obiettivo generale" in d for d in esito.dubbi)


def _numeri(snapshot: dict[str, Any]) -> list[int]:
    return [a["numero"] for a in snapshot["azioni"]]


@pytest.mark.parametrize(
    ("scritti", "attesi", "dubbi"),
    [
        ([1, 2, 3], [1, 2, 3], 0),
        ([1, 3, 7], [1, 3, 7], 0),
        ([1, 1, 2], [1, 2, 3], 2),
        ([None, None], [1, 2], 2),
        ([5, 2], [5, 6], 1),
        ([0, 99_999], [1, 2], 2),
    ],
)
def test_i_numeri_delle_azioni(
    scritto: Any, lettura: Any, scritti: list[int | None], attesi: list[int], dubbi: int
) -> None:
    lettura["azioni"] = [{**lettura["azioni"][0], "numero": n} for n in scritti]
    esito, snapshot = scritto()
    assert _numeri(snapshot) == attesi
    assert sum("il numero" in d for d in esito.dubbi) == dubbi


def test_due_ambiti_con_lo_stesso_numero(scritto: Any, lettura: Any) -> None:
    primo = lettura["ambiti"][0]
    lettura["ambiti"].append({**primo, "titolo": "Altro"})
    lettura["azioni"].append({**lettura["azioni"][0], "numero": 2, "ambito": "Altro"})
    _, snapshot = scritto()
    assert [(a["numero"], a["titolo"]) for a in snapshot["ambiti"]] == [
        (1, "Incontri"),
        (2, "Altro"),
    ]
    assert [a["ambito"] for a in snapshot["azioni"]] == ["Incontri", "Altro"]


def test_chi_esce_prima_di_entrare(
    prato: Distretto, schema_2026: Schema, lettura_2027: Any
) -> None:
    lettura_2027["aderenti"][0].update(dal="2020-01-01", al="2019-01-01")
    esito = registra(lettura_2027, distretto=prato, schema=schema_2026, anno=2027)
    riga = Programma.objects.get().aderenti.first()
    assert (riga.dal, riga.al) == (date(2020, 1, 1), None)
    assert any("prima di aderire" in d for d in esito.dubbi)


def test_segni_che_una_base_di_dati_non_prende() -> None:
    assert modulo_file._senza_segni_vietati({"a": ["x\x00y", "\ud800z", 1, None]}) == {
        "a": ["xy", "z", 1, None]
    }


def test_indicatori_e_regole_vanno_a_coppie_se_sono_altrettanti(scritto: Any, lettura: Any) -> None:
    azione = lettura["azioni"][0]
    spaiata = deepcopy({**azione, "numero": 2})
    spaiata["indicatori"].append({"marcatore": "-", "testo": "un altro"})
    lettura["azioni"].append(spaiata)
    _, snapshot = scritto()
    assert [[r["indicatore"] for r in a["regole"]] for a in snapshot["azioni"]] == [[0], [None]]


def test_senza_azioni_vamt_e_senza_contributo(scritto: Any) -> None:
    _, snapshot = scritto()
    assert snapshot["richiede_contributo"] is False


def test_la_scadenza_si_legge_dai_tempi(scritto: Any) -> None:
    _, snapshot = scritto()
    assert (snapshot["azioni"][0]["tempi"], snapshot["azioni"][0]["scadenza"]) == (
        "Entro giugno 2024",
        "2024-06-30",
    )


@pytest.mark.parametrize(
    ("html", "giorno"),
    [
        ("<p>Il gruppo di lavoro si è riunito il 3 marzo 2024.</p>", date(2024, 3, 3)),
        ("<p>Il gruppo di lavoro si è incontrato il 9.12.2023 a Prato.</p>", date(2023, 12, 9)),
        ("<p>Il gruppo&nbsp;di lavoro si è\nincontrato l'8&nbsp;marzo 2024.</p>", date(2024, 3, 8)),
        ("<p>Il gruppo di lavoro si riunisce ogni mese.</p>", None),
        ("<p>Il gruppo di lavoro si è riunito il 3 marzo 2014.</p>", None),
        ("<p>Il gruppo di lavoro si è riunito il 3 marzo 2024 e il 4 aprile 2024.</p>", None),
        ("<p>L'accordo è stato firmato il 3 marzo 2024.</p>", None),
        ("", None),
    ],
)
def test_il_giorno_del_gruppo(html: str, giorno: date | None) -> None:
    assert giorno_del_gruppo(html, 2024) == giorno


# --- which schema ---------------------------------------------------------------------------


def _con_anno(lettura: dict[str, Any], anno: int | None) -> dict[str, Any]:
    """As if the title page named this year, or none."""
    titolo = [r for r in lettura["titolo"] if not r.isdigit()]
    return {**lettura, "anno": anno, "titolo": titolo + ([str(anno)] if anno else [])}


def _importa(
    monkeypatch: pytest.MonkeyPatch, lettura: dict[str, Any], **opzioni: Any
) -> servizio.EsitoImportazione:
    """The whole line on a lettura that is at hand."""
    monkeypatch.setattr("istruttoria.importazione.servizio.leggi_file", lambda *a, **k: lettura)
    return servizio.importa(b"x", nome="p.docx", distretto="PRATO", **opzioni)


@pytest.fixture
def schemi(prato: Distretto, schema_2022: Schema, schema_2026: Schema) -> None:
    """The Ente has both."""


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
def test_lo_schema_dell_anno(
    monkeypatch: pytest.MonkeyPatch, forma: str, anno: int, scelto: str
) -> None:
    lettura = _con_anno(deepcopy(LETTURE[forma]), anno)
    assert _importa(monkeypatch, lettura, anno=anno).schema == scelto


@pytest.mark.usefixtures("schemi")
@pytest.mark.parametrize("letto", [2026, None])
def test_la_forma_vecchia_per_un_anno_nuovo(
    monkeypatch: pytest.MonkeyPatch, lettura: Any, letto: int | None
) -> None:
    with pytest.raises(ImportazioneRifiutata, match="in vigore «Programma di lavoro 2026»"):
        _importa(monkeypatch, _con_anno(lettura, letto), anno=2026)


@pytest.mark.usefixtures("schemi")
def test_chiesta_espressamente_si_accetta(monkeypatch: pytest.MonkeyPatch, lettura: Any) -> None:
    esito = _importa(monkeypatch, _con_anno(lettura, 2026), anno=2026, schema="2022")
    assert (esito.schema, esito.anno) == ("2022", 2026)


@pytest.mark.usefixtures("schemi")
def test_una_copia_vale_dal_suo_anno(
    monkeypatch: pytest.MonkeyPatch, schema_2026: Schema, lettura_2027: Any
) -> None:
    copia_schema(schema_2026, codice="nuovo", titolo="Nuovo", anno=2027)
    assert _importa(monkeypatch, lettura_2027, anno=2027).schema == "nuovo"


@pytest.mark.usefixtures("schemi")
def test_uno_schema_non_attivo_solo_per_le_storiche(
    monkeypatch: pytest.MonkeyPatch, schema_2022: Schema, lettura: Any
) -> None:
    Schema.objects.filter(pk=schema_2022.pk).update(attivo=False)
    with pytest.raises(ImportazioneRifiutata, match="nessuno schema attivo"):
        _importa(monkeypatch, lettura, anno=2024)
    with pytest.raises(ImportazioneRifiutata, match="--storico"):
        _importa(monkeypatch, lettura, anno=2024, schema="2022")
    assert _importa(monkeypatch, lettura, anno=2024, storico=True).schema == "2022"


@pytest.mark.usefixtures("schemi")
def test_l_anno_si_prende_dal_file(monkeypatch: pytest.MonkeyPatch, lettura: Any) -> None:
    assert _importa(monkeypatch, lettura, anno=None).anno == 2024


@pytest.mark.usefixtures("schemi")
def test_l_anno_che_nessuno_dice(monkeypatch: pytest.MonkeyPatch, lettura: Any) -> None:
    with pytest.raises(ImportazioneRifiutata, match="L'anno non si legge"):
        _importa(monkeypatch, _con_anno(lettura, None), anno=None)


@pytest.mark.usefixtures("schemi")
def test_un_anno_che_il_frontespizio_non_porta_e_un_dubbio(
    monkeypatch: pytest.MonkeyPatch, lettura: Any
) -> None:
    senza = {**_con_anno(lettura, None), "anno": 2023}
    esito = _importa(monkeypatch, senza, anno=2024)
    assert "Il programma è importato per il 2024, il file sembra del 2023." in esito.dubbi


@pytest.mark.usefixtures("schemi")
@pytest.mark.parametrize("anno", [2024, 2025])
def test_un_frontespizio_con_due_anni_vale_per_entrambi(
    monkeypatch: pytest.MonkeyPatch, lettura: Any, anno: int
) -> None:
    lettura["titolo"].append("2024-2025")
    assert _importa(monkeypatch, lettura, anno=anno).anno == anno


def test_un_ente_senza_schemi_li_riceve(
    monkeypatch: pytest.MonkeyPatch, prato: Distretto, lettura: Any
) -> None:
    _importa(monkeypatch, lettura, anno=2024)
    assert prato.ente.schemi.count() == 2


def test_un_distretto_senza_nome_prende_il_codice(
    monkeypatch: pytest.MonkeyPatch, ente: Ente, lettura: Any
) -> None:
    lettura["distretto"]["denominazione"] = ""
    esito = _importa(monkeypatch, lettura, anno=2024, crea=True)
    assert Distretto.objects.get().denominazione == "Distretto PRATO"
    assert any("è stato chiamato «Distretto PRATO»" in d for d in esito.dubbi)


# --- the register ---------------------------------------------------------------------------


@pytest.fixture
def importa_2027(
    monkeypatch: pytest.MonkeyPatch, schemi: None, lettura_2027: dict[str, Any]
) -> Any:
    """Import the small 2027 programme on the district that the test has prepared."""
    return lambda **opzioni: _importa(monkeypatch, lettura_2027, **{"anno": 2027, **opzioni})


def test_il_piu_nuovo_riempie_il_registro(importa_2027: Any, prato: Distretto) -> None:
    importa_2027()
    prato.refresh_from_db()
    assert (prato.sito, prato.facebook) == ("prato.example", "")
    assert set(prato.incarichi.values_list("ruolo", "nominativo")) == {
        ("coordinatore", "Ugo Alti"),
        ("manager", "Ida Bassi"),
        ("referente_amministrativo", "Pia Conti"),
    }
    assert [str(a.organizzazione) for a in prato.adesioni.all()] == [
        "Comune di Prato",
        "BANDA DI PRATO",
    ]


def test_storica_non_tocca_il_registro(importa_2027: Any, prato: Distretto) -> None:
    importa_2027(storico=True)
    prato.refresh_from_db()
    assert (prato.sito, prato.incarichi.count(), prato.adesioni.count()) == ("", 0, 0)
    assert not Organizzazione.objects.exists()


def test_piu_vecchia_del_programma_piu_nuovo(
    importa_2027: Any, prato: Distretto, schema_2026: Schema
) -> None:
    Programma.objects.create(
        distretto=prato,
        schema=schema_2026,
        anno=2028,
        dal=date(2028, 1, 1),
        al=date(2028, 12, 31),
    )
    importa_2027()
    assert not prato.incarichi.exists()


def test_piu_vecchia_di_quest_anno_su_un_distretto_noto(
    monkeypatch: pytest.MonkeyPatch, schemi: None, prato: Distretto, lettura: Any
) -> None:
    """The register of a district without programmes speaks of today."""
    _importa(monkeypatch, lettura, anno=2024)
    prato.refresh_from_db()
    assert (prato.sito, prato.incarichi.count()) == ("", 0)


def test_chi_e_in_carica_resta(importa_2027: Any, prato: Distretto, manager: Utente) -> None:
    affida_incarico(
        distretto=prato,
        ruolo="manager",
        nominativo="Un'altra",
        dal=date(2025, 1, 1),
        utente=manager,
    )
    esito = importa_2027()
    assert prato.incarichi.get(ruolo="manager").utente == manager
    assert any("«Ida Bassi»" in d and "«Un'altra»" in d for d in esito.dubbi)


def test_chi_aderisce_gia_non_si_ripete(importa_2027: Any, prato: Distretto) -> None:
    banda = Organizzazione.objects.create(ente=prato.ente, denominazione="Banda di Prato")
    registra_adesione(distretto=prato, organizzazione=banda, dal=date(2019, 1, 1))
    importa_2027()
    assert Adesione.objects.get(organizzazione=banda).dal == date(2019, 1, 1)


def test_chi_manca_dall_elenco_non_esce(importa_2027: Any, prato: Distretto) -> None:
    altra = Organizzazione.objects.create(ente=prato.ente, denominazione="Soste srl")
    registra_adesione(distretto=prato, organizzazione=altra, dal=date(2019, 1, 1))
    esito = importa_2027()
    assert Adesione.objects.get(organizzazione=altra).al is None
    assert any("«Soste srl» aderisce secondo il registro" in d for d in esito.dubbi)


def test_un_nome_dubbio_non_si_collega(importa_2027: Any, prato: Distretto) -> None:
    simile = Organizzazione.objects.create(ente=prato.ente, denominazione="Banda musicale di Prato")
    esito = importa_2027()
    riga = Programma.objects.get().aderenti.get(posizione=2)
    assert riga.organizzazione is None
    assert not simile.adesioni.exists()
    assert any("forse è «Banda musicale di Prato»" in d for d in esito.dubbi)


def test_un_alias_si_collega(importa_2027: Any, prato: Distretto) -> None:
    filarmonica = Organizzazione.objects.create(ente=prato.ente, denominazione="Filarmonica")
    filarmonica.alias.create(nome="Banda di Prato")
    importa_2027()
    assert Programma.objects.get().aderenti.get(posizione=2).organizzazione == filarmonica


def test_un_altro_capofila_e_un_dubbio(importa_2027: Any, prato: Distretto) -> None:
    prato.capofila = Organizzazione.objects.create(
        ente=prato.ente, denominazione="Comune di Altrove"
    )
    prato.save()
    esito = importa_2027()
    prato.refresh_from_db()
    assert str(prato.capofila) == "Comune di Altrove"
    assert any("capofila" in d for d in esito.dubbi)


def test_un_file_di_un_altro_distretto_e_un_dubbio(importa_2027: Any, prato: Distretto) -> None:
    Distretto.objects.update(denominazione="Distretto famiglia Altrove", tipo="tematico")
    dubbi = importa_2027().dubbi
    assert any("Il file porta il nome" in d for d in dubbi)
    assert any("di tipo Territoriale" in d for d in dubbi)


# --- the child process ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guasto", "frase"),
    [
        (TempoScaduto("x"), "dura troppo"),
        (MemoriaEsaurita("x"), "troppa memoria"),
        (CompitoFallito("x", tipo="y", dettaglio="z"), "non si riesce a leggere"),
    ],
)
def test_un_figlio_che_non_ce_la_fa(
    monkeypatch: pytest.MonkeyPatch, guasto: Exception, frase: str
) -> None:
    def esegui(*args: Any, **opzioni: Any) -> bytes:
        raise guasto

    monkeypatch.setattr(modulo_file, "esegui", esegui)
    with pytest.raises(ImportazioneRifiutata, match=frase):
        modulo_file.leggi_file(b"x")


def test_un_testo_smisurato(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modulo_file, "CARATTERI_MASSIMI", 1000)
    with pytest.raises(ImportazioneRifiutata, match="troppo lungo"):
        modulo_file.leggi_file(programma_2022())


# --- the browser's two steps ----------------------------------------------------------------


@pytest.fixture
def preparata(distretto: Distretto, schema_2026: Schema, funzionario: Utente) -> Importazione:
    return prepara(
        originale("2026"),
        nome="C:\\Documenti\\programma 2026.docx",
        distretto=distretto,
        anno=2026,
        autore=funzionario,
    )


def test_preparare_non_scrive_altro(preparata: Importazione, distretto: Distretto) -> None:
    assert not Programma.objects.exists()
    assert not Adesione.objects.exists()
    assert Organizzazione.objects.count() == 1
    assert (preparata.stato, preparata.nome_file) == ("letta", "programma 2026.docx")


def test_il_rapporto_dice_gia_tutto(preparata: Importazione) -> None:
    assert preparata.lettura["conteggi"]["regole"] == 20
    assert any("50% della formazione" in d for d in preparata.lettura["dubbi"])
    assert {"codice", "gravita", "messaggio", "dove"} == set(preparata.lettura["controlli"][0])


def test_confermare_scrive_una_volta(preparata: Importazione, funzionario: Utente) -> None:
    programma = servizio.conferma(preparata, attore=funzionario)
    assert (preparata.stato, preparata.programma) == ("confermata", programma)
    assert programma.azioni.count() == 17
    with pytest.raises(ImportazioneRifiutata, match="già stata confermata"):
        servizio.conferma(preparata, attore=funzionario)


def test_cio_che_si_conferma_e_cio_che_si_e_visto(
    preparata: Importazione, funzionario: Utente
) -> None:
    programma = servizio.conferma(preparata, attore=funzionario)
    snapshot = componi_snapshot(programma)
    assert len(snapshot["aderenti"]) == preparata.lettura["conteggi"]["aderenti"]


def test_scartare(preparata: Importazione, funzionario: Utente) -> None:
    servizio.scarta(preparata, attore=funzionario)
    assert preparata.stato == "scartata"
    with pytest.raises(ImportazioneRifiutata, match="già stata scartata"):
        servizio.conferma(preparata, attore=funzionario)
    assert not Programma.objects.exists()


def test_se_nel_frattempo_l_anno_e_preso_si_puo_ancora_scartare(
    preparata: Importazione, programma: Programma, funzionario: Utente
) -> None:
    with pytest.raises(ImportazioneRifiutata, match="già un programma"):
        servizio.conferma(preparata, attore=funzionario)
    preparata.refresh_from_db()
    assert preparata.stato == "letta"
    servizio.scarta(preparata, attore=funzionario)


def test_non_si_prepara_un_anno_preso(
    programma: Programma, distretto: Distretto, funzionario: Utente
) -> None:
    with pytest.raises(ImportazioneRifiutata, match="già un programma"):
        prepara(originale("2026"), nome="x", distretto=distretto, anno=None, autore=funzionario)


# --- two at once ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_due_importazioni_dello_stesso_anno_insieme(
    monkeypatch: pytest.MonkeyPatch, lettura_2027: dict[str, Any]
) -> None:
    """On an empty database, where even the Ente is to be made. SQLite, which admits one writer,
    has them in a row."""
    insieme = connection.vendor == "postgresql"
    via = threading.Barrier(4 if insieme else 1)
    esiti: list[str] = []
    monkeypatch.setattr(
        "istruttoria.importazione.servizio.leggi_file", lambda *a, **k: deepcopy(lettura_2027)
    )

    def corri() -> None:
        via.wait(timeout=30)
        try:
            servizio.importa(b"x", nome="p.docx", distretto="PRATO", anno=2027, crea=True)
            esiti.append("")
        except ImportazioneRifiutata as rifiuto:
            esiti.append(str(rifiuto))
        finally:
            if insieme:
                connection.close()

    if insieme:
        fili = [threading.Thread(target=corri) for _ in range(4)]
        for filo in fili:
            filo.start()
        for filo in fili:
            filo.join(timeout=60)
    else:
        for _ in range(4):
            corri()
    assert esiti.count("") == 1
    assert all("già un programma" in e or "Nel frattempo" in e for e in esiti if e)
    assert (Ente.objects.count(), Distretto.objects.count(), Programma.objects.count()) == (1, 1, 1)
    assert Azione.objects.count() == 2
