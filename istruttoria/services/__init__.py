"""The verbs of the procedure: keyword-only arguments, an explicit actor, never a request."""

from istruttoria.controlli import EsitoControllo
from istruttoria.services.allegati import FileRicevuto
from istruttoria.services.anno import Apertura, apri_anno
from istruttoria.services.assegnazioni import Assegnazione, assegna
from istruttoria.services.atti import AttoCambiato, salva_atto
from istruttoria.services.avvisi import scegli_avvisi
from istruttoria.services.consegne import lascia_avvisi, riprova_avvisi
from istruttoria.services.conteggi import conta_controlli, conta_i_vecchi
from istruttoria.services.documenti import congela, contenuto_documento, emetti, pdf, prova_pdf
from istruttoria.services.esecuzioni import registra_esecuzione
from istruttoria.services.esportazione import word
from istruttoria.services.fascicolo import scrivi_fascicolo
from istruttoria.services.firme import carica_copia, decidi_copia
from istruttoria.services.integrita import Integrita, ripristina, verifica_archivio
from istruttoria.services.modelli import (
    ModelloCambiato,
    registra_modello,
    registra_quadro,
    riprendi_modello,
)
from istruttoria.services.note import annota
from istruttoria.services.osservazioni import (
    OsservazioneCambiata,
    aggiungi_osservazione,
    chiudi_osservazione,
    correggi_osservazione,
    invia_osservazioni,
    riapri_osservazione,
    rispondi_osservazione,
    ritira_osservazione,
    supera_controllo,
)
from istruttoria.services.passaggi import controlli, esegui, transizioni
from istruttoria.services.promemoria import invia_avvisi
from istruttoria.services.spedizione import Esito
from istruttoria.services.visite import registra_revisione, registra_visita, segna_visto
from istruttoria.services.volumi import correggi_volume, registra_volume, togli_volume
from istruttoria.workflow import Rifiuto, TransizioneRifiutata

__all__ = [
    "Apertura",
    "Assegnazione",
    "AttoCambiato",
    "Esito",
    "EsitoControllo",
    "FileRicevuto",
    "Integrita",
    "ModelloCambiato",
    "OsservazioneCambiata",
    "Rifiuto",
    "TransizioneRifiutata",
    "aggiungi_osservazione",
    "annota",
    "apri_anno",
    "assegna",
    "carica_copia",
    "chiudi_osservazione",
    "congela",
    "conta_controlli",
    "conta_i_vecchi",
    "contenuto_documento",
    "controlli",
    "correggi_osservazione",
    "correggi_volume",
    "decidi_copia",
    "emetti",
    "esegui",
    "invia_avvisi",
    "invia_osservazioni",
    "lascia_avvisi",
    "pdf",
    "prova_pdf",
    "registra_esecuzione",
    "registra_modello",
    "registra_quadro",
    "registra_revisione",
    "registra_visita",
    "registra_volume",
    "riapri_osservazione",
    "riprendi_modello",
    "ripristina",
    "riprova_avvisi",
    "rispondi_osservazione",
    "ritira_osservazione",
    "salva_atto",
    "scegli_avvisi",
    "scrivi_fascicolo",
    "segna_visto",
    "supera_controllo",
    "togli_volume",
    "transizioni",
    "verifica_archivio",
    "word",
]
