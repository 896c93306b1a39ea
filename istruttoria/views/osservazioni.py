"""Remarks and answers; checks that an officer lets pass."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from istruttoria import rules, services
from istruttoria.forms import (
    CorrezioneForm,
    OsservazioneForm,
    RiaperturaForm,
    RispostaForm,
    SuperamentoForm,
    prova,
)
from istruttoria.models import Osservazione
from istruttoria.queries import luoghi, luogo_di
from istruttoria.sblocchi import Luogo
from istruttoria.transizioni import DISTRETTO, UFFICIO
from istruttoria.views.getters import (
    osservazione_visibile,
    pretendi_persona,
    programma_visibile,
)
from istruttoria.views.revisione import dopo


@require_http_methods(["GET", "HEAD", "POST"])
def osserva(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a remark on the programme or on a place of it."""
    programma = programma_visibile(request, pk)
    pretendi_persona(request.user, programma, UFFICIO)
    form = OsservazioneForm(
        request.POST if request.method == "POST" else None,
        luoghi=luoghi(programma, con_i_campi=True),
        initial={"luogo": request.GET.get("luogo", "")},
    )
    if request.method == "POST" and form.is_valid():
        fatto = prova(
            form,
            lambda: services.aggiungi_osservazione(
                programma=programma, autore=request.user, **form.dati
            ),
        )
        if fatto:
            messages.success(request, "Osservazione aggiunta.")
            return dopo(request, pk, form.posto)
    contesto = {
        "programma": programma,
        "form": form,
        "risposta": rules.puo_osservare(request.user, programma),
        "titolo": "Nuova osservazione",
        "azione": "Aggiungi l’osservazione",
    }
    return render(request, "istruttoria/modulo.html", contesto, status=_stato(request))


