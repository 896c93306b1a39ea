"""The programmes: their text, then the steps that bring each one to its state."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from azioni.enums import RuoloOrganizzazione
from azioni.models import Azione, Indicatore, OrganizzazioneAzione
from azioni.percentuali import leggi as leggi_percentuali
from azioni.services import aggiungi_azione, apri_programma, registra_regole
from distretti.models import Distretto, Ente, Organizzazione, Utente
from distretti.tempo import leggi_scadenza
from istruttoria.management.demo.lettura import leggi
from istruttoria.management.demo.procedura import muovi
from programmi.models import Programma, Schema
from programmi.services import aggiorna_programma, copia_schema, fissa_aderenti
from programmi.testo_ricco import pulisci


def programmi(ente: Ente, persone: dict[str, Utente]) -> Iterator[str]:
    testi, progetti = leggi("programmi"), leggi("progettualita")
    for dati in testi["programmi"]:
        distretto = Distretto.objects.get(ente=ente, codice__iexact=dati["distretto"])
        programma = Programma.objects.filter(distretto=distretto, anno=dati["anno"]).first()
        if programma is None:
            schema = schema_dell_anno(ente, dati["schema"], dati["anno"])
            premessa = dati.get("premessa") or testi["premesse"][dati["distretto"]]
            with transaction.atomic():
                programma = _scrivi(distretto, schema, dati, premessa, progetti)
        muovi(programma, dati, persone)
        programma.refresh_from_db()
        yield f"{programma}: {programma.get_stato_display().lower()}"


def schema_dell_anno(ente: Ente, codice: str, anno: int) -> Schema:
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
    regole = registra_regole(azione, leggi_percentuali("\n".join(dati["percentuali"])))
    if len(regole) == len(indicatori):
        for regola, indicatore in zip(regole, indicatori, strict=True):
            regola.indicatore = indicatore
            regola.save(update_fields=["indicatore"])
