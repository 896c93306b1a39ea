"""Certificates made on the spot, and files signed with them as signing programs do."""

import datetime as dt
import hashlib
import io
from dataclasses import dataclass
from functools import cache

import pikepdf
from asn1crypto import keys, x509
from cryptography import x509 as certificati
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from weasyprint import HTML, Attachment

CANARINO = "RSSMRA80A01H501U"
"""An invented tax code: it may stand on officers' pages only."""
ADESSO = dt.datetime.now(dt.UTC).replace(microsecond=0)
GIORNO = dt.timedelta(days=1)


@dataclass(frozen=True)
class Identita:
    certificato: certificati.Certificate
    chiave: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificato.public_bytes(serialization.Encoding.DER)


def _nome(**campi: str) -> certificati.Name:
    return certificati.Name(
        [certificati.NameAttribute(getattr(NameOID, oid), testo) for oid, testo in campi.items()]
    )


def _certifica(
    soggetto: certificati.Name,
    *,
    autorita: Identita | None,
    dal: dt.datetime,
    al: dt.datetime,
    per_firmare: bool = True,
) -> Identita:
    chiave = ec.generate_private_key(ec.SECP256R1())
    emesso_da = autorita.certificato.subject if autorita else soggetto
    usi = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
    )
    certificato = (
        certificati.CertificateBuilder()
        .subject_name(soggetto)
        .issuer_name(emesso_da)
        .public_key(chiave.public_key())
        .serial_number(certificati.random_serial_number())
        .not_valid_before(dal)
        .not_valid_after(al)
        .add_extension(certificati.BasicConstraints(autorita is None, None), critical=True)
        .add_extension(
            certificati.KeyUsage(
                digital_signature=True,
                content_commitment=autorita is not None and per_firmare,
                key_cert_sign=autorita is None,
                crl_sign=autorita is None,
                decipher_only=False,
                **usi,
            ),
            critical=True,
        )
        .sign(autorita.chiave if autorita else chiave, hashes.SHA256())
    )
    return Identita(certificato, chiave)


@cache
def autorita(nome: str = "Autorità di prova") -> Identita:
    soggetto = _nome(COUNTRY_NAME="IT", COMMON_NAME=nome)
    return _certifica(soggetto, autorita=None, dal=ADESSO - 3000 * GIORNO, al=ADESSO + 900 * GIORNO)


@cache
def dirigente(
    *, scaduto: bool = False, per_firmare: bool = True, codice_nel_nome: bool = False
) -> Identita:
    nome = f"ROSSI/MARIA/{CANARINO}/123" if codice_nel_nome else "ROSSI MARIA"
    soggetto = _nome(
        COUNTRY_NAME="IT",
        ORGANIZATION_NAME="Provincia di prova",
        COMMON_NAME=nome,
        SERIAL_NUMBER=f"TINIT-{CANARINO}",
        **({} if codice_nel_nome else {"GIVEN_NAME": "Maria", "SURNAME": "Rossi"}),
    )
    fine = ADESSO - GIORNO if scaduto else ADESSO + 300 * GIORNO
    return _certifica(
        soggetto,
        autorita=autorita(),
        dal=ADESSO - 400 * GIORNO,
        al=fine,
        per_firmare=per_firmare,
    )


@cache
def collega() -> Identita:
    soggetto = _nome(COMMON_NAME="BIANCHI LUCA", GIVEN_NAME="Luca", SURNAME="Bianchi")
    return _certifica(soggetto, autorita=autorita(), dal=ADESSO - GIORNO, al=ADESSO + 300 * GIORNO)


