"""The verbs: import from a command, or in two steps in the browser."""

import hashlib
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from distretti.models import Distretto, Ente, Utente
from istruttoria import controlli
from istruttoria.enums import StatoImportazione
from istruttoria.impianto import impianta
from istruttoria.importazione.errori import ImportazioneRifiutata
from istruttoria.importazione.esito import EsitoImportazione, Rapporto, conta
from istruttoria.importazione.file import leggi_file
from istruttoria.importazione.organizzazioni import Abbinatore
from istruttoria.importazione.registro import Registro
from istruttoria.importazione.scelte import (
    controlla_anno,
    controlla_codice,
    controlla_libero,
    controlla_posto,
    posto_occupato,
    scegli_ente,
    scegli_schema,
    trova_distretto,
)
from istruttoria.importazione.scrittura import scrivi_programma
from istruttoria.models import Importazione
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma, Schema


def importa(
    contenuto: bytes,
    *,
    nome: str,
    distretto: str,
    anno: int | None,
    crea: bool = False,
    ente: str = "",
    schema: str = "",
    storico: bool = False,
    autore: Utente | None = None,
) -> EsitoImportazione:
    """The whole line, from the bytes to the programme; all or nothing.

    On an empty database the initial Ente is made first, and unmade if the import is refused.
    """
    lettura = leggi_file(contenuto, nome=nome)
    try:
        with transaction.atomic():
            if not Ente.objects.exists():
                impianta()
            suo_ente = scegli_ente(ente)
            if not suo_ente.schemi.exists():
                impianta(suo_ente.codice)
            trovato = trova_distretto(suo_ente, distretto)
            if trovato is None:
                controlla_codice(distretto)
                if not crea:
                    raise ImportazioneRifiutata(
                        f"Non c'è un distretto con il codice «{distretto}»: controllarlo, oppure "
                        "aggiungere --crea per crearlo da ciò che dice il file."
                    )
            return _registra(
                lettura,
                ente=suo_ente,
                distretto=trovato,
                codice=distretto,
                codice_schema=schema,
                anno=anno,
                storico=storico,
                autore=autore,
                origine=_origine(nome, contenuto),
            )
    except IntegrityError as errore:
        raise _rifiuto_di_corsa(distretto, anno) from errore


def registra(
    lettura: dict[str, Any],
    *,
    distretto: Distretto,
    schema: Schema,
    anno: int,
    storico: bool = False,
    autore: Utente | None = None,
    origine: str = "",
) -> EsitoImportazione:
    """Write a lettura as a programme of a district that is in the register."""
    return _in_transazione(
        lettura,
        ente=distretto.ente,
        distretto=distretto,
        codice=distretto.codice,
        codice_schema=schema.codice,
        anno=anno,
        storico=storico,
        autore=autore,
        origine=origine,
    )


def prepara(
    contenuto: bytes,
    *,
    nome: str,
    anno: int | None,
    autore: Utente,
    distretto: Distretto | None = None,
    nuovo_codice: str = "",
    storico: bool = False,
    schema: str = "",
) -> Importazione:
    """Read an uploaded file and keep the lettura until an officer decides.

    It is for a district of the register, or for one that a confirmation makes from what the file
    says, with ``nuovo_codice``, in the officer's Ente.

    The programme is written and undone, so that the report says all that a confirmation will:
    the lettura then holds every doubt, the checks (``controlli``) and the counts (``conteggi``).
    """
    lettura = leggi_file(contenuto, nome=nome)
    if distretto is not None:
        ente = distretto.ente
    else:
        ente = autore.ente or scegli_ente("")
        controlla_codice(nuovo_codice)
        controlla_libero(ente, nuovo_codice)
    if not ente.schemi.exists():
        impianta(ente.codice)
    anno = controlla_anno(lettura, anno, Rapporto())
    if distretto is not None:
        controlla_posto(distretto, anno)
    scelto = scegli_schema(
        ente, lettura, anno=anno, codice=schema, storico=storico, rapporto=Rapporto()
    )
    with transaction.atomic():  # what a confirmation would do, done and undone
        esito = _in_transazione(
            lettura,
            ente=ente,
            distretto=distretto,
            codice=nuovo_codice,
            codice_schema=scelto.codice,
            anno=anno,
            storico=storico,
            autore=autore,
            origine="",
        )
        transaction.set_rollback(True)
    if distretto is not None:
        distretto.refresh_from_db()
    return Importazione.objects.create(
        distretto=distretto,
        nuovo_codice="" if distretto is not None else nuovo_codice,
        anno=anno,
        schema=scelto,
        storico=storico,
        nome_file=_nome_corto(nome),
        sha256=hashlib.sha256(contenuto).hexdigest(),
        lettura={
            **lettura,
            "dubbi_del_file": lettura["dubbi"],
            "non_riconosciuti_del_file": lettura["non_riconosciuti"],
            "dubbi": esito.dubbi,
            "non_riconosciuti": esito.non_riconosciuti,
            "controlli": esito.controlli,
            "conteggi": esito.conteggi,
        },
        autore=autore,
    )


