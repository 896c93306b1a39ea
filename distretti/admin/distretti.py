"""Districts with their agreements, members and people in charge."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from distretti import services
from distretti.admin.base import Pagina, Righe, RigheSolaLettura
from distretti.models import Accordo, Adesione, Distretto, Incarico


class NuovaRigaForm(forms.ModelForm):
    """A row that a service will make: what the service would refuse is said beside the form."""

    servizio: Callable[..., Any]

    def validate_constraints(self) -> None:
        """The service knows better: it may end one row to begin another."""

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if self.errors:
            return dati
        with transaction.atomic():
            try:
                type(self).servizio(**dati)
            except services.RegistroRifiutato as rifiuto:
                raise ValidationError(str(rifiuto)) from rifiuto
            finally:
                transaction.set_rollback(True)
        return dati


class ConServizio(Pagina):
    """New rows are made by a service; the changes that remain possible are plain."""

    form_nuova: type[NuovaRigaForm]
    campi_nuova: tuple[str, ...]

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = self.form_nuova
        return super().get_form(request, obj, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.campi_nuova if obj is None else super().get_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.pk = self.form_nuova.servizio(**form.cleaned_data).pk


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


class NuovaAdesioneForm(NuovaRigaForm):
    servizio = staticmethod(services.registra_adesione)


class AdesioneForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if dati.get("al") and not dati.get("motivo_uscita"):
            self.add_error("motivo_uscita", "Indicare il motivo dell'uscita.")
        return dati


@admin.register(Adesione)
class AdesioneAdmin(ConServizio):
    """A membership is opened and, later, closed with a reason; the rest of it is history."""

    percorso_ente = "distretto__ente"
    list_display = ["organizzazione", "distretto", "dal", "al", "proponente"]
    list_filter = ["proponente", ("distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organizzazione", "distretto"]
    search_fields = ["organizzazione__denominazione", "organizzazione__alias__nome"]
    autocomplete_fields = ["distretto", "organizzazione"]
    form = AdesioneForm
    form_nuova = NuovaAdesioneForm
    campi_nuova = ("distretto", "organizzazione", "dal", "proponente")
    fields = ["distretto", "organizzazione", "dal", "proponente", "al", "motivo_uscita"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["distretto", "organizzazione"] if obj else []


class NuovoIncaricoForm(NuovaRigaForm):
    servizio = staticmethod(services.affida_incarico)


@admin.register(Incarico)
class IncaricoAdmin(ConServizio):
    """Giving a role that has one holder ends the incarico of the previous one."""

    percorso_ente = "distretto__ente"
    list_display = ["nominativo", "ruolo", "distretto", "dal", "al"]
    list_filter = ["ruolo", ("distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["distretto"]
    search_fields = ["nominativo", "email", "distretto__denominazione"]
    autocomplete_fields = ["distretto", "utente", "organizzazione"]
    form_nuova = NuovoIncaricoForm
    campi_nuova = (
        "distretto",
        "ruolo",
        "nominativo",
        "qualifica",
        "organizzazione",
        "email",
        "telefono",
        "utente",
        "dal",
    )
    fields = [*campi_nuova, "al"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["distretto", "ruolo"] if obj else []
