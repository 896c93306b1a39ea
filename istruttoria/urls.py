"""Addresses of the pages."""

from django.urls import include, path

from istruttoria.enums import GenereModello
from istruttoria.views import (
    anno,
    approvazioni,
    atti,
    avvisi,
    coda,
    collana,
    confronto,
    distretto,
    documenti,
    elenchi,
    firme,
    importazioni,
    modelli,
    note,
    osservazioni,
    programmi,
    pubblico,
    revisione,
    ricerca,
    scrivania,
)
from istruttoria.views import storia as storia_programma
from istruttoria.views.redazione import azioni, frammenti, pagine, ripresa, storia

REDAZIONE = [
    path("", pagine.redazione, name="redazione"),
    path("parti/<slug:voce>/", pagine.redazione_parte, name="redazione_parte"),
    path("azioni/<int:azione>/", pagine.redazione_azione, name="redazione_azione"),
    path("da-anno-scorso/", ripresa.redazione_ripresa, name="redazione_ripresa"),
    path("azioni/nuova/", azioni.redazione_azione_nuova, name="redazione_azione_nuova"),
    path(
        "azioni/<int:azione>/duplica/",
        azioni.redazione_azione_duplica,
        name="redazione_azione_duplica",
    ),
    path(
        "azioni/<int:azione>/elimina/",
        azioni.redazione_azione_elimina,
        name="redazione_azione_elimina",
    ),
    path("azioni/sposta/", azioni.redazione_sposta, name="redazione_sposta"),
    path(
        "ripristina/<int:modifica>/",
        azioni.redazione_azione_ripristina,
        name="redazione_azione_ripristina",
    ),
    path("azioni/<int:azione>/prova/", frammenti.redazione_prova, name="redazione_prova"),
    path("storia/<slug:nome>/", storia.redazione_storia, name="redazione_storia"),
    path("controlli/", frammenti.redazione_controlli, name="redazione_controlli"),
    path("lettura/", frammenti.redazione_lettura, name="redazione_lettura"),
    path(
        "regole/<int:regola>/lettura/",
        frammenti.redazione_conferma_lettura,
        name="redazione_conferma_lettura",
    ),
    path("presenza/", frammenti.redazione_presenza, name="redazione_presenza"),
    path("aderenti/", frammenti.redazione_aderenti, name="redazione_aderenti"),
]

PUBBLICO = [
    path("pubblicati/", pubblico.pubblicati, name="pubblicati"),
    path("pubblicati/<int:pk>/", pubblico.pubblicato, name="pubblicato"),
    path("pubblicati/<int:pk>/<int:numero>/pdf/", pubblico.pubblicato_pdf, name="pubblicato_pdf"),
    path(
        "pubblicati/<int:pk>/<int:numero>/json/", pubblico.pubblicato_json, name="pubblicato_json"
    ),
    path(
        "pubblicati/<int:pk>/firmato/<int:copia>/",
        pubblico.pubblicato_firmato,
        name="pubblicato_firmato",
    ),
    path("verifica/", pubblico.verifica, name="verifica"),
    path("verifica/<int:pk>/", pubblico.verifica, name="verifica_atto"),
]