def conferma(importazione: Importazione, *, attore: Utente) -> Programma:
    """Make the programme of a lettura that waits; once only, whoever asks."""
    letta = dict(importazione.lettura)
    letta["dubbi"] = letta.pop("dubbi_del_file", letta["dubbi"])
    letta["non_riconosciuti"] = letta.pop("non_riconosciuti_del_file", letta["non_riconosciuti"])
    with transaction.atomic():
        _chiudi(importazione, StatoImportazione.CONFERMATA)
        ente = importazione.schema.ente
        if importazione.distretto is None:
            controlla_libero(ente, importazione.nuovo_codice)
        esito = _in_transazione(
            letta,
            ente=ente,
            distretto=importazione.distretto,
            codice=importazione.nuovo_codice,
            codice_schema=importazione.schema.codice,
            anno=importazione.anno,
            storico=importazione.storico,
            autore=attore,
            origine=f"{importazione.nome_file} (SHA-256 {importazione.sha256})",
        )
        programma = Programma.objects.select_related("distretto", "schema").get(pk=esito.programma)
        Importazione.objects.filter(pk=importazione.pk).update(
            programma=programma, distretto=programma.distretto
        )
    importazione.refresh_from_db()
    return programma


def scarta(importazione: Importazione, *, attore: Utente) -> None:
    """Throw a lettura away."""
    _chiudi(importazione, StatoImportazione.SCARTATA)
    importazione.refresh_from_db()


# --- inside the transaction -----------------------------------------------------------------


def _in_transazione(
    lettura: dict[str, Any],
    *,
    ente: Ente,
    distretto: Distretto | None,
    codice: str,
    codice_schema: str,
    anno: int,
    storico: bool,
    autore: Utente | None,
    origine: str,
) -> EsitoImportazione:
    """All or nothing; who loses a race is told so."""
    try:
        with transaction.atomic():
            return _registra(
                lettura,
                ente=ente,
                distretto=distretto,
                codice=codice,
                codice_schema=codice_schema,
                anno=anno,
                storico=storico,
                autore=autore,
                origine=origine,
            )
    except IntegrityError as errore:
        raise _rifiuto_di_corsa(str(distretto or codice), anno) from errore


def _registra(
    lettura: dict[str, Any],
    *,
    ente: Ente,
    distretto: Distretto | None,
    codice: str,
    codice_schema: str,
    anno: int | None,
    storico: bool,
    autore: Utente | None,
    origine: str,
) -> EsitoImportazione:
    rapporto = Rapporto(list(lettura["dubbi"]), list(lettura["non_riconosciuti"]))
    anno = controlla_anno(lettura, anno, rapporto)
    schema = scegli_schema(
        ente, lettura, anno=anno, codice=codice_schema, storico=storico, rapporto=rapporto
    )
    abbinatore = Abbinatore(ente, rapporto)
    registro = Registro(ente, lettura, abbinatore, rapporto)
    if distretto is None:
        distretto = registro.crea_distretto(codice)
        da_aggiornare = not storico
    else:
        controlla_posto(distretto, anno)
        da_aggiornare = not storico and anno >= _ultimo_anno(distretto)
        registro.confronta(distretto)
    if da_aggiornare:
        # First the register: the names of the programme are then linked to it.
        registro.aggiorna(distretto, dal=date(anno, 1, 1))
    programma = scrivi_programma(
        lettura,
        distretto=distretto,
        schema=schema,
        anno=anno,
        storico=storico,
        autore=autore,
        origine=origine,
        abbinatore=abbinatore,
        rapporto=rapporto,
    )
    snapshot = componi_snapshot(programma)
    return EsitoImportazione(
        programma=programma.pk,
        schema=schema.codice,
        anno=anno,
        conteggi=conta(snapshot),
        dubbi=rapporto.dubbi,
        non_riconosciuti=rapporto.non_riconosciuti,
        controlli=[
            {chiave: e[chiave] for chiave in ("codice", "gravita", "messaggio", "dove")}
            for e in (esito.as_dict() for esito in controlli.esegui(snapshot))
        ],
    )


def _ultimo_anno(distretto: Distretto) -> int:
    """The year that the register speaks of: that of the newest programme, else this one."""
    ultimo: int | None = distretto.programmi.aggregate(n=Max("anno"))["n"]
    return ultimo if ultimo is not None else timezone.localdate().year


def _chiudi(importazione: Importazione, stato: StatoImportazione) -> None:
    in_attesa = Importazione.objects.filter(pk=importazione.pk, stato=StatoImportazione.LETTA)
    if not in_attesa.update(stato=stato):
        attuale = Importazione.objects.get(pk=importazione.pk)
        raise ImportazioneRifiutata(
            f"Questa importazione è già stata {attuale.get_stato_display().lower()}."
        )


def _rifiuto_di_corsa(distretto: str, anno: int | None) -> ImportazioneRifiutata:
    """The database stopped two who wrote the same thing at once."""
    if anno is not None and Programma.objects.vivi().filter(
        distretto__codice__iexact=distretto, anno=anno
    ):
        return ImportazioneRifiutata(posto_occupato(distretto, anno))
    return ImportazioneRifiutata(
        "Nel frattempo qualcun altro ha scritto le stesse cose: non è stato cambiato nulla, "
        "riprovare."
    )


def _origine(nome: str, contenuto: bytes) -> str:
    return f"{_nome_corto(nome)} (SHA-256 {hashlib.sha256(contenuto).hexdigest()})"


def _nome_corto(nome: str) -> str:
    """A file's name to keep: no folders, no signs that cannot be printed, 200 characters."""
    ultimo = nome.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in ultimo if c.isprintable())[:200] or "senza nome"
