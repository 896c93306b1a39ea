"""Who may do what to a programme, and why not: pure predicates over user and object.

The same answer serves buttons, views, admin and services: ``puo`` says yes, or no with the
reason in Italian.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from distretti.enums import Persona, RuoloIncarico
from distretti.models import Ente
from distretti.rules import SI, Risposta, no, persona_verso_ente
from istruttoria.determinazione import (
    NUMERO_NEL_TESTO,
    ModelloNonValido,
    cita_il_numero,
    da_completare,
)
from istruttoria.differenze import DEL_REGISTRO, differenze
from istruttoria.enums import StatoCopia, StatoOsservazione, TipoDocumento
from istruttoria.fatti import Fatti
from istruttoria.models import CopiaFirmata, Documento, Osservazione
from istruttoria.sblocchi import Luogo
from istruttoria.transizioni import (
    DISTRETTO,
    NUMERO_DELL_ATTO,
    TRANSIZIONI,
    UFFICIO,
    Transizione,
)
from programmi.enums import STATI_CON_DETERMINAZIONE, STATI_RETTIFICABILI, Stato
from programmi.models import Programma

# --- persona and state ----------------------------------------------------------------------


def persona_per(fatti: Fatti, utente: Any, ammesse: tuple[Persona, ...]) -> Persona | None:
    """The persona, among those admitted, as which the user acts on the programme."""
    return next((p for p in fatti.personae(utente) if p in ammesse), None)


def motivo_persona(fatti: Fatti, utente: Any, ammesse: tuple[Persona, ...]) -> str:
    """Why the user, as what he or she is here, may not do it; "" when he or she may."""
    if persona_per(fatti, utente, ammesse) is not None:
        return ""
    persona = fatti.personae(utente)[0]
    if persona == Persona.ANONIMO:
        return "Occorre entrare con il proprio utente."
    if persona == Persona.ESTRANEO:
        return "Il programma è di un distretto in cui non si ha un incarico."
    if persona == Persona.ESTRANEO_ENTE:
        return "Il programma è di un distretto di un altro ente."
    chi = elenca([str(p.label) for p in ammesse])
    if persona == Persona.AMMINISTRATORE:
        return f"L'amministratore del sistema non compie atti dell'istruttoria. Può farlo: {chi}."
    return f"Chi è «{persona.label}» non può farlo. Può farlo: {chi}."


def elenca(voci: list[str]) -> str:
    return " o ".join([", ".join(voci[:-1]), voci[-1]] if len(voci) > 1 else voci)


def motivo_stato(programma: Programma, ammessi: tuple[Stato, ...]) -> str:
    if programma.stato in ammessi:
        return ""
    quali = elenca([f"«{stato.label}»" for stato in ammessi])
    return f"Il programma è «{programma.get_stato_display()}»: si può solo quando è {quali}."


# --- conditions -----------------------------------------------------------------------------


def _non_storico(fatti: Fatti) -> str:
    if fatti.programma.storico:
        return (
            "È un programma di un anno passato: si registra con la sua determinazione, "
            "senza rifarne l'istruttoria."
        )
    return ""


def _storico(fatti: Fatti) -> str:
    if not fatti.programma.storico:
        return "Solo un programma di un anno passato si registra senza istruttoria."
    return ""


def _senza_blocchi(fatti: Fatti) -> str:
    blocchi = fatti.blocchi
    if not blocchi:
        return ""
    primi = " ".join(f"{b.dove}: {b.messaggio}" if b.dove else b.messaggio for b in blocchi[:3])
    altri = f" E altri {len(blocchi) - 3}." if len(blocchi) > 3 else ""
    return f"Ci sono controlli che bloccano ({len(blocchi)}). {primi}{altri}"


def _con_osservazioni_aperte(fatti: Fatti) -> str:
    if fatti.osservazioni[StatoOsservazione.APERTA]:
        return ""
    return (
        "Per chiedere integrazioni occorre almeno un'osservazione aperta che dica che cosa serve."
    )


def _osservazioni_risposte(fatti: Fatti) -> str:
    aperte = fatti.senza_risposta
    if not aperte:
        return ""
    return (
        f"Osservazioni ancora senza risposta: {aperte}. "
        "A ognuna si risponde, oppure l'ufficio la chiude."
    )


def _senza_osservazioni(fatti: Fatti) -> str:
    da_chiudere = (
        fatti.osservazioni[StatoOsservazione.APERTA]
        + fatti.osservazioni[StatoOsservazione.RISPOSTA]
    )
    if not da_chiudere:
        return ""
    return f"Osservazioni non ancora chiuse: {da_chiudere}. Prima si chiudono, poi si prosegue."


def _determinazione_completa(fatti: Fatti) -> str:
    """The act can be composed whole, but for the number and date that the approval gives."""
    try:
        atto = fatti.determinazione()
    except ModelloNonValido as errore:
        return str(errore)
    mancanti = da_completare(atto)
    if not mancanti:
        return ""
    motivo = f"Per la determinazione mancano: {'; '.join(mancanti)}."
    return f"{motivo} {NUMERO_NEL_TESTO}" if cita_il_numero(atto) else motivo


def _non_gia_proposto(fatti: Fatti) -> str:
    if (proposta := fatti.proposta) is None:
        return ""
    return f"Questo testo è già stato proposto da {proposta.autore}: ora decide il dirigente."


def _numero_da_registrare(fatti: Fatti) -> str:
    if not fatti.programma.numero_dopo_firma:
        return "Numero e data della determinazione sono stampati nel documento emesso."
    if (registrato := fatti.numero_registrato) is None:
        return ""
    numero, giorno = (registrato.dati[campo] for campo in NUMERO_DELL_ATTO)
    return (
        f"Il numero è già stato registrato da {registrato.autore}: n. {numero} "
        f"del {date.fromisoformat(giorno):%d/%m/%Y}."
    )


def _con_numero(fatti: Fatti) -> str:
    if not fatti.aspetta_numero:
        return ""
    return (
        "La determinazione è stata emessa senza numero: prima si registra quello che ha preso "
        "dopo la firma."
    )


def _senza_rettifica(fatti: Fatti) -> str:
    if not fatti.in_rettifica:
        return ""
    chi = f" da {fatti.apertura.autore}" if fatti.apertura else ""
    return f"È aperta una rettifica{chi}: prima la si adotta, oppure la si abbandona."


def _con_rettifica(fatti: Fatti) -> str:
    return "" if fatti.in_rettifica else "Non c'è una rettifica aperta."


def _testo_come_prima(fatti: Fatti) -> str:
    trovato = fatti.apertura.versione if fatti.apertura else None
    prima = json.loads(trovato.contenuto) if trovato else fatti.snapshot
    registro = {chiave: fatti.snapshot[chiave] for chiave in DEL_REGISTRO}
    cambiate = differenze(prima | registro, fatti.snapshot, anche_dell_ufficio=True)
    if not cambiate:
        return ""
    return (
        f"Prima si riporta il testo com'era; è cambiato: {', '.join(cambiate)}. La storia di ogni "
        "campo tiene il testo di prima."
    )


GUARDIE: dict[str, Callable[[Fatti], str]] = {
    "non_storico": _non_storico,
    "storico": _storico,
    "senza_blocchi": _senza_blocchi,
    "con_osservazioni_aperte": _con_osservazioni_aperte,
    "osservazioni_risposte": _osservazioni_risposte,
    "senza_osservazioni": _senza_osservazioni,
    "determinazione_completa": _determinazione_completa,
    "non_gia_proposto": _non_gia_proposto,
    "numero_da_registrare": _numero_da_registrare,
    "con_numero": _con_numero,
    "senza_rettifica": _senza_rettifica,
    "con_rettifica": _con_rettifica,
    "testo_come_prima": _testo_come_prima,
}
"""Each returns "" when the condition holds, else the reason why it does not."""


def motivo_guardie(transizione: Transizione, fatti: Fatti) -> str:
    """The first condition that does not hold, "" when all do."""
    return next(filter(None, (GUARDIE[nome](fatti) for nome in transizione.guardie)), "")


def motivo_proposta(utente: Any, transizione: Transizione, fatti: Fatti) -> str:
    """Two people make the two steps, the proposal and the approval, unless the Ente allows less.

    Read before the programme moves; that nothing has changed since is checked on what is frozen.
    """
    if not transizione.dopo_proposta or fatti.programma.distretto.ente.stessa_persona:
        return ""
    proposta = fatti.proposta
    if proposta is None and fatti.ultima_proposta is not None:
        return "Testo o atto sono cambiati dopo la proposta: un funzionario li propone di nuovo."
    if proposta is None:
        return "Prima un funzionario propone l'approvazione del testo e dell'atto come sono ora."
    if proposta.autore_id == utente.pk:
        return (
            "Chi ha proposto non approva: tocca a un altro dirigente. L'ente può disporre "
            "diversamente nella sua pagina."
        )
    return ""


# --- answers --------------------------------------------------------------------------------


def puo(utente: Any, nome: str, programma: Programma, *, fatti: Fatti | None = None) -> Risposta:
    """May the user make this transition now? Persona first, then state, then conditions."""
    transizione = TRANSIZIONI[nome]
    fatti = fatti or Fatti(programma)
    return _puo_in(utente, fatti, transizione.personae, transizione.da) and _risposta(
        motivo_guardie(transizione, fatti) or motivo_proposta(utente, transizione, fatti)
    )


def _risposta(motivo: str) -> Risposta:
    return no(motivo) if motivo else SI


def _puo_in(
    utente: Any, fatti: Fatti, personae: tuple[Persona, ...], stati: tuple[Stato, ...]
) -> Risposta:
    return _risposta(
        motivo_persona(fatti, utente, personae) or motivo_stato(fatti.programma, stati)
    )


SCRITTORI = (Persona.MANAGER, Persona.REFERENTE_AMMINISTRATIVO)
RUOLI_MITTENTI = (RuoloIncarico.REFERENTE_AMMINISTRATIVO, RuoloIncarico.COORDINATORE)
RUOLI_SCRITTORI = (RuoloIncarico.MANAGER, RuoloIncarico.REFERENTE_AMMINISTRATIVO)
NON_ORA = "Il programma è cambiato nel frattempo: ricaricare la pagina."
STATI_SCRIVIBILI = (Stato.BOZZA, Stato.DA_INTEGRARE)


def puo_scrivere(
    utente: Any, programma: Programma, luogo: Luogo | None = None, *, fatti: Fatti | None = None
) -> Risposta:
    """May the user write in this place; without a place, anywhere at all?"""
    fatti = fatti or Fatti(programma)
    motivo = motivo_persona(fatti, utente, scrittori(fatti)) or motivo_scrittura(fatti, luogo)
    return _risposta(motivo)


def scrittori(fatti: Fatti) -> tuple[Persona, ...]:
    """Who writes the programme: its district, and in a rettifica the office, which answers for the
    approved text."""
    return UFFICIO if fatti.in_rettifica else SCRITTORI


def motivo_scrittura(fatti: Fatti, luogo: Luogo | None = None) -> str:
    """Why nobody writes there now; "" when those who write may."""
    if fatti.programma.storico:
        return "È un programma di un anno passato, entrato già approvato: non si modifica."
    if fatti.in_rettifica:
        return ""
    if motivo := motivo_stato(fatti.programma, STATI_SCRIVIBILI):
        return motivo
    if luogo is None or fatti.sblocchi.apre(luogo):
        return ""
    return "L'ufficio non ha chiesto di cambiare questo punto: resta com'è stato trasmesso."


STATI_DELLE_OSSERVAZIONI = (Stato.IN_ISTRUTTORIA, Stato.DA_INTEGRARE)


def puo_osservare(utente: Any, programma: Programma) -> Risposta:
    """May the user add, close or reopen remarks?"""
    return _puo_in(utente, Fatti(programma), UFFICIO, STATI_DELLE_OSSERVAZIONI)


def puo_correggere(utente: Any, osservazione: Osservazione) -> Risposta:
    """May the user correct or withdraw the remark? The office may, until it is sent."""
    if osservazione.inviata:
        return no("L'osservazione è già stata inviata al distretto: non cambia più.")
    return puo_osservare(utente, osservazione.programma)


def puo_rispondere(utente: Any, programma: Programma) -> Risposta:
    """May the user answer remarks? The office may record an answer that arrived otherwise."""
    return _puo_in(utente, Fatti(programma), DISTRETTO + UFFICIO, (Stato.DA_INTEGRARE,))


def puo_superare(utente: Any, programma: Programma) -> Risposta:
    """May the user override a check's finding?"""
    fatti = Fatti(programma)
    stati = (Stato.BOZZA, Stato.TRASMESSO, Stato.IN_ISTRUTTORIA, Stato.DA_INTEGRARE)
    return _puo_in(utente, fatti, UFFICIO, STATI_RETTIFICABILI if fatti.in_rettifica else stati)


