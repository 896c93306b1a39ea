"""Districts with their agreements, members and people in charge."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from distretti.admin.base import Pagina, Righe, RigheSolaLettura
from distretti.models import Accordo, Adesione, Distretto, Incarico


class AccordiInline(Righe):
    model = Accordo
    fields = ["tipo", "atto_comune", "atto_provincia", "sottoscritto_il", "firmatari"]


class IncarichiInline(RigheSolaLettura):
    model = Incarico
    fields = ["ruolo", "nominativo", "organizzazione", "email", "dal", "al"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("organizzazione")


class AdesioniInline(RigheSolaLettura):
    model = Adesione
    fields = ["organizzazione", "dal", "al", "motivo_uscita", "proponente"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("organizzazione")


@admin.register(Distretto)
class DistrettoAdmin(Pagina):
    list_display = ["denominazione", "codice", "tipo", "stato", "capofila"]
    list_filter = ["tipo", "stato", ("ente", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["capofila", "ente"]
    search_fields = ["denominazione", "codice", "capofila__denominazione"]
    autocomplete_fields = ["capofila", "predecessore"]
    inlines = [AccordiInline, IncarichiInline, AdesioniInline]
    change_form_template = "admin/distretti/distretto.html"
    fieldsets = [
        (None, {"fields": ["ente", "codice", "denominazione", "tipo", "stato", "capofila"]}),
        ("Origine", {"fields": ["nato_anno", "nato_il", "predecessore"]}),
        ("Canali", {"fields": ["mail", "sito", "facebook", "altri_canali"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["ente"] if obj else []

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else []


@admin.register(Adesione)
class AdesioneAdmin(Pagina):
    """A membership is opened and, later, closed with a reason; the rest of it is history."""

    percorso_ente = "distretto__ente"
    list_display = ["organizzazione", "distretto", "dal", "al", "proponente"]
    list_filter = ["proponente", ("distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organizzazione", "distretto"]
    search_fields = ["organizzazione__denominazione", "organizzazione__alias__nome"]
    autocomplete_fields = ["distretto", "organizzazione"]
    fields = ["distretto", "organizzazione", "dal", "proponente", "al", "motivo_uscita"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["distretto", "organizzazione"] if obj else []


@admin.register(Incarico)
class IncaricoAdmin(Pagina):
    """Giving a role that has one holder ends the incarico of the previous one."""

    percorso_ente = "distretto__ente"
    list_display = ["nominativo", "ruolo", "distretto", "dal", "al"]
    list_filter = ["ruolo", ("distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["distretto"]
    search_fields = ["nominativo", "email", "distretto__denominazione"]
    autocomplete_fields = ["distretto", "utente", "organizzazione"]
    fields = [
        "distretto",
        "ruolo",
        "nominativo",
        "qualifica",
        "organizzazione",
        "email",
        "telefono",
        "utente",
        "dal",
        "al",
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["distretto", "ruolo"] if obj else []
