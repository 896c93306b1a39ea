"""The addresses of the stand-in; the product's own stay for the links of every page."""

from django.urls import include, path

from tests.browser.officina import views

urlpatterns = [
    path("vero/", include("config.urls")),  # of two that share a name the later is meant
    path("", views.pagina, name="pagina"),
    path("altra/", views.altra, name="altra"),
    path("accedi-qui/", views.accedi_qui, name="accedi_qui"),
    path("presenza/", views.presenza, name="presenza"),
    path("leggi/", views.leggi, name="leggi"),
    path("simula/", views.simula, name="simula"),
    path("sposta/", views.sposta, name="sposta"),
    path("pdf/", views.pdf, name="pdf"),
]
