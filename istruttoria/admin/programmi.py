"""Programmes in the office: found, looked at, and taken through the procedure.

The state is never an editable field: each step has a page that asks for what the transition
records and calls ``istruttoria.services.esegui``, as the programme's own page does.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from azioni.services import apri_programma
from distretti.admin.base import Pagina
from distretti.rules import SI, no
from istruttoria import queries, rules, services
from istruttoria.fatti import Fatti
from istruttoria.forms import (
    AderentiForm,
    NuovoProgrammaForm,
    OsservazioneForm,
    PassoForm,
    SuperamentoForm,
    prova,
)
from istruttoria.models import Osservazione
from istruttoria.situazione import tocca_a
from istruttoria.workflow import TRANSIZIONI
from programmi.enums import STATI_CON_DETERMINAZIONE, Stato
from programmi.models import Programma
from programmi.services import ModificaRifiutata, aggiorna_programma, fissa_aderenti
from programmi.services.modifiche import modificabile

STATI_CON_ATTO = (Stato.IN_ISTRUTTORIA, *STATI_CON_DETERMINAZIONE)
"""Those in which the preview shows the determinazione in front of the programme."""

CONTENUTO = ["titolo", "richiede_contributo", "gruppo_di_lavoro_il", "in_carico_a"]
PROCEDURA = [
    "delibera_giunta",
    "trasmesso_il",
    "protocollo_numero",
    "protocollo_data",
    "integrazioni_entro",
    "determinazione_numero",
    "determinazione_data",
    "numero_dopo_firma",
    "atto_di_chiusura",
    "serie_numero",
    "pubblicato_il",
]


@admin.register(Programma)
class ProgrammaAdmin(Pagina):
    list_display = ["distretto", "anno", "in_che_stato", "dal_giorno", "in_carico_a"]
    list_filter = [
        "stato",
        "anno",
        ("distretto", admin.RelatedOnlyFieldListFilter),
        "distretto__tipo",
        "storico",
    ]
    search_fields = [
        "distretto__denominazione",
        "distretto__codice",
        "distretto__capofila__denominazione",
        "^anno",
        "protocollo_numero",
        "determinazione_numero",
    ]
    search_help_text = "Distretto, codice, capofila, anno, protocollo o determinazione."
    autocomplete_fields = ["distretto", "schema", "in_carico_a"]
    change_form_template = "admin/istruttoria/programma.html"

    # -- list and form

    @admin.display(description="stato", ordering="stato")
    def in_che_stato(self, programma: Programma) -> SafeString:
        return format_html(
            '<span class="stato stato-{}">{}</span>{}',
            programma.stato,
            programma.get_stato_display(),
            " storico" if programma.storico else "",
        )

    @admin.display(description="in questo stato dal", ordering="stato_dal")
    def dal_giorno(self, programma: Programma) -> str:
        return date_format(timezone.localtime(programma.stato_dal), "SHORT_DATE_FORMAT")

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[forms.Form]:
        if obj is None:
            kwargs["form"] = NuovoProgrammaForm
        return super().get_form(request, obj, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            campi = ["distretto", "schema", "anno", "richiede_contributo", "storico"]
            return [(None, {"fields": campi})]
        return [
            ("Programma", {"fields": ["distretto", "schema", "anno", *CONTENUTO, "aderenti_al"]}),
            ("Dati della procedura", {"fields": PROCEDURA, "classes": ["collapse"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What a transition records is read-only; the rest too, once the text is fixed."""
        if obj is None:
            return []
        fissi = ["distretto", "schema", "anno", "aderenti_al", *PROCEDURA]
        return fissi if modificabile(obj) else fissi + CONTENUTO

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Both a new programme and a change go through their service, with its history."""
        if change:
            prima = self.get_queryset(request).get(pk=obj.pk)
            campi = {nome: form.cleaned_data[nome] for nome in form.changed_data}
            try:
                aggiorna_programma(prima, attore=request.user, **campi)
            except ModificaRifiutata as rifiuto:
                messages.error(request, str(rifiuto))
            return
        nuovo = apri_programma(autore=request.user, **form.cleaned_data)
        obj.pk, obj.dal, obj.al = nuovo.pk, nuovo.dal, nuovo.al

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        programma = self.get_object(request, object_id)
        quadro = {} if programma is None else self._quadro(request, programma)
        return super().change_view(
            request, object_id, form_url, {**quadro, **(extra_context or {})}
        )

    def get_queryset(self, request: HttpRequest) -> Any:
        righe = super().get_queryset(request)
        return righe.select_related("distretto__ente", "schema", "in_carico_a")

    def _quadro(self, request: HttpRequest, programma: Programma) -> dict[str, Any]:
        fatti = Fatti(programma)
        return {
            "programma": programma,
            "tocca_a": tocca_a(
                programma.stato,
                queries.proposto_da(fatti),
                in_rettifica=fatti.in_rettifica,
                aspetta_numero=fatti.aspetta_numero,
            ),
            "passi": services.transizioni(programma, request.user, fatti=fatti),
            "controlli": queries.controlli_per_gravita(fatti.esiti),
            "osservazioni": queries.osservazioni(programma, ufficio=True),
            "documenti": queries.documenti(programma),
            "bozza": programma.stato not in STATI_CON_DETERMINAZIONE,
            "registro": queries.registro(programma),
            "puo_osservare": rules.puo_osservare(request.user, programma),
            "puo_superare": rules.puo_superare(request.user, programma),
            "modificabile": modificabile(programma),
            "con_atto": programma.stato in STATI_CON_ATTO and not programma.storico,
        }

    # -- pages of the steps

    def get_urls(self) -> list[Any]:
        def pagina(vista: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_site.admin_view(vista)

        due = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("<int:pk>/passi/<slug:nome>/", pagina(due(self.passo)), name="ufficio_passo"),
            path("<int:pk>/osservazioni/", pagina(due(self.osserva)), name="ufficio_osserva"),
            path(
                "<int:pk>/osservazioni/<int:osservazione>/<slug:verbo>/",
                pagina(require_POST(self.cambia_osservazione)),
                name="ufficio_osservazione",
            ),
            path("<int:pk>/controlli/", pagina(due(self.supera)), name="ufficio_supera"),
            path("<int:pk>/aderenti/", pagina(due(self.aderenti)), name="ufficio_aderenti"),
            *super().get_urls(),
        ]

    def _programma(self, request: HttpRequest, pk: int) -> Programma:
        programma = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, programma):
            raise PermissionDenied
        return programma

    def passo(self, request: HttpRequest, pk: int, nome: str) -> HttpResponse:
        """One transition: what it asks for, then the move itself; or why it cannot be made."""
        programma = self._programma(request, pk)
        if nome not in TRANSIZIONI:
            raise Http404
        fatti = Fatti(programma)
        transizione = fatti.transizione(nome)
        form = PassoForm(
            request.POST if request.method == "POST" else None,
            request.FILES if request.method == "POST" else None,
            initial={"impronta": fatti.impronta_mostrata(transizione)},
            transizione=transizione,
            programma=programma,
            utente=request.user,
        )
        return self._modulo(
            request,
            programma,
            form,
            lambda: services.esegui(
                nome,
                programma=programma,
                attore=request.user,
                dati=form.dati,
                nota=form.cleaned_data["nota"],
            ),
            titolo=transizione.etichetta,
            descrizione=transizione.descrizione,
            risposta=rules.puo(request.user, nome, programma, fatti=fatti),
            impronta=form["impronta"].value(),
        )

    def osserva(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write a remark."""
        programma = self._programma(request, pk)
        form = OsservazioneForm(
            request.POST if request.method == "POST" else None,
            luoghi=queries.luoghi(programma, con_i_campi=True),
            initial={"luogo": request.GET.get("luogo", "")},
        )
        return self._modulo(
            request,
            programma,
            form,
            lambda: services.aggiungi_osservazione(
                programma=programma, autore=request.user, **form.dati
            ),
            titolo="Nuova osservazione",
            descrizione="Il distretto la legge quando si chiedono le integrazioni.",
            risposta=rules.puo_osservare(request.user, programma),
        )

    def supera(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let a check's finding pass, with a reason."""
        programma = self._programma(request, pk)
        quale = {nome: request.GET.get(nome, "") for nome in ("codice", "dove")}
        form = SuperamentoForm(request.POST if request.method == "POST" else None, initial=quale)
        return self._modulo(
            request,
            programma,
            form,
            lambda: services.supera_controllo(
                programma=programma, autore=request.user, **form.cleaned_data
            ),
            titolo="Supera il controllo",
            descrizione=f"{form['codice'].value()} – {form['dove'].value()}",
            risposta=rules.puo_superare(request.user, programma),
        )

    def aderenti(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Rewrite the annexed list of members from the register, as it stands on a day."""
        programma = self._programma(request, pk)
        form = AderentiForm(
            request.POST if request.method == "POST" else None,
            initial={"al": programma.aderenti_al},
        )
        fermo = not modificabile(programma)
        return self._modulo(
            request,
            programma,
            form,
            lambda: fissa_aderenti(programma, attore=request.user, **form.cleaned_data),
            titolo="Fissa gli aderenti",
            descrizione="L’elenco allegato è riscritto dal registro com’è a quella data.",
            risposta=no("Il testo è già fissato.") if fermo else SI,
        )

    def cambia_osservazione(
        self, request: HttpRequest, pk: int, osservazione: int, verbo: str
    ) -> HttpResponse:
        """Close a remark; what asks for a text has its own page."""
        programma = self._programma(request, pk)
        verbi = {"chiudi": services.chiudi_osservazione}
        if verbo not in verbi:
            raise Http404
        riga = get_object_or_404(
            Osservazione.objects.select_related("programma__distretto__ente"),
            pk=osservazione,
            programma=programma,
        )
        try:
            verbi[verbo](riga, attore=request.user)
        except services.Rifiuto as rifiuto:
            messages.error(request, rifiuto.motivo)
        return redirect("admin:programmi_programma_change", pk)

    def _modulo(
        self,
        request: HttpRequest,
        programma: Programma,
        form: forms.BaseForm,
        verbo: Callable[[], Any],
        **contesto: Any,
    ) -> HttpResponse:
        """Show a form; on POST call the service, whose refusal comes back beside its field."""
        if request.method == "POST" and form.is_valid() and prova(form, verbo):
            messages.success(request, f"{contesto['titolo']}: fatto.")
            return redirect("admin:programmi_programma_change", programma.pk)
        return TemplateResponse(
            request,
            "admin/istruttoria/modulo.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": contesto["titolo"],
                "programma": programma,
                "form": form,
                "impronta": "",
                **contesto,
            },
            status=422 if request.method == "POST" else 200,
        )
