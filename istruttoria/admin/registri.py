"""What the procedure wrote: read, never rewritten, never deleted."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from distretti.admin.base import RigheSolaLettura, SolaLettura
from istruttoria.models import (
    CopiaFirmata,
    CopiaRifiutata,
    Documento,
    Importazione,
    Osservazione,
    Passaggio,
    SeguitoOsservazione,
    Versione,
)


@admin.register(Passaggio)
class PassaggioAdmin(SolaLettura):
    percorso_ente = "programma__distretto__ente"
    list_display = ["quando", "programma", "transizione", "da", "a", "autore"]
    list_filter = ["transizione", "a", ("programma__distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["programma__distretto", "autore"]
    search_fields = ["programma__distretto__denominazione", "nota"]
    ordering = ["-quando", "-id"]
    date_hierarchy = "quando"
    fields = ["programma", "transizione", "da", "a", "autore", "persona", "nota", "dati", "quando"]


@admin.register(Versione)
class VersioneAdmin(SolaLettura):
    percorso_ente = "programma__distretto__ente"
    list_display = ["programma", "numero", "motivo", "autore", "creata_il"]
    list_filter = ["motivo", ("programma__distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["programma__distretto", "autore"]
    search_fields = ["programma__distretto__denominazione", "sha256"]
    ordering = ["-creata_il", "-id"]
    fields = ["programma", "numero", "motivo", "autore", "creata_il", "sha256", "contenuto"]

    def get_queryset(self, request: HttpRequest) -> Any:
        righe = super().get_queryset(request)
        singola = request.resolver_match and "object_id" in request.resolver_match.kwargs
        return righe if singola else righe.defer("contenuto")


@admin.register(Documento)
class DocumentoAdmin(SolaLettura):
    percorso_ente = "versione__programma__distretto__ente"
    list_display = ["programma", "tipo", "dimensione", "creato_il", "scarica"]
    list_filter = ["tipo", ("versione__programma__distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["versione__programma__distretto"]
    search_fields = ["versione__programma__distretto__denominazione", "sha256"]
    fields = [
        "programma",
        "versione",
        "tipo",
        "sha256",
        "dimensione",
        "forma",
        "creato_il",
        "scarica",
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("versione__contenuto")

    @admin.display(description="programma", ordering="versione__programma")
    def programma(self, documento: Documento) -> str:
        return str(documento.versione.programma)

    @admin.display(description="file")
    def scarica(self, documento: Documento) -> SafeString:
        return format_html('<a href="{}">Scarica</a>', reverse("documento", args=[documento.pk]))


@admin.register(CopiaFirmata)
class CopiaFirmataAdmin(SolaLettura):
    """Tax codes stand on the copy's own page, for the officers of its Ente alone."""

    percorso_ente = "documento__versione__programma__distretto__ente"
    list_display = ["documento", "formato", "stato", "autore", "caricata_il", "pagina"]
    list_filter = ["formato", "conforme"]
    list_select_related = ["documento__versione", "autore", "decisione"]
    search_fields = ["documento__versione__programma__distretto__denominazione", "sha256"]
    fields = ["documento", "formato", "stato", "conforme", "sha256", "dimensione", "autore"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("riservati", "documento__versione__contenuto")

    @admin.display(description="stato")
    def stato(self, copia: CopiaFirmata) -> str:
        return str(copia.stato.label)

    @admin.display(description="che cosa è risultato")
    def pagina(self, copia: CopiaFirmata) -> SafeString:
        return format_html('<a href="{}">Apri</a>', reverse("copia", args=[copia.pk]))


@admin.register(CopiaRifiutata)
class CopiaRifiutataAdmin(SolaLettura):
    percorso_ente = "documento__versione__programma__distretto__ente"
    list_display = ["quando", "documento", "nome", "motivo", "autore"]
    list_select_related = ["documento__versione", "autore"]
    search_fields = ["documento__versione__programma__distretto__denominazione", "motivo"]
    date_hierarchy = "quando"
    fields = ["documento", "nome", "sha256", "dimensione", "motivo", "autore", "quando"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("documento__versione__contenuto")


class SeguitiInline(RigheSolaLettura):
    """What followed a remark: read here, written by its services."""

    model = SeguitoOsservazione
    fields = ["genere", "testo", "autore", "quando", "fissato_il"]


@admin.register(Osservazione)
class OsservazioneAdmin(SolaLettura):
    """Remarks are written, corrected, closed and reopened from the page of their programme."""

    percorso_ente = "programma__distretto__ente"
    list_display = ["__str__", "programma", "tipo", "stato", "autore", "creata_il", "inviata_il"]
    list_filter = ["stato", "tipo", ("programma__distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["programma__distretto", "autore"]
    search_fields = ["testo", "programma__distretto__denominazione"]
    ordering = ["-creata_il", "-id"]
    inlines = [SeguitiInline]


@admin.register(Importazione)
class ImportazioneAdmin(SolaLettura):
    percorso_ente = "schema__ente"
    list_display = ["nome_file", "nome_distretto", "anno", "stato", "autore", "creata_il", "pagina"]
    list_filter = ["stato", "anno", ("distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["distretto", "autore"]
    search_fields = ["nome_file", "distretto__denominazione", "nuovo_codice"]
    exclude = ["lettura"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("lettura")

    @admin.display(description="che cosa è stato letto")
    def pagina(self, importazione: Importazione) -> SafeString:
        return format_html('<a href="{}">Apri</a>', reverse("importazione", args=[importazione.pk]))
