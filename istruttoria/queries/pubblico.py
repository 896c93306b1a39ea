"""What the public pages read: published programmes, and what a file's hash is the hash of."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from distretti.atti import Atto
from distretti.models import Distretto
from istruttoria.enums import TipoDocumento
from istruttoria.fatti import PASSAGGI_DI_APPROVAZIONE
from istruttoria.models import CopiaFirmata, Documento, Passaggio, Versione
from istruttoria.pubblico import proietta
from istruttoria.queries.firme import CopiaLetta, FirmaLetta, copie_firmate, firme_della_copia
from istruttoria.transizioni import NUMERO_DELL_ATTO
from programmi.enums import STATI_CON_DETERMINAZIONE, Stato
from programmi.models import AderenteProgramma, Programma

STATI_PUBBLICI = (Stato.PUBBLICATO, Stato.REVOCATO)
"""A programme that was published stays readable when it is revoked, and says so."""
TIPI_PUBBLICI = (TipoDocumento.ATTO, TipoDocumento.PROGRAMMA)
"""The kinds of issued file that the public takes, the fullest first."""
IMPRONTA = re.compile(r"[0-9a-f]{64}")


def pubblicati() -> QuerySet[Programma]:
    """The programmes that anybody may read."""
    return Programma.objects.filter(
        stato__in=STATI_PUBBLICI, pubblicato_il__isnull=False
    ).select_related("distretto__ente", "distretto__capofila", "schema")


def cerca_pubblicati(
    *, distretto: int | None = None, comune: str = "", anno: int | None = None
) -> QuerySet[Programma]:
    """Published programmes, the newest first; ``comune`` is part of a member's name."""
    trovati = pubblicati().order_by("-anno", "distretto__denominazione", "-pk")
    if distretto is not None:
        trovati = trovati.filter(distretto=distretto)
    if anno is not None:
        trovati = trovati.filter(anno=anno)
    for parola in comune.split():
        trovati = trovati.filter(
            pk__in=AderenteProgramma.objects.filter(denominazione__icontains=parola).values(
                "programma"
            )
        )
    return trovati


@dataclass(frozen=True, slots=True)
class Scelte:
    """What the filters of the list offer: only what has something published."""

    distretti: Sequence[Distretto]
    comuni: Sequence[str]
    anni: Sequence[int]


def scelte() -> Scelte:
    """The values of the filters, in three queries."""
    programmi = pubblicati().order_by().values("pk")
    comuni = AderenteProgramma.objects.filter(
        programma__in=programmi, denominazione__istartswith="comune di "
    )
    return Scelte(
        distretti=list(
            Distretto.objects.filter(programmi__in=programmi).distinct().order_by("denominazione")
        ),
        comuni=list(
            comuni.order_by("denominazione").values_list("denominazione", flat=True).distinct()
        ),
        anni=list(pubblicati().order_by("-anno").values_list("anno", flat=True).distinct()),
    )


@dataclass(frozen=True)
class Emissione:
    """A version that an act approved, the file issued from it and its valid signed copies.

    ``registrati`` are the number and the date that the log gives to its act.
    """

    versione: Versione
    documento: Documento | None
    copie: Sequence[CopiaLetta] = ()
    registrati: Mapping[str, str] = field(default_factory=dict)

    @property
    def determinazione(self) -> Atto | None:
        """The act that approved the version, None when it is not told."""
        atto = self.contenuto["determinazione"] or {}
        if not (atto.get("numero") and atto.get("data")):
            return None
        return Atto("determinazione", "", atto["numero"], date.fromisoformat(atto["data"]))

    @property
    def senza_numero(self) -> bool:
        """The act was issued without its number, which nobody has recorded yet."""
        atto = self.contenuto["determinazione"]
        return bool(atto) and not atto.get("numero")

    @property
    def rettifica(self) -> Atto | None:
        """The act that this one corrects, None when it corrects none."""
        atto = (self.contenuto["determinazione"] or {}).get("rettifica")
        return Atto.from_dict(atto) if atto else None

    @cached_property
    def contenuto(self) -> dict[str, Any]:
        """The public part of what was frozen; an act that was issued without its number has the
        one recorded after its signature."""
        contenuto = proietta(json.loads(self.versione.contenuto))
        atto = contenuto["determinazione"]
        if atto and not atto.get("numero"):
            atto |= self.registrati
        return contenuto


def emissioni(programma: Programma) -> list[Emissione]:
    """What was issued for a programme, the act in force first. Three queries."""
    passaggi = programma.passaggi.filter(
        transizione__in=PASSAGGI_DI_APPROVAZIONE, versione__isnull=False
    )
    versioni = (
        Versione.objects.filter(pk__in=passaggi.values("versione"))
        .annotate(registrati=_con_il_numero())
        .prefetch_related("documenti")
        .order_by("-numero")
    )
    copie = copie_firmate(programma)
    return [_emissione(versione, copie) for versione in versioni]


