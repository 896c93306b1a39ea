"""Files that leave the system: each view authorises its own, none is served by its path."""

import logging
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from istruttoria import services
from istruttoria.fatti import Fatti
from istruttoria.models import Allegato, CopiaFirmata, Documento
from istruttoria.snapshot import canonico
from istruttoria.transizioni import UFFICIO
from istruttoria.views.getters import (
    allegato_visibile,
    documento_visibile,
    pretendi_persona,
    programma_visibile,
)
from programmi.enums import STATI_CON_DETERMINAZIONE
from programmi.models import Programma

logger = logging.getLogger(__name__)

TIPO_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TIPI = {"pdf": "application/pdf", "docx": TIPO_WORD, "p7m": "application/pkcs7-mime"}
CHIUSO = "default-src 'none'; sandbox; frame-ancestors 'none'"
# The browser's own PDF viewer is a page with a style of its own: a sandbox would forbid it.
IN_PAGINA = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
)


@require_safe
def programma_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme as PDF, inline for its preview; ``scarica`` and ``determinazione`` choose, and
    ``rettifica``, for the office alone, the text that is being corrected."""
    programma = programma_visibile(request, pk)
    con_atto, in_correzione = "determinazione" in request.GET, "rettifica" in request.GET
    if in_correzione:
        pretendi_persona(request.user, programma, UFFICIO)
    try:
        contenuto = services.pdf(programma, determinazione=con_atto, in_correzione=in_correzione)
    except services.Rifiuto as rifiuto:
        return non_prodotto(request, programma, rifiuto.motivo)
    bozza = in_correzione or programma.stato not in STATI_CON_DETERMINAZIONE
    return file_chiuso(
        contenuto,
        nome=nome_del_file(programma, "atto" if con_atto else "programma", "pdf"),
        tipo="application/pdf",
        bozza=bozza,
        in_pagina="scarica" not in request.GET,
    )


@require_safe
def programma_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme as a Word document, to go on writing it there."""
    programma = programma_visibile(request, pk)
    return file_chiuso(
        services.word(programma),
        nome=nome_del_file(programma, "programma", "docx"),
        tipo=TIPO_WORD,
        bozza=programma.stato not in STATI_CON_DETERMINAZIONE,
    )


@require_safe
def programma_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The snapshot of the programme: the approved one, once there is one."""
    programma = programma_visibile(request, pk)
    return file_chiuso(
        canonico(Fatti(programma).da_leggere).encode(),
        nome=nome_del_file(programma, "programma", "json"),
        tipo="application/json",
        bozza=programma.stato not in STATI_CON_DETERMINAZIONE,
    )


@require_safe
def documento(request: HttpRequest, pk: int) -> HttpResponse:
    """An issued file, byte for byte; its hash is checked before it goes out."""
    documento = documento_visibile(request, pk)
    programma, estensione = documento.versione.programma, estensione_di(documento)
    try:
        contenuto = services.contenuto_documento(documento)
    except services.Rifiuto as rifiuto:
        return non_prodotto(request, programma, rifiuto.motivo)
    return file_chiuso(
        contenuto,
        nome=nome_del_file(programma, f"{documento.tipo}-v{documento.versione.numero}", estensione),
        tipo=TIPI[estensione],
        bozza=False,
        in_pagina="anteprima" in request.GET and estensione == "pdf",
    )


@require_safe
def allegato(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that came with a step, as it came; its hash is checked before it goes out."""
    allegato = allegato_visibile(request, pk)
    programma = allegato.passaggio.programma
    try:
        contenuto = services.contenuto_documento(allegato)
    except services.Rifiuto as rifiuto:
        return non_prodotto(request, programma, rifiuto.motivo)
    estensione = estensione_di(allegato)
    che_cosa = slugify(allegato.titolo)
    return file_chiuso(
        contenuto,
        nome=nome_del_file(programma, che_cosa, estensione),
        tipo=TIPI[estensione],
        bozza=False,
    )


def estensione_di(riga: Documento | Allegato | CopiaFirmata) -> str:
    return str(riga.file.name).rpartition(".")[2]


def nome_del_file(programma: Programma, che_cosa: str, estensione: str) -> str:
    return f"{slugify(programma.distretto.denominazione)}-{programma.anno}-{che_cosa}.{estensione}"


def file_chiuso(
    contenuto: bytes, *, nome: str, tipo: str, bozza: bool, in_pagina: bool = False
) -> HttpResponse:
    """The bytes with the headers that keep them from doing anything else."""
    risposta = HttpResponse(contenuto, content_type=tipo)
    modo = "inline" if in_pagina else "attachment"
    risposta["Content-Disposition"] = f'{modo}; filename="{nome}"'
    risposta["X-Content-Type-Options"] = "nosniff"
    risposta["Content-Security-Policy"] = IN_PAGINA if in_pagina else CHIUSO
    risposta["Cache-Control"] = "no-store" if bozza else "private, no-cache"
    if in_pagina:
        risposta["X-Frame-Options"] = "SAMEORIGIN"
    return risposta


@csp_replace({"frame-ancestors": [SELF]})
def non_prodotto(request: HttpRequest, programma: Programma, motivo: str) -> HttpResponse:
    """Why there is no file; readable inside the preview's frame too."""
    logger.warning("No file for programme %s: %s", programma.pk, motivo)
    contesto: dict[str, Any] = {"programma": programma, "motivo": motivo}
    risposta = render(request, "istruttoria/non_prodotto.html", contesto, status=409)
    risposta["X-Frame-Options"] = "SAMEORIGIN"
    return risposta
