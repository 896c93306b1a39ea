"""Signed copies: what is whole and holds the issued file, what is refused and why."""

import base64
import datetime as dt
import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from asn1crypto import cms
from hypothesis import given, settings
from hypothesis import strategies as st

from documenti import firme, sandbox
from documenti.firme.certificati import firmatario, senza_codice
from tests.documenti import firma_di_prova as prova
from tests.documenti.firma_di_prova import CANARINO, p7m, pades, pdf

EMESSO = pdf()
MARIA, LUCA = prova.dirigente(), prova.collega()


def verifica(copia: bytes, *, autorita: tuple[bytes, ...] | None = None) -> dict[str, Any]:
    nota = (prova.autorita().der,) if autorita is None else autorita
    return firme.verifica(copia, EMESSO, autorita=nota, adesso=prova.ADESSO)


def rifiuto(copia: bytes) -> str:
    with pytest.raises(firme.FirmaRifiutata) as preso:
        verifica(copia)
    return preso.value.messaggio


def toccato(dati: bytes, dove: int) -> bytes:
    return dati[:dove] + bytes([dati[dove] ^ 1]) + dati[dove + 1 :]


def in_ber(der: bytes) -> bytes:
    """The outermost SEQUENCE with an indefinite length, as streaming programs write it."""
    corpo = der[2 + (der[1] & 0x7F) :]
    return b"\x30\x80" + corpo + b"\x00\x00"


@pytest.mark.parametrize(
    ("copia", "formato", "strati", "chi"),
    [
        (lambda: pades(EMESSO), "pades", 0, ["Maria Rossi"]),
        (lambda: pades(pades(EMESSO), LUCA, "F2"), "pades", 0, ["Maria Rossi", "Luca Bianchi"]),
        (lambda: p7m(EMESSO), "p7m", 1, ["Maria Rossi"]),
        (lambda: p7m(EMESSO, pem=True), "p7m", 1, ["Maria Rossi"]),
        (lambda: base64.encodebytes(p7m(EMESSO)), "p7m", 1, ["Maria Rossi"]),
        (lambda: in_ber(p7m(EMESSO)), "p7m", 1, ["Maria Rossi"]),
        (lambda: p7m(p7m(EMESSO), LUCA), "p7m", 2, ["Luca Bianchi", "Maria Rossi"]),
        (lambda: p7m(pades(EMESSO), LUCA), "p7m", 1, ["Luca Bianchi", "Maria Rossi"]),
    ],
    ids=["pades", "due firme", "der", "pem", "base64", "ber", "annidato", "pades in p7m"],
)
def test_una_copia_integra_contiene_il_file_emesso(
    copia: Callable[[], bytes], formato: str, strati: int, chi: list[str]
) -> None:
    rilievi = verifica(copia())
    assert (rilievi["esito"], rilievi["formato"], rilievi["strati"]) == (
        "identico",
        formato,
        strati,
    )
    assert [firma["firmatario"] for firma in rilievi["firme"]] == chi
    assert {firma["fiducia"] for firma in rilievi["firme"]} == {"riconosciuta"}


def test_due_firmatari_in_parallelo() -> None:
    rilievi = verifica(p7m(EMESSO, MARIA, LUCA))
    assert {firma["firmatario"] for firma in rilievi["firme"]} == {"Maria Rossi", "Luca Bianchi"}


def test_di_una_firma_si_dice_chi_quando_e_da_chi() -> None:
    (firma,) = verifica(pades(EMESSO))["firme"]
    assert firma["codice_fiscale"] == CANARINO
    assert firma["organizzazione"] == "Provincia di prova"
    assert firma["emittente"] == "Autorità di prova"
    assert firma["algoritmo"] == "sha256"
    passati = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(firma["dichiarata_il"])
    assert dt.timedelta(seconds=-2) < passati < dt.timedelta(minutes=5)


@pytest.mark.parametrize("firma", [pades, p7m])
@pytest.mark.parametrize(
    ("chi", "nota", "fiducia"),
    [
        (prova.dirigente(), True, "riconosciuta"),
        (prova.dirigente(scaduto=True), True, "fuori_validita"),
        (prova.dirigente(per_firmare=False), True, "non_di_firma"),
        (prova.dirigente(), False, "non_riconosciuta"),
        (prova.dirigente(), None, "senza_elenco"),
    ],
)
def test_la_fiducia_viene_dall_elenco(
    firma: Callable[..., bytes], chi: prova.Identita, nota: bool | None, fiducia: str
) -> None:
    elenco = {True: prova.autorita(), False: prova.autorita("Un'altra autorità")}
    autorita = () if nota is None else (elenco[nota].der,)
    (trovata,) = verifica(firma(EMESSO, chi), autorita=autorita)["firme"]
    assert trovata["fiducia"] == fiducia


