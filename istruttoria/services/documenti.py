"""Frozen versions and the files made from them."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Max

from distretti.models import Utente
from documenti.pdf import PdfNonProducibile, componi, forma_di_stampa
from documenti.word_export import componi as componi_word
from istruttoria import archivio
from istruttoria.determinazione import ModelloNonValido
from istruttoria.enums import TipoDocumento
from istruttoria.fatti import Fatti
from istruttoria.models import Allegato, CopiaFirmata, Documento, Versione
from istruttoria.snapshot import canonico, componi_snapshot, impronta
from istruttoria.workflow import Rifiuto
from programmi.models import Programma


def congela(
    programma: Programma,
    *,
    motivo: str,
    autore: Utente | None,
    snapshot: dict[str, Any] | None = None,
) -> Versione:
    """Freeze the programme as it is (or the snapshot given). The same text is frozen once."""
    with transaction.atomic():
        Programma.objects.select_for_update(no_key=True).get(pk=programma.pk)
        contenuto = canonico(componi_snapshot(programma) if snapshot is None else snapshot)
        ultima = programma.versioni.order_by("-numero").first()
        sha256 = impronta(contenuto)
        if ultima is not None and ultima.sha256 == sha256:
            return ultima
        numero = (programma.versioni.aggregate(n=Max("numero"))["n"] or 0) + 1
        return Versione.objects.create(
            programma=programma,
            numero=numero,
            contenuto=contenuto,
            sha256=sha256,
            motivo=motivo,
            autore=autore,
        )


def emetti(versione: Versione, *, tipo: TipoDocumento) -> Documento:
    """The file issued from a version: rendered and stored the first time, then always the same."""
    if emesso := versione.documenti.filter(tipo=tipo).first():
        return emesso
    archiviato = archivio.archivia(impagina(json.loads(versione.contenuto), tipo=tipo))
    return registra_documento(versione, tipo=tipo, archiviato=archiviato)


def registra_documento(
    versione: Versione, *, tipo: TipoDocumento, archiviato: archivio.Archiviato
) -> Documento:
    """The row of an issued file that is already in the archive."""
    documento, _ = Documento.objects.get_or_create(
        versione=versione,
        tipo=tipo,
        defaults={
            "file": archiviato.nome,
            "sha256": archiviato.sha256,
            "dimensione": archiviato.dimensione,
            "forma": forma_di_stampa(),
        },
    )
    return documento


def impagina(snapshot: dict[str, Any], *, tipo: TipoDocumento, bozza: bool = False) -> bytes:
    """The PDF of a snapshot. Raises ``Rifiuto``."""
    con_atto = tipo == TipoDocumento.ATTO
    if con_atto and not (snapshot.get("determinazione") or {}).get("oggetto"):
        raise Rifiuto(
            "Il testo della determinazione non è nel sistema: il programma è entrato già approvato."
        )
    try:
        return componi(snapshot, determinazione=con_atto, bozza=bozza)
    except PdfNonProducibile as errore:
        raise Rifiuto(str(errore)) from errore


def contenuto_documento(documento: Documento | Allegato | CopiaFirmata) -> bytes:
    """The bytes of a file issued or received, checked against their SHA-256. Raises ``Rifiuto``."""
    try:
        return archivio.leggi(documento.file.name or "", documento.sha256)
    except archivio.FileAlterato as errore:
        raise Rifiuto(str(errore)) from errore


def rifai(documento: Documento) -> None:
    """Make an issued file again from its version and put it back, if the same bytes come out.

    Nothing else takes part: neither the rows of the programme nor the Ente's template of today.
    Raises ``Rifiuto``.
    """
    snapshot = json.loads(documento.versione.contenuto)
    tipo = TipoDocumento(documento.tipo)
    word = tipo == TipoDocumento.WORD
    contenuto = componi_word(snapshot) if word else impagina(snapshot, tipo=tipo)
    if hashlib.sha256(contenuto).hexdigest() != documento.sha256:
        raise Rifiuto(f"Rifatto dalla sua versione, {_perche_diverso(documento)}")
    archivio.archivia(contenuto, estensione="docx" if word else "pdf")


def _perche_diverso(documento: Documento) -> str:
    oggi = forma_di_stampa()
    if documento.forma == oggi:
        return (
            "il documento non è più lo stesso byte per byte, benché la forma di stampa sia quella "
            "di allora: è cambiato qualcosa nel sistema. Va ripreso da una copia di sicurezza."
        )
    return (
        "il documento non è più lo stesso byte per byte: il prodotto stampa oggi in un altro modo "
        f"(allora {documento.forma or 'non registrato'}, oggi {oggi}). Va ripreso da una copia di "
        "sicurezza, o rifatto con la versione del prodotto di allora."
    )


def pdf(programma: Programma, *, determinazione: bool, in_correzione: bool = False) -> bytes:
    """The PDF to show: the issued one when the programme is approved, else a marked draft.

    ``in_correzione`` asks for the draft of a rettifica that is going on. It writes nothing, so a
    page may ask for it at any time. Raises ``Rifiuto``.
    """
    tipo = TipoDocumento.ATTO if determinazione else TipoDocumento.PROGRAMMA
    fatti = Fatti(programma)
    if in_correzione and not fatti.in_rettifica:
        raise Rifiuto("Non c'è una rettifica aperta.")
    if not in_correzione and fatti.approvato is not None and (v := fatti.versione_approvata):
        if emesso := v.documenti.filter(tipo=tipo).first():
            return contenuto_documento(emesso)
        return impagina(fatti.approvato, tipo=tipo)
    snapshot = dict(fatti.snapshot)
    if determinazione:
        try:
            snapshot["determinazione"] = fatti.determinazione()
        except ModelloNonValido as errore:
            raise Rifiuto(str(errore)) from errore
    return impagina(snapshot, tipo=tipo, bozza=True)


def prova_pdf(fatti: Fatti, atto: dict[str, Any]) -> bytes:
    """A marked draft of the programme with an act in front; nothing is stored."""
    return impagina(fatti.snapshot | {"determinazione": atto}, tipo=TipoDocumento.ATTO, bozza=True)