urlpatterns = [
    *PUBBLICO,
    path("", scrivania.scrivania, name="scrivania"),
    path("accesso/avvisi/", avvisi.avvisi, name="avvisi"),
    path("scrivania/visto/", scrivania.visto, name="visto"),
    path("programmi/", coda.programmi, name="programmi"),
    path("programmi/conta/", coda.programmi_conta, name="programmi_conta"),
    path("programmi/csv/", coda.programmi_csv, name="programmi_csv"),
    path("programmi/xlsx/", coda.programmi_xlsx, name="programmi_xlsx"),
    path("programmi/<int:pk>/", programmi.programma, name="programma"),
    path(
        "programmi/<int:pk>/confronto/", confronto.programma_confronto, name="programma_confronto"
    ),
    path("programmi/<int:pk>/storia/", storia_programma.programma_storia, name="programma_storia"),
    path(
        "programmi/<int:pk>/fascicolo/",
        storia_programma.programma_fascicolo,
        name="programma_fascicolo",
    ),
    path("programmi/<int:pk>/pdf/", documenti.programma_pdf, name="programma_pdf"),
    path("programmi/<int:pk>/word/", documenti.programma_word, name="programma_word"),
    path("programmi/<int:pk>/json/", documenti.programma_json, name="programma_json"),
    path("programmi/<int:pk>/passi/<slug:nome>/", programmi.passo, name="passo"),
    path("approvazioni/", approvazioni.approvazioni, name="approvazioni"),
    path("programmi/<int:pk>/atto/", atti.atto, name="atto"),
    path("programmi/<int:pk>/atto/anteprima/", atti.atto_anteprima, name="atto_anteprima"),
    path("programmi/<int:pk>/osservazioni/", osservazioni.osserva, name="osserva"),
    path("programmi/<int:pk>/revisione/", revisione.revisione, name="revisione"),
    path("programmi/<int:pk>/revisione/vista/", revisione.revisione_vista, name="revisione_vista"),
    path("programmi/<int:pk>/note/", note.note_interne, name="note_interne"),
    path("programmi/<int:pk>/controlli/", osservazioni.supera, name="supera"),
    path("osservazioni/<int:pk>/correggi/", osservazioni.correggi, name="correggi"),
    path("osservazioni/<int:pk>/ritira/", osservazioni.ritira, name="ritira"),
    path("osservazioni/<int:pk>/risposta/", osservazioni.rispondi, name="rispondi"),
    path("osservazioni/<int:pk>/chiudi/", osservazioni.chiudi, name="chiudi"),
    path("osservazioni/<int:pk>/riapri/", osservazioni.riapri, name="riapri"),
    path("documenti/<int:pk>/", documenti.documento, name="documento"),
    path("documenti/<int:pk>/firma/", firme.copia_nuova, name="copia_nuova"),
    path("copie/<int:pk>/", firme.copia, name="copia"),
    path("copie/<int:pk>/file/", firme.copiafirmata, name="copiafirmata"),
    path("allegati/<int:pk>/", documenti.allegato, name="allegato"),
    path("programmi/<int:pk>/redazione/", include(REDAZIONE)),
    path("distretti/<int:pk>/aderenti/csv/", elenchi.aderenti_csv, name="aderenti_csv"),
    path("distretti/<int:pk>/aderenti/xlsx/", elenchi.aderenti_xlsx, name="aderenti_xlsx"),
    path("distretti/<int:pk>/aderenti/importa/", elenchi.aderenti_importa, name="aderenti_importa"),
    path(
        "distretti/<int:pk>/aderenti/importa/conferma/",
        elenchi.aderenti_conferma,
        name="aderenti_conferma",
    ),
    path("anni/", anno.anni, name="anni"),
    path("anni/<int:pk>/", anno.anno, name="anno"),
    path("distretti/<int:pk>/", distretto.distretto, name="distretto"),
    path("anni/<int:pk>/proroga/", anno.anno_proroga, name="anno_proroga"),
    path("avvisi/non-consegnati/", avvisi.avvisi_non_consegnati, name="avvisi_non_consegnati"),
    path("cerca/", ricerca.cerca, name="cerca_testi"),
    path("collana/", collana.collana, name="collana"),
    path("collana/<int:pk>/", collana.collana_volume, name="collana_volume"),
    path("collana/<int:pk>/togli/", collana.collana_togli, name="collana_togli"),
    path("modello/", modelli.modello, name="modello"),
    path(
        "modello/rettifica/",
        modelli.modello,
        {"genere": GenereModello.RETTIFICA},
        name="modello_rettifica",
    ),
    path("modello/anteprima/", modelli.modello_anteprima, name="modello_anteprima"),
    path("modello/pdf/", modelli.modello_pdf, name="modello_pdf"),
    path("modello/versioni/<int:pk>/", modelli.modello_versione, name="modello_versione"),
    path(
        "modello/versioni/<int:pk>/riprendi/",
        modelli.modello_riprendi,
        name="modello_riprendi",
    ),
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
