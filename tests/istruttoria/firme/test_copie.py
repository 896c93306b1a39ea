"""Signed copies: handed over by the office, kept or refused with the reason, decided, shown."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from distretti.models import Utente
from istruttoria import queries, services
from istruttoria.autorita import problemi
from istruttoria.models import CopiaFirmata, CopiaRifiutata, Documento
from istruttoria.services import decidi_copia, scrivi_fascicolo
from istruttoria.workflow import Rifiuto
from programmi.models import Programma
from tests.documenti import firma_di_prova as prova
from tests.documenti.firma_di_prova import CANARINO, p7m, pades, pdf
from tests.istruttoria.conftest import crea
from tests.istruttoria.firme.conftest import EMESSO, carica, emetti

Porta = Callable[[str], Programma]


def rifiuto(documento: Documento, attore: Utente, contenuto: bytes) -> str:
    with pytest.raises(Rifiuto) as preso:
        carica(documento, attore, contenuto)
    return preso.value.motivo


@pytest.mark.parametrize(
    ("firma", "formato"),
    [
        (pades, "pades"),
        (p7m, "p7m"),
        (lambda contenuto: p7m(contenuto, pem=True), "p7m"),
    ],
    ids=["pades", "der", "pem"],
)
def test_una_copia_buona_resta_accanto_al_file_emesso(
    firma: Callable[[bytes], bytes], formato: str, documento: Documento, dirigente: Utente
) -> None:
    contenuto = firma(EMESSO)
    copia = carica(documento, dirigente, contenuto)
    assert (copia.stato, copia.formato, copia.autore) == ("accettata", formato, dirigente)
    assert services.contenuto_documento(copia) == contenuto
    assert services.contenuto_documento(documento) == EMESSO
    (firma_letta,) = queries.copie_firmate(documento.versione.programma)[0].firme
    assert firma_letta.firmatario == "Maria Rossi"
    assert firma_letta.riconosciuta


@pytest.mark.parametrize(
    ("contenuto", "perche"),
    [
        (lambda: EMESSO, "senza alcuna firma"),
        (lambda: pades(EMESSO).replace(b"%PDF-1.7", b"%PDF-1.6", 1), "è stato alterato"),
        (lambda: prova.con_altra_pagina(pades(EMESSO)), "modificato dopo la firma di Maria Rossi"),
        (lambda: pades(pdf("Altro programma")), "La copia contiene un altro documento"),
        (lambda: p7m(pdf("Altro programma")), "La copia contiene un altro documento"),
        (lambda: pades(pdf(dati=b'{"altro": 1}')), "i dati di un altro programma"),
        (lambda: b"spazzatura", "né un PDF né un .p7m"),
    ],
    ids=["non firmata", "alterata", "cambiata dopo", "altro", "altro p7m", "altri dati", "niente"],
)
def test_il_resto_si_rifiuta_e_resta_scritto(
    contenuto: Callable[[], bytes], perche: str, documento: Documento, funzionario: Utente
) -> None:
    dati = contenuto()
    assert perche in rifiuto(documento, funzionario, dati)
    riga = CopiaRifiutata.objects.get()
    assert perche in riga.motivo
    assert (riga.sha256, riga.autore) == (prova.sha256(dati), funzionario)
    assert not CopiaFirmata.objects.exists()


@pytest.mark.parametrize("firma", [pades, p7m])
def test_di_un_altro_file_emesso_si_dice_quale(
    firma: Callable[[bytes], bytes], documento: Documento, funzionario: Utente, schema_2026: Any
) -> None:
    altro = crea(schema_2026, documento.versione.programma.distretto, 2027)
    contenuto = pdf("Programma di lavoro 2027")
    emetti(altro, contenuto)
    motivo = rifiuto(documento, funzionario, firma(contenuto))
    assert "un altro file emesso, non questo: Programma con determinazione" in motivo
    assert str(altro) in motivo


def test_di_un_altro_ente_non_si_dice_niente(
    documento: Documento, funzionario: Utente, schema_2026: Any, distretto_altrove: Any
) -> None:
    altro = crea(schema_2026, distretto_altrove, 2027)
    contenuto = pdf("Programma di lavoro 2027")
    emetti(altro, contenuto)
    assert str(distretto_altrove) not in rifiuto(documento, funzionario, pades(contenuto))


def test_la_stessa_copia_non_si_carica_due_volte(documento: Documento, dirigente: Utente) -> None:
    contenuto = p7m(EMESSO)
    carica(documento, dirigente, contenuto)
    assert "già stata caricata" in rifiuto(documento, dirigente, contenuto)


@pytest.mark.parametrize("stato", ["in_istruttoria", "da_integrare", "respinto"])
def test_si_firma_cio_che_e_approvato(stato: str, nello_stato: Porta, dirigente: Utente) -> None:
    documento = emetti(nello_stato(stato), EMESSO)
    assert "si può solo quando è" in rifiuto(documento, dirigente, pades(EMESSO))


def test_il_word_non_si_firma(nello_stato: Porta, dirigente: Utente) -> None:
    documento = emetti(nello_stato("approvato"), b"PK", tipo="word")
    assert "non il file Word" in rifiuto(documento, dirigente, pades(EMESSO))


def test_senza_elenco_il_firmatario_e_dichiarato(
    documento: Documento, dirigente: Utente, settings: Any
) -> None:
    settings.FIRME_AUTORITA = ""
    copia = carica(documento, dirigente, pades(EMESSO))
    (firma,) = queries.firme_della_copia(copia)
    assert firma.fiducia == "senza_elenco"
    assert not firma.riconosciuta


def test_un_elenco_con_un_file_rotto_vale_per_il_resto(
    elenco: Path, documento: Documento, dirigente: Utente
) -> None:
    (elenco / "rotto.der").write_bytes(b"niente")
    (elenco / "altra.cer").write_bytes(prova.autorita("Altra").der)
    assert len(problemi()) == 1
    assert "rotto.der" in problemi()[0]
    assert queries.firme_della_copia(carica(documento, dirigente, pades(EMESSO)))[0].riconosciuta


def test_un_elenco_che_non_c_e(settings: Any, tmp_path: Path) -> None:
    settings.FIRME_AUTORITA = str(tmp_path / "manca")
    assert "is not a folder" in problemi()[0]


# --- a rewritten file: a person decides -----------------------------------------------------


def test_un_pdf_riscritto_aspetta_una_persona(riscritta: CopiaFirmata) -> None:
    assert riscritta.stato == "da_confermare"
    assert queries.copie_firmate(riscritta.documento.versione.programma) == []
    assert riscritta.riservati["confronto"]["in_comune"] == 100


@pytest.mark.parametrize(
    ("accolta", "stato", "quante"), [(True, "accettata", 1), (False, "respinta", 0)]
)
def test_la_persona_decide_con_un_motivo(
    accolta: bool, stato: str, quante: int, riscritta: CopiaFirmata, dirigente: Utente
) -> None:
    decidi_copia(copia=riscritta, attore=dirigente, accolta=accolta, motivo="Confrontati.")
    riletta = CopiaFirmata.objects.get()
    assert (riletta.stato, riletta.decisione.autore) == (stato, dirigente)
    assert len(queries.copie_firmate(riletta.documento.versione.programma)) == quante


def test_non_si_decide_senza_motivo_ne_due_volte(
    riscritta: CopiaFirmata, dirigente: Utente
) -> None:
    with pytest.raises(Rifiuto, match="Scrivere il motivo"):
        decidi_copia(copia=riscritta, attore=dirigente, accolta=True, motivo="  ")
    vecchia = CopiaFirmata.objects.get()
    assert vecchia.stato == "da_confermare"
    decidi_copia(copia=riscritta, attore=dirigente, accolta=True, motivo="Sì.")
    with pytest.raises(Rifiuto, match="ha già deciso"):
        decidi_copia(copia=vecchia, attore=dirigente, accolta=False, motivo="No.")


def test_una_copia_conforme_non_si_decide(documento: Documento, dirigente: Utente) -> None:
    copia = carica(documento, dirigente, pades(EMESSO))
    with pytest.raises(Rifiuto, match="niente da decidere"):
        decidi_copia(copia=copia, attore=dirigente, accolta=False, motivo="No.")


@pytest.mark.parametrize("chi", ["manager", "coordinatore", "estraneo_ente", "amministratore"])
def test_non_e_lavoro_di_altri(
    chi: str, documento: Documento, riscritta: CopiaFirmata, persone: dict[str, Any]
) -> None:
    assert rifiuto(documento, persone[chi], pades(EMESSO))
    with pytest.raises(Rifiuto):
        decidi_copia(copia=riscritta, attore=persone[chi], accolta=True, motivo="Sì.")


# --- the story, the case file ---------------------------------------------------------------


def test_la_storia_dice_chi_ha_firmato(con_copie: list[CopiaFirmata]) -> None:
    eventi = [
        e for e in queries.storia(con_copie[0].documento.versione.programma) if e.genere == "firma"
    ]
    assert [e.titolo for e in eventi] == [
        "Copia firmata: Programma con determinazione",
        "Copia firmata: Programma con determinazione",
        "Copia firmata accettata, benché riscritta",
    ]
    assert "Firma di ROSSI MARIA" in eventi[0].righe[0]
    assert eventi[2].righe == ["Sono uguali."]


def test_il_fascicolo_porta_copie_e_rilievi(con_copie: list[CopiaFirmata]) -> None:
    uscita = io.BytesIO()
    scrivi_fascicolo(con_copie[0].documento.versione.programma, uscita)
    zip_ = zipfile.ZipFile(uscita)
    for copia in con_copie:
        nome = f"firme/{copia.pk}-atto"
        assert zip_.read(f"{nome}.pdf") == services.contenuto_documento(copia)
        rilievi = json.loads(zip_.read(f"{nome}.json"))
        assert rilievi["file_emesso"] == copia.documento.sha256
        assert rilievi["firme"][0]["fiducia"] == "riconosciuta"
    testi = [zip_.read(n) for n in zip_.namelist() if n.endswith((".json", ".html", ".txt"))]
    assert not [testo for testo in testi if CANARINO.encode() in testo]


@pytest.mark.parametrize("quante", [1, 3, 100])
def test_interrogazioni(
    quante: int,
    documento: Documento,
    dirigente: Utente,
    client: Client,
    django_assert_num_queries: Any,
) -> None:
    copia = carica(documento, dirigente, pades(EMESSO))
    for numero in range(1, quante):
        copia.pk, copia.sha256 = None, f"{numero:064d}"
        copia.save(force_insert=True)
    programma = documento.versione.programma
    documenti = queries.documenti(programma)
    with django_assert_num_queries(1):
        lette = queries.con_copie(programma, documenti, per_ufficio=True)
    assert len(lette[0].copie) == quante