def test_un_certificato_scaduto_dopo_la_firma() -> None:
    copia = pades(EMESSO)
    dopo = prova.ADESSO + 600 * prova.GIORNO
    trovati = firme.verifica(copia, EMESSO, autorita=[prova.autorita().der], adesso=dopo)
    assert trovati["firme"][0]["fiducia"] == "scaduta_dopo"


@pytest.mark.parametrize(
    ("copia", "perche"),
    [
        (lambda: EMESSO, "È il file emesso, senza alcuna firma."),
        (lambda: prova.riscritto(EMESSO), "Il PDF non contiene alcuna firma digitale."),
        (lambda: toccato(pades(EMESSO), 300), "il file è stato alterato"),
        (lambda: toccato(p7m(EMESSO), len(EMESSO) // 2), "il file è stato alterato"),
        (lambda: prova.con_altra_pagina(pades(EMESSO)), "modificato dopo la firma di Maria Rossi"),
        (lambda: pades(EMESSO) + b"\n% altro\n", "dopo la firma"),
        (lambda: p7m(EMESSO, staccata=True), "contiene solo la firma, staccata dal documento"),
        (lambda: p7m(b"un testo qualsiasi"), "Il .p7m non contiene un PDF."),
        (lambda: b"", "Il file è vuoto."),
        (lambda: b"PK\x03\x04" + b"x" * 100, "non è né un PDF né un .p7m"),
        (lambda: b"%PDF-1.7\n/ByteRange spazzatura", "rovinato o incompleto"),
        (lambda: pades(EMESSO)[:-400], "rovinato o incompleto"),
        (lambda: p7m(EMESSO)[:-400], "non è né un PDF né un .p7m"),
        (lambda: p7m(EMESSO, pem=True)[:-900], "non è né un PDF né un .p7m"),
    ],
)
def test_il_resto_si_rifiuta_con_il_motivo(copia: Callable[[], bytes], perche: str) -> None:
    assert perche in rifiuto(copia())


def test_un_p7m_a_cui_si_e_tolta_la_firma() -> None:
    busta = cms.ContentInfo.load(p7m(EMESSO))
    busta["content"]["signer_infos"] = []
    assert rifiuto(busta.dump(force=True)) == "Il .p7m non contiene alcuna firma."


def test_troppe_buste_una_dentro_l_altra() -> None:
    dati = EMESSO
    for _ in range(6):
        dati = p7m(dati)
    assert "uno dentro l'altro" in rifiuto(dati)


@pytest.mark.parametrize(
    "copia",
    [
        lambda: pades(prova.riscritto(EMESSO)),
        lambda: p7m(prova.riscritto(EMESSO)),
        lambda: pades(prova.con_altra_pagina(EMESSO)),
        lambda: prova.con_firma_visibile(EMESSO, (0, 0, 590, 800)),
        lambda: pades(pdf("Altro programma")),
    ],
    ids=["riscritto", "riscritto in p7m", "pagina cambiata", "timbro che copre", "un altro"],
)
def test_cio_che_non_e_il_file_emesso_va_a_una_persona(copia: Callable[[], bytes]) -> None:
    assert verifica(copia())["esito"] == "riscritto"


def test_un_timbro_piccolo_e_solo_una_firma() -> None:
    assert verifica(prova.con_firma_visibile(EMESSO, (400, 20, 560, 80)))["esito"] == "identico"


@pytest.mark.parametrize("firma", [pades, p7m])
def test_si_sa_quale_file_emesso_contiene(firma: Callable[..., bytes]) -> None:
    altro = pdf("Altro programma")
    with_altro = verifica(firma(altro))["contenuti"]
    assert prova.sha256(altro) in with_altro
    assert prova.sha256(EMESSO) not in with_altro


def test_la_differenza_di_un_pdf_riscritto() -> None:
    uguale = firme.confronta(pades(prova.riscritto(EMESSO)), EMESSO)
    assert (uguale["in_comune"], uguale["pagine"]) == (100, [])
    assert uguale["allegati_emesso"] == uguale["allegati_copia"]
    assert uguale["allegati_emesso"][0]["nome"] == "programma.json"


def test_la_differenza_pagina_per_pagina() -> None:
    diverso = firme.confronta(p7m(prova.con_altra_pagina(EMESSO)), EMESSO)
    assert [pagina["pagina"] for pagina in diverso["pagine"]] == [1]
    segni = {segno for segno, _ in diverso["pagine"][0]["righe"]}
    assert "-" in segni


def test_un_altro_testo_ha_poco_in_comune() -> None:
    altro = firme.confronta(pades(pdf("Altro programma")), EMESSO)
    assert altro["in_comune"] < 50


def test_un_codice_fiscale_non_resta_nel_nome() -> None:
    (firma,) = verifica(p7m(EMESSO, prova.dirigente(codice_nel_nome=True)))["firme"]
    assert (firma["firmatario"], firma["codice_fiscale"]) == ("ROSSI MARIA", CANARINO)


@pytest.mark.parametrize(
    ("nome", "mostrato"),
    [
        ("ROSSI MARIA", "ROSSI MARIA"),
        (f"{CANARINO} ROSSI MARIA", "ROSSI MARIA"),
        (f"ROSSI MARIA - {CANARINO.lower()}", "ROSSI MARIA"),
        (f"ROSSI/MARIA/{CANARINO}/7420", "ROSSI MARIA"),
        ("", ""),
    ],
)
def test_senza_codice(nome: str, mostrato: str) -> None:
    assert senza_codice(nome) == mostrato


def test_un_certificato_fatto_da_se_non_porta_il_codice_nell_emittente() -> None:
    (firma,) = verifica(p7m(EMESSO, prova.autorita(f"ROSSI MARIA {CANARINO}")))["firme"]
    assert firma["emittente"] == "ROSSI MARIA"
    assert firma["fiducia"] != "riconosciuta"


def test_il_testo_confrontato_si_puo_sempre_scrivere() -> None:
    """A page may name characters that no database takes, NUL among them."""
    diverso = firme.confronta(con_caratteri_strani(), EMESSO)
    righe = [
        riga for pagina in diverso["pagine"] for segno, riga in pagina["righe"] if segno == "+"
    ]
    assert righe == ["prima dopo"]


def test_un_soggetto_senza_nome() -> None:
    nessuno = prova.senza_nome()
    assert firmatario(nessuno).nome == "firmatario senza nome nel certificato"


def con_caratteri_strani() -> bytes:
    """One page whose text has a NUL in it."""
    file = pikepdf.new()
    file.add_blank_page()
    tipo = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pagina = file.pages[0]
    pagina.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=file.make_indirect(tipo)))
    pagina.Contents = pikepdf.Stream(file, rb"BT /F1 12 Tf 20 20 Td (prima\000dopo) Tj ET")
    uscita = io.BytesIO()
    file.save(uscita)
    return uscita.getvalue()


