"""The member list as a file: out as CSV and XLSX, in with a preview and a confirmation."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from distretti.forms.proposte import ElencoForm
from distretti.models import Distretto
from distretti.rules import PROPONENTI, UFFICIO, puo_decidere
from distretti.services import RegistroRifiutato
from distretti.views.getters import distretto_visibile, pretendi
from documenti.elenchi.tabella import troppo_grande
from istruttoria import elenchi
from istruttoria.forms import ElencoFileForm
from istruttoria.views.documenti import CHIUSO

TIPI = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def aderenti_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The members on a day (``al``) as CSV."""
    return _scarica(request, distretto_visibile(request, pk), "csv")


@require_safe
def aderenti_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The members on a day (``al``) as XLSX."""
    return _scarica(request, distretto_visibile(request, pk), "xlsx")


def _scarica(request: HttpRequest, distretto: Distretto, formato: str) -> HttpResponse:
    giorno = _giorno(request)
    risposta = HttpResponse(
        elenchi.scrivi(distretto, giorno, formato=formato), content_type=TIPI[formato]
    )
    nome = f"{slugify(distretto.denominazione)}-aderenti-{giorno:%Y-%m-%d}.{formato}"
    risposta["Content-Disposition"] = f'attachment; filename="{nome}"'
    risposta["X-Content-Type-Options"] = "nosniff"
    risposta["Content-Security-Policy"] = CHIUSO
    risposta["Cache-Control"] = "no-store"
    return risposta


def _giorno(request: HttpRequest) -> date:
    """The day asked for; today when it is none."""
    form = ElencoForm({"al": request.GET.get("al", "")})
    giorno: date = form.cleaned_data["al"] if form.is_valid() else timezone.localdate()
    return giorno


@require_http_methods(["GET", "HEAD", "POST"])
def aderenti_importa(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a list; what it would change is shown, nothing is written."""
    distretto = distretto_visibile(request, pk)
    pretendi(request, distretto, (*PROPONENTI, *UFFICIO))
    inviato = request.method == "POST"
    form = ElencoFileForm(request.POST if inviato else None, request.FILES if inviato else None)
    if getattr(request, "caricamento_troppo_grande", False):
        form.errors.pop("file", None)
        form.add_error("file", troppo_grande())
    elif inviato and form.is_valid():
        try:
            lettura = elenchi.leggi_file(form.cleaned_data["file"].read())
            if not lettura["errori"]:
                confronto = elenchi.confronta(lettura["righe"], elenchi.Registro(distretto))
                confronto.avvisi = [*lettura["avvisi"], *confronto.avvisi]
                return _anteprima(request, distretto, confronto, lettura["righe"])
            form.add_error("file", [forms.ValidationError(e) for e in lettura["errori"]])
        except RegistroRifiutato as rifiuto:
            form.add_error("file", str(rifiuto))
    contesto = {"distretto": distretto, "form": form}
    stato = 422 if inviato else 200
    return render(request, "istruttoria/elenchi/importa.html", contesto, status=stato)


@require_POST
def aderenti_conferma(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply exactly what a preview showed: a choice, or a register that changed, shows another."""
    distretto = distretto_visibile(request, pk)
    pretendi(request, distretto, (*PROPONENTI, *UFFICIO))
    try:
        righe = elenchi.apri(request.POST.get("righe", ""), distretto)
    except RegistroRifiutato as rifiuto:
        messages.error(request, str(rifiuto))
        return redirect("aderenti_importa", pk)
    registro = elenchi.Registro(distretto)
    confronto = elenchi.confronta(righe, registro, _scelte(request, righe))
    if confronto.da_scegliere:
        motivo = "Per ogni nome dubbio occorre scegliere."
        return _anteprima(request, distretto, confronto, righe, motivo=motivo)
    if confronto.impronta != request.POST.get("impronta"):
        motivo = (
            "Ecco le differenze con queste scelte e il registro di adesso: guardarle, poi "
            "confermare."
        )
        return _anteprima(request, distretto, confronto, righe, motivo=motivo)
    try:
        esito = elenchi.applica(confronto, distretto=distretto, attore=request.user)
    except RegistroRifiutato as rifiuto:
        return _anteprima(request, distretto, confronto, righe, motivo=str(rifiuto))
    messages.success(request, _che_cosa_e_stato_fatto(esito))
    return redirect("distretto", pk)


def _scelte(request: HttpRequest, righe: list[dict[str, Any]]) -> dict[int, str]:
    numeri = (riga["riga"] for riga in righe)
    return {n: request.POST[f"nome_{n}"] for n in numeri if f"nome_{n}" in request.POST}


def _che_cosa_e_stato_fatto(esito: elenchi.Esito) -> str:
    if esito.subito:
        return f"Elenco importato. Cambiamenti nel registro: {esito.fatte}."
    altre = f" Altre {esito.gia_proposte} aspettavano già." if esito.gia_proposte else ""
    return f"Proposte inviate all'ufficio: {esito.fatte}.{altre}"


def _anteprima(
    request: HttpRequest,
    distretto: Distretto,
    confronto: elenchi.Confronto,
    righe: list[dict[str, Any]],
    *,
    motivo: str = "",
) -> HttpResponse:
    """The differences; 422 when there is something to put right before they can be applied."""
    contesto = {
        "distretto": distretto,
        "confronto": confronto,
        "motivo": motivo,
        "righe": elenchi.sigilla(righe, distretto),
        "impronta": confronto.impronta,
        "subito": bool(puo_decidere(request.user, distretto)),
    }
    stato = 422 if motivo or confronto.errori else 200
    return render(request, "istruttoria/elenchi/anteprima.html", contesto, status=stato)
