"""Who a signing certificate names: the person, the tax code, the issuer.

Qualified certificates carry the tax code in the subject's serialNumber as ``TINIT-…`` (ETSI EN
319 412-1), older Italian ones as ``IT:…`` or inside the common name. What is shown as a name never
holds it.
"""

import re
from dataclasses import dataclass
from typing import Any

from asn1crypto import x509

CODICE_FISCALE = re.compile(
    r"(?<![A-Z0-9])[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]"
    r"(?![A-Z0-9])",
    re.IGNORECASE,
)
PREFISSO = re.compile(r"^(?:TIN)?IT[-:]", re.IGNORECASE)
LUNGHEZZA_MASSIMA = 120
SENZA_NOME = "firmatario senza nome nel certificato"


@dataclass(frozen=True, slots=True)
class Firmatario:
    """The subject of a certificate; ``codice_fiscale`` is personal data, the rest is shown."""

    nome: str
    codice_fiscale: str
    organizzazione: str


def firmatario(certificato: x509.Certificate) -> Firmatario:
    soggetto = certificato.subject.native
    persona = " ".join(filter(None, (_testo(soggetto, "given_name"), _testo(soggetto, "surname"))))
    nome = senza_codice(persona or _testo(soggetto, "common_name"))
    return Firmatario(
        nome=nome or SENZA_NOME,
        codice_fiscale=_codice_fiscale(soggetto),
        organizzazione=senza_codice(_testo(soggetto, "organization_name")),
    )


def emittente(certificato: x509.Certificate) -> str:
    """The authority that issued the certificate, as it calls itself; who signs for
    oneself is one's own, so no tax code is left in it either."""
    dati = certificato.issuer.native
    return senza_codice(_testo(dati, "common_name") or _testo(dati, "organization_name"))


def senza_codice(testo: str) -> str:
    """A name up to the tax code in it: what follows there are numbers of the issuer."""
    if (trovato := CODICE_FISCALE.search(testo)) is None:
        return testo
    resto = testo[: trovato.start()] or CODICE_FISCALE.sub(" ", testo)
    return " ".join(resto.replace("/", " ").strip(" -,;:()").split())


def _codice_fiscale(soggetto: dict[str, Any]) -> str:
    numero = PREFISSO.sub("", _testo(soggetto, "serial_number")).upper()
    if numero and (CODICE_FISCALE.fullmatch(numero) or re.fullmatch(r"\d{11}", numero)):
        return numero
    for campo in ("common_name", "dn_qualifier", "serial_number", "unique_identifier"):
        if trovato := CODICE_FISCALE.search(_testo(soggetto, campo)):
            return trovato[0].upper()
    return ""


def _testo(dati: dict[str, Any], campo: str) -> str:
    """One printable line; an attribute given more than once is joined."""
    valore = dati.get(campo) or ""
    if isinstance(valore, list):
        valore = " ".join(map(str, valore))
    pulito = "".join(c if c.isprintable() else " " for c in str(valore))
    return " ".join(pulito.split())[:LUNGHEZZA_MASSIMA]
