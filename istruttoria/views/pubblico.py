"""The pages for anybody: published programmes and the verification of a file."""

import hashlib
from typing import Any

from allauth.core.ratelimit import consume_or_429
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from istruttoria import services
from istruttoria.forms import RicercaPubblicaForm, VerificaForm, messaggio_troppo_grande
from istruttoria.parti import parti_dello_snapshot
from istruttoria.queries import pubblico as pubbliche
from istruttoria.queries.pubblico import Emissione
from istruttoria.snapshot import canonico
from istruttoria.views.documenti import (
    TIPI,
    estensione_di,
    file_chiuso,
    nome_del_file,
    non_prodotto,
)
from programmi.enums import Stato
from programmi.models import Programma

PER_PAGINA = 50


@login_not_required
@require_safe
def pubblicati(request: HttpRequest) -> HttpResponse:
    """The published programmes, by district, municipality and year."""
    scelte = pubbliche.scelte()
    form = RicercaPubblicaForm(request.GET or None, scelte=scelte)
    trovati = pubbliche.cerca_pubblicati(**form.dati)
    contesto = {
        "form": form,
        "scelte": scelte,
        "pagina": Paginator(trovati, PER_PAGINA).get_page(request.GET.get("pagina")),
        "filtrato": any(form.dati.values()),
    }
    return render(request, "istruttoria/pubblico/elenco.html", contesto)


@login_not_required
@require_safe
def pubblicato(request: HttpRequest, pk: int) -> HttpResponse:
    """One published programme: the text in force, its act, its files; earlier ones, marked."""
    programma, emissioni = _pubblicato(pk)
    in_vigore, precedenti = emissioni[0], emissioni[1:]
    contesto = {
        "programma": programma,
        "emissione": in_vigore,
        "precedenti": precedenti,
        "atto": in_vigore.contenuto["determinazione"],
        "parti": parti_dello_snapshot(in_vigore.contenuto),
        "revocato": programma.stato == Stato.REVOCATO,
    }
    return render(request, "istruttoria/pubblico/programma.html", contesto)


@login_not_required
@require_safe
def pubblicato_pdf(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    """The issued PDF of a version, byte for byte."""
    programma, emissione = _emissione(pk, numero)
    if emissione.documento is None:
        raise Http404
    try:
        contenuto = services.contenuto_documento(emissione.documento)
    except services.Rifiuto as rifiuto:
        return non_prodotto(request, programma, rifiuto.motivo)
    nome = nome_del_file(programma, f"{emissione.documento.tipo}-v{numero}", "pdf")
    return file_chiuso(contenuto, nome=nome, tipo="application/pdf", bozza=False)


@login_not_required
@require_safe
def pubblicato_firmato(request: HttpRequest, pk: int, copia: int) -> HttpResponse:
    """A valid signed copy, as it was handed over."""
    programma, emissioni = _pubblicato(pk)
    lette = (letta for emissione in emissioni for letta in emissione.copie)
    trovata = next((letta.copia for letta in lette if letta.copia.pk == copia), None)
    if trovata is None:
        raise Http404
    try:
        contenuto = services.contenuto_documento(trovata)
    except services.Rifiuto as rifiuto:
        return non_prodotto(request, programma, rifiuto.motivo)
    estensione = estensione_di(trovata)
    nome = nome_del_file(programma, "firmato", estensione)
    return file_chiuso(contenuto, nome=nome, tipo=TIPI[estensione], bozza=False)


@login_not_required
@require_safe
def pubblicato_json(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    """The public part of a version as JSON."""
    programma, emissione = _emissione(pk, numero)
    contenuto = {
        **emissione.contenuto,
        "pubblicazione": {
            "stato": programma.stato,
            "pubblicato_il": programma.pubblicato_il.isoformat(),
            "serie_numero": programma.serie_numero,
            "versione": numero,
            "sha256_versione": emissione.versione.sha256,
            "sha256_documento": emissione.documento.sha256 if emissione.documento else None,
            "copie_firmate": [letta.come_dati() for letta in emissione.copie],
        },
    }
    return file_chiuso(
        canonico(contenuto).encode(),
        nome=nome_del_file(programma, f"pubblicato-v{numero}", "json"),
        tipo="application/json",
        bozza=False,
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verifica(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Drop a file, or give its hash, and learn what it is.

    With ``pk``, the address that the QR code of a cover leads to, the page names the programme
    that it was printed on, when it is published.
    """
    atteso = pubbliche.pubblicati().filter(pk=pk).first() if pk else None
    if request.method == "POST":
        return _verifica_inviata(request, atteso)
    impronta = request.GET.get("impronta", "").strip().lower()
    form = VerificaForm({"impronta": impronta} if impronta else None)
    valida = bool(impronta) and form.is_valid()
    if not valida:
        return _pagina_verifica(request, form, atteso)
    return _pagina_verifica(request, VerificaForm(), atteso, pubbliche.riscontra(impronta))


def _verifica_inviata(request: HttpRequest, atteso: Programma | None) -> HttpResponse:
    if troppe := consume_or_429(request, action="verifica"):
        return troppe
    form = VerificaForm(request.POST, request.FILES)
    if getattr(request, "caricamento_troppo_grande", False):
        form.errors.clear()
        form.add_error("file", messaggio_troppo_grande())
    elif form.is_valid():
        file = form.cleaned_data["file"]
        impronta = _impronta_del_file(file) if file else form.cleaned_data["impronta"]
        pagina = reverse("verifica_atto", args=[atteso.pk]) if atteso else reverse("verifica")
        return redirect(f"{pagina}?impronta={impronta}")
    return _pagina_verifica(request, form, atteso)


def _pagina_verifica(
    request: HttpRequest, form: VerificaForm, atteso: Programma | None, riscontro: Any = None
) -> HttpResponse:
    contesto = {
        "form": form,
        "atteso": atteso,
        "riscontro": riscontro,
        "altro": bool(
            riscontro and atteso and riscontro.programma and riscontro.programma.pk != atteso.pk
        ),
        "massimo": settings.UPLOAD_MAX_BYTES,
    }
    stato = 422 if form.errors else 200
    return render(request, "istruttoria/pubblico/verifica.html", contesto, status=stato)


def _impronta_del_file(file: UploadedFile) -> str:
    """Hashed in pieces: a large file never stands whole in memory."""
    somma = hashlib.sha256()
    for pezzo in file.chunks():
        somma.update(pezzo)
    return somma.hexdigest()


def _pubblicato(pk: int) -> tuple[Programma, list[Emissione]]:
    programma = get_object_or_404(pubbliche.pubblicati(), pk=pk)
    emissioni = [e for e in pubbliche.emissioni(programma) if not e.senza_numero]
    if not emissioni:
        raise Http404
    return programma, emissioni


def _emissione(pk: int, numero: int) -> tuple[Programma, Emissione]:
    programma, emissioni = _pubblicato(pk)
    trovata = next((e for e in emissioni if e.versione.numero == numero), None)
    if trovata is None:
        raise Http404
    return programma, trovata
