"""What a programme holds, read-only: its text is edited in its own pages, with its history."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from distretti.admin.base import SolaLettura
from programmi.models import Modifica, Sezione
from programmi.testo_ricco import TestoNonAmmesso, pulisci


def testo_ricco(html: str) -> SafeString:
    """Rich text as it reads, sanitised again whatever is stored."""
    try:
        pulito = pulisci(html)
    except TestoNonAmmesso as rifiuto:
        return format_html("<p>{}</p>", str(rifiuto))
    return format_html('<div class="testo-ricco">{}</div>', mark_safe(pulito))  # noqa: S308


@admin.register(Sezione)
class SezioneAdmin(SolaLettura):
    percorso_ente = "programma__distretto__ente"
    list_display = ["titolo", "programma"]
    list_filter = ["programma__anno", ("programma__distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["programma__distretto"]
    search_fields = ["titolo", "programma__distretto__denominazione"]
    ordering = ["-programma__anno", "programma", "voce__posizione"]
    fields = ["programma", "titolo", "testo"]

    @admin.display(description="testo")
    def testo(self, sezione: Sezione) -> SafeString:
        return testo_ricco(sezione.html)


@admin.register(Modifica)
class ModificaAdmin(SolaLettura):
    percorso_ente = "programma__distretto__ente"
    list_display = ["quando", "programma", "modello", "campo", "autore"]
    list_filter = ["modello", ("programma__distretto", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["programma__distretto", "autore"]
    search_fields = ["programma__distretto__denominazione", "campo"]
    date_hierarchy = "quando"
