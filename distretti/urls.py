"""Addresses of the pages about people and districts."""

from django.urls import path

from distretti.views import incarichi, inviti

urlpatterns = [
    path("distretti/<int:pk>/persone/", incarichi.persone, name="persone"),
    path("distretti/<int:pk>/persone/nuova/", incarichi.incarico_nuovo, name="incarico_nuovo"),
    path("incarichi/<int:pk>/consegne/", incarichi.incarico_consegne, name="incarico_consegne"),
    path("incarichi/<int:pk>/chiudi/", incarichi.incarico_chiudi, name="incarico_chiudi"),
    path("incarichi/<int:pk>/invita/", inviti.incarico_invita, name="incarico_invita"),
    path("inviti/<int:pk>/di-nuovo/", inviti.invito_rimanda, name="invito_rimanda"),
    path("inviti/<int:pk>/ritira/", inviti.invito_ritira, name="invito_ritira"),
    path("invito/<str:gettone>/", inviti.invito_accetta, name="invito_accetta"),
]