# --- hostile files --------------------------------------------------------------------------


def bomba() -> bytes:
    """A small PDF whose only page unfolds into half a gigabyte."""
    file = pikepdf.new()
    file.add_blank_page()
    file.pages[0].Contents = pikepdf.Stream(file, b"")
    file.pages[0].Contents.write(
        zlib.compress(b"q " * (1 << 28), 9), filter=pikepdf.Name.FlateDecode
    )
    uscita = io.BytesIO()
    file.save(uscita)
    return uscita.getvalue()


def test_una_bomba_non_ferma_il_confronto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firme, "LIMITI_CONFRONTO", sandbox.Limiti(secondi=20, memoria_mib=512))
    dati = bomba()
    assert len(dati) < 2_000_000
    esito = firme.confronta(dati, EMESSO)
    assert "errore" in esito or esito["in_comune"] is None
    assert rifiuto(dati) == "Il PDF non contiene alcuna firma digitale."


def test_un_file_troppo_grande(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firme, "DIMENSIONE_MASSIMA", 1024 * 1024)
    assert rifiuto(b"%PDF-" + b"0" * 1024 * 1024) == "Il file supera 1 MB."


def test_cio_che_non_finisce_si_ferma(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firme, "LIMITI", sandbox.Limiti(secondi=0.001))
    assert "la verifica non finisce" in rifiuto(pades(EMESSO))


COPIE = [pades(EMESSO), p7m(EMESSO), p7m(EMESSO, pem=True)]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(COPIE), st.floats(0, 1), st.binary(min_size=1, max_size=8))
def test_nessun_byte_cambiato_passa(copia: bytes, dove: float, nuovi: bytes) -> None:
    """Whatever is overwritten: refused in Italian, or what was signed is still the issued file."""
    inizio = int(dove * (len(copia) - len(nuovi)))
    rovinata = copia[:inizio] + nuovi + copia[inizio + len(nuovi) :]
    try:
        rilievi = verifica(rovinata)
    except firme.FirmaRifiutata as rifiuto:
        assert rifiuto.messaggio.endswith((".", ")."))
        return
    if rilievi["esito"] == "identico" and rilievi["formato"] == "pades":
        assert rovinata.startswith(EMESSO)
    assert rilievi["firme"]
