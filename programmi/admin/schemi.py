"""The form of a year: an officer copies it to a new year and changes it, without code."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from distretti.admin.base import Pagina, Righe, RigheSolaLettura
from distretti.enums import TipoDistretto
from programmi import services
from programmi.admin.congelati import PaginaCongelabile, RigheCongelabili
from programmi.models import CampoAzione, Proroga, Scadenza, Schema, Voce


class SchemaForm(forms.ModelForm):
    tipi_distretto = forms.MultipleChoiceField(
        label="Tipi di distretto serviti",
        choices=TipoDistretto.choices,
        widget=forms.CheckboxSelectMultiple,
    )


class VociInline(RigheCongelabili):
    model = Voce
    fields = ["posizione", "codice", "tipo", "titolo", "obbligatoria", "limite_righe"]
    show_change_link = True


class CampiInline(RigheCongelabili):
    model = CampoAzione
    fields = ["tipo_azione", "posizione", "codice", "etichetta", "obbligatorio", "aiuto"]
    sempre_modificabili = ("aiuto",)


class ScadenzeInline(Righe):
    model = Scadenza
    fields = ["tipo", "giorno"]
    show_change_link = True


@admin.register(Schema)
class SchemaAdmin(PaginaCongelabile):
    form = SchemaForm
    list_display = ["titolo", "codice", "anno", "attivo", "ente"]
    list_filter = ["attivo", "anno", ("ente", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["ente"]
    search_fields = ["titolo", "codice"]
    inlines = [VociInline, CampiInline, ScadenzeInline]
    change_form_template = "admin/programmi/schema.html"
    fieldsets = [
        (None, {"fields": ["ente", "codice", "titolo", "anno", "durata", "tipi_distretto"]}),
        ("Compilazione", {"fields": ["caratteri_per_riga", "attivo"]}),
        (
            "Contributo",
            {
                "description": "Parametri da confermare: la regola completa non è pubblica.",
                "fields": ["contributo_percentuale", "contributo_tetto", "conta_progettualita"],
            },
        ),
    ]

    def struttura(self) -> list[str]:
        return ["codice", "titolo", "anno", "durata", "tipi_distretto", "caratteri_per_riga"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(["ente"] if obj else [])]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A schema never used may go; the list offers no deletion."""
        if obj is None:
            return False
        return self.has_change_permission(request, obj) and not self.congelato(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else []

    def get_urls(self) -> list[Any]:
        copia = self.admin_site.admin_view(require_http_methods(["GET", "POST"])(self.copia))
        return [
            path("<int:pk>/copia/", copia, name="programmi_schema_copia"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        schema = self.get_object(request, object_id)
        in_uso = schema is not None and self.congelato(request, schema)
        contesto = {"congelato": in_uso, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, contesto)

    def copia(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A new schema with the same structure, for another year."""
        schema = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CopiaForm(request.POST if request.method == "POST" else None, origine=schema)
        if request.method == "POST" and form.is_valid():
            nuovo = services.copia_schema(schema, **form.cleaned_data)
            messages.success(request, f"Lo schema «{nuovo}» è pronto per essere adattato.")
            return redirect("admin:programmi_schema_change", nuovo.pk)
        return TemplateResponse(
            request,
            "admin/programmi/copia_schema.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": f"Copia «{schema}» in un nuovo anno",
                "schema": schema,
                "form": form,
            },
            status=422 if form.errors else 200,
        )


class CopiaForm(forms.ModelForm):
    """The three things in which a copy differs from its origin."""

    class Meta:
        model = Schema
        fields = ["codice", "titolo", "anno"]

    def __init__(self, *args: Any, origine: Schema) -> None:
        anno = origine.anno + 1
        super().__init__(*args, initial={"codice": str(anno), "anno": anno})
        self.instance.ente = origine.ente

    def clean_codice(self) -> str:
        codice = self.cleaned_data["codice"]
        if Schema.objects.filter(ente=self.instance.ente, codice__iexact=codice).exists():
            raise ValidationError("L'ente ha già uno schema con questo codice.")
        return codice


class ProrogheInline(RigheSolaLettura):
    """What was granted. It is granted from the page of the year, never written here."""

    model = Proroga
    fields = ["distretto", "giorno_prima", "nuovo_giorno", "motivo", "autore", "concessa_il"]
    readonly_fields = fields
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("distretto", "autore")


@admin.register(Scadenza)
class ScadenzaAdmin(Pagina):
    nel_menu = False
    percorso_ente = "schema__ente"
    aggiungibile = False
    list_display = ["schema", "tipo", "giorno"]
    list_filter = ["tipo", ("schema", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["schema"]
    fields = ["schema", "tipo", "giorno"]
    readonly_fields = ["schema", "tipo"]
    inlines = [ProrogheInline]
    change_form_template = "admin/programmi/scadenza.html"
