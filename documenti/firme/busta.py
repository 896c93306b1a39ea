"""The envelope of a .p7m: opened layer by layer, every signature of every layer examined.

DER, BER, PEM and bare base64 are taken. A layer may hold another .p7m (counter-signed by wrapping);
what the innermost one holds is the content.
"""

import base64
import binascii
import datetime as dt
import re
from dataclasses import dataclass

from asn1crypto import cms
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import StandardCMSSignatureStatus

from documenti.firme.certificati import SENZA_NOME, firmatario
from documenti.firme.errori import FirmaRifiutata
from documenti.firme.esame import Elenco, Firma, descrivi, giudica, pretendi_integra, subito

STRATI_MASSIMI = 5
FIRME_MASSIME = 20
PEM = re.compile(rb"-----BEGIN (?:PKCS ?#?7|CMS|SIGNED MESSAGE)-----(.+?)-----END ", re.DOTALL)
BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
NON_P7M = "Il file non è né un PDF né un .p7m che si possa leggere."


@dataclass(frozen=True, slots=True)
class Aperta:
    """The content of the envelope and the signatures found around it, outermost first."""

    contenuto: bytes
    firme: tuple[Firma, ...]
    strati: int


def apri(dati: bytes, elenco: Elenco) -> Aperta:
    """Open the envelope whole. Raises ``FirmaRifiutata``."""
    firme: list[Firma] = []
    for strato in range(1, STRATI_MASSIMI + 1):
        firmati = _dati_firmati(dati)
        contenuto = _contenuto(firmati)
        firme += _firme(firmati, contenuto, elenco)
        if not sembra_busta(contenuto):
            return Aperta(contenuto, tuple(firme), strato)
        dati = contenuto
    raise FirmaRifiutata(f"Il .p7m ne contiene altri uno dentro l'altro, più di {STRATI_MASSIMI}.")


def sembra_busta(dati: bytes) -> bool:
    """Whether the bytes begin as a CMS message does."""
    if PEM.search(dati[:200] + b"-----END "):
        return True
    inizio = dati[:60].lstrip()
    if inizio[:2] in (b"\x30\x80", b"\x30\x81", b"\x30\x82", b"\x30\x83", b"\x30\x84"):
        return b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07" in inizio[:20]
    return inizio.startswith(b"MI") and BASE64.fullmatch(inizio) is not None


def _dati_firmati(dati: bytes) -> cms.SignedData:
    try:
        messaggio = cms.ContentInfo.load(_in_der(dati))
        tipo = messaggio["content_type"].native
        firmati = messaggio["content"] if tipo == "signed_data" else None
    except (ValueError, TypeError, KeyError, OSError) as errore:
        raise FirmaRifiutata(NON_P7M) from errore
    if tipo == "enveloped_data":
        raise FirmaRifiutata("Il .p7m è cifrato: serve quello firmato e non cifrato.")
    if firmati is None:
        raise FirmaRifiutata("Il .p7m non contiene dati firmati.")
    return firmati


def _in_der(dati: bytes) -> bytes:
    if trovato := PEM.search(dati):
        dati = trovato[1]
    elif not dati.lstrip().startswith(b"MI"):
        return dati
    if BASE64.fullmatch(dati) is None:
        raise FirmaRifiutata(NON_P7M)
    try:
        return base64.b64decode(b"".join(dati.split()), validate=True)
    except binascii.Error as errore:
        raise FirmaRifiutata("Il .p7m è incompleto: il suo testo in base64 è troncato.") from errore


def _contenuto(firmati: cms.SignedData) -> bytes:
    try:
        contenuto = firmati["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError) as errore:
        raise FirmaRifiutata("Il .p7m è rovinato o incompleto: non si legge.") from errore
    if contenuto is None:
        raise FirmaRifiutata(
            "Il .p7m contiene solo la firma, staccata dal documento: "
            "serve quello che contiene anche il documento firmato."
        )
    if not isinstance(contenuto, bytes) or not contenuto:
        raise FirmaRifiutata("Il .p7m non contiene alcun documento.")
    return contenuto


def _firme(firmati: cms.SignedData, contenuto: bytes, elenco: Elenco) -> list[Firma]:
    try:
        firmatari = list(firmati["signer_infos"])
    except (ValueError, TypeError, KeyError) as errore:
        raise FirmaRifiutata("Il .p7m è rovinato o incompleto: non si legge.") from errore
    if not firmatari:
        raise FirmaRifiutata("Il .p7m non contiene alcuna firma.")
    if len(firmatari) > FIRME_MASSIME:
        raise FirmaRifiutata(f"Il .p7m contiene più di {FIRME_MASSIME} firme.")
    return [_una_firma(firmati, firma, contenuto, elenco) for firma in firmatari]


def _una_firma(
    firmati: cms.SignedData, firma: cms.SignerInfo, contenuto: bytes, elenco: Elenco
) -> Firma:
    """The library examines messages of one signature: each is given one of its own."""
    sola = cms.SignedData(
        {
            "version": firmati["version"],
            "digest_algorithms": firmati["digest_algorithms"],
            "encap_content_info": {
                "content_type": firmati["encap_content_info"]["content_type"].native
            },
            "certificates": firmati["certificates"],
            "signer_infos": [firma],
        }
    )

    def esamina(momento: dt.datetime | None = None) -> StandardCMSSignatureStatus:
        contesto = elenco.contesto(momento)
        return subito(async_validate_detached_cms(contenuto, sola, contesto))

    try:
        esito = esamina()
        pretendi_integra(esito, _nome(esito))
        fiducia = giudica(esito, elenco, lambda quando: esamina(quando).trusted)
    except SignatureValidationError as errore:
        raise FirmaRifiutata(f"Una firma del .p7m non si può verificare ({errore}).") from errore
    except (ValueError, TypeError, KeyError) as errore:
        raise FirmaRifiutata("Una firma del .p7m è rovinata o incompleta.") from errore
    return descrivi(esito, formato="CAdES", fiducia=fiducia)


def _nome(esito: StandardCMSSignatureStatus) -> str:
    nome = firmatario(esito.signing_cert).nome
    return nome if nome != SENZA_NOME else "un firmatario senza nome"
