"""The actions of programmes, read-only, with how each percentage is read."""

from django.contrib import admin

from azioni.models import Azione, Indicatore, OrganizzazioneAzione, Regola
from distretti.admin.base import RigheSolaLettura, SolaLettura


class OrganizzazioniInline(RigheSolaLettura):
    model = OrganizzazioneAzione
    fields = ["ruolo", "testo", "organizzazione"]

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        return super().get_queryset(request).select_related("organizzazione")


class IndicatoriInline(RigheSolaLettura):
    model = Indicatore
    fields = ["marcatore", "testo", "unita", "obiettivo"]


class RegoleInline(RigheSolaLettura):
    model = Regola
    fields = ["testo", "tipo", "spiegazione", "evidenze", "da_confermare"]
    readonly_fields = ["spiegazione"]

    @admin.display(description="come si legge")
    def spiegazione(self, regola: Regola) -> str:
        return regola.lettura.get("spiegazione", "")


@admin.register(Azione)
class AzioneAdmin(SolaLettura):
    percorso_ente = "programma__distretto__ente"
    list_display = ["titolo", "tipo", "posizione", "programma", "vamt", "strategico"]
    list_filter = [
        "tipo",
        "vamt",
        "strategico",
        "programma__anno",
        ("programma__distretto", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["programma__distretto"]
    search_fields = ["titolo", "programma__distretto__denominazione"]
    ordering = ["-programma__anno", "programma", "tipo", "posizione"]
    inlines = [OrganizzazioniInline, IndicatoriInline, RegoleInline]
    fieldsets = [
        (None, {"fields": ["programma", "tipo", "posizione", "ambito", "titolo"]}),
        ("Caratteri", {"fields": ["tema", "macro_ambito", "vamt", "strategico", "predefinita"]}),
        (
            "Contenuto",
            {
                "fields": [
                    "obiettivo",
                    "obiettivo_generale",
                    "obiettivo_specifico",
                    "descrizione",
                    "referenti_testo",
                    "altre_testo",
                    "tempi",
                    "scadenza",
                ]
            },
        ),
    ]
