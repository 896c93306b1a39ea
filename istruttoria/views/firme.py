"""Signed copies: handed over, looked at, decided on, downloaded."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from istruttoria import queries, rules, services
from istruttoria.forms import CopiaForm, DecisioneCopiaForm, messaggio_troppo_grande, prova
from istruttoria.models import CopiaFirmata
from istruttoria.transizioni import UFFICIO
from istruttoria.views.documenti import (
    TIPI,
    estensione_di,
    file_chiuso,
    nome_del_file,
    non_prodotto,
)
from istruttoria.views.getters import copia_visibile, documento_visibile, pretendi_persona


@require_http_methods(["GET", "HEAD", "POST"])
def copia_nuova(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over a signed copy of an issued document; the refusal says why."""
    documento = documento_visibile(request, pk)
    programma = documento.versione.programma
    pretendi_persona(request.user, programma, UFFICIO)
    inviato = request.method == "POST"
    form = CopiaForm(request.POST if inviato else None, request.FILES if inviato else None)
    if getattr(request, "caricamento_troppo_grande", False):
        form.errors.pop("file", None)
        form.add_error("file", messaggio_troppo_grande())
    elif inviato and form.is_valid():
        fatte: list[CopiaFirmata] = []
        file = form.cleaned_data["file"]
        if prova(
            form,
            lambda: fatte.append(
                services.carica_copia(documento=documento, attore=request.user, file=file)
            ),
        ):
            _annuncia(request, fatte[0])
            return redirect("copia", fatte[0].pk)
    contesto = {
        "programma": programma,
        "documento": documento,
        "form": form,
        "risposta": rules.puo_firmare(request.user, documento),
        "rifiutate": queries.copie_rifiutate(documento),
        "titolo": "Carica la copia firmata",
        "azione": "Carica e verifica",
    }
    return render(request, "istruttoria/firme/nuova.html", contesto, status=422 if inviato else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def copia(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found in a copy; for officers also tax codes, differences and the decision."""
    copia = copia_visibile(request, pk)
    programma = copia.documento.versione.programma
    del_l_ufficio = bool(rules.puo_archiviare(request.user, programma))
    if request.method == "POST":
        pretendi_persona(request.user, programma, UFFICIO)
    form = DecisioneCopiaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        dati = form.cleaned_data
        if prova(form, lambda: services.decidi_copia(copia=copia, attore=request.user, **dati)):
            messages.success(request, "Decisione registrata.")
            return redirect("copia", pk)
    contesto: dict[str, Any] = {
        "programma": programma,
        "copia": copia,
        "firme": queries.firme_della_copia(copia, con_codici=del_l_ufficio),
        "decisione": getattr(copia, "decisione", None),
        "del_l_ufficio": del_l_ufficio,
        "confronto": copia.riservati["confronto"] if del_l_ufficio else {},
        "form": form,
        "risposta": rules.puo_decidere_copia(request.user, copia),
    }
    stato = 422 if request.method == "POST" else 200
    return render(request, "istruttoria/firme/copia.html", contesto, status=stato)


@require_safe
def copiafirmata(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy as it came; its hash is checked before it goes out."""
    copia = copia_visibile(request, pk)
    programma = copia.documento.versione.programma
    try:
        contenuto = services.contenuto_documento(copia)
    except services.Rifiuto as rifiuto:
        return non_prodotto(request, programma, rifiuto.motivo)
    estensione = estensione_di(copia)
    intera = "pdf.p7m" if estensione == "p7m" else "pdf"
    che_cosa = f"{copia.documento.tipo}-v{copia.documento.versione.numero}-firmato"
    return file_chiuso(
        contenuto,
        nome=nome_del_file(programma, che_cosa, intera),
        tipo=TIPI[estensione],
        bozza=False,
    )


def _annuncia(request: HttpRequest, copia: CopiaFirmata) -> None:
    if copia.valida:
        messages.success(request, "La copia è integra e contiene esattamente il file emesso.")
    else:
        messages.warning(
            request,
            "La firma è integra, ma il file non è, byte per byte, quello emesso: "
            "guardare le differenze e decidere.",
        )
