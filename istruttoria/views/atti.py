"""The act of a programme: written by the office from the template, until it is approved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from istruttoria import queries, rules, services
from istruttoria.determinazione import PARTI
from istruttoria.fatti import Fatti
from istruttoria.forms import prova
from istruttoria.forms.atti import AttoForm
from istruttoria.models import Determinazione
from istruttoria.transizioni import UFFICIO
from istruttoria.views.getters import pretendi_persona, programma_visibile
from istruttoria.views.modelli import contesto_anteprima
from programmi.models import Programma

NESSUN_MODELLO = "L’ente non ha un modello di determinazione: scriverlo prima nella sua pagina."


@require_http_methods(["GET", "HEAD", "POST"])
def atto(request: HttpRequest, pk: int) -> HttpResponse:
    """Who proposes and signs, the texts, and beside them how the act reads."""
    programma = programma_visibile(request, pk)
    pretendi_persona(request.user, programma, UFFICIO)
    fatti = Fatti(programma)
    risposta = rules.puo_scrivere_atto(request.user, programma, fatti=fatti)
    azione = request.POST.get("azione", "")
    if request.method != "POST":
        return _pagina(request, fatti, risposta, _parte_da(fatti.atto))
    if azione == "riparti":
        messages.info(request, "Questi sono i testi del modello in uso: restano se si salvano.")
        return _pagina(request, fatti, risposta, _parte_da(fatti.atto_nuovo, fatti.atto))
    form = AttoForm(request.POST)
    if azione == "anteprima":
        return _pagina(request, fatti, risposta, form)
    if form.is_valid() and prova(form, lambda: _salva(request, programma, form)):
        messages.success(request, "Atto salvato.")
        return redirect("atto", pk)
    attuale = fatti.atto
    form.data = form.data.copy()
    form.data["revisione"] = str(attuale.revisione if attuale else 0)
    return _pagina(request, fatti, risposta, form, stato=422)


def _parte_da(atto: Determinazione | None, salvato: Determinazione | None = None) -> AttoForm:
    """The form with an act's values; ``salvato`` is the one that a save will write over."""
    revisione = (salvato or atto).revisione if atto else 0
    modello = atto.modello if atto else None
    return AttoForm(instance=atto, initial={"revisione": revisione, "modello": modello})


def _salva(request: HttpRequest, programma: Programma, form: AttoForm) -> None:
    dati = form.cleaned_data
    services.salva_atto(programma, dati, revisione=dati["revisione"], attore=request.user)


def _pagina(
    request: HttpRequest, fatti: Fatti, risposta: Any, form: AttoForm, *, stato: int = 200
) -> HttpResponse:
    programma = fatti.programma
    propone = "propone_rettifica" if fatti.in_rettifica else "propone"
    contesto = {
        "programma": programma,
        "risposta": risposta,
        "form": form,
        "atto": fatti.atto,
        "modello": fatti.modello,
        "senza_modello": NESSUN_MODELLO if fatti.atto is None else "",
        "proposta": fatti.proposta,
        "propone": propone,
        "puo_proporre": rules.puo(request.user, propone, programma, fatti=fatti),
        "apertura": fatti.apertura,
        **_anteprima(programma, form),
    }
    return render(request, "istruttoria/atto/atto.html", contesto, status=stato)


def _anteprima(programma: Programma, form: AttoForm) -> dict[str, Any]:
    """The act as it reads with what is in the form, whether or not it can be saved."""
    testi = {parte: form[parte].value() or "" for parte in PARTI}
    scritto = Determinazione()
    if form.is_bound:
        form.is_valid()
        dati = form.cleaned_data
    else:
        dati = {nome: getattr(form.instance, nome) for nome in form.Meta.fields}
    for nome in form.Meta.fields:
        if nome in dati:
            setattr(scritto, nome, dati[nome])
    return contesto_anteprima(queries.anteprima(testi, programma, atto=scritto))


@require_POST
def atto_anteprima(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview alone, while one writes."""
    programma = programma_visibile(request, pk)
    pretendi_persona(request.user, programma, UFFICIO)
    contesto = _anteprima(programma, AttoForm(request.POST))
    return render(request, "istruttoria/modello/_anteprima.html", contesto)
