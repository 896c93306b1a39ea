"""All addresses: composed from the rooms, nothing served here."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("config.urls_accesso")),
    path("", include("distretti.urls")),
    path("", include("istruttoria.urls")),
]

handler429 = "config.errors.troppe_richieste"  # allauth asks for it
