"""Signed copies: handed over by the office, kept or refused with the reason, decided, shown."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from distretti.models import Utente
from istruttoria import archivio, queries, services
from istruttoria.autorita import problemi
from istruttoria.models import CopiaFirmata, CopiaRifiutata, Documento
from istruttoria.services import FileRicevuto, carica_copia, decidi_copia, scrivi_fascicolo
from istruttoria.workflow import Rifiuto
from programmi.models import Programma
from tests.documenti import firma_di_prova as prova
from tests.documenti.firma_di_prova import CANARINO, p7m, pades, pdf
from tests.istruttoria.conftest import crea

Porta = Callable[[str], Programma]
EMESSO = pdf()


def emetti(programma: Programma, contenuto: bytes, tipo: str = "atto") -> Documento:
    versione = programma.versioni.create(
        numero=programma.versioni.count() + 1, contenuto="{}", sha256="0" * 64, motivo="Approvato"
    )
    file = archivio.archivia(contenuto)
    return versione.documenti.create(
        tipo=tipo, file=file.nome, sha256=file.sha256, dimensione=file.dimensione
    )


@pytest.fixture
def documento(nello_stato: Porta) -> Documento:
    return emetti(nello_stato("approvato"), EMESSO)


@pytest.fixture(autouse=True)
def elenco(tmp_path: Path, settings: Any) -> Path:
    """A list of one trusted authority."""
    cartella = tmp_path / "autorita"
    cartella.mkdir()
    radice = prova.autorita().certificato
    (cartella / "prova.pem").write_bytes(radice.public_bytes(Encoding.PEM))
    settings.FIRME_AUTORITA = str(cartella)
    return cartella


def carica(documento: Documento, attore: Utente, contenuto: bytes) -> CopiaFirmata:
    file = FileRicevuto("atto firmato.pdf", contenuto)
    return carica_copia(documento=documento, attore=attore, file=file)


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


@pytest.fixture
def riscritta(documento: Documento, funzionario: Utente) -> CopiaFirmata:
    return carica(documento, funzionario, pades(prova.riscritto(EMESSO)))


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


# --- pages ----------------------------------------------------------------------------------


def invia(client: Client, documento: Documento, contenuto: bytes) -> Any:
    file = SimpleUploadedFile("atto.pdf", contenuto)
    return client.post(reverse("copia_nuova", args=[documento.pk]), {"file": file})


def test_dal_modulo_alla_pagina_della_copia(
    documento: Documento, dirigente: Utente, client: Client
) -> None:
    client.force_login(dirigente)
    risposta = invia(client, documento, pades(EMESSO))
    copia = CopiaFirmata.objects.get()
    assert risposta.url == reverse("copia", args=[copia.pk])
    testo = client.get(risposta.url).text
    assert "contiene esattamente il file emesso" in testo
    assert "Maria Rossi" in testo
    programma = client.get(reverse("programma", args=[documento.versione.programma_id])).text
    assert "Copia firmata da Maria Rossi" in programma


def test_il_modulo_dice_perche_no_e_lo_ricorda(
    documento: Documento, dirigente: Utente, client: Client
) -> None:
    client.force_login(dirigente)
    risposta = invia(client, documento, EMESSO)
    assert risposta.status_code == 422
    assert "senza alcuna firma" in str(risposta.context["form"].errors["file"])
    pagina = client.get(reverse("copia_nuova", args=[documento.pk])).text
    assert "Caricamenti rifiutati (1)" in pagina


def test_un_file_troppo_grande_si_dice(
    documento: Documento, dirigente: Utente, client: Client, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    client.force_login(dirigente)
    risposta = invia(client, documento, pades(EMESSO))
    assert risposta.status_code == 422
    assert "supera" in str(risposta.context["form"].errors["file"])


def test_la_pagina_mostra_le_differenze_e_decide(
    documento: Documento, funzionario: Utente, client: Client
) -> None:
    copia = carica(documento, funzionario, pades(prova.con_altra_pagina(EMESSO)))
    client.force_login(funzionario)
    dove = reverse("copia", args=[copia.pk])
    testo = client.get(dove).text
    assert "Nel file emesso" in testo
    assert "<del>" in testo
    assert client.post(dove, {"accolta": "0", "motivo": ""}).status_code == 422
    assert client.post(dove, {"accolta": "0", "motivo": "Diverso."}).status_code == 302
    assert "Respinta da una persona" in client.get(dove).text


def test_cio_che_aspetta_lo_vede_solo_l_ufficio(
    riscritta: CopiaFirmata, manager: Utente, client: Client
) -> None:
    client.force_login(manager)
    for pagina in ("copia", "copiafirmata"):
        assert client.get(reverse(pagina, args=[riscritta.pk])).status_code == 403
    programma = reverse("programma", args=[riscritta.documento.versione.programma_id])
    assert reverse("copia", args=[riscritta.pk]) not in client.get(programma).text


def test_si_scarica_come_e_arrivata(
    documento: Documento, dirigente: Utente, manager: Utente, client: Client
) -> None:
    contenuto = p7m(EMESSO)
    copia = carica(documento, dirigente, contenuto)
    client.force_login(manager)
    risposta = client.get(reverse("copiafirmata", args=[copia.pk]))
    assert risposta.content == contenuto
    assert risposta["Content-Type"] == "application/pkcs7-mime"
    assert 'firmato.pdf.p7m"' in risposta["Content-Disposition"]


def test_una_copia_alterata_nell_archivio_non_esce(
    documento: Documento, dirigente: Utente, client: Client, settings: Any
) -> None:
    copia = carica(documento, dirigente, p7m(EMESSO))
    (Path(settings.MEDIA_ROOT) / copia.file.name).write_bytes(b"altro")
    client.force_login(dirigente)
    assert client.get(reverse("copiafirmata", args=[copia.pk])).status_code == 409


# --- the tax code ---------------------------------------------------------------------------


@pytest.fixture
def con_copie(documento: Documento, dirigente: Utente) -> list[CopiaFirmata]:
    """An accepted copy, and a rewritten one that a person accepted."""
    buona = carica(documento, dirigente, pades(EMESSO, prova.dirigente(codice_nel_nome=True)))
    altra = carica(documento, dirigente, pades(prova.riscritto(EMESSO)))
    decidi_copia(copia=altra, attore=dirigente, accolta=True, motivo="Sono uguali.")
    return [buona, altra]


def _pagine(copie: list[CopiaFirmata]) -> list[str]:
    programma = copie[0].documento.versione.programma_id
    return [
        *(reverse("copia", args=[copia.pk]) for copia in copie),
        reverse("copia_nuova", args=[copie[0].documento_id]),
        *(reverse(p, args=[programma]) for p in ("programma", "programma_storia")),
        reverse("programma_json", args=[programma]),
        reverse("scrivania"),
    ]


@pytest.mark.parametrize("chi", ["funzionario", "dirigente"])
def test_il_codice_fiscale_lo_vede_l_ufficio(
    chi: str, con_copie: list[CopiaFirmata], persone: dict[str, Any], client: Client
) -> None:
    client.force_login(persone[chi])
    for copia in con_copie:
        assert CANARINO in client.get(reverse("copia", args=[copia.pk])).text


def test_nessun_altro_vede_il_codice_fiscale(
    con_copie: list[CopiaFirmata], persone: dict[str, Any]
) -> None:
    viste = 0
    for nome, utente in persone.items():
        if nome in ("funzionario", "dirigente"):
            continue
        client = Client()
        if nome != "anonimo":
            client.force_login(utente)
        admin = [
            reverse("admin:istruttoria_copiafirmata_changelist"),
            *(reverse("admin:istruttoria_copiafirmata_change", args=[c.pk]) for c in con_copie),
        ]
        for pagina in [*_pagine(con_copie), *admin]:
            risposta = client.get(pagina)
            viste += risposta.status_code == 200
            assert CANARINO.encode() not in risposta.content, (nome, pagina)
    assert viste > 20


def test_il_codice_fiscale_non_e_fra_i_rilievi(con_copie: list[CopiaFirmata]) -> None:
    for copia in CopiaFirmata.objects.all():
        assert CANARINO not in json.dumps(copia.rilievi)
        assert copia.riservati["codici_fiscali"] == [CANARINO]


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
