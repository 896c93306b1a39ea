"""The transition itself: checked, prepared outside the transaction, then done in one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from distretti.enums import Numerazione, Persona
from distretti.models import Utente
from distretti.rules import Risposta
from documenti.word_export import componi as componi_word
from istruttoria import archivio, rules
from istruttoria.controlli import EsitoControllo
from istruttoria.differenze import differenze
from istruttoria.enums import TipoDocumento
from istruttoria.fatti import PASSAGGI_DI_APPROVAZIONE, Fatti
from istruttoria.models import Passaggio
from istruttoria.services.allegati import registra_allegato, ricevi
from istruttoria.services.avvisi import avvisa
from istruttoria.services.conteggi import conta_controlli
from istruttoria.services.documenti import congela, impagina, registra_documento
from istruttoria.services.osservazioni import fissa_risposte, invia_osservazioni
from istruttoria.services.volumi import assegna_numero
from istruttoria.snapshot import canonico, impronta
from istruttoria.workflow import (
    TRANSIZIONI,
    Rifiuto,
    Transizione,
    TransizioneRifiutata,
    controlla_numeri,
    leggi_dati,
    prendi,
)
from programmi.models import Programma

CAMBIATO = "Il programma è cambiato nel frattempo: rileggerlo e riprovare."


def transizioni(
    programma: Programma, utente: Any, *, fatti: Fatti | None = None
) -> list[tuple[Transizione, Risposta]]:
    """What can happen next to the programme, each with the answer for this user."""
    fatti = fatti or Fatti(programma)
    return [
        (transizione, rules.puo(utente, transizione.nome, programma, fatti=fatti))
        for transizione in TRANSIZIONI.values()
        if programma.stato in transizione.da
        and ("storico" in transizione.guardie) <= programma.storico
        and not ("non_storico" in transizione.guardie and programma.storico)
        and not ("numero_da_registrare" in transizione.guardie and not fatti.aspetta_numero)
        and not ("con_rettifica" in transizione.guardie and not fatti.in_rettifica)
        and not (transizione.rettifica == "apre" and fatti.in_rettifica)
    ]


def controlli(programma: Programma) -> list[EsitoControllo]:
    """What the checks find now, with the overrides of the officers."""
    return Fatti(programma).esiti


def esegui(
    nome: str,
    *,
    programma: Programma,
    attore: Utente,
    dati: Mapping[str, Any] | None = None,
    nota: str = "",
    con_avvisi: bool = True,
) -> Programma:
    """Make a transition on the programme as the caller sees it; returns it as it becomes.

    ``dati`` holds the fields that the transition records (``Transizione.campi``; texts are read).
    It may hold ``impronta``, the SHA-256 of the text that the actor was shown: another text is
    refused; and ``allegato``, the ``FileRicevuto`` that comes with the step. Mails leave when the
    transition is committed, unless ``con_avvisi`` is false. Raises ``TransizioneRifiutata``; then
    nothing has changed.
    """
    fatti = Fatti(programma)
    transizione = fatti.transizione(nome)
    dati = dict(dati or {})
    mostrata, allegato = dati.pop("impronta", ""), dati.pop("allegato", None)
    if not (risposta := rules.puo(attore, nome, programma, fatti=fatti)):
        raise TransizioneRifiutata(risposta.motivo)
    persona = rules.persona_per(fatti, attore, transizione.personae)
    assert persona is not None
    if mostrata and mostrata != fatti.impronta_mostrata(transizione):
        raise TransizioneRifiutata(CAMBIATO)
    valori = leggi_dati(transizione, programma, dati)
    if transizione.con_atto and transizione.emette:
        valori |= _modo_del_numero(fatti)
    if mostrata and transizione.con_atto:
        _controlla_quadro(fatti, valori)
    if transizione.sull_approvato:
        _controlla_firma(fatti, valori)
    nota = nota.strip()
    if persona in transizione.nota_da and not nota:
        raise TransizioneRifiutata(transizione.nota_perche, "nota")
    if persona in transizione.allega_da and allegato is None:
        raise TransizioneRifiutata(f"Allegare il file: {transizione.allega.lower()}.", "allegato")
    ricevuto = ricevi(allegato) if transizione.allega and allegato is not None else None
    richiesta = _Richiesta(transizione, programma.stato, attore, persona, valori, nota)
    proposta = fatti.proposta if transizione.dopo_proposta else None
    pronto = _prepara(richiesta, fatti) if transizione.emette else None
    with transaction.atomic():
        presa_in_carico = {"in_carico_a": attore} if nome == "prende_in_carico" else {}
        preso = prendi(programma, transizione, {**valori, **presa_in_carico})
        if nome == "chiede_integrazioni":
            invia_osservazioni(preso)
        elif nome == "ritrasmetti":
            fissa_risposte(preso)
        passaggio = _registra(richiesta, Fatti(preso), pronto, proposta)
        _rettifica(preso, passaggio)
        if ricevuto is not None:
            registra_allegato(ricevuto, passaggio=passaggio, titolo=transizione.allega)
        if con_avvisi:
            avvisa(passaggio, transizione)
        transaction.on_commit(lambda: conta_controlli(preso.pk), robust=True)
    return preso


def _modo_del_numero(fatti: Fatti) -> dict[str, bool]:
    """Whether the act that is issued takes its number later; told when it is so, or was."""
    dopo = fatti.numerazione == Numerazione.DOPO_FIRMA
    return {"numero_dopo_firma": dopo} if dopo or fatti.programma.numero_dopo_firma else {}


@dataclass(frozen=True, slots=True)
class _Richiesta:
    """What is asked: the transition, from which state, by whom, with which values."""

    transizione: Transizione
    da: str
    attore: Utente
    persona: Persona
    valori: Mapping[str, Any]
    nota: str


@dataclass(frozen=True, slots=True)
class _Pronto:
    """What was made before the transaction: the text that was rendered, its file in archive."""

    impronta: str
    archiviati: Mapping[TipoDocumento, archivio.Archiviato]


def _prepara(richiesta: _Richiesta, fatti: Fatti) -> _Pronto:
    """Render and store the document: slow, so never inside the transaction."""
    tipo = richiesta.transizione.emette
    assert tipo is not None
    finale = _finale(richiesta, fatti)
    try:
        contenuto = impagina(finale, tipo=tipo)
    except Rifiuto as rifiuto:
        raise TransizioneRifiutata(rifiuto.motivo) from rifiuto
    archiviati = {tipo: archivio.archivia(contenuto)}
    if richiesta.transizione.anche_in_word:
        archiviati[TipoDocumento.WORD] = archivio.archivia(componi_word(finale), estensione="docx")
    return _Pronto(impronta(canonico(finale)), archiviati)


def _finale(richiesta: _Richiesta, fatti: Fatti) -> dict[str, Any]:
    """The snapshot as it will be when the transition has happened, with its determinazione."""
    arrivo, valori = richiesta.transizione.arrivo(richiesta.da), richiesta.valori
    finale = fatti.snapshot | {"stato": str(arrivo.value), "stato_etichetta": str(arrivo.label)}
    if richiesta.transizione.con_atto:
        di_prima = fatti.programma.serie_numero if richiesta.transizione.emette else ""
        finale["determinazione"] = fatti.determinazione(
            numero=valori.get("determinazione_numero", ""),
            data=valori.get("determinazione_data"),
            numero_serie=valori.get("serie_numero") or di_prima,
        )
    elif "determinazione_numero" in valori:  # an act of the past, whose text is not here
        finale["determinazione"] = {
            "numero": valori["determinazione_numero"],
            "data": valori["determinazione_data"].isoformat(),
        }
    return finale


def _registra(
    richiesta: _Richiesta, fatti: Fatti, pronto: _Pronto | None, proposta: Passaggio | None
) -> Passaggio:
    """With the row held: conditions and text are read again, then version and log are written."""
    transizione, valori, programma = richiesta.transizione, richiesta.valori, fatti.programma
    if motivo := rules.motivo_guardie(transizione, fatti):
        raise TransizioneRifiutata(motivo)
    controlla_numeri(programma, valori)
    if serie := valori.get("serie_numero"):
        assegna_numero(programma, serie, autore=richiesta.attore)
    _controlla_testo(richiesta, fatti)
    versione = fatti.versione_approvata if transizione.sull_approvato else None
    if transizione.congela:
        finale = _finale(richiesta, fatti)
        if pronto is not None and impronta(canonico(finale)) != pronto.impronta:
            raise TransizioneRifiutata(CAMBIATO)
        versione = congela(
            programma, motivo=transizione.congela, autore=richiesta.attore, snapshot=finale
        )
        for tipo, archiviato in (pronto.archiviati if pronto else {}).items():
            registra_documento(versione, tipo=tipo, archiviato=archiviato)
    registrati: dict[str, Any] = {campo: _json(valore) for campo, valore in valori.items()}
    if proposta is not None:
        registrati["proposta"] = proposta.pk
    if transizione.con_atto and fatti.numerazione == Numerazione.DOPO_FIRMA:
        registrati["numero_dopo_firma"] = _json(True)
    return Passaggio.objects.create(
        programma=programma,
        transizione=transizione.nome,
        da=richiesta.da,
        a=transizione.arrivo(richiesta.da),
        autore=richiesta.attore,
        persona=richiesta.persona,
        nota=richiesta.nota,
        dati=registrati,
        versione=versione,
    )


def _rettifica(programma: Programma, passaggio: Passaggio) -> None:
    """Open or close the rettifica: last, so that all that is fixed is read while it is going on."""
    modo = TRANSIZIONI[passaggio.transizione].rettifica
    if modo:
        programma.rettifica_dal = passaggio.quando if modo == "apre" else None
        Programma.objects.filter(pk=programma.pk).update(rettifica_dal=programma.rettifica_dal)


def _controlla_quadro(fatti: Fatti, valori: Mapping[str, Any]) -> None:
    """The provincial count printed in the act is that of its day: it must be the one shown."""
    giorno = valori.get("determinazione_data")
    if giorno and fatti.impronta_atto_del(giorno) != fatti.impronta_atto:
        raise TransizioneRifiutata(
            "A quella data vale un altro quadro provinciale dei distretti: il testo dell'atto non "
            "sarebbe quello mostrato.",
            "determinazione_data",
        )


def _controlla_firma(fatti: Fatti, valori: Mapping[str, Any]) -> None:
    """The number given after the signature is not older than the file that was signed."""
    emissioni = fatti.programma.passaggi.filter(transizione__in=PASSAGGI_DI_APPROVAZIONE)
    emesso = emissioni.order_by("quando", "id").last()
    if emesso and valori["determinazione_data"] < (giorno := timezone.localdate(emesso.quando)):
        raise TransizioneRifiutata(
            f"Data della determinazione: il documento da firmare è stato emesso il "
            f"{giorno:%d/%m/%Y}, la data non può venire prima.",
            "determinazione_data",
        )


def _controlla_testo(richiesta: _Richiesta, fatti: Fatti) -> None:
    """A text that is no longer the one that was fixed earlier needs a note that says why."""
    if not richiesta.transizione.confronta or richiesta.nota:
        return
    fissata = fatti.fissata_da(richiesta.transizione.confronta)
    if fissata is None:
        return
    if cambiate := differenze(json.loads(fissata.contenuto), fatti.snapshot):
        raise TransizioneRifiutata(
            "Il testo non è più quello preparato per la giunta; è cambiato: "
            f"{', '.join(cambiate)}. Spiegarne il motivo nella nota.",
            "nota",
        )


def _json(valore: Any) -> str:
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    if isinstance(valore, date):
        return valore.isoformat()
    return str(valore)
