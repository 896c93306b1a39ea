"""One broken row for each constraint of the database, made on a small world of valid ones."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from azioni.models import Azione, Indicatore, OrganizzazioneAzione, Regola
from distretti.models import (
    Adesione,
    AliasOrganizzazione,
    Certificazione,
    Distretto,
    Ente,
    Incarico,
    Invito,
    Organizzazione,
    Proposta,
    Utente,
)
from istruttoria.models import (
    Allegato,
    Avviso,
    CopiaFirmata,
    DecisioneCopia,
    Determinazione,
    Documento,
    Importazione,
    ModelloDeterminazione,
    NotaInterna,
    Osservazione,
    Passaggio,
    Presenza,
    QuadroProvinciale,
    SceltaAvvisi,
    SuperamentoControllo,
    Versione,
    Visita,
    VisitaRevisione,
    Volume,
)
from programmi.models import (
    AderenteProgramma,
    Ambito,
    AmbitoProgramma,
    CampoAzione,
    Programma,
    Proroga,
    RigaVoce,
    Scadenza,
    Schema,
    Sezione,
)

STANZE = ("distretti", "programmi", "azioni", "documenti", "istruttoria")
ADESSO = timezone.now()
GIORNO, PRIMA, DOPO = date(2024, 6, 1), date(2024, 1, 1), date(2024, 12, 31)


AVVISO = {"chiave": "una", "destinatario": "Una persona", "indirizzo": "una@example.org"}


class Mondo:
    """The rows that the broken ones stand beside."""

    def __init__(self, programma: Programma, manager: Utente) -> None:
        self.programma, self.manager = programma, manager
        self.distretto: Distretto = programma.distretto
        self.ente: Ente = self.distretto.ente
        self.schema: Schema = programma.schema
        self.capofila = self.distretto.capofila
        self.azione: Azione = programma.azioni.get(posizione=1)
        self.versione = Versione.objects.create(
            programma=programma, numero=1, contenuto="{}", sha256="0" * 64, motivo="prova"
        )

    def altro_programma(self, **campi: Any) -> Programma:
        return Programma(
            distretto=self.distretto,
            schema=self.schema,
            anno=2030,
            **{"dal": date(2030, 1, 1), "al": date(2030, 12, 31), **campi},
        )

    def invito(self) -> Invito:
        return Invito.objects.create(
            incarico=self.distretto.incarichi.first(),
            email="a@example.org",
            impronta="0" * 64,
            inviato_il=ADESSO,
            scade_il=ADESSO + timedelta(days=7),
        )

    def copia(self) -> CopiaFirmata:
        documento = Documento.objects.create(
            versione=self.versione, tipo="atto", file="a", sha256="0" * 64, dimensione=1
        )
        return CopiaFirmata.objects.create(
            documento=documento,
            nome="firmato.pdf",
            file="b",
            sha256="1" * 64,
            dimensione=1,
            formato="pades",
            conforme=False,
            rilievi={},
            autore=self.manager,
        )

    def proposta(self, **campi: Any) -> Proposta:
        return Proposta(
            **{
                "distretto": self.distretto,
                "tipo": "dati",
                "contenuto": {"sito": ["", "www.example.org"]},
                "autore": self.manager,
                **campi,
            }
        )

    def uguale(self, riga: models.Model) -> models.Model:
        """A second row with the same values."""
        valori = {c.attname: getattr(riga, c.attname) for c in riga._meta.concrete_fields}
        valori.pop(riga._meta.pk.attname)
        return type(riga)(**valori)

    def doppia(self, modello: type[models.Model], **campi: Any) -> models.Model:
        """The second of two equal rows; the first is written."""
        return self.uguale(modello._default_manager.create(**campi))

    def riga(self, modello: type[models.Model], **campi: Any) -> models.Model:
        return modello(programma=self.programma, autore=self.manager, **campi)


Caso = Callable[[Mondo], models.Model]
CASI: dict[str, Caso] = {
    # distretti
    "ente_codice_unico": lambda m: Ente(codice="pat", denominazione="Un altro"),
    "utente_email_unica": lambda m: Utente(email=m.manager.email.upper(), nome="A", cognome="B"),
    "utente_ruolo_con_ente": lambda m: Utente(
        email="x@example.org", nome="A", cognome="B", ruolo="dirigente"
    ),
    "organizzazione_nome_unico": lambda m: Organizzazione(
        ente=m.ente, denominazione=m.capofila.denominazione.upper()
    ),
    "organizzazione_non_fusa_in_se": lambda m: _con(m.capofila, fusa_in=m.capofila),
    "alias_unico": lambda m: m.doppia(
        AliasOrganizzazione, organizzazione=m.capofila, nome="Pergine"
    ),
    "adesione_fine_dopo_inizio": lambda m: Adesione(
        distretto=m.distretto, organizzazione=m.capofila, dal=GIORNO, al=PRIMA
    ),
    "adesione_aperta_unica": lambda m: m.doppia(
        Adesione, distretto=m.distretto, organizzazione=m.capofila, dal=GIORNO
    ),
    "certificazione_fine_dopo_inizio": lambda m: Certificazione(
        organizzazione=m.capofila, tipo="family_audit", dal=GIORNO, al=PRIMA
    ),
    "distretto_codice_unico": lambda m: Distretto(
        ente=m.ente,
        codice=m.distretto.codice.lower(),
        denominazione="Un altro",
        tipo="territoriale",
    ),
    "distretto_non_predecessore_di_se": lambda m: _con(m.distretto, predecessore=m.distretto),
    "incarico_fine_dopo_inizio": lambda m: Incarico(
        distretto=m.distretto, ruolo="coordinatore", nominativo="A", dal=GIORNO, al=PRIMA
    ),
    "incarico_un_titolare": lambda m: Incarico(
        distretto=m.distretto, ruolo="manager", nominativo="Un altro", dal=GIORNO
    ),
    "invito_impronta_unica": lambda m: _con(m.uguale(m.invito()), ritirato_il=ADESSO),
    "invito_in_attesa_unico": lambda m: _con(m.uguale(m.invito()), impronta="1" * 64),
    "invito_accettato_o_ritirato": lambda m: _con(
        m.invito(), accettato_il=ADESSO, ritirato_il=ADESSO
    ),
    "invito_scade_dopo_l_invio": lambda m: _con(m.invito(), scade_il=ADESSO),
    "proposta_decisa_con_data": lambda m: m.proposta(stato="confermata"),
    "proposta_respinta_con_motivo": lambda m: m.proposta(
        stato="respinta", decisa_da=m.manager, decisa_il=ADESSO
    ),
    "proposta_con_organizzazione": lambda m: m.proposta(tipo="uscita"),
    # programmi: the form
    "schema_codice_unico": lambda m: m.uguale(m.schema),
    "schema_durata": lambda m: _con(m.uguale(m.schema), codice="x", durata=3),
    "schema_contributo_percentuale": lambda m: _con(
        m.uguale(m.schema), codice="x", contributo_percentuale=101
    ),
    "voce_codice_unico": lambda m: m.uguale(m.schema.voci.first()),
    "riga_chiave_unica": lambda m: m.uguale(RigaVoce.objects.first()),
    "ambito_numero_unico": lambda m: m.uguale(Ambito.objects.first()),
    "campo_azione_unico": lambda m: m.uguale(CampoAzione.objects.first()),
    "scadenza_unica": lambda m: m.doppia(
        Scadenza, schema=m.schema, tipo="trasmissione", giorno=GIORNO
    ),
    "proroga_con_motivo": lambda m: Proroga(
        scadenza=m.schema.scadenze.create(tipo="rendiconto", giorno=GIORNO),
        nuovo_giorno=DOPO,
        motivo="",
        autore=m.manager,
    ),
    # programmi: the plan
    "programma_uno_vivo_per_anno": lambda m: m.uguale(m.programma),
    "programma_fine_dopo_inizio": lambda m: m.altro_programma(al=date(2029, 12, 31)),
    "programma_stato_noto": lambda m: m.altro_programma(stato="perduto"),
    "programma_approvato_con_determinazione": lambda m: m.altro_programma(
        stato="approvato", determinazione_numero="1"
    ),
    "programma_in_istruttoria_con_protocollo": lambda m: m.altro_programma(
        stato="da_integrare", protocollo_data=GIORNO
    ),
    "programma_giorno_per_rispondere": lambda m: m.altro_programma(integrazioni_entro=GIORNO),
    "programma_pubblicato_con_data": lambda m: m.altro_programma(
        stato="pubblicato", determinazione_numero="1", determinazione_data=GIORNO
    ),
    "programma_chiuso_con_atto": lambda m: m.altro_programma(stato="respinto"),
    "programma_in_rettifica_se_approvato": lambda m: m.altro_programma(rettifica_dal=ADESSO),
    "sezione_unica": lambda m: m.uguale(Sezione.objects.first()),
    "ambito_programma_unico": lambda m: m.uguale(AmbitoProgramma.objects.first()),
    "aderente_fine_dopo_inizio": lambda m: AderenteProgramma(
        programma=m.programma, posizione=1, denominazione="A", dal=GIORNO, al=PRIMA
    ),
    "aderente_posizione_unica": lambda m: m.doppia(
        AderenteProgramma, programma=m.programma, posizione=1, denominazione="A"
    ),
    # azioni
    "azione_numero_unico": lambda m: m.uguale(m.azione),
    "azione_numero_da_uno": lambda m: _con(m.uguale(m.azione), posizione=0),
    "organizzazione_azione_posizione": lambda m: m.doppia(
        OrganizzazioneAzione, azione=m.azione, ruolo="altra", posizione=1, testo="A"
    ),
    "indicatore_posizione": lambda m: m.doppia(Indicatore, azione=m.azione, posizione=1, testo="A"),
    "regola_posizione": lambda m: m.uguale(m.azione.regole.first()),
    "regola_percentuale_0_100": lambda m: Regola(
        azione=m.azione, posizione=9, testo="A", percentuale=101
    ),
    "regola_quota_0_100": lambda m: Regola(azione=m.azione, posizione=9, testo="A", quota=-1),
    # istruttoria
    "modello_versione_unica": lambda m: m.doppia(
        ModelloDeterminazione, ente=m.ente, versione=1, in_uso=False
    ),
    "modello_in_uso_unico": lambda m: _con(
        m.doppia(ModelloDeterminazione, ente=m.ente, versione=1), versione=2
    ),
    "determinazione_progressivo_unico": lambda m: m.doppia(
        Determinazione, programma=m.programma, oggetto="o", dispositivo="d"
    ),
    "determinazione_con_testo": lambda m: Determinazione(
        programma=m.programma, oggetto="o", dispositivo=""
    ),
    "quadro_data_unica": lambda m: m.doppia(
        QuadroProvinciale,
        ente=m.ente,
        al=GIORNO,
        territoriali=1,
        tematici=1,
        family_audit=1,
        organizzazioni=1,
    ),
    "versione_numero_unico": lambda m: m.uguale(m.versione),
    "documento_tipo_unico": lambda m: m.doppia(
        Documento, versione=m.versione, tipo="programma", file="a", sha256="0" * 64, dimensione=1
    ),
    "copia_firmata_unica": lambda m: m.uguale(m.copia()),
    "decisione_copia_con_motivo": lambda m: DecisioneCopia(
        copia=m.copia(), accolta=True, motivo="", autore=m.manager
    ),
    "osservazione_chiusa_con_data": lambda m: m.riga(
        Osservazione, stato="chiusa", inviata_il=ADESSO
    ),
    "osservazione_risposta_dopo_l_invio": lambda m: m.riga(Osservazione, stato="risposta"),
    "allegato_titolo_unico": lambda m: m.doppia(
        Allegato,
        passaggio=Passaggio.objects.create(
            programma=m.programma,
            transizione="trasmetti",
            da="bozza",
            a="trasmesso",
            persona="referente_amministrativo",
        ),
        titolo="Deliberazione",
        nome="delibera.pdf",
        file="x",
        sha256="0" * 64,
        dimensione=1,
    ),
    "volume_numero_unico": lambda m: m.doppia(
        Volume, ente=m.ente, numero="7.65", chiave="7.65", titolo="A"
    ),
    "nota_con_testo": lambda m: m.riga(NotaInterna, testo=""),
    "superamento_unico": lambda m: m.doppia(
        SuperamentoControllo, programma=m.programma, codice="x", motivo="A", autore=m.manager
    ),
    "superamento_con_motivo": lambda m: m.riga(SuperamentoControllo, codice="x", motivo=""),
    "presenza_una_per_persona": lambda m: m.doppia(
        Presenza, programma=m.programma, utente=m.manager, qui="premessa", visto_il=ADESSO
    ),
    "visita_revisione_una_per_persona": lambda m: m.doppia(
        VisitaRevisione,
        utente=m.manager,
        programma=m.programma,
        quando=ADESSO,
        novita_dal=ADESSO,
        testo="{}",
    ),
    "avviso_inviato_con_data": lambda m: Avviso(
        **AVVISO, programma=m.programma, genere="promemoria", inviato_il=ADESSO
    ),
    "avviso_di_un_programma": lambda m: Avviso(**AVVISO, programma=m.programma, genere="scaduti"),
    "scelta_avvisi_nota": lambda m: SceltaAvvisi(utente=m.manager, modo="mai"),
    "visita_novita_prima": lambda m: Visita(
        utente=m.manager,
        quando=ADESSO,
        novita_dal=ADESSO + timedelta(days=1),
    ),
    "importazione_con_distretto": lambda m: Importazione(
        anno=2026,
        schema=m.programma.schema,
        nome_file="x.docx",
        sha256="0" * 64,
        lettura={},
        autore=m.manager,
    ),
}


def _con(riga: models.Model, **campi: Any) -> models.Model:
    for nome, valore in campi.items():
        setattr(riga, nome, valore)
    return riga