@cache
def pdf(testo: str = "Programma di lavoro 2026", pagine: int = 3, dati: bytes = b"{}") -> bytes:
    """An issued file, with its data inside."""
    parole = " ".join(f"{testo.lower()} attività {n} di {testo[-4:]}" for n in range(60))
    corpo = "".join(
        f"<h1 style='page-break-after:avoid'>{testo}, pagina {n}</h1><p>{parole}</p>"
        "<div style='page-break-after:always'></div>"
        for n in range(1, pagine)
    )
    html = HTML(string=f"<html lang=it><title>{testo}</title>{corpo}<p>{testo}: fine</p></html>")
    allegato = Attachment(file_obj=io.BytesIO(dati), name="programma.json", relationship="Source")
    return html.write_pdf(attachments=[allegato])


def pades(contenuto: bytes, chi: Identita | None = None, campo: str = "Firma1") -> bytes:
    """Signed as a PAdES program does: an incremental update after the bytes as they were."""
    chi = chi or dirigente()
    scrittore = IncrementalPdfFileWriter(io.BytesIO(contenuto))
    meta = signers.PdfSignatureMetadata(
        field_name=campo, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    return signers.sign_pdf(scrittore, meta, signer=_firmatario(chi)).getvalue()


def p7m(contenuto: bytes, *chi: Identita, pem: bool = False, staccata: bool = False) -> bytes:
    """Signed as CMS with the content inside, by one or more people in parallel."""
    costruttore = pkcs7.PKCS7SignatureBuilder().set_data(contenuto)
    for uno in chi or (dirigente(),):
        costruttore = costruttore.add_signer(uno.certificato, uno.chiave, hashes.SHA256())
    opzioni = [pkcs7.PKCS7Options.Binary]
    if staccata:
        opzioni.append(pkcs7.PKCS7Options.DetachedSignature)
    codifica = serialization.Encoding.PEM if pem else serialization.Encoding.DER
    return costruttore.sign(codifica, opzioni)


def _firmatario(chi: Identita) -> signers.SimpleSigner:
    chiave = chi.chiave.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    certificato = x509.Certificate.load(chi.der)
    registro = SimpleCertificateStore()
    registro.register(certificato)
    return signers.SimpleSigner(
        signing_cert=certificato,
        signing_key=keys.PrivateKeyInfo.load(chiave),
        cert_registry=registro,
    )


def riscritto(contenuto: bytes) -> bytes:
    """Opened and saved again by another program: the same pages in other bytes."""
    uscita = io.BytesIO()
    with pikepdf.open(io.BytesIO(contenuto)) as file:
        file.save(uscita, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return uscita.getvalue()


def con_altra_pagina(contenuto: bytes) -> bytes:
    """An incremental update that keeps the first bytes and shows something else on page one."""
    scrittore = IncrementalPdfFileWriter(io.BytesIO(contenuto))
    pagina, _ = scrittore.find_page_for_modification(0)
    flusso = generic.StreamObject(stream_data=b"BT /F1 20 Tf 50 700 Td (Altro importo) Tj ET")
    pagina.get_object()["/Contents"] = scrittore.add_object(flusso)
    scrittore.update_container(pagina.get_object())
    uscita = io.BytesIO()
    scrittore.write(uscita)
    return uscita.getvalue()


def con_firma_visibile(contenuto: bytes, riquadro: tuple[int, int, int, int]) -> bytes:
    """Signed with a stamp on the first page."""
    campo = fields.SigFieldSpec("Visibile", on_page=0, box=riquadro)
    scrittore = IncrementalPdfFileWriter(io.BytesIO(contenuto))
    meta = signers.PdfSignatureMetadata(field_name="Visibile", md_algorithm="sha256")
    firmatario = signers.PdfSigner(meta, _firmatario(dirigente()), new_field_spec=campo)
    return firmatario.sign_pdf(scrittore).getvalue()


def senza_nome() -> x509.Certificate:
    """A certificate whose subject names nobody."""
    soggetto = _nome(COUNTRY_NAME="IT")
    fine = ADESSO + GIORNO
    nessuno = _certifica(soggetto, autorita=autorita(), dal=ADESSO - GIORNO, al=fine)
    return x509.Certificate.load(nessuno.der)


def sha256(dati: bytes) -> str:
    return hashlib.sha256(dati).hexdigest()
