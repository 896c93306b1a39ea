"""One signature examined: is it whole, who made it, when does it say so, is its author trusted."""

import datetime as dt
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from asn1crypto import x509
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext

from documenti.firme.certificati import emittente, firmatario
from documenti.firme.errori import FirmaRifiutata

T = TypeVar("T")
DIGEST_AMMESSI = {"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}

RICONOSCIUTA = "riconosciuta"
SCADUTA_DOPO = "scaduta_dopo"
FUORI_VALIDITA = "fuori_validita"
NON_DI_FIRMA = "non_di_firma"
NON_RICONOSCIUTA = "non_riconosciuta"
SENZA_ELENCO = "senza_elenco"


@dataclass(frozen=True, slots=True)
class Firma:
    """What is known of one signature. Instants are ISO texts, "" when not declared."""

    formato: str
    firmatario: str
    organizzazione: str
    codice_fiscale: str
    emittente: str
    seriale: str
    valido_dal: str
    valido_al: str
    dichiarata_il: str
    marca_il: str
    algoritmo: str
    fiducia: str

    def come_dati(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Elenco:
    """The authorities that the installation trusts, and the instant of the examination."""

    autorita: Sequence[x509.Certificate]
    adesso: dt.datetime

    def contesto(self, momento: dt.datetime | None = None) -> ValidationContext:
        """Offline: nothing is fetched, so revocation is not looked up."""
        return ValidationContext(
            trust_roots=list(self.autorita),
            moment=momento or self.adesso,
            allow_fetching=False,
            revocation_mode="soft-fail",
        )


def subito(lavoro: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that waits for nothing: the fenced process may have no event loop."""
    try:
        lavoro.send(None)
    except StopIteration as fine:
        return fine.value  # type: ignore[no-any-return]
    lavoro.close()
    raise FirmaRifiutata("La firma richiede dati che non sono nel file: non si può verificare.")


def pretendi_integra(esito: StandardCMSSignatureStatus, chi: str) -> None:
    """Both halves: the content is what was digested, and the digest is what was signed."""
    if not esito.intact:
        raise FirmaRifiutata(
            f"La firma di {chi} non corrisponde al contenuto: il file è stato alterato."
        )
    if not esito.valid:
        raise FirmaRifiutata(f"La firma di {chi} non è autentica: i suoi dati sono stati alterati.")
    if esito.md_algorithm.lower() not in DIGEST_AMMESSI:
        raise FirmaRifiutata(
            f"La firma di {chi} usa un algoritmo non più ammesso ({esito.md_algorithm})."
        )


def giudica(
    esito: StandardCMSSignatureStatus, elenco: Elenco, fidato: Callable[[dt.datetime], bool]
) -> str:
    """What the list of authorities says; ``fidato`` asks again whether it held at another time."""
    if not elenco.autorita:
        return SENZA_ELENCO
    usi = esito.signing_cert.key_usage_value
    if usi is not None and "non_repudiation" not in usi.native:
        return NON_DI_FIRMA
    if esito.trusted:
        return RICONOSCIUTA
    dichiarata = esito.signer_reported_dt
    if dichiarata is not None and dichiarata.tzinfo is not None and fidato(dichiarata):
        return SCADUTA_DOPO
    inizio = esito.signing_cert["tbs_certificate"]["validity"]["not_before"].native
    return FUORI_VALIDITA if fidato(inizio + dt.timedelta(minutes=1)) else NON_RICONOSCIUTA


def descrivi(esito: StandardCMSSignatureStatus, *, formato: str, fiducia: str) -> Firma:
    certificato = esito.signing_cert
    chi = firmatario(certificato)
    validita = certificato["tbs_certificate"]["validity"]
    return Firma(
        formato=formato,
        firmatario=chi.nome,
        organizzazione=chi.organizzazione,
        codice_fiscale=chi.codice_fiscale,
        emittente=emittente(certificato),
        seriale=f"{certificato.serial_number:x}",
        valido_dal=_iso(validita["not_before"].native),
        valido_al=_iso(validita["not_after"].native),
        dichiarata_il=_iso(esito.signer_reported_dt),
        marca_il=_marca(esito),
        algoritmo=esito.md_algorithm,
        fiducia=fiducia,
    )


def _marca(esito: StandardCMSSignatureStatus) -> str:
    marca = esito.timestamp_validity
    return _iso(marca.timestamp) if marca is not None and marca.intact and marca.valid else ""


def _iso(quando: dt.datetime | None) -> str:
    if quando is None:
        return ""
    return quando.astimezone(dt.UTC).isoformat(timespec="seconds") if quando.tzinfo else ""