def _emissione(versione: Any, copie: Sequence[CopiaLetta]) -> Emissione:
    documento = _file_pubblico(versione)
    proprie = [letta for letta in copie if documento and letta.copia.documento_id == documento.pk]
    return Emissione(versione, documento, proprie, _numero_e_data(versione.registrati or {}))


def _con_il_numero() -> Subquery:
    """What was recorded by the step that gave its number to the act of a version."""
    passaggi = Passaggio.objects.filter(
        versione=OuterRef("pk"), dati__has_keys=list(NUMERO_DELL_ATTO)
    )
    return Subquery(passaggi.order_by("-quando", "-id").values("dati")[:1])


def _numero_e_data(dati: Mapping[str, str]) -> dict[str, str]:
    nomi = zip(("numero", "data"), NUMERO_DELL_ATTO, strict=True)
    return {nome: dati[campo] for nome, campo in nomi if campo in dati}


def _file_pubblico(versione: Versione) -> Documento | None:
    per_tipo = {documento.tipo: documento for documento in versione.documenti.all()}
    return next((per_tipo[tipo] for tipo in TIPI_PUBBLICI if tipo in per_tipo), None)


@dataclass(frozen=True, slots=True)
class Riscontro:
    """What a hash was found to be. ``documento`` is None when nothing issued has it.

    ``firmata`` says that it is the hash of a signed copy, ``riscritta`` that a person accepted that
    copy; ``firme`` are those of that copy, or of every valid copy of the issued file. ``in_vigore``
    is false when a later act took the document's place or revoked it. ``senza_numero``: the act was
    issued without its number, which nobody has recorded yet.
    """

    impronta: str
    documento: Documento | None = None
    in_vigore: bool = False
    pubblico: bool = False
    numero: str = ""
    data: date | None = None
    firmatario: str = ""
    firmata: bool = False
    riscritta: bool = False
    senza_numero: bool = False
    firme: Sequence[FirmaLetta] = ()

    @property
    def programma(self) -> Programma | None:
        return self.documento.versione.programma if self.documento else None

    @property
    def revocato(self) -> bool:
        return self.programma is not None and self.programma.stato == Stato.REVOCATO


def riscontra(impronta: str) -> Riscontro:
    """What the file with this SHA-256 (64 hexadecimal digits, lower case) is.

    Files of approved programmes only: who holds an issued file, or a signed copy of it, may know
    that it is that one, also before its publication; nothing is said of drafts.
    """
    documento, copia = _emesso(impronta), None
    if documento is None:
        if (copia := _copia(impronta)) is None:
            return Riscontro(impronta)
        documento = _emessi().get(pk=copia.documento_id)
    programma = documento.versione.programma
    emesse = emissioni(programma)
    if copia is None:
        lette = [letta for e in emesse if e.documento == documento for letta in e.copie]
        firme = [firma for letta in lette for firma in letta.firme]
    else:
        firme = firme_della_copia(copia)
    emessa = next(e for e in emesse if e.versione.pk == documento.versione_id)
    atto = emessa.contenuto["determinazione"] or {}
    return Riscontro(
        impronta,
        documento=documento,
        in_vigore=emessa in (emesse[0], next((e for e in emesse if not e.senza_numero), None))
        and programma.stato != Stato.REVOCATO,
        pubblico=programma.stato in STATI_PUBBLICI and programma.pubblicato_il is not None,
        numero=atto.get("numero") or "",
        data=date.fromisoformat(atto["data"]) if atto.get("data") else None,
        firmatario=atto.get("firmatario") or "",
        firmata=copia is not None,
        riscritta=copia is not None and not copia.conforme,
        senza_numero=emessa.senza_numero,
        firme=firme,
    )


def _emesso(impronta: str) -> Documento | None:
    return _emessi().filter(sha256=impronta).order_by("-pk").first()


def _copia(impronta: str) -> CopiaFirmata | None:
    valide = CopiaFirmata.objects.valide().filter(sha256=impronta, documento__in=_emessi())
    return valide.defer("riservati").first()


def _emessi() -> QuerySet[Documento]:
    """The files issued by the approvals of programmes."""
    approvate = Passaggio.objects.filter(
        transizione__in=PASSAGGI_DI_APPROVAZIONE, versione__isnull=False
    )
    return Documento.objects.filter(
        tipo__in=TIPI_PUBBLICI,
        versione__programma__stato__in=STATI_CON_DETERMINAZIONE,
        versione__in=approvate.values("versione"),
    ).select_related("versione__programma__distretto__ente")
