"""The signed copy of what is published, with a certificate made on the spot: of nobody, and of no
authority that anybody trusts, as its page says."""

from collections.abc import Iterator
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from django.utils import timezone

from distretti.models import Ente, Utente
from istruttoria import services
from istruttoria.enums import TipoDocumento
from istruttoria.management.demo.lettura import leggi
from istruttoria.models import CopiaFirmata, Documento
from programmi.enums import Stato

AUTORITA = "Autorità dimostrativa, senza valore"
VALIDITA = timedelta(days=3 * 365)


def copie_firmate(ente: Ente, persone: dict[str, Utente]) -> Iterator[str]:
    """One for each act of the demo that wants it and has none; what people published is theirs."""
    for dati in leggi("programmi")["programmi"]:
        if not dati.get("copia_firmata"):
            continue
        documento = (
            Documento.objects.filter(
                tipo=TipoDocumento.ATTO,
                versione__programma__distretto__ente=ente,
                versione__programma__distretto__codice__iexact=dati["distretto"],
                versione__programma__anno=dati["anno"],
                versione__programma__stato=Stato.PUBBLICATO,
            )
            .select_related("versione__programma")
            .order_by("pk")
            .first()
        )
        if documento is None or CopiaFirmata.objects.filter(documento=documento).exists():
            continue
        busta = _firma(services.contenuto_documento(documento), persone["dirigente"])
        services.carica_copia(
            documento=documento,
            attore=persone["funzionario"],
            file=services.FileRicevuto("determinazione.pdf.p7m", busta),
        )
        yield f"{documento.versione.programma}: copia firmata"


def _firma(contenuto: bytes, chi: Utente) -> bytes:
    """The file inside a CMS envelope (.p7m), signed with a key that nobody keeps."""
    chiave = ec.generate_private_key(ec.SECP256R1())
    return (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(contenuto)
        .add_signer(_certificato(chiave, chi), chiave, hashes.SHA256())
        .sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )


def _certificato(chiave: ec.EllipticCurvePrivateKey, chi: Utente) -> x509.Certificate:
    autorita = ec.generate_private_key(ec.SECP256R1())
    soggetto = {
        NameOID.COUNTRY_NAME: "IT",
        NameOID.COMMON_NAME: f"{chi.cognome} {chi.nome}",
        NameOID.GIVEN_NAME: chi.nome,
        NameOID.SURNAME: chi.cognome,
    }
    uso = dict.fromkeys(
        (
            *("digital_signature", "key_encipherment", "data_encipherment", "key_agreement"),
            *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    )
    adesso = timezone.now()
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(oid, v) for oid, v in soggetto.items()]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, AUTORITA)]))
        .public_key(chiave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(adesso - timedelta(days=1))
        .not_valid_after(adesso + VALIDITA)
        .add_extension(x509.KeyUsage(content_commitment=True, **uso), critical=True)
        .sign(autorita, hashes.SHA256())
    )
