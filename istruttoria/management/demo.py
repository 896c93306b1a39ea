"""The demo: invented districts, people and programmes, made through the services.

Everything is made where missing and never rewritten: what people changed stays as they left it.
Content is in ``istruttoria/dati/demo``.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from azioni.enums import RuoloOrganizzazione
from azioni.models import Azione, Indicatore, OrganizzazioneAzione
from azioni.percentuali import leggi
from azioni.services import aggiungi_azione, apri_programma, registra_regole
from distretti.atti import leggi_atto
from distretti.enums import Persona
from distretti.models import Accordo, Distretto, Ente, Organizzazione, Utente
from distretti.services import (
    affida_incarico,
    aggiungi_alias,
    chiudi_adesione,
    conferma,
    proponi,
    registra_adesione,
    registra_certificazione,
    registra_organizzazione,
    respingi,
)
from distretti.tempo import leggi_scadenza
from istruttoria import services
from istruttoria.impianto import impianta
from istruttoria.models import QuadroProvinciale
from istruttoria.transizioni import TRANSIZIONI
from programmi.models import Programma, Schema
from programmi.services import aggiorna_programma, copia_schema, fissa_aderenti
from programmi.testo_ricco import pulisci

CARTELLA = Path(__file__).parent.parent / "dati" / "demo"
DELIBERA = CARTELLA / "delibera.pdf"
IN_CARICA_DAL = date(2022, 1, 1)


@dataclass(frozen=True, slots=True)
class UtenteDemo:
    """A user to sign in with: as what, where, with which password."""

    persona: Persona
    dove: str
    email: str
    password: str


def _leggi(nome: str) -> dict[str, Any]:
    return tomllib.loads((CARTELLA / f"{nome}.toml").read_text(encoding="utf-8"))


def carica() -> Iterator[str | UtenteDemo]:
    """Make what is missing; yields what was done, in Italian, then the users."""
    registro = _leggi("registro")
    ente, _ = impianta()
    with transaction.atomic():
        persone, utenti = _utenti(ente, registro)
        yield from _distretti(ente, registro, persone, utenti)
        yield from _proposte(ente, registro, persone)
        for quadro in registro["quadri"]:
            if not QuadroProvinciale.objects.filter(ente=ente, al=quadro["al"]).exists():
                services.registra_quadro(ente, **quadro)
    yield from _programmi(ente, persone)
    yield from utenti


# --- who and where --------------------------------------------------------------------------


def _utenti(ente: Ente, registro: dict[str, Any]) -> tuple[dict[str, Utente], list[UtenteDemo]]:
    """The users of the authorities; those of the districts come with their incarico."""
    altro = registro["altro_ente"]
    enti = {ente.codice: ente}
    enti[altro["codice"]], _ = Ente.objects.get_or_create(codice=altro["codice"], defaults=altro)
    persone, utenti = {}, []
    for dati in registro["utenti"]:
        suo = None if dati.get("superuser") else enti[dati.get("ente", ente.codice)]
        persone[dati["persona"]] = _utente(
            dati["email"],
            registro["password"],
            nome=dati["nome"],
            cognome=dati["cognome"],
            ente=suo,
            ruolo=dati.get("ruolo", ""),
            is_superuser=dati.get("superuser", False),
        )
        utenti.append(_demo(dati, str(suo.denominazione if suo else "tutto il sistema"), registro))
    return persone, utenti


def _demo(dati: dict[str, Any], dove: str, registro: dict[str, Any]) -> UtenteDemo:
    return UtenteDemo(Persona(dati["persona"]), dove, dati["email"], registro["password"])


def _utente(email: str, password: str, **campi: Any) -> Utente:
    """The user of that address as he or she is now; with the demo's password when new."""
    esistente: Utente | None = Utente.objects.filter(email__iexact=email).first()
    return esistente or Utente.objects.create_user(email, password, **campi)


def _distretti(
    ente: Ente,
    registro: dict[str, Any],
    persone: dict[str, Utente],
    utenti: list[UtenteDemo],
) -> Iterator[str]:
    for dati in registro["distretti"]:
        esistente = Distretto.objects.filter(ente=ente, codice__iexact=dati["codice"]).first()
        distretto = esistente or _distretto(ente, dati)
        if esistente is None:
            yield f"{distretto}: creato con {len(dati['aderenti'])} organizzazioni"
        for incarico in dati["incarichi"]:
            if "persona" in incarico:
                nome, _, cognome = incarico["nominativo"].partition(" ")
                utente = _utente(
                    incarico["email"], registro["password"], nome=nome, cognome=cognome
                )
                persone[incarico["persona"]] = utente
                utenti.append(_demo(incarico, str(distretto), registro))
            if esistente is None:
                _incarico(distretto, incarico, persone)


def _incarico(distretto: Distretto, dati: dict[str, Any], persone: dict[str, Utente]) -> None:
    organizzazione = dati.get("organizzazione")
    affida_incarico(
        distretto=distretto,
        ruolo=dati["ruolo"],
        nominativo=dati["nominativo"],
        dal=IN_CARICA_DAL,
        utente=persone.get(dati.get("persona", "")),
        organizzazione=organizzazione
        and Organizzazione.objects.get(ente=distretto.ente, denominazione=organizzazione),
        qualifica=dati["qualifica"],
        email=dati["email"],
    )


