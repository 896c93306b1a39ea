"""Organisations, the names they go by, and the merge of two that are one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from distretti import services
from distretti.admin.base import Pagina, Righe
from distretti.models import AliasOrganizzazione, Certificazione, Organizzazione


class AliasInline(Righe):
    model = AliasOrganizzazione
    fields = ["nome"]


class CertificazioniInline(Righe):
    model = Certificazione
    fields = ["tipo", "dal", "al"]


@admin.register(Organizzazione)
class OrganizzazioneAdmin(Pagina):
    list_display = ["denominazione", "forma_giuridica", "settore"]
    list_filter = ["forma_giuridica", ("ente", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["ente"]
    search_fields = ["denominazione", "alias__nome"]
    inlines = [AliasInline, CertificazioniInline]
    change_form_template = "admin/distretti/organizzazione.html"
    fields = ["ente", "denominazione", "forma_giuridica", "settore"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organizzazione]:
        return super().get_queryset(request).vive()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["ente"] if obj else []

    def get_urls(self) -> list[Any]:
        unisci = self.admin_site.admin_view(require_http_methods(["GET", "POST"])(self.unisci))
        return [
            path("<int:pk>/unisci/", unisci, name="distretti_organizzazione_unisci"),
            *super().get_urls(),
        ]

    def unisci(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose the organisation that stays (GET), see what moves, confirm (POST)."""
        duplicata = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, duplicata):
            raise PermissionDenied
        altre = self.get_queryset(request).filter(ente=duplicata.ente_id).exclude(pk=pk)
        dati = request.POST or (request.GET if "in_" in request.GET else None)
        form = UnioneForm(dati, altre=altre, sito=self.admin_site)
        scelta = form.cleaned_data["in_"] if form.is_bound and form.is_valid() else None
        if request.method == "POST":
            if scelta is None:
                raise Http404
            try:
                services.fondi(duplicata, scelta, attore=request.user)
            except services.RegistroRifiutato as rifiuto:
                messages.error(request, str(rifiuto))
                return redirect(request.path)
            messages.success(request, f"«{duplicata}» è ora un altro nome di «{scelta}».")
            return redirect("admin:distretti_organizzazione_change", scelta.pk)
        return TemplateResponse(
            request,
            "admin/distretti/unisci.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": "Unisci a un'altra organizzazione",
                "organizzazione": duplicata,
                "form": form,
                "media": form.media,
                "scelta": scelta,
                "spostamenti": _riferimenti(duplicata) if scelta else [],
            },
        )


class UnioneForm(forms.Form):
    in_ = forms.ModelChoiceField(Organizzazione.objects.none(), label="Organizzazione che resta")

    def __init__(
        self, dati: Any, *, altre: QuerySet[Organizzazione], sito: admin.AdminSite
    ) -> None:
        super().__init__(dati)
        campo = Organizzazione._meta.get_field("fusa_in")
        self.fields["in_"].widget = AutocompleteSelect(campo, sito)
        self.fields["in_"].queryset = altre


def _riferimenti(organizzazione: Organizzazione) -> list[tuple[str, int]]:
    """How many rows of each kind speak of this organisation."""
    conti = (
        (
            relazione.related_model._meta.verbose_name_plural,
            relazione.related_model._default_manager.filter(
                **{relazione.field.name: organizzazione}
            ).count(),
        )
        for relazione in Organizzazione._meta.related_objects
    )
    return [(str(nome), quanti) for nome, quanti in conti if quanti]
