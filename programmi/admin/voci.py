"""The parts of a schema with their rows and areas, the areas with their catalogue."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from programmi.admin.congelati import PaginaCongelabile, RigheCongelabili
from programmi.models import Ambito, AzionePredefinita, RigaVoce, TipologiaAzione, Voce


class RigheInline(RigheCongelabili):
    model = RigaVoce
    fields = ["posizione", "chiave", "etichetta"]


class AmbitiInline(RigheCongelabili):
    model = Ambito
    fields = ["numero", "titolo"]
    show_change_link = True


@admin.register(Voce)
class VoceAdmin(PaginaCongelabile):
    nel_menu = False
    percorso_ente = "schema__ente"
    aggiungibile = False
    list_display = ["titolo", "tipo", "schema", "posizione"]
    list_filter = ["tipo", ("schema", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["schema"]
    search_fields = ["titolo", "codice"]
    ordering = ["-schema__anno", "schema", "posizione"]
    sempre_modificabili = ("aiuto",)
    readonly_fields = ["schema"]
    inlines = [RigheInline, AmbitiInline]
    fields = [
        "schema",
        "posizione",
        "codice",
        "tipo",
        "titolo",
        "obbligatoria",
        "limite_righe",
        "aiuto",
        "introduzione",
    ]


class PredefiniteInline(RigheCongelabili):
    model = AzionePredefinita
    fields = ["posizione", "tipo", "titolo", "percentuale", "vamt"]


class TipologieInline(RigheCongelabili):
    model = TipologiaAzione
    fields = ["posizione", "gruppo", "testo"]


@admin.register(Ambito)
class AmbitoAdmin(PaginaCongelabile):
    nel_menu = False
    percorso_ente = "voce__schema__ente"
    aggiungibile = False
    list_display = ["__str__", "voce", "schema"]
    list_filter = [("voce__schema", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["voce__schema"]
    search_fields = ["titolo"]
    ordering = ["-voce__schema__anno", "voce__posizione", "numero"]
    fields = ["voce", "numero", "titolo"]
    readonly_fields = ["voce"]
    inlines = [PredefiniteInline, TipologieInline]

    @admin.display(description="schema")
    def schema(self, ambito: Ambito) -> str:
        return str(ambito.voce.schema)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("voce__schema")
