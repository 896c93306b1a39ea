"""Addresses of the districts' pages."""

from django.urls import path

from distretti.views import distretti, organizzazioni, proposte

urlpatterns = [
    path("distretti/", distretti.distretti, name="distretti"),
    path("distretti/<int:pk>/", distretti.distretto, name="distretto"),
    path("distretti/<int:pk>/aderenti/", distretti.aderenti, name="distretto_aderenti"),
    path("distretti/<int:pk>/proposte/", proposte.distretto_proposte, name="distretto_proposte"),
    path(
        "distretti/<int:pk>/proposte/nuova/<slug:tipo>/",
        proposte.proposta_nuova,
        name="proposta_nuova",
    ),
    path("proposte/", proposte.proposte, name="proposte"),
    path("proposte/<int:pk>/", proposte.proposta, name="proposta"),
    path("proposte/<int:pk>/conferma/", proposte.proposta_conferma, name="proposta_conferma"),
    path("proposte/<int:pk>/respingi/", proposte.proposta_respingi, name="proposta_respingi"),
    path("proposte/<int:pk>/ritira/", proposte.proposta_ritira, name="proposta_ritira"),
    path("organizzazioni/", organizzazioni.organizzazioni_cerca, name="organizzazioni_cerca"),
]
