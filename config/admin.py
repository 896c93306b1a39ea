"""The admin site of the officers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class DistrettiAdminSite(AdminSite):
    site_header = "Distretti famiglia – Ufficio"
    site_title = "Distretti famiglia"
    index_title = "Ufficio"
    stanze = ("programmi", "istruttoria", "distretti", "azioni")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Rooms in the order of the work, each with its models in alphabetical order."""
        elenco = super().get_app_list(request, app_label)
        return sorted(elenco, key=lambda stanza: self.stanze.index(stanza["app_label"]))

    def admin_view(
        self, view: Callable[..., HttpResponse], cacheable: bool = False
    ) -> Callable[..., HttpResponse]:
        """Who has signed in and is no officer is refused at once, not sent to sign in again."""
        protetta = super().admin_view(view, cacheable)

        @wraps(protetta)
        def porta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return protetta(request, *args, **kwargs)

        return porta

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """One door for everybody, with its limits and its second factor."""
        # The applications are not loaded yet when this module is.
        from allauth.account.decorators import secure_admin_login

        return secure_admin_login(super().login)(request, extra_context)


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin.DistrettiAdminSite"
