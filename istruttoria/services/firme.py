"""Signed copies of an issued document: taken when they hold it, refused with the reason otherwise.

Every upload leaves a row: a copy, or a refusal. A copy whose PDF is another one byte for byte, but
says the same, waits for a person.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from distretti.models import Utente
from documenti import firme
from istruttoria import archivio, rules
from istruttoria.autorita import autorita
from istruttoria.enums import FormatoFirma
from istruttoria.models import CopiaFirmata, CopiaRifiutata, DecisioneCopia, Documento
from istruttoria.services.allegati import FileRicevuto, nome_pulito
from istruttoria.services.documenti import contenuto_documento
from istruttoria.workflow import Rifiuto

ESTENSIONI = {FormatoFirma.PADES: "pdf", FormatoFirma.P7M: "p7m"}
IN_COMUNE_MINIMO = 80
"""Share of the issued text (0–100) below which a rewritten PDF is simply another document."""
GIA_CARICATA = "Questa copia firmata è già stata caricata."


def carica_copia(*, documento: Documento, attore: Utente, file: FileRicevuto) -> CopiaFirmata:
    """Examine a signed copy and keep it. Raises ``Rifiuto`` on the field ``file``, and logs it."""
    if not (risposta := rules.puo_firmare(attore, documento)):
        raise Rifiuto(risposta.motivo)
    if len(file.contenuto) > settings.UPLOAD_MAX_BYTES:
        mega = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise Rifiuto(f"Il file supera {mega} MB.", "file")
    sha256 = hashlib.sha256(file.contenuto).hexdigest()
    if CopiaFirmata.objects.filter(documento=documento, sha256=sha256).exists():
        raise Rifiuto(GIA_CARICATA, "file")
    try:
        rilievi, confronto = _esamina(documento, file.contenuto)
    except firme.FirmaRifiutata as rifiuto:
        motivo = _altro_emesso(documento, rifiuto.contenuti) or rifiuto.messaggio
        CopiaRifiutata.objects.create(
            documento=documento,
            nome=nome_pulito(file.nome),
            sha256=sha256,
            dimensione=len(file.contenuto),
            motivo=motivo,
            autore=attore,
        )
        raise Rifiuto(motivo, "file") from rifiuto
    return _conserva(documento, attore, file, rilievi, confronto)


def decidi_copia(
    *, copia: CopiaFirmata, attore: Utente, accolta: bool, motivo: str
) -> DecisioneCopia:
    """Accept or turn down a copy that waits for a person. Raises ``Rifiuto``."""
    if not (risposta := rules.puo_decidere_copia(attore, copia)):
        raise Rifiuto(risposta.motivo)
    if not (motivo := motivo.strip()):
        raise Rifiuto("Scrivere il motivo: resta con la copia.", "motivo")
    try:
        with transaction.atomic():
            return DecisioneCopia.objects.create(
                copia=copia, accolta=accolta, motivo=motivo, autore=attore
            )
    except IntegrityError as errore:
        raise Rifiuto("Un collega ha già deciso su questa copia: ricaricare la pagina.") from errore


def _esamina(documento: Documento, contenuto: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The findings, and the difference for a person when there is one to see."""
    emesso = contenuto_documento(documento)
    rilievi = firme.verifica(contenuto, emesso, autorita=autorita(), adesso=timezone.now())
    if rilievi["esito"] == firme.IDENTICO:
        return rilievi, {}
    contenuti = tuple(rilievi["contenuti"])
    if motivo := _altro_emesso(documento, contenuti):
        raise firme.FirmaRifiutata(motivo)
    confronto = firme.confronta(contenuto, emesso)
    if motivo := _altro_contenuto(confronto):
        raise firme.FirmaRifiutata(motivo)
    return rilievi, confronto


def _altro_emesso(documento: Documento, contenuti: tuple[str, ...]) -> str:
    """Which other issued file of the same Ente the copy holds; "" when none."""
    altro = (
        Documento.objects.filter(
            sha256__in=contenuti,
            versione__programma__distretto__ente=documento.versione.programma.distretto.ente_id,
        )
        .exclude(sha256=documento.sha256)
        .select_related("versione__programma__distretto")
        .defer("versione__contenuto")
        .first()
    )
    if altro is None:
        return ""
    di_chi = altro.versione.programma
    return (
        "La copia contiene un altro file emesso, non questo: "
        f"{altro.get_tipo_display()}, {di_chi}, versione {altro.versione.numero}."
    )


def _altro_contenuto(confronto: Mapping[str, Any]) -> str:
    """Why a rewritten PDF is not even worth a person's time; "" when it is."""
    in_comune = confronto.get("in_comune")
    if in_comune is not None and in_comune < IN_COMUNE_MINIMO:
        return (
            "La copia contiene un altro documento: del testo emesso "
            f"ne ritrova solo il {in_comune}%."
        )
    emessi = {a["nome"]: a["sha256"] for a in confronto.get("allegati_emesso", [])}
    for allegato in confronto.get("allegati_copia", []):
        if emessi.get(allegato["nome"], allegato["sha256"]) != allegato["sha256"]:
            return (
                "La copia contiene i dati di un altro programma, o di un'altra versione di questo "
                f"(il file «{allegato['nome']}» al suo interno è diverso)."
            )
    return ""


def _conserva(
    documento: Documento,
    attore: Utente,
    file: FileRicevuto,
    rilievi: dict[str, Any],
    confronto: dict[str, Any],
) -> CopiaFirmata:
    formato = FormatoFirma(rilievi["formato"])
    codici = [firma.pop("codice_fiscale") for firma in rilievi["firme"]]
    archiviato = archivio.archivia(file.contenuto, estensione=ESTENSIONI[formato])
    try:
        with transaction.atomic():
            return CopiaFirmata.objects.create(
                documento=documento,
                nome=nome_pulito(file.nome),
                file=archiviato.nome,
                sha256=archiviato.sha256,
                dimensione=archiviato.dimensione,
                formato=formato,
                conforme=rilievi["esito"] == firme.IDENTICO,
                rilievi={"firme": rilievi["firme"], "strati": rilievi["strati"]},
                riservati={"codici_fiscali": codici, "confronto": confronto},
                autore=attore,
            )
    except IntegrityError as errore:
        raise Rifiuto(GIA_CARICATA, "file") from errore
