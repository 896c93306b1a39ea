"""Several proposed acts approved from one page; each success and each refusal told by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from distretti.enums import Numerazione, RuoloEnte
from istruttoria import services
from istruttoria.queries.proposti import Proposto, proposti
from istruttoria.views.getters import ente_proprio

PER_VOLTA = 10
"""How many at once: each approval makes its PDF, which takes a second or more."""


@dataclass(frozen=True, slots=True)
class Esito:
    """What became of one approval; ``motivo`` is "" when it succeeded."""

    proposto: Proposto
    numero: str
    motivo: str


@require_http_methods(["GET", "HEAD", "POST"])
def approvazioni(request: HttpRequest) -> HttpResponse:
    """The proposed programmes, each with its SHA-256 and the number of its act."""
    ente = ente_proprio(request)
    if request.user.ruolo != RuoloEnte.DIRIGENTE:
        raise PermissionDenied
    righe = proposti(ente)
    errore, esiti = "", []
    scelti = set(request.POST.getlist("scelto"))
    if request.method == "POST":
        da_approvare = [riga for riga in righe if str(riga.programma.pk) in scelti]
        errore = _errore(da_approvare)
        esiti = [] if errore else [_approva(request, riga) for riga in da_approvare]
        approvati = {e.proposto.programma.pk for e in esiti if not e.motivo}
        righe = [riga for riga in righe if riga.programma.pk not in approvati]
    contesto = {
        "righe": [
            (r, request.POST.get(f"numero_{r.programma.pk}", ""), str(r.programma.pk) in scelti)
            for r in righe
        ],
        "esiti": esiti,
        "errore": errore,
        "data": request.POST.get("data") or timezone.localdate().isoformat(),
        "per_volta": PER_VOLTA,
        "con_numero": ente.numerazione == Numerazione.STAMPATA,
    }
    rifiutati = errore or any(esito.motivo for esito in esiti)
    stato = 422 if rifiutati else 200
    return render(request, "istruttoria/atto/approvazioni.html", contesto, status=stato)


def _errore(scelti: Sequence[Proposto]) -> str:
    if not scelti:
        return "Scegliere almeno un programma fra quelli proposti."
    if len(scelti) > PER_VOLTA:
        return f"Al massimo {PER_VOLTA} programmi per volta: ne sono scelti {len(scelti)}."
    return ""


def _approva(request: HttpRequest, riga: Proposto) -> Esito:
    """One approval, of the SHA-256 that the page showed."""
    pk = riga.programma.pk
    numero = request.POST.get(f"numero_{pk}", "").strip()
    scritti = {
        "determinazione_numero": numero,
        "determinazione_data": request.POST.get("data", ""),
    }
    dati = {campo: valore for campo, valore in scritti.items() if valore}
    dati["impronta"] = request.POST.get(f"impronta_{pk}", "") or "-"
    try:
        services.esegui("approva", programma=riga.programma, attore=request.user, dati=dati)
    except services.Rifiuto as rifiuto:
        return Esito(riga, numero, rifiuto.motivo)
    return Esito(riga, numero, "")
