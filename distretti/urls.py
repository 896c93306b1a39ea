"""Addresses of the pages about people and districts."""

from django.urls import path

from distretti.views import dichiarazioni, distretti, incarichi, inviti, organizzazioni, proposte

urlpatterns = [
    path("privacy/", dichiarazioni.privacy, name="privacy"),
    path("accessibilita/", dichiarazioni.accessibilita, name="accessibilita"),
    path("distretti/<int:pk>/persone/", incarichi.persone, name="persone"),
    path("distretti/<int:pk>/persone/nuova/", incarichi.incarico_nuovo, name="incarico_nuovo"),
    path("incarichi/<int:pk>/consegne/", incarichi.incarico_consegne, name="incarico_consegne"),
    path("incarichi/<int:pk>/chiudi/", incarichi.incarico_chiudi, name="incarico_chiudi"),
    path("incarichi/<int:pk>/invita/", inviti.incarico_invita, name="incarico_invita"),
    path("inviti/<int:pk>/di-nuovo/", inviti.invito_rimanda, name="invito_rimanda"),
    path("inviti/<int:pk>/ritira/", inviti.invito_ritira, name="invito_ritira"),
    path("invito/<str:gettone>/", inviti.invito_accetta, name="invito_accetta"),
    path("distretti/", distretti.distretti, name="distretti"),
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
