"""Proposals: written by the district, decided by the office."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from distretti import queries, rules, services
from distretti.enums import TipoProposta
from distretti.forms.proposte import FORM, PropostaForm, RespintaForm, prova
from distretti.models import Distretto, Proposta
from distretti.rules import PROPONENTI, UFFICIO
from distretti.views.getters import (
    adesione_in_corso,
    distretto_visibile,
    pretendi,
    proposta_visibile,
)

PER_PAGINA = 50


@require_safe
def proposte(request: HttpRequest) -> HttpResponse:
    """What waits for the office in all the districts that the user sees."""
    in_attesa = queries.proposte(request.user).aperte().order_by("creata_il", "pk")
    pagina = Paginator(in_attesa, PER_PAGINA).get_page(request.GET.get("pagina"))
    return render(request, "distretti/proposte.html", {"pagina": pagina})


@require_safe
def distretto_proposte(request: HttpRequest, pk: int) -> HttpResponse:
    """The story of a district's register: every proposal and what became of it."""
    distretto = distretto_visibile(request, pk)
    storia = Paginator(queries.proposte(request.user, distretto), PER_PAGINA)
    contesto = {"distretto": distretto, "pagina": storia.get_page(request.GET.get("pagina"))}
    return render(request, "distretti/storia.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def proposta_nuova(request: HttpRequest, pk: int, tipo: str) -> HttpResponse:
    """The form of one kind of change: proposed by the district, made at once by the office."""
    if tipo not in FORM:
        raise Http404
    distretto = distretto_visibile(request, pk)
    personae = pretendi(request, distretto, (*PROPONENTI, *UFFICIO))
    risposta = rules.puo_proporre(request.user, distretto, personae)
    subito = bool(rules.puo_decidere(request.user, distretto, personae))
    form = _form(request, distretto, tipo)
    if request.method == "POST" and form.is_valid() and prova(form, _invia(form, subito=subito)):
        messages.success(
            request, "Fatto: è nel registro." if subito else "Proposta inviata all'ufficio."
        )
        return redirect("distretto", pk)
    contesto = {
        "distretto": distretto,
        "tipo": TipoProposta(tipo),
        "form": form,
        "risposta": risposta,
        "subito": subito,
    }
    stato = 422 if request.method == "POST" else 200
    return render(request, "distretti/proposta_nuova.html", contesto, status=stato)


def _form(request: HttpRequest, distretto: Distretto, tipo: str) -> PropostaForm:
    """The form, about the organisation named in the address where there is one."""
    altro: dict[str, Any] = {}
    iniziali: dict[str, Any] = {}
    nota = request.GET.get("organizzazione", "")
    if tipo == TipoProposta.CORREZIONE:
        altro["adesione"] = adesione_in_corso(distretto, nota)
    elif nota:
        iniziali = {"aderente": nota, "organizzazione_id": nota}
    for campo in ("nome", "denominazione"):
        iniziali[campo] = request.GET.get(campo, "")
    dati = request.POST if request.method == "POST" else None
    return FORM[tipo](dati, initial=iniziali, distretto=distretto, utente=request.user, **altro)


def _invia(form: PropostaForm, *, subito: bool) -> Any:
    """The service that takes the form's content."""
    chi = "attore" if subito else "autore"
    verbo: Any = services.registra if subito else services.proponi
    return lambda: verbo(
        distretto=form.distretto,
        tipo=form.tipo,
        organizzazione=form.organizzazione,
        contenuto=form.contenuto,
        **{chi: form.utente},
    )


@require_safe
def proposta(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, by whom, and the decision: to be made or made."""
    return _pagina(request, proposta_visibile(request, pk), RespintaForm())


@require_POST
def proposta_conferma(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the change in the register; or say why it cannot be, and leave it open."""
    proposta = proposta_visibile(request, pk)
    pretendi(request, proposta.distretto, UFFICIO)
    try:
        services.conferma(proposta, attore=request.user)
    except services.RegistroRifiutato as rifiuto:
        messages.error(request, f"Non confermata. {rifiuto}")
        return redirect("proposta", pk)
    messages.success(request, "Proposta confermata: è nel registro.")
    return redirect("distretto", proposta.distretto_id)


@require_POST
def proposta_respingi(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn it down, with the reason."""
    proposta = proposta_visibile(request, pk)
    pretendi(request, proposta.distretto, UFFICIO)
    form = RespintaForm(request.POST)
    if form.is_valid() and prova(
        form,
        lambda: services.respingi(
            proposta, attore=request.user, motivo=form.cleaned_data["motivo"]
        ),
    ):
        messages.success(request, "Proposta respinta.")
        return redirect("proposta", pk)
    return _pagina(request, proposta_visibile(request, pk), form, stato=422)


@require_POST
def proposta_ritira(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back before the office decides."""
    proposta = proposta_visibile(request, pk)
    pretendi(request, proposta.distretto, PROPONENTI)
    try:
        services.ritira(proposta, attore=request.user)
    except services.RegistroRifiutato as rifiuto:
        messages.error(request, str(rifiuto))
    else:
        messages.success(request, "Proposta ritirata.")
    return redirect("proposta", pk)


def _pagina(
    request: HttpRequest, proposta: Proposta, form: RespintaForm, *, stato: int = 200
) -> HttpResponse:
    personae = rules.personae_verso(request.user, proposta.distretto)
    contesto = {
        "proposta": proposta,
        "distretto": proposta.distretto,
        "voci": queries.voci(proposta),
        "form": form,
        "puo_decidere": rules.puo_decidere_su(request.user, proposta, personae),
        "puo_ritirare": rules.puo_ritirare(request.user, proposta, personae),
    }
    return render(request, "distretti/proposta.html", contesto, status=stato)
