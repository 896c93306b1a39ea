"""Signed copies as pages read them: for everyone without tax codes, for officers with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from istruttoria.models import CopiaFirmata, CopiaRifiutata, CopieQuerySet, Documento
from programmi.models import Programma

FIDUCIA = {
    "riconosciuta": "certificato di un’autorità riconosciuta",
    "scaduta_dopo": "certificato di un’autorità riconosciuta, scaduto dopo la firma",
    "fuori_validita": "certificato non valido alla data dichiarata",
    "non_di_firma": "certificato non destinato alla firma di documenti",
    "non_riconosciuta": "firmatario dichiarato: l’autorità del certificato non è nell’elenco",
    "senza_elenco": "firmatario dichiarato: qui non c’è un elenco di autorità riconosciute",
}
"""What the list of trusted authorities says of a signature that is whole."""
RICONOSCIUTE = ("riconosciuta", "scaduta_dopo")


@dataclass(frozen=True, slots=True)
class FirmaLetta:
    """One signature. ``codice_fiscale`` is filled for officers alone."""

    firmatario: str
    organizzazione: str
    emittente: str
    dichiarata_il: datetime | None
    marca_il: datetime | None
    fiducia: str
    codice_fiscale: str = ""

    @property
    def fiducia_detta(self) -> str:
        return FIDUCIA[self.fiducia]

    @property
    def riconosciuta(self) -> bool:
        return self.fiducia in RICONOSCIUTE


def firme_della_copia(copia: CopiaFirmata, *, con_codici: bool = False) -> list[FirmaLetta]:
    """The signatures of a copy; the tax codes only when asked for, which officers' pages do."""
    firme = copia.rilievi["firme"]
    codici = copia.riservati["codici_fiscali"] if con_codici else [""] * len(firme)
    return [
        FirmaLetta(
            firmatario=firma["firmatario"],
            organizzazione=firma["organizzazione"],
            emittente=firma["emittente"],
            dichiarata_il=_istante(firma["dichiarata_il"]),
            marca_il=_istante(firma["marca_il"]),
            fiducia=firma["fiducia"],
            codice_fiscale=codice,
        )
        for firma, codice in zip(firme, codici, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class CopiaLetta:
    copia: CopiaFirmata
    firme: list[FirmaLetta]

    def come_dati(self) -> dict[str, Any]:
        """Plain values for anybody: a closed list, no tax code in it."""
        return {
            "sha256": self.copia.sha256,
            "formato": self.copia.formato,
            "contiene_il_file_emesso": self.copia.conforme,
            "firme": [
                {
                    "firmatario": firma.firmatario,
                    "dichiarata_il": _iso(firma.dichiarata_il),
                    "marca_il": _iso(firma.marca_il),
                    "fiducia": firma.fiducia,
                }
                for firma in self.firme
            ],
        }


def copie_firmate(programma: Programma) -> list[CopiaLetta]:
    """The valid signed copies of a programme's issued files, for any page: no tax code in them."""
    return [_letta(copia) for copia in _copie(programma).valide()]


@dataclass(frozen=True, slots=True)
class DocumentoConCopie:
    """An issued file with its signed copies: for officers also those that wait or were refused."""

    documento: Documento
    copie: list[CopiaLetta]


def con_copie(
    programma: Programma, documenti: Iterable[Documento], *, per_ufficio: bool
) -> list[DocumentoConCopie]:
    copie = _copie(programma) if per_ufficio else _copie(programma).valide()
    per_documento: dict[int, list[CopiaLetta]] = {}
    for copia in copie:
        per_documento.setdefault(copia.documento_id, []).append(_letta(copia))
    return [DocumentoConCopie(d, per_documento.get(d.pk, [])) for d in documenti]


def copie_rifiutate(documento: Documento) -> list[CopiaRifiutata]:
    """The uploads refused for a document, latest first."""
    return list(CopiaRifiutata.objects.filter(documento=documento).select_related("autore"))


def _copie(programma: Programma) -> CopieQuerySet:
    return (
        CopiaFirmata.objects.filter(documento__versione__programma=programma)
        .select_related("documento", "autore", "decisione__autore")
        .defer("riservati")
    )


def _letta(copia: CopiaFirmata) -> CopiaLetta:
    return CopiaLetta(copia, firme_della_copia(copia))


def _istante(testo: str) -> datetime | None:
    return datetime.fromisoformat(testo) if testo else None


def _iso(quando: datetime | None) -> str | None:
    return quando.isoformat() if quando else None


def frasi_della_copia(copia: CopiaFirmata) -> Iterator[str]:
    """The signatures of a copy as sentences, for the story: no tax code in them."""
    for firma in firme_della_copia(copia):
        quando = f", {firma.dichiarata_il:%d/%m/%Y}" if firma.dichiarata_il else ""
        yield f"Firma di {firma.firmatario}{quando}: {firma.fiducia_detta}"
