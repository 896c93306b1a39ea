"""Addresses of the pages."""

from django.urls import path

from istruttoria.views import accesso, documenti, importazioni, osservazioni, programmi, scrivania

urlpatterns = [
    path("", scrivania.scrivania, name="scrivania"),
    path("scrivania/visto/", scrivania.visto, name="visto"),
    path("accedi/", accesso.accedi, name="accedi"),
    path("esci/", accesso.esci, name="esci"),
    path("programmi/<int:pk>/", programmi.programma, name="programma"),
    path("programmi/<int:pk>/pdf/", documenti.programma_pdf, name="programma_pdf"),
    path("programmi/<int:pk>/word/", documenti.programma_word, name="programma_word"),
    path("programmi/<int:pk>/json/", documenti.programma_json, name="programma_json"),
    path("programmi/<int:pk>/passi/<slug:nome>/", programmi.passo, name="passo"),
    path("programmi/<int:pk>/osservazioni/", osservazioni.osserva, name="osserva"),
    path("programmi/<int:pk>/controlli/", osservazioni.supera, name="supera"),
    path("osservazioni/<int:pk>/risposta/", osservazioni.rispondi, name="rispondi"),
    path("osservazioni/<int:pk>/chiudi/", osservazioni.chiudi, name="chiudi"),
    path("osservazioni/<int:pk>/riapri/", osservazioni.riapri, name="riapri"),
    path("documenti/<int:pk>/", documenti.documento, name="documento"),
    path("importa/", importazioni.importa, name="importa"),
    path("importazioni/<int:pk>/", importazioni.importazione, name="importazione"),
    path(
        "importazioni/<int:pk>/conferma/",
        importazioni.importazione_conferma,
        name="importazione_conferma",
    ),
    path(
        "importazioni/<int:pk>/scarta/",
        importazioni.importazione_scarta,
        name="importazione_scarta",
    ),
]
