"""The pages of the editor: the programme as a whole, one part of it, one action."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from azioni.models import Azione
from istruttoria.compilazione import TIPO_DELLA_VOCE, CampoPagina, Compilazione, Gruppo
from istruttoria.parti import aderenti
from istruttoria.sblocchi import Luogo
from istruttoria.services import redazione as verbi
from istruttoria.views.getters import programma_da_scrivere
from istruttoria.views.redazione import salvataggi
from programmi.enums import VOCE_DELLE_AZIONI, TipoAzione, TipoVoce
from programmi.models import TipologiaAzione, Voce

METODI = ["GET", "HEAD", "POST"]


@require_http_methods(METODI)
def redazione(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme as a whole: its heading and dates, its parts, what the checks find."""
    return _pagina(request, pk, "istruttoria/redazione/programma.html", _programma)


@require_http_methods(METODI)
def redazione_parte(request: HttpRequest, pk: int, voce: str) -> HttpResponse:
    """One part: its text, its rows, or the list of its actions."""
    return _pagina(request, pk, "istruttoria/redazione/parte.html", _parte, voce)


@require_http_methods(METODI)
def redazione_azione(request: HttpRequest, pk: int, azione: int) -> HttpResponse:
    """One action, field by field."""
    return _pagina(request, pk, "istruttoria/redazione/azione.html", _azione, azione)


def _pagina(
    request: HttpRequest, pk: int, template: str, contenuto: Any, *argomenti: Any
) -> HttpResponse:
    """Show the page; or save what it posts, for its script or for a person without script."""
    esito = None
    if request.method == "POST":
        try:
            esito = salvataggi.salva(request, pk)
        except verbi.ScritturaVietata as vieto:
            if salvataggi.dallo_script(request):
                return salvataggi.vietato(vieto.motivo)
            programma_da_scrivere(request, pk)  # 403 for whom writing is not
            messages.error(request, vieto.motivo)
            return redirect(request.path)
        if salvataggi.dallo_script(request):
            return salvataggi.risposta(esito)
        if esito.tutto_scritto:
            messages.success(request, "Salvato." if esito.scritti else "Niente da salvare.")
            return redirect(request.path)
    compilazione = Compilazione(programma_da_scrivere(request, pk))
    contesto = contenuto(compilazione, *argomenti)
    if esito is not None:
        salvataggi.riporta(_tutti(contesto["gruppi"]), esito, request.POST)
    contesto |= {
        "programma": compilazione.programma,
        "parti": compilazione.parti(contesto.pop("qui")),
        "segnali": compilazione.segnali(),
        "osservazioni": compilazione.osservazioni,
        "da_rispondere": [
            *contesto["osservazioni_qui"],
            *(o for campo in _tutti(contesto["gruppi"]) for o in campo.osservazioni),
        ],
        "puo_scrivere": not compilazione.motivo,
        "motivo": compilazione.motivo,
        "accedi_qui": reverse("accedi_qui"),
        "intero": contesto["luogo"] == "programma",
        "scrivibili": any(c.scrivibile for c in _tutti(contesto["gruppi"])),
    }
    return render(request, template, contesto, status=422 if esito is not None else 200)


def _tutti(gruppi: list[Gruppo]) -> list[CampoPagina]:
    return [campo for gruppo in gruppi for campo in gruppo.campi]


def _programma(compilazione: Compilazione) -> dict[str, Any]:
    return {
        "gruppi": [Gruppo("", compilazione.campi_programma())],
        "osservazioni_qui": compilazione.osservazioni_su(Luogo()),
        "qui": "",
        "luogo": "programma",
    }


def _parte(compilazione: Compilazione, codice: str) -> dict[str, Any]:
    voce = next((v for v in compilazione.voci if v.codice == codice), None)
    if voce is None:
        raise Http404
    gruppi = compilazione.gruppi_della_parte(voce)
    contesto: dict[str, Any] = {
        "voce": voce,
        "gruppi": gruppi,
        "osservazioni_qui": compilazione.osservazioni_su(Luogo(codice)),
        "qui": codice,
        "luogo": f"parte-{codice}",
    }
    if voce.tipo in TIPO_DELLA_VOCE:
        contesto |= _azioni_della_parte(compilazione, voce, gruppi)
    if voce.tipo == TipoVoce.ADERENTI:
        contesto["aderenti"] = aderenti(compilazione.fatti.snapshot)
        contesto["puo_aggiungere"] = compilazione.puo_aggiungere(voce)
    return contesto


def _azioni_della_parte(
    compilazione: Compilazione, voce: Voce, gruppi: list[Gruppo]
) -> dict[str, Any]:
    """The actions by area; the areas' own fields are saved with those of the part."""
    tipo = TIPO_DELLA_VOCE[voce.tipo]
    ambiti = compilazione.ambiti(voce)
    campi = {ambito.pk: compilazione.campi_ambito(ambito) for ambito in ambiti}
    gruppi += [Gruppo(str(ambito), campi[ambito.pk]) for ambito in ambiti]
    azioni = [a for a in compilazione.azioni if a.tipo == tipo]
    elenchi: list[tuple[str, Any, list[Azione]]] = [
        (str(ambito.pk), ambito, [a for a in azioni if a.ambito_id == ambito.pk])
        for ambito in ambiti
    ]
    fuori = [a for a in azioni if a.ambito_id not in campi]
    if fuori or not ambiti:
        elenchi.append(("tutte", None, fuori))
    return {
        "tipo": tipo,
        "nome_tipo": TipoAzione(tipo).label,
        "elenchi": elenchi,
        "ambiti": ambiti,
        "puo_aggiungere": compilazione.puo_aggiungere(voce),
        "tipologie": TipologiaAzione.objects.filter(ambito__voce=voce).select_related("ambito")
        if ambiti
        else (),
        "eliminate": compilazione.eliminate(tipo),
    }


def _azione(compilazione: Compilazione, pk: int) -> dict[str, Any]:
    azione = next((a for a in compilazione.azioni if a.pk == pk), None)
    if azione is None:
        raise Http404
    campi = compilazione.campi_azione(azione)
    simili = [a for a in compilazione.azioni if a.tipo == azione.tipo]
    posto = simili.index(azione)
    luogo = Luogo("", (azione.tipo, azione.posizione))
    return {
        "azione": azione,
        "voce": compilazione.voce_di(azione),
        "gruppi": [Gruppo("", campi)],
        "dubbie": compilazione.dubbie(azione),
        "segnali_azione": [s for dove, s in compilazione.segnali_azione(azione) if not dove],
        "precedente": simili[posto - 1] if posto else None,
        "seguente": simili[posto + 1] if posto + 1 < len(simili) else None,
        "osservazioni_qui": compilazione.osservazioni_su(luogo),
        "qui": compilazione.voce_di(azione).codice,
        "luogo": f"azione-{pk}",
        "puo_aggiungere": compilazione.puo_aggiungere(compilazione.voce_di(azione)),
    }


def indirizzo_della_parte(azione: Azione) -> str:
    """The list in which an action stands."""
    voce = azione.programma.schema.voci.filter(tipo=VOCE_DELLE_AZIONI[TipoAzione(azione.tipo)])
    return reverse(
        "redazione_parte", args=[azione.programma_id, voce.values_list("codice", flat=True)[0]]
    )
