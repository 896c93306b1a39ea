"""What an Ente sets for its acts: the provincial count. The template has a page of its own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from distretti.admin.base import Pagina
from distretti.models import Ente
from istruttoria import queries
from istruttoria.models import QuadroProvinciale


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
