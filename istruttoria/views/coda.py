"""The queue of the office: every programme, who has it, how long it has waited; as a file too."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from istruttoria import services
from istruttoria.elenchi.coda import scrivi_coda
from istruttoria.forms.coda import AssegnaForm, CodaForm
from istruttoria.queries.coda import ORDINE, RigaCoda, coda, filtrati
from istruttoria.views.documenti import file_chiuso
from istruttoria.views.elenchi import TIPI
from istruttoria.views.getters import pretendi_ufficio
from istruttoria.workflow import Rifiuto
from programmi.models import Programma

PER_PAGINA = 50
CONTATI_INSIEME = 25
"""Programmes whose checks one request runs."""
ASSEGNATI_INSIEME = 500
"""Programmes that one request assigns, each with its history."""
DETTI = 8
TITOLI = {
    "distretto": "Distretto",
    "anno": "Anno",
    "stato": "Stato",
    "attesa": "Giorni all’ufficio",
    "blocchi": "Controlli",
    "assegnatario": "In carico a",
}
DALLA_FINE = ("attesa", "anno", "blocchi")
"""Columns whose first order is from the largest."""


@require_http_methods(["GET", "HEAD", "POST"])
def programmi(request: HttpRequest) -> HttpResponse:
    """The programmes by the filters of the address; a POST assigns the chosen ones."""
    pretendi_ufficio(request.user)
    form = CodaForm(request.GET, utente=request.user)
    inviato = request.method == "POST"
    assegna = AssegnaForm(request.POST if inviato else None, persone=form.persone)
    righe = coda(request.user, form.filtri, adesso=timezone.now())
    if inviato and assegna.is_valid():
        scelti = _scelti(request, assegna, righe)
        if assegna.is_valid():
            _assegna(request, assegna, scelti)
            return redirect(request.get_full_path())
    pagina = Paginator(righe, PER_PAGINA).get_page(request.GET.get("pagina"))
    chiesti = request.GET.copy()
    chiesti.pop("pagina", None)
    contesto = {
        "form": form,
        "assegna": assegna if request.user.ente_id else None,
        "scelti": request.POST.getlist("programma"),
        "scelti_tutti": inviato and "tutti" in request.POST and not assegna.errors.get("tutti"),
        "pagina": pagina,
        "righe": [RigaCoda(p) for p in pagina],
        "colonne": _colonne(form.filtri.get("ordine") or ORDINE),
        "filtrata": any(v for k, v in form.filtri.items() if k != "ordine"),
        "filtri": chiesti.urlencode(),
    }
    return render(request, "istruttoria/coda.html", contesto, status=422 if inviato else 200)


def _colonne(ordine: str) -> list[dict[str, str]]:
    """The headings: the order that each gives when it is followed, and how it sorts now."""
    colonne = []
    for nome, titolo in TITOLI.items():
        adesso = {nome: "ascending", f"-{nome}": "descending"}.get(ordine, "")
        prima, altra = (f"-{nome}", nome) if nome in DALLA_FINE else (nome, f"-{nome}")
        nuovo = altra if ordine == prima else prima
        colonne.append({"titolo": titolo, "ordine": nuovo, "adesso": adesso})
    return colonne


def _scelti(request: HttpRequest, form: AssegnaForm, righe: QuerySet[Programma]) -> list[int]:
    """The programmes spuntati in the page, or all those of the queue when they are still as many as
    the page said: otherwise the form says how many they are now."""
    detti = form.cleaned_data["tutti"]
    if detti is None:
        spuntati = request.POST.getlist("programma")
        return [int(v) for v in spuntati if v.isascii() and v.isdigit()][:PER_PAGINA]
    trovati = list(righe.values_list("pk", flat=True))
    if len(trovati) != detti:
        adesso = "1 programma" if len(trovati) == 1 else f"{len(trovati)} programmi"
        form.add_error(
            "tutti",
            f"Nel frattempo l’elenco è cambiato: erano {detti}, ora si trovano {adesso}. "
            "Non è stato assegnato niente: guardare l’elenco e scegliere di nuovo.",
        )
    elif detti > ASSEGNATI_INSIEME:
        form.add_error(
            "tutti",
            f"Se ne assegnano al massimo {ASSEGNATI_INSIEME} per volta, e qui sono {detti}: "
            "restringere l’elenco con i filtri.",
        )
    return trovati


def _assegna(request: HttpRequest, form: AssegnaForm, scelti: list[int]) -> None:
    persona = form.persone.get(form.cleaned_data["a"])
    try:
        esiti = services.assegna(scelti, a=persona, attore=request.user)
    except Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
        return
    cambiati = sum(esito.cambiata for esito in esiti)
    if cambiati:
        quanti = "1 programma" if cambiati == 1 else f"{cambiati} programmi"
        chi = f"Ora in carico a {persona}" if persona else "Non più in carico a nessuno"
        messages.success(request, f"{chi}: {quanti}.")
    elif not scelti:
        messages.warning(request, "Nessun programma scelto: non è cambiato niente.")
    elif not any(esito.motivo for esito in esiti):
        messages.warning(request, "Erano già così: non è cambiato niente.")
    rifiutati = [f"{e.programma}: {e.motivo}" for e in esiti if e.motivo]
    for riga in rifiutati[:DETTI]:
        messages.warning(request, riga)
    if len(rifiutati) > DETTI:
        messages.warning(request, f"E altri {len(rifiutati) - DETTI} non si sono potuti assegnare.")


@require_POST
def programmi_conta(request: HttpRequest) -> HttpResponse:
    """Run the checks again where the text changed after the last count, in the filtered list."""
    pretendi_ufficio(request.user)
    form = CodaForm(request.GET, utente=request.user)
    righe = filtrati(Programma.objects.visibili_a(request.user), request.user, form.filtri)
    quanti = services.conta_i_vecchi(righe, quanti=CONTATI_INSIEME)
    if quanti == CONTATI_INSIEME:
        messages.success(
            request, f"Contati i controlli di {quanti} programmi; se ne restano, ripetere."
        )
    else:
        messages.success(request, "I controlli di questo elenco sono contati.")
    return redirect(f"{reverse('programmi')}?{request.GET.urlencode()}")


@require_safe
def programmi_csv(request: HttpRequest) -> HttpResponse:
    """The filtered list as CSV."""
    return _scarica(request, "csv")


@require_safe
def programmi_xlsx(request: HttpRequest) -> HttpResponse:
    """The filtered list as XLSX."""
    return _scarica(request, "xlsx")


def _scarica(request: HttpRequest, formato: str) -> HttpResponse:
    pretendi_ufficio(request.user)
    form = CodaForm(request.GET, utente=request.user)
    righe: Any = coda(request.user, form.filtri, adesso=timezone.now())
    contenuto = scrivi_coda((RigaCoda(p) for p in righe), formato=formato)
    nome = f"programmi-{timezone.localdate():%Y-%m-%d}.{formato}"
    return file_chiuso(contenuto, nome=nome, tipo=TIPI[formato], bozza=True)
