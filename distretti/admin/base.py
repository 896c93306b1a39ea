"""What every admin page of the site shares: officers only, within their own Ente."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import ForeignKey, Model, QuerySet, TextField
from django.http import Http404, HttpRequest, HttpResponse


class DelMioEnte(BaseModelAdmin):
    """Officers and administrators enter; an officer sees and chooses only rows of the Ente.

    ``percorso_ente`` is the lookup from the model to its Ente, for models whose QuerySet has no
    ``visibili_a``. What may be done is said by four flags, closed by default except reading and
    changing.
    """

    percorso_ente: str | None = None
    aggiungibile = True
    modificabile = True
    eliminabile = False

    def nel_mio_ente(self, righe: QuerySet[Any], utente: Any) -> QuerySet[Any]:
        if self.percorso_ente is None:
            return righe.visibili_a(utente)
        if utente.is_superuser:
            return righe
        return (
            righe.filter(**{self.percorso_ente: utente.ente_id}) if utente.ruolo else righe.none()
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.nel_mio_ente(super().get_queryset(request), request.user)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Closed: only rows that the chosen model's own admin would show this officer."""
        if "queryset" not in kwargs:
            modello = db_field.remote_field.model
            suo = self.admin_site._registry.get(modello)
            scelte = suo.get_queryset(request) if suo else modello._default_manager.none()
            kwargs["queryset"] = scelte
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.aggiungibile and self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.modificabile and self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.eliminabile and self.has_module_permission(request)


class Pagina(DelMioEnte, admin.ModelAdmin):
    """A model with pages of its own; cheap with many rows: no second count, no bulk actions."""

    show_full_result_count = False
    list_per_page = 50
    actions = None
    nel_menu = True  # False for what is reached from the page of something else

    class Media:
        js = ("js/ufficio.js",)

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return super().get_model_perms(request) if self.nel_menu else {}

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Another Ente's row, or none at all: not found, rather than a way back to the index."""
        raise Http404

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"ente": request.user.ente_id, **super().get_changeform_initial_data(request)}

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """An officer has one Ente: the filter by Ente is for administrators."""
        filtri = list(super().get_list_filter(request))
        if request.user.is_superuser:
            return filtri
        return [f for f in filtri if (f[0] if isinstance(f, tuple) else f) != "ente"]


class SolaLettura(Pagina):
    """Rows that nobody writes by hand: logs, frozen versions, what a programme holds."""

    aggiungibile = False
    modificabile = False


class RigheSolaLettura(DelMioEnte, admin.TabularInline):
    """Rows shown inside another page, each with a link to its own page if it has one."""

    aggiungibile = False
    modificabile = False
    extra = 0
    show_change_link = True

    def nel_mio_ente(self, righe: QuerySet[Any], utente: Any) -> QuerySet[Any]:
        return righe  # the page that holds them is already scoped


class RigheFormSet(forms.BaseInlineFormSet):
    """Rows whose box for removal says what it does."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if casella := form.fields.get("DELETE"):
            casella.widget.attrs["aria-label"] = f"Elimina la riga {(index or 0) + 1}"


class Righe(DelMioEnte, admin.TabularInline):
    """Rows edited inside another page."""

    formset = RigheFormSet
    eliminabile = True
    extra = 0
    formfield_overrides = {TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 40})}}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A column's heading is no label: each field carries its own name."""
        campo = super().formfield_for_dbfield(db_field, request, **kwargs)
        if campo is not None and campo.label:
            widget = getattr(campo.widget, "widget", campo.widget)  # inside a related wrapper
            widget.attrs.setdefault("aria-label", str(campo.label))
        return campo

    def nel_mio_ente(self, righe: QuerySet[Any], utente: Any) -> QuerySet[Any]:
        return righe  # the page that holds them is already scoped
