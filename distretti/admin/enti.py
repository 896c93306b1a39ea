"""Authorities and users."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from distretti.admin.base import Pagina, RigheSolaLettura
from distretti.enums import RuoloEnte
from distretti.models import Ente, Incarico, Utente
from distretti.rules import puo_gestire
from distretti.services import togli_secondo_fattore

admin.site.unregister(Group)  # what a person may do follows from role and incarico


@admin.register(Ente)
class EnteAdmin(Pagina):
    percorso_ente = "pk"
    list_display = ["denominazione", "agenzia", "codice"]
    search_fields = ["denominazione", "agenzia", "codice"]
    fieldsets = [
        (None, {"fields": ["codice", "denominazione", "agenzia", "struttura", "ufficio"]}),
        ("Recapiti", {"fields": ["indirizzo", "email", "sito"]}),
        ("Sugli atti", {"fields": ["organo", "formula_firma", "serie"]}),
        ("Come si approva", {"fields": ["numerazione", "stessa_persona"]}),
        (
            "Nelle dichiarazioni",
            {
                "fields": [
                    "responsabile_dati",
                    "contatto_accessibilita",
                    "dichiarazione_accessibilita",
                ]
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser or request.user.ruolo == RuoloEnte.DIRIGENTE


class NuovoUtenteForm(AdminUserCreationForm):
    class Meta:
        model = Utente
        fields = ("email", "nome", "cognome", "ente", "ruolo")

    def clean_email(self) -> str:
        return Utente.objects.normalizza(self.cleaned_data["email"])


class UtenteForm(forms.ModelForm):
    togli_secondo_fattore = forms.BooleanField(
        label="togli il secondo fattore",
        required=False,
        help_text="Per chi ha perso il telefono e i codici di recupero: lo attiverà di nuovo.",
    )

    class Meta:
        model = Utente
        fields = ["email", "nome", "cognome", "is_active", "ente", "ruolo", "is_superuser"]

    def clean_email(self) -> str:
        return Utente.objects.normalizza(self.cleaned_data["email"])


class IncarichiDellUtente(RigheSolaLettura):
    model = Incarico
    fields = ["distretto", "ruolo", "dal", "al"]
    verbose_name_plural = "incarichi nei distretti, che danno l'accesso"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("distretto")


@admin.register(Utente)
class UtenteAdmin(Pagina, UserAdmin):
    """An officer invites people of the districts; the dirigente also officers of the Ente."""

    form = UtenteForm
    add_form = NuovoUtenteForm
    list_display = ["email", "cognome", "nome", "ruolo", "is_active"]
    list_filter = ["ruolo", "is_active"]
    list_select_related = ["ente"]
    search_fields = ["email", "nome", "cognome"]
    ordering = ["cognome", "nome"]
    filter_horizontal: list[str] = []
    autocomplete_fields = ["ente"]
    readonly_fields = ["last_login", "iscritto_il", "parola"]
    inlines = [IncarichiDellUtente]
    fieldsets = [
        (None, {"fields": ["email", "nome", "cognome", "parola"]}),
        ("Accesso", {"fields": ["is_active", "ente", "ruolo"]}),
        ("Date", {"fields": ["last_login", "iscritto_il"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "nome", "cognome", "ente", "ruolo"]}),
        ("Password iniziale", {"fields": ["usable_password", "password1", "password2"]}),
    ]

    @admin.display(description="password")
    def parola(self, utente: Utente) -> SafeString:
        return format_html('<a href="{}">Imposta una nuova password</a>', "../password/")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and self.has_change_permission(request, obj) and obj.authenticator_set.exists():
            fieldsets.append(("Secondo fattore", {"fields": ["togli_secondo_fattore"]}))
        if obj and request.user.is_superuser:
            fieldsets.append(("Sistema", {"fields": ["is_superuser"]}))
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Roles in the Ente are given by the dirigente; Ente and system rights by none of them."""
        campi = list(super().get_readonly_fields(request, obj))
        if request.user.is_superuser:
            return campi
        campi.append("ente")
        return campi if request.user.ruolo == RuoloEnte.DIRIGENTE else [*campi, "ruolo"]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        permesso = super().has_change_permission(request, obj)
        return permesso and (obj is None or puo_gestire(request.user, obj))

    def save_model(self, request: HttpRequest, obj: Utente, form: Any, change: bool) -> None:
        if not change and not request.user.is_superuser:
            obj.ente = request.user.ente
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("togli_secondo_fattore"):
            togli_secondo_fattore(utente=obj)
