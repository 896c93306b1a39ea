"""What an Ente sets for its acts: the template of the determinazione, the provincial count."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from distretti.admin.base import Pagina
from distretti.models import Ente
from istruttoria import queries, services
from istruttoria.determinazione import PARTI, errori_del_modello
from istruttoria.models import ModelloDeterminazione, QuadroProvinciale


class ModelloForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        for errore in errori_del_modello({parte: dati.get(parte) or "" for parte in PARTI}):
            self.add_error(None, errore)
        return dati


@admin.register(ModelloDeterminazione)
class ModelloDeterminazioneAdmin(Pagina):
    """A template is never rewritten: a new version starts from the texts in use."""

    form = ModelloForm
    percorso_ente = "ente"
    modificabile = False
    list_display = ["ente", "versione", "in_uso"]
    list_filter = ["in_uso", ("ente", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["ente"]
    fieldsets = [
        (None, {"fields": ["ente"]}),
        (
            "Testi",
            {
                "description": "I paragrafi sono separati da una riga vuota. I segnaposto sono "
                "tra doppie graffe, per esempio {{anno}}; uno sconosciuto viene rifiutato.",
                "fields": list(PARTI),
            },
        ),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The texts in use, to be changed where needed."""
        in_uso = self.get_queryset(request).filter(in_uso=True).values(*PARTI).first()
        return {**super().get_changeform_initial_data(request), **(in_uso or {})}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        nuovo = services.registra_modello(obj.ente, form.cleaned_data)
        obj.pk, obj.versione = nuovo.pk, nuovo.versione


@admin.register(QuadroProvinciale)
class QuadroProvincialeAdmin(Pagina):
    """The count of districts and organisations that the premises of the acts state."""

    percorso_ente = "ente"
    list_display = ["al", "ente", "territoriali", "tematici", "family_audit", "organizzazioni"]
    list_filter = [("ente", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["ente"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the register counts today, as a proposal to correct."""
        iniziali = super().get_changeform_initial_data(request)
        ente = Ente.objects.filter(pk=request.user.ente_id).first()
        return {**queries.conta_registro(ente), **iniziali} if ente else iniziali