@require_http_methods(["GET", "HEAD", "POST"])
def correggi(request: HttpRequest, pk: int) -> HttpResponse:
    """Write again a remark that has not been sent."""
    osservazione = osservazione_visibile(request, pk)
    programma = osservazione.programma
    pretendi_persona(request.user, programma, UFFICIO)
    form = CorrezioneForm(
        request.POST if request.method == "POST" else None,
        initial={
            "tipo": osservazione.tipo,
            "testo": osservazione.testo,
            "visto": osservazione.impronta,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.correggi_osservazione(osservazione, attore=request.user, **form.cleaned_data)
        except services.OsservazioneCambiata as cambiata:
            form.data = form.data.copy()
            form.data["visto"] = cambiata.attuale.impronta
            form.add_error("testo", cambiata.motivo)
        except services.Rifiuto as rifiuto:
            form.add_error(rifiuto.campo or None, rifiuto.motivo)
        else:
            messages.success(request, "Osservazione corretta.")
            return dopo(request, programma.pk, luogo_di(osservazione))
    contesto = {
        "programma": programma,
        "form": form,
        "risposta": rules.puo_correggere(request.user, osservazione),
        "titolo": "Correggi l’osservazione",
        "azione": "Salva la correzione",
    }
    return render(request, "istruttoria/modulo.html", contesto, status=_stato(request))


@require_http_methods(["GET", "HEAD", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a remark that has not been sent, once it has been read again."""
    osservazione = osservazione_visibile(request, pk)
    programma = osservazione.programma
    pretendi_persona(request.user, programma, UFFICIO)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        luogo = luogo_di(osservazione)

        def togli() -> bool:
            services.ritira_osservazione(osservazione, attore=request.user)
            return True

        if prova(form, togli):
            messages.success(request, "Osservazione ritirata: il distretto non l’ha mai vista.")
            return dopo(request, programma.pk, luogo)
    contesto = {
        "programma": programma,
        "form": form,
        "risposta": rules.puo_correggere(request.user, osservazione),
        "titolo": "Ritira l’osservazione",
        "citazione": osservazione.testo,
        "azione": "Ritira: si cancella",
    }
    return render(request, "istruttoria/modulo.html", contesto, status=_stato(request))


@require_http_methods(["GET", "HEAD", "POST"])
def rispondi(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a remark; the answer can be rewritten until the remark is closed."""
    osservazione = osservazione_visibile(request, pk)
    programma = osservazione.programma
    pretendi_persona(request.user, programma, DISTRETTO + UFFICIO)
    form = RispostaForm(
        request.POST if request.method == "POST" else None,
        initial={"risposta": osservazione.risposta},
    )
    if request.method == "POST" and form.is_valid():
        testo = form.cleaned_data["risposta"]
        fatto = prova(
            form,
            lambda: services.rispondi_osservazione(osservazione, attore=request.user, testo=testo),
        )
        if fatto:
            messages.success(request, "Risposta registrata.")
            return dopo(request, programma.pk, luogo_di(osservazione))
    contesto = {
        "programma": programma,
        "form": form,
        "risposta": rules.puo_rispondere(request.user, programma),
        "titolo": "Risposta all’osservazione",
        "citazione": osservazione.testo,
        "azione": "Registra la risposta",
    }
    return render(request, "istruttoria/modulo.html", contesto, status=_stato(request))


@require_POST
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    """The office is satisfied."""
    osservazione = osservazione_visibile(request, pk)
    pretendi_persona(request.user, osservazione.programma, UFFICIO)
    return _cambia(request, osservazione, services.chiudi_osservazione, "Osservazione chiusa.")


@require_http_methods(["GET", "HEAD", "POST"])
def riapri(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer is not enough: say why."""
    osservazione = osservazione_visibile(request, pk)
    programma = osservazione.programma
    pretendi_persona(request.user, programma, UFFICIO)
    form = RiaperturaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        fatto = prova(
            form,
            lambda: services.riapri_osservazione(
                osservazione, attore=request.user, **form.cleaned_data
            ),
        )
        if fatto:
            messages.success(request, "Osservazione riaperta.")
            return dopo(request, programma.pk, luogo_di(osservazione))
    contesto = {
        "programma": programma,
        "form": form,
        "risposta": rules.puo_osservare(request.user, programma),
        "titolo": "Riapri l’osservazione",
        "citazione": osservazione.testo,
        "azione": "Riapri",
    }
    return render(request, "istruttoria/modulo.html", contesto, status=_stato(request))


@require_http_methods(["GET", "HEAD", "POST"])
def supera(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a check's finding pass, with a reason."""
    programma = programma_visibile(request, pk)
    pretendi_persona(request.user, programma, UFFICIO)
    quale = {"codice": request.GET.get("codice", ""), "dove": request.GET.get("dove", "")}
    form = SuperamentoForm(request.POST if request.method == "POST" else None, initial=quale)
    if request.method == "POST" and form.is_valid():
        fatto = prova(
            form,
            lambda: services.supera_controllo(
                programma=programma, autore=request.user, **form.cleaned_data
            ),
        )
        if fatto:
            messages.success(request, "Il controllo è superato, con il motivo indicato.")
            return dopo(request, pk, Luogo(), ancora="controlli")
    contesto = {
        "programma": programma,
        "form": form,
        "risposta": rules.puo_superare(request.user, programma),
        "titolo": "Supera il controllo",
        "citazione": f"{form['codice'].value()} – {form['dove'].value()}",
        "azione": "Supera con questo motivo",
    }
    return render(request, "istruttoria/modulo.html", contesto, status=_stato(request))


def _stato(request: HttpRequest) -> int:
    """A POST that comes back to its page was refused."""
    return 422 if request.method == "POST" else 200


def _cambia(
    request: HttpRequest, osservazione: Osservazione, verbo: object, esito: str
) -> HttpResponse:
    try:
        verbo(osservazione, attore=request.user)  # type: ignore[operator]
    except services.Rifiuto as rifiuto:
        messages.error(request, rifiuto.motivo)
    else:
        messages.success(request, esito)
    return dopo(request, osservazione.programma_id, luogo_di(osservazione))