def puo_annotare(utente: Any, programma: Programma, *, fatti: Fatti | None = None) -> Risposta:
    """May the user read and write the office's own notes? Officers of the Ente, in any state."""
    return _risposta(motivo_persona(fatti or Fatti(programma), utente, UFFICIO))


def puo_aprire_anno(utente: Any, ente: Ente) -> Risposta:
    """May the user open the year of this Ente, and move its deadlines?"""
    if persona_verso_ente(utente, ente) in UFFICIO:
        return SI
    return no("L'anno lo aprono i funzionari e i dirigenti dell'ente.")


def puo_firmare(utente: Any, documento: Documento) -> Risposta:
    """May the user hand over a signed copy of this issued document?"""
    if documento.tipo == TipoDocumento.WORD:
        return no("Si firma il PDF, non il file Word.")
    return puo_firmare_programma(utente, documento.versione.programma)


def puo_firmare_programma(
    utente: Any, programma: Programma, *, fatti: Fatti | None = None
) -> Risposta:
    """May the user hand over signed copies of what was issued for this programme?"""
    return _puo_in(utente, fatti or Fatti(programma), UFFICIO, STATI_CON_DETERMINAZIONE)


def puo_decidere_copia(utente: Any, copia: CopiaFirmata) -> Risposta:
    """May the user accept, or turn down, a signed copy that waits for a person?"""
    fatti = Fatti(copia.documento.versione.programma)
    if motivo := motivo_persona(fatti, utente, UFFICIO):
        return no(motivo)
    if copia.stato == StatoCopia.DA_CONFERMARE:
        return SI
    return no(f"La copia è «{copia.stato.label}»: non c’è niente da decidere.")


STATI_DELL_ATTO = (Stato.TRASMESSO, Stato.IN_ISTRUTTORIA, Stato.DA_INTEGRARE)


def puo_scrivere_atto(utente: Any, programma: Programma, *, fatti: Fatti | None = None) -> Risposta:
    """May the user write the act of the programme? The office may until it is approved, and again
    the act of a rettifica."""
    fatti = fatti or Fatti(programma)
    stati = STATI_RETTIFICABILI if fatti.in_rettifica else STATI_DELL_ATTO
    return _puo_in(utente, fatti, UFFICIO, stati)


def puo_archiviare(utente: Any, programma: Programma) -> Risposta:
    """May the user take the whole case file of the programme?"""
    return _risposta(motivo_persona(Fatti(programma), utente, UFFICIO))