def _distretto(ente: Ente, dati: dict[str, Any]) -> Distretto:
    organizzazioni = {a["nome"]: _organizzazione(ente, a) for a in dati["aderenti"]}
    distretto = Distretto(
        ente=ente,
        capofila=organizzazioni[dati["capofila"]],
        **{
            campo: dati[campo]
            for campo in (
                "codice",
                "denominazione",
                "tipo",
                "nato_anno",
                "mail",
                "sito",
                "facebook",
            )
            if campo in dati
        },
    )
    distretto.full_clean()
    distretto.save()
    Accordo.objects.create(distretto=distretto, **dati["accordo"])
    for aderente in dati["aderenti"]:
        adesione = registra_adesione(
            distretto=distretto,
            organizzazione=organizzazioni[aderente["nome"]],
            dal=aderente["dal"],
            proponente=aderente.get("proponente", False),
        )
        if "al" in aderente:
            chiudi_adesione(adesione, al=aderente["al"], motivo=aderente["motivo_uscita"])
    return distretto


def _organizzazione(ente: Ente, dati: dict[str, Any]) -> Organizzazione:
    trovata = Organizzazione.objects.filter(ente=ente, denominazione__iexact=dati["nome"]).first()
    if trovata is not None:
        return trovata
    nuova = registra_organizzazione(
        ente=ente,
        denominazione=dati["nome"],
        forma_giuridica=dati["forma"],
        settore=dati["settore"],
    )
    for alias in dati.get("alias", ()):
        aggiungi_alias(nuova, alias)
    for tipo, dal in dati.get("marchi", {}).items():
        registra_certificazione(organizzazione=nuova, tipo=tipo, dal=dal)
    return nuova


def _proposte(ente: Ente, registro: dict[str, Any], persone: dict[str, Utente]) -> Iterator[str]:
    """What the districts proposed, where nobody has proposed anything yet."""
    senza = set(Distretto.objects.filter(ente=ente, proposte=None).values_list("codice", flat=True))
    for dati in registro["proposte"]:
        if dati["distretto"] not in senza:
            continue
        nome = dati.get("organizzazione")
        proposta = proponi(
            distretto=Distretto.objects.get(ente=ente, codice=dati["distretto"]),
            tipo=dati["tipo"],
            autore=persone[dati["persona"]],
            organizzazione=nome and Organizzazione.objects.get(ente=ente, denominazione=nome),
            contenuto=dati["contenuto"],
        )
        if dati.get("esito") == "conferma":
            conferma(proposta, attore=persone["funzionario"])
        elif dati.get("esito") == "respingi":
            respingi(proposta, attore=persone["funzionario"], motivo=dati["motivo"])
        yield f"{proposta.distretto}: {proposta.titolo}"


# --- programmes -----------------------------------------------------------------------------


def _programmi(ente: Ente, persone: dict[str, Utente]) -> Iterator[str]:
    testi, progetti = _leggi("programmi"), _leggi("progettualita")
    for dati in testi["programmi"]:
        distretto = Distretto.objects.get(ente=ente, codice__iexact=dati["distretto"])
        programma = Programma.objects.filter(distretto=distretto, anno=dati["anno"]).first()
        if programma is None:
            schema = _schema(ente, dati["schema"], dati["anno"])
            premessa = dati.get("premessa") or testi["premesse"][dati["distretto"]]
            with transaction.atomic():
                programma = _scrivi(distretto, schema, dati, premessa, progetti)
        _muovi(programma, dati, persone)
        programma.refresh_from_db()
        yield f"{programma}: {programma.get_stato_display().lower()}"


def _schema(ente: Ente, codice: str, anno: int) -> Schema:
    """The schema of that code; a year without its own uses a copy of the one of 2026."""
    trovato = Schema.objects.filter(ente=ente, codice=codice).first()
    return trovato or copia_schema(
        Schema.objects.get(ente=ente, codice="2026"),
        codice=codice,
        titolo=f"Programma di lavoro {anno}",
        anno=anno,
    )


def _scrivi(
    distretto: Distretto,
    schema: Schema,
    dati: dict[str, Any],
    premessa: str,
    progetti: dict[str, Any],
) -> Programma:
    programma = apri_programma(
        schema=schema,
        distretto=distretto,
        anno=dati["anno"],
        storico=dati.get("storico", False),
    )
    valori = {
        "anno": str(programma.anno),
        "precedente": str(programma.anno - 1),
        "capofila": str(distretto.capofila),
    }
    aggiorna_programma(programma, attore=None, gruppo_di_lavoro_il=dati["gruppo_di_lavoro_il"])
    for voce, html in (
        ("premessa", premessa),
        ("progetto_strategico", dati.get("progetto_strategico", "")),
    ):
        if html:
            programma.sezioni.filter(voce__codice=voce).update(html=_html(html, valori))
    for chiave in dati.get("progettualita", ()):
        _azione(programma, "progettualita", progetti[chiave], valori)
    for azione in dati.get("azioni", ()):
        _azione(programma, "azione", azione, valori)
    if "aderenti_al" in dati:
        fissa_aderenti(programma, al=dati["aderenti_al"])
    return programma


