"""The addresses of the stand-in."""

from django.urls import path

from tests.browser.officina import views

urlpatterns = [
    path("", views.pagina, name="pagina"),
    path("altra/", views.altra, name="altra"),
    path("accedi-qui/", views.accedi_qui, name="accedi_qui"),
    path("presenza/", views.presenza, name="presenza"),
    path("leggi/", views.leggi, name="leggi"),
    path("simula/", views.simula, name="simula"),
    path("sposta/", views.sposta, name="sposta"),
    path("pdf/", views.pdf, name="pdf"),
]