def _html(html: str, valori: dict[str, str]) -> str:
    return pulisci("".join(riga.strip() for riga in _riempi(html, valori).splitlines()))


def _riempi(testo: str, valori: dict[str, str]) -> str:
    for nome, valore in valori.items():
        testo = testo.replace(f"{{{nome}}}", valore)
    return testo


def _azione(programma: Programma, tipo: str, dati: dict[str, Any], valori: dict[str, str]) -> None:
    referenti = [_riempi(r, valori) for r in dati.get("referenti", ["{capofila}"])]
    altre = dati.get("altre", ["Organizzazioni aderenti"])
    tempi = dati.get("tempi", f"Entro il 31 dicembre {programma.anno}")
    ambito = programma.ambiti.filter(voce__tipo="azioni", numero=dati.get("ambito")).first()
    azione = aggiungi_azione(
        programma,
        tipo=tipo,
        ambito=ambito,
        vamt=dati.get("vamt", tipo == "progettualita"),
        strategico=dati.get("strategico", False),
        referenti_testo="\n".join(referenti),
        altre_testo="\n".join(altre),
        tempi=tempi,
        **{
            campo: dati.get(campo, "")
            for campo in (
                *("titolo", "tema", "macro_ambito", "descrizione"),
                *("obiettivo", "obiettivo_generale", "obiettivo_specifico"),
            )
        },
    )
    Azione.objects.filter(pk=azione.pk).update(scadenza=leggi_scadenza(tempi, programma.anno))
    for ruolo, nomi in (
        (RuoloOrganizzazione.REFERENTE, referenti),
        (RuoloOrganizzazione.ALTRA, altre),
    ):
        OrganizzazioneAzione.objects.bulk_create(
            OrganizzazioneAzione(
                azione=azione,
                ruolo=ruolo,
                posizione=posizione,
                testo=nome,
                organizzazione=Organizzazione.objects.filter(
                    ente=programma.distretto.ente_id, denominazione=nome
                ).first(),
            )
            for posizione, nome in enumerate(nomi, 1)
        )
    indicatori = Indicatore.objects.bulk_create(
        Indicatore(azione=azione, posizione=posizione, testo=testo)
        for posizione, testo in enumerate(dati["indicatori"], 1)
    )
    regole = registra_regole(azione, leggi("\n".join(dati["percentuali"])))
    if len(regole) == len(indicatori):
        for regola, indicatore in zip(regole, indicatori, strict=True):
            regola.indicatore = indicatore
            regola.save(update_fields=["indicatore"])


# --- the procedure --------------------------------------------------------------------------


def _muovi(programma: Programma, dati: dict[str, Any], persone: dict[str, Utente]) -> None:
    """Do the steps that are still to do; a programme that went another way is left alone."""
    nomi = [passo["nome"] for passo in dati["passi"]]
    fatti = list(programma.passaggi.values_list("transizione", flat=True))
    if fatti != nomi[: len(fatti)]:
        return
    oggi = timezone.localdate()
    for passo in dati["passi"][len(fatti) :]:
        if passo["nome"] == "chiede_integrazioni":
            _osserva(programma, dati["osservazioni"], persone["funzionario"])
        programma = services.esegui(
            passo["nome"],
            programma=programma,
            attore=persone[passo["persona"]],
            dati={n: _non_dopo(oggi, v) for n, v in passo.get("dati", {}).items()}
            | _allegato(passo["nome"]),
            nota=passo.get("nota", ""),
            con_avvisi=False,
        )
        if passo["nome"] == "chiede_integrazioni":
            _rispondi(programma, dati["osservazioni"], persone["manager"])


def _allegato(nome: str) -> dict[str, services.FileRicevuto]:
    if not TRANSIZIONI[nome].allega_da:
        return {}
    return {"allegato": services.FileRicevuto(DELIBERA.name, DELIBERA.read_bytes())}


def _osserva(programma: Programma, osservazioni: list[dict[str, Any]], autore: Utente) -> None:
    if programma.osservazioni.exists():
        return
    for osservazione in osservazioni:
        campi = {nome: valore for nome, valore in osservazione.items() if nome != "risposta"}
        services.aggiungi_osservazione(programma=programma, autore=autore, **campi)


def _rispondi(programma: Programma, osservazioni: list[dict[str, Any]], attore: Utente) -> None:
    for osservazione in osservazioni:
        if "risposta" in osservazione:
            scritta = programma.osservazioni.get(testo=osservazione["testo"])
            services.rispondi_osservazione(scritta, attore=attore, testo=osservazione["risposta"])


def _non_dopo(oggi: date, valore: Any) -> Any:
    """A day of the demo, or an act with its day, not later than today."""
    if isinstance(valore, date):
        return min(valore, oggi)
    atto = leggi_atto(valore)
    if atto is not None and atto.data is not None and atto.data > oggi:
        return replace(atto, data=oggi)
    return valore
